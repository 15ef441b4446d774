"""Note and contributions → which contribution stands where, and who has delivered what.

Contract, clauses 3, 4 and 7. Everything follows the unit tree and the paths, never the order
in which contributions come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import PurePosixPath

from arkdoc.assemble.counting import word_count, words_in
from arkdoc.assemble.directives import MEASURES, UNITS
from arkdoc.cache import Cache, Same
from arkdoc.diagnostic import Diagnostic, Rule, found
from arkdoc.document import Block, Directive, Heading, Paragraph, ThematicBreak
from arkdoc.names import clip, closest, fold
from arkdoc.note import Contribution, Delivery, Expectation, Note, State, Status, Unit
from arkdoc.rules.delivery import (
    AMBIGUOUS_UNIT,
    DRAFT_CONTRIBUTION,
    EMPTY_CONTRIBUTION,
    LATE_CONTRIBUTION,
    MISSING_CONTRIBUTION,
    NOT_FILLED_IN,
    REPEATED_CONTRIBUTION,
    UNEXPECTED_CONTRIBUTION,
    UNKNOWN_UNIT,
)
from arkdoc.rules.front_matter import NO_FIELDS
from arkdoc.source import NOWHERE, Span, start_of
from arkdoc.tree import plain_text
from arkdoc.words import WORDS

_LISTED = 20
_SUGGESTIONS = 50
_FILL_IN = tuple(f"{words.write_here}{sign}" for words in WORDS.values() for sign in ".:")
_SILENT = (Expectation.NO_REMARKS, Expectation.NOT_DELIVERED)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where contributions go, each run of them in path order.

    `texts` are, by unit id, those that say something or can't be read; `named` are all that
    name the unit. `unplaced` are those that belong to no unit we know. `accounts` are by path.
    """

    texts: Mapping[str, Sequence[Contribution]]
    named: Mapping[str, Sequence[Contribution]]
    unplaced: Sequence[Contribution]
    states: Mapping[str, State]
    accounts: Mapping[str, Account]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What can be said of a contribution without its unit.

    `is_text`: it says something or can't be read. `is_late`: it is dated after the deadline.
    """

    is_text: bool
    is_late: bool
    words: int
    diagnostics: tuple[Diagnostic, ...]


def place(note: Note, contributions: Iterable[Contribution], cache: Cache) -> Placement:
    """Match contributions to the units of `note`, and say what is missing or doubled.

    They come in path order.
    """
    register = _Register(note)
    diagnostics: list[Diagnostic] = []
    accounts: dict[str, Account] = {}
    named: dict[str, list[Contribution]] = {}
    unplaced: list[Contribution] = []
    for contribution in contributions:
        unit = register.find(contribution, diagnostics)
        account = cache.call(_account, Same(contribution), note.deadline)
        accounts[contribution.path] = account
        diagnostics += account.diagnostics
        if unit is None:
            unplaced.append(contribution)
        else:
            named.setdefault(unit.id, []).append(contribution)
    texts = {id_: [c for c in given if accounts[c.path].is_text] for id_, given in named.items()}
    states: dict[str, State] = {}
    for unit in note.all_units():
        states[unit.id] = _state(unit, texts.get(unit.id, ()), named.get(unit.id, ()))
        diagnostics += _findings(unit, texts.get(unit.id, ()), named.get(unit.id, ()))
    return Placement(texts, named, unplaced, states, accounts, tuple(diagnostics))


def says_something(contribution: Contribution) -> bool:
    """Whether there is anything to show: a placeholder or an empty heading alone is not."""
    return bool(contribution.measures) or any(map(_is_shown, contribution.body.blocks))


def _is_shown(block: Block) -> bool:
    match block:
        case Directive(name=name):
            return name not in (MEASURES, UNITS)
        case Heading() | Paragraph():
            return bool(block.inlines)
        case ThematicBreak():
            return False
        case _:
            return True


def deliveries(note: Note, placement: Placement) -> Iterator[Delivery]:
    """How each unit stands, in the note's order, and then what belongs to none."""
    for unit, level in _levels(note.units, 1):
        given = placement.named.get(unit.id, ())
        yield _delivery(note, unit, level, placement.states[unit.id], given, placement.accounts)
    for contribution in placement.unplaced:
        state = State.UNREADABLE if contribution.fault else State.UNPLACED
        yield _delivery(note, None, 1, state, (contribution,), placement.accounts)


# --- finding the unit --------------------------------------------------------------------


@dataclass(slots=True)
class _Register:
    """The units of the note by id and by name."""

    note: Note
    _ids: dict[str, Unit] = field(init=False)
    _names: dict[str, list[Unit]] = field(init=False)
    _known: str = field(init=False)
    _guesses: int = 0

    def __post_init__(self) -> None:
        units = list(self.note.all_units())
        self._ids = {fold(unit.id): unit for unit in units}
        self._names = {}
        for unit in units:
            self._names.setdefault(fold(unit.name), []).append(unit)
        self._known = _listed([unit.name for unit in units])

    def find(self, contribution: Contribution, diagnostics: list[Diagnostic]) -> Unit | None:
        """The unit that `contribution` names; else None, and a finding unless it has a fault."""
        name = fold(contribution.unit)
        named = self._names.get(name, []) if name else []
        if unit := self._ids.get(name) or (named[0] if len(named) == 1 else None):
            return unit
        if not contribution.fault:
            diagnostics.append(self._unknown(contribution, named))
        return None

    def _unknown(self, contribution: Contribution, named: Sequence[Unit]) -> Diagnostic:
        span = _or_start(contribution.unit_span, contribution)
        unit = contribution.unit
        if not unit:
            example = self._guess(PurePosixPath(contribution.path).stem) or self._example()
            return found(NO_FIELDS, span, example=example, known=self._known)
        if named:
            known = _listed([unit.id for unit in named])
            return found(AMBIGUOUS_UNIT, span, unit=unit, known=known)
        return found(UNKNOWN_UNIT, span, unit=unit, suggestion=self._guess(unit), known=self._known)

    def _guess(self, word: str) -> str:
        # Nobody reads the fiftieth suggestion, and each looks through all units.
        self._guesses += 1
        if self._guesses > _SUGGESTIONS:
            return ""
        units = list(self.note.all_units())
        unit = self._ids.get(fold(closest(word, [unit.id for unit in units])))
        return closest(word, [unit.name for unit in units]) or (unit.name if unit else "")

    def _example(self) -> str:
        return next((unit.name for unit in self.note.all_units()), "")


