"""A table of both readings → edits of its cells and rows, or of the whole where columns changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.model import EditKind
from arkdoc.back.notes import NoteBook
from arkdoc.back.origins import SourceAtom, SourceBlock, cell_atoms, cell_parts
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import Atoms, PrintedBlock, PrintedCell, text_of
from arkdoc.back.reasons import NOT_WRITTEN
from arkdoc.back.runs import inlines_of_atoms, plain_blocks
from arkdoc.back.text_patches import RunSource, made_atom, patch_run, target_atoms_of
from arkdoc.compare.align import Compared, MatchKind, align
from arkdoc.model.marker import BULLET
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Cell,
    ListBlock,
    ListItem,
    Paragraph,
    Row,
    Table,
)
from arkdoc.write.markdown.tables import cell_text, table_lines

Rows = Sequence[Sequence[PrintedCell]]


class TablePatches:
    """Makes the drafts of what changed in tables that stay."""

    def __init__(self, comparison: Comparison, notes: NoteBook) -> None:
        self._c = comparison
        self._notes = notes
        self._texts = comparison.origins.texts

    def make(self, mine: int, number: int, origin: SourceBlock) -> list[Draft]:
        """The drafts of one table: its cells and rows, or the whole of it."""
        old, new = self._c.old[mine], self._c.new[number]
        draft = Draft(EditKind.TABLE, mine, number, origin.path, origin.unit)
        if not isinstance(origin.node, Table) or not new.rows:
            draft.reason = NOT_WRITTEN
            return [draft]
        for row in new.rows:
            for cell in row:
                self._notes.write(cell.atoms, origin.path, draft)
        if len(old.rows[0]) == len(new.rows[0]) and len(old.rows) == 1 + len(origin.node.rows):
            edits = self._by_rows(old, new, origin, origin.node)
        else:
            edits = None
        if edits is None:
            edits = self._whole(old, new, origin)
        if edits is None:
            draft.reason = NOT_WRITTEN
        else:
            draft.edits += edits
        return [draft]

    def _by_rows(
        self, old: PrintedBlock, new: PrintedBlock, origin: SourceBlock, node: Table
    ) -> list[TextEdit] | None:
        """Edits of single cells and rows; None where a row has no line of its own."""
        written = (node.header, *node.rows)
        lines = [next((cell.span.line for cell in row if cell.span.line), 0) for row in written]
        if not all(lines) or len(set(lines)) != len(lines):
            return None
        edits: list[TextEdit] = []
        last = 0
        matches = align(row_items(old), row_items(new))
        if any(m.kind is MatchKind.MOVED for m in matches) or (0, 0) not in {
            (m.old, m.new) for m in matches
        }:
            return None
        for match in matches:
            if match.kind is MatchKind.REMOVED:
                # With the end of the line above: what is put in below stays apart from the rest.
                start = self._texts.line_end(origin.path, lines[match.old] - 1)
                end = self._texts.line_end(origin.path, lines[match.old])
                edits.append(TextEdit(origin.path, start, end, ""))
                continue
            if match.kind is MatchKind.ADDED:
                made = self._row(new.rows[match.new], origin, lines[max(last, 0)] + (last == 0))
                if made is None:
                    return None
                edits.append(made)
                continue
            last = match.old
            made_cells = self._cells(old, new, match.old, match.new, origin, written[match.old])
            if made_cells is None:
                return None
            edits += made_cells
        return edits

    def _row(
        self, cells: Sequence[PrintedCell], origin: SourceBlock, after: int
    ) -> TextEdit | None:
        """A new row below line `after`."""
        source = self._c.no_source(origin.path, in_cell=True)
        texts = []
        for cell in cells:
            made = written_cell(cell.atoms, source)
            if made is None:
                return None
            texts.append(cell_text(made))
        line = self._texts.line(origin.path, after)
        indent = line[: len(line) - len(line.lstrip(" \t>"))]
        end = self._texts.line_end(origin.path, after)
        return TextEdit(origin.path, end, end, f"\n{indent}| {' | '.join(texts)} |")

    def _cells(
        self,
        old: PrintedBlock,
        new: PrintedBlock,
        mine: int,
        number: int,
        origin: SourceBlock,
        written: Row,
    ) -> list[TextEdit] | None:
        edits: list[TextEdit] = []
        triples = zip(old.rows[mine], new.rows[number], written, strict=False)
        for one, other, cell in triples:
            if one.atoms == other.atoms:
                continue
            made = self._cell(one, other, cell, origin)
            if made is None:
                return None
            edits += made
        return edits

    def _cell(
        self, one: PrintedCell, other: PrintedCell, cell: Cell, origin: SourceBlock
    ) -> Sequence[TextEdit] | None:
        parts = list(cell_parts(cell.blocks))
        is_simple = len(parts) == 1 and parts[0][0] == "paragraph"
        has_parts = any(atom.thing == "part" for atom in (*one.atoms, *other.atoms))
        if is_simple and not has_parts and other.atoms:
            atoms = cell_atoms(cell, self._texts)
            source = self._c.run_in(origin, parts[0][1], atoms, in_cell=True)
            return patch_run(one.atoms, other.atoms, source)
        return self._cell_anew(one, other, cell, origin)

    def _cell_anew(
        self, one: PrintedCell, other: PrintedCell, cell: Cell, origin: SourceBlock
    ) -> Sequence[TextEdit] | None:
        """A whole cell, between its bars."""
        path = origin.path
        if not cell.span.line or cell.span.line != cell.span.end_line:
            return None
        start = self._texts.offset(path, cell.span.line, cell.span.column)
        end = self._texts.offset(path, cell.span.end_line, cell.span.end_column)
        source = replace(
            self._c.no_source(path, in_cell=True),
            text=self._texts.text(path),
            atoms=cell_atoms(cell, self._texts),
        )
        made = written_cell(other.atoms, source, one.atoms)
        if made is None:
            return None
        written = cell_text(made)
        text = self._texts.text(path)
        if start == end:
            before, after = text[start - 1 : start], text[end : end + 1]
            written = f"{' ' if before == '|' else ''}{written}{' ' if after == '|' else ''}"
        return (TextEdit(path, start, end, written),)

    def _whole(
        self, old: PrintedBlock, new: PrintedBlock, origin: SourceBlock
    ) -> list[TextEdit] | None:
        """The table written anew, its caption's line left alone."""
        lines = written_table(
            new, self._c.no_source(origin.path, in_cell=True), _alignments(old, new, origin)
        )
        if lines is None:
            return None
        first = self._texts.line(origin.path, origin.first)
        indent = first[: len(first) - len(first.lstrip(" \t>"))]
        start = self._texts.offset(origin.path, origin.first, 1)
        end = self._texts.line_end(origin.path, origin.last)
        written = "\n".join(indent + line for line in lines)
        return [TextEdit(origin.path, start, end, written)]


