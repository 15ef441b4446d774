"""The note before this one, and what has come now → what is new, done, changed or gone (clause 8).

Measures are known by their names, within their unit. What a unit has that nothing has come from is
not known, and is compared with nothing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from enum import Enum
from typing import NamedTuple

from arkdoc.assemble.contribution_facts import ContributionFacts
from arkdoc.assemble.measures import DEADLINE
from arkdoc.assemble.placement import Placement
from arkdoc.fields.tables import MEASURE
from arkdoc.language.printed import WORDS
from arkdoc.model.cache import ById, Cache
from arkdoc.model.dates import parse_date
from arkdoc.model.measure_status import CLOSED, MeasureStatus
from arkdoc.model.names import alike, fold, on_one_line
from arkdoc.model.nodes import Directive, DirectiveName
from arkdoc.model.note import Contribution, MeasureTexts, Note, PastUnit
from arkdoc.model.tree import walk

COMPLETED = MeasureStatus.COMPLETED
FIELDS = tuple(row.name for row in MEASURE if row.name != "navn")
"""The fields that are compared, in their order; a measure's name says which it is."""


class ChangeKind(Enum):
    """What has become of a measure; CLOSED was over before, and is not mentioned any more."""

    NEW = "new"
    COMPLETED = "completed"
    CHANGED = "changed"
    GONE = "gone"
    CLOSED = "closed"


class FieldChange(NamedTuple):
    """A field of a measure, and what it said and says; empty for nothing."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """What has become of one measure; `texts` are its fields now, or the last that it had.

    `language` is that of the text it is in; empty for the note's, and where that isn't known.
    """

    kind: ChangeKind
    texts: MeasureTexts
    fields: tuple[FieldChange, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class UnitChanges:
    """What has become of a unit's measures, in its order. `is_past`: the unit itself is no more.

    `is_unknown`: nothing has come from it that could be compared with what it had.
    """

    name: str
    changes: tuple[MeasureChange, ...] = ()
    unchanged: int = 0
    is_past: bool = False
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class MeasureChanges:
    """What has become of all measures since the note of this number and date, unit by unit."""

    case_number: str
    date: Date | None
    units: tuple[UnitChanges, ...]


def changes_since(note: Note, placement: Placement, cache: Cache) -> MeasureChanges | None:
    """What has changed since the note before; None where that isn't known, or isn't asked for.

    It is the same object while it is the same.
    """
    before = note.before
    if before is None or not cache.cached_by_id(_asks, note):
        return None
    pairs = cache.cached_by_id(_matched, note)
    of_none = next((past for past in before.units if not past.id), None)
    found = [
        *(
            _changes(
                unit.name, pairs.get(unit.id), placement.named.get(unit.id, ()), placement, cache
            )
            for unit in note.all_units
        ),
        _of_no_unit(WORDS[note.language].unplaced, of_none, placement, cache),
        *(cache.cached(_gone_unit, ById(past)) for past in cache.cached_by_id(_gone, note)),
    ]
    told = tuple(unit for unit in found if unit.changes or unit.unchanged or unit.is_unknown)
    return cache.reuse_equal(changes_since, MeasureChanges(before.case_number, before.date, told))


def _asks(note: Note) -> bool:
    """Whether it has a place for them."""
    blocks = (block for block in walk(note.body.blocks) if isinstance(block, Directive))
    return any(fold(block.name) == DirectiveName.CHANGES for block in blocks)


# --- which units are the same ---------------------------------------------------------------------


def _matched(note: Note) -> dict[str, PastUnit]:
    """The units of the note before, by the ids of those that they are now: by id, or by name."""
    past = {unit.id: unit for unit in (note.before.units if note.before else ()) if unit.id}
    pairs = {unit.id: past.pop(unit.id) for unit in note.all_units if unit.id in past}
    renamed: defaultdict[str, deque[PastUnit]] = defaultdict(deque)
    for unit in past.values():
        renamed[alike(unit.name)].append(unit)
    for now in note.all_units:
        if now.id not in pairs and (same := renamed[alike(now.name)]):
            pairs[now.id] = same.popleft()
    return pairs


def _gone(note: Note) -> tuple[PastUnit, ...]:
    """The units that had measures, and are none of the note's."""
    kept = {unit.id for unit in _matched(note).values()}
    units = note.before.units if note.before else ()
    return tuple(unit for unit in units if unit.id and unit.measures and unit.id not in kept)


