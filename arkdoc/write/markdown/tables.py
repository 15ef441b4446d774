"""Table → the lines of its Markdown: its caption, and a line a row, with its columns under another.

A cell holds paragraphs and flat lists, whose lines are parted by `<br>` (contract, clause 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from arkdoc.model.nodes import (
    Alignment,
    Block,
    Cell,
    CodeBlock,
    Container,
    Contents,
    Directive,
    Figure,
    Footnotes,
    HardBreak,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from arkdoc.model.regex import regex
from arkdoc.model.tree import inline_runs, walk, walk_inlines
from arkdoc.write.markdown.escapes import without_typed_marker
from arkdoc.write.markdown.inlines import Run

_BREAK = "<br>"
_WIDEST = 100
_BOX = regex(r"\[[ xX]\][ \t]")
_RULES = {
    Alignment.NONE: ("-", "-"), Alignment.LEFT: (":", "-"), Alignment.RIGHT: ("-", ":"),
    Alignment.CENTER: (":", ":"),
}  # fmt: skip


def table_lines(table: Table) -> list[str]:
    """The lines of a table; the caption is a paragraph above it."""
    rows = [[cell_text(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 3 * len(widths) > _WIDEST:
        widths = [3] * len(widths)
    rule = [
        _rule(alignment, width) for alignment, width in zip(table.alignments, widths, strict=True)
    ]
    lines = [_row(row, widths) for row in (rows[0], rule, *rows[1:])]
    return [*caption_lines(table), *lines]


def caption_lines(table: Table) -> list[str]:
    """The lines of a table's caption and an empty one; nothing where it has none."""
    if table.caption is None:
        return []
    said = " (ingen radtitler)" if table.no_row_headers else ""
    lead = f"Tabell{' (radtitler)' if table.row_headers else said}: "
    words = Run(on_one_line=True).write(table.caption.inlines)
    return [f"{lead}{words}", ""]


def _rule(alignment: Alignment, width: int) -> str:
    first, last = _RULES[alignment]
    return f"{first}{'-' * (width - 2)}{last}"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def cell_text(cell: Cell) -> str:
    """The Markdown of a cell, on one line."""
    runs = [run for block in cell.blocks for run in _runs(block)]
    is_single = len(runs) == 1 and not any(
        isinstance(each, HardBreak) for each in walk_inlines(runs[0])
    )
    run = Run(on_one_line=True, in_cell=True, among_lines=not is_single)
    if is_single and isinstance(cell.blocks[0], Paragraph):
        return run.write(runs[0])
    written = ""
    for n, block in enumerate(cell.blocks):
        beside = cell.blocks[max(n - 1, 0) : n + 1]
        if n:
            has_list = any(isinstance(each, ListBlock) for each in beside)
            written += _BREAK if has_list else _BREAK * 2
        written += _BREAK.join(_lines(block, run))
    return written


def _runs(block: Block) -> Iterator[Inlines]:
    for inside in walk((block,)):
        yield from inline_runs(inside)


def _lines(block: Block, run: Run) -> Iterator[str]:
    match block:
        case ListBlock():
            for n, item in enumerate(block.items):
                mark = block.marker.text(block.start + n) or "-"
                (paragraph,) = item.blocks
                assert isinstance(paragraph, Paragraph)
                words = run.write(paragraph.inlines)
                if item.checked is not None:
                    words = f"[{'x' if item.checked else ' '}] {words}"
                elif _BOX.match(words):
                    words = f"\\{words}"
                yield f"{mark} {words}"
        case Paragraph():
            yield from map(without_typed_marker, run.lines(block.inlines))
        case Heading() | Quote() | CodeBlock() | ThematicBreak() | Table() | Figure():
            raise AssertionError(block)
        case Container() | Directive() | Contents() | Footnotes():
            raise AssertionError(block)
        case _:
            assert_never(block)
