"""What a request brings, within bounds, and whether it may change something."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from arkdoc.deliver.pasting import markdown_of_clipboard
from arkdoc.language.messages import Translator
from arkdoc.pipeline.closed import closed_case
from arkdoc.serve.gate import peer_of
from arkdoc.serve.public_address import PublicAddress
from arkdoc.serve.scanner import scan

if TYPE_CHECKING:
    from arkdoc.serve.served_note import ServedNote

MOST_BYTES = 60 * 1024 * 1024
"""What a request may bring: Word files and pictures, each with a bound of its own."""

MOST_FILES = 200
_MOST_FIELDS = 2_000
_MOST_OF_FIELD = 2 * 1024 * 1024
_MOST_A_MINUTE = 120
_MOST_AT_ONCE = 8
_MOST_CALLERS = 10_000
_MOST_OPEN = 256  # requests of one caller at once, event streams among them
_SECONDS = 600  # that a request may take to bring what it brings
_MOST_OF_TOKEN = 4096
_SECONDS_OF_TOKEN = 20

_THIS_MACHINE = ("127.0.0.1", "::1")

# Its warnings are of what strangers send, and nobody's business.
logging.getLogger("python_multipart").addHandler(logging.NullHandler())
logging.getLogger("python_multipart").propagate = False

KEY_HEADER = "x-arkdoc-adgang"
KEY_FIELD = "adgang"


class TooLarge(HTTPException):
    """A request that brings more than MOST_BYTES."""

    def __init__(self) -> None:
        super().__init__(413)


class Limited:
    """An application whose requests bring at most MOST_BYTES, whatever they say of their length.

    One caller has at most `most_open` requests under way; `refused` answers those beyond.
    """

    def __init__(
        self,
        app: ASGIApp,
        caller: Callable[[Request], str],
        refused: ASGIApp,
        most_open: int = _MOST_OPEN,
    ) -> None:
        self._app = app
        self._caller = caller
        self._refused = refused
        self._most_open = most_open
        self._open: defaultdict[str, int] = defaultdict(int)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3.0; `scope` is that of an HTTP request."""
        caller = self._caller(Request(scope))
        app = self._app if self._open[caller] < self._most_open else self._refused
        self._open[caller] += 1
        try:
            # Nobody reads what a GET brings; event streams only ask whether somebody is there.
            reads = scope["method"] not in ("GET", "HEAD")
            await app(scope, at_most(MOST_BYTES, receive) if reads else receive, send)
        finally:
            self._open[caller] -= 1
            if not self._open[caller]:
                del self._open[caller]


def at_most(most: int, receive: Receive) -> Receive:
    """`receive` for a body of at most `most` bytes: beyond them it raises TooLarge."""
    came = 0

    async def receive_some() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise TooLarge
        return message

    return receive_some


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
            raise HTTPException(429, too_much(tr))
        times.append(now)
        self._under_way[caller] += 1
        try:
            yield
        finally:
            self._under_way[caller] -= 1
            if not self._under_way[caller]:
                del self._under_way[caller]


def caller_of(request: Request, proxy: str = "") -> str:
    """The address a request came from: what a proxy on this machine, or at `proxy`, forwards."""
    peer = peer_of(request)
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded[:100] if forwarded and peer in (*_THIS_MACHINE, proxy) else peer


async def form_of(
    request: Request, served: ServedNote, unit: str, tr: Translator, *, even_closed: bool = False
) -> FormData:
    """The form that changes `unit`, or all of the note; its files are scanned.

    Raises HTTPException where it may not, the case has ended, or a file is stopped.
    """
    public, gate = served.options.public, served.gate
    refuse_foreign(request, public, tr)
    if not gate.lets_in(request, unit):
        raise HTTPException(403, refusal(tr))
    form = await read_form(request)
    given = request.headers.get(KEY_HEADER) or form.get(KEY_FIELD) or ""
    if not isinstance(given, str) or not gate.may_change(request, unit, given):
        raise HTTPException(403, refusal(tr))
    if not even_closed and closed_case(served.root):
        raise HTTPException(409, tr("The case is closed. Nothing is changed any more."))
    await scan(form, served.options.scanner, tr)
    return form


async def read_form(request: Request) -> FormData:
    """The form that a request brings. Raises HTTPException where it can't be read."""
    return await _read_form(request, MOST_BYTES, MOST_FILES, _MOST_FIELDS, _MOST_OF_FIELD, _SECONDS)


async def read_token(request: Request) -> tuple[str, str]:
    """The unit and the token that are handed over, by whoever it may be: within close bounds."""
    most = _MOST_OF_TOKEN
    form = await _read_form(request, most, 0, 4, most, _SECONDS_OF_TOKEN)
    return text_of(form, "enhet"), text_of(form, KEY_FIELD)


async def _read_form(
    request: Request,
    most: int,
    most_files: int,
    most_fields: int,
    most_of_field: int,
    seconds: float,
) -> FormData:
    if int(request.headers.get("content-length") or 0) > most:
        raise TooLarge
    bounded = Request(request.scope, at_most(most, request.receive))
    try:
        async with asyncio.timeout(seconds):
            return await bounded.form(
                max_files=most_files, max_fields=most_fields, max_part_size=most_of_field
            )
    except TimeoutError as error:
        raise HTTPException(408) from error
    except HTTPException as error:
        if error.status_code != 400:
            raise
        raise HTTPException(400) from error  # what it says is about bytes, and in English
    except (ClientDisconnect, ValueError) as error:
        raise HTTPException(400) from error


def refuse_foreign(request: Request, public: PublicAddress, tr: Translator) -> None:
    """Raise HTTPException for a request that changes something and is not from a page of ours."""
    if not public.may_change(request.headers):
        raise HTTPException(
            403, tr("This did not come from our own page, and nothing was changed.")
        )


def too_much(tr: Translator) -> str:
    """What is said to a caller who asks for more than one may."""
    return tr("That was too much at once. Wait a minute, and try again.")


def refusal(tr: Translator) -> str:
    """What is said to those whose address does not open what they ask for."""
    return tr(
        "This address does not open the page. Open the whole address, as it was sent to you. A "
        "unit's own address opens that unit's page and no other."
    )


async def files_of(form: FormData) -> list[tuple[str, bytes]]:
    """The files in a form, by the names they had."""
    return [
        (file.filename or "", await file.read())
        for file in form.getlist("fil")
        if isinstance(file, UploadFile)
    ]


async def pasted(form: FormData) -> Response:
    """What a form has of a clipboard → the text that an editor takes."""
    html, plain = text_of(form, "html"), text_of(form, "tekst")
    found = await asyncio.to_thread(markdown_of_clipboard, html, plain)
    return JSONResponse({"text": found.text, "pictures": found.pictures})


def text_of(form: FormData, name: str) -> str:
    """The text in a field; empty where there is none, or a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
