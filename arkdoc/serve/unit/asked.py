"""A unit of a note → what its page asks for, and what it says at its foot (sharing.md, 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from arkdoc.language.messages import Translator
from arkdoc.language.printed import WORDS
from arkdoc.model.note import Delivery, Note, State, Unit
from arkdoc.write.html.markup import element, escaped, opening

ACCEPTED = ".docx,.docm,.md,.txt,.png,.jpg,.jpeg,.svg,.gif,.bmp,.tif,.tiff,.webp"
NOT_BEGUN = (State.MISSING, State.NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of a unit is made from.

    `action` is where its forms go, `basis` the digest of the files that it has, `text` what it has
    written in the browser, `closed` why nothing is taken, and `statement` the address of the
    accessibility statement; either may be empty. `edits` is a card about what the secretariat has
    edited since, as markup, and `questions` one with what it has asked.
    """

    note: Note
    unit: Unit
    delivery: Delivery | None
    today: Date
    action: str
    key: str
    basis: str
    text: str
    closed: str
    received: str
    statement: str = ""
    edits: str = ""
    questions: str = ""


def write_asked(asked: Asked, tr: Translator) -> str:
    """What stands above the unit's text: what is asked and by when, and the ways to hand it in."""
    state = asked.delivery.state if asked.delivery else State.MISSING
    heading = element("h1", escaped(asked.unit.name), id="sv-unit")
    lines = [heading, element("p", escaped(_where_it_stands(state, asked, tr)), class_="sv-state")]
    if due := deadline_in_words(asked.note.deadline, asked.today, tr):
        lines.append(element("p", element("strong", escaped(due)), class_="sv-due"))
    if asked.note.prompts:
        items = "".join(element("li", escaped(prompt)) for prompt in asked.note.prompts)
        title = element("h2", escaped(tr("What we ask about")))
        lines.append(title + element("ul", items, class_="sv-prompts"))
    first = element("section", "".join(lines), class_="sv-card", aria_labelledby="sv-unit")
    first += asked.questions + asked.edits
    if asked.closed:
        told = element("p", escaped(asked.closed))
        named = tr("Hand in your text")
        return first + element("section", told, class_="sv-card sv-told", aria_label=named)
    return first + _ways_to_deliver(asked, tr)


def _where_it_stands(state: State, asked: Asked, tr: Translator) -> str:
    match state:
        case State.MISSING | State.NOT_BEGUN:
            return tr("Your text has not come yet. Choose the Word file, or write here.")
        case State.DRAFT:
            return tr("A draft of your text is here. Go on with it, or hand it in.")
        case State.NO_REMARKS:
            return tr("You have said that you have no remarks.")
        case State.FAULTY | State.UNREADABLE:
            return tr("Your text has come, and something in it must be put right.")
        case _:
            return tr("Your text has come. You may hand in a new one.")


def _ways_to_deliver(asked: Asked, tr: Translator) -> str:
    file = element(
        "label",
        element("span", escaped(tr("Choose a file")), class_="sv-button sv-main")
        + element("span", escaped(tr("or drop it here")), class_="sv-drop-hint")
        + opening(
            "input", type="file", id="sv-file", name="fil", multiple="", accept=ACCEPTED,
            class_="sv-visually-hidden",
        ),
        class_="sv-drop",
        id="sv-drop",
    )  # fmt: skip
    said = tr("A Word file, a text, or pictures. Nothing is handed in before you have seen it.")
    label = tr("Fetch a Word form with the questions")
    blank = element("a", escaped(label), href=f"{asked.action}/skjema")
    hint = element("p", f"{escaped(said)} {blank}", class_="sv-hint")
    is_open = bool(asked.text)
    editor = element(
        "details",
        element("summary", escaped(tr("Write or paste in")))
        + element("label", escaped(tr("Your text")), for_="sv-text")
        + element("textarea", "\n" + escaped(asked.text), id="sv-text", name="tekst", rows="14")
        + element("p", "", id="sv-paste", class_="sv-hint", role="status")
        + _buttons(
            _button(tr("See how it looks"), "se-tekst", is_main=True),
            _button(tr("Save as a draft"), "utkast"),
        ),
        class_="sv-editor",
        open="" if is_open else None,
    )
    others = _buttons(
        _button(tr("We have no remarks"), "ingen-merknader"),
        _button(tr("We need more time"), "mer-tid"),
    )
    time = element(
        "form",
        element("label", escaped(tr("Until which day?")), for_="sv-until")
        + opening("input", type="date", id="sv-until", name="til", required="")
        + _buttons(element("button", escaped(tr("Say so")), type="submit", class_="sv-main")),
        id="sv-time",
        hidden="",
    )
    answer = element("div", "", id="sv-answer", tabindex="-1", aria_live="polite")
    return element(
        "section",
        element("h2", escaped(tr("Hand in your text")), id="sv-hand-in")
        + file + hint + answer + editor + others + time,
        class_="sv-card",
        id="sv-deliver",
        aria_labelledby="sv-hand-in",
        data_action=asked.action,
        data_key=asked.key,
        data_basis=asked.basis,
        data_began=asked.basis if asked.text else "",
        data_sending=tr("Reading it …"),
        data_failed=tr("It did not get through. Check the network, and try again."),
        data_too_large=tr("That is too large. A Word file may be 10 MB."),
        data_pasted=tr("Pasted, with headings, lists and tables."),
        data_without_pictures=tr("Pictures do not come along: choose them as files."),
    )  # fmt: skip


def write_foot(asked: Asked, tr: Translator) -> str:
    """What stands below the text: what happens to it."""
    lines = [
        tr("The text becomes a part of the case note “{title}”.", title=asked.note.title),
        tr(
            "The note may become public. Do not write about single persons, about health, or about "
            "who is in a union."
        ),
    ]
    if asked.note.officer:
        lines.append(tr("Questions? Ask {name}.", name=asked.note.officer))
    paragraphs = "".join(element("p", escaped(line)) for line in lines)
    if asked.received:
        link = element("a", escaped(tr("Fetch what you handed in")), href=asked.received)
        paragraphs += element("p", link)
    if asked.statement:
        link = element("a", escaped(tr("Accessibility statement")), href=asked.statement)
        paragraphs += element("p", link)
    title = element("h2", escaped(tr("What happens to the text")), id="sv-what-happens")
    return element(
        "section", title + paragraphs, class_="sv-card sv-foot", aria_labelledby="sv-what-happens"
    )


def deadline_in_words(deadline: Date | None, today: Date, tr: Translator) -> str:
    """The deadline with its weekday, and how many days are left; empty where there is none."""
    if deadline is None:
        return ""
    day = day_in_words(deadline, today, tr)
    left = (deadline - today).days
    if left < 0:
        return tr("The deadline was {day}.", day=day)
    if left == 0:
        return tr("The deadline is today, {day}.", day=day)
    days = tr.count("{n} day left.", "{n} days left.", left)
    return f"{tr('Deadline {day}.', day=day)} {days}"


def day_in_words(day: Date, today: Date, tr: Translator) -> str:
    """«fredag 22. februar», with the year where it is another one."""
    words = WORDS.get(tr.language, WORDS["nb"])
    written = words.written_day(day)
    return written.removesuffix(f" {day.year}") if day.year == today.year else written


def _button(label: str, name: str, *, is_main: bool = False) -> str:
    return element(
        "button", escaped(label), type="button", data_do=name, class_="sv-main" if is_main else None
    )


def _buttons(*buttons: str) -> str:
    return element("p", "".join(buttons), class_="sv-buttons")
