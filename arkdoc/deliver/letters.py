"""Messages to units → what somebody sends: a text, an e-mail to open, a table, JSON.

Texts of others (names, titles, contacts) never end a header's line, nor does a spreadsheet take
them for a formula.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from urllib.parse import quote

from arkdoc.deliver.reminders import Message, Recipient
from arkdoc.language.messages import printable
from arkdoc.write.sheet.separated import write_separated

_WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
_COLUMNS = (*("enhet", "navn", "til", "mangler", "frist", "mer_tid", "adresse", "emne", "tekst"),)
_LINE = "-" * 72
_LONGEST_NAME = 100


def as_text(messages: Sequence[Message], to: str, subject: str) -> str:
    """The messages to read and to copy from; `to` and `subject` are what these lines are called."""
    parts = []
    for message in messages:
        people = ", ".join(_person(each) for each in message.recipients) or "–"
        head = f"{to}: {people}\n{subject}: {message.subject}\n"
        parts.append(f"{head}\n{message.text}")
    return f"\n{_LINE}\n".join(parts)


def as_csv(messages: Iterable[Message]) -> str:
    """A table with a row for each unit, as Norwegian Excel and Word's mail merge read it."""
    rows = (
        (
            message.unit.id,
            message.unit.name,
            "; ".join(each.address for each in message.recipients if each.address),
            message.lacking,
            _iso(message.deadline),
            _iso(message.more_time),
            message.address,
            message.subject,
            message.text,
        )
        for message in messages
    )
    return write_separated((_COLUMNS, *rows))


def as_json(messages: Iterable[Message]) -> str:
    """`{"messages": [...]}`; what isn't known is null."""
    records = [
        {
            "unit": message.unit.id,
            "name": message.unit.name,
            "state": message.state.value,
            "to": [
                {"name": each.name or None, "address": each.address or None}
                for each in message.recipients
            ],
            "lacking": message.lacking or None,
            "deadline": _iso(message.deadline) or None,
            "moreTimeUntil": _iso(message.more_time) or None,
            "address": message.address or None,
            "subject": message.subject,
            "text": message.text,
        }
        for message in messages
    ]
    return json.dumps({"messages": records}, ensure_ascii=False, indent=2) + "\n"


def as_email(message: Message, form: bytes | None = None) -> bytes:
    """An e-mail that a program opens as one to be sent (X-Unsent), with the form for Word."""
    mail = EmailMessage(policy=SMTP)
    if people := [found for each in message.recipients if (found := _mailbox(each))]:
        mail["To"] = people
    mail["Subject"] = printable(message.subject)
    mail["X-Unsent"] = "1"
    mail.set_content(message.text, cte="quoted-printable")
    if form is not None:
        name = f"{message.unit.id}.docx"
        mail.add_attachment(form, maintype=_WORD[0], subtype=_WORD[1], filename=name)
        # The same bytes for the same message: Python's own boundary is drawn by lot.
        digest = sha256(message.text.encode() + form).hexdigest()[:32]
        mail.set_boundary(f"arkdoc-{digest}")
    return mail.as_bytes()


def mailto(message: Message) -> str:
    """The address that opens the message in the reader's own e-mail program (RFC 6068)."""
    to = ",".join(quote(a, safe="@") for r in message.recipients if (a := _ascii(r.address)))
    body = message.text.replace("\n", "\r\n")
    return f"mailto:{to}?subject={quote(message.subject, safe='')}&body={quote(body, safe='')}"


def _person(recipient: Recipient) -> str:
    if recipient.name and recipient.address:
        return f"{recipient.name} <{recipient.address}>"
    return recipient.address or recipient.name


def _mailbox(recipient: Recipient) -> Address | None:
    """None for somebody whose e-mail address isn't known, or is none."""
    address = _ascii(recipient.address)
    if not address:
        return None
    with suppress(ValueError, IndexError):  # what the standard library doesn't take
        return Address(printable(recipient.name)[:_LONGEST_NAME], addr_spec=address)
    return None


def _ascii(address: str) -> str:
    """An address as e-mail programs all take it; empty where it can't be written so."""
    user, _, domain = address.rpartition("@")
    with suppress(UnicodeError):
        return f"{user.encode('ascii').decode()}@{domain.encode('idna').decode()}" if user else ""
    return ""


def _iso(date: object) -> str:
    return f"{date}" if date else ""