def row_items(block: PrintedBlock) -> list[Compared]:
    """The rows as they are compared; the first is the header."""
    found = []
    for n, row in enumerate(block.rows):
        text = "\n".join(text_of(cell.atoms) for cell in row)
        names = block.row_names[n] if n < len(block.row_names) else ()
        key = next((name for name in names if name.startswith("_ark_")), "")
        form = tuple(cell.atoms for cell in row)
        found.append(Compared("header/row" if not n else "row/row", text, key, form))
    return found


def _alignments(
    old: PrintedBlock, new: PrintedBlock, origin: SourceBlock
) -> tuple[Alignment, ...] | None:
    """How the columns that stay were written to stand."""
    if not isinstance(origin.node, Table):
        return None
    known = {
        text_of(cell.atoms): alignment
        for cell, alignment in zip(old.rows[0], origin.node.alignments, strict=False)
    }
    said = new.table.alignments if new.table else (Alignment.NONE,) * len(new.rows[0])
    return tuple(
        known.get(text_of(cell.atoms), alignment)
        for cell, alignment in zip(new.rows[0], said, strict=False)
    )


def written_table(
    block: PrintedBlock,
    source: RunSource,
    alignments: tuple[Alignment, ...] | None = None,
) -> list[str] | None:
    """The lines of a table, without its caption; None where something can't be written."""
    rows: list[Row] = []
    for row in block.rows:
        cells = []
        for cell in row:
            made = written_cell(cell.atoms, source)
            if made is None:
                return None
            cells.append(made)
        rows.append(tuple(cells))
    columns = alignments or (Alignment.NONE,) * len(rows[0])
    table = Table(columns, rows[0], tuple(rows[1:]))
    return table_lines(table)


def written_cell(atoms: Atoms, source: RunSource, old: Atoms = ()) -> Cell | None:
    """A cell to be written, of its paragraphs and items; `old` is what it was printed as."""
    made: list[SourceAtom] = []
    if old:
        found = target_atoms_of(old, atoms, source)
        if found is None:
            return None
        made = found
    else:
        for atom in atoms:
            each = (
                SourceAtom(atom.sign, atom.look, "part")
                if atom.thing == "part"
                else made_atom(atom, -1, source)
            )
            if each is None:
                return None
            made.append(each)
    blocks = plain_blocks(_cell_blocks(made), {a.sign for a in made if a.thing == "note"})
    return Cell(blocks)


def _cell_blocks(atoms: Sequence[SourceAtom]) -> Blocks:
    parts: list[tuple[str, list[SourceAtom]]] = [("paragraph", [])]
    for atom in atoms:
        if atom.thing == "part":
            parts.append((atom.sign, []))
        else:
            parts[-1][1].append(atom)
    blocks: list[Block] = []
    for kind, inside in parts:
        if not inside:
            continue
        paragraph = Paragraph(inlines_of_atoms(inside))
        last = blocks[-1] if blocks else None
        if kind == "item" and isinstance(last, ListBlock):
            blocks[-1] = replace(last, items=(*last.items, ListItem((paragraph,))))
        elif kind == "item":
            blocks.append(ListBlock(BULLET, (ListItem((paragraph,)),)))
        else:
            blocks.append(paragraph)
    return tuple(blocks)
