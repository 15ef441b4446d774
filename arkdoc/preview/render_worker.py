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
        """The output `target` of `snapshot`."""
        return await self._for_files.ask(Request(snapshot.sources, target))

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
            self._for_pages.close()
            self._for_files.close()

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
            self.pages_view = PagesView(pages, behind=snapshot is not self._newest)
        self._show(self.pages_view)
