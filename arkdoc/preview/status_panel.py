"""Deliveries → the status panel: a row a unit, and a line on how far the note has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.note import Delivery, State
from arkdoc.preview.difference import KeyedElement, keyed_by_html
from arkdoc.preview.inline_messages import count_spans
from arkdoc.units.status import DeliveryStatus
from arkdoc.write.html.markup import element, escaped, fragment


def status_row(
    delivery: Delivery,
    found: Sequence[Diagnostic] | None,
    tr: Translator,
    *,
    state: State,
    in_words: Sequence[str],
    anchor: str,
    page: str,
) -> KeyedElement:
    """A list item: the unit's name, its `state` `in_words`, and how many faults were found.

    The name links to `anchor`, where the unit's text begins; `page` is the address of the unit's
    own page. Either may be empty. With `found` None nothing is counted.
    """
    unit = delivery.unit
    name = unit.name if unit else ", ".join(delivery.files)
    title = (
        element("a", escaped(name), href=fragment(anchor))
        if anchor
        else element("span", escaped(name))
    )
    first, *more = (escaped(words) for words in in_words if words)
    facts = [element("span", first, class_="pv-state"), *more]
    if found is not None:
        facts += _counts(delivery, found, tr)
    if page:
        link = tr("own page")
        label = f"{link}: {name}"  # what is seen comes first: it is what people say to the machine
        facts.append(
            element("a", escaped(link), href=page, class_="pv-unit-link", aria_label=label)
        )
    html = element(
        "li",
        element("p", title, class_="pv-name") + element("p", " · ".join(facts), class_="pv-facts"),
        class_="pv-unit",
        data_state=state.value,
        data_level=str(delivery.level),
    )
    return KeyedElement(f"{unit.id if unit else name}:{html}", html)


def _counts(delivery: Delivery, found: Sequence[Diagnostic], tr: Translator) -> Iterator[str]:
    if delivery.has_words:
        words = sum(count for _, count in delivery.words)
        yield escaped(tr.count("{n} word", "{n} words", words))
    yield from count_spans(Counter(diagnostic.rule.severity for diagnostic in found), tr)


def summary(status: DeliveryStatus, tr: Translator) -> KeyedElement:
    """How many units have delivered, and when the deadline is."""
    return keyed_by_html(element("p", escaped(status.summary(tr))))
