"""Deliveries and diagnostics → the status of each unit, its diagnostics, and who is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import TypeAlias

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, Diagnostic, Severity
from arkdoc.model.note import Delivery, State

Counts: TypeAlias = Counter[Severity]

_EXPECTED = frozenset({State.DONE, State.DRAFT, State.MISSING, State.UNREADABLE})
_DELIVERED = frozenset({State.DONE, State.DRAFT})

_STATES = {
    State.DONE: N_("done"),
    State.DRAFT: N_("draft"),
    State.MISSING: N_("missing"),
    State.UNREADABLE: N_("can't be read"),
    State.NO_REMARKS: N_("no remarks"),
    State.NOT_DELIVERED: N_("not delivered"),
    State.OPTIONAL: N_("not required"),
    State.UNPLACED: N_("unknown unit"),
}


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """Deliveries and diagnostics. What is missing is overdue when `today` is past `deadline`."""

    deliveries: Sequence[Delivery]
    diagnostics: Sequence[Diagnostic]
    deadline: Date | None
    today: Date

    def days_overdue(self, delivery: Delivery) -> int:
        """The days since the deadline if the contribution is missing and overdue, else 0."""
        if self.deadline is None or delivery.state is not State.MISSING:
            return 0
        return max((self.today - self.deadline).days, 0)

    def in_words(self, delivery: Delivery, tr: Translator) -> str:
        """The state of a delivery in words, and how late it is."""
        is_empty = delivery.state is State.MISSING and delivery.paths
        state = tr("empty") if is_empty else tr(_STATES[delivery.state])
        if delivery.late:
            return tr("{state}, too late", state=state)
        if days := self.days_overdue(delivery):
            late = tr.count("{n} day overdue", "{n} days overdue", days)
            return f"{state}, {late}"
        return state

    def summary(self, tr: Translator) -> str:
        """How many units have delivered, how many of these are drafts, and the deadline."""
        states = [d.state for d in self.deliveries if d.unit is not None]
        sentences = [
            tr(
                "{delivered} of {expected} contributions have come.",
                delivered=sum(state in _DELIVERED for state in states),
                expected=sum(state in _EXPECTED for state in states),
            )
        ]
        if drafts := states.count(State.DRAFT):
            sentences.append(tr.count("{n} is a draft.", "{n} are drafts.", drafts))
        if self.deadline:
            date = local_date(self.deadline, tr)
            if self.today > self.deadline:
                sentences.append(tr("The deadline was {date}.", date=date))
            else:
                sentences.append(tr("The deadline is {date}.", date=date))
        return " ".join(sentences)

    def owner(self) -> Callable[[Diagnostic], int | None]:
        """A function from a diagnostic to the index of the delivery it concerns, or None."""
        paths: dict[str, int] = {}
        for number, delivery in enumerate(self.deliveries):
            paths |= dict.fromkeys(delivery.paths, number)
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


def local_date(date: Date, tr: Translator) -> str:
    """A date as people write it in the reader's language."""
    return date.strftime("%d.%m.%Y") if tr.language == "nb" else date.isoformat()
