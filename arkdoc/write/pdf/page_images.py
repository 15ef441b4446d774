"""The bytes of a PDF → its pages as PNG images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO

SCALE = 2.0
"""Pixels for each point."""
_MANY = 60
_SCALE_OF_MANY = 1.4


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a PNG. `name` is a digest of its pixels; `data` is None where that was known."""

    name: str
    width: int
    height: int
    data: bytes | None


def scale(pages: int) -> float:
    """How many pixels there are for each point in the picture of one of so many pages."""
    return SCALE if pages <= _MANY else _SCALE_OF_MANY


def pictures(
    pdf: bytes, is_known: Callable[[str], bool], size: float | None = None
) -> Iterator[PageImage]:
    """Each page, in order, at a scale of `size`. One whose name is known is not encoded again."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        size = size or scale(len(document))
        for page in document:
            image = page.render(scale=size).to_pil()
            page.close()
            shown = blake2b(image.tobytes(), digest_size=12, person=str(image.width).encode())
            name = f"{shown.hexdigest()}.png"
            data = None if is_known(name) else _png(image)
            yield PageImage(name, image.width, image.height, data)
    finally:
        document.close()


def _png(image: object) -> bytes:
    stream = BytesIO()
    # It is shown once, on the same machine: speed matters more than size.
    image.save(stream, format="PNG", compress_level=1)  # type: ignore[attr-defined]
    return stream.getvalue()
