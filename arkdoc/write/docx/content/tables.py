"""Tables: Table → w:tbl, row by row as elements, so that long ones take no longer a row."""

from __future__ import annotations

from dataclasses import replace

from arkdoc.model.nodes import Alignment, Cell, Table
from arkdoc.model.tree import plain_text
from arkdoc.ooxml.oxml import Element, clean, paragraph, w
from arkdoc.ooxml.units import mm, pt
from arkdoc.style.role import Role
from arkdoc.write.docx.content.context import BlockContext, InlineContext
from arkdoc.write.docx.content.inlines import write_inlines
from arkdoc.write.docx.styles.variants import Adjustment, Position, Variant

_LOOK = 0x0620  # a header row, no bands (17.4.55)
_FIRST_COLUMN = 0x0080
_JUSTIFIED = {
    Alignment.LEFT: "left",
    Alignment.CENTER: "center",
    Alignment.RIGHT: "right",
    Alignment.NONE: None,
}


def table_element(table: Table, place: BlockContext, context: InlineContext) -> Element:
    """The table (17.4.37), as wide as the place is; its header row returns on every page."""
    box = place.position.box if not place.position.inner else None
    indent, measure = _extent(place, context, box)
    widths = _widths(table, measure)
    style = context.shared.styles.table(box)
    element = w("tbl", _properties(table, style, indent, sum(widths)))
    element.append(w("tblGrid", *(w("gridCol", w=width) for width in widths)))
    element.append(_row(table, table.header, widths, context, header=True))
    last_but_one = len(table.rows) - 2
    for index, row in enumerate(table.rows):
        # No table's last row is left alone below the header that returns.
        element.append(_row(table, row, widths, context, kept=index == last_but_one))
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
    look = _LOOK | (_FIRST_COLUMN if table.row_headers else 0)
    caption = table.caption
    description = clean(plain_text(caption.inlines)) if caption else ""
    return w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=indent, type="dxa"),
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val=f"{look:04X}",
            firstRow=1,
            lastRow=0,
            firstColumn=int(table.row_headers),
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        w("tblCaption", val=clean(caption.lead) + description) if caption else None,
        w("tblDescription", val=description) if caption else None,
    )


def _row(
    table: Table,
    row: tuple[Cell, ...],
    widths: list[int],
    context: InlineContext,
    *,
    header: bool = False,
    kept: bool = False,
) -> Element:
    padding = pt(context.shared.theme[Role.TABLE].padding)
    element = w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else None))
    for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
        bold = header or (table.row_headers and column == 0)
        inside = replace(context, measure=width - 2 * padding, bold=bold)
        style = Role.TABLE_HEADER if header else Role.TABLE_TEXT
        side = _JUSTIFIED[table.alignments[column]]
        about = w(
            "pPr",
            w("pStyle", val=_style(style, cell, context, kept=kept)),
            w("jc", val=side) if side else None,
        )
        text = paragraph(about, write_inlines(cell.inlines, inside))
        element.append(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), text))
    return element


def _style(role: Role, cell: Cell, context: InlineContext, *, kept: bool) -> str:
    inset = pt(cell.inset * context.shared.theme[role].size)
    variant = Variant(role, Position(inset=inset))
    if kept:
        variant = variant.adjusted(Adjustment.KEPT)
    return context.shared.styles.paragraph(variant)
