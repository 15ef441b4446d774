"""The inlines of a table cell → its blocks: paragraphs, and lists typed line by line (clause 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from arkdoc.model.marker import BULLET, Marker, Numeral
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Emphasis,
    HardBreak,
    Inline,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.model.source import Span, whole_span
from arkdoc.model.tree import drop_start, plain_text
from arkdoc.read.markdown.items import list_item
from arkdoc.read.markdown.list_markers import TypedMarker, following, typed_markers

_HYPHEN = regex(r"-[ \t]+")


class _CellLine(NamedTuple):
    """A line of a cell, without space at its ends, and the break that ended the one before."""

    inlines: Inlines
    broken: HardBreak | None

    @property
    def markers(self) -> tuple[TypedMarker, ...]:
        """What it may be an item of; nothing for text."""
        first = self.inlines[0] if self.inlines else None
        if not isinstance(first, Text):
            return ()
        if match := _HYPHEN.match(first.text):
            return (TypedMarker(BULLET, 0, "-", match.end()),)
        found = typed_markers(plain_text(self.inlines))
        return tuple(each for each in found if each.length <= len(first.text))

    @property
    def has_letter(self) -> bool:
        """Whether something is said in it, beside its marker."""
        markers = self.markers
        text = plain_text(self.inlines)[markers[0].length if markers else 0 :]
        return any(map(str.isalpha, text))


def cell_blocks(inlines: Inlines, span: Span) -> Blocks:
    """The blocks of a cell that breaks lines.

    An empty line parts paragraphs. Two or more lines that begin with `- `, with another sign or
    with numbers or letters in sequence are a list, flat, if each has a letter in it.
    """
    lines = list(_lines(inlines))
    blocks: list[Block] = []
    waiting: list[_CellLine] = []

    def finish_paragraph() -> None:
        if waiting:
            blocks.append(_paragraph(waiting))
            waiting.clear()

    at = 0
    while at < len(lines):
        end, marker = _run(lines, at)
        run = [line for line in lines[at:end] if line.inlines]
        if marker and len(run) > 1 and all(line.has_letter for line in run):
            finish_paragraph()
            blocks.append(_list(run, marker))
        else:
            for line in lines[at:end]:
                if line.inlines:
                    waiting.append(line)
                else:
                    finish_paragraph()
        at = end
    finish_paragraph()
    match blocks:
        case [Paragraph()] if all(line.inlines for line in lines):
            return (Paragraph(inlines, span),)  # as it was written
        case _:
            return tuple(blocks)


def _run(lines: Sequence[_CellLine], start: int) -> tuple[int, Marker | None]:
    """Where the items that begin at `start` end, with empty lines between them; their marker.

    Where no item begins, that is right after the line.
    """
    readings = lines[start].markers
    end = start + 1
    repeats = None
    for index in range(end, len(lines) if readings else end):
        if not lines[index].inlines:
            continue
        after = lines[index].markers
        # «1.» before each item counts as it does in Markdown.
        same = tuple(each for each in after if each in readings and each.number == 1)
        if repeats is None:
            repeats = bool(same)
        next_ = same if repeats else following(readings, after)
        if not next_:
            break
        readings, end = next_, index + 1
    return end, readings[0].marker if readings else None


def _list(lines: Sequence[_CellLine], marker: Marker) -> ListBlock:
    typed = [next(each for each in line.markers if each.marker == marker) for line in lines]
    items = tuple(map(_item, lines, typed))
    start = typed[0].number if marker.numeral is not Numeral.NONE else 1
    return ListBlock(marker, items, start, span=whole_span(items))


def _item(line: _CellLine, typed: TypedMarker) -> ListItem:
    text = drop_start(line.inlines, typed.length)
    return list_item((Paragraph(text, whole_span(text)),), whole_span(line.inlines))


def _paragraph(lines: Sequence[_CellLine]) -> Paragraph:
    joined: list[Inline] = []
    for line in lines:
        if joined and line.broken:
            joined.append(line.broken)
        joined += line.inlines
    return Paragraph(tuple(joined), whole_span(joined))


# --- lines ---------------------------------------------------------------------------------


def _lines(inlines: Inlines) -> Iterator[_CellLine]:
    """Every line, empty ones too."""
    line: list[Inline] = []
    broken = None
    for inline in _with_breaks_outside(inlines):
        if isinstance(inline, HardBreak):
            yield _CellLine(_stripped(tuple(line)), broken)
            line, broken = [], inline
        else:
            line.append(inline)
    yield _CellLine(_stripped(tuple(line)), broken)


def _with_breaks_outside(inlines: Inlines) -> Iterator[Inline]:
    """`inlines` with each break outside what is emphasised, which is cut in two there."""
    for inline in inlines:
        if not isinstance(inline, Emphasis | Strong | Strikethrough):
            yield inline
            continue
        inside = tuple(_with_breaks_outside(inline.inlines))
        if not any(isinstance(each, HardBreak) for each in inside):
            yield inline
            continue
        for is_break, run in groupby(inside, lambda each: isinstance(each, HardBreak)):
            part = tuple(run)
            if is_break:
                yield from part
            else:
                yield replace(inline, inlines=part, span=whole_span(part))


def _stripped(inlines: Inlines) -> Inlines:
    """`inlines` without space at their ends."""
    left = list(inlines)
    while left and isinstance(text := left[0], Text):
        rest = text.text.lstrip()
        if rest:
            cut = len(text.text) - len(rest)
            left[0] = Text(rest, text.span.part(cut, len(rest))) if cut else text
            break
        left.pop(0)
    while left and isinstance(text := left[-1], Text):
        rest = text.text.rstrip()
        if rest:
            left[-1] = Text(rest, text.span.part(0, len(rest))) if rest != text.text else text
            break
        left.pop()
    return tuple(left)
