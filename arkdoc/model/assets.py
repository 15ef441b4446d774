"""Image files: which names are pictures, and a picture as it is read."""

from dataclasses import dataclass
from itertools import chain

PICTURE_ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jfif", ".jpe"),
    "image/svg+xml": (".svg",),
}
"""The endings of pictures that every output takes, by media type; the usual one first."""

# Those that are made into PNG, then those that are read only to say why they can't be used.
_CONVERTED = (".gif", ".bmp", ".dib", ".tif", ".tiff", ".webp", ".apng")
_UNUSABLE = (".heic", ".heif", ".avif", ".jxl", ".jp2", ".svgz", ".emf", ".wmf", ".eps", ".psd")
_ENDINGS = (*chain.from_iterable(PICTURE_ENDINGS.values()), *_CONVERTED, *_UNUSABLE)


def is_picture(path: str) -> bool:
    """Whether the name of a file says that it is a picture."""
    return path.lower().endswith(_ENDINGS)


@dataclass(frozen=True, slots=True)
class Asset:
    """An image file, sizes in pixels (for SVG: CSS pixels, 96 to the inch).

    `data` is what the outputs show; `origin` is what the file was where that is something else
    (a message id that follows «is»). `is_size_guessed`: an SVG that says nothing of its size.
    `coats` is how many times over an SVG is painted. `surplus` is how much more it takes to draw
    than its bytes account for, in steps. `has_shapes_alone`: an SVG that any program draws alike.
    """

    path: str
    data: bytes
    media_type: str
    width: int
    height: int
    dpi: float = 96.0
    origin: str = ""
    is_size_guessed: bool = False
    coats: float = 1.0
    surplus: int = 0
    has_shapes_alone: bool = False

    @property
    def ending(self) -> str:
        """The usual ending of such a file's name, without the full stop."""
        return PICTURE_ENDINGS[self.media_type][0].removeprefix(".")


@dataclass(frozen=True, slots=True)
class Unusable:
    """A picture that can't be used: the reason, a clause that follows a colon, and the cure.

    Both are message ids. `surplus` is what it took to find out, as that of `Asset`.
    """

    reason: str
    cure: str
    surplus: int = 0
