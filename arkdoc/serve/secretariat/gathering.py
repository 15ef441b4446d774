"""The units of a note → the page that gathers texts: who has delivered, and what to send whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date

from arkdoc.deliver.letters import mailto
from arkdoc.deliver.reminders import Message
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Severity
from arkdoc.model.note import Delivery, Unit
from arkdoc.pipeline.analyse import Analysis
from arkdoc.serve.secretariat.frame import form
from arkdoc.serve.served_note import ServedNote
from arkdoc.serve.unit.asked import ACCEPTED, deadline_in_words
from arkdoc.units.status import DeliveryStatus
from arkdoc.write.html.markup import element, escaped, opening


@dataclass(frozen=True, slots=True)
class Gathering:
    """What the page is made from; addresses, reminders and invitations by the unit's id."""

    analysis: Analysis
    status: DeliveryStatus
    addresses: Mapping[str, str]
    reminders: Mapping[str, Message]
    invitations: Mapping[str, Message]
    today: Date
    key: str


def write_gathering(served: ServedNote, gathering: Gathering, tr: Translator) -> str:
    """The page's content."""
    note = gathering.analysis.note
    due = deadline_in_words(note.deadline, gathering.today, tr)
    summary = element("p", escaped(gathering.status.summary(tr)), class_="sv-summary")
    lines = (element("p", escaped(due), class_="sv-due") if due else "") + summary
    rows = "".join(_rows(served, gathering, tr))
    heads = (tr("Unit"), tr("How far"), tr("Came"), tr("What to do"))
    head = "".join(element("th", escaped(name), scope="col") for name in heads)
    caption = element("caption", escaped(tr("Contributions")), class_="sv-visually-hidden")
    table = element(
        "table",
        caption + element("thead", element("tr", head)) + element("tbody", rows),
        class_="sv-units",
    )
    units = element("section", lines + table, class_="sv-card", aria_label=tr("Contributions"))
    return units + _drop(served, gathering, tr) + _all_addresses(gathering, tr)


def _rows(served: ServedNote, gathering: Gathering, tr: Translator) -> Iterator[str]:
    owner_of = gathering.status.owner()
    with_errors = {
        owner_of(found)
        for found in gathering.analysis.diagnostics
        if found.rule.severity is Severity.ERROR
    }
    for number, delivery in enumerate(gathering.status.deliveries):
        yield _row(served, gathering, delivery, number in with_errors, tr)


def _row(
    served: ServedNote, gathering: Gathering, delivery: Delivery, has_errors: bool, tr: Translator
) -> str:
    status, unit = gathering.status, delivery.unit
    state = status.state(delivery, has_errors=has_errors)
    name = unit.name if unit else tr("A text of no unit")
    words = status.in_words(delivery, tr, has_errors=has_errors)
    facts = escaped(words)
    head = element("th", escaped(name), scope="row", data_level=str(delivery.level))
    came = element("td", escaped(status.came_in_words(delivery, tr)))
    doing = _doing(served, gathering, unit, tr) if unit else ""
    return element(
        "tr",
        head + element("td", facts, class_="sv-far") + came + element("td", doing),
        data_state=state.value,
    )


