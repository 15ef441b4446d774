"""Note, contributions and their units → what the checks find in each text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from arkdoc.check import abbreviations
from arkdoc.check.registry import check
from arkdoc.check.subject import Subject
from arkdoc.check.written_out import COMPARED, Meanings, meanings_of, meanings_of_names
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
    the unit that it is of, has changed; what others explain is looked up for what was found.
    """
    explained = _Explained(note, contributions, units, cache)
    in_note: tuple[Diagnostic, ...] = cache.cached_by_id(_in_note, note)
    yield from (found for found in in_note if not explained.in_names(found))
    of_note = (note.language, note.smallest_group)
    for contribution in contributions:
        unit = units.get(contribution.path)
        of_unit = (unit.id, unit.name, unit.staff) if unit else ("", "", None)
        found_here = cache.cached_by_id(_in_contribution, contribution, *of_note, *of_unit)
        yield from (found for found in found_here if not explained.before(found, unit))


def _in_note(note: Note) -> tuple[Diagnostic, ...]:
    names = (Text(unit.name, unit.name_span) for unit in note.all_units)
    return check(
        Subject(
            note.path,
            note.body,
            note.language,
            smallest_group=note.smallest_group,
            fields=(*note.printed, *names),
        )
    )


def _in_contribution(
    contribution: Contribution,
    note_language: str,
    smallest_group: int,
    unit_id: str,
    unit_name: str,
    staff: int | None,
) -> tuple[Diagnostic, ...]:
    return check(
        Subject(
            contribution.path,
            contribution.body,
            contribution.language or note_language,
            contribution.measures,
            staff,
            smallest_group,
            (
                Text(contribution.unit, contribution.unit_span),
                Text(contribution.involvement, contribution.involvement_span),
            ),
            unit_name,
            unit_id,
        )
    )


class _Explained:
    """Which abbreviations the note explains before a text: in its fields, in the introduction,
    and in the texts of the units above."""

    def __init__(
        self,
        note: Note,
        contributions: Iterable[Contribution],
        units: Mapping[str, Unit | None],
        cache: Cache,
    ) -> None:
        names, introduction = cache.cached_by_id(_of_note, note)
        self._names: tuple[Meanings, ...] = (names,)
        self._met: dict[str, tuple[Meanings, ...]] = {"": (names, introduction)}
        self._compared: set[str] = set()
        own: dict[str, tuple[Meanings, ...]] = {}
        for contribution in contributions:
            if unit := units.get(contribution.path):
                meanings = cache.cached_by_id(_of_contribution, contribution)
                own[unit.id] = (*own.get(unit.id, ()), meanings)
        self._descend(note.units, self._met[""], own)

    def _descend(
        self,
        units: Iterable[Unit],
        before: tuple[Meanings, ...],
        own: Mapping[str, tuple[Meanings, ...]],
    ) -> None:
        for unit in units:
            self._met[unit.id] = before
            self._descend(unit.units, (*before, *own.get(unit.id, ())), own)

    def in_names(self, found: Diagnostic) -> bool:
        """Whether `found` is an abbreviation that the note's fields explain."""
        return found.rule is abbreviations.RULE and self._is_in(self._names, found)

    def before(self, found: Diagnostic, unit: Unit | None) -> bool:
        """Whether `found` is an abbreviation that is explained before the text of `unit`."""
        met = self._met[unit.id if unit else ""]
        return found.rule is abbreviations.RULE and self._is_in(met, found)

    def _is_in(self, meanings: Iterable[Meanings], found: Diagnostic) -> bool:
        word = dict(found.args)["word"]
        if len(self._compared) < COMPARED:
            self._compared.add(word)
        by_words = word in self._compared
        return any(each.explain(word, by_words=by_words) for each in meanings)


def _of_note(note: Note) -> tuple[Meanings, Meanings]:
    """What the note's fields explain, and what its own text does."""
    fields = (note.title, note.sender, note.responsible, note.officer, *note.to, *note.copy)
    glossary = (short for short, _ in note.glossary)
    attachments = (each.text for each in note.attachments)
    names = (*fields, *attachments, *glossary)
    return meanings_of_names(names, (unit.name for unit in note.all_units)), meanings_of(note.body)


def _of_contribution(contribution: Contribution) -> Meanings:
    return meanings_of(contribution.body, contribution.measures)
