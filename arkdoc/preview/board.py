"""Deliveries → the status board: a row a unit, and a line on how far the note has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from arkdoc.diagnostic import Severity
from arkdoc.note import Delivery
from arkdoc.preview.difference import Piece
from arkdoc.preview.voice import Voice
from arkdoc.standing import DELIVERED, EXPECTED, STATES, Counts, Standing
from arkdoc.write.html.markup import element, escaped


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on the board. `anchor` is where it begins on the page, `page` its own page."""

    delivery: Delivery
    counts: Counts
    days_overdue: int
    anchor: str
    page: str

    @property
    def id(self) -> str:
        """The unit's id, or nothing."""
        return self.delivery.unit.id if self.delivery.unit else ""


def board_row(row: Row, tr: Voice) -> Piece:
    """A list item: the unit's name, which leads to its text, and how it stands."""
    delivery = row.delivery
    name = delivery.unit.name if delivery.unit else ", ".join(delivery.paths)
    title = (
        element("a", escaped(name), href=f"#{row.anchor.replace('%', '%25')}")
        if row.anchor
        else element("span", escaped(name))
    )
    facts = " · ".join(_facts(row, tr))
    html = element(
        "li",
        element("p", title, class_="pv-name") + element("p", facts, class_="pv-facts"),
        class_="pv-unit",
        data_state=delivery.state.value,
        data_level=str(delivery.level),
    )
    return Piece(f"{row.id or name}:{html}", html)


def _facts(row: Row, tr: Voice) -> Iterator[str]:
    delivery = row.delivery
    yield element("span", escaped(_state(row, tr)), class_="pv-state")
    if delivery.paths:
        words = sum(count for _, count in delivery.words)
        yield escaped(tr.count("{n} word", "{n} words", words))
    if errors := row.counts[Severity.ERROR]:
        said = escaped(tr.count("{n} error", "{n} errors", errors))
        yield element("span", said, class_="pv-errors")
    if warnings := row.counts[Severity.WARNING]:
        said = escaped(tr.count("{n} warning", "{n} warnings", warnings))
        yield element("span", said, class_="pv-warnings")
    if row.page:
        name = delivery.unit.name if delivery.unit else ""
        label = tr("The page of {unit}", unit=name)
        yield element(
            "a", escaped(tr("own page")), href=row.page, class_="pv-own", aria_label=label
        )


def _state(row: Row, tr: Voice) -> str:
    said = tr(STATES[row.delivery.state])
    if row.delivery.late:
        return tr("{state}, too late", state=said)
    if row.days_overdue:
        return tr.count("missing for {n} day", "missing for {n} days", row.days_overdue)
    return said


def summary(standing: Standing, tr: Voice) -> Piece:
    """How many have delivered, and when they should."""
    states = [d.state for d in standing.deliveries if d.unit is not None]
    said = [
        tr(
            "{delivered} of {expected} contributions have come.",
            delivered=sum(state in DELIVERED for state in states),
            expected=sum(state in EXPECTED for state in states),
        )
    ]
    if deadline := standing.deadline:
        date = deadline.strftime("%d.%m.%Y") if tr.language == "nb" else deadline.isoformat()
        if standing.today > deadline:
            said.append(tr("The deadline was {date}.", date=date))
        else:
            said.append(tr("The deadline is {date}.", date=date))
    html = element("p", escaped(" ".join(said)))
    return Piece(html, html)
