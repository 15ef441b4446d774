"""The unit tree of `notat.md` as rows of a form, and back to a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from arkdoc.deliver.field_lines import text_of
from arkdoc.deliver.written_fields import Value, value_of
from arkdoc.fields import tables
from arkdoc.fields.field import ID
from arkdoc.model.names import fold
from arkdoc.model.regex import regex
from arkdoc.read.control_characters import settled_field
from arkdoc.read.front_matter import schema
from arkdoc.read.front_matter.nodes import UNPRINTABLE
from arkdoc.units.ids import readable_id, slug

MOST_LEVELS = 9
"""How deep units may be below each other (contract, clause 4)."""

_ID = regex(ID)
_BETWEEN = "; "
_EXPECTS = {word: meaning.value for word, meaning in tables.EXPECTS.words.items()}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a form has it, `level` from 1; texts are empty where nothing is said.

    `id` is empty for a new unit, and is not to be edited. `expects` is a word of `bidrag`. Several
    contacts have a semicolon between them.
    """

    id: str
    name: str
    level: int = 1
    expects: str = ""
    staff: str = ""
    contact: str = field(default="", repr=False)
    locked: bool = False


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit as it was read: its row, the node that says it, and the units below it."""

    row: UnitRow
    node: schema.Node
    units: tuple[UnitNode, ...]

    def walk(self) -> Iterator[UnitNode]:
        """This one and all below it, depth first."""
        yield self
        for unit in self.units:
            yield from unit.walk()


@dataclass(frozen=True, slots=True)
class UnitBranch:
    """A row with those below it."""

    row: UnitRow
    units: tuple[UnitBranch, ...]


class _RowReader:
    def __init__(self) -> None:
        self._count = 0

    def units(self, fields: schema.Fields, level: int) -> tuple[UnitNode, ...]:
        return tuple(self._unit(item, level) for item in fields.items("enheter"))

    def _unit(self, item: schema.Node, level: int) -> UnitNode:
        self._count += 1
        if not isinstance(item, schema.Mapping):
            name = schema.words_of(item)
            return UnitNode(UnitRow(self._id("", name), name, level), item, ())
        fields = schema.Fields(item, tables.UNIT, [])
        name = fields.text("navn")
        row = UnitRow(
            self._id(fields.text("id"), name),
            name,
            level,
            canonical(fields.text("bidrag"), _EXPECTS),
            fields.text("ansatte"),
            _contacts(text_of(each) for each in fields.items("kontakt")),
            fields.choice("låst", tables.YES_OR_NO, False),
        )
        return UnitNode(row, item, self.units(fields, level + 1))

    def _id(self, written: str, name: str) -> str:
        folded = fold(written)
        if _ID.fullmatch(folded):
            return folded
        return slug(folded or name) or f"enhet-{self._count}"


def read_units(fields: schema.Fields) -> tuple[UnitNode, ...]:
    """The units in the field `enheter` of `fields`."""
    return _RowReader().units(fields, 1)


def canonical(text: str, words: dict[str, str]) -> str:
    """The word that is meant, or `text` as it is."""
    by_folded = {fold(word): meaning for word, meaning in words.items()}
    return by_folded.get(fold(text), text)


def tidy(text: str) -> str:
    """`text` as a field can hold it: on one line, in NFC, without control characters."""
    text = text.encode("utf-8", "ignore").decode()
    text = settled_field(" ".join(text.splitlines())).text
    return schema.one_line(UNPRINTABLE.sub(" ", text))


def _contacts(texts: Iterable[str]) -> str:
    parts = (part.strip() for text in texts for part in text.split(_BETWEEN.strip()))
    return _BETWEEN.join(filter(None, parts))


def settled_rows(rows: Sequence[UnitRow]) -> tuple[UnitRow, ...]:
    """`rows` with ids, readable and each once, and no level left out; empty new ones are dropped.

    The first of several rows with one id keeps it.
    """
    rows = [
        replace(
            row,
            name=tidy(row.name),
            expects=canonical(tidy(row.expects), _EXPECTS),
            staff=tidy(row.staff),
            contact=_contacts([tidy(row.contact)]),
        )
        for row in rows
    ]
    taken = {row.id for row in rows if _ID.fullmatch(row.id)}
    free = set(taken)
    settled: list[UnitRow] = []
    for row in rows:
        if not row.name and row.id not in taken:
            continue
        unit_id = row.id
        if unit_id in free:
            free.remove(unit_id)
        else:
            unit_id = readable_id(row.name, taken)
            taken.add(unit_id)
        above = settled[-1].level if settled else 0
        settled.append(replace(row, id=unit_id, level=min(max(row.level, 1), above + 1)))
    return tuple(settled)


def branches(rows: Sequence[UnitRow], level: int = 1) -> tuple[UnitBranch, ...]:
    """`rows`, settled, as a tree: those at `level`, each with what is below it."""
    starts = [n for n, row in enumerate(rows) if row.level == level]
    pairs = zip(starts, [*starts[1:], len(rows)], strict=False)
    return tuple(UnitBranch(rows[a], branches(rows[a + 1 : b], level + 1)) for a, b in pairs)


def row_fields(row: UnitRow) -> dict[str, Value | None]:
    """The fields of a unit that say what its row does, None for those that are not there."""
    contacts = row.contact.split(_BETWEEN)
    return {
        "id": row.id,
        "navn": row.name or None,
        "bidrag": row.expects or None,
        "ansatte": row.staff or None,
        "kontakt": (contacts[0] or None) if len(contacts) == 1 else list(contacts),
        "låst": "ja" if row.locked else None,
    }


def unknown_fields(units: Iterable[UnitNode]) -> dict[str, dict[str, Value]]:
    """What is said of each unit, by its id, in fields that arkdoc doesn't know."""
    known = {fold(each.name) for each in tables.UNIT}
    found: dict[str, dict[str, Value]] = {}
    for unit in (each for top in units for each in top.walk()):
        value = value_of(unit.node) if isinstance(unit.node, schema.Mapping) else {}
        assert isinstance(value, dict)
        others = {name: inner for name, inner in value.items() if fold(name) not in known}
        found.setdefault(unit.row.id, others)
    return found
