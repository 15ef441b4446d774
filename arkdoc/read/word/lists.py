"""Blocks and paragraphs of lists, in order → blocks with the lists nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from arkdoc.model.marker import BULLET, Marker, Numeral
from arkdoc.model.nodes import Block, Blocks, Heading, ListBlock, ListItem, Paragraph
from arkdoc.model.regex import regex
from arkdoc.model.source import Span, whole_span
from arkdoc.read.markdown.list_markers import TypedMarker, marks, typed_markers
from arkdoc.read.word.inlines import inlines_of, leave_out_start, shown_text
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.runs import Leaf
from arkdoc.rules.word_reading import TYPED_LIST

_BULLET = regex(r"[-*+–—−‒―•·∙▪o][ \t\u00a0]+(?=\S)")
_SAYS_MORE = frozenset("✓✔✗✘")  # signs that tell items apart
_BOXES = frozenset("☐☑☒")
_FEWEST = 2
_NEAR = 60  # twips that people don't see


@dataclass(frozen=True, slots=True)
class ListParagraph:
    """A paragraph of a list, at a level from 0, counted `number`; `rest` follows in its item.

    The paragraph of an item that was left empty, or begins with a figure, has no inlines.
    """

    level: int
    marker: Marker
    number: int
    paragraph: Paragraph
    rest: Blocks = ()

    @property
    def is_empty(self) -> bool:
        """Whether its item holds nothing."""
        return not self.paragraph.inlines and not self.rest


@dataclass(frozen=True, slots=True)
class ItemParagraph:
    """A block, most often a paragraph, that goes on in the last item at `level`, under its text."""

    level: int
    block: Block


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """An ordinary paragraph that may turn out to be an item of a list that was typed by hand."""

    number: int
    leaves: tuple[Leaf, ...]
    language: str

    def paragraph(self) -> Paragraph:
        """The paragraph as it stands."""
        return _paragraph(list(self.leaves), self)

    def begins_item(self) -> bool:
        """Whether it begins with a sign or number as people type them."""
        return bool(_markers(shown_text(self.leaves).strip()))


_Settled = Block | ListParagraph | ItemParagraph
Piece = _Settled | TextParagraph


_Any = TypeVar("_Any")


class OpenItems:
    """The items that paragraphs may go on in, by how far in their texts begin, in twips."""

    def __init__(self) -> None:
        self._before = 0  # where the ordinary paragraph before the list begins
        self._begins: dict[int, int] = {}  # where the text of the last item of each level does

    def with_place(self, piece: _Any, indent: int) -> _Any | ItemParagraph:
        """The next piece, part of an item if it is text set in as far as the item's text is."""
        if isinstance(piece, ListParagraph):
            self._close(piece.level - 1)
            self._begins[piece.level] = indent
            return piece
        if isinstance(piece, TextParagraph):
            fitting = [level for level, begin in self._begins.items() if begin <= indent + _NEAR]
            if fitting and indent > self._before + _NEAR and not piece.begins_item():
                self._close(max(fitting))
                return ItemParagraph(max(fitting), piece.paragraph())
            self._before = indent
        if isinstance(piece, Heading):
            self._before = 0
        self._close(-1)
        return piece

    def _close(self, level: int) -> None:
        """Let the items that are deeper than `level` end."""
        self._begins = {each: begin for each, begin in self._begins.items() if each <= level}


def with_lists(reading: Reading, pieces: Iterable[Piece]) -> Blocks:
    """`pieces` as blocks. Two typed items or more in a row are a list."""
    run: list[TextParagraph] = []
    result: list[_Settled] = []
    for piece in (*pieces, None):
        if isinstance(piece, TextParagraph):
            run.append(piece)
            continue
        result += _typed(reading, run)
        run = []
        if piece is not None:
            result.append(piece)
    return nested(result)


# --- typed markers -----------------------------------------------------------------------


def _typed(reading: Reading, run: list[TextParagraph]) -> list[Block | ListParagraph]:
    """A run of paragraphs, with those that begin with typed markers in sequence as items."""
    result: list[Block | ListParagraph] = []
    lines = ["" if is_bold_line(piece.leaves) else shown_text(piece.leaves) for piece in run]
    at = 0
    for items in typed_lists(lines):
        here = run[at : at + max(1, len(items))]
        at += len(here)
        if not items:
            result.append(here[0].paragraph())
            continue
        marker = common_marker(items)
        for piece, item in zip(here, items, strict=True):
            result.append(_item(reading, piece, item, marker))
        is_counted = marker.numeral is not Numeral.NONE
        reading.say(
            TYPED_LIST,
            reading.whole(here[0].number),
            marks=marks(marker, items[0].number, len(items)) if is_counted else items[0].written,
            count=len(items),
        )
    return result


def typed_lists(lines: Sequence[str]) -> Iterator[list[TypedMarker]]:
    """For each line that begins no list nothing, for each list the markers of its lines."""
    readings = [_markers(line.lstrip()) for line in lines]
    at = 0
    while at < len(lines):
        items = _sequence(readings, at)
        is_list = len(items) >= _FEWEST
        yield items if is_list else []
        at += len(items) if is_list else 1


