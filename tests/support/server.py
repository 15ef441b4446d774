"""`arkdoc serve` as a process, and browsers without a screen that ask it, for tests."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from arkdoc.deliver.addresses import addresses
from tests.support.preview import PATIENCE, Running

SECRETARIAT = ""
"""As a unit's id in what follows: the secretariat."""


class Serving(Running):
    """`arkdoc serve` with `--root FOLDER`, or with `--notes FOLDER` where `many`, on a free port.

    `url` is its public address. Nothing is between: requests come as a proxy would forward them.
    """

    def __init__(
        self,
        folder: Path,
        *options: str,
        many: bool = False,
        port: int = 0,
        url: str = "",
        apart: bool = False,
    ) -> None:
        self.folder = folder
        self.many = many
        port = port or (_free_port() if url else 0)
        argv = [
            "serve",
            "--notes" if many else "--root",
            str(folder),
            "--port",
            str(port),
            *options,
        ]
        super().__init__([*argv, "--url", url] if url else argv, folder, {}, apart=apart)
        self._clients: dict[str, httpx.Client] = {}
        self.port = port or int(re.search(r":(\d+)/", self.address)[1])  # type: ignore[index]
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
        status = super().stop(number)
        for client in self._clients.values():
            client.close()
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

    def memory(self, which: str = "VmHWM") -> int:
        """The most that it has had."""
        return super().memory(which)


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
