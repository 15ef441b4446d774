"""The signs of Symbol, Wingdings and Webdings: by number, as typed, and what is unknown."""

import unicodedata

import pytest

from arkdoc.read.symbol_fonts import SYMBOL_FONTS, SYMBOLS_WITHOUT_FONT
from arkdoc.read.word.symbols import has_unknown, shown, symbol


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Symbol", "F061", "α"), ("Symbol", "0061", "α"), ("Symbol", "F057", "Ω"), ("Symbol", "F0B7", "•"),
        ("Symbol", "F0A3", "≤"), ("Symbol", "F0AE", "→"), ("Symbol", "F0DE", "⇒"), ("Symbol", "F0FE", "⎭"),
        ("Wingdings", "F0FC", "✓"), ("Wingdings", "F0FB", "✗"), ("Wingdings", "F0FE", "☑"), ("Wingdings", "F0A8", "□"),
        ("Wingdings", "F04A", "☺"), ("Wingdings", "F04C", "☹"), ("Wingdings", "F0E0", "→"), ("Wingdings", "F028", "☎"),
        ("Wingdings", "F046", "☞"), ("Wingdings", "F0D8", "➢"), ("Wingdings", "F081", "①"), ("Wingdings", "F08C", "❶"),
        ("Wingdings 2", "F050", "✓"), ("Wingdings 2", "F0A3", "□"), ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F06A", "①"), ("Wingdings 2", "F0F8", "※"),
        ("Wingdings 3", "F070", "▲"), ("Wingdings 3", "F022", "→"), ("Wingdings 3", "F07D", "▸"),
        ("Webdings", "F061", "✔"), ("Webdings", "F0FC", "🌍"), ("WINGDINGS ", "f0fc", "✓"),
        ("Calibri", "00E5", "å"), ("Calibri", "F0B7", "•"), ("", "F0FC", "✓"), ("", "F02D", "−"),
        ("Symbol", "2022", "•"), ("Segoe UI Symbol", "2612", "☒"), ("MS Gothic", "2610", "☐"),
        ("Symbol", "F0F0", ""), ("Min egen font", "F041", ""), ("Symbol", "", ""), ("Symbol", "zz", ""),
        ("Symbol", "-1", ""), ("Symbol", "D800", ""), ("Symbol", "110000", ""), ("Symbol", "FFFFFFFFFF", ""),
        ("Symbol", "0007", ""),
    ],
)  # fmt: skip
def test_a_sign_by_its_number(font: str, code: str, sign: str) -> None:
    assert symbol(font, code) == sign


@pytest.mark.parametrize(
    ("font", "text", "seen"),
    [
        ("Symbol", "a £ b", "α ≤ β"), ("Wingdings", "\uf0e0 \uf0fc", "→ ✓"), ("Calibri", "a £ b", "a £ b"),
        ("Calibri", "\uf0b7 punkt", "• punkt"), ("Symbol", "αβ≤", "αβ≤"), ("Symbol", "a\u00a0b", "α\u00a0β"),
        ("Symbol", "\uf0f0", "\uf0f0"), ("Calibri", "\uf0aa", "\uf0aa"), ("", "", ""),
    ],
)  # fmt: skip
def test_a_run_in_such_a_font_has_as_many_characters_as_are_typed(
    font: str, text: str, seen: str
) -> None:
    assert shown(font, text) == seen
    assert len(shown(font, text)) == len(text)


def test_what_is_unknown_is_known_to_be() -> None:
    assert has_unknown("x\uf0aa")
    assert has_unknown("\uf000")
    assert not has_unknown("aÿ•\ue000\uf100")


def test_every_sign_is_one_character_that_shows() -> None:
    for font, signs in SYMBOL_FONTS.items():
        assert len(signs) > 180 or font == "symbol", font
        for code, sign in signs.items():
            assert len(sign) == 1, (font, hex(code))
            assert unicodedata.category(sign)[0] not in "CM" or code == 0x20, (font, hex(code))
    assert len(SYMBOL_FONTS["symbol"]) > 185
    assert all(len(sign) == 1 for sign in SYMBOLS_WITHOUT_FONT.values())


def test_arrows_and_letters_are_in_their_order() -> None:
    greek = "".join(SYMBOL_FONTS["symbol"][ord(letter)] for letter in "abgdezhqiklmnxoprstufcyw")
    assert greek == "αβγδεζηθικλμνξοπρστυφχψω"
    wingdings = "".join(SYMBOL_FONTS["wingdings"][0xDF + step] for step in range(8))
    assert wingdings == "←→↑↓↖↗↙↘"
