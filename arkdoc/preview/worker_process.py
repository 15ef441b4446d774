"""Requests → Answers of a worker process: the messages, and the server's end of the pipe.

In the process, `arkdoc.pipeline.worker` calls `arkdoc.preview.answer`.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass

from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic
from arkdoc.pipeline import processes
from arkdoc.pipeline.load import Sources
from arkdoc.pipeline.processes import GivenUpError, WorkerError
from arkdoc.pipeline.worker import HEADER, message
from arkdoc.write.pdf.page_images import PageImage

IDLE_SECONDS = 300.0
"""How long a process is kept that has nothing to do: it takes some 70 to 100 MB."""

_SECONDS_TO_END = 2.0
_NICENESS = 19
_ANSWER, _PREPARE = "arkdoc.preview.answer:answer", "arkdoc.preview.answer:prepare"


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
        await self._call(_PREPARE, (), processes.MOST_SECONDS)

    async def ask(self, request: Request) -> Answer:
        """Its answer, or as one the error why there is none; then the next starts a new process."""
        return await self._call(_ANSWER, (request,), processes.most_seconds(request.sources))

    async def _call(self, function: str, arguments: tuple[Request, ...], most: float) -> Answer:
        """The result of `function` in it, or the error why there is none."""
        call = message((function, arguments))
        try:
            return await self._asked(call, most)
        finally:
            self._rest_later()

    async def _asked(self, call: bytes, most: float) -> Answer:
        async with self._turn:
            try:
                async with asyncio.timeout(most):
                    return await self._answer(call)
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

    async def _answer(self, call: bytes) -> Answer:
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(call)
        await process.stdin.drain()
        (length,) = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
        answer: Answer = pickle.loads(await process.stdout.readexactly(length))
        return answer

    async def _running(self) -> Process:
        if self._is_closed:
            raise BrokenPipeError
        if self._process is None or self._process.returncode is not None:
            command = processes.worker_command(_NICENESS)
            self._process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, **processes.APART
            )
        return self._process
