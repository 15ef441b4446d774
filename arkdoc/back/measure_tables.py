"""A table of measures that was changed in Word → edits of the list of measures, and questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.field_patches import FieldPatches, label_of, value_to_write
from arkdoc.back.field_values import FieldValues
from arkdoc.back.model import EditKind
from arkdoc.back.origins import SourceBlock
from arkdoc.back.patches import TextEdit, edited_text
from arkdoc.back.printed import Atom, Atoms, PrintedBlock, PrintedCell, text_of
from arkdoc.back.reasons import NOT_WRITTEN
from arkdoc.back.table_patches import Rows, row_items
from arkdoc.compare.align import Match, MatchKind, align
from arkdoc.model.nodes import Table
from arkdoc.read.front_matter import schema

Moved = tuple[list[TextEdit], set[TextEdit]]
"""The edits that put measures in another order, and those of their fields that are made in them."""


class MeasureTables:
    """Makes the drafts of what changed in tables of measures."""

    def __init__(self, comparison: Comparison, fields: FieldPatches) -> None:
        self._c = comparison
        self._fields = fields

    def make(self, mine: int, number: int, origin: SourceBlock) -> list[Draft]:
        """The drafts of one table: a question for each status, and all the rest as one."""
        old, new = self._c.old[mine], self._c.new[number]
        draft = Draft(EditKind.FIELD, mine, number, origin.path, origin.unit)
        values = self._fields.values(origin.path)
        measures = values.items("tiltak")
        is_whole = isinstance(origin.node, Table) and len(old.rows) == len(measures) + 1
        matches = (
            align(row_items(old), row_items(new)) if is_whole and _has_columns(old, new) else ()
        )
        rows = [match for match in matches if match.old and match.new]
        if len(rows) != len(matches) - 1 or not any(_stays(match) for match in rows):
            draft.reason = NOT_WRITTEN
            return [draft]
        found = [*self._cells(draft, measures, old, new, rows)]
        moved: Moved | None = [], set()
        if _has_other_order(rows):
            is_asked = any(each.question for each in found)
            own = [edit for each in found for edit in each.edits]
            moved = None if is_asked else _in_order(values, measures, rows, own)
        edits = self._rows(draft, values, measures, new.rows, rows)
        if edits is None or moved is None:
            draft.reason = NOT_WRITTEN
            return _together(draft, found)
        draft.edits += [*moved[0], *edits]
        for each in found:
            each.edits = [edit for edit in each.edits if edit not in moved[1]]
        return _together(draft, found)

    # --- rows --------------------------------------------------------------------------------

    def _rows(
        self,
        draft: Draft,
        values: FieldValues,
        measures: Sequence[schema.Node],
        new: Rows,
        matches: Sequence[Match],
    ) -> list[TextEdit] | None:
        """The edits of rows that have come or gone; None where there are none such."""
        edits: list[TextEdit | None] = []
        places = iter(sorted(match.old - 1 for match in filter(_stays, matches)))
        labels = [text_of(cell.atoms) for cell in new[0]]
        last = -1
        for match in matches:
            if match.new < 0:
                edits.append(values.without_item(measures[match.old - 1]))
            elif match.old < 0:
                fields = [*self._fields_of(draft, labels, new[match.new])]
                is_known = {"navn", "status"} <= {name for name, text in fields if text}
                beside, is_before = measures[max(last, 0)], last < 0
                made = values.item_beside(beside, fields, is_before=is_before)
                edits.append(made if is_known and all(text for _, text in fields) else None)
            else:
                last = next(places)
        known = [edit for edit in edits if edit is not None]
        return known if len(known) == len(edits) else None

    def _fields_of(
        self, draft: Draft, labels: Sequence[str], row: Sequence[PrintedCell]
    ) -> Iterator[tuple[str, str]]:
        """The fields of a row that has come, each with what is to be written."""
        for label, cell in zip(labels, row, strict=True):
            name, _ = label_of(f"{label}:")
            for told, atoms in [(name, cell.atoms)] if name else _told(cell.atoms):
                if text_of(atoms).strip():
                    yield told, self._fields.written(draft, told, atoms) if told else ""

    # --- cells -------------------------------------------------------------------------------

    def _cells(
        self,
        draft: Draft,
        measures: Sequence[schema.Node],
        old: PrintedBlock,
        new: PrintedBlock,
        matches: Sequence[Match],
    ) -> Iterator[Draft]:
        labels = [text_of(cell.atoms) for cell in old.rows[0]]
        for match in filter(_stays, matches):
            cells = zip(labels, old.rows[match.old], new.rows[match.new], strict=True)
            for label, cell, new_cell in cells:
                if cell.atoms != new_cell.atoms:
                    one = Draft(draft.kind, draft.old, draft.new, draft.path, draft.unit)
                    self._cell(one, measures[match.old - 1], label, cell, new_cell)
                    yield one

    def _cell(
        self,
        draft: Draft,
        measure: schema.Node,
        label: str,
        old: PrintedCell,
        new: PrintedCell,
    ) -> None:
        name, _ = label_of(f"{label}:")
        if name == "status":
            self._fields.ask(draft, measure, text_of(old.atoms), text_of(new.atoms))
            return
        if name:
            self._cell_value(draft, measure, name, old.atoms, new.atoms)
            return
        before, after = list(_told(old.atoms)), list(_told(new.atoms))
        if [one[0] for one in before] != [one[0] for one in after]:
            draft.reason = NOT_WRITTEN
            return
        for (told, one), (_, other) in zip(before, after, strict=True):
            if one != other:
                self._cell_value(draft, measure, told, one, other)

    def _cell_value(
        self, draft: Draft, measure: schema.Node, name: str, old: Atoms, new: Atoms
    ) -> None:
        values = self._fields.values(draft.path)
        field = values.field_of(measure, name)
        if field is None:
            text = value_to_write(name, text_of(new).strip())
            edit = values.added(measure, name, text) if name and text else None
            if edit is None:
                draft.reason = NOT_WRITTEN
            else:
                draft.edits.append(edit)
        elif isinstance(field.value, schema.Scalar):
            self._fields.change(draft, field, old, new)
        else:
            draft.reason = NOT_WRITTEN


def _has_columns(old: PrintedBlock, new: PrintedBlock) -> bool:
    """Whether the columns are what they were."""
    headers = [[cell.atoms for cell in each.rows[0]] if each.rows else [] for each in (old, new)]
    return headers[0] == headers[1] and all(len(row) == len(headers[0]) for row in new.rows)


def _stays(match: Match) -> bool:
    return match.old >= 0 and match.new >= 0


def _has_other_order(matches: Sequence[Match]) -> bool:
    return any(match.kind is MatchKind.MOVED for match in matches)


def _in_order(
    values: FieldValues,
    measures: Sequence[schema.Node],
    matches: Sequence[Match],
    own: Sequence[TextEdit],
) -> Moved | None:
    """The edits that put the measures in the order of the rows, and those of `own` made in them."""
    wanted = [match.old - 1 for match in filter(_stays, matches)]
    edits: list[TextEdit] = []
    made: set[TextEdit] = set()
    for at, measure in zip(sorted(wanted), wanted, strict=True):
        first, last = values.item_lines(measures[measure])
        place = values.item_lines(measures[at])
        if not first or not place[0]:
            return None
        if at == measure:
            continue
        whole = values.replaced(first, last, "")
        inside = [edit for edit in own if whole.start <= edit.start <= whole.end]
        if any(edit.end > whole.end for edit in inside):
            return None
        made.update(inside)
        text = edited_text(
            values.text_of(first, last), (_from(each, whole.start) for each in inside)
        )
        edits.append(values.replaced(*place, text))
    return edits, made


def _from(edit: TextEdit, start: int) -> TextEdit:
    """An edit of a text as one of what begins at `start` in it."""
    return replace(edit, start=edit.start - start, end=edit.end - start)


def _together(draft: Draft, found: Sequence[Draft]) -> list[Draft]:
    """The drafts of single cells: those that are asked by themselves, the others as one."""
    asked = [each for each in found if each.question]
    for each in found:
        if not each.question:
            draft.edits += each.edits
            draft.reason = draft.reason or each.reason
    has_own = bool(draft.edits or draft.reason or len(asked) < len(found))
    return [*([draft] if has_own else []), *asked]


def _told(atoms: Atoms) -> Iterator[tuple[str, Atoms]]:
    """The fields that stand in one cell, each with its name and its value."""
    part: list[Atom] = []
    for atom in (*atoms, Atom("", thing="part")):
        if atom.thing != "part":
            part.append(atom)
            continue
        if part:
            name, label = label_of(text_of(part))
            yield name, tuple(part[len(label) :])
        part = []
