"""A font and what stands in it → the sign that Word shows, where the font has signs for letters."""

from __future__ import annotations

from arkdoc.model.regex import regex
from arkdoc.read.symbol_fonts import SYMBOL_FONTS, SYMBOLS_WITHOUT_FONT

_PRIVATE = 0xF000  # where Word puts the 256 characters of such a font (17.3.3.30)
_UNKNOWN = regex("[\uf000-\uf0ff]")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SCRIPTS = {"superscript": _RAISED, "subscript": _LOWERED}
"""What has signs of its own where it is raised or lowered."""
_OF_ANY_FONT = "\u00a0\u00ad"  # spaces and hyphens, whatever the font has under their numbers


def symbol(font: str, code: str) -> str:
    """The sign of a w:sym (17.3.3.30): its w:font and its w:char, a hexadecimal number.

    Empty where it is unknown. In another font it is the character of that number itself.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    sign = shown(font, chr(number))
    return "" if has_unknown(sign) else sign


def shown(font: str, text: str) -> str:
    """The characters of a run in `font` as Word shows them: one for one.

    Those that are unknown stay what they were, of the private use area.
    """
    signs = SYMBOL_FONTS.get(font.strip().lower())
    if signs is None:
        if not has_unknown(text):
            return text
        return "".join(SYMBOLS_WITHOUT_FONT.get(character, character) for character in text)
    return "".join(
        character if character in _OF_ANY_FONT else signs.get(_code(character), character)
        for character in text
    )


def has_unknown(text: str) -> bool:
    """Whether there is a character that only a font of signs gives a look."""
    return _UNKNOWN.search(text) is not None


def _code(character: str) -> int:
    number = ord(character)
    return number - _PRIVATE if _PRIVATE <= number < _PRIVATE + 0x100 else number


def in_script(text: str, script: str, before: str) -> str:
    """`text` raised or lowered, which stands after `before`: «m²», but «1⁾» stays «1)».

    It stays as it is where it doesn't follow a letter, or Unicode hasn't got all of its signs.
    """
    raised = text.translate(SCRIPTS[script])
    is_whole = all(a != b for a, b in zip(text, raised, strict=True) if not a.isspace())
    return raised if is_whole and before[-1:].isalpha() else text
