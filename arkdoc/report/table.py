"""Rows of text → a table: plain, or rich's for a terminal; a list where no table fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arkdoc.report.terminal import TerminalStyle, cells, pad

if TYPE_CHECKING:
    from rich.console import RenderableType

NOTHING = "–"
"""The text of an empty cell; a list leaves it out."""

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading; numbers stand to the right; texts are broken if they must be."""

    heading: str
    number: bool = False
    breaks: bool = False


def plain_table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """The table as text, as wide as its texts."""
    headings = [column.heading for column in columns]
    widths = [max(map(cells, texts)) for texts in zip(headings, *rows, strict=True)]
    lines = []
    for row in (headings, ["─" * width for width in widths], *rows):
        padded = [
            " " * (width - cells(text)) + text if column.number else pad(text, width)
            for column, text, width in zip(columns, row, widths, strict=True)
        ]
        lines.append(_GAP.join(padded).rstrip() + "\n")
    return "".join(lines)


def terminal_table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], style: TerminalStyle
) -> str:
    """The table as rich draws it, no wider than the terminal, or a list. No word is broken.

    Cells may have several lines.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    widths = _widths(columns, rows, style.width)
    if not widths:
        return _listed(columns, rows, style)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            Text(column.heading), justify="right" if column.number else "left", width=width
        )
    for row in rows:
        table.add_row(*map(_cell, row))
    return style.render(table)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int) -> list[int]:
    """How wide the columns are within `limit`: none where they would break words."""
    headings = [column.heading for column in columns]
    least, most = [], []
    for column, texts in zip(columns, zip(headings, *rows, strict=True), strict=True):
        lines = [line for text in texts for line in text.split("\n")]
        most.append(max(map(cells, lines)))
        words = [_indent(line) + cells(word) for line in lines for word in line.split()]
        least.append(max(words) if column.breaks else most[-1])
    room = limit - len(_GAP) * (len(columns) - 1) - sum(least)
    if room < 0:
        return []
    share = min(room / max(sum(most) - sum(least), 1), 1)
    return [low + int((high - low) * share) for low, high in zip(least, most, strict=True)]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _cell(text: str) -> RenderableType:
    """A cell whose lines, when they are broken, keep the indentation that they begin with."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    lines = text.split("\n")
    return Group(*(Padding(Text(line.lstrip()), (0, 0, 0, _indent(line))) for line in lines))


def _listed(columns: Sequence[Column], rows: Sequence[Sequence[str]], style: TerminalStyle) -> str:
    """The first cell of each row, and below it the others with their headings."""
    lines = []
    for first, *others in rows:
        cells_below = zip(columns[1:], others, strict=True)
        rest = " · ".join(
            f"{column.heading}: {text}" for column, text in cells_below if text != NOTHING
        )
        indent = _indent(first) + 4
        for line in (*first.split("\n"), " " * indent + rest):
            lines.append(style.paragraph(line, indent=_indent(line)))
    return "".join(lines)
