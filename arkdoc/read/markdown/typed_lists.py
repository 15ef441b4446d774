"""Lines that begin with typed markers in sequence, such as «a)» and «b)» → a list's tokens.

Precision first: a line that begins with «b)» because text was wrapped is never an item. Where
every break may be due to wrapping there is a list only if a paragraph begins with its first item
and each item is a line, and none if such markers are found in running text (contract, clause 5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, MutableMapping
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import markTightParagraphs

from arkdoc.model.marker import Marker, Numeral
from arkdoc.model.regex import regex
from arkdoc.read.markdown.list_markers import TypedMarker, following, typed_markers
from arkdoc.read.markdown.positions import BlockRule, text_start
from arkdoc.read.markdown.wrapping import Wrapping, wrapping_of

TYPED = "typed"  # in token.meta of a list: its TypedList

_Readings = tuple[TypedMarker, ...]

_FARTHEST = 40  # lines that are looked through for the items that tell whether there is a list
_MOST_ITEMS = 8  # and how many of those
_MOST_MISSING = 2  # items that are left out of a sequence, by mistake
_BLOCK = regex(r"#{1,6}[ \t]|[>|]|```|~~~|:::")
_UNDERLINE = regex(r"[ \t>]*(?:=+|-+)")
_ORDERED = regex(r"\d{1,9}[.)][ \t]")
_MARKDOWN_ITEM = regex(r"(?:[-*+]|1[.)])[ \t]")
_WORD = regex(r"\S+")
_LETTERS = regex(r"[«“\"'*_]{0,3}([^\W\d_]*)")
_SENTENCE_END = regex(r".*[.!?:;][»”\"')*_]{0,4}")
_INTERRUPTED = ("paragraph", "reference", "blockquote")


class TypedList(NamedTuple):
    """The marker of a list, the number of its first item, and where and how that is written.

    `goes_on`: it stands right below another list, whose markers it has or goes on with.
    """

    marker: Marker
    start: int
    offset: int
    written: str
    goes_on: bool


class _TypedLists:
    """What is known of the typed lists of one text."""

    def __init__(self, env: MutableMapping[str, Any], text: str) -> None:
        self._env, self._text = env, text
        # By offset: where a list begins, as was found out when the paragraph above it ended.
        self.beginnings: dict[int, _Readings] = {}
        # By offset: the first item of a list of numbers that begins past 1 right under text.
        self.numbered: dict[int, TypedMarker] = {}
        # The last item so far of each list that is being read.
        self.open: list[_Readings] = []
        # By stretch of lines: the last item of each list, which may go on below another one.
        self.closed: defaultdict[int, dict[Marker, TypedMarker]] = defaultdict(dict)

    @cached_property
    def wrapping(self) -> Wrapping:
        """The text's lines; few texts have a line that looks like an item."""
        return wrapping_of(self._env, self._text)


class _Item(NamedTuple):
    """A line that may be an item: its number, the readings of its marker, and its offset."""

    line: int
    readings: _Readings
    offset: int


