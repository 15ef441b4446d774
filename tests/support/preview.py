"""`arkdoc watch` as a process, what all servers share, and their event streams, for tests."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, Queue
from subprocess import PIPE
from typing import TYPE_CHECKING, Any

import httpx

from tests.support.forks import Fork
from tests.support.project import REPOSITORY

if TYPE_CHECKING:
    from tests.support.server import Serving

PATIENCE = 20.0
"""Seconds after which a test gives up waiting, far above what anything takes."""


def eventually(condition: Callable[[], Any], *, patience: float = PATIENCE) -> Any:
    """What `condition` returns, called again until that is true."""
    end = time.monotonic() + patience
    pause = 0.01
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)  # who asks all the time takes the time of who is asked
    raise AssertionError(f"still false after {patience} s")


def run_async(test: Callable[[], Any]) -> None:
    """Run the coroutine function `test`, for at most PATIENCE."""
    asyncio.run(asyncio.wait_for(test(), PATIENCE))


class Running:
    """A server of arkdoc, and what it writes: `lines` and `errors`.

    It is a copy of a process with all modules loaded, where `first` is called before, unless it is
    to be one `apart`, as people start it (support.forks).
    """

    def __init__(
        self,
        argv: Sequence[str],
        folder: Path,
        environ: Mapping[str, str],
        *,
        apart: bool = False,
        python: Path | str = sys.executable,
        first: str = "",
    ) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        given = {**kept, "PYTHONPATH": str(REPOSITORY), "ARKDOC_LANG": "nb", **environ}
        self.process: Fork | subprocess.Popen[str]
        if apart or environ or python != sys.executable:
            self.process = subprocess.Popen(
                [python, "-u", "-m", "arkdoc", *argv],
                cwd=folder, env=given, stdout=PIPE, stderr=PIPE, text=True,
            )  # fmt: skip
        else:
            self.process = Fork(argv, folder, given, first)
        self.lines: list[str] = []
        self.errors: list[str] = []
        self.streams: list[Events] = []
        streams = ((self.process.stdout, self.lines), (self.process.stderr, self.errors))
        self._readers = [
            threading.Thread(target=self._read, args=each, daemon=True) for each in streams
        ]
        for reader in self._readers:
            reader.start()
        try:
            self.address: str = eventually(self._address)
        except BaseException:
            self.process.kill()
            raise

    def _read(self, stream: Any, lines: list[str]) -> None:
        with stream:
            for line in stream:
                lines.append(line.rstrip("\n"))

    def _address(self) -> str:
        if self.process.poll() is not None:
            raise AssertionError("it ended: " + "\n".join(self.errors))
        found = re.search(r"https?://\S+", "\n".join(self.lines))
        return found[0] if found else ""

    def stop(self, number: int) -> int:
        """End it; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        for stream in self.streams:
            stream.close()
        return status

    def memory(self, which: str) -> int:
        """So much resident memory the process has in bytes, without its children."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{which}:\s+(\d+)", status)[1]) * 1024  # type: ignore[index]


class Preview(Running):
    """`arkdoc watch` of `root`, on a free port."""

    def __init__(
        self,
        root: Path,
        *options: str,
        port: int = 0,
        apart: bool = False,
        python: Path | str = sys.executable,
        first: str = "",
        **environ: str,
    ) -> None:
        self.root = root
        argv = ["watch", "--root", str(root), "--port", str(port), *options]
        super().__init__(argv, root, environ, apart=apart, python=python, first=first)
        self.port = int(re.search(r":(\d+)/", self.address)[1])  # type: ignore[index]

    @property
    def token(self) -> str:
        return str(self.address.partition("adgang=")[2])

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str = "/", **headers: str) -> httpx.Response:
        return httpx.get(self.url(path), headers=headers, timeout=PATIENCE)

    def stop(self, number: int = signal.SIGINT) -> int:
        return super().stop(number)

    def memory(self, which: str = "VmRSS") -> int:
        return super().memory(which)


@contextlib.contextmanager
def previewed(root: Path, *options: str, **more: Any) -> Iterator[Preview]:
    preview = Preview(root, *options, **more)
    try:
        yield preview
    finally:
        preview.stop(signal.SIGTERM)


def real_note(root: Path) -> Path:
    """A copy of the project's own note, in `root`; all of it in Markdown, which tests can edit."""
    contributions = shutil.copytree(
        REPOSITORY / "contributions",
        root / "contributions",
        ignore=shutil.ignore_patterns("*.docx"),
    )
    shutil.copy(REPOSITORY / "tests" / "fixtures" / "preview" / "gjovik.md", contributions / "ub")
    return root


def short_note(root: Path) -> Path:
    """As `real_note`, with the texts of a few of the units."""
    real_note(root)
    kept = {"notat", "studieadministrasjon", "medisin", "gjovik", "aalesund"}
    for file in (root / "contributions").rglob("*.md"):
        if file.stem not in kept:
            file.unlink()
    return root


class Events:
    """A stream of updates, read by a thread. `connection` is to another server than the preview."""

    def __init__(
        self,
        preview: Preview | Serving,
        query: str = "fra=",
        *,
        connection: HTTPConnection | None = None,
        base: str = "",
        **headers: str,
    ) -> None:
        self.queue: Queue[tuple[str, str, str]] = Queue()
        self.raw = ""
        self._connection = connection or HTTPConnection("127.0.0.1", preview.port)
        self._connection.request("GET", f"{base}/hendelser?{query}", headers=headers)
        self._response = self._connection.getresponse()
        assert self._response.status == 200
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        preview.streams.append(self)

    def _read(self) -> None:
        kind = version = ""
        with contextlib.suppress(OSError, HTTPException, ValueError, AttributeError):
            for line in self._response:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name == "event":
                    kind = value
                elif name == "id":
                    version = value
                elif name == "data" and value:
                    self.raw += value
                    self.queue.put((kind, version, value))

    def next(self) -> tuple[str, str, Any]:
        """The next event: its kind, the version it leads to, and its data."""
        try:
            kind, version, value = self.queue.get(timeout=PATIENCE)
        except Empty:
            raise AssertionError("no event came") from None
        return kind, version, json.loads(value)

    def until(self, text: str) -> tuple[str, str, Any]:
        """The first event with `text` in its data."""
        while True:
            event = self.next()
            if text in json.dumps(event[2], ensure_ascii=False):
                return event

    def close(self) -> None:
        if sock := self._connection.sock:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        self._response.close()
        self._connection.close()


def apply(before: list[str], steps: list[Any]) -> list[str]:
    """The list that `steps` lead to from `before`, as a browser applies them."""
    after: list[str] = []
    here = 0
    for step in steps:
        if isinstance(step, list):
            after += step
        elif step > 0:
            after += before[here : here + step]
            here += step
        else:
            here -= step
    return after + before[here:]
