"""A w:tbl of a Word file → a Table; the blocks of a layout table, the rows of a nested one.

ECMA-376 part 1, 17.4. Cells that are merged become the first of them and empty ones, and a table
always has a header row. No table is left out: what can't be one keeps its words as lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Cell,
    Heading,
    Inline,
    Paragraph,
    Row,
    Strong,
    Table,
)
from arkdoc.model.source import Span
from arkdoc.model.tree import inline_runs, replacement, walk
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.reader import value
from arkdoc.read.word.account import Account
from arkdoc.read.word.head_fields import is_head_table
from arkdoc.read.word.measure_table import is_measure_table
from arkdoc.read.word.table_grid import Grid, PlacedRow, grid_of, inside, paragraphs_in
from arkdoc.read.word.table_look import is_bold, is_header_by_look, is_letterhead
from arkdoc.rules.word_tables import (
    GUESSED_HEADER,
    LAYOUT_TABLE,
    MERGED_CELLS,
    NESTED_TABLE,
    TABLE_AS_LINES,
)

ReadBlocks: TypeAlias = Callable[[Iterable[Element]], Blocks]
"""What reads the blocks of a cell, as `read/word/body` does."""

DEEPEST = 10
"""How deep tables may stand in tables; the deeper are read as lines."""

MOST_CELLS = 30_000
"""How many cells the rectangle of a table may have, those that merging leaves empty too."""

_P, _TBL, _TCPR = qname("w:p"), qname("w:tbl"), qname("w:tcPr")
_BETWEEN = " – "  # what parts the cells of a row that is read as a line
_JUSTIFIED = {
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
    "center": Alignment.CENTER,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
}


def read_table(
    reading: Account,
    tbl: Element,
    read_blocks: ReadBlocks,
    *,
    depth: int,
    before_first_heading: bool,
) -> Blocks:
    """The table `tbl`, or the blocks of one that is used for layout; none if all of it is deleted.

    `read_blocks` reads what stands in a cell. `depth`: how many tables it stands in. Findings:
    ARK615 to ARK618, and ARK626.
    """
    reader = _TableReader(reading, read_blocks, before_first_heading)
    return reader.read(tbl, depth, in_cell=depth > 0)


class _TableReader:
    def __init__(
        self, reading: Account, read_blocks: ReadBlocks, before_first_heading: bool
    ) -> None:
        self._reading = reading
        self._read_blocks = read_blocks
        self._before_first_heading = before_first_heading

    def read(self, tbl: Element, depth: int, *, in_cell: bool) -> Blocks:
        """The blocks of a table; `in_cell`: of one in the cell of a table that stays one."""
        if depth >= DEEPEST:
            return self._too_much(tbl)
        grid = grid_of(tbl)
        if not grid.rows:
            return ()
        if self._is_layout(tbl, grid):
            blocks = self._dissolved(grid, depth, in_cell=in_cell)
            if blocks:
                self._reading.say(LAYOUT_TABLE, self._place(tbl))
            return blocks
        if len(grid.rows) * grid.width > MOST_CELLS:
            return self._too_much(tbl)
        if in_cell:
            self._reading.say(NESTED_TABLE, self._place(tbl))
            return tuple(self._lines(grid, depth))
        return (self._table(tbl, grid, depth),)

    def _is_layout(self, tbl: Element, grid: Grid) -> bool:
        """Whether a table is there to place things: one column, or a letterhead."""
        if grid.has_header:
            return False
        return grid.width == 1 or (self._before_first_heading and is_letterhead(tbl, grid))

    # --- a table that stays one --------------------------------------------------------------

    def _table(self, tbl: Element, grid: Grid, depth: int) -> Table:
        rows = [self._row(row, grid.width, depth) for row in grid.rows]
        first = grid.rows[0]
        names_fields = is_head_table(rows) or is_measure_table(rows)
        if not (first.is_header or names_fields or is_header_by_look(grid, rows)):
            self._reading.say(GUESSED_HEADER, self._place(first.element))
        if grid.has_spans:
            spanning = (c.element for r in grid.rows for c in r.cells if c.columns > 1 or c.goes_on)
            self._reading.say(MERGED_CELLS, self._place(next(spanning)))
        header, *others = rows
        cells = [cell for row in rows for cell in row if cell.blocks]
        place = self._place(tbl)
        return Table(
            tuple(_alignment(grid.rows[1:], column) for column in range(grid.width)),
            _without_bold(header),
            tuple(others),
            span=place.to(cells[-1].span) if cells else place,
        )

    def _row(self, row: PlacedRow, width: int, depth: int) -> Row:
        filled: list[Cell] = [Cell(())] * width
        for cell in row.cells:
            blocks = self._cell_blocks(cell.element, depth, in_cell=True)
            if blocks or not cell.goes_on:
                place = self._place(cell.element)
                span = place.to(blocks[-1].span) if blocks else place
                filled[cell.column] = Cell(blocks, span)
        return tuple(filled)

    def _cell_blocks(self, cell: Element, depth: int, *, in_cell: bool) -> Blocks:
        """The blocks of a cell. Those in a table that stays one can't be headings."""
        blocks: list[Block] = []
        waiting: list[Element] = []
        for element in cell:
            if element.tag == _TBL:
                blocks += self._read_blocks(waiting)
                waiting = []
                blocks += self.read(element, depth + 1, in_cell=in_cell)
            elif element.tag != _TCPR:
                waiting.append(element)
        blocks += self._read_blocks(waiting)
        return tuple(map(_for_cell, blocks)) if in_cell else tuple(blocks)

    # --- one that does not -------------------------------------------------------------------

    def _dissolved(self, grid: Grid, depth: int, *, in_cell: bool) -> Blocks:
        """What stands in the cells of a layout table, in order."""
        return tuple(
            block
            for row in grid.rows
            for cell in row.cells
            for block in self._cell_blocks(cell.element, depth, in_cell=in_cell)
        )

    def _lines(self, grid: Grid, depth: int) -> Iterator[Paragraph]:
        """Each row as a paragraph."""
        for row in grid.rows:
            cells = [self._cell_blocks(cell.element, depth, in_cell=True) for cell in row.cells]
            yield from _line(cells)

    def _too_much(self, tbl: Element) -> Blocks:
        """The rows of a table that is too deep or too large, each as a paragraph."""
        self._reading.say(TABLE_AS_LINES, self._place(tbl))
        lines: list[Block] = []
        for row in grid_of(tbl).rows:
            cells = [self._read_blocks(paragraphs_in(cell.element)) for cell in row.cells]
            lines += _line(cells)
        return tuple(lines)

    def _place(self, element: Element) -> Span:
        """The start of the first paragraph in `element`."""
        first = next(element.iter(_P), None)
        number = 1 if first is None else self._reading.number(first)
        return self._reading.span(number, 0, 0)


