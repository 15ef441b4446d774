"""One note of a server: what it is made of, and how it is kept alive."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request

from arkdoc.language.messages import Translator
from arkdoc.model.note import Note
from arkdoc.preview.live_preview import LivePreview, PreviewOptions
from arkdoc.preview.session import Update
from arkdoc.preview.snapshot import Snapshot
from arkdoc.serve.gate import NoteGate, SignIn
from arkdoc.serve.public_address import PublicAddress
from arkdoc.serve.requests import caller_of

WHOLE = "/notatet"
"""Where the preview of the whole note is, below the note's own path."""


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What whoever runs the server chose, and its clock.

    `translators` are those of the languages of the pages, the default first. `report` is called
    with what the preview of a note tells of itself.
    """

    public: PublicAddress
    translators: Mapping[str, Translator]
    now: Callable[[], datetime]
    sign_in: SignIn | None = None
    poll: bool = False
    scanner: str = ""
    report: Callable[[Path, Update], None] = lambda _root, _update: None

    def caller(self, request: Request) -> str:
        """The address that `request` came from."""
        return caller_of(request, self.sign_in.proxy if self.sign_in else "")


def note_base(public: PublicAddress, name: str) -> str:
    """The path that the note in the folder `name` is below, as it stands in addresses."""
    return f"{public.base}/{quote(name, safe='')}" if name else public.base


class ServedNote:
    """The note in `root`, below the server's own path, or below that and its folder's `name`."""

    def __init__(self, root: Path, name: str, options: ServerOptions) -> None:
        self.root = root
        self.options = options
        self.base = note_base(options.public, name)
        self.url = options.public.origin + self.base
        self._last: Note | None = None
        self.gate = NoteGate(
            root, self.base, lambda: self.note, lambda: self.now().date(), options.sign_in
        )
        shown = PreviewOptions(
            options.translators,
            lambda: self.now().date(),
            options.poll,
            base=self.base,
            home=WHOLE,
            shows_places=False,
        )
        self.preview = LivePreview(
            root, self.gate, shown, lambda update: options.report(root, update)
        )
        self._running: asyncio.Task[None] | None = None

    @property
    def tr(self) -> Translator:
        """The translator of the default language."""
        return next(iter(self.options.translators.values()))

    @property
    def snapshot(self) -> Snapshot | None:
        """The note as it could be read last."""
        return self.preview.snapshot

    @property
    def note(self) -> Note | None:
        """What `notat.md` said when it could be read last."""
        if self.snapshot is not None:
            self._last = self.snapshot.note
        return self._last

    def now(self) -> datetime:
        """The time, with its zone."""
        return self.options.now()

    async def start(self) -> None:
        """Read the note and watch it, until `close`."""
        await self.preview.start()
        self._running = asyncio.create_task(self.preview.run())

    def changed(self) -> None:
        """Read again what a request has written, before the system says so."""
        self.preview.notify(None)

    async def close(self) -> None:
        """Stop."""
        self.preview.end_streams()
        self.preview.close()
        if self._running:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
