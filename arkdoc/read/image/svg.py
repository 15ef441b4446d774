"""The bytes of an SVG → an Asset that says its size and holds nothing from outside, or why not.

What the outputs get is UTF-8, with a width, a height and a view box, so that all of them draw the
same (contract, clause 5). What stands inside it in `data:` is read as if it stood outside.
"""

from __future__ import annotations

import math
import re
from base64 import b64encode
from binascii import Error as Base64Error
from binascii import a2b_base64
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.regex import regex
from arkdoc.read.image.raster import PIXEL_LIMIT, pixel_steps
from arkdoc.read.image.reasons import (
    BAD_INSIDE,
    ENDLESS,
    LARGE_SVG,
    NOT_SVG,
    STEPS,
    TOO_DEEP,
    TOO_MUCH,
    VAST_SVG,
    most_steps,
    surplus,
)
from arkdoc.read.image.svg_check import RefusedError, check_svg
from arkdoc.read.image.svg_geometry import Box, coats, drawn_box, length, numbers
from arkdoc.read.image.svg_limits import DrawingWork
from arkdoc.read.image.svg_shapes import has_shapes_alone

LIMIT = 5_000_000
"""How many bytes an SVG may have."""

_MOST_LEVELS = 3  # of drawings inside drawings
_DEFAULT_SIZE = (300.0, 150.0)  # CSS, for a picture without a size of its own
_SIZES = ("width", "height")
_CSS_DATA = regex(r"url\(\s*[\"']?(data:[^)\"']*)", re.IGNORECASE)
_CSS_SIZE = regex(r"\s*(?:max-|min-)?(?:width|height)\s*:[^;]*;?", re.IGNORECASE)
_DECLARATION = regex(r"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']", re.IGNORECASE)
_NAMESPACES = {
    "": "http://www.w3.org/2000/svg",
    "xlink": "http://www.w3.org/1999/xlink",
    "inkscape": "http://www.inkscape.org/namespaces/inkscape",
    "sodipodi": "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
}

Read = Callable[[str, bytes], Asset | Unusable]


class _Drawing(NamedTuple):
    """An SVG that can be used, and the steps that it takes."""

    asset: Asset
    steps: float


class _Inside(NamedTuple):
    """What a `data:` address holds: the address that the outputs get, and the steps it takes."""

    address: str
    steps: float


def read_svg(path: str, data: bytes, read: Read) -> Asset | Unusable:
    """The drawing at `path`; `read` reads the pictures made of points that stand inside it."""
    try:
        return _read(path, data, read, level=1).asset
    except RefusedError as refused:
        return refused.reason


def _read(path: str, data: bytes, read: Read, level: int) -> _Drawing:
    if len(data) > LIMIT:
        raise RefusedError(LARGE_SVG)
    if level > _MOST_LEVELS:
        raise RefusedError(TOO_DEEP)
    plain = _in_utf8(data)
    has_doctype = check_svg(plain, most_steps(len(data)))  # each element is a step at least
    root = ElementTree.fromstring(plain)
    inside = _Insides(read, level)
    is_changed = inside.settle(root)
    steps = DrawingWork(root, inside.steps).steps()
    if steps is None:
        raise RefusedError(ENDLESS)
    left = surplus(steps, len(data))
    if left > STEPS:
        raise RefusedError(TOO_MUCH)
    size, is_guessed, is_resized = _settle_size(root)
    if size[0] * size[1] > PIXEL_LIMIT:
        raise RefusedError(VAST_SVG)
    view = _view_box(root)
    painted = coats(root, view) if view else 1.0
    if is_changed or is_resized or has_doctype:
        plain = _written(root)
    asset = Asset(
        path,
        plain,
        "image/svg+xml",
        *size,
        is_size_guessed=is_guessed,
        coats=painted,
        surplus=left,
        has_shapes_alone=has_shapes_alone(root),
    )
    return _Drawing(asset, steps)


