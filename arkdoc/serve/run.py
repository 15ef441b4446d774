"""A root, or a folder of them → a server for those who hand in texts and those who gather them.

A request goes through `http_server`, `Protected` and `Limited`, to `notes`, which knows which note
it is to; `site` has the pages of one. Decision 014 says why it is made like this.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from arkdoc.preview.access import HEADERS
from arkdoc.preview.http_server import Server, listen
from arkdoc.preview.server import Protected
from arkdoc.serve.notes import Notes
from arkdoc.serve.public_address import public_address
from arkdoc.serve.requests import Limited
from arkdoc.serve.served_note import ServerOptions
from arkdoc.serve.site import saying

SERVER_HEADERS = {
    **HEADERS,
    "content-security-policy": HEADERS["content-security-policy"].replace(
        "form-action 'none'", "form-action 'self'"
    ),
    "referrer-policy": "same-origin",
}
"""Sent with every response: pages of ours send forms, to us alone (sharing.md, 4)."""


@dataclass(frozen=True, slots=True)
class Where:
    """What is served, and on which host and port. `url` is what browsers call it; empty: that."""

    root: Path
    host: str
    port: int
    url: str = ""
    many: bool = False


def run(where: Where, options: ServerOptions, opened: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C (KeyboardInterrupt).

    `opened` gets the address of the secretariat's page, or of the folder's. Raises ArkdocError
    where there is nothing to serve, or no port.
    """
    # A proxy knows one port only: on another one nobody would find the server.
    listener = listen(where.host, where.port, 1) if where.url else listen(where.host, where.port)
    with contextlib.closing(listener):
        asyncio.run(_serve(where, options, listener, opened))


async def _serve(
    where: Where,
    options: ServerOptions,
    listener: socket.socket,
    opened: Callable[[str], None],
) -> None:
    host, port = where.host, listener.getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    public = public_address(where.url or f"http://{name}:{port}")
    notes = Notes(where.root, replace(options, public=public), many=where.many)
    tr = next(iter(options.translators.values()))
    bounded = Limited(notes, options.caller, saying(429, tr, public.base))
    elsewhere = saying(403, tr, public.base)
    app = Protected(bounded, public.refuses, SERVER_HEADERS, elsewhere)
    server = Server(app, notes.end_streams)
    try:
        opened(await notes.start())
        await server.serve(sockets=[listener])
    finally:
        await notes.close()
    if server.interrupted:
        raise KeyboardInterrupt
