"""Who asks → what of a note they may see and change (sharing.md, 4).

Somebody is known by a cookie that holds the token of an address, or by the name that a proxy gives
after it has signed them in. What changes something must also say the token in the request itself: a
form on another site can't.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as Date
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path

from starlette.requests import Request

from arkdoc.deliver.addresses import Addresses, addresses, is_open, last_day
from arkdoc.model.note import Note
from arkdoc.pipeline.closed import closed_case

SECRETARIAT = ""
"""Stands for the secretariat where a unit's id stands for a unit."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """The header with the name of who has signed in, and the address of the proxy that sets it."""

    header: str
    proxy: str

    def person(self, request: Request) -> str:
        """Who has signed in; empty for nobody, and for a header that the proxy has not set.

        Where there are two of that header, one of them may be the caller's own: that is nobody.
        """
        names = request.headers.getlist(self.header)
        return names[0].strip() if peer_of(request) == self.proxy and len(names) == 1 else ""


def peer_of(request: Request) -> str:
    """The address that is at the other end of the connection; empty where there is none."""
    peer = request.client.host if request.client else ""
    with suppress(ValueError):
        address = ip_address(peer)
        # A server on :: has IPv4 peers too, which the system writes as ::ffff:192.0.2.1.
        return str(getattr(address, "ipv4_mapped", None) or address)
    return peer


class NoteGate:
    """The gate of the note in `root`, whose pages are below the path `base`.

    `note` returns what is known of it now; None: nothing yet.
    """

    def __init__(
        self,
        root: Path,
        base: str,
        note: Callable[[], Note | None],
        today: Callable[[], Date],
        sign_in: SignIn | None = None,
    ) -> None:
        self._root = root
        self._base = base
        self._note = note
        self._today = today
        self._sign_in = sign_in

    def token(self, unit: str) -> str:
        """Nothing: no address but the one that was sent to somebody holds a token."""
        del unit
        return ""

    def lets_in(self, request: Request, unit: str) -> bool:
        """Whether whoever asks may see the page of `unit`, or with SECRETARIAT all of the note."""
        return bool(self.key(request, unit))

    def person(self, request: Request) -> str:
        """Who has signed in; empty where nobody does."""
        return self._sign_in.person(request) if self._sign_in else ""

    def key(self, request: Request, unit: str) -> str:
        """The token that whoever asks may change `unit` with; empty where they may not see it."""
        known = addresses(self._root)
        if self.is_secretariat(request):
            return known.secretariat_token()
        token = request.cookies.get(cookie_name(self._base, unit), "")
        may_enter = unit != SECRETARIAT and not self.has_ended and self._opens(known, token, unit)
        return token if may_enter else ""

    def is_secretariat(self, request: Request) -> bool:
        """Whether that is the secretariat: by its address, or where people sign in, by name."""
        if self._sign_in:
            note = self._note()
            names = {name.strip().casefold() for name in note.secretariat} if note else set()
            person = self._sign_in.person(request).casefold()
            return bool(person) and person in names
        return addresses(self._root).is_secretariat(
            request.cookies.get(cookie_name(self._base, SECRETARIAT), "")
        )

    def may_change(self, request: Request, unit: str, given: str) -> bool:
        """Whether a request that says the token `given` may change `unit`, or all of the note."""
        key = self.key(request, unit)
        return bool(key) and hmac.compare_digest(key.encode(), given.encode("utf-8", "replace"))

    def accepts(self, token: str, unit: str) -> bool:
        """Whether `token` is that of the address of `unit`, or of SECRETARIAT."""
        return self._opens(addresses(self._root), token, unit)

    def _opens(self, known: Addresses, token: str, unit: str) -> bool:
        """As Addresses; but where people sign in, the secretariat's own address opens nothing."""
        is_secretariat = known.is_secretariat(token)
        if unit == SECRETARIAT or is_secretariat:
            return is_secretariat and not self._sign_in
        return known.opens(token, unit)

    @property
    def last_day(self) -> Date | None:
        """The last day on which the units' addresses open anything."""
        note = self._note()
        return last_day(note) if note else None

    @property
    def has_ended(self) -> bool:
        """Whether the units' addresses open nothing any more."""
        if closed_case(self._root):
            return True
        note = self._note()
        return note is not None and not is_open(note, self._today())


def cookie_name(base: str, unit: str) -> str:
    """The name of the cookie with the token for `unit`, whose id may have any letters.

    It tells the notes apart too: below a path, browsers send the cookies of those above it.
    """
    return f"arkdoc-{sha256(f'{base}/{unit}'.encode()).hexdigest()[:12]}"
