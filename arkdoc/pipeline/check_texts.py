"""Note, contributions and their units → what the checks find in each text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from arkdoc.check.abbreviations import explained, named
from arkdoc.check.registry import check
from arkdoc.check.subject import Subject
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.nodes import Text
from arkdoc.model.note import Contribution, Note, Unit


def check_texts(
    note: Note,
    contributions: Sequence[Contribution],
    units: Mapping[str, Unit | None],
    cache: Cache,
) -> Iterator[Diagnostic]:
    """What is found in the note's own text, then in each contribution.

    `units` has the unit of each contribution, by path. A text is checked again only when it, or
    something elsewhere that its findings depend on, has changed.
    """
    yield from cache.cached_by_id(_in_note, note)
    explained_before = _explained_before(note, contributions, units, cache)
    of_note = (note.language, note.smallest_group)
    for contribution in contributions:
        unit = units.get(contribution.path)
        before = explained_before[unit.id if unit else ""]
        of_unit = (unit.name, unit.staff, before) if unit else ("", None, before)
        yield from cache.cached_by_id(_in_contribution, contribution, *of_note, *of_unit)


def _in_note(note: Note) -> tuple[Diagnostic, ...]:
    names = (Text(unit.name, unit.name_span) for unit in note.all_units)
    return check(
        Subject(
            note.path,
            note.body,
            note.language,
            smallest_group=note.smallest_group,
            explained=_named(note),
            fields=(*note.printed, *names),
        )
    )


def _in_contribution(
    contribution: Contribution,
    note_language: str,
    smallest_group: int,
    unit_name: str,
    staff: int | None,
    explained_before: frozenset[str],
) -> tuple[Diagnostic, ...]:
    return check(
        Subject(
            contribution.path,
            contribution.body,
            contribution.language or note_language,
            contribution.measures,
            staff,
            smallest_group,
            explained_before,
            (Text(contribution.unit, contribution.unit_span),),
            unit_name,
        )
    )


def _named(note: Note) -> frozenset[str]:
    """The abbreviations that the note's fields have as names."""
    units = (unit.name for unit in note.all_units)
    fields = (note.title, note.sender, note.responsible, note.officer, *note.to, *note.copy)
    return named(*fields, *note.attachments, *units)


def _explained_before(
    note: Note,
    contributions: Iterable[Contribution],
    units: Mapping[str, Unit | None],
    cache: Cache,
) -> Mapping[str, frozenset[str]]:
    """The abbreviations that are explained before a unit's own text, by the unit's id.

    They are explained in the introduction or by the units above it. A text that belongs to no unit
    is under the empty id.
    """
    own: dict[str, frozenset[str]] = {}
    for contribution in contributions:
        unit = units.get(contribution.path)
        if unit and (words := cache.cached_by_id(_explained, contribution)):
            own[unit.id] = own.get(unit.id, frozenset()) | words
    return cache.cached_by_id(_by_unit, note, tuple(own.items()))


def _explained(contribution: Contribution) -> frozenset[str]:
    return explained(contribution.body, contribution.measures)


def _by_unit(
    note: Note, own: tuple[tuple[str, frozenset[str]], ...]
) -> Mapping[str, frozenset[str]]:
    """As `_explained_before`; `own` is what the texts of each unit explain."""
    explained_in = dict(own)
    met = {"": _named(note) | explained(note.body)}

    def descend(units: Iterable[Unit], before: frozenset[str]) -> None:
        for unit in units:
            met[unit.id] = before
            descend(unit.units, before | explained_in.get(unit.id, frozenset()))

    descend(note.units, met[""])
    return met
