"""Snapshots → pictures of the PDF's pages, and files to download, made by worker processes.

Only the newest note is rendered: of those that come while pages are being made, all but the
last are skipped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from arkdoc.preview.pages_view import PagesView
from arkdoc.preview.snapshot import Snapshot
from arkdoc.preview.worker_process import Answer, Request, WorkerProcess


class RenderWorker:
    """Makes the pages of the newest note while a browser shows them; `show` is then called."""

    def __init__(self, show: Callable[[PagesView], None]) -> None:
        self.pages_view = PagesView()
        self._show = show
        self._for_pages = WorkerProcess()
        self._for_files = WorkerProcess()
        self._pictures: dict[str, bytes] = {}
        self._previous: dict[str, bytes] = {}  # a browser may still ask for these
        self._newest: Snapshot | None = None
        self._rendered: Snapshot | None = None
        self._viewers = 0
        self._wake = asyncio.Event()
        self._making: dict[str, tuple[Snapshot, asyncio.Task[Answer]]] = {}

    def update(self, snapshot: Snapshot | None) -> PagesView:
        """Make the pages of `snapshot` next; returns those to show until they are made."""
        if snapshot is not self._newest:
            self._newest = snapshot
            self.pages_view = replace(self.pages_view, behind=True, fault=None)
            self._wake.set()
        return self.pages_view

    def add_viewer(self) -> None:
        """A browser shows the pages."""
        self._viewers += 1
        self._wake.set()

    def remove_viewer(self) -> None:
        """A browser no longer shows them."""
        self._viewers -= 1

    def picture(self, name: str) -> bytes | None:
        """The picture of a page that is shown, as a PNG."""
        return self._pictures.get(name) or self._previous.get(name)

    async def file(self, snapshot: Snapshot, target: str) -> Answer:
        """The output `target` of `snapshot`; made once for all that ask while it is being made."""
        of, task = self._making.get(target, (None, None))
        if task is None or task.done() or of is not snapshot:
            task = asyncio.create_task(self._for_files.ask(Request(snapshot.sources, target)))
            self._making[target] = (snapshot, task)
            task.add_done_callback(lambda done: self._forget(target, done))
        return await asyncio.shield(task)

    def close(self) -> None:
        """Give up what is being made, and make nothing more."""
        self._for_pages.close()
        self._for_files.close()

    async def run(self) -> None:
        """Make pages until cancelled."""
        try:
            await self._for_pages.start()
            while True:
                await self._wake.wait()
                self._wake.clear()
                if self._viewers and self._newest and self._newest is not self._rendered:
                    await self._render(self._newest)
        finally:
            await asyncio.gather(self._for_pages.end(), self._for_files.end())

    def _forget(self, target: str, done: asyncio.Task[Answer]) -> None:
        """Don't keep an old note, and its file, in memory."""
        if self._making.get(target, (None, None))[1] is done:
            del self._making[target]

    async def _render(self, snapshot: Snapshot) -> None:
        self._rendered = snapshot
        known = frozenset(self._pictures)
        answer = await self._for_pages.ask(Request(snapshot.sources, "pdf", known))
        if answer.error:
            self.pages_view = replace(self.pages_view, fault=answer.error)
        else:
            old = self._previous = self._pictures
            pictures = answer.pictures
            self._pictures = {p.name: old[p.name] if p.data is None else p.data for p in pictures}
            pages = tuple(replace(picture, data=None) for picture in pictures)
            self.pages_view = PagesView(
                pages, snapshot is not self._newest, found=answer.found, places=snapshot.places
            )
        self._show(self.pages_view)
