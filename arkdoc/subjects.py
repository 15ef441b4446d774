"""A note, its contributions and their units → what each text is checked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from arkdoc.cache import Cache, Same
from arkdoc.check.abbreviations import explained, named
from arkdoc.check.subject import Subject
from arkdoc.document import Text
from arkdoc.note import Contribution, Note, Unit


def subjects(
    note: Note,
    contributions: Iterable[Contribution],
    units: Mapping[str, Unit | None],
    cache: Cache,
) -> Iterator[tuple[Subject, str]]:
    """The note's own text, then each contribution; with the hash of the file it stands in.

    `units` has the unit of each contribution, by path.
    """
    contributions = list(contributions)
    names = cache.call(_named, Same(note))
    yield (
        Subject(
            note.path,
            note.body,
            note.language,
            smallest_group=note.smallest_group,
            explained=names,
            fields=(*note.printed, *(Text(u.name, u.name_span) for u in note.all_units())),
        ),
        note.sha256,
    )
    told = _told(note, contributions, units, cache)
    for contribution in contributions:
        unit = units.get(contribution.path)
        yield (
            Subject(
                contribution.path,
                contribution.body,
                contribution.language or note.language,
                contribution.measures,
                unit.staff if unit else None,
                note.smallest_group,
                names | told[unit.id if unit else ""],
                (Text(contribution.unit, contribution.unit_span),),
                unit.name if unit else "",
            ),
            contribution.sha256,
        )


def _named(note: Note) -> frozenset[str]:
    """The abbreviations that the note's fields have as names."""
    units = (unit.name for unit in note.all_units())
    fields = (note.title, note.sender, note.responsible, note.officer, *note.to, *note.copy)
    return named(*fields, *note.attachments, *units)


def _told(
    note: Note,
    contributions: Iterable[Contribution],
    units: Mapping[str, Unit | None],
    cache: Cache,
) -> dict[str, frozenset[str]]:
    """What a reader has met before a unit's text, by its id: in the introduction and above it."""
    key = ("explained", note.sha256)
    introduction = cache.get(key, lambda: explained(note.body))
    of_unit: dict[str, frozenset[str]] = {}
    for contribution in contributions:
        if unit := units.get(contribution.path):
            key = ("explained", contribution.sha256)
            own = cache.get(key, lambda c=contribution: explained(c.body, c.measures))  # type: ignore[misc]
            of_unit[unit.id] = of_unit.get(unit.id, frozenset()) | own
    told = {"": introduction}

    def descend(below: Iterable[Unit], before: frozenset[str]) -> None:
        for unit in below:
            told[unit.id] = before
            descend(unit.units, before | of_unit.get(unit.id, frozenset()))

    descend(note.units, introduction)
    return told
