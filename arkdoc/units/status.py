"""Deliveries and diagnostics → the status of each unit, its diagnostics, and who is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from typing import TypeAlias

from arkdoc.language.messages import Translator
from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_, Diagnostic, Severity
from arkdoc.model.note import Delivery, Expectation, State

Counts: TypeAlias = Counter[Severity]

_COME = frozenset({State.DONE, State.DRAFT, State.FAULTY, State.UNREADABLE})
_LACKING = frozenset({State.MISSING, State.NOT_BEGUN})
_MAY_BE_FAULTY = frozenset({State.DONE, State.DRAFT, State.NO_REMARKS})

_STATES = {
    State.DONE: N_("done"),
    State.DRAFT: N_("draft"),
    State.FAULTY: N_("has errors"),
    State.NOT_BEGUN: N_("not begun"),
    State.MISSING: N_("missing"),
    State.UNREADABLE: N_("can't be read"),
    State.NO_REMARKS: N_("no remarks"),
    State.NOT_DELIVERED: N_("not delivered"),
    State.OPTIONAL: N_("not required"),
    State.UNPLACED: N_("unknown unit"),
}


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """Deliveries and diagnostics. What is missing is overdue when `today` is past `deadline`.

    `changed` is when each file was last changed, as in `Sources`. `delivered` is where and on which
    day each unit has delivered last, in the browser, by its id; `more_time` until when it has asked
    for more time since. Of the `waiting` ones a new text waits for the secretariat.
    """

    deliveries: Sequence[Delivery]
    diagnostics: Sequence[Diagnostic]
    deadline: Date | None
    today: Date
    changed: Mapping[str, float] = field(default_factory=dict)
    delivered: Mapping[str, tuple[str, Date]] = field(default_factory=dict)
    more_time: Mapping[str, Date] = field(default_factory=dict)
    waiting: Collection[str] = ()

    def known_of(self, delivery: Delivery) -> tuple[object, ...]:
        """All that is known of `delivery` beside itself: what is said of it follows from this."""
        unit = delivery.unit.id if delivery.unit else ""
        return (
            self.deadline,
            self.today,
            *map(self.changed.get, delivery.paths or delivery.strays),
            self.delivered.get(unit),
            self.more_time.get(unit),
            unit in self.waiting,
        )

    def state(self, delivery: Delivery, *, has_errors: bool) -> State:
        """The state to show: what has come and has errors is FAULTY, whatever else it is."""
        is_faulty = has_errors and delivery.paths and delivery.state in _MAY_BE_FAULTY
        return State.FAULTY if is_faulty else delivery.state

    def day_delivered(self, delivery: Delivery) -> Date | None:
        """The day on which what came without a date of its own was delivered, where that is known.

        A file that came otherwise is not what was delivered.
        """
        path, day = self.delivered.get(delivery.unit.id if delivery.unit else "", ("", None))
        is_known = not delivery.date and delivery.state not in _LACKING and path in delivery.paths
        return day if is_known else None

    def last_change(self, delivery: Delivery) -> Date | None:
        """The day, here, on which what came without any other date was last changed."""
        if delivery.date or delivery.state in _LACKING or self.day_delivered(delivery):
            return None
        files = delivery.paths or delivery.strays
        latest = max((self.changed.get(path, 0.0) for path in files), default=0.0)
        return datetime.fromtimestamp(latest).astimezone().date() if latest > 0 else None

    def came(self, delivery: Delivery, tr: Translator) -> str:
        """When it came: its date, else the day of the delivery, else that of the last change.

        Of the last it is said that it is that.
        """
        if date := delivery.date or self.day_delivered(delivery):
            return local_date(date, tr)
        day = self.last_change(delivery)
        return tr("changed {date}", date=local_date(day, tr)) if day else ""

    def came_in_words(self, delivery: Delivery, tr: Translator) -> str:
        """When it came, for where no heading says what the date is."""
        came = self.came(delivery, tr)
        is_delivered = delivery.date or self.day_delivered(delivery)
        return tr("delivered {date}", date=came) if is_delivered else came

    def days_overdue(self, delivery: Delivery) -> int:
        """The days since the deadline if the contribution is missing and overdue, else 0."""
        if self.deadline is None or not _is_lacking(delivery):
            return 0
        return max((self.today - self.deadline).days, 0)

    def in_words(self, delivery: Delivery, tr: Translator, *, has_errors: bool) -> str:
        """The state of a delivery in words, and how late it is."""
        is_empty = delivery.state is State.MISSING and delivery.paths
        shown = self.state(delivery, has_errors=has_errors)
        state = tr("empty") if is_empty else tr(_STATES[shown])
        if delivery.late:
            state = tr("{state}, too late", state=state)
        elif days := self.days_overdue(delivery):
            state += ", " + tr.count("{n} day overdue", "{n} days overdue", days)
        if until := self.asked_until(delivery):
            state += ", " + tr("more time until {date}", date=local_date(until, tr))
        if self.is_waiting(delivery):
            state += ", " + tr("a new text waits")
        return state

    def is_waiting(self, delivery: Delivery) -> bool:
        """Whether a newer text of the unit waits until the secretariat has merged it."""
        return delivery.unit is not None and delivery.unit.id in self.waiting

    def asked_until(self, delivery: Delivery) -> Date | None:
        """Until when the unit has asked for more time, while its text has not come."""
        is_waited_for = delivery.state in (*_LACKING, State.DRAFT, State.UNREADABLE)
        return self.more_time.get(delivery.unit.id) if delivery.unit and is_waited_for else None

    def summary(self, tr: Translator) -> str:
        """How many units have delivered, what some of these lack, and the deadline."""
        owner_of = self.owner()
        faulty = {owner_of(diagnostic) for diagnostic in self.diagnostics if diagnostic.is_error}
        states = [
            self.state(delivery, has_errors=number in faulty)
            for number, delivery in enumerate(self.deliveries)
            if delivery.unit is not None
        ]
        come = sum(state in _COME for state in states)
        sentences = [
            tr(
                "{delivered} of {expected} contributions have come.",
                delivered=come,
                expected=come + sum(map(_is_lacking, self.deliveries)),
            )
        ]
        if drafts := states.count(State.DRAFT):
            sentences.append(tr.count("{n} is a draft.", "{n} are drafts.", drafts))
        if with_errors := states.count(State.FAULTY):
            sentences.append(tr.count("{n} has errors.", "{n} have errors.", with_errors))
        if unreadable := states.count(State.UNREADABLE):
            sentences.append(tr("{n} can't be read.", n=unreadable))
        if self.deadline:
            date = local_date(self.deadline, tr)
            if self.today > self.deadline:
                sentences.append(tr("The deadline was {date}.", date=date))
            else:
                sentences.append(tr("The deadline is {date}.", date=date))
        return " ".join(sentences)

    def owner(self) -> Callable[[Diagnostic], int | None]:
        """A function from a diagnostic to the index of the delivery it concerns, or None."""
        paths = {path: number for number, d in enumerate(self.deliveries) for path in d.owned}
        units = [(n, d.unit) for n, d in enumerate(self.deliveries) if d.unit is not None]
        # A diagnostic about a unit without a file has the unit's place in notat.md.
        spans = {unit.span: n for n, unit in units} | {unit.name_span: n for n, unit in units}

        def owner_of(diagnostic: Diagnostic) -> int | None:
            span = diagnostic.span
            return paths.get(span.path, spans.get(span)) if span.path else None

        return owner_of

    def counts(self) -> tuple[list[Counts], dict[str, Counts]]:
        """Diagnostics by severity: for each delivery, and for each other file."""
        owner_of = self.owner()
        by_delivery: list[Counts] = [Counter() for _ in self.deliveries]
        others: dict[str, Counts] = {}
        for diagnostic in self.diagnostics:
            owner = owner_of(diagnostic)
            severity = diagnostic.rule.severity
            if owner is None:
                others.setdefault(diagnostic.span.path, Counter())[severity] += 1
            else:
                by_delivery[owner][severity] += 1
        return by_delivery, others


def _is_lacking(delivery: Delivery) -> bool:
    is_required = delivery.unit is not None and delivery.unit.expects is Expectation.REQUIRED
    return is_required and delivery.state in _LACKING


def local_date(date: Date, tr: Translator) -> str:
    """A date as people write it in the reader's language."""
    return in_figures(date) if tr.language == "nb" else date.isoformat()
