"""What Word writes before an item, as text → the markers that it may be; a list's → the ones it is.

Word's HTML has its bullets and numbers as text, since browsers have no lists like its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from arkdoc.model.marker import BULLET, Marker, Numeral
from arkdoc.model.regex import regex
from arkdoc.read.word.numbering import DEEPEST_LEVEL, USUAL_BULLETS

_COUNTED = regex(
    r"(?P<before>\(|(?:\d{1,3}\.){0,8})(?P<numeral>\d{1,4}|[A-Za-z]|[ivxlIVXL]{2,8})(?P<after>[.):]{0,2})"
)
_MOST_ROMAN = 50
_ROMAN = {Numeral.LOWER_ROMAN.write(number): number for number in range(1, _MOST_ROMAN + 1)}
_SIGN = regex(r"[^\w\s]{1,3}|[^\W\d]|[\ue000-\uf8ff]")
_LONGEST = 40
_OF_LIST = regex(r"\bl\d+ +level([1-9])\b")
_TYPES = {
    "1": Numeral.DECIMAL, "a": Numeral.LOWER_LETTER, "A": Numeral.UPPER_LETTER,
    "i": Numeral.LOWER_ROMAN, "I": Numeral.UPPER_ROMAN, "decimal": Numeral.DECIMAL,
    "lower-alpha": Numeral.LOWER_LETTER, "lower-latin": Numeral.LOWER_LETTER,
    "upper-alpha": Numeral.UPPER_LETTER, "upper-latin": Numeral.UPPER_LETTER,
    "lower-roman": Numeral.LOWER_ROMAN, "upper-roman": Numeral.UPPER_ROMAN,
    "decimal-leading-zero": Numeral.DECIMAL,
}  # fmt: skip
_SIGNS = frozenset(("disc", "circle", "square"))


class ItemNumber(NamedTuple):
    """A marker, and what its item is counted."""

    marker: Marker
    number: int


_BULLETED = ItemNumber(BULLET, 0)


@dataclass(slots=True, eq=False)
class ClipboardItem:
    """An item of a list at `level`, from 0.

    `readings` is what its marker may be, the likeliest first.
    `is_begun`: its first paragraph has been read.
    """

    level: int
    readings: Sequence[ItemNumber] = (_BULLETED,)
    is_begun: bool = False


def level_of_list(mso_list: str) -> int | None:
    """The level, from 0, that `mso-list` says a paragraph of a list has; None if it is in none."""
    match = _OF_LIST.search(mso_list)
    return min(int(match[1]) - 1, DEEPEST_LEVEL) if match else None


def item_numbers(written: str) -> tuple[ItemNumber, ...]:
    """What `written` may be as the marker of an item; nothing where it is other text."""
    written = written.strip()
    if not written:
        return (_BULLETED,)
    if len(written) > _LONGEST:
        return ()
    if _SIGN.fullmatch(written):
        is_usual = written in USUAL_BULLETS or written.isalpha() or written >= "\ue000"
        marker = BULLET if is_usual else Marker(before=written)
        return (ItemNumber(marker, 0),)
    match = _COUNTED.fullmatch(written)
    if match is None:
        return ()
    before, after = match["before"], match["after"].replace(":", ".")
    return tuple(
        ItemNumber(Marker(numeral, before, after), number)
        for numeral, number in _numbers(match["numeral"])
    )


def _numbers(numeral: str) -> list[tuple[Numeral, int]]:
    if numeral.isdigit():
        return [(Numeral.DECIMAL, int(numeral))]
    is_upper = numeral.isupper()
    found = []
    if number := _ROMAN.get(numeral.lower()):
        found.append((Numeral.UPPER_ROMAN if is_upper else Numeral.LOWER_ROMAN, number))
    if len(numeral) == 1:
        letter = Numeral.UPPER_LETTER if is_upper else Numeral.LOWER_LETTER
        found.append((letter, ord(numeral) - ord(letter.value) + 1))
    return found if numeral in "iI" else found[::-1]


def html_marker(kind: str) -> Marker | None:
    """The marker of a list by its `type` or `list-style-type`; None where that is unknown."""
    if kind in _TYPES:
        return Marker(_TYPES[kind], after=".")
    return BULLET if kind in _SIGNS else None


def settled(items: Sequence[ClipboardItem]) -> list[ItemNumber]:
    """What each of the items in a row is: what goes on with the one before, or else with the next.

    An item goes on with the last one at its level that none at a level above has come after.
    """
    result: list[ItemNumber] = []
    last: dict[int, ItemNumber] = {}
    following = _followers(items)
    for item, after in zip(items, following, strict=True):
        before = last.get(item.level)
        chosen = next((one for one in item.readings if before and _goes_on(before, one)), None)
        if chosen is None:
            chosen = next(
                (one for one in item.readings if any(_goes_on(one, other) for other in after)),
                item.readings[0],
            )
        last = {level: one for level, one in last.items() if level < item.level}
        last[item.level] = chosen
        result.append(chosen)
    return result


def _followers(items: Sequence[ClipboardItem]) -> list[Sequence[ItemNumber]]:
    """For each item the readings of the next at its level."""
    result: list[Sequence[ItemNumber]] = []
    coming: dict[int, Sequence[ItemNumber]] = {}
    for item in reversed(items):
        result.append(coming.get(item.level, ()))
        coming = {level: each for level, each in coming.items() if level < item.level}
        coming[item.level] = item.readings
    return result[::-1]


def _goes_on(before: ItemNumber, after: ItemNumber) -> bool:
    return before.marker == after.marker and after.number == before.number + 1
