"""The bytes of an SVG → whether it holds what a picture in a note must not have."""

from __future__ import annotations

import re
from xml.parsers import expat

from arkdoc.model.assets import Unusable
from arkdoc.model.regex import regex
from arkdoc.read.image.reasons import (
    ACTIVE,
    DOCTYPE,
    NOT_SVG,
    OUTSIDE,
    TOO_DEEP,
    TOO_MUCH,
    VAST_SVG,
)

_DEPTH = 100
_LONGEST = 1e6
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE_PARTS = ("script", "foreignobject", "handler", "iframe", "object", "embed")
_LOCAL = regex(r"\s*(?:#|data:|$)", re.IGNORECASE)
_LOCAL_IN_CSS = regex(r"\s*(?:#|data:image/(?:png|jpeg);base64,|$)", re.IGNORECASE)
_CSS_URL = regex(r"url\(\s*[\"']?(?P<url>[^)]{0,30})", re.IGNORECASE)
_CSS_SIZE = regex(r"(?<![\w-])(?:font(?:-size)?|width|height)\s*:([^;}]*)", re.IGNORECASE)
_CSS_FETCH = regex(r"@import|\\|image-set\(|\bsrc\(", re.IGNORECASE)
_DIGITS = regex(r"(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_ENDLESS = regex(r"[+-]?(?:inf|infinity|nan)(?:%|[cem]m|ex|in|p[ctx]|q|rem)?", re.IGNORECASE)


class RefusedError(Exception):
    """A drawing can't be used, for `reason`."""

    def __init__(self, reason: Unusable) -> None:
        super().__init__(reason.reason)
        self.reason = reason


def check_svg(data: bytes, most_elements: int) -> bool:
    """Whether a drawing, in UTF-8, has a document type declaration. Raises RefusedError."""
    checker = _Checker(most_elements)
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = checker.start
    parser.EndElementHandler = checker.end
    parser.CharacterDataHandler = checker.text
    parser.StartDoctypeDeclHandler = checker.doctype
    parser.ProcessingInstructionHandler = checker.instruction
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedError(NOT_SVG) from error
    return checker.has_doctype


class _Checker:
    """Expat's callbacks."""

    def __init__(self, most_elements: int) -> None:
        self.has_doctype = False
        self._elements_left = most_elements
        self._open: list[str] = []
        self._css: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens; names are `namespace local`."""
        namespace, _, local = name.rpartition(" ")
        if not self._open and (namespace, local) != (_SVG, "svg"):
            raise RefusedError(NOT_SVG)
        self._elements_left -= 1
        if self._elements_left < 0:
            raise RefusedError(TOO_MUCH)
        self._open.append(local.lower())
        if len(self._open) > _DEPTH:
            raise RefusedError(TOO_DEEP)
        if local.lower() in _ACTIVE_PARTS:
            raise RefusedError(ACTIVE)
        for key, value in attributes.items():
            _check_attribute(key.rpartition(" ")[2].lower(), value)

    def end(self, _name: str) -> None:
        """An element closes; the text of a style sheet is checked as a whole."""
        if self._open.pop() == "style" and "style" not in self._open:
            _check_css("".join(self._css))
            self._css.clear()

    def text(self, text: str) -> None:
        """Text, which is checked in style sheets only."""
        if self._open[-1] == "style":
            self._css.append(text)

    def doctype(self, _name: str, _system: str | None, _public: str | None, inside: int) -> None:
        """A DOCTYPE that declares entities, which can expand without limit, is not allowed."""
        if inside:
            raise RefusedError(DOCTYPE)
        self.has_doctype = True

    def instruction(self, target: str, _data: str) -> None:
        """A processing instruction, which fetches a file if it is for a style sheet."""
        if target.lower() == "xml-stylesheet":
            raise RefusedError(OUTSIDE)


def _check_attribute(name: str, value: str) -> None:
    is_data = name == "href" and value.lstrip()[:5].lower() == "data:"  # what it holds is read
    if name.startswith("on") or (not is_data and "javascript:" in "".join(value.split()).lower()):
        raise RefusedError(ACTIVE)
    if name in ("href", "src", "base") and not _LOCAL.match(value):
        raise RefusedError(OUTSIDE)
    if name == "attributename" and value.rpartition(":")[2].strip().lower() == "href":
        raise RefusedError(OUTSIDE)
    if name == "style" or ("(" in value and not is_data):
        _check_css(value)
    if name in ("width", "height", "font", "font-size"):
        _check_lengths(value)
    elif name == "viewbox":
        _check_lengths(value, first=2)


def _check_css(css: str) -> None:
    if _CSS_FETCH.search(css):
        raise RefusedError(OUTSIDE)
    for match in _CSS_URL.finditer(css):
        if not _LOCAL_IN_CSS.match(match["url"]):
            raise RefusedError(OUTSIDE)
    for match in _CSS_SIZE.finditer(css):
        _check_lengths(match[1])


def _check_lengths(text: str, first: int = 0) -> None:
    """Refuse lengths that no page has room for, from number `first` on.

    (The first two numbers of a view box are its origin.) Python reads «1_000» and «inf» as
    numbers, and so do the programs that draw the picture.
    """
    text = text.replace("_", "")
    for number in _DIGITS.findall(text)[first:]:
        if len(number) > 50 or float(number) > _LONGEST:
            raise RefusedError(VAST_SVG)
    if any(_ENDLESS.fullmatch(word) for word in text.replace(",", " ").split()):
        raise RefusedError(NOT_SVG)