def _doing(served: ServedNote, gathering: Gathering, unit: Unit, tr: Translator) -> str:
    address = gathering.addresses[unit.id]
    label = tr("The page of {unit}", unit=unit.name)
    page = element(
        "a", escaped(tr("Page")), href=f"{served.base}/enhet/{unit.id}", aria_label=label
    )
    copy = _button(tr("Copy the address"), tr("Copy the address of {unit}", unit=unit.name),
                   data_copy=address, data_copied=tr("Copied"))  # fmt: skip
    mail = "".join(_mails(gathering, unit, tr))
    more = _form_button(served, gathering, unit, "/ny-adresse", tr("New address"),
                        tr("New address for {unit}", unit=unit.name))  # fmt: skip
    if unit.locked:
        lock = _form_button(served, gathering, unit, "/laas-opp", tr("Unlock"),
                            tr("Unlock {unit}", unit=unit.name))  # fmt: skip
    else:
        lock = _form_button(served, gathering, unit, "/laas", tr("Lock"),
                            tr("Lock {unit}", unit=unit.name))  # fmt: skip
    blank = element(
        "a",
        escaped(tr("Word form")),
        href=f"{served.base}/enhet/{unit.id}/skjema",
        aria_label=tr("Word form for {unit}", unit=unit.name),
    )
    rest = element("summary", escaped(tr("More")), aria_label=tr("More for {unit}", unit=unit.name))
    return f"{page} {mail} {copy}" + element(
        "details", rest + blank + more + lock, class_="sv-more"
    )


def _mails(gathering: Gathering, unit: Unit, tr: Translator) -> Iterator[str]:
    """A reminder to open in e-mail, or else an invitation, and its text to copy."""
    reminder = gathering.reminders.get(unit.id)
    message = reminder or gathering.invitations.get(unit.id)
    if message is None:
        return
    label = tr("Reminder in e-mail") if reminder else tr("Invitation in e-mail")
    spoken = tr("{what} to {unit}", what=label, unit=unit.name)
    yield element("a", escaped(label), href=mailto(message), aria_label=spoken)
    spoken = tr("Copy the text to {unit}", unit=unit.name)
    yield _button(tr("Copy the text"), spoken, data_copy=message.text, data_copied=tr("Copied"))


def _button(label: str, spoken: str, **attributes: str | None) -> str:
    return element("button", escaped(label), type="button", aria_label=spoken, **attributes)


def _form_button(
    served: ServedNote, gathering: Gathering, unit: Unit, path: str, label: str, spoken: str
) -> str:
    field = opening("input", type="hidden", name="enhet", value=unit.id)
    button = element("button", escaped(label), type="submit", aria_label=spoken)
    return form(served, path, gathering.key, field + button, class_="sv-inline-form")


def _drop(served: ServedNote, gathering: Gathering, tr: Translator) -> str:
    title = element("h2", escaped(tr("Files you have got by e-mail")), id="sv-dropped-title")
    label = element(
        "label",
        element("span", escaped(tr("Choose files")), class_="sv-button sv-main")
        + element("span", escaped(tr("or drop any number of them here")), class_="sv-drop-hint")
        + opening(
            "input", type="file", id="sv-files", multiple="", accept=ACCEPTED,
            class_="sv-visually-hidden",
        ),
        class_="sv-drop",
        id="sv-drop",
    )  # fmt: skip
    plan = element("div", "", id="sv-plan", tabindex="-1", aria_live="polite")
    return element(
        "section",
        title + label + plan,
        class_="sv-card",
        aria_labelledby="sv-dropped-title",
        data_action=f"{served.base}/slipp",
        data_key=gathering.key,
        data_failed=tr("It did not get through. Check the network, and try again."),
        data_sending=tr("Reading them …"),
        data_too_many=tr("That is too much at once. Take some of the files at a time."),
        id="sv-dropped",
    )


def _all_addresses(gathering: Gathering, tr: Translator) -> str:
    """All addresses at once, for an e-mail program or a list of one's own."""
    lines = [
        f"{unit.name}\t{gathering.addresses[unit.id]}" for unit in gathering.analysis.note.all_units
    ]
    text = element("textarea", "\n" + escaped("\n".join(lines)), id="sv-addresses", readonly="")
    label = element("label", escaped(tr("Each unit and its address")), for_="sv-addresses")
    summary = element("summary", escaped(tr("All addresses")))
    copy = _button(tr("Copy all"), tr("Copy all addresses"), data_copy_from="sv-addresses",
                   data_copied=tr("Copied"))  # fmt: skip
    return element("details", summary + label + text + copy, class_="sv-card")
