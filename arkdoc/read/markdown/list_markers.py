"""The start of a line → the markers of a list that it may be, as people type them.

A letter may be a Roman numeral too, so that a line can have two readings; the line after it
decides: «h) i) j)», «i) ii) iii)». Only what stands in sequence is a list (contract, clause 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from arkdoc.language.written import (
    AFTER_NUMBERS,
    DASHES,
    ITEM_SIGNS,
    SIGNS_BETWEEN_WORDS,
    SIGNS_BY_TURNS,
)
from arkdoc.model.marker import Marker, Numeral
from arkdoc.model.regex import regex
from arkdoc.read.symbol_fonts import SYMBOLS_WITHOUT_FONT

_SYMBOL_FONT = {**SYMBOLS_WITHOUT_FONT, "\uf02d": "–", "\uf071": "□"}
"""Word's bullets, and what they are called as markers: a minus is a dash, a box has no shadow."""

_SECTION = "1."
_TURNS = Marker(before=SIGNS_BY_TURNS)

_GAP = r"[ \t\u00a0]+(?=\S)"
_LINE = regex(
    rf"(?:(?P<sign>[{ITEM_SIGNS}])(?:{_GAP})?(?=\S)|(?P<word>[o§](?=\t)|[-+*](?=\u00a0)|o|[{SIGNS_BETWEEN_WORDS}]){_GAP}"
    rf"|(?P<symbol>[{''.join(_SYMBOL_FONT)}])(?:{_GAP})?(?=\S)"
    r"|(?P<before>\((?=\w{1,5}\))|(?:[1-9]\d?\.)+(?=\d))?"
    r"(?P<numeral>\d{1,2}|[A-Za-z]|[ivx]{2,5}|[IVX]{2,5})"
    r"(?P<after>\.?\)|\.|(?<=[.]\d)|(?<=[.]\d\d))"
    rf"(?P<gap>{_GAP}|(?=[«“\"'*_]{{0,3}}[^\W\d_]{{2}})))"
)
_ROMAN = {Numeral.LOWER_ROMAN.write(number): number for number in range(1, 21)}
_WORD = regex(r"[«“\"'*_]{0,3}([^\W\d_]+)")


class TypedMarker(NamedTuple):
    """One reading of a line's start: the item counted `number` of a list with `marker`.

    `written` is what stands there, `length` how many characters there are before the text.
    `is_common` for those that every reader of Markdown knows: «1. », «1) ».
    """

    marker: Marker
    number: int
    written: str
    length: int
    is_common: bool = False

    @property
    def kind(self) -> Marker:
        """The marker, or one that stands for all that take turns with it: «✓» and «✗»."""
        if self._section:
            return Marker(Numeral.DECIMAL, _SECTION, self.marker.after)
        sign = self.marker.before
        return _TURNS if sign and sign in _TURNS.before else self.marker

    @property
    def _section(self) -> tuple[int, ...]:
        """The numbers of a section: 1 and 2 of «1.2»."""
        above = self.marker.before.split(".")[:-1]
        return (*map(int, above), self.number) if above and above[0].isdigit() else ()

    @property
    def between_words(self) -> bool:
        """Whether running text has such signs too."""
        return self.marker.numeral is Numeral.NONE and self.marker.before in SIGNS_BETWEEN_WORDS

    @property
    def is_sign(self) -> bool:
        """Whether it is a sign that begins nothing but items."""
        is_counted = self.marker.numeral is not Numeral.NONE
        return not (is_counted or self.between_words or self.marker.before.isalpha())

    @property
    def begins_speech(self) -> bool:
        """Whether paragraphs of a conversation begin so."""
        return self.marker.numeral is Numeral.NONE and self.marker.before in DASHES

    def continues(self, before: TypedMarker) -> bool:
        """Whether this is the marker after `before`, in the same list."""
        return self.marker == before.marker and self.stands_after(before)

    def stands_after(self, before: TypedMarker) -> bool:
        """Whether this is the marker after `before`, in the same list or one right below it."""
        if self.kind != before.kind:
            return False
        if self.marker.numeral is Numeral.NONE:
            return True
        if self._section:
            return self._section in _sections_after(before._section)
        return self.number == before.number + 1


def _sections_after(section: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """What may come after a section: 1.2.1, 1.3, 2.1 or 2.1.1 after 1.2."""
    yield (*section, 1)
    for depth, number in enumerate(section):
        for below in range(len(section) - depth + 1):
            yield (*section[:depth], number + 1, *(1,) * below)


def typed_markers(line: str, start: int = 0) -> tuple[TypedMarker, ...]:
    """The readings of what stands at `start` of `line`; none where no marker does."""
    match = _LINE.match(line, start)
    if match is None:
        return ()
    length = match.end() - start
    if sign := match["sign"] or match["word"] or match["symbol"]:
        sign = "▪" if sign == "§" else _SYMBOL_FONT.get(sign, sign)
        return (TypedMarker(Marker(before=sign), 0, match.group().strip(), length),)
    before, after = match["before"] or "", match["after"]
    if (before == "(" and after != ")") or not _counts_items(match):
        return ()
    is_common = not before and after in (".", ")") and match["gap"][:1] in (" ", "\t")
    written = line[start : match.end("after")]
    return tuple(
        TypedMarker(
            Marker(kind, before, after),
            number,
            written,
            length,
            is_common and kind is Numeral.DECIMAL,
        )
        for kind, number in _readings(match["numeral"])
    )


def following(
    before: tuple[TypedMarker, ...], after: tuple[TypedMarker, ...]
) -> tuple[TypedMarker, ...]:
    """The readings of `after` that stand in sequence with one of `before`."""
    return tuple(this for this in after if any(this.continues(other) for other in before))


def marks(marker: Marker, start: int, items: int) -> str:
    """What stands before the first items of a list, as a message says it."""
    if marker.numeral is Numeral.NONE:
        return marker.before
    written = [marker.text(number) for number in range(start, start + min(items, 3))]
    return ", ".join([*written, "…"] if items > 3 else written)


def _counts_items(match: re.Match[str]) -> bool:
    """Whether a number or letter is an item's, rather than a date's, an amount's or a floor's."""
    numeral, after = match["numeral"], match["after"]
    word = _WORD.match(match.string, match.end())
    if not match["gap"] and not _may_touch(numeral, after, word):
        return False
    if ")" in after or not numeral.isdigit():
        return True
    parts = (match["before"] or "").split(".")
    if len(parts) > 2 and len(numeral) == 2:
        return False  # 1.2.19
    if word is None:
        return not match.string.startswith("%", match.end())
    return word[1] not in AFTER_NUMBERS  # with a capital it is a name: Jan, Mai


def _may_touch(numeral: str, after: str, word: re.Match[str] | None) -> bool:
    """Whether the space that should be there may have been forgotten: «1.Uten mellomrom»."""
    if not after or word is None:
        return False
    return ")" in after or numeral.isdigit() or (numeral.islower() and word[1].istitle())


def _readings(numeral: str) -> list[tuple[Numeral, int]]:
    if numeral.isdigit():
        return [(Numeral.DECIMAL, int(numeral))] if numeral[0] != "0" else []
    is_upper = numeral.isupper()
    readings = []
    if len(numeral) == 1:
        letter = Numeral.UPPER_LETTER if is_upper else Numeral.LOWER_LETTER
        readings.append((letter, ord(numeral) - ord(letter.value) + 1))
    if number := _ROMAN.get(numeral.lower()):
        readings.append((Numeral.UPPER_ROMAN if is_upper else Numeral.LOWER_ROMAN, number))
    return readings
