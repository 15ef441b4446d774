"""A picture with an Exif orientation → the same picture with its pixels upright.

A camera records how it was held (Exif 2.3, tag 274). Browsers and WeasyPrint apply that; Word and
LibreOffice do not always. Only a rotated picture is written anew; it then also loses what else the
camera recorded, such as the place.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION = 274
_QUALITY = 92


def needs_rotation(image: Image) -> bool:
    """Whether an opened picture is to be rotated or mirrored by its Exif orientation."""
    return image.getexif().get(_ORIENTATION, 1) in range(2, 9)


def upright(image: Image) -> Image:
    """The picture as it was meant to be seen."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image) if needs_rotation(image) else image


def apply_orientation(data: bytes) -> tuple[bytes, int, int]:
    """The bytes of a JPEG made upright, its width and height. Raises what Pillow raises."""
    from PIL import Image

    with Image.open(BytesIO(data), formats=("JPEG",)) as image:
        kept = {key: image.info[key] for key in ("icc_profile", "dpi") if image.info.get(key)}
        rotated = upright(image)
        written = BytesIO()
        rotated.save(written, "JPEG", quality=_QUALITY, exif=b"", **kept)
    return written.getvalue(), *rotated.size
