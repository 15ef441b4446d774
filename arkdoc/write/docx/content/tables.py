"""Tables: Table → w:tbl, row by row as elements, so that long ones take no longer a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from arkdoc.model.nodes import Alignment, Blocks, Cell, Inlines, Paragraph, Table
from arkdoc.model.tree import cell_text, plain_text
from arkdoc.ooxml.oxml import Element, clean, paragraph, w
from arkdoc.ooxml.revisions import TrackedChange
from arkdoc.ooxml.units import mm, pt
from arkdoc.style.role import Role
from arkdoc.style.text_width import text_width
from arkdoc.write.docx.content.context import BlockContext, CellContext, InlineContext
from arkdoc.write.docx.content.inlines import write_inlines
from arkdoc.write.docx.styles.variants import Position, Variant

_MOST_LINES = 4
_NO_BANDS = 0x0600
_FIRST_ROW = 0x0020
_FIRST_COLUMN = 0x0080
_JUSTIFIED = {
    Alignment.LEFT: "left",
    Alignment.CENTER: "center",
    Alignment.RIGHT: "right",
    Alignment.NONE: None,
}


WriteCell: TypeAlias = Callable[[Blocks, BlockContext], list[Element]]
"""What writes the blocks of a cell that holds more than a paragraph."""


def table_element(
    table: Table,
    place: BlockContext,
    context: InlineContext,
    write_cell: WriteCell,
    change: TrackedChange | None = None,
) -> Element:
    """The table (17.4.37), as wide as the place is; its header row returns on every page.

    `change` is what was done to the whole of it, where anything was.
    """
    box = place.position.box if not place.position.inner else None
    indent, measure = _extent(place, context, box)
    widths = _widths(table, measure)
    style = context.shared.styles.table(box)
    element = w("tbl", _properties(table, style, indent, sum(widths)))
    element.append(w("tblGrid", *(w("gridCol", w=width) for width in widths)))
    rows = _RowWriter(table, widths, place, context, write_cell, change)
    element.append(rows.write(table.header, header=True))
    last_but_one = len(table.rows) - 2
    for index, row in enumerate(table.rows):
        # No table's last row is left alone below the header that returns, but where that would
        # cost a hole.
        kept = index == last_but_one and all(map(rows.is_low, table.rows[index:]))
        element.append(rows.write(row, kept=kept))
    return element


def _widths(table: Table, measure: int) -> list[int]:
    """The columns in twips, summing to the measure but for rounding."""
    columns = len(table.alignments)
    shares = table.widths or (1 / columns,) * columns
    return [max(1, round(share * measure)) for share in shares]


def _extent(place: BlockContext, context: InlineContext, box: Role | None) -> tuple[int, int]:
    """Where the table begins and how wide it is; one in a box reaches its borders."""
    position = place.position
    if position.box is None:
        return position.indent, context.measure
    outer = context.shared.styles.format(Variant(position.box))
    if box is None:
        return position.indent + outer.left + position.inner, context.measure
    border = mm(context.shared.theme[box].indent)
    return position.indent + border, context.measure + outer.left + outer.right - border


def _properties(table: Table, style: str, indent: int, width: int) -> Element:
    caption = table.caption
    description = clean(plain_text(caption.inlines)) if caption else ""
    return w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=indent, type="dxa"),
        w("tblLayout", type="fixed"),
        table_look(header=True, row_headers=table.row_headers),
        w("tblCaption", val=clean(caption.lead) + description) if caption else None,
        w("tblDescription", val=description) if caption else None,
    )


def table_look(*, header: bool, row_headers: bool) -> Element:
    """Which rows and columns the table's style sets apart (17.4.55); there are no bands."""
    look = _NO_BANDS | _FIRST_ROW * header | _FIRST_COLUMN * row_headers
    return w(
        "tblLook",
        val=f"{look:04X}",
        firstRow=int(header),
        lastRow=0,
        firstColumn=int(row_headers),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )


class _RowWriter:
    """Writes the rows of one table, whose columns are `widths` wide in twips."""

    def __init__(
        self,
        table: Table,
        widths: list[int],
        place: BlockContext,
        context: InlineContext,
        write_cell: WriteCell,
        change: TrackedChange | None,
    ) -> None:
        self._table = table
        self._widths = widths
        self._place = place
        self._context = context
        self._write_cell = write_cell
        self._change = change

    def is_low(self, row: tuple[Cell, ...]) -> bool:
        """Whether a row has about `_MOST_LINES` at most."""
        theme = self._context.shared.theme
        style, padding = theme[Role.TABLE_TEXT], pt(theme[Role.TABLE].padding)
        return all(
            pt(text_width(cell_text(cell), style.font.word) * style.size)
            <= _MOST_LINES * max(width - 2 * padding, 1)
            for cell, width in zip(row, self._widths, strict=True)
        )

    def write(self, row: tuple[Cell, ...], *, header: bool = False, kept: bool = False) -> Element:
        """A row (17.4.79)."""
        padding = pt(self._context.shared.theme[Role.TABLE].padding)
        role = Role.TABLE_HEADER if header else Role.TABLE_TEXT
        properties = w("trPr", w("cantSplit"), w("tblHeader") if header else None)
        change = self._context.shared.change(row) or self._change
        if change:
            change.row(properties)
        element = w("tr", properties)
        for column, (cell, width) in enumerate(zip(row, self._widths, strict=True)):
            bold = header or (self._table.row_headers and column == 0)
            side = _JUSTIFIED[self._table.alignments[column]] or ""
            own = self._context.shared.change(cell)
            about = CellContext(width - 2 * padding, bold, side, kept, change or own)
            content = self._cell(cell, role, about)
            about_cell = w("tcPr", w("tcW", w=width, type="dxa"))
            if own:
                own.cell(about_cell)
            element.append(w("tc", about_cell, *content))
        return element

    def _cell(self, cell: Cell, role: Role, about: CellContext) -> list[Element]:
        context = self._context
        inset = pt(cell.inset * context.shared.theme[role].size)
        place = BlockContext(
            self._place.language, self._place.landscape, role, Position(inset=inset), cell=about
        )
        match cell.blocks:
            case ():
                inlines: Inlines = ()
            case (Paragraph() as only,):
                inlines = only.inlines
                context = replace(context, language=only.language or context.language)
            case blocks:
                return self._write_cell(blocks, place)
        properties = w(
            "pPr",
            w("pStyle", val=context.shared.styles.paragraph(place.variant(role))),
            w("jc", val=about.align) if about.align else None,
        )
        inside = replace(context, measure=about.width, bold=about.bold)
        content = write_inlines(inlines, inside)
        if about.change:
            content = about.change.paragraph(properties, content)
        return [paragraph(properties, content)]
