"""A photograph that was taken with the camera on its side → the same, its pixels upright.

A camera notes how it was held (Exif 2.3, tag 274), and programs differ in whether they heed it:
browsers and WeasyPrint do, Word and LibreOffice do not always. Only what says that it lies is
written anew; then it also loses what else the camera noted, such as the place.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION = 274
_QUALITY = 92


def needs_rotation(image: Image) -> bool:
    """Whether an opened JPEG says that it is to be turned or mirrored."""
    return image.format == "JPEG" and image.getexif().get(_ORIENTATION, 1) in range(2, 9)


def exif_orientation(data: bytes) -> tuple[bytes, int, int]:
    """The bytes of the picture, turned, and its width and height. Raises what Pillow raises."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data), formats=("JPEG",)) as image:
        kept = {name: said for name in ("icc_profile", "dpi") if (said := image.info.get(name))}
        turned = ImageOps.exif_transpose(image)
    written = BytesIO()
    turned.save(written, "JPEG", quality=_QUALITY, exif=b"", **kept)
    return written.getvalue(), *turned.size
