"""Requests → Answers of a worker process: the messages, and the server's end of the pipe.

`arkdoc.preview.worker` is the other end.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import struct
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass

from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic
from arkdoc.pipeline.load import Sources
from arkdoc.write.pdf.page_images import PageImage

IDLE_SECONDS = 300.0
"""How long a process is kept that has nothing to do: it takes some 70 to 100 MB."""

HEADER = struct.Struct("!Q")
"""Before each message: its length in bytes."""

MOST_SECONDS = 120.0
"""How long an answer may take: a note of the usual size takes a tenth of it …"""

BYTES_A_SECOND = 10_000
"""… and a second more for as many bytes of text."""

_SECONDS_TO_END = 2.0


@dataclass(frozen=True, slots=True)
class Request:
    """Build `target` of `sources`; with `known`, make pictures of its pages instead.

    `known` are the names of the pictures that the server has, whose data is not sent again.
    """

    sources: Sources
    target: str
    known: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The `name` and `data` of a file, or the pictures of its pages, or the error instead.

    `found` is what only making it showed.
    """

    name: str = ""
    data: bytes = b""
    pictures: tuple[PageImage, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    error: ArkdocError | None = None


class WorkerError(ArkdocError):
    """The process could not start, or ended without an answer; standard error has the cause."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Something went wrong in arkdoc itself. Try again when the text has been changed. "
                "If it happens again, tell those who look after arkdoc."
            )
        )


class GivenUpError(ArkdocError):
    """The process was killed because its answer took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            N_(
                "It took more than {minutes} minutes and was given up. Most often a picture is the "
                "cause. Take out the picture or the text that came last, and try again."
            ),
            minutes=round(seconds / 60) or 1,
        )


class EndedError(ArkdocError):
    """arkdoc is being ended."""

    def __init__(self) -> None:
        super().__init__(N_("arkdoc was ended meanwhile."))


class WorkerProcess:
    """A process that builds, one request at a time. It starts at the first request.

    After IDLE_SECONDS without one it ends: a server of many notes would keep all of theirs.
    """

    def __init__(self) -> None:
        self._process: Process | None = None
        self._killed: Process | None = None
        self._turn = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None
        self._is_closed = False

    async def start(self) -> None:
        """Start it ahead of the first request, if it can be started."""
        async with self._turn:
            with contextlib.suppress(OSError):
                await self._running()
        self._rest_later()

    async def ask(self, request: Request) -> Answer:
        """Its answer, or as one the error why there is none; then the next starts a new process."""
        message = pickle.dumps(request)
        most = _most_seconds(request.sources)
        try:
            return await self._asked(message, most)
        finally:
            self._rest_later()

    async def _asked(self, message: bytes, most: float) -> Answer:
        async with self._turn:
            try:
                async with asyncio.timeout(most):
                    return await self._answer(message)
            except TimeoutError:
                self._kill()
                return Answer(error=GivenUpError(most))
            except (asyncio.IncompleteReadError, OSError):
                self._process = None
                return Answer(error=EndedError() if self._is_closed else WorkerError())
            except asyncio.CancelledError:
                self._kill()  # its answer would be taken for that of the next request
                raise

    def close(self) -> None:
        """Kill it, whatever it is doing, and start no other."""
        self._is_closed = True
        if self._idle:
            self._idle.cancel()
        self._kill()

    def _rest_later(self) -> None:
        if self._idle:
            self._idle.cancel()
        if not self._is_closed:
            self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._rest)

    def _rest(self) -> None:
        if not self._turn.locked():  # else whoever has it rests later
            self._kill()

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process and process.returncode is None:
            self._killed = process
            process.kill()

    async def end(self) -> None:
        """Kill it, and wait until it is gone: what is left of it outlives no event loop."""
        self.close()
        if process := self._killed:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_SECONDS_TO_END):
                    await process.wait()

    async def _answer(self, message: bytes) -> Answer:
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(HEADER.pack(len(message)) + message)
        await process.stdin.drain()
        (length,) = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
        answer: Answer = pickle.loads(await process.stdout.readexactly(length))
        return answer

    async def _running(self) -> Process:
        if self._is_closed:
            raise BrokenPipeError
        if self._process is None or self._process.returncode is not None:
            # In a session or group of its own, out of reach of the terminal's Ctrl-C.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "arkdoc.preview.worker",
                stdin=PIPE, stdout=PIPE, start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )  # fmt: skip
        return self._process


def _most_seconds(sources: Sources) -> float:
    """How long an answer may take that is made from `sources`."""
    size = len(sources.note) + sum(map(len, sources.contributions.values()))
    return MOST_SECONDS + size / BYTES_A_SECOND
