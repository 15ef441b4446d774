"""A text and a typeface → how wide it is, in ems, on any machine."""

from functools import cache

from arkdoc.style.font_widths import CHARACTERS, WIDTHS

_LIKE = {
    "Cambria": ("Times New Roman", 1.08),
    "Georgia": ("Times New Roman", 1.13),
    "Garamond": ("Times New Roman", 0.95),
    "Verdana": ("Arial", 1.18),
    "Segoe UI": ("Arial", 1.0),
    "Helvetica": ("Arial", 1.0),
    "Liberation Sans": ("Arial", 1.0),
    "Liberation Serif": ("Times New Roman", 1.0),
    "Carlito": ("Calibri", 1.0),
}
"""Typefaces that are as wide as another's, times a factor."""
_OTHERS = ("Arial", 1.06)
"""A typeface that isn't known is taken for a wide one, so that words stay whole."""

_THOUSAND = 1000
_UNKNOWN, _SQUARE = 0.6, 1.0
_NO_WIDTH = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def text_width(text: str, typeface: str, *, bold: bool = False) -> float:
    """How wide `text` is in `typeface`, by the name it has in Word; kerning isn't counted."""
    name, factor = _LIKE.get(typeface, (typeface, 1.0) if typeface in WIDTHS else _OTHERS)
    widths = _widths(name, bold)
    return factor * sum(widths[c] if c in widths else _other(c) for c in text)


@cache
def _widths(typeface: str, bold: bool) -> dict[str, float]:
    numbers = map(int, WIDTHS[typeface][bold].split())
    return {c: n / _THOUSAND for c, n in zip("".join(CHARACTERS), numbers, strict=True)}


def _other(character: str) -> float:
    if character in _NO_WIDTH:
        return 0
    return _SQUARE if ord(character) > 0x2E7F else _UNKNOWN