def _listed(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def _or_start(span: Span, contribution: Contribution) -> Span:
    return start_of(contribution.path) if span == NOWHERE else span


# --- how things stand --------------------------------------------------------------------


def _state(unit: Unit, texts: Sequence[Contribution], named: Sequence[Contribution]) -> State:
    if any(c.fault for c in texts):
        return State.UNREADABLE
    if texts:
        is_draft = any(c.status is Status.DRAFT for c in texts)
        return State.DRAFT if is_draft else State.DONE
    match unit.expects:
        case Expectation.REQUIRED:
            return State.MISSING
        case Expectation.OPTIONAL:
            is_draft = any(c.status is Status.DRAFT for c in named)
            return State.DRAFT if is_draft else State.OPTIONAL
        case Expectation.NO_REMARKS:
            return State.NO_REMARKS
        case Expectation.NOT_DELIVERED:
            return State.NOT_DELIVERED


def _account(contribution: Contribution, deadline: Date | None) -> Account:
    date = contribution.date
    speaks = says_something(contribution)
    is_late = speaks and date is not None and deadline is not None and date > deadline
    return Account(
        bool(contribution.fault) or speaks,
        is_late,
        _words(contribution),
        tuple(_of_itself(contribution, deadline if is_late else None)),
    )


def _of_itself(contribution: Contribution, missed: Date | None) -> Iterator[Diagnostic]:
    """What is found in a contribution without its unit; `missed` is the deadline, if it was."""
    if contribution.fault:
        yield contribution.fault
        return
    if contribution.status is Status.DRAFT:
        yield found(DRAFT_CONTRIBUTION, _or_start(contribution.status_span, contribution))
    else:
        yield from _not_filled_in(contribution)
    if not says_something(contribution):
        yield found(EMPTY_CONTRIBUTION, start_of(contribution.path))
    elif missed:
        span = _or_start(contribution.date_span, contribution)
        date, deadline = f"{contribution.date:%d.%m.%Y}", f"{missed:%d.%m.%Y}"
        yield found(LATE_CONTRIBUTION, span, date=date, deadline=deadline)


def _not_filled_in(contribution: Contribution) -> Iterator[Diagnostic]:
    """The lines of the scaffold that are still there, of whatever language it was in."""
    for block in contribution.body.blocks:
        if isinstance(block, Paragraph) and (text := plain_text(block.inlines)).startswith(
            _FILL_IN
        ):
            yield found(NOT_FILLED_IN, block.span, text=clip(text))


def _findings(
    unit: Unit, texts: Sequence[Contribution], named: Sequence[Contribution]
) -> Iterator[Diagnostic]:
    """What can be said of a unit and its contributions."""
    if not named and unit.expects is Expectation.REQUIRED:
        yield found(MISSING_CONTRIBUTION, unit.span, unit=unit.name, id=unit.id)
    for contribution in texts[1:]:
        yield _of_unit(REPEATED_CONTRIBUTION, contribution, unit, other=texts[0].path)
    if unit.expects in _SILENT:
        for contribution in texts:
            if not contribution.fault:
                expects = unit.expects.value
                yield _of_unit(UNEXPECTED_CONTRIBUTION, contribution, unit, expects=expects)


def _of_unit(rule: Rule, contribution: Contribution, unit: Unit, **args: str) -> Diagnostic:
    return found(rule, _or_start(contribution.unit_span, contribution), unit=unit.name, **args)


def _levels(units: Iterable[Unit], level: int) -> Iterator[tuple[Unit, int]]:
    for unit in units:
        yield unit, level
        yield from _levels(unit.units, level + 1)


def _delivery(
    note: Note,
    unit: Unit | None,
    level: int,
    state: State,
    given: Sequence[Contribution],
    accounts: Mapping[str, Account],
) -> Delivery:
    words: dict[str, int] = {}
    for contribution in given:
        language = contribution.language or note.language
        words[language] = words.get(language, 0) + accounts[contribution.path].words
    return Delivery(
        unit,
        level,
        state,
        paths=tuple(contribution.path for contribution in given),
        date=max((c.date for c in given if c.date), default=None),
        late=any(accounts[c.path].is_late for c in given),
        words=tuple((language, count) for language, count in words.items() if count),
    )


def _words(contribution: Contribution) -> int:
    """The words of its text, footnotes and measures."""
    body = contribution.body
    count = word_count(body.blocks) + sum(word_count(note.blocks) for note in body.footnotes)
    for measure in contribution.measures:
        count += words_in(plain_text(measure.name))
        count += sum(words_in(plain_text(field.value)) for field in measure.fields)
    return count
