"""How the units stand → what each of them is to be told, and who is to be told it (sharing.md, 6).

Nothing is sent: `letters.py` writes what somebody sends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date

from arkdoc.language.messages import printable
from arkdoc.language.printed import WORDS, MailWords
from arkdoc.model.diagnostic import Severity
from arkdoc.model.names import bare_case_number
from arkdoc.model.note import Delivery, Expectation, Note, State, Unit
from arkdoc.model.regex import regex
from arkdoc.units.status import DeliveryStatus

_ADDRESS = regex(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
_AROUND_NAME = " \t\u00a0,;:<>()[]\"'–-"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to write to: a name, an e-mail address, or both."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What one unit is told. The texts are in the note's language.

    `lacking` is what is lacking, in one sentence; empty for an invitation. `address` is that of the
    unit's page, empty where it is not to be shown. `has_form`: a form for Word goes with it.
    """

    unit: Unit
    state: State
    recipients: tuple[Recipient, ...] = field(repr=False)
    subject: str
    lacking: str
    deadline: Date | None
    more_time: Date | None
    address: str = field(repr=False)
    text: str = field(repr=False)
    has_form: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """What all messages of a time have in common.

    `contacts` are what contributions say of whom to ask, by the unit's id; `addresses` those of the
    units' pages, which are shown where they are given. `has_form`: a form for Word goes along.
    """

    note: Note
    status: DeliveryStatus
    contacts: Mapping[str, Collection[str]] = field(default_factory=dict, repr=False)
    addresses: Mapping[str, str] = field(default_factory=dict, repr=False)
    has_form: bool = False


def reminders(occasion: Occasion) -> tuple[Message, ...]:
    """A message to each unit whose text is missing, empty, a draft, in error or can't be read."""
    return tuple(_messages(occasion, is_invitation=False))


def invitations(occasion: Occasion) -> tuple[Message, ...]:
    """A message to each unit that may write something: what is asked, and by when."""
    return tuple(_messages(occasion, is_invitation=True))


def recipients(*contacts: str) -> tuple[Recipient, ...]:
    """The people in `contacts`, as people write them: «Leder, leder@ub.example»; each once."""
    found: dict[str, Recipient] = {}
    for contact in contacts:
        for recipient in _people(printable(contact)):
            found.setdefault(recipient.address.casefold() or recipient.name.casefold(), recipient)
    return tuple(found.values())


def _people(contact: str) -> Iterator[Recipient]:
    start = 0
    matches = list(_ADDRESS.finditer(contact))
    for match in matches:
        yield Recipient(contact[start : match.start()].strip(_AROUND_NAME), match[0].rstrip("."))
        start = match.end()
    if not matches and contact.strip(_AROUND_NAME):
        yield Recipient(contact.strip(_AROUND_NAME))


# --- who is told, and what -------------------------------------------------------------------


def _messages(occasion: Occasion, *, is_invitation: bool) -> Iterator[Message]:
    status = occasion.status
    by_delivery, _ = status.counts()
    for delivery, counts in zip(status.deliveries, by_delivery, strict=True):
        if delivery.unit is None:
            continue
        has_errors = counts[Severity.ERROR] > 0
        state = status.state(delivery, has_errors=has_errors)
        lacking = _lacking(_mail(occasion.note), delivery, state)
        if _is_asked(delivery.unit) if is_invitation else lacking:
            yield _message(occasion, delivery, state, "" if is_invitation else lacking)


def _mail(note: Note) -> MailWords:
    return WORDS[note.language].mail


def _is_asked(unit: Unit) -> bool:
    """Whether a unit may write something of its own; one with sub-units only where it says so."""
    is_leaf = not unit.units
    return unit.expects is Expectation.REQUIRED or (
        unit.expects is Expectation.OPTIONAL and is_leaf
    )


def _lacking(words: MailWords, delivery: Delivery, state: State) -> str:
    """What a unit lacks, in one sentence; empty where it lacks nothing."""
    missing = words.empty if delivery.paths else words.missing
    said = {
        State.MISSING: missing,
        State.NOT_BEGUN: words.not_begun,
        State.DRAFT: words.draft,
        State.FAULTY: words.faulty,
        State.UNREADABLE: words.unreadable,
    }
    name = delivery.unit.name if delivery.unit else ""
    return said[state].format(unit=name) if state in said else ""


def _message(occasion: Occasion, delivery: Delivery, state: State, lacking: str) -> Message:
    unit, note, status = delivery.unit, occasion.note, occasion.status
    assert unit is not None
    words = _mail(note)
    subject = words.reminder if lacking else words.invitation
    case = bare_case_number(note.case_number)
    contacts = (*unit.contacts, *occasion.contacts.get(unit.id, ()))
    message = Message(
        unit,
        state,
        recipients(*contacts),
        printable(subject.format(case=case, title=note.title)),
        lacking,
        note.deadline,
        status.asked_until(delivery),
        occasion.addresses.get(unit.id, ""),
        "",
        occasion.has_form and not lacking,
    )
    paragraphs = _reminder(message, case, occasion) if lacking else _invitation(message, case, note)
    return replace(message, text="\n\n".join(part for part in paragraphs if part) + "\n")


def _reminder(message: Message, case: str, occasion: Occasion) -> Iterator[str]:
    note = occasion.note
    words = _mail(note)
    yield words.greeting
    yield f"{message.lacking} {words.concerns.format(title=_quoted(note), case=case)}"
    yield _dates(words, message, occasion.status.today)
    yield from _address(words, message)
    yield _regards(words, note)


def _invitation(message: Message, case: str, note: Note) -> Iterator[str]:
    words = _mail(note)
    yield words.greeting
    asked = words.asked.format(unit=message.unit.name, title=_quoted(note), case=case)
    is_optional = message.unit.expects is Expectation.OPTIONAL
    yield f"{asked} {words.optional}" if is_optional else asked
    meeting = words.meeting.format(date=_day(words, note.meeting)) if note.meeting else ""
    yield " ".join(filter(None, (meeting, _dates(words, message, None))))
    if note.prompts:
        questions = (f"- {' '.join(prompt.split())}" for prompt in note.prompts)
        yield "\n".join((words.questions, *questions))
    yield words.form if message.has_form else ""
    yield words.no_remarks if not is_optional else ""
    yield from _address(words, message)
    yield _regards(words, note)


def _quoted(note: Note) -> str:
    """The title as it stands inside quotation marks."""
    words = WORDS[_mail(note).language]
    title = printable(note.title)
    for outer, inner in zip(words.quotes, words.inner_quotes, strict=True):
        title = title.replace(outer, inner)
    return title


def _dates(words: MailWords, message: Message, today: Date | None) -> str:
    """The deadline with its weekday, and until when more time was asked for."""
    said = []
    if message.deadline:
        is_over = today is not None and today > message.deadline
        sentence = words.deadline_was if is_over else words.deadline
        said.append(sentence.format(date=_day(words, message.deadline)))
    if message.more_time and message.lacking:
        said.append(words.more_time.format(date=_day(words, message.more_time)))
    return " ".join(said)


def _day(words: MailWords, date: Date) -> str:
    return WORDS[words.language].written_day(date)


def _address(words: MailWords, message: Message) -> Iterator[str]:
    if message.address:
        yield words.address.format(address=message.address)
        yield words.address_is_yours


def _regards(words: MailWords, note: Note) -> str:
    return f"{words.regards}\n{note.officer or note.sender}"
