"""Image files: which names are pictures, and a picture as it is read."""

from dataclasses import dataclass
from itertools import chain

PICTURE_ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/svg+xml": (".svg",),
}
"""The endings of pictures that a text can show, by media type; the usual one first."""

_ENDINGS = tuple(chain.from_iterable(PICTURE_ENDINGS.values()))


def is_picture(path: str) -> bool:
    """Whether the name of a file says that it is a picture that a text can show."""
    return path.lower().endswith(_ENDINGS)


@dataclass(frozen=True, slots=True)
class Asset:
    """An image file, sizes in pixels (for SVG: CSS pixels, 96 to the inch)."""

    path: str
    data: bytes
    media_type: str
    width: int
    height: int
    dpi: float = 96.0

    @property
    def ending(self) -> str:
        """The usual ending of such a file's name, without the full stop."""
        return PICTURE_ENDINGS[self.media_type][0].removeprefix(".")