def typed_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Two or more lines that begin with markers in sequence, and what belongs to each."""
    readings = _beginning(state, start, end, silent)
    if silent or not readings:
        return bool(readings)
    lists, index = _lists(state), len(state.tokens)
    offset, written = text_start(state, start), readings[0].written
    goes_on = readings[0].kind in lists.closed[lists.wrapping.stretch(start)]
    opening = state.push("typed_list_open", "ol", 1)
    opening.map = lines = [start, start]
    before, state.parentType = state.parentType, "list"
    lists.open.append(readings)
    count, tight, blank_before = 0, True, False
    while readings:
        lists.open[-1] = last = readings
        count += 1
        tight = _read_item(state, lines[1], end, last[0]) and tight and not blank_before
        blank_before = state.line - lines[1] > 1 and state.isEmpty(state.line - 1)
        lines[1] = state.line
        readings = following(last, _markers(state, state.line, end))
        if last[0].begins_speech and state.isEmpty(state.line - 1):
            break
    lists.open.pop()
    lists.closed[lists.wrapping.stretch(state.line - 1)][last[0].kind] = last[0]
    state.push("typed_list_close", "ol", -1)
    state.parentType = before
    counted = last[0].marker.numeral is not Numeral.NONE
    first = last[0].number - count + 1 if counted else 1
    opening.meta[TYPED] = TypedList(last[0].marker, first, offset, written, goes_on)
    if tight:
        markTightParagraphs(state, index)
    return True


def numbered_list(rule: BlockRule) -> BlockRule:
    """Right under text, a list may begin past 1, and none begins with a date."""

    def numbered(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        offset, index, known = text_start(state, start), len(state.tokens), _lists(state).numbered
        below = (
            silent and state.parentType == "paragraph" and state.sCount[start] >= state.blkIndent
        )
        if not below or not _ORDERED.match(state.src, offset):
            applies = rule(state, start, end, silent)
            if applies and not silent and offset in known:
                first = known[offset]
                typed = TypedList(first.marker, first.number, offset, first.written, goes_on=False)
                state.tokens[index].meta[TYPED] = typed
            return applies
        readings = typed_markers(state.src, offset)
        if not readings or state.sCount[start] - state.blkIndent > 3:
            return False  # «1. mars»
        found = _run(state, _Item(start, readings, offset), end, interrupts=True)
        if found and found[0].number > 1:
            known[offset] = found[0]
        if found:
            return True
        return rule(state, start, end, silent) and not _wraps(state, start, readings[0])

    return numbered


def _wraps(state: StateBlock, line: int, marker: TypedMarker) -> bool:
    """Whether a marker begins a line only for want of room above, within a sentence."""
    wrapping = _lists(state).wrapping
    return (
        wrapping.stands_below(line)
        and wrapping.may_wrap(line, marker.written)
        and not _SENTENCE_END.fullmatch(wrapping.line(line - 1))
    )


def _lists(state: StateBlock) -> _TypedLists:
    if "typed_lists" not in state.env:
        state.env["typed_lists"] = _TypedLists(state.env, state.src)
    lists: _TypedLists = state.env["typed_lists"]
    return lists


def _markers(state: StateBlock, line: int, end: int) -> _Readings:
    """The typed markers that a line of the block that is open begins with."""
    if line >= end or not 0 <= state.sCount[line] - state.blkIndent <= 3:
        return ()
    return tuple(m for m in typed_markers(state.src, text_start(state, line)) if not m.is_common)


def _read_item(state: StateBlock, line: int, end: int, typed: TypedMarker) -> bool:
    """Parse what belongs to the item that begins in `line`; whether it has no empty line in it."""
    token = state.push("list_item_open", "li", 1)
    token.map = lines = [line, line]
    places = (state.bMarks[line], state.tShift[line], state.sCount[line])
    indents = (state.listIndent, state.blkIndent, state.tight)
    indent = _content_indent(state, line, end, typed)
    state.bMarks[line], state.tShift[line], state.sCount[line] = (
        text_start(state, line) + typed.length,
        0,
        indent,
    )
    state.listIndent, state.blkIndent, state.tight = state.blkIndent, indent, True
    state.md.block.tokenize(state, line, end)
    tight = state.tight
    state.bMarks[line], state.tShift[line], state.sCount[line] = places
    state.listIndent, state.blkIndent, state.tight = indents
    lines[1] = state.line
    state.push("list_item_close", "li", -1)
    return tight


def _content_indent(state: StateBlock, line: int, end: int, typed: TypedMarker) -> int:
    """How far the item's other lines are indented: as its text, or by less, as the next one."""
    begin = text_start(state, line)
    indent = state.sCount[line]
    for character in state.src[begin : begin + typed.length]:
        indent += 4 - (indent + state.bsCount[line]) % 4 if character == "\t" else 1
    below = line + 1
    while below < end and state.isEmpty(below):
        below += 1
    if below < end and state.sCount[line] + 2 <= state.sCount[below] < indent:
        return state.sCount[below]
    return indent


def _beginning(state: StateBlock, line: int, end: int, silent: bool) -> _Readings:
    """The readings of the marker in `line`, if a list begins or goes on there."""
    lists, offset = _lists(state), text_start(state, line)
    if offset in lists.beginnings:
        return lists.beginnings[offset]
    readings = tuple(m for m in typed_markers(state.src, offset) if not m.is_common)
    if not readings or state.sCount[line] - state.blkIndent > 3:
        return ()
    interrupts = silent and state.parentType in _INTERRUPTED
    if interrupts and state.sCount[line] < state.blkIndent:
        for last in reversed(lists.open):
            if following(last, readings):
                is_text = readings[0].between_words and _wraps(state, line, readings[0])
                return () if is_text else readings
            if found := _out_of_sequence(state, line, last, readings):
                lists.beginnings[offset] = found
                return found
    if line + 1 < end and _UNDERLINE.fullmatch(lists.wrapping.line(line + 1)):
        return ()  # a heading
    closed = lists.closed.get(lists.wrapping.stretch(line), {})
    found = tuple(m for m in readings if m.kind in closed and m.stands_after(closed[m.kind]))
    found = found or _run(state, _Item(line, readings, offset), end, interrupts=interrupts)
    if found and interrupts:
        lists.beginnings[offset] = found
    return found


