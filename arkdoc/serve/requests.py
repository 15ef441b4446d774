"""What a request brings, within bounds, and whether it may change something."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from arkdoc.language.messages import Translator
from arkdoc.serve.gate import NoteGate
from arkdoc.serve.public_address import PublicAddress

MOST_BYTES = 60 * 1024 * 1024
"""What a request may bring: Word files and pictures, each with a bound of its own."""

MOST_FILES = 60
_MOST_FIELDS = 2_000
_MOST_OF_FIELD = 2 * 1024 * 1024
_MOST_A_MINUTE = 120
_MOST_AT_ONCE = 8
_MOST_CALLERS = 10_000

KEY_HEADER = "x-arkdoc-adgang"
KEY_FIELD = "adgang"


class TooLarge(HTTPException):
    """A request that brings more than MOST_BYTES."""

    def __init__(self) -> None:
        super().__init__(413)


class Limited:
    """An application whose requests bring at most MOST_BYTES, whatever they say of their length."""

    def __init__(self, app: ASGIApp, most: int = MOST_BYTES) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3.0; `scope` is that of an HTTP request."""
        came = 0

        async def receive_some() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self._most:
                raise TooLarge
            return message

        await self._app(scope, receive_some, send)


class Bounds:
    """How much a caller may change: so many requests a minute, and at once."""

    def __init__(self) -> None:
        self._times: defaultdict[str, deque[float]] = defaultdict(deque)
        self._under_way: defaultdict[str, int] = defaultdict(int)

    @contextmanager
    def within(self, caller: str, tr: Translator) -> Iterator[None]:
        """Let `caller` change something now. Raises HTTPException where that is too much."""
        now = monotonic()
        if len(self._times) > _MOST_CALLERS:
            self._times.clear()
        times = self._times[caller]
        while times and times[0] < now - 60:
            times.popleft()
        if len(times) >= _MOST_A_MINUTE or self._under_way[caller] >= _MOST_AT_ONCE:
            raise HTTPException(429, tr("That was too much at once. Wait a minute, and try again."))
        times.append(now)
        self._under_way[caller] += 1
        try:
            yield
        finally:
            self._under_way[caller] -= 1
            if not self._under_way[caller]:
                del self._under_way[caller]


def caller_of(request: Request, proxies: tuple[str, ...] = ("127.0.0.1", "::1")) -> str:
    """The address that a request came from; that of a proxy on this machine is what it forwards."""
    peer = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded[:100] if forwarded and peer in proxies else peer


async def form_of(
    request: Request, public: PublicAddress, gate: NoteGate, unit: str, tr: Translator
) -> FormData:
    """The form that changes `unit`, or all of the note. Raises HTTPException where it may not."""
    refuse_foreign(request, public, tr)
    if not gate.lets_in(request, unit):
        raise HTTPException(403, refusal(tr))
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        raise TooLarge
    async with asyncio.timeout(600):
        form = await request.form(
            max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_MOST_OF_FIELD
        )
    given = request.headers.get(KEY_HEADER) or form.get(KEY_FIELD) or ""
    if not isinstance(given, str) or not gate.may_change(request, unit, given):
        raise HTTPException(403, refusal(tr))
    return form


def refuse_foreign(request: Request, public: PublicAddress, tr: Translator) -> None:
    """Raise HTTPException for a request that changes something and is not from a page of ours."""
    if not public.may_change(request.headers):
        raise HTTPException(
            403, tr("This did not come from our own page, and nothing was changed.")
        )


def refusal(tr: Translator) -> str:
    """What is said to those whose address does not open what they ask for."""
    return tr(
        "This address does not open the page. Open the whole address, as it was sent to you. A "
        "unit's own address opens that unit's page and no other."
    )


def text_of(form: FormData, name: str) -> str:
    """The text in a field; empty where there is none, or a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
