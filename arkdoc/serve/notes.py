"""The notes of a server: which one a request is to, and their lives."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from arkdoc.deliver.addresses import addresses, secretariat_address, write_url
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.confined import leads_away
from arkdoc.pipeline.load import NOTE
from arkdoc.serve.front import FrontPage
from arkdoc.serve.served_note import ServedNote, ServerOptions, note_base
from arkdoc.serve.site import note_app, saying

HEALTH = "helse"
RESERVED = (HEALTH, "server", "inn", "nytt")
"""What no folder of a note may be called: paths of the server itself."""


class Notes:
    """Answers the requests to the notes in `folder`, or with `many` false to the one that it is."""

    def __init__(self, folder: Path, options: ServerOptions, *, many: bool) -> None:
        self._folder = folder
        self.options = options
        self._many = many
        self._base = options.public.base
        self._open: dict[str, tuple[ServedNote, ASGIApp]] = {}
        self._opening = asyncio.Lock()
        self._front = FrontPage(folder, options, self.names).app()
        self._nothing = saying(404, next(iter(options.translators.values())), self._base)

    async def start(self) -> str:
        """Open the one note, or the folder; the address to begin with."""
        if not self._many:
            served, _ = await self._opened("")
            return secretariat_address(served.url, addresses(served.root).secretariat_token())
        token = addresses(self._folder).secretariat_token()
        with contextlib.suppress(ArkdocError):
            write_url(self._folder, self.options.public.url)
        return secretariat_address(self.options.public.url, token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3.0; `scope` is that of an HTTP request."""
        app, path = await self._app(scope["path"])
        await app({**scope, "path": path}, receive, send)

    async def close(self) -> None:
        """End all streams, and stop watching."""
        for served, _ in self._open.values():
            await served.close()

    def end_streams(self) -> None:
        """End all event streams."""
        for served, _ in self._open.values():
            served.preview.end_streams()

    def names(self) -> Iterator[str]:
        """The folders of notes, by name."""
        for folder in sorted(self._folder.iterdir()):
            if self._is_note(folder.name):
                yield folder.name

    async def _app(self, path: str) -> tuple[ASGIApp, str]:
        """What answers a request to `path`, and the path as that knows it."""
        if path == self._base:
            return RedirectResponse(f"{self.options.public.url}/", 307), path
        if not path.startswith(f"{self._base}/"):
            return self._nothing, path
        first, slash, rest = path.removeprefix(f"{self._base}/").partition("/")
        if first == HEALTH:
            return PlainTextResponse("ok"), path
        if not self._many:
            return (await self._opened(""))[1], path
        if first in ("", *RESERVED):
            return self._front, path
        if not await asyncio.to_thread(self._is_note, first):
            return self._nothing, path
        if not slash:
            there = self.options.public.origin + note_base(self.options.public, first)
            return RedirectResponse(f"{there}/", 307), path
        served, app = await self._opened(first)
        return app, f"{served.base}{slash}{rest}"

    def _is_note(self, name: str) -> bool:
        is_plain = bool(name) and name.isprintable() and not name.startswith((".", "_", "~"))
        if not is_plain or name in RESERVED or len(name) > 200 or "/" in name or "\\" in name:
            return False
        with contextlib.suppress(OSError, ValueError):
            folder = self._folder / name
            real = self._folder.resolve()
            return not leads_away(folder, real) and (folder / NOTE).is_file()
        return False

    async def _opened(self, name: str) -> tuple[ServedNote, ASGIApp]:
        if name not in self._open:
            async with self._opening:
                if name not in self._open:
                    root = self._folder / name if name else self._folder
                    served = ServedNote(root, name, self.options)
                    await served.start()
                    with contextlib.suppress(ArkdocError):  # reminders then have no addresses
                        write_url(root, served.url)
                    self._open[name] = (served, note_app(served))
        return self._open[name]
