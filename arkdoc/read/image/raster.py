"""The bytes of a picture made of points → an Asset, as PNG unless it is a plain PNG or JPEG.

Word, WeasyPrint and browsers agree on those two alone (contract, clause 5). What is made into PNG
is the first picture of an animation, upright, in eight bits, and no larger than paper can show.
"""

from __future__ import annotations

import logging
import math
import os
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.diagnostic import N_
from arkdoc.read.image.orientation import apply_orientation, needs_rotation, upright
from arkdoc.read.image.reasons import BROKEN, TOO_MANY_PIXELS, surplus

if TYPE_CHECKING:
    from PIL.Image import Image

PIXEL_LIMIT = 50_000_000
"""How many pixels a picture may have."""

_MOST_PRINTED = 16_000_000  # pixels, past which a picture is made smaller
_A_PAGE = 9_000_000  # pixels, at 300 to the inch
_PIXELS_PER_STEP = 14_000
_DEARER = {"WEBP": 2}  # kinds whose pixels take so many times as long to decode as PNG's
_DPI = 96.0  # CSS

_KINDS = (  # where the signature stands, the signature, Pillow's name, what such a file is
    (0, b"\x89PNG\r\n\x1a\n", "PNG", ""),
    (0, b"\xff\xd8\xff", "JPEG", ""),
    (0, b"GIF8", "GIF", N_("a GIF file")),
    (8, b"WEBP", "WEBP", N_("a WebP file")),
    (0, b"BM", "BMP", N_("a BMP file")),
    (0, b"II*\0", "TIFF", N_("a TIFF file")),
    (0, b"MM\0*", "TIFF", N_("a TIFF file")),
)
_SEVERAL = {
    "PNG": N_("a moving PNG, of which we show the first picture"),
    "GIF": N_("a moving GIF, of which we show the first picture"),
    "WEBP": N_("a moving WebP, of which we show the first picture"),
    "TIFF": N_("a TIFF file with several pictures, of which we show the first"),
}
_SIXTEEN_BITS = N_("a PNG file with 16 bits for each colour")
_LARGER_THAN_PAPER = N_("larger than paper can show")
_SAVED = ("1", "L", "LA", "P", "RGB", "RGBA")  # modes that are PNG's own
_OPAQUE = ("CMYK", "YCbCr", "LAB", "HSV")

# What Pillow raises for damaged files.
_FAULTS = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, EOFError, TypeError,
           AttributeError, RuntimeError, MemoryError, struct.error, zlib.error)  # fmt: skip


def raster_kind(data: bytes) -> str:
    """Pillow's name for the kind of picture that `data` is; empty for what is not used."""
    return next((kind for at, start, kind, _ in _KINDS if data.startswith(start, at)), "")


def pixel_steps(pixels: int) -> float:
    """The steps that reading or drawing so many pixels takes."""
    return pixels / _PIXELS_PER_STEP


def read_raster(path: str, data: bytes) -> Asset | Unusable:
    """The picture at `path`, every point of which is decoded once."""
    # Pillow takes a tenth of a second to import, and most notes have no pictures.
    from PIL import Image

    kind, steps = raster_kind(data), 0
    try:
        with _strictly(), _silent_libtiff(kind):
            with Image.open(BytesIO(data), formats=(kind,)) as image:
                pixels = image.width * image.height
                if pixels > PIXEL_LIMIT:
                    return TOO_MANY_PIXELS
                steps = surplus(pixel_steps(pixels) * _DEARER.get(kind, 1), len(data))
                if origin := _origin(image, data, kind, pixels):
                    return _as_png(path, image, kind, origin, steps)
                asset = Asset(path, data, f"image/{kind.lower()}", *image.size, _dpi(image))
                is_rotated = kind == "JPEG" and needs_rotation(image)
                image.verify()
            with Image.open(BytesIO(data), formats=(kind,)) as image:
                # verify() passes a JPEG that is cut off; decoding at a small scale does not.
                image.draft("L", (image.width // 8, image.height // 8))
                image.load()
            if is_rotated:
                data, width, height = apply_orientation(data)
                asset = replace(asset, data=data, width=width, height=height)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_MANY_PIXELS
    except _FAULTS:
        return replace(BROKEN, surplus=steps)
    return replace(asset, surplus=steps)


@contextmanager
def _strictly() -> Iterator[None]:
    """Make Pillow refuse truncated pictures, and say nothing on its own.

    WeasyPrint makes it accept them, process-wide; and its warnings hold paths of this machine.
    """
    from PIL import ImageFile

    logging.getLogger("PIL").addHandler(_SILENT)
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


_SILENT = logging.NullHandler()


@contextmanager
def _silent_libtiff(kind: str) -> Iterator[None]:
    """Keep libtiff, which knows of no Python, from writing to standard error."""
    if kind != "TIFF":
        yield
        return
    try:
        kept = os.dup(2)
    except OSError:  # it is closed
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _dpi(image: Image) -> float:
    """The resolution that a file states, if it is plausible, else CSS's 96."""
    value = image.info.get("dpi")
    if isinstance(value, tuple) and value:
        dpi = float(value[0])
        if 30 <= dpi <= 2400:
            return round(dpi, 2)
    return _DPI


# --- becoming a PNG --------------------------------------------------------------------------


def _origin(image: Image, data: bytes, kind: str, pixels: int) -> str:
    """What the file is, if it has to become a PNG: a message id."""
    if kind == "JPEG":
        return ""
    if kind != "PNG":
        return next(what for _, _, name, what in _KINDS if name == kind)
    if getattr(image, "is_animated", False):
        return _SEVERAL[kind]
    if data[24] == 16:
        return _SIXTEEN_BITS
    return _LARGER_THAN_PAPER if pixels > _MOST_PRINTED else ""


def _as_png(path: str, image: Image, kind: str, origin: str, steps: int) -> Asset:
    image.load()
    dpi = _dpi(image)
    first = _in_eight_bits(upright(image))
    profile = image.info.get("icc_profile") if first.mode == image.mode else None
    shrink = 1
    if first.width * first.height > _MOST_PRINTED:
        shrink = math.ceil(math.sqrt(first.width * first.height / _A_PAGE))
        first = _in_full_colours(first).reduce(shrink)
    written = BytesIO()
    first.save(written, "PNG", icc_profile=profile, exif=b"")
    if kind in _SEVERAL and _has_another(image):
        origin = _SEVERAL[kind]
    if dpi != _DPI:
        dpi = round(dpi / shrink, 2)
    size = first.size
    return Asset(path, written.getvalue(), "image/png", *size, dpi, origin, surplus=steps)


def _in_eight_bits(image: Image) -> Image:
    """The picture in one of PNG's own modes, of eight bits a colour."""
    mode = image.mode
    if mode in _SAVED:
        return image
    if mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if mode in ("I", "F"):
        low, high = image.getextrema()
        if isinstance(low, int | float) and isinstance(high, int | float) and low < high:
            scale, from_zero = 255 / (high - low), low
            image = image.point(lambda value: value * scale + (0.5 - from_zero * scale))
        return image.convert("L")
    return image.convert("RGB" if mode in _OPAQUE else "RGBA")


def _in_full_colours(image: Image) -> Image:
    """The picture in a mode whose points can be averaged."""
    if "transparency" in image.info or image.mode in ("LA", "RGBA"):
        return image.convert("RGBA")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _has_another(image: Image) -> bool:
    """Whether the file holds more than the first picture; what is damaged past it is not asked."""
    try:
        image.seek(1)
    except _FAULTS:
        return False
    return True
