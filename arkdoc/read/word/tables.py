"""A w:tbl of a Word file → a Table; the blocks of a layout table, the rows of a nested one.

ECMA-376 part 1, 17.4. Cells that are merged become the first of them and empty ones, and a table
always has a header row. No table is left out: what can't be one keeps its words as lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

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
from arkdoc.model.source import Span, whole_span
from arkdoc.model.tree import replacement
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, value
from arkdoc.read.word.head_fields import is_head_table
from arkdoc.read.word.measure_table import is_measure_table
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.table_grid import (
    PARAGRAPHS_AND_EQUATIONS,
    Controls,
    Grid,
    PlacedCell,
    PlacedRow,
    grid_of,
    has_text,
    inside,
    paragraphs_in,
)
from arkdoc.read.word.table_look import (
    all_runs,
    has_row_headers,
    is_bold_cell,
    is_header_by_look,
    is_letterhead,
)
from arkdoc.read.word.tags import DEL, INS, MOVE_FROM, MOVE_TO, TBL, TC, TR, P, w
from arkdoc.rules.word_tables import (
    GUESSED_HEADER,
    LAYOUT_TABLE,
    MERGED_CELLS,
    NESTED_TABLE,
    TABLE_AS_LINES,
)


class ReadBlocks(Protocol):
    """What reads the blocks of a cell: `read_blocks` of `read/word/body`."""

    def __call__(
        self, elements: Iterable[Element], /, *, depth: int, controls: Controls = ()
    ) -> Blocks:
        """The blocks of `elements`, which stand in `depth` tables, `controls` around their cell."""


DEEPEST = 10
"""How deep tables may stand in tables; the deeper are read as lines."""

MOST_CELLS = 30_000
"""How many cells the rectangle of a table may have, those that merging leaves empty too."""

_TCPR = w("tcPr")
_REVISIONS = {INS, DEL, MOVE_TO, MOVE_FROM, w("cellIns"), w("cellDel"), w("cellMerge")}
_BETWEEN = " – "  # what parts the cells of a row that is read as a line
_JUSTIFIED = {
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
    "center": Alignment.CENTER,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
}


def read_table(
    reading: Reading,
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
        self, reading: Reading, read_blocks: ReadBlocks, before_first_heading: bool
    ) -> None:
        self._reading = reading
        self._read_blocks = read_blocks
        self._before_first_heading = before_first_heading

    def read(self, tbl: Element, depth: int, *, in_cell: bool) -> Blocks:
        """The blocks of a table; `in_cell`: of one in the cell of a table that stays one."""
        reading = self._reading
        self._count_revisions(tbl)
        grid = grid_of(tbl)
        if not grid.rows:
            return ()
        is_layout = self._is_layout(tbl, grid)
        reading.cells += 0 if is_layout else len(grid.rows) * grid.width
        if depth >= DEEPEST or reading.cells > MOST_CELLS:
            rule, blocks = TABLE_AS_LINES, self._flat(grid, depth)
        elif is_layout:
            rule, blocks = LAYOUT_TABLE, self._dissolved(grid, depth, in_cell=in_cell)
        elif in_cell:
            rule, blocks = NESTED_TABLE, tuple(self._lines(grid, depth))
        else:
            return (self._table(tbl, grid, depth),)
        if blocks:
            reading.say(rule, self._whole(tbl))
        return blocks

    def _is_layout(self, tbl: Element, grid: Grid) -> bool:
        """Whether a table is there to place things: one column, or a letterhead."""
        if grid.has_header:
            return False
        styles = self._reading.file.styles
        return grid.width == 1 or (self._before_first_heading and is_letterhead(tbl, grid, styles))

    def _count_revisions(self, tbl: Element) -> None:
        """Count rows and cells that were put in or deleted (17.13.5.12 to 17.13.5.19)."""
        for row, _ in inside(tbl, TR):
            about = [child(row, "w:trPr")]
            about += [child(cell, "w:tcPr") for cell, _ in inside(row, TC)]
            for properties in about:
                for change in () if properties is None else properties:
                    if change.tag in _REVISIONS:
                        self._reading.revised(change, self._number(row))

    # --- a table that stays one --------------------------------------------------------------

    def _table(self, tbl: Element, grid: Grid, depth: int) -> Table:
        rows = [self._row(row, grid.width, depth) for row in grid.rows]
        first = grid.rows[0]
        names_fields = is_head_table(rows) or is_measure_table(rows)
        styles = self._reading.file.styles
        if not (first.is_header or names_fields or is_header_by_look(tbl, grid, rows, styles)):
            self._reading.say(GUESSED_HEADER, self._whole(first.element))
        if grid.has_spans:
            spanning = (c.element for r in grid.rows for c in r.cells if c.columns > 1 or c.goes_on)
            self._reading.say(MERGED_CELLS, self._whole(next(spanning)))
        header, *others = rows
        cells = [cell for row in rows for cell in row if cell.blocks]
        place = self._place(tbl)
        return Table(
            tuple(_alignment(grid.rows[1:], column) for column in range(grid.width)),
            without_bold(header),
            tuple(others),
            row_headers=grid.width > 1 and has_row_headers(tbl, styles),
            span=place.to(cells[-1].span) if cells else place,
        )

    def _row(self, row: PlacedRow, width: int, depth: int) -> Row:
        filled: list[Cell] = [Cell(())] * width
        for cell in row.cells:
            blocks = self._cell_blocks(cell, depth, in_cell=True)
            if blocks or not cell.goes_on:
                place = self._place(cell.element)
                span = place.to(blocks[-1].span) if blocks else place
                filled[cell.column] = Cell(blocks, span)
        return tuple(filled)

    def _cell_blocks(self, cell: PlacedCell, depth: int, *, in_cell: bool) -> Blocks:
        """The blocks of a cell. Those in a table that stays one can't be headings."""
        blocks: list[Block] = []
        for is_table, group in groupby(cell.element, lambda element: element.tag == TBL):
            if is_table:
                for table in group:
                    blocks += self.read(table, depth + 1, in_cell=in_cell)
            else:
                own = [element for element in group if element.tag != _TCPR]
                blocks += self._read_blocks(own, depth=depth + 1, controls=cell.controls)
        return tuple(map(for_cell, blocks)) if in_cell else tuple(blocks)

    # --- one that does not -------------------------------------------------------------------

    def _dissolved(self, grid: Grid, depth: int, *, in_cell: bool) -> Blocks:
        """What stands in the cells of a layout table, in order."""
        return tuple(
            block
            for row in grid.rows
            for cell in row.cells
            for block in self._cell_blocks(cell, depth, in_cell=in_cell)
        )

    def _lines(self, grid: Grid, depth: int) -> Iterator[Paragraph]:
        """Each row as a paragraph."""
        for row in grid.rows:
            cells = [self._cell_blocks(cell, depth, in_cell=True) for cell in row.cells]
            yield from row_line(cells)

    def _flat(self, grid: Grid, depth: int) -> Blocks:
        """Each row as a paragraph, with all that stands in tables in it."""
        return tuple(
            line
            for row in grid.rows
            for line in row_line(
                self._read_blocks(
                    paragraphs_in(cell.element), depth=depth + 1, controls=cell.controls
                )
                for cell in row.cells
            )
        )

    # --- places ------------------------------------------------------------------------------

    def _number(self, element: Element) -> int:
        """The number of the first paragraph in `element`, or of an equation before it."""
        first = next(element.iter(*PARAGRAPHS_AND_EQUATIONS), None)
        return 1 if first is None else max(1, self._reading.number(first))

    def _place(self, element: Element) -> Span:
        """Where `element` begins."""
        return self._reading.span(self._number(element), 0, 0)

    def _whole(self, element: Element) -> Span:
        """The first paragraph in `element`."""
        return self._reading.whole(self._number(element))


def for_cell(block: Block) -> Block:
    """`block` as it may stand in a cell: a heading is a paragraph in bold."""
    if isinstance(block, Heading):
        return Paragraph((Strong(block.inlines, block.span),), block.span, block.language)
    return block


def row_line(cells: Iterable[Blocks]) -> Iterator[Paragraph]:
    """A row as one paragraph of all that its cells hold; none where they hold nothing."""
    inlines: list[Inline] = []
    for run in (run for cell in cells for run in all_runs(cell)):
        if inlines:
            end = inlines[-1].span
            place = Span(end.path, end.end_line, end.end_column, end.end_line, end.end_column)
            inlines.append(replacement(_BETWEEN, place))
        inlines += run
    if inlines:
        yield Paragraph(tuple(inlines), whole_span(inlines))


def without_bold(header: Row) -> Row:
    """A header whose words are all bold, without that: writers set headers in bold anyway."""
    if not all(map(is_bold_cell, header)):
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
                first, _ = next(inside(cell.element, P), (None, ()))
                if first is not None and has_text(first):
                    found.add(value(first, "w:pPr", "w:jc"))
    return _JUSTIFIED.get(found.pop(), Alignment.NONE) if len(found) == 1 else Alignment.NONE
