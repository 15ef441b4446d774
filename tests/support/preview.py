"""`arkdoc watch` as a process, and its event streams, for tests."""

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
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

import httpx

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


class Preview:
    """`arkdoc watch` of `root`, on a free port."""

    def __init__(
        self,
        root: Path,
        *options: str,
        port: int = 0,
        python: Path | str = sys.executable,
        **environ: str,
    ) -> None:
        clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.root = root
        self.process = subprocess.Popen(
            [
                python,
                "-u",
                "-m",
                "arkdoc",
                "watch",
                "--root",
                root,
                "--port",
                str(port),
                *options,
            ],
            cwd=root,
            env={**clean, "PYTHONPATH": str(REPOSITORY), "ARKDOC_LANG": "nb", **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self.errors: list[str] = []
        self.streams: list[Events] = []
        self._readers: list[threading.Thread] = []
        for stream, lines in (
            (self.process.stdout, self.lines),
            (self.process.stderr, self.errors),
        ):
            reader = threading.Thread(target=self._read, args=(stream, lines), daemon=True)
            reader.start()
            self._readers.append(reader)
        try:
            self.address = eventually(self._address)
        except AssertionError:
            self.process.kill()
            raise
        self.port = int(re.search(r":(\d+)/", self.address)[1])  # type: ignore[index]

    def _read(self, stream: Any, lines: list[str]) -> None:
        with stream:
            for line in stream:
                lines.append(line.rstrip("\n"))

    def _address(self) -> str:
        if self.process.poll() is not None:
            raise AssertionError("it ended")
        found = re.search(r"http://\S+", "\n".join(self.lines))
        return found[0] if found else ""

    @property
    def token(self) -> str:
        return str(self.address.partition("adgang=")[2])

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str = "/", **headers: str) -> httpx.Response:
        return httpx.get(self.url(path), headers=headers, timeout=PATIENCE)

    def stop(self, number: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        for stream in self.streams:
            stream.close()
        return status

    def memory(self) -> int:
        """The resident memory of the process in bytes, without its children."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024  # type: ignore[index]


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
