"""The rows of a form and the lines of the unit tree → the lines of the tree that the rows say.

A unit that says what it did, and whose sub-units do, keeps its lines, further in or out where it
has moved; of one that was changed, the other fields keep theirs. Fields that arkdoc doesn't know,
and comments, go where their unit goes; comments above one that is taken out stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from arkdoc.deliver.field_lines import (
    Change,
    FieldPart,
    FieldParts,
    Lines,
    Ready,
    Rewriting,
    below,
    comment_after,
    is_in_brackets,
    parts_of_fields,
    parts_of_list,
)
from arkdoc.deliver.unit_rows import UnitBranch, UnitNode, UnitRow, branches, row_fields
from arkdoc.deliver.written_fields import STEP, Value, in_one_line, item_lines, value_of
from arkdoc.fields import tables
from arkdoc.model.names import fold
from arkdoc.read.front_matter import schema

_UNITS = "enheter"
_NAMES = tuple((field.name,) for field in tables.UNIT)


@dataclass(frozen=True, slots=True)
class _UnitItem:
    """The lines of a unit whose hyphen stands at `column`; `fields` where they have one each."""

    part: FieldPart
    column: int
    fields: FieldParts | None

    @property
    def units(self) -> FieldPart | None:
        """The field with its sub-units."""
        parts = self.fields.parts if self.fields else ()
        return next((part for part in parts if fold(part.key) == _UNITS), None)


def unit_lines(
    part: FieldPart | None, column: int, old: Sequence[UnitNode], rows: Sequence[UnitRow],
    rewriting: Rewriting,
) -> tuple[Lines, Lines]:  # fmt: skip
    """The lines of the field `enheter` that says `rows`, and comments that go below it.

    `part` is the field as it is, at `column`, with the units `old`; None where there is none.
    """
    writer = _UnitWriter(part, old, rows, rewriting)
    return writer.field(part, branches(rows), column), writer.left_over


class _UnitWriter:
    def __init__(
        self, part: FieldPart | None, old: Sequence[UnitNode], rows: Sequence[UnitRow],
        rewriting: Rewriting,
    ) -> None:  # fmt: skip
        self._rewriting = rewriting
        self._known: dict[str, UnitNode] = {}
        self._items: dict[int, _UnitItem] = {}
        if part:
            self._find(part)
        stays = {row.id for row in rows}
        self._more_above: dict[str, Lines] = {}
        above: Lines = ()
        for unit in (each for top in old for each in top.walk()):
            item = self._items.get(id(unit.node))
            if unit.row.id in stays and unit.row.id not in self._known:
                self._known[unit.row.id] = unit
                self._more_above[unit.row.id] = above
                above = ()
            elif item:
                above += tuple(line for line in item.part.above if line.strip())
        self.left_over = above

    def _find(self, part: FieldPart) -> None:
        """Find the lines of all units in the field that `part` is."""
        found = self._list(part)
        for each in found.parts if found else ():
            fields = None
            if isinstance(each.node, schema.Mapping):
                stop = each.at + len(each.lines)
                fields = parts_of_fields(each.node, self._rewriting.lines, each.at, stop)
            assert found
            item = _UnitItem(each, found.column, fields)
            self._items[id(each.node)] = item
            if item.units:
                self._find(item.units)

    def _list(self, part: FieldPart | None) -> FieldParts | None:
        if part is None or not isinstance(part.node, schema.Sequence):
            return None
        return parts_of_list(part.node, self._rewriting.lines, *below(part, part.node))

    def field(self, part: FieldPart | None, units: Iterable[UnitBranch], column: int) -> Lines:
        """The lines of the field `enheter` at `column` with these units."""
        found = self._list(part)
        if part and found:
            first = found.parts[0]
            lines = part.lines[: first.at - len(first.above) - part.at]
            return lines + self._units(units, found.column)
        key = part.key if part else _UNITS
        head = self._rewriting.ended([f"{' ' * column}{key}:"])
        return head + self._units(units, column + STEP)

    def _units(self, units: Iterable[UnitBranch], column: int) -> Lines:
        return tuple(line for unit in units for line in self._unit(unit, column))

    def _unit(self, unit: UnitBranch, column: int) -> Lines:
        """The lines of a unit whose hyphen is to stand at `column`, with the comments above it."""
        old = self._known.get(unit.row.id)
        item = self._items.get(id(old.node)) if old else None
        above = self._more_above.get(unit.row.id, ())
        if old is None or item is None:
            return above + self._new(unit, column, old)
        above += _moved(item.part.above, column - item.column)
        if self._is_same(unit, old):
            return above + _moved(item.part.lines, column - item.column)
        if item.fields:
            return above + _moved(self._changed(unit, old, item, item.fields), column - item.column)
        return above + self._new(unit, column, old, item)

    def _is_same(self, unit: UnitBranch, old: UnitNode) -> bool:
        return (
            replace(unit.row, level=0) == replace(old.row, level=0)
            and len(unit.units) == len(old.units)
            and all(
                a.row.id == b.row.id and not self._more_above.get(a.row.id) and self._is_same(a, b)
                for a, b in zip(unit.units, old.units, strict=True)
            )
        )

    def _changed(
        self, unit: UnitBranch, old: UnitNode, item: _UnitItem, fields: FieldParts
    ) -> Lines:
        """The lines of a unit, changed where it is, its hyphen where it was."""
        changes: dict[str, Change] = {**_changes(unit.row, old)}
        if unit.units:
            changes[_UNITS] = Ready(self.field(item.units, unit.units, fields.column))
        elif item.units:
            changes[_UNITS] = None
        return self._rewriting.with_fields(fields, changes, _NAMES).lines()

    def _new(
        self, unit: UnitBranch, column: int, old: UnitNode | None, item: _UnitItem | None = None
    ) -> Lines:
        """The lines of a unit whose fields had no lines of their own."""
        said = _said(unit.row, old)
        is_short = item and len(item.part.lines) == 1
        if item and is_short and not unit.units and is_in_brackets(
            item.part.node, self._rewriting.lines
        ):  # fmt: skip
            line = f"{' ' * column}- {in_one_line(said)}{comment_after(item.part)}"
            return self._rewriting.ended([line])
        lines = self._rewriting.ended(item_lines(said, column))
        return lines + (self.field(None, unit.units, column + STEP) if unit.units else ())


def _changes(row: UnitRow, old: UnitNode) -> dict[str, Value | None]:
    """The fields of a unit that are to say something else; the id, too, where it was not there."""
    new, before = row_fields(row), row_fields(old.row)
    changes = {name: value for name, value in new.items() if before[name] != value}
    fields = (
        schema.Fields(old.node, tables.UNIT, []) if isinstance(old.node, schema.Mapping) else None
    )
    if fields is None or fold(fields.text("id")) != row.id:
        changes["id"] = row.id
    return changes


def _said(row: UnitRow, old: UnitNode | None) -> dict[str, Value]:
    """What a unit is to say in fields of its own, without its sub-units."""
    before = value_of(old.node) if old and isinstance(old.node, schema.Mapping) else {}
    assert isinstance(before, dict)
    spelt = {fold(name): name for name in before}
    changes = _changes(row, old) if old else row_fields(row)
    said = {name: value for name, value in before.items() if fold(name) != _UNITS}
    for name, value in changes.items():
        if value is None:
            said.pop(spelt.get(name, name), None)
        else:
            said[spelt.get(name, name)] = value
    if old and "navn" not in spelt and row.name:
        said["navn"] = row.name
    return said


def _moved(lines: Lines, by: int) -> Lines:
    """`lines` that stand `by` columns further in, or out."""
    if by >= 0:
        return tuple(" " * by + line if line.strip() else line for line in lines)
    return tuple(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines)
