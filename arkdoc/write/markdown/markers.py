"""The marker of a list → whether Markdown has it, and whether its items are then taken for items.

Items with other markers than `-`, `1.` and `1)` are a list where two or more stand in sequence and
no wrapped text could look so (contract, clause 5). What is said here is safe: where it says yes,
the reader sees a list; where it says no, it might not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from arkdoc.language.written import (
    AFTER_NUMBERS,
    DASHES,
    ITEM_SIGNS,
    SIGNS_BETWEEN_WORDS,
)
from arkdoc.model.marker import BULLET, Marker, Numeral
from arkdoc.model.regex import regex

_NARROWEST, _NARROWEST_INSIDE = 40, 20
_WIDEST = 120 - len("xviii.) ")
_FARTHEST = 40
_SECTIONS = regex(r"(?:[1-9]\d?\.)+")
FIRST_WORD = regex(r"[«“\"'*_]{0,3}([^\W\d_]+)")
_STANDS_APART = regex(r"[ \t>]*(?:$|#|\||:::|```|~~~)")
_ENDS_SENTENCE = regex(r".*[.!?:;][»”\"')*_]{0,4}")
_MOST = {
    Numeral.DECIMAL: 99, Numeral.LOWER_LETTER: 26, Numeral.UPPER_LETTER: 26,
    Numeral.LOWER_ROMAN: 20, Numeral.UPPER_ROMAN: 20,
}  # fmt: skip


def is_common(marker: Marker) -> bool:
    """Whether every reader of Markdown knows lists with this marker."""
    usual = marker.numeral is Numeral.DECIMAL and not marker.before and marker.after in (".", ")")
    return marker == BULLET or usual


def is_known(marker: Marker, start: int, items: int) -> bool:
    """Whether lines with this marker can be the items of a list, of so many from `start`."""
    numeral, before, after = marker.numeral, marker.before, marker.after
    if numeral is Numeral.NONE:
        known = len(before) == 1 and before in f"{ITEM_SIGNS}{SIGNS_BETWEEN_WORDS}o"
        return known and not after and start == 1 and items > 1
    if not 1 <= start <= start + items - 1 <= _MOST[numeral] or items < 2:
        return False
    if before == "(":
        return after == ")"
    if before:
        is_section = numeral is Numeral.DECIMAL and _SECTIONS.fullmatch(before) is not None
        return is_section and after in ("", ".", ")") and before.count(".") < 2
    starts_high = numeral is Numeral.UPPER_LETTER and after == "." and start > 1
    return after in (".", ")", ".)") and not starts_high


def are_meant(
    marker: Marker, items: Sequence[Sequence[str]], *, apart: bool, at_margin: bool
) -> bool:
    """Whether the lines of `items`, without their markers, are taken for items.

    `apart`: an empty line stands between them. `at_margin`: nothing stands around the list.
    """
    filled = [lines or ("",) for lines in items]
    if _is_number(marker) and not _may_follow_numbers([lines[0] for lines in filled]):
        return False
    if len(filled[0]) >= _FARTHEST:
        return False
    is_sign = bool(marker.before) and marker.before in ITEM_SIGNS
    if at_margin and not is_sign and _may_look_pasted(filled):
        return False
    if apart:
        return not (marker.before and marker.before in DASHES)
    mark = f"{marker.text(1)} "
    return _cannot_wrap(
        marker, [(f"{mark}{lines[0]}", *lines[1:]) for lines in filled], at_margin=at_margin
    )


def _is_number(marker: Marker) -> bool:
    """Whether it is a number that may count something else too."""
    return marker.numeral is Numeral.DECIMAL and ")" not in marker.after


def _may_follow_numbers(firsts: Sequence[str]) -> bool:
    """Whether the first lines of items don't begin with what numbers count."""
    words = {match[1] if (match := FIRST_WORD.match(line)) else "" for line in firsts}
    has_measure = any(line.startswith("%") for line in firsts) or words & AFTER_NUMBERS
    return len(words) > 1 and not has_measure


def _cannot_wrap(marker: Marker, items: Sequence[Sequence[str]], *, at_margin: bool) -> bool:
    """Whether items that stand close, with their markers, can't be text that somebody wrapped."""
    breaks = list(_breaks(items, _NARROWEST if at_margin else _NARROWEST_INSIDE))
    if not breaks:
        return True
    wraps = [each.may_wrap for each in breaks]
    ends = [each.ends_sentence for each in breaks]
    if marker.before and marker.before in SIGNS_BETWEEN_WORDS:
        each = all(end or not wrap for wrap, end in zip(wraps, ends, strict=True))
        return each and not all(wraps)
    if not all(wraps):
        return True
    if any(len(item) > 1 for item in items[:-1]):
        return False
    if marker.numeral is Numeral.UPPER_LETTER and marker.after == ".":
        return all(ends)
    begins = [FIRST_WORD.match(item[0], len(item[0].split()[0]) + 1) for item in items]
    return not _is_number(marker) or all(word and word[1][0].isupper() for word in begins)


class _ItemBreak(NamedTuple):
    """Where an item begins right below a line, which a sentence may end; or text may go on there.

    It may where there was no room left in the line.
    """

    may_wrap: bool
    ends_sentence: bool


def _breaks(items: Sequence[Sequence[str]], narrowest: int) -> Iterator[_ItemBreak]:
    """The breaks before the items below others, in text of at least that width."""
    stretch: list[tuple[str, bool]] = []

    def found() -> Iterator[_ItemBreak]:
        widest = max([narrowest, *(len(line) for line, _ in stretch if " " in line)])
        for (above, _), (line, begins) in pairwise(stretch):
            if begins:
                may_wrap = len(line.split()[0]) > widest - len(above) - 1
                yield _ItemBreak(may_wrap, _ENDS_SENTENCE.fullmatch(above) is not None)

    for item in items:
        for n, line in enumerate(item):
            if _STANDS_APART.match(line):
                yield from found()
                stretch = []
            else:
                stretch.append((line.rstrip(), n == 0))
    yield from found()


def _may_look_pasted(items: Sequence[Sequence[str]]) -> bool:
    """Whether items of several lines may be taken for paragraphs pasted from Word."""
    lengths = [len(line) for lines in items for line in lines]
    is_even = max(lengths) <= _WIDEST and 2 * min(lengths[:-1]) > max(lengths)
    return not is_even and any(len(lines) > 1 for lines in items[:-1])


def stands_under_text(
    above: str, items: Sequence[Sequence[str]], marker: Marker, *, apart: bool
) -> bool:
    """Whether a list right under the line `above` is taken for one, by the room in its lines.

    `apart`: an empty line stands between its items.
    """
    filled = [lines or ("",) for lines in items]
    if _is_number(marker) and not _may_follow_numbers([lines[0] for lines in filled]):
        return False
    firsts = [f"{marker.text(1)} {lines[0]}" for lines in filled]
    lasts = [above, *(lines[-1] for lines in filled[:-1])]
    longest = max(_NARROWEST_INSIDE, *map(len, firsts))
    breaks = list(zip(lasts, firsts, strict=True))[: 1 if apart else None]
    has_room = (len(b.split()[0]) <= longest - len(a) - 4 for a, b in breaks)
    return len(items) > 1 and any(has_room)
