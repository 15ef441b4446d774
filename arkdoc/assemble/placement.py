"""Note and contributions → which contribution belongs to which unit, and who has delivered.

Contract, clauses 3, 4 and 7. The result follows from the unit tree and the paths, not from the
order in which contributions come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    to be the unit's, and `spare` scaffolds that nobody needs. `facts` are by path.
    """

    texts: Mapping[str, Sequence[Contribution]]
    named: Mapping[str, Sequence[Contribution]]
    unplaced: Sequence[Contribution]
    strays: Mapping[str, Sequence[str]]
    spare: Mapping[str, Sequence[str]]
    states: Mapping[str, State]
    facts: Mapping[str, ContributionFacts]
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
    named: dict[str, list[Contribution]] = {}
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
            named.setdefault(unit.id, []).append(contribution)
    spare = {unit.id: _take_spare(unit, named, strays, facts) for unit in note.all_units}
    diagnostics += (
        diagnostic(SPARE_SCAFFOLD, start_of(path)) for paths in spare.values() for path in paths
    )
    texts = {id_: [c for c in given if facts[c.path].is_shown] for id_, given in named.items()}
    states: dict[str, State] = {}
    lacking = [u for u in note.all_units if not (named.get(u.id) or strays.get(u.id))]
    renamed = {finding.span: finding for finding in renamed_units(lacking, unplaced)}
    for unit in note.all_units:
        given = [facts[contribution.path] for contribution in named.get(unit.id, ())]
        states[unit.id] = _state(unit, given, strays.get(unit.id, ()))
        if unit.span not in renamed:  # else it is not missing, but was delivered under another name
            diagnostics += _findings(unit, given, states[unit.id], strays.get(unit.id, ()))
    diagnostics += renamed.values()
    return Placement(texts, named, unplaced, strays, spare, states, facts, tuple(diagnostics))


def deliveries(note: Note, placement: Placement, cache: Cache) -> Iterator[Delivery]:
    """What each unit has delivered, in the note's order; then what belongs to none."""
    facts = placement.facts
    for unit in note.all_units:
        given = (ById(facts[c.path]) for c in placement.named.get(unit.id, ()))
        level, state = note.levels[unit.id], placement.states[unit.id]
        strays = tuple(placement.strays.get(unit.id, ()))
        others = strays, tuple(placement.spare[unit.id])
        yield cache.cached(_delivery, note.language, ById(unit), level, state, *others, *given)
    for contribution in placement.unplaced:
        state = State.UNREADABLE if contribution.fault else State.UNPLACED
        own = facts[contribution.path]
        yield cache.cached(_delivery, note.language, None, 1, state, (), (), ById(own))


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


def _take_spare(
    unit: Unit,
    named: dict[str, list[Contribution]],
    strays: Mapping[str, Sequence[str]],
    facts: Mapping[str, ContributionFacts],
) -> list[str]:
    """Take those of the unit's scaffolds out of `named` that nobody has touched nor needs.

    One stays where the unit may write and has nothing else.
    """
    given = named.get(unit.id, [])
    untouched = [c for c in given if facts[c.path].is_untouched]
    if unit.expects not in _SILENT and len(untouched) == len(given):
        untouched = untouched[0 if strays.get(unit.id) else 1 :]
    paths = [contribution.path for contribution in untouched]
    if paths:
        named[unit.id] = [contribution for contribution in given if contribution.path not in paths]
    return paths


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
    *facts: ContributionFacts,
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
