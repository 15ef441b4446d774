"""Snapshots → finished files and pages, made by processes beside the one that serves.

The newest note wins: what comes while pages are being made is not queued, only the last of it
is made next.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import replace

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.preview.pages_view import PagesView, ShownPage
from arkdoc.preview.snapshot import Snapshot
from arkdoc.preview.worker_messages import HEADER, Answer, Request


class WorkerError(ArkdocError):
    """There is no process, or it ended before it had answered; why stands on standard error."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Something went wrong in arkdoc itself. Try again when the text has been changed. "
                "If it happens again, tell those who look after arkdoc."
            )
        )


class WorkerProcess:
    """A process that builds. It is started when it is first asked for something."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Start it before it is needed, if that can be."""
        async with self._turn:
            with contextlib.suppress(OSError):
                await self._running()

    async def ask(self, request: Request) -> Answer:
        """Its answer. Raises WorkerError when there is none; the next one finds a new process."""
        message = pickle.dumps(request)
        async with self._turn:
            try:
                process = await self._running()
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write(HEADER.pack(len(message)) + message)
                await process.stdin.drain()
                (length,) = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
                answer: Answer = pickle.loads(await process.stdout.readexactly(length))
            except (asyncio.IncompleteReadError, OSError) as error:
                self._process = None
                raise WorkerError from error
            except asyncio.CancelledError:
                self.close()  # its answer would be taken for the next one's
                raise
        return answer

    def close(self) -> None:
        """End it, whatever it is doing."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.kill()

    async def _running(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            # Away from the terminal's Ctrl-C: it is ours to end.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "arkdoc.preview.worker",
                stdin=PIPE, stdout=PIPE, start_new_session=True,
            )  # fmt: skip
        return self._process


class RenderWorker:
    """Makes the pages of the newest note, while somebody looks at them."""

    def __init__(self, show: Callable[[PagesView], None]) -> None:
        self.pages_view = PagesView()
        self._show = show
        self._worker = WorkerProcess()
        self._files = WorkerProcess()
        self._pictures: dict[str, bytes] = {}
        self._before: dict[str, bytes] = {}  # for whom the news has not reached
        self._newest: Snapshot | None = None
        self._made: Snapshot | None = None
        self._readers = 0
        self._wake = asyncio.Event()

    def offer(self, snapshot: Snapshot | None) -> PagesView:
        """This is the note now; the sheets to show until its own are made."""
        if snapshot is not self._newest:
            self._newest = snapshot
            self.pages_view = replace(self.pages_view, behind=True, fault=None)
            self._wake.set()
        return self.pages_view

    def opened(self) -> None:
        """Somebody looks at the pages."""
        self._readers += 1
        self._wake.set()

    def closed(self) -> None:
        """Somebody looks at them no longer."""
        self._readers -= 1

    def picture(self, name: str) -> bytes | None:
        """The picture of a page that is shown."""
        return self._pictures.get(name) or self._before.get(name)

    async def file(self, snapshot: Snapshot, target: str) -> Answer:
        """The note as a file, as of `snapshot`, or why there is none."""
        return await _answer(self._files, Request(snapshot.sources, target))

    async def run(self) -> None:
        """Go on until cancelled."""
        try:
            await self._worker.start()
            while True:
                await self._wake.wait()
                self._wake.clear()
                if self._readers and self._newest and self._newest is not self._made:
                    await self._make(self._newest)
        finally:
            self._worker.close()
            self._files.close()

    async def _make(self, snapshot: Snapshot) -> None:
        self._made = snapshot
        request = Request(snapshot.sources, "pdf", frozenset(self._pictures))
        answer = await _answer(self._worker, request)
        if answer.error:
            self._shown(replace(self.pages_view, fault=answer.error))
            return
        old = self._before = self._pictures
        pictures = answer.pictures
        self._pictures = {p.name: old[p.name] if p.data is None else p.data for p in pictures}
        pages = tuple(ShownPage(p.name, p.width, p.height) for p in pictures)
        self._shown(PagesView(pages, behind=snapshot is not self._newest))

    def _shown(self, pages_view: PagesView) -> None:
        self.pages_view = pages_view
        self._show(pages_view)


async def _answer(worker: WorkerProcess, request: Request) -> Answer:
    try:
        return await worker.ask(request)
    except WorkerError as error:
        return Answer(error=error)
