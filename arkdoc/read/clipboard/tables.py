"""A table of HTML → its rows, and where in a rectangle each of their cells stands (HTML, 4.9.12).

As in Word's own files the columns are the places where a cell begins in some row, so that the
rectangle is no wider than the table has cells, whatever spans it names.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from arkdoc.model.nodes import Alignment
from arkdoc.read.clipboard.elements import CONDITION, HtmlElement, HtmlNode
from arkdoc.read.clipboard.style import Declarations

_CELLS = ("td", "th")
_WIDEST, _HIGHEST = 1000, 65534  # the most columns and rows a cell may span (HTML, 4.9.11)
_ALIGNED = {
    "left": Alignment.LEFT, "start": Alignment.LEFT, "center": Alignment.CENTER,
    "right": Alignment.RIGHT, "end": Alignment.RIGHT,
}  # fmt: skip
_NO_ROWS = ("supportmisalignedcolumns", "supportmisalignedrows")
"""What Word adds for browsers: rows without words that say how wide columns are."""


@dataclass(slots=True)
class HtmlRows:
    """The rows of a table, each with its cells; `caption`, and what else stands in it."""

    rows: list[list[HtmlElement]] = field(default_factory=list)
    caption: HtmlElement | None = None
    others: list[HtmlNode] = field(default_factory=list)


class SpanningCell(NamedTuple):
    """A cell that begins in `column`."""

    element: HtmlElement
    column: int


class HtmlGrid(NamedTuple):
    """Rows of cells, in `width` columns."""

    rows: list[list[SpanningCell]]
    width: int


def rows_of(table: HtmlElement, is_hidden: Callable[[HtmlElement], bool]) -> HtmlRows:
    """What stands in a table, but for what is hidden."""
    found = HtmlRows()
    row: list[HtmlElement] | None = None  # the one whose cells are being met
    waiting: list[tuple[Iterator[HtmlNode], bool]] = [(iter(table.inside), False)]
    while waiting:
        nodes, is_row = waiting[-1]
        node = next(nodes, None)
        if node is None:
            waiting.pop()
            row = None if is_row else row
        elif isinstance(node, str):
            if node.strip():
                found.others.append(node)
        elif is_hidden(node) or (node.name == CONDITION and node.get("if") in _NO_ROWS):
            continue
        elif node.name in _CELLS:
            if row is None:
                row = []
                found.rows.append(row)
            row.append(node)
        elif node.name == "caption" and found.caption is None:
            found.caption = node
        elif node.name in ("tr", "tbody", "thead", "tfoot", CONDITION):
            if node.name == "tr":
                row = []
                found.rows.append(row)
            waiting.append((iter(node.inside), node.name == "tr"))
        else:
            found.others.append(node)
    found.rows = [cells for cells in found.rows if cells]
    return found


def grid_of(rows: list[list[HtmlElement]], most: int) -> HtmlGrid | None:
    """The rectangle of `rows`; None where it has more than `most` places."""
    starts: list[int] = []
    placed: list[list[tuple[HtmlElement, int]]] = []
    reaching: list[tuple[int, int, int]] = []  # begin, end and last row of cells from rows above
    for number, cells in enumerate(rows):
        reaching = [span for span in reaching if span[2] >= number]
        taken = iter(sorted(reaching))
        blocked = next(taken, None)
        at = 0
        here = []
        for cell in cells:
            while blocked is not None and blocked[0] <= at:
                at = max(at, blocked[1])
                blocked = next(taken, None)
            end = at + _span(cell, "colspan", _WIDEST)
            here.append((cell, at))
            place = bisect_left(starts, at)
            if starts[place : place + 1] != [at]:
                insort(starts, at)
            if (rows_spanned := _span(cell, "rowspan", _HIGHEST)) > 1:
                reaching.append((at, end, number + rows_spanned - 1))
            at = end
        placed.append(here)
        if len(placed) * len(starts) > most:
            return None
    return HtmlGrid(
        [[SpanningCell(cell, bisect_left(starts, at)) for cell, at in row] for row in placed],
        len(starts),
    )


def _span(cell: HtmlElement, name: str, most: int) -> int:
    """How many columns or rows a cell spans."""
    written = cell.get(name).strip()
    is_number = written.isascii() and written.isdigit() and len(written) < 10
    return min(max(int(written), 1), most) if is_number else 1


def alignments(
    grid: HtmlGrid, style_of: Callable[[HtmlElement], Declarations]
) -> tuple[Alignment, ...]:
    """How the cells of each column below the first row stand, where all with words agree."""
    found: list[set[str]] = [set() for _ in range(grid.width)]
    for row in grid.rows[1:]:
        for cell, column in row:
            if text := _first_text(cell):
                found[column].add(_aligned(cell, style_of) or _aligned(text, style_of))
    said = (each.pop() if len(each) == 1 else "" for each in found)
    return tuple(_ALIGNED.get(each, Alignment.NONE) for each in said)


def _aligned(element: HtmlElement, style_of: Callable[[HtmlElement], Declarations]) -> str:
    return style_of(element).get("text-align") or element.get("align").lower()


def _first_text(cell: HtmlElement) -> HtmlElement | None:
    """The element that the first words of a cell stand in, a paragraph or the cell; None: none."""
    holder = cell
    waiting = [iter(cell.inside)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
        elif isinstance(node, str):
            if node.strip(" \t\r\n\u00a0"):
                return holder
        else:
            holder = node if node.name in ("p", "div") else holder
            waiting.append(iter(node.inside))
    return None
