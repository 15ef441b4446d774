"""The bytes of a picture file → an Asset, or why it can't be used (contract, clause 5)."""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.parsers import expat

from arkdoc.model.assets import Asset
from arkdoc.model.diagnostic import N_
from arkdoc.read.image.orientation import apply_orientation, needs_rotation
from arkdoc.read.image.svg_limits import DrawnElements

LIMIT = 20_000_000
"""How many bytes a picture may have."""

SVG_LIMIT = 5_000_000
"""How many bytes an SVG may have."""

PIXEL_LIMIT = 50_000_000
"""How many pixels a picture may have."""

_SVG_DEPTH = 100
_SVG_LENGTH = 1e6
_SVG = "http://www.w3.org/2000/svg"
_DEFAULT_SIZE = (300.0, 150.0)  # CSS, for a picture without a size of its own
_UNITS = {"": 1.0, "px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "pt": 4 / 3,
          "pc": 16.0, "em": 16.0, "rem": 16.0, "q": 96 / 101.6}  # fmt: skip
_LENGTH = re.compile(r"\s*\+?(\d{1,9}(?:\.\d*)?|\.\d+)\s*([a-z]*)\s*", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?", re.ASCII | re.I)
_LOCAL = re.compile(r"\s*(?:#|data:image/(?:png|jpeg);base64,|$)", re.IGNORECASE)
_CSS_URL = re.compile(r"url\(\s*[\"']?(?P<url>[^)]{0,30})", re.IGNORECASE)
_DIGITS = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_ENDLESS = re.compile(r"[+-]?(?:inf|infinity|nan)(?:%|[cem]m|ex|in|p[ctx]|q|rem)?", re.IGNORECASE)
_CSS_SIZE = re.compile(r"(?<![\w-])(?:font(?:-size)?|width|height)\s*:([^;}]*)", re.IGNORECASE)
_CSS_FETCH = re.compile(r"@import|\\|image-set\(|\bsrc\(", re.IGNORECASE)

_BROKEN = N_("the file is damaged")
_TOO_LARGE = N_("the file is too large")
_TOO_MANY_PIXELS = N_("it has more pixels than a note needs")
_NOT_SVG = N_("it is not a proper SVG file")
_DOCTYPE = N_("it has a document type declaration (DOCTYPE), which is not allowed")
_ACTIVE = N_("it has scripts or web page parts in it")
_OUTSIDE = N_("it fetches something from outside itself")
_TOO_DEEP = N_("it has too many levels inside each other")

_OTHERS = (
    (0, b"GIF8", N_("it is a GIF file")),
    (8, b"WEBP", N_("it is a WebP file")),
    (0, b"BM", N_("it is a BMP file")),
    (0, b"II*\0", N_("it is a TIFF file")),
    (0, b"MM\0*", N_("it is a TIFF file")),
    (4, b"ftyp", N_("it is a HEIC or AVIF file")),
    (0, b"%PDF-", N_("it is a PDF file")),
    (0, b"\x1f\x8b", N_("it is a compressed file")),
    (0, b"PK\x03\x04", N_("it is a compressed file")),
)


def read_image(path: str, data: bytes) -> Asset | str:
    """The picture at `path`, by its content and not by the ending of its name.

    For a picture that can't be used, the reason is returned: a gettext message id, a clause that
    follows a colon.
    """
    if not data:
        return N_("the file is empty")
    if len(data) > LIMIT:
        return _TOO_LARGE
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _raster(path, data)
    for at, signature, reason in _OTHERS:
        if data.startswith(signature, at):
            return reason
    if re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", data):
        return _svg(path, data)
    return N_("it is not a picture in a known format")


def _raster(path: str, data: bytes) -> Asset | str:
    # Pillow takes a tenth of a second to import, and most notes have no pictures.
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            width, height = image.size
            if width * height > PIXEL_LIMIT:
                return _TOO_MANY_PIXELS
            media_type = "image/png" if image.format == "PNG" else "image/jpeg"
            dpi = _dpi(image.info.get("dpi"))
            is_rotated = needs_rotation(image)
            image.verify()
        with _whole_pictures(), Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            # verify() passes a JPEG that is cut off; decoding at a small scale does not.
            image.draft("L", (width // 8, height // 8))
            image.load()
        if is_rotated:
            data, width, height = apply_orientation(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _TOO_MANY_PIXELS
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, EOFError, TypeError,
            AttributeError, struct.error, zlib.error):  # fmt: skip
        return _BROKEN  # Pillow raises all of these for damaged files
    return Asset(path, data, media_type, width, height, dpi)


@contextmanager
def _whole_pictures() -> Iterator[None]:
    """Make Pillow refuse truncated pictures, which WeasyPrint makes it accept process-wide."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _dpi(value: object) -> float:
    """The resolution that a file states, if it is plausible, else CSS's 96."""
    if isinstance(value, tuple) and value:
        dpi = float(value[0])
        if 30 <= dpi <= 2400:
            return round(dpi, 2)
    return 96.0


# --- SVG ------------------------------------------------------------------------------------


class _RefusedError(Exception):
    pass


class _Checker:
    """Expat's callbacks: refuse what a picture in a note must not have, and find its size."""

    def __init__(self) -> None:
        self.size = _DEFAULT_SIZE
        self.drawn = DrawnElements()
        self._open: list[str] = []
        self._css: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens; names are `namespace local`."""
        namespace, _, local = name.rpartition(" ")
        if not self._open:
            if (namespace, local) != (_SVG, "svg"):
                raise _RefusedError(_NOT_SVG)
            self.size = _svg_size(attributes)
        self._open.append(local.lower())
        if len(self._open) > _SVG_DEPTH:
            raise _RefusedError(_TOO_DEEP)
        if local.lower() in ("script", "foreignobject", "handler", "iframe", "object", "embed"):
            raise _RefusedError(_ACTIVE)
        local_names = [(key.rpartition(" ")[2].lower(), value) for key, value in attributes.items()]
        for attribute, value in local_names:
            _check_attribute(attribute, value)
        self.drawn.start(local, local_names)

    def end(self, _name: str) -> None:
        """An element closes; the text of a style sheet is checked as a whole."""
        self.drawn.end()
        if self._open.pop() == "style" and "style" not in self._open:
            css = "".join(self._css)
            _check_css(css)
            self.drawn.style(css)
            self._css.clear()

    def text(self, text: str) -> None:
        """Text, which is checked in style sheets only."""
        if self._open[-1] == "style":
            self._css.append(text)

    def doctype(self, *_: object) -> None:
        """A DOCTYPE declares entities, which can expand without limit."""
        raise _RefusedError(_DOCTYPE)

    def instruction(self, target: str, _data: str) -> None:
        """A processing instruction, which fetches a file if it is for a style sheet."""
        if target.lower() == "xml-stylesheet":
            raise _RefusedError(_OUTSIDE)


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on") or "javascript:" in "".join(value.split()).lower():
        raise _RefusedError(_ACTIVE)
    if name in ("href", "src", "base") and not _LOCAL.match(value):
        raise _RefusedError(_OUTSIDE)
    if name == "attributename" and value.rpartition(":")[2].strip().lower() == "href":
        raise _RefusedError(_OUTSIDE)
    if name == "style" or "(" in value:
        _check_css(value)
    if name in ("width", "height", "font", "font-size"):
        _check_lengths(value)
    elif name == "viewbox":
        _check_lengths(value, first=2)


def _check_css(css: str) -> None:
    if _CSS_FETCH.search(css):
        raise _RefusedError(_OUTSIDE)
    for match in _CSS_URL.finditer(css):
        if not _LOCAL.match(match["url"]):
            raise _RefusedError(_OUTSIDE)
    for match in _CSS_SIZE.finditer(css):
        _check_lengths(match[1])


def _check_lengths(text: str, first: int = 0) -> None:
    """Refuse lengths that no page has room for, from number `first` on.

    (The first two numbers of a view box are its origin.) Python reads «1_000» and «inf» as
    numbers, and so do the programs that draw the picture.
    """
    text = text.replace("_", "")
    for number in _DIGITS.findall(text)[first:]:
        if len(number) > 50 or float(number) > _SVG_LENGTH:
            raise _RefusedError(_TOO_MANY_PIXELS)
    if any(_ENDLESS.fullmatch(word) for word in text.replace(",", " ").split()):
        raise _RefusedError(_NOT_SVG)


def _svg(path: str, data: bytes) -> Asset | str:
    if len(data) > SVG_LIMIT:
        return _TOO_LARGE
    checker = _Checker()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = checker.start
    parser.EndElementHandler = checker.end
    parser.CharacterDataHandler = checker.text
    parser.StartDoctypeDeclHandler = checker.doctype
    parser.ProcessingInstructionHandler = checker.instruction
    try:
        parser.Parse(data, True)
    except _RefusedError as refused:
        return str(refused)
    except (expat.ExpatError, ValueError, LookupError):
        return _NOT_SVG
    if checker.drawn.is_exceeded():
        return _TOO_DEEP
    width, height = (max(1, round(length)) for length in checker.size)
    if width * height > PIXEL_LIMIT:
        return _TOO_MANY_PIXELS
    return Asset(path, data, "image/svg+xml", width, height)


def _svg_size(attributes: dict[str, str]) -> tuple[float, float]:
    """The size in CSS pixels, by `width` and `height`; what is missing comes from `viewBox`."""
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    box = [float(number) for number in _NUMBER.findall(attributes.get("viewBox", "")[:200])]
    ratio = 0.0
    if len(box) == 4 and box[2] > 0 and box[3] > 0 and math.isfinite(box[2] / box[3]):
        ratio = box[2] / box[3]
    if ratio:
        if not width and not height:
            width, height = box[2], box[3]
        width, height = width or height * ratio, height or width / ratio
    default_width, default_height = _DEFAULT_SIZE
    size = (width or default_width, height or default_height)
    return size if max(size) < PIXEL_LIMIT else (float(PIXEL_LIMIT), float(PIXEL_LIMIT))


def _length(text: str) -> float:
    """A length in CSS pixels; 0 if it is not a length, or is relative to what is around it."""
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _UNITS.get(match[2].lower(), 0.0) if match else 0.0
