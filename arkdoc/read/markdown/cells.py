"""The inlines of a table cell → its blocks: paragraphs, and lists typed line by line (clause 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from arkdoc.language.printed import WORDS
from arkdoc.model.marker import BULLET, NUMBER, Marker
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
from arkdoc.model.source import Span
from arkdoc.model.tree import drop_start, plain_text
from arkdoc.read.markdown.items import list_item

_BULLET = re.compile(r"-[ \t]+")
_MONTHS = "|".join(month for words in WORDS.values() for month in words.months)
_NUMBER = re.compile(rf"(\d{{1,9}})\.[ \t]+(?!(?:{_MONTHS})(?!\w))", re.IGNORECASE)


class _Typed(NamedTuple):
    """A marker at the start of a line: its kind, the number in it, its length."""

    marker: Marker
    number: int
    length: int


@dataclass(frozen=True, slots=True)
class _CellLine:
    """A line of a cell, without space at its ends, and the break that ended the one before."""

    inlines: Inlines
    broken: HardBreak | None

    @property
    def typed(self) -> _Typed | None:
        first = self.inlines[0] if self.inlines else None
        if not isinstance(first, Text):
            return None
        if match := _BULLET.match(first.text):
            return _Typed(BULLET, 0, match.end())
        if match := _NUMBER.match(first.text):
            return _Typed(NUMBER, int(match[1]), match.end())
        return None

    @property
    def has_letter(self) -> bool:
        return any(map(str.isalpha, plain_text(self.inlines)))


def cell_blocks(inlines: Inlines, span: Span) -> Blocks:
    """The blocks of a cell that breaks lines.

    An empty line parts paragraphs. Two or more lines that begin with `- `, or are numbered in
    sequence, are a list, flat, if each has a letter in it: else they are numbers.
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
        end = _end_of_run(lines, at)
        run = [line for line in lines[at:end] if line.inlines]
        if len(run) > 1 and all(line.has_letter for line in run):
            finish_paragraph()
            blocks.append(_list(run))
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


def _end_of_run(lines: Sequence[_CellLine], start: int) -> int:
    """Where the items that begin at `start` end, with empty lines between them; else the line."""
    first = lines[start].typed
    end = start + 1
    if first is None:
        return end
    step, before = None, first.number
    for index in range(end, len(lines)):
        if not lines[index].inlines:
            continue
        typed = lines[index].typed
        if typed is None or typed.marker != first.marker:
            break
        step = typed.number - before if step is None else step
        # «1.» before each item counts as it does in Markdown.
        counts = step == 1 or (step == 0 and first.number <= 1)
        if not counts or typed.number - before != step:
            break
        before, end = typed.number, index + 1
    return end


def _list(lines: Sequence[_CellLine]) -> ListBlock:
    items = tuple(map(_item, lines))
    first = lines[0].typed
    assert first
    start = first.number if first.marker == NUMBER else 1
    return ListBlock(first.marker, items, start, span=items[0].span.to(items[-1].span))


def _item(line: _CellLine) -> ListItem:
    typed = line.typed
    assert typed
    span = _span(line.inlines)
    text = drop_start(line.inlines, typed.length)
    return list_item((Paragraph(text, _span(text)),), span)


def _paragraph(lines: Sequence[_CellLine]) -> Paragraph:
    joined: list[Inline] = []
    for line in lines:
        if joined and line.broken:
            joined.append(line.broken)
        joined += line.inlines
    return Paragraph(tuple(joined), _span(joined))


def _span(inlines: Sequence[Inline]) -> Span:
    return inlines[0].span.to(inlines[-1].span)


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
                yield replace(inline, inlines=part, span=_span(part))


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
