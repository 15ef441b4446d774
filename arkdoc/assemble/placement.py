"""Note and contributions → which contribution belongs to which unit, and who has delivered.

Contract, clauses 3, 4 and 7. The result follows from the unit tree and the paths, not from the
order in which contributions come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from arkdoc.assemble.contribution_facts import ContributionFacts, facts_of, or_start
from arkdoc.assemble.renamed import renamed_units
from arkdoc.assemble.unreferenced_files import what_to_do
from arkdoc.model.cache import ById, Cache
from arkdoc.model.diagnostic import Diagnostic, Rule, diagnostic
from arkdoc.model.note import Contribution, Delivery, Expectation, Note, State, Status, Unit
from arkdoc.model.source import is_word, start_of
from arkdoc.rules.delivery import (
    MISSING_CONTRIBUTION,
    NOT_BEGUN,
    REMARKS_AFTER_ALL,
    REPEATED_CONTRIBUTION,
    SPARE_SCAFFOLD,
    UNEXPECTED_CONTRIBUTION,
    UNUSABLE_FILE,
)
from arkdoc.rules.front_matter import NO_FIELDS
from arkdoc.units.index import UnitIndex

_SILENT = (Expectation.NO_REMARKS, Expectation.NOT_DELIVERED)


class Placement(NamedTuple):
    """The contributions of each unit, in path order, and the state of each unit, by its id.

    `named` are all that name the unit and count, `texts` those of them that say something or can't
    be read. `unplaced` are those that name no unit of the note. `strays` are other files that seem
    to be the unit's, and `spare` scaffolds that nobody needs. `facts` are by path. `deliveries` are
    in the note's order, then what belongs to no unit.
    """

    texts: Mapping[str, Sequence[Contribution]]
    named: Mapping[str, Sequence[Contribution]]
    unplaced: Sequence[Contribution]
    strays: Mapping[str, Sequence[str]]
    spare: Mapping[str, Sequence[str]]
    states: Mapping[str, State]
    facts: Mapping[str, ContributionFacts]
    deliveries: tuple[Delivery, ...]
    diagnostics: tuple[Diagnostic, ...]

    def lacks(self, unit: Unit) -> bool:
        """Whether the note waits for `unit`: nothing has come of what must."""
        is_none = self.states[unit.id] in (State.MISSING, State.NOT_BEGUN)
        return is_none and unit.expects is Expectation.REQUIRED


def place(
    note: Note,
    contributions: Iterable[Contribution],
    strays: Mapping[str, Sequence[str]],
    unit_index: UnitIndex,
    cache: Cache,
) -> Placement:
    """Match `contributions`, which are in path order, to the units of `note`, as `strays` are.

    Diagnostics say what is missing, repeated, unexpected or of no unit.
    """
    diagnostics: list[Diagnostic] = []
    facts: dict[str, ContributionFacts] = {}
    named: dict[str, list[ContributionFacts]] = {}
    unplaced: list[Contribution] = []
    for contribution in contributions:
        unit = _unit_of(contribution, unit_index, diagnostics)
        past = note.past.get(unit.id, ()) if unit else ()
        own = cache.cached_by_id(facts_of, contribution, note.deadline, note.prompts, past)
        facts[contribution.path] = own
        diagnostics += own.diagnostics
        if unit is None:
            unplaced.append(contribution)
        else:
            named.setdefault(unit.id, []).append(own)
    units = [
        cache.cached_by_id(
            _placed_unit,
            unit,
            note.levels[unit.id],
            note.language,
            tuple(strays.get(unit.id, ())),
            *map(ById, named.get(unit.id, ())),
        )
        for unit in note.all_units
    ]
    lacking = [own.unit for own in units if not own.named and not strays.get(own.unit.id)]
    renamed = {finding.span: finding for finding in renamed_units(lacking, unplaced)}
    diagnostics += chain.from_iterable(own.spare_scaffolds for own in units if own.spare)
    diagnostics += chain.from_iterable(
        own.diagnostics
        for own in units
        if own.unit.span not in renamed  # else it is not missing: it came under another name
    )
    diagnostics += renamed.values()
    of_none = (cache.cached_by_id(_of_none, facts[c.path], note.language) for c in unplaced)
    return Placement(
        texts={own.unit.id: own.texts for own in units},
        named={own.unit.id: own.named for own in units},
        unplaced=unplaced,
        strays=strays,
        spare={own.unit.id: own.spare for own in units},
        states={own.unit.id: own.state for own in units},
        facts=facts,
        deliveries=(*(own.delivery for own in units), *of_none),
        diagnostics=tuple(diagnostics),
    )


# --- finding the unit -------------------------------------------------------------------


def _unit_of(
    contribution: Contribution, unit_index: UnitIndex, diagnostics: list[Diagnostic]
) -> Unit | None:
    """The unit that `contribution` names; else None, and a finding unless it has a fault.

    `unit_clues` has told of a Word file that names none.
    """
    span = or_start(contribution.unit_span, contribution)
    if contribution.unit:
        unit = unit_index.find(contribution.unit, span)
        if isinstance(unit, Unit):
            return unit
        finding = unit
    elif is_word(contribution.path):
        return None
    else:
        example = unit_index.nearest(PurePosixPath(contribution.path).stem) or unit_index.example()
        finding = diagnostic(NO_FIELDS, span, example=example, known=unit_index.known)
    if not contribution.fault:
        diagnostics.append(finding)
    return None


# --- units and their contributions ------------------------------------------------------


class _PlacedUnit(NamedTuple):
    """A unit and what it has, as in `Placement`."""

    unit: Unit
    texts: Sequence[Contribution]
    named: Sequence[Contribution]
    spare: Sequence[str]
    state: State
    delivery: Delivery
    diagnostics: Sequence[Diagnostic]

    @property
    def spare_scaffolds(self) -> Iterator[Diagnostic]:
        """A finding for each spare scaffold."""
        return (diagnostic(SPARE_SCAFFOLD, start_of(path)) for path in self.spare)


def _placed_unit(
    unit: Unit, level: int, note_language: str, strays: tuple[str, ...], *named: ContributionFacts
) -> _PlacedUnit:
    """What `unit` has when contributions with the facts `named` name it."""
    spare = _spare(unit, strays, named)
    given = [own for own in named if own.contribution.path not in spare]
    state = _state(unit, given, strays)
    return _PlacedUnit(
        unit,
        [own.contribution for own in given if own.is_shown],
        [own.contribution for own in given],
        spare,
        state,
        _delivery(note_language, unit, level, state, strays, spare, given),
        tuple(_findings(unit, given, state, strays)),
    )


def _of_none(own: ContributionFacts, note_language: str) -> Delivery:
    """What a contribution that names no unit delivers."""
    state = State.UNREADABLE if own.contribution.fault else State.UNPLACED
    return _delivery(note_language, None, 1, state, (), (), (own,))


def _spare(
    unit: Unit, strays: Sequence[str], given: Sequence[ContributionFacts]
) -> tuple[str, ...]:
    """The paths of those of the unit's scaffolds that nobody has touched nor needs.

    One stays where the unit may write and has nothing else.
    """
    untouched = [own.contribution.path for own in given if own.is_untouched]
    if unit.expects not in _SILENT and len(untouched) == len(given):
        untouched = untouched[0 if strays else 1 :]
    return tuple(untouched)


def _state(unit: Unit, given: Sequence[ContributionFacts], strays: Sequence[str]) -> State:
    texts = [own.contribution for own in given if own.is_shown]
    if any(contribution.fault for contribution in texts):
        return State.UNREADABLE
    if texts:
        is_draft = any(contribution.status is Status.DRAFT for contribution in texts)
        return State.DRAFT if is_draft else State.DONE
    statuses = {own.contribution.status for own in given}
    if Status.NO_REMARKS in statuses:
        return State.NO_REMARKS
    match unit.expects:
        case Expectation.REQUIRED | Expectation.OPTIONAL if strays:
            return State.UNREADABLE
        case Expectation.REQUIRED | Expectation.OPTIONAL if any(own.is_untouched for own in given):
            return State.NOT_BEGUN
        case Expectation.REQUIRED:
            return State.MISSING
        case Expectation.OPTIONAL:
            return State.DRAFT if Status.DRAFT in statuses else State.OPTIONAL
        case Expectation.NO_REMARKS:
            return State.NO_REMARKS
        case Expectation.NOT_DELIVERED:
            return State.NOT_DELIVERED


def _findings(
    unit: Unit, given: Sequence[ContributionFacts], state: State, strays: Sequence[str]
) -> Iterator[Diagnostic]:
    """The diagnostics of a unit and its contributions together."""
    texts = [own.contribution for own in given if own.is_shown]
    if not given and state is State.MISSING:
        yield diagnostic(MISSING_CONTRIBUTION, unit.span, unit=unit.name, id=unit.id)
    for own in given:
        if own.is_untouched and unit.expects is Expectation.REQUIRED:
            yield _of_unit(NOT_BEGUN, own.contribution, unit)
        elif own.is_untouched:
            yield diagnostic(SPARE_SCAFFOLD, start_of(own.contribution.path))
    if state is State.UNREADABLE and not texts:
        for path in strays:
            what, cure = what_to_do(path)
            yield diagnostic(UNUSABLE_FILE, start_of(path), unit=unit.name, what=what, cure=cure)
    for contribution in texts[1:]:
        yield _of_unit(REPEATED_CONTRIBUTION, contribution, unit, other=texts[0].path)
    for own in given:
        if texts and own.contribution.status is Status.NO_REMARKS:
            other = texts[0].path
            yield diagnostic(REMARKS_AFTER_ALL, own.contribution.status_span, other=other)
    if unit.expects in _SILENT:
        for contribution in texts:
            if not contribution.fault:
                expects = unit.expects.value
                yield _of_unit(UNEXPECTED_CONTRIBUTION, contribution, unit, expects=expects)


def _of_unit(rule: Rule, contribution: Contribution, unit: Unit, **args: str) -> Diagnostic:
    return diagnostic(rule, or_start(contribution.unit_span, contribution), unit=unit.name, **args)


def _delivery(
    note_language: str,
    unit: Unit | None,
    level: int,
    state: State,
    strays: tuple[str, ...],
    spare: tuple[str, ...],
    facts: Sequence[ContributionFacts],
) -> Delivery:
    given = [own.contribution for own in facts]
    words: dict[str, int] = {}
    for own in facts:
        language = own.contribution.language or note_language
        for stated, count in own.words.items():
            words[stated or language] = words.get(stated or language, 0) + count
    return Delivery(
        unit,
        level,
        state,
        paths=tuple(contribution.path for contribution in given),
        date=max((c.date for c in given if c.date), default=None),
        late=any(own.is_late for own in facts),
        words=tuple((language, count) for language, count in words.items() if count),
        strays=strays,
        spare=spare,
        measures=tuple(
            m for own in facts if not own.is_untouched for m in own.contribution.measures
        ),
    )