def _markers(text: str) -> tuple[TypedMarker, ...]:
    if match := _BULLET.match(text):
        return (TypedMarker(BULLET, 0, match.group().strip(), match.end()),)
    return () if text[:1] in _BOXES else typed_markers(text)


def _sequence(readings: list[tuple[TypedMarker, ...]], at: int) -> list[TypedMarker]:
    """The longest sequence of items that begins with paragraph `at`, by one of its readings."""
    best: list[TypedMarker] = []
    for first in readings[at]:
        items = [first]
        for following in readings[at + 1 :]:
            after = next((this for this in following if _follows(this, items[-1])), None)
            if after is None:
                break
            items.append(after)
        best = max(best, items, key=len)
    return best


def _follows(this: TypedMarker, before: TypedMarker) -> bool:
    """Whether it goes on: a bullet after a bullet, whatever its sign; a number after the last."""
    is_bullet = this.marker.numeral is Numeral.NONE
    if is_bullet and _SAYS_MORE.intersection((this.marker.before, before.marker.before)):
        return this.marker == before.marker
    if is_bullet or before.marker.numeral is Numeral.NONE:
        return is_bullet and before.marker.numeral is Numeral.NONE
    return this.stands_after(before) or (
        this.marker.numeral is before.marker.numeral
        and this.marker.before == before.marker.before
        and this.number == before.number + 1
    )


def common_marker(items: list[TypedMarker]) -> Marker:
    """The marker of the list: the one sign of all its items, or the house style's."""
    signs = {item.marker for item in items}
    return (
        items[0].marker
        if len(signs) == 1 or items[0].marker.numeral is not Numeral.NONE
        else BULLET
    )


def _item(
    reading: Reading, piece: TextParagraph, item: TypedMarker, marker: Marker
) -> ListParagraph:
    text = shown_text(piece.leaves)
    length = len(text) - len(text.lstrip()) + item.length
    paragraph = _paragraph(leave_out_start(reading, list(piece.leaves), length), piece)
    return ListParagraph(0, own_marker(item, marker), item.number, paragraph)


def own_marker(item: TypedMarker, marker: Marker) -> Marker:
    """What stands before an item of a list whose marker is `marker`."""
    is_sign = item.marker.numeral is Numeral.NONE
    return marker if is_sign else replace(item.marker, after=marker.after)


def is_bold_line(leaves: Iterable[Leaf]) -> bool:
    """Whether all words of a line are bold."""
    return all(leaf.bold for leaf in leaves if shown_text((leaf,)).strip())


def _paragraph(leaves: list[Leaf], piece: TextParagraph) -> Paragraph:
    inlines = inlines_of(leaves)
    return Paragraph(inlines, whole_span(inlines), piece.language)


# --- nesting -----------------------------------------------------------------------------


class _OpenList:
    """A list that is being filled, at a level of Word's."""

    def __init__(self, first: ListParagraph) -> None:
        self.level, self.marker, self.start = first.level, first.marker, first.number
        self.last = first.number - 1
        self.items: list[tuple[Span, list[Block]]] = []

    def takes(self, item: ListParagraph) -> bool:
        """Whether `item` is the next of this list."""
        is_counted = item.marker.numeral is not Numeral.NONE
        return item.marker == self.marker and (not is_counted or item.number == self.last + 1)

    def add(self, item: ListParagraph) -> None:
        blocks = [item.paragraph, *item.rest] if item.paragraph.inlines else [*item.rest]
        self.items.append((item.paragraph.span, blocks))
        self.last = item.number

    def block(self) -> ListBlock:
        items = tuple(
            ListItem(tuple(blocks), span=span.to(blocks[-1].span) if blocks else span)
            for span, blocks in self.items
        )
        start = self.start if self.marker.numeral is not Numeral.NONE else 1
        return ListBlock(self.marker, items, start, span=whole_span(items))


def nested(pieces: Iterable[_Settled]) -> Blocks:
    """Lists out of their paragraphs: a deeper one stands in the item before it."""
    result: list[Block] = []
    stack: list[_OpenList] = []

    def close(level: int) -> None:
        """End the lists that are deeper than `level`."""
        while stack and stack[-1].level > level:
            ended = stack.pop().block()
            (stack[-1].items[-1][1] if stack else result).append(ended)

    for piece in _without_empty_ends(pieces):
        if isinstance(piece, ItemParagraph) and stack:
            close(piece.level)
            stack[-1].items[-1][1].append(piece.block)
            continue
        if isinstance(piece, ItemParagraph):
            piece = piece.block
        if not isinstance(piece, ListParagraph):
            close(-1)
            result.append(piece)
            continue
        close(piece.level)
        if stack and stack[-1].level == piece.level and not stack[-1].takes(piece):
            close(piece.level - 1)
        if not stack or stack[-1].level < piece.level:
            stack.append(_OpenList(piece))
        stack[-1].add(piece)
    close(-1)
    return tuple(result)


def _without_empty_ends(pieces: Iterable[_Settled]) -> Iterator[_Settled]:
    """`pieces` without the items at the end of a list that nobody has filled in."""
    waiting: list[ListParagraph] = []
    for piece in pieces:
        if isinstance(piece, ListParagraph) and piece.is_empty:
            waiting.append(piece)
            continue
        if isinstance(piece, ListParagraph | ItemParagraph):
            yield from waiting
        waiting = []
        yield piece
