"""A root → the addresses of its units and its secretariat, and what they open (sharing.md, 4).

An address is `<url>/enhet/<id>#<token>`, `<url>` being that of the note. Its token is an HMAC with
the note's secret, which is made once and lies in `.arkdoc/secret`: so addresses live through
restarts, builds and a move of the folder, and nothing that is known of one note opens another. What
else it is an HMAC of is the role, the unit and a counter, which `new_secret` counts up.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from enum import Enum
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from urllib.parse import urlsplit

from arkdoc.deliver.state import SECRET, SERVER
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.note import Note, Unit
from arkdoc.pipeline.files import PRIVATE
from arkdoc.pipeline.private_files import alone_in, is_kept, read_private, write_private

SECRETARIAT = ""
"""Stands for the secretariat where a unit's id stands for a unit."""

DAYS_AFTER_MEETING = 14

_PURPOSE = b"arkdoc adresse 1"
_SECRET_BYTES, _TOKEN_BYTES = 32, 16
_MOST = 1024 * 1024
_LONGEST_TOKEN = 200
_LONGEST_URL = 2000

_UNUSABLE = N_(
    "{path} can't be used. Bring it back from a back-up, or take it away: then every unit gets a "
    "new address."
)


# --- tokens --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Addresses:
    """The tokens of one note. `counters` has how often each unit, or SECRETARIAT, got a new one."""

    secret: bytes = field(repr=False)
    counters: Mapping[str, int] = field(default_factory=dict)

    def unit_token(self, unit: str) -> str:
        """What stands after # in the address of the unit with this id: 22 signs of base64url."""
        return self._token("enhet", unit)

    def secretariat_token(self) -> str:
        """What stands after # in the secretariat's address."""
        return self._token("sekretariat", SECRETARIAT)

    def person_token(self, person: str) -> str:
        """What somebody who has signed in says to change something; it opens nothing."""
        return self._token("person", person)

    def is_secretariat(self, token: str) -> bool:
        """Whether `token` opens everything. The time it takes says nothing of the token."""
        return _is_same(token, self.secretariat_token())

    def opens(self, token: str, unit: str) -> bool:
        """Whether `token` is the unit's, or the secretariat's; in the same time whichever it is."""
        is_unit = _is_same(token, self.unit_token(unit))
        return self.is_secretariat(token) or is_unit

    def _token(self, role: str, unit: str) -> str:
        # No part holds a NUL: ids are letters, digits and hyphens, and others are refused here.
        if "\0" in unit:
            return urlsafe_b64encode(token_bytes(_TOKEN_BYTES)).decode().rstrip("=")
        parts = (_PURPOSE, role.encode(), unit.encode(), b"%d" % self.counters.get(unit, 0))
        digest = hmac.new(self.secret, b"\0".join(parts), sha256).digest()
        return urlsafe_b64encode(digest[:_TOKEN_BYTES]).decode().rstrip("=")


def _is_same(given: str, token: str) -> bool:
    data = given[:_LONGEST_TOKEN].encode("utf-8", "replace")
    return hmac.compare_digest(data, token.encode())


def addresses(root: Path) -> Addresses:
    """The addresses of the note in `root`; their secret is made if there is none.

    Raises ArkdocError where it can't be read or written.
    """
    if is_kept(root, SECRET):
        return _read(root)
    with alone_in(root, even_closed=True):
        if not is_kept(root, SECRET):
            _write(root, Addresses(token_bytes(_SECRET_BYTES)))
        return _read(root)


def new_secret(root: Path, unit: str | None = None) -> Addresses:
    """End the address of `unit` (an id, or SECRETARIAT), or all of the note, for new ones.

    Other addresses stay as they are. The log is the caller's. Raises ArkdocError as `addresses`.
    """
    with alone_in(root):
        if unit is None or not is_kept(root, SECRET):
            made = Addresses(token_bytes(_SECRET_BYTES))
        else:
            before = _read(root)
            counters = {**before.counters, unit: before.counters.get(unit, 0) + 1}
            made = Addresses(before.secret, counters)
        _write(root, made)
        return made


def _read(root: Path) -> Addresses:
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        facts = json.loads(read_private(root, SECRET, _MOST))
        secret = bytes.fromhex(facts["secret"])
        counters = {str(unit): int(number) for unit, number in facts["counters"].items()}
        if len(secret) == _SECRET_BYTES:
            return Addresses(secret, counters)
    raise ArkdocError(_UNUSABLE, path=f"{PRIVATE}/{SECRET}")


def _write(root: Path, made: Addresses) -> None:
    facts = {"secret": made.secret.hex(), "counters": dict(sorted(made.counters.items()))}
    write_private(root, SECRET, (json.dumps(facts, indent=2) + "\n").encode())


# --- where the note is served --------------------------------------------------------------------


def unit_address(url: str, unit: str, token: str) -> str:
    """The address of a unit's page; `url` is that of the note, with or without a slash last."""
    return f"{url.rstrip('/')}/enhet/{unit}#{token}"


def secretariat_address(url: str, token: str) -> str:
    """The address of the secretariat's page of the note at `url`."""
    return f"{url.rstrip('/')}/#{token}"


def write_url(root: Path, url: str) -> None:
    """Keep where the note is served: the note's own address, its folder's name in it.

    Raises ArkdocError where it is no address, or can't be written.
    """
    if not _is_url(url):
        raise ArkdocError(
            N_("“{url}” is no address that begins with https:// or http://."), url=url
        )
    write_private(root, SERVER, (json.dumps({"url": url}, indent=2) + "\n").encode())


def read_url(root: Path) -> str:
    """Where the note is served, as `write_url` kept it; empty where that isn't known."""
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        url = json.loads(read_private(root, SERVER, _MOST))["url"]
        if isinstance(url, str) and _is_url(url):
            return url
    return ""


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_plain = url.isprintable() and not any(sign in url for sign in " \"'<>#?\\")
        return (
            is_plain
            and len(url) <= _LONGEST_URL
            and bool(parts.hostname)
            and (parts.scheme in ("http", "https") and "@" not in parts.netloc)
        )
    except ValueError:
        return False


# --- until when they open something, and take texts ----------------------------------------------


class Closed(Enum):
    """Why an address takes no text: message ids."""

    ENDED = N_("This address was open until {date}.")
    FINAL = N_("The note is final, and takes no more texts.")
    LOCKED = N_("The secretariat has begun to edit this text, and takes no more of it here.")


def last_day(note: Note) -> Date | None:
    """The last day on which the note's addresses open anything; None where they don't end.

    It is `adgang_til`, else 14 days after the meeting.
    """
    if note.open_until or note.meeting is None:
        return note.open_until
    try:
        return note.meeting + timedelta(days=DAYS_AFTER_MEETING)
    except OverflowError:
        return None


def is_open(note: Note, today: Date) -> bool:
    """Whether the units' addresses open anything on the day `today`."""
    last = last_day(note)
    return last is None or today <= last


def takes_no_text(note: Note, unit: Unit, *, is_final: bool, today: Date) -> Closed | None:
    """Why the unit's address takes no text on the day `today`; None if it does.

    `is_final` as `finality.is_final` says.
    """
    if not is_open(note, today):
        return Closed.ENDED
    if is_final:
        return Closed.FINAL
    return Closed.LOCKED if unit.locked else None