def _out_of_sequence(
    state: StateBlock, line: int, last: _Readings, readings: _Readings
) -> _Readings:
    """The readings of an item of a list that is being read, although it is not the next one.

    It begins a list of its own, so that it is shown as written: «✗» below «✓», «d)» below «b)».
    """
    wrapping = _lists(state).wrapping
    if wrapping.may_wrap(line, readings[0].written):
        return ()
    return tuple(
        this
        for this in readings
        for before in last
        if this.stands_after(before)
        or (this.marker == before.marker and 0 <= this.number - before.number <= _MOST_MISSING + 1)
    )


def _run(state: StateBlock, first: _Item, end: int, *, interrupts: bool) -> _Readings:
    """The readings of the first marker of a list, or none where there is no list.

    `interrupts`: the line stands below others of a paragraph.
    """
    items = [first]
    for item in _items_below(state, first, end):
        found = tuple(
            m for m in item.readings if any(m.stands_after(last) for last in items[-1].readings)
        )
        if found:
            items.append(item._replace(readings=found))
        elif {m.kind for m in item.readings} <= {m.kind for m in items[-1].readings}:
            break
        if len(items) == _MOST_ITEMS:
            break
    if len(items) == 1:
        return ()
    kind = items[-1].readings[0].kind
    readings = tuple(m for m in first.readings if m.kind == kind)
    items[0] = first._replace(readings=readings)
    return readings if _are_meant(state, items, interrupts=interrupts) else ()


def _items_below(state: StateBlock, first: _Item, end: int) -> Iterator[_Item]:
    """The lines below `first` that begin with markers and stand as far to the left."""
    indent, blank = state.sCount[first.line], False
    for line in range(first.line + 1, min(end, first.line + _FARTHEST)):
        offset, deeper = text_start(state, line), state.sCount[line] - indent
        if state.isEmpty(line):
            if first.readings[0].begins_speech:
                return
            blank = True
        elif deeper <= -2 and _begins_item_around(state, line):
            return
        elif deeper < 2:
            readings = typed_markers(state.src, offset) if deeper > -2 else ()
            if readings:
                yield _Item(line, readings, offset)
            elif blank or _BLOCK.match(state.src, offset):
                return
            blank = False


def _begins_item_around(state: StateBlock, line: int) -> bool:
    """Whether a line further to the left is the next item of a list that the one before is in."""
    offset = text_start(state, line)
    readings = typed_markers(state.src, offset)
    return bool(_MARKDOWN_ITEM.match(state.src, offset)) or any(
        following(last, readings) for last in _lists(state).open
    )


def _are_meant(state: StateBlock, items: list[_Item], *, interrupts: bool) -> bool:
    """Whether the lines are items, rather than running text with such markers in it."""
    marker, wrapping = items[0].readings[0], _lists(state).wrapping
    is_initial = marker.marker.numeral is Numeral.UPPER_LETTER and marker.marker.after == "."
    if (is_initial and marker.number > 1) or _is_ordinal(state.src, items):
        return False
    breaks = [i for i in items[0 if interrupts else 1 :] if wrapping.stands_below(i.line)]
    if not breaks:
        return True
    letters = [_first_letters(state.src, item) for item in items]
    are_capital = all(word[:1].isupper() for word in letters)
    ends = [bool(_SENTENCE_END.fullmatch(wrapping.line(item.line - 1))) for item in items]
    if marker.between_words and interrupts and not (ends[0] or are_capital):
        return False
    if not all(wrapping.may_wrap(i.line, _word(state.src, i)) for i in breaks):
        return True
    if interrupts or marker.between_words or any(b.line - a.line > 1 for a, b in pairwise(items)):
        return False
    if is_initial:
        return all(ends[1:])
    is_plain_number = marker.marker.numeral is Numeral.DECIMAL and ")" not in marker.written
    return are_capital or not is_plain_number


def _is_ordinal(text: str, items: list[_Item]) -> bool:
    """Whether the numbers count the same thing: «1.linje», «2.linje»."""
    marker = items[0].readings[0].marker
    if marker.numeral is not Numeral.DECIMAL or ")" in marker.after:
        return False
    words = {_first_letters(text, item) for item in items}
    return len(words) == 1 and words.pop().islower()


def _first_letters(text: str, item: _Item) -> str:
    match = _LETTERS.match(text, item.offset + item.readings[0].length)
    return match[1] if match else ""


def _word(text: str, item: _Item) -> str:
    match = _WORD.match(text, item.offset)
    return match[0] if match else ""
