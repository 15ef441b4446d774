"""`arkdoc serve` as a process, and browsers without a screen that ask it, for tests."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from arkdoc.deliver.addresses import addresses
from tests.support.preview import PATIENCE, Events, eventually
from tests.support.project import REPOSITORY

SECRETARIAT = ""
"""As a unit's id in what follows: the secretariat."""


class Serving:
    """`arkdoc serve` with `--root FOLDER`, or with `--notes FOLDER` where `many`, on a free port.

    `url` is its public address. Nothing is between: requests come as a proxy would forward them.

    `lines` and `errors` are what it has written.
    """

    def __init__(
        self, folder: Path, *options: str, many: bool = False, port: int = 0, url: str = ""
    ) -> None:
        self.folder = folder
        self.many = many
        port = port or (_free_port() if url else 0)
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        command = [sys.executable, "-u", "-m", "arkdoc", "serve"]
        command += ["--notes" if many else "--root", str(folder), "--port", str(port), *options]
        self.process = subprocess.Popen(
            [*command, "--url", url] if url else command,
            cwd=folder,
            env={**kept, "PYTHONPATH": str(REPOSITORY), "ARKDOC_LANG": "nb"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._clients: dict[str, httpx.Client] = {}
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
            self.address = eventually(self._address)
            self.port = port or int(re.search(r":(\d+)/", self.address)[1])  # type: ignore[index]
        except BaseException:
            self.process.kill()
            raise
        self.url = url or f"http://127.0.0.1:{self.port}"
        self.origin = re.match(r"\w+://[^/]+", self.url)[0]  # type: ignore[index]

    @property
    def output(self) -> str:
        """All that it has written so far."""
        return "\n".join([*self.lines, *self.errors])

    def token(self, unit: str = SECRETARIAT, note: str = "") -> str:
        """The token in the address of `unit`, of the note in the folder `note` below ours."""
        known = addresses(self.folder / note)
        return known.unit_token(unit) if unit else known.secretariat_token()

    def visitor(self, note: str = "", peer: str = "", **headers: str) -> Visitor:
        """Somebody without an address of the note; `peer` is where they ask from."""
        return Visitor(self, headers, note, peer)

    def guest(
        self, unit: str = SECRETARIAT, note: str = "", peer: str = "", **headers: str
    ) -> Visitor:
        """Somebody who has opened the address of `unit`."""
        visitor = self.visitor(note, peer, **headers)
        answer = visitor.enter(unit, self.token(unit, note))
        assert answer.status_code == 204, answer.text
        return visitor

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        for client in self._clients.values():
            client.close()
        for stream in self.streams:
            stream.close()
        return status

    def client(self, peer: str = "") -> httpx.Client:
        """What asks from the address `peer` of this machine."""
        if peer not in self._clients:
            transport = httpx.HTTPTransport(
                verify=False, local_address=peer or None,
                limits=httpx.Limits(max_keepalive_connections=0),
            )  # fmt: skip
            self._clients[peer] = httpx.Client(transport=transport, timeout=PATIENCE)
        return self._clients[peer]

    def memory(self) -> int:
        """The most resident memory that the process has had, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1024  # type: ignore[index]

    def _read(self, stream: Any, lines: list[str]) -> None:
        with stream:
            lines.extend(line.rstrip("\n") for line in stream)

    def _address(self) -> str:
        if self.process.poll() is not None:
            raise AssertionError("it ended: " + "\n".join(self.errors))
        found = re.search(r"https?://\S+", "\n".join(self.lines))
        return found[0] if found else ""


class Visitor:
    """A browser as far as HTTP goes: it keeps cookies, and says where a form came from.

    It asks over the loopback, whatever the server's public address is, as a proxy would.
    """

    def __init__(self, server: Serving, headers: Mapping[str, str], note: str, peer: str) -> None:
        self.server = server
        self.base = f"/{note}" if note else ""
        self.url = f"http://127.0.0.1:{server.port}" + server.url.removeprefix(server.origin)
        self.cookies: dict[str, str] = {}
        self.key = ""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.headers = {"host": server.origin.partition("//")[2], **named}
        self._client = server.client(peer)

    def enter(self, unit: str, token: str) -> httpx.Response:
        """Hand over a token, as the script of the door does."""
        answer = self.post("/inn", {"adgang": token, "enhet": unit}, key="")
        if answer.status_code == 204:
            self.key = token
            name, _, rest = answer.headers["set-cookie"].partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer

    def get(self, path: str = "/", **headers: str) -> httpx.Response:
        """GET the page at `path` below the note's own."""
        return self.request("GET", path, headers=headers)

    def post(
        self,
        path: str,
        fields: Mapping[str, str] | None = None,
        *,
        files: Any = None,
        key: str | None = None,
        **headers: str | None,
    ) -> httpx.Response:
        """Send a form from our own page; a header that is None is left out."""
        given = self.key if key is None else key
        data = {**({"adgang": given} if given else {}), **(fields or {})}
        return self.request("POST", path, data=data, files=files, headers=self.of_ours(headers))

    def of_ours(self, headers: Mapping[str, str | None]) -> dict[str, str]:
        """What a browser says in a request that changes something, with `headers` for it."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        ours = {"origin": self.server.origin, "sec-fetch-site": "same-origin", **named}
        return {name: value for name, value in ours.items() if value is not None}

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask, with the cookies."""
        headers = httpx.Headers(self.headers)
        if self.cookies:
            cookies = (f"{name}={value}" for name, value in self.cookies.items())
            headers["cookie"] = "; ".join(cookies)
        headers.update(more.pop("headers", {}))
        self._client.cookies.clear()  # which all visitors would share
        return self._client.request(method, self.url + self.base + path, headers=headers, **more)


def _free_port() -> int:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def serving(folder: Path, *options: str, **more: Any) -> Iterator[Serving]:
    """A server for as long as it is needed."""
    server = Serving(folder, *options, **more)
    try:
        yield server
    finally:
        server.stop()


def files_of(folder: Path) -> dict[str, tuple[object, ...]]:
    """All that lies in `folder`: what a request that is refused must leave as it was."""
    found: dict[str, tuple[object, ...]] = {}
    for file in sorted(folder.rglob("*")):
        facts = file.lstat()
        data: object = b""
        if file.is_symlink():
            data = str(file.readlink())
        elif file.is_file():
            data = file.read_bytes()
        # the time of a folder changes with a temporary file in it, which is nothing
        time = facts.st_mtime_ns if file.is_file() else 0
        found[file.relative_to(folder).as_posix()] = (data, facts.st_mode, time)
    return found
