"""Deliveries → the status board: a row a unit, and a line on how far the note has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Severity
from arkdoc.model.note import Delivery
from arkdoc.preview.difference import KeyedElement
from arkdoc.units.status import Counts, DeliveryStatus
from arkdoc.write.html.markup import element, escaped


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on the board, its `state` in words, where it begins (`anchor`), and its own `page`."""

    delivery: Delivery
    counts: Counts
    state: str
    anchor: str
    page: str

    @property
    def id(self) -> str:
        """The unit's id, or nothing."""
        return self.delivery.unit.id if self.delivery.unit else ""


def status_row(row: Row, tr: Translator) -> KeyedElement:
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
    return KeyedElement(f"{row.id or name}:{html}", html)


def _facts(row: Row, tr: Translator) -> Iterator[str]:
    delivery = row.delivery
    yield element("span", escaped(row.state), class_="pv-state")
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


def summary(status_of_units: DeliveryStatus, tr: Translator) -> KeyedElement:
    """How many have delivered, and when they should."""
    html = element("p", escaped(status_of_units.summary(tr)))
    return KeyedElement(html, html)
