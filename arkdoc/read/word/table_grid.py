"""A w:tbl → its rows, and where in a rectangle each of their cells stands (ECMA-376 part 1, 17.4).

The columns are the places where a cell begins in some row. So the rectangle is as wide as the table
looks, whatever spans and grid columns it names, and no wider than it has cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, switched, value
from arkdoc.read.word.tags import (
    DELETED,
    MATH_PARAGRAPH,
    MATH_TEXT,
    OFFICE_MATH,
    SDT,
    TC,
    TR,
    TRANSPARENT,
    P,
    T,
)

Controls: TypeAlias = tuple[Element, ...]
"""The content controls (`w:sdt`) around a cell, the outermost first."""

PARAGRAPHS_AND_EQUATIONS = frozenset((P, OFFICE_MATH, MATH_PARAGRAPH))
_FURTHEST = 10**9


class PlacedCell(NamedTuple):
    """A w:tc at `column` of the rectangle, over `columns` of them.

    `goes_on`: it is the continuation of the cell above it (17.4.84) or before it (17.4.22).
    `controls` stand around it alone (17.5.2.32).
    """

    element: Element
    controls: Controls
    column: int
    columns: int
    goes_on: bool


class PlacedRow(NamedTuple):
    """A w:tr; `is_header`: it returns on every page (17.4.78)."""

    element: Element
    cells: tuple[PlacedCell, ...]
    is_header: bool


class Grid(NamedTuple):
    """The rows of a table that are there once its revisions are accepted, `width` cells each."""

    rows: tuple[PlacedRow, ...]
    width: int

    @property
    def has_spans(self) -> bool:
        """Whether a cell covers more than one place."""
        cells = [cell for row in self.rows for cell in row.cells]
        return any(cell.columns > 1 or cell.goes_on for cell in cells)

    @property
    def has_header(self) -> bool:
        """Whether some row is marked as a header."""
        return any(row.is_header for row in self.rows)


def grid_of(table: Element) -> Grid:
    """The rectangle of `table`; of no rows where all are deleted."""
    rows = [(row, tuple(_cells(row))) for row, _ in inside(table, TR) if not is_deleted(row)]
    rows = [(row, cells) for row, cells in rows if cells]
    starts = sorted({start for _, cells in rows for _, _, start, _ in cells})
    merged: set[int] = set()  # columns where the row before has a cell that may go on below
    placed = []
    for row, cells in rows:
        here: list[PlacedCell] = []
        open_now: set[int] = set()
        for element, controls, start, end in cells:
            column = bisect_left(starts, start)
            columns = bisect_left(starts, end) - column
            goes_on = _continues(element, "w:hMerge") and bool(here)
            if child(element, "w:tcPr", "w:vMerge") is not None:
                goes_on |= _continues(element, "w:vMerge") and column in merged
                open_now.add(column)
            here.append(PlacedCell(element, controls, column, columns, goes_on))
        merged = open_now
        is_header = switched(row, "w:trPr", "w:tblHeader") or False
        placed.append(PlacedRow(row, tuple(here), is_header))
    return Grid(tuple(placed), len(starts))


def _cells(row: Element) -> Iterator[tuple[Element, Controls, int, int]]:
    """The cells of a row, each with the grid columns where it begins and ends (17.4.17)."""
    at = _number(row, "w:trPr", "w:gridBefore", least=0)
    for cell, controls in inside(row, TC):
        if child(cell, "w:tcPr", "w:cellDel") is not None and not has_text(cell):
            continue
        end = at + _number(cell, "w:tcPr", "w:gridSpan", least=1)
        yield cell, controls, at, end
        at = end


def _number(element: Element, *path: str, least: int) -> int:
    """The whole number down `path`; `least` where there is none, or one that can't be."""
    text = value(element, *path)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else least
    return min(max(number, least), _FURTHEST)


def _continues(cell: Element, merge: str) -> bool:
    """Whether a cell says that it goes on from another; without a value it does."""
    found = child(cell, "w:tcPr", merge)
    return found is not None and value(found) != "restart"


def is_deleted(row: Element) -> bool:
    """Whether a row is gone once revisions are accepted (17.13.5.12)."""
    properties = child(row, "w:trPr")
    return properties is not None and any(change.tag in DELETED for change in properties)


def inside(parent: Element, name: str) -> Iterator[tuple[Element, Controls]]:
    """The elements called `name` directly in `parent`, or in controls and such in it."""
    waiting: list[tuple[Iterator[Element], Controls]] = [(iter(parent), ())]
    while waiting:
        children, controls = waiting[-1]
        element = next(children, None)
        if element is None:
            waiting.pop()
        elif element.tag == name:
            yield element, controls
        elif element.tag == SDT:
            waiting.append((iter(element), (*controls, element)))
        elif element.tag in TRANSPARENT:
            waiting.append((iter(element), controls))


def paragraphs_in(element: Element) -> Iterator[Element]:
    """Every w:p in `element` and every equation in none, in order, those of tables in it too.

    Deleted rows are left out.

    What stands inside a paragraph, such as a text box, is its own affair.
    """
    waiting = [iter(element)]
    while waiting:
        each = next(waiting[-1], None)
        if each is None:
            waiting.pop()
        elif each.tag in PARAGRAPHS_AND_EQUATIONS:
            yield each
        elif not (each.tag == TR and is_deleted(each)):
            waiting.append(iter(each))


def has_text(element: Element) -> bool:
    """Whether `element` has any text that is not deleted."""
    return any((text.text or "").strip() for text in element.iter(T, MATH_TEXT))