# --- the measures of one unit ---------------------------------------------------------------------


def _changes(
    name: str,
    past: PastUnit | None,
    given: Iterable[Contribution],
    placement: Placement,
    cache: Cache,
) -> UnitChanges:
    facts = (ById(placement.facts[contribution.path]) for contribution in given)
    return cache.cached(_unit_changes, name, ById(past), *facts)


def _unit_changes(name: str, past: PastUnit | None, *facts: ContributionFacts) -> UnitChanges:
    begun = [own for own in facts if not own.is_untouched]
    had = past.measures if past else ()
    is_known = any(own.is_shown for own in begun) and not any(c.contribution.fault for c in begun)
    if not is_known:
        return UnitChanges(name, is_unknown=bool(had))
    given = [(own.contribution.language, m) for own in begun for m in own.contribution.measures]
    has = tuple(_plain(measure.texts) for _, measure in given)
    pairs = _pairs(had, has)
    found: list[MeasureChange | None] = []
    for index, (language, _) in enumerate(given):
        before = had[pairs[index]] if index in pairs else None
        found.append(_change(before, has[index], language))
    kept = set(pairs.values())
    found += [_left_out(texts) for index, texts in enumerate(had) if index not in kept]
    return UnitChanges(name, tuple(filter(None, found)), found.count(None))


def _of_no_unit(
    name: str, past: PastUnit | None, placement: Placement, cache: Cache
) -> UnitChanges:
    """What has become of measures that no unit had; nobody owes the note a text with them now."""
    begun = (not placement.facts[each.path].is_untouched for each in placement.unplaced)
    if past and not any(begun):
        return cache.cached(_gone_of_no_unit, name, ById(past))
    return _changes(name, past, placement.unplaced, placement, cache)


def _gone_unit(past: PastUnit) -> UnitChanges:
    return UnitChanges(past.name, tuple(map(_left_out, past.measures)), is_past=True)


def _gone_of_no_unit(name: str, past: PastUnit) -> UnitChanges:
    return UnitChanges(name, tuple(map(_left_out, past.measures)))


def _plain(texts: MeasureTexts) -> MeasureTexts:
    """The texts as the record of a note gives them back."""
    lines = ((name, on_one_line(text)) for name, text in texts)
    return tuple((name, text) for name, text in lines if text or name in ("navn", "status"))


def _pairs(had: Sequence[MeasureTexts], has: Sequence[MeasureTexts]) -> dict[int, int]:
    """Which of those it `had` is which it `has`, by index: what is all the same, then by name.

    Of several with one name, the first is the first.
    """
    pairs: dict[int, int] = {}
    for key in (_whole, _name):
        left: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        taken = set(pairs.values())
        for index, texts in enumerate(had):
            if index not in taken:
                left[key(texts)].append(index)
        for index, texts in enumerate(has):
            if index not in pairs and (same := left[key(texts)]):
                pairs[index] = same.popleft()
    return pairs


def _whole(texts: MeasureTexts) -> Hashable:
    return frozenset((name, said(name, text)) for name, text in texts)


def _name(texts: MeasureTexts) -> Hashable:
    return alike(dict(texts)["navn"])


def said(name: str, text: str) -> str:
    """What the field `name` says with `text`, however it is spelt; a day as one."""
    day = day_of(name, text)
    return day.isoformat() if day else alike(text)


def day_of(name: str, text: str) -> Date | None:
    """The day in a field of a measure that says when; None where it says that in other words."""
    return parse_date(text) if name == DEADLINE else None


def _change(before: MeasureTexts | None, now: MeasureTexts, language: str) -> MeasureChange | None:
    """What has become of a measure; None where it says what it said."""
    if before is None:
        return MeasureChange(ChangeKind.NEW, now, language=language)
    old, new = dict(before), dict(now)
    fields = tuple(
        FieldChange(name, old.get(name, ""), new.get(name, ""))
        for name in FIELDS
        if said(name, old.get(name, "")) != said(name, new.get(name, ""))
    )
    if not fields:
        return None
    is_done = fields[0].name == "status" and fields[0].now == COMPLETED
    kind = ChangeKind.COMPLETED if is_done else ChangeKind.CHANGED
    return MeasureChange(kind, now, fields, language)


def _left_out(texts: MeasureTexts) -> MeasureChange:
    is_over = dict(texts)["status"] in CLOSED
    return MeasureChange(ChangeKind.CLOSED if is_over else ChangeKind.GONE, texts)
