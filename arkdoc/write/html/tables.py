"""Tables → HTML, with the scopes a screen reader needs (WCAG 2.1, 1.3.1; PDF/UA-1, 7.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from arkdoc.model.nodes import Alignment, Blocks, Cell, Paragraph, Row, Table
from arkdoc.model.revisions import Revision
from arkdoc.model.tree import cell_text
from arkdoc.style.role import Role
from arkdoc.write.html.context import Context
from arkdoc.write.html.inlines import revised, write_caption, write_spoken
from arkdoc.write.html.markup import element, opening

MANY_COLUMNS = 4
VERY_MANY_COLUMNS = 8

WriteBlocks: TypeAlias = Callable[[Blocks, Context], str]
"""What writes the blocks of a cell that holds more than a paragraph."""


def write_table(table: Table, context: Context, write_blocks: WriteBlocks) -> str:
    """A table; on a screen, inside what scrolls by itself when the window is narrow."""
    writer = _CellWriter(replace(context, in_cell=True, depth=0), write_blocks)
    columns = len(table.alignments)
    size = "ark-very-many" if columns >= VERY_MANY_COLUMNS else "ark-many"
    caption = write_caption("caption", table.caption, context)
    markup = element(
        "table",
        f"{caption}{_columns(table)}{_header(table, writer)}{_body(table, writer)}",
        class_=Role.TABLE.css_class,
        id=table.id or None,
    )
    if context.medium == "print" or columns < MANY_COLUMNS:
        return markup
    # What scrolls must be reachable by keyboard (WCAG 2.1, 2.1.1), and what is must be named.
    name = table.caption.lead.rstrip(". ") if table.caption else context.words.table
    return element(
        "div", markup, class_=f"ark-scroll {size}", role="group", aria_label=name, tabindex="0"
    )


def column_class(width: float) -> str:
    """The class that gives a column its width, in thousandths of the table's."""
    return f"ark-col-{round(width * 1000)}"


def _columns(table: Table) -> str:
    columns = "".join(opening("col", class_=column_class(width)) for width in table.widths)
    return element("colgroup", columns) if columns else ""


def _header(table: Table, writer: _CellWriter) -> str:
    """The header row; none when it is empty throughout. An empty cell heads nothing."""
    if not any(map(_has_text, table.header)):
        return ""
    cells = "".join(
        writer.write(cell, alignment, "col", is_header=_has_text(cell))
        for cell, alignment in zip(table.header, table.alignments, strict=True)
    )
    return element("thead", element("tr", cells), class_=Role.TABLE_HEADER.css_class)


def _has_text(cell: Cell) -> bool:
    return bool(cell_text(cell).strip())


def _body(table: Table, writer: _CellWriter) -> str:
    rows = "\n".join(_row(row, table, writer) for row in table.rows)
    return element("tbody", f"\n{rows}\n", class_=Role.TABLE_TEXT.css_class) if rows else ""


def _row(row: Row, table: Table, writer: _CellWriter) -> str:
    cells = []
    change = writer.change(row)
    for column, (cell, alignment) in enumerate(zip(row, table.alignments, strict=True)):
        is_header = table.row_headers and column == 0 and _has_text(cell)
        cells.append(writer.write(cell, alignment, "row", is_header=is_header, change=change))
    return element("tr", "".join(cells))


class _CellWriter:
    """Writes the cells of one table, where `context` is."""

    def __init__(self, context: Context, write_blocks: WriteBlocks) -> None:
        self._context = context
        self._write_blocks = write_blocks

    def change(self, row: Row) -> Revision | None:
        """What was done to a row."""
        return self._context.change(row)

    def write(
        self,
        cell: Cell,
        alignment: Alignment,
        scope: str,
        *,
        is_header: bool,
        change: Revision | None = None,
    ) -> str:
        """A cell, its classes saying where in its column the text stands; `change` is its row's."""
        change = change or self._context.change(cell)
        inset = f" ark-inset-{round(cell.inset * 100)}" if cell.inset else ""
        return element(
            "th" if is_header else "td",
            revised(change, lambda: self._inside(cell), lambda: cell_text(cell)),
            class_=None if alignment is Alignment.NONE else f"ark-align-{alignment.value}{inset}",
            scope=scope if is_header else None,
        )

    def _inside(self, cell: Cell) -> str:
        match cell.blocks:
            case ():
                return ""
            case (Paragraph() as only,):
                return write_spoken(only, self._context)
            case blocks:
                return self._write_blocks(blocks, self._context)
