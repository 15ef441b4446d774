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

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.load import Sources
from arkdoc.write.pdf.page_images import PageImage

HEADER = struct.Struct("!Q")
"""Before each message: its length in bytes."""


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
    """The `name` and `data` of a file, or the pictures of its pages, or the error instead."""

    name: str = ""
    data: bytes = b""
    pictures: tuple[PageImage, ...] = ()
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


class WorkerProcess:
    """A process that builds, one request at a time. It starts at the first request."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Start it ahead of the first request, if it can be started."""
        async with self._turn:
            with contextlib.suppress(OSError):
                await self._running()

    async def ask(self, request: Request) -> Answer:
        """Its answer, or a WorkerError as one; the next request then starts a new process."""
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
            except (asyncio.IncompleteReadError, OSError):
                self._process = None
                return Answer(error=WorkerError())
            except asyncio.CancelledError:
                self.close()  # its answer would be taken for that of the next request
                raise
        return answer

    def close(self) -> None:
        """Kill it, whatever it is doing."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.kill()

    async def _running(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            # In a session or group of its own, out of reach of the terminal's Ctrl-C.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "arkdoc.preview.worker",
                stdin=PIPE, stdout=PIPE, start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )  # fmt: skip
        return self._process