def _in_utf8(data: bytes) -> bytes:
    """The text in UTF-8 without a declaration that says otherwise; `data` if it is that already."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        head = data[:200].decode("latin-1").removeprefix("\xef\xbb\xbf")
        declared = _DECLARATION.match(head)
        encoding = declared[1].lower() if declared else "utf-8"
    if encoding in ("utf-8", "utf8") and not data.startswith(b"\xef\xbb\xbf"):
        return data
    try:
        text = data.decode("utf-8-sig" if encoding in ("utf-8", "utf8") else encoding)
    except (LookupError, ValueError) as error:
        raise RefusedError(NOT_SVG) from error
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml"):
        start = start.partition("?>")[2]
    return start.encode("utf-8", "replace")


def _written(root: Element) -> bytes:
    for prefix, namespace in _NAMESPACES.items():
        ElementTree.register_namespace(prefix, namespace)
    return ElementTree.tostring(root, "unicode").encode()


# --- pictures inside -------------------------------------------------------------------------


class _Insides:
    """Reads what stands in `data:` addresses, each once. `steps`: by address, what it takes."""

    def __init__(self, read: Read, level: int) -> None:
        self.steps: dict[str, float] = {}
        self._read = read
        self._level = level
        self._known: dict[str, _Inside] = {}
        self._surplus = 0

    def settle(self, root: Element) -> bool:
        """Give every address the picture as the outputs take it; whether any has changed."""
        is_changed = False
        for element in root.iter():
            for key, value in element.attrib.items():
                if key.rpartition("}")[2].lower() == "href" and _is_data(value):
                    settled = self._inside(value.strip())
                    self.steps[settled.address] = settled.steps
                    if settled.address != value:
                        element.set(key, settled.address)
                        is_changed = True
                elif "data:" in value:
                    self._in_css(value)
            if element.text and "data:" in element.text:
                self._in_css(element.text)
        return is_changed

    def _in_css(self, css: str) -> None:
        for address in _CSS_DATA.findall(css):
            self._inside(address)

    def _inside(self, address: str) -> _Inside:
        if address not in self._known:
            self._known[address] = self._open(address)
        return self._known[address]

    def _open(self, address: str) -> _Inside:
        data = _decoded(address)
        if looks_like_svg(data):
            asset, steps = _read("", data, self._read, self._level + 1)
        else:
            picture = self._read("", data)
            self._surplus += picture.surplus
            if self._surplus > STEPS:
                raise RefusedError(TOO_MUCH)
            if isinstance(picture, Unusable):
                raise RefusedError(BAD_INSIDE)
            asset, steps = picture, pixel_steps(picture.width * picture.height)
        written = f"data:{asset.media_type};base64,{b64encode(asset.data).decode('ascii')}"
        return _Inside(written, steps)


def looks_like_svg(data: bytes) -> bool:
    """Whether the bytes begin as those of a text file in XML do."""
    return bool(re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", data))


def _is_data(address: str) -> bool:
    return address.lstrip()[:5].lower() == "data:"


def _decoded(address: str) -> bytes:
    """What a `data:` address holds (RFC 2397)."""
    header, _, body = address.partition(",")
    data = unquote_to_bytes(body)
    if not header.lower().rstrip().endswith(";base64"):
        return data
    try:
        return a2b_base64(data + b"==")
    except Base64Error as error:
        raise RefusedError(BAD_INSIDE) from error


# --- its size --------------------------------------------------------------------------------


def _settle_size(root: Element) -> tuple[tuple[int, int], bool, bool]:
    """Write the size into `root`: in pixels, whether it is guessed, whether `root` has changed."""
    before = dict(root.attrib)
    width, height = (_own_length(root, name) for name in _SIZES)
    box, is_guessed = _view_box(root), False
    if box is None and not (width and height):
        box = drawn_box(root)
        box, is_guessed = box if box and box.width and box.height else None, True
    if box:
        if not width and not height:
            width, height = _fitting(box.width, box.height)
        width = width or height * box.width / box.height
        height = height or width * box.height / box.width
    width, height = width or _DEFAULT_SIZE[0], height or _DEFAULT_SIZE[1]
    width, height = (min(side, float(PIXEL_LIMIT)) for side in (width, height))
    for name, side in zip(_SIZES, (width, height), strict=True):
        if not length(root.get(name)) or "style" in root.attrib:
            root.set(name, _plain(side))
    if is_guessed or _view_box(root) is None:
        root.set("viewBox", " ".join(map(_plain, box or (0.0, 0.0, width, height))))
    if "style" in root.attrib:
        root.set("style", _CSS_SIZE.sub("", root.get("style", "")))
    size = max(1, round(width)), max(1, round(height))
    return size, is_guessed, root.attrib != before


def _own_length(root: Element, name: str) -> float:
    """A side by its property, which wins (SVG 2, 7.2), or its attribute; 0 if it says nothing."""
    for declaration in root.get("style", "").split(";"):
        key, _, value = declaration.partition(":")
        if key.strip().lower() == name and length(value):
            return length(value)
    return length(root.get(name))


def _view_box(root: Element) -> Box | None:
    given = numbers(root.get("viewBox", "")[:200])
    if len(given) != 4 or min(given[2:]) <= 0 or not math.isfinite(given[2] / given[3]):
        return None
    return Box(*given)


def _fitting(width: float, height: float) -> tuple[float, float]:
    """A size with these proportions that is not more than a picture may have."""
    shrink = math.sqrt(max(1.0, width / PIXEL_LIMIT * height * 1.01))
    return width / shrink, height / shrink


def _plain(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")
