"""Two readings of a note → what was put into the Word file that is not read as text at all.

All that has no place in the contributions is told, so that silence means that nothing was there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from arkdoc.back.comparison import Comparison
from arkdoc.back.printed import PrintedBlock
from arkdoc.back.reasons import LANGUAGE, OTHER_NUMBER, PAGE, TEXT_BOX
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.names import clip
from arkdoc.model.regex import regex
from arkdoc.read.word.fields import CONTENTS, HEADER_OR_FOOTER
from arkdoc.read.word.returned import PLACED, SET_IN, ReturnedNote
from arkdoc.rules.word_files import TEXT_BOX as TEXT_BOX_RULE
from arkdoc.rules.word_reading import COMMENT, LEFT_OUT, OUR_REVISIONS, REVISIONS, TYPED_LIST
from arkdoc.rules.word_tables import GUESSED_HEADER, LAYOUT_TABLE

Found = tuple[str, str, int]
"""What it is (a message id), its words, and the number of the new block that it is in, or -1."""

_TOLD_OTHERWISE = (
    COMMENT, GUESSED_HEADER, LAYOUT_TABLE, LEFT_OUT, OUR_REVISIONS, REVISIONS, TEXT_BOX_RULE,
    TYPED_LIST,
)  # fmt: skip
_NUMBERED = ("heading", "item", "inside")
_LONGEST = 400
_DIGITS = regex(r"\d+")


def not_read(comparison: Comparison) -> Iterator[Found]:
    """What was put in and has no place, each kind once a block."""
    yield from _looks(comparison)
    yield from _languages_and_pages(comparison)
    yield from _other_numbers(comparison)
    base, edited = comparison.base, comparison.edited
    places = _BlockPlaces(comparison.new)
    yield from _left_out(base, edited, places)
    yield from ((HEADER_OR_FOOTER, clip(text, _LONGEST), -1) for text in _margins(base, edited))
    known = Counter(base.boxes)
    texts = {words for _, words in base.boxes}
    for number, text in edited.boxes:
        if known[number, text] <= 0 and text not in texts:
            yield TEXT_BOX, text, places.block(number)
        known[number, text] -= 1


class _BlockPlaces:
    """Which block a paragraph is in: the last that begins at or before it."""

    def __init__(self, blocks: tuple[PrintedBlock, ...]) -> None:
        self._block = {block.number: n for n, block in reversed([*enumerate(blocks)])}
        self._first = sorted(self._block)

    def block(self, number: int) -> int:
        before = bisect_right(self._first, number)
        return self._block[self._first[before - 1]] if before else -1


# --- looks -------------------------------------------------------------------------------


def _looks(comparison: Comparison) -> Iterator[Found]:
    anywhere = {
        (of, value) for paragraph in comparison.base.paragraphs for of, value, _ in paragraph.looks
    }
    for number, block in enumerate(comparison.new):
        mine = comparison.matching.old_of.get(number, -1)
        if mine >= 0:
            looks = _of_block(comparison.old, mine, comparison.base)
            known = {(of, value) for of, value, _ in looks}
        else:
            known = anywhere
        told = set()
        for of, value, words in _of_block(comparison.new, number, comparison.edited):
            is_told = (of, words) in told or (of is PLACED and bool(block.rows))
            # Where these stand is their numbering's or style's, which LibreOffice writes into each.
            has_own = block.shape.kind in _NUMBERED or block.rows or block.story
            is_told = is_told or (of is SET_IN and bool(has_own))
            if (of, value) not in known and not is_told:
                told.add((of, words))
                yield of, clip(words, _LONGEST), number


def _languages_and_pages(comparison: Comparison) -> Iterator[Found]:
    """The blocks that stay, of which the language was changed, or how their page lies."""
    is_turned = False
    for number, block in enumerate(comparison.new):
        mine = comparison.matching.old_of.get(number, -1)
        if mine < 0 or number in comparison.matching.moved:
            continue
        old = comparison.old[mine]
        if old.language and block.language and old.language != block.language:
            yield LANGUAGE, clip(block.text, _LONGEST), number
        was_turned, is_turned = is_turned, block.is_wide != old.is_wide
        if is_turned and not was_turned:  # a section is told once
            yield PAGE, clip(block.text, _LONGEST), number


def _other_numbers(comparison: Comparison) -> Iterator[Found]:
    """The items whose number is not the next one of their list, as a contribution counts it."""
    before: dict[int, PrintedBlock] = {}  # the last item of each level
    for number, block in enumerate(comparison.new):
        shape = block.shape
        last = before.get(shape.level)
        deepest = shape.level if shape.kind in ("item", "inside") else 0
        before = {level: item for level, item in before.items() if level <= deepest}
        if shape.kind != "item":
            continue
        before[shape.level] = block
        if last is None or last.shape.marker != shape.marker or not block.count:
            continue
        mine = comparison.matching.old_of.get(number, -1)
        is_as_before = mine >= 0 and comparison.old[mine].count == block.count
        if block.count != last.count + 1 and not is_as_before:
            yield OTHER_NUMBER, clip(block.text, _LONGEST), number


def _of_block(
    blocks: tuple[PrintedBlock, ...], number: int, note: ReturnedNote
) -> list[tuple[str, str, str]]:
    """The looks in the paragraphs of a block."""
    block = blocks[number]
    last = block.last
    return [
        look
        for paragraph in range(block.number, last + 1)
        for look in note.paragraph(paragraph).looks
    ]


# --- what the reader leaves out ----------------------------------------------------------


def _left_out(base: ReturnedNote, edited: ReturnedNote, places: _BlockPlaces) -> Iterator[Found]:
    known = Counter(map(_key, base.diagnostics))
    headings = {_plain(block) for block in edited.text.paragraphs[:] if block}
    for diagnostic in edited.diagnostics:
        key = _key(diagnostic)
        known[key] -= 1
        if known[key] >= 0:
            continue
        args = dict(diagnostic.args)
        text = clip(str(args.get("text") or ""), _LONGEST)
        place = places.block(diagnostic.span.line)
        if diagnostic.rule is LEFT_OUT:
            what = str(args["what"])
            is_counted_anew = what == CONTENTS and _entry(text) in headings
            if not is_counted_anew:
                yield what, text, -1 if what in (HEADER_OR_FOOTER, CONTENTS) else place
        elif diagnostic.rule not in _TOLD_OTHERWISE:
            words = text or edited.text.paragraph(diagnostic.span.line)
            yield diagnostic.rule.name, clip(words, _LONGEST), place


def _margins(base: ReturnedNote, edited: ReturnedNote) -> Iterator[str]:
    """The lines of headers and footers that are there now, and those that are gone."""
    before, after = (
        {_DIGITS.sub("0", text): text for text in note.margins} for note in (base, edited)
    )
    yield from (text for key, text in after.items() if key not in before)
    yield from (text for key, text in before.items() if key not in after)


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    """What tells a finding from others; page numbers are counted anew by Word."""
    args = dict(diagnostic.args)
    text = _DIGITS.sub("0", str(args.get("text") or ""))
    return diagnostic.rule.code, str(args.get("what") or ""), text


def _entry(text: str) -> str:
    """The heading that a line of the contents names, without its number and its page."""
    return _plain(re.sub(r"^[\d.]+\s+|\s*\d*$", "", text))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