def _for_cell(block: Block) -> Block:
    """`block` as it may stand in a cell: a heading is a paragraph in bold."""
    if isinstance(block, Heading):
        return Paragraph((Strong(block.inlines, block.span),), block.span, block.language)
    return block


def _line(cells: Iterable[Blocks]) -> Iterator[Paragraph]:
    """A row as one paragraph of all that its cells hold; none where they hold nothing."""
    inlines: list[Inline] = []
    runs = (run for cell in cells for block in walk(cell) for run in inline_runs(block))
    for run in runs:
        if inlines:
            end = inlines[-1].span
            place = Span(end.path, end.end_line, end.end_column, end.end_line, end.end_column)
            inlines.append(replacement(_BETWEEN, place))
        inlines += run
    if inlines:
        yield Paragraph(tuple(inlines), inlines[0].span.to(inlines[-1].span))


def _without_bold(header: Row) -> Row:
    """A header whose words are all bold, without that: writers set headers in bold anyway."""
    filled = [cell for cell in header if cell.blocks]
    if not all(is_bold(cell) for cell in filled):
        return header
    return tuple(replace(cell, blocks=tuple(map(_unbold, cell.blocks))) for cell in header)


def _unbold(block: Block) -> Block:
    match block:
        case Paragraph(inlines=inlines):
            plain = [
                part for i in inlines for part in (i.inlines if isinstance(i, Strong) else (i,))
            ]
            return replace(block, inlines=tuple(plain))
        case _:
            return block


def _alignment(rows: Sequence[PlacedRow], column: int) -> Alignment:
    """How the cells of a column stand (17.3.1.13), where all that say something agree."""
    found: set[str] = set()
    for row in rows:
        for cell in row.cells:
            if cell.column == column and not cell.goes_on:
                first = next(inside(cell.element, _P), None)
                if first is not None and next(first.iter(qname("w:t")), None) is not None:
                    found.add(value(first, "w:pPr", "w:jc"))
    return _JUSTIFIED.get(found.pop(), Alignment.NONE) if len(found) == 1 else Alignment.NONE
