"""The server behind a real nginx with HTTPS and a base path, set up as docs/drift.md prints it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from pathlib import Path
from threading import Thread

import httpx
import pytest

from arkdoc.deliver.addresses import addresses
from tests.support.nginx import Nginx, blocks, free_port
from tests.support.preview import PATIENCE, Events, eventually
from tests.support.project import Project
from tests.support.server import SECRETARIAT, Serving

pytestmark = pytest.mark.tools

SAK = "sak-11-19"
UNIT = f"/arkdoc/{SAK}/enhet/ub-gjovik"
SAVES = 40
SIGNED_IN = "kari@uni.example"


class Proxied:
    """A folder with one note, its server, and nginx before it."""

    def __init__(self, folder: Path, *options: str, sign_in: int = 0, more: str = "") -> None:
        self.notes = folder / "notater"
        note = Project(self.notes / SAK).note()
        notat = self.notes / SAK / "contributions" / "notat.md"
        notat.write_text(notat.read_text("utf-8").replace("---\n", f"---\n{more}", 1), "utf-8")
        note.contribution("studieadministrasjon", "Vi har en plan.\n")
        port = free_port()
        self.server = Serving(
            self.notes,
            *options,
            many=True,
            port=free_port(),
            url=f"https://localhost:{port}/arkdoc",
        )
        try:
            self.nginx = Nginx(folder / "nginx", port, self.server.port, sign_in)
        except BaseException:
            self.server.stop()
            raise

    @property
    def origin(self) -> str:
        return self.server.origin

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(
            base_url=self.origin, headers=headers, verify=self.nginx.trust(), timeout=PATIENCE
        )

    def enter(self, client: httpx.Client, unit: str = "ub-gjovik") -> httpx.Response:
        """What the door's script does with what stands after # in the address of `unit`."""
        token = self.server.token(unit, SAK)
        return client.post(
            f"/arkdoc/{SAK}/inn",
            data={"adgang": token, "enhet": unit},
            headers={"origin": self.origin},
        )

    def stop(self) -> None:
        self.nginx.stop()
        self.server.stop()


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Proxied]:
    proxied = Proxied(tmp_path)
    yield proxied
    proxied.stop()


def hand_in(
    client: httpx.Client, proxied: Proxied, text: str, by: str = "ub-gjovik"
) -> httpx.Response:
    """A text for the unit, whose page `client` has opened by the address of `by`."""
    token = proxied.server.token(by, SAK)
    fields = {"adgang": token, "tekst": text, "steg": "se"}
    headers = {"origin": proxied.origin, "accept": "application/json"}
    looked = client.post(f"{UNIT}/lever", files={"x": b""}, data=fields, headers=headers)
    assert looked.status_code == 200, looked.text
    fields |= {"steg": "lever", "grunnlag": looked.json()["basis"]}
    return client.post(f"{UNIT}/lever", files={"x": b""}, data=fields, headers=headers)


def test_a_unit_enters_and_hands_in_its_text(proxied: Proxied) -> None:
    with proxied.client() as client:
        assert client.get(UNIT).status_code == 403
        entered = proxied.enter(client)
        assert entered.status_code == 204
        cookie = entered.headers["set-cookie"]
        for said in ("Secure", "HttpOnly", "SameSite=lax", f"Path=/arkdoc/{SAK}/"):
            assert said in cookie, cookie
        page = client.get(
            UNIT, params={"lang": "en"}, headers={"referer": f"{proxied.origin}{UNIT}"}
        )
        assert page.status_code == 200
        assert "Seksjon Gjøvik" in page.text
        assert page.headers["strict-transport-security"]
        done = hand_in(client, proxied, "Vi er i gang.\n")
        assert done.json()["outcome"] == "written"
        assert client.get("/arkdoc/helse").text == "ok"
    assert (proxied.notes / SAK / "contributions" / "ub-gjovik.md").is_file()

    token = proxied.server.token("ub-gjovik", SAK)
    logged = proxied.nginx.said()
    assert f"POST {UNIT}/lever 200" in logged
    assert token not in logged
    assert "lang=" not in logged
    assert "?" not in logged
    assert "i gang" not in logged
    assert token not in proxied.server.output
    assert proxied.server.errors == []


def test_what_is_meant_for_another_server_is_refused(proxied: Proxied) -> None:
    with proxied.client() as client:
        proxied.enter(client)
        assert client.get(UNIT).status_code == 200
        other = {"host": f"annen.uni.example:{proxied.nginx.port}"}
        assert client.get(UNIT, headers=other).status_code == 403
        assert client.get("/arkdoc/helse", headers=other).status_code == 403
        assert client.get(UNIT.removeprefix("/arkdoc")).status_code == 404
        elsewhere = {"origin": "https://annen.uni.example", "accept": "application/json"}
        refused = client.post(f"{UNIT}/lever", data={"steg": "lever"}, headers=elsewhere)
        assert refused.status_code == 403
    assert not (proxied.notes / SAK / "contributions" / "ub-gjovik.md").exists()


def test_what_is_too_large_gets_our_own_answer(proxied: Proxied) -> None:
    """nginx lets through a little more than we take, so that it is we who say what to do."""
    with proxied.client() as client:
        proxied.enter(client)
        body = {"fil": ("stor.docx", bytes(60 * 1024 * 1024 + 1))}
        answer = client.post(f"{UNIT}/lever", files=body, headers={"origin": proxied.origin})
    assert answer.status_code == 413
    assert "10 MB" in answer.text


def streams(proxied: Proxied) -> tuple[Events, Events]:
    """The unit's events straight from the server, and through nginx."""
    with proxied.client() as client:
        proxied.enter(client)
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    through = HTTPSConnection(
        "localhost", proxied.nginx.port, context=proxied.nginx.trust(), timeout=PATIENCE
    )
    base, query = f"/arkdoc/{SAK}", "fra=&enhet=ub-gjovik"
    straight = Events(
        proxied.server, query, base=base, cookie=cookie, host=proxied.server.origin[8:]
    )
    return straight, Events(proxied.server, query, base=base, connection=through, cookie=cookie)


def test_a_save_is_seen_behind_nginx_as_quickly_as_without(proxied: Proxied) -> None:
    """Both streams tell of the same saves, so what else the machine does slows both."""
    straight, through = streams(proxied)
    file = proxied.notes / SAK / "contributions" / "ub-gjovik.md"
    ratios_of: tuple[list[float], list[float]] = ([], [])
    for number in range(SAVES):
        said = f"Lagring nummer {number}."
        start = time.monotonic()
        file.write_text(f"---\nenhet: ub-gjovik\n---\n{said}\n", "utf-8")
        for stream, times in zip((straight, through), ratios_of, strict=True):
            stream.until(said)
            times.append(time.monotonic() - start)
    without, behind = (sorted(times)[int(len(times) * 0.95)] for times in ratios_of)
    assert behind <= 1.5 * without, (behind, without)


# --- people who sign in --------------------------------------------------------------------------


class SignIn(BaseHTTPRequestHandler):
    """Says as oauth2-proxy does who has signed in: here, whoever has a certain cookie."""

    def do_GET(self) -> None:
        is_in = "inne=ja" in self.headers.get("cookie", "")
        self.send_response(202 if is_in else 401)
        if is_in:
            self.send_header("X-Auth-Request-Email", SIGNED_IN)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_the_secretariat_signs_in_and_units_need_not(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), SignIn) as signing:
        Thread(target=signing.serve_forever, daemon=True).start()
        options = ("--user-header", "X-Forwarded-User", "--trusted-proxy", "127.0.0.1")
        proxied = Proxied(
            tmp_path, *options, sign_in=signing.server_port, more=f"tilgang: [{SIGNED_IN}]\n"
        )
        try:
            with proxied.client() as client:
                assert client.get(f"/arkdoc/{SAK}/").status_code == 403
                spoofed = {"x-forwarded-user": SIGNED_IN, "x-auth-request-email": SIGNED_IN}
                assert client.get(f"/arkdoc/{SAK}/", headers=spoofed).status_code == 403
                assert proxied.enter(client, SECRETARIAT).status_code == 403
                assert client.get(f"/arkdoc/{SAK}/", headers={"cookie": "inne=ja"}).is_success
                assert proxied.enter(client).status_code == 204
                assert client.get(UNIT).status_code == 200
                assert hand_in(client, proxied, "Vi er i gang.\n").json()["outcome"] == "written"
            with proxied.client(cookie="inne=ja") as client:
                done = hand_in(client, proxied, "Vi er ferdige.\n", SECRETARIAT)
                assert done.json()["outcome"] == "written"
        finally:
            proxied.stop()
            signing.shutdown()
    log = (proxied.notes / SAK / ".arkdoc" / "leveringer.jsonl").read_text("utf-8")
    persons = [json.loads(line).get("person", "") for line in log.splitlines()]
    assert persons == ["", SIGNED_IN]


# --- the rest of the page ------------------------------------------------------------------------


def test_the_printed_service_starts_and_says_no_address(tmp_path: Path) -> None:
    """The line of the systemd unit, with its paths and port taken for ours."""
    (unit,) = (block for block in blocks("ini") if "[Service]" in block)
    (line,) = (line for line in unit.splitlines() if line.startswith("ExecStart="))
    _, _, *options = shlex.split(line)
    assert "-q" in options
    printed = dict(zip(options[1::2], options[2::2], strict=True))
    assert printed == {
        "--notes": "/srv/arkdoc/notater",
        "--url": "https://notat.uni.example/arkdoc",
        "--host": "127.0.0.1",
        "--port": "8011",
    }
    Project(tmp_path / SAK).note()
    port = free_port()
    ours = {**printed, "--notes": str(tmp_path), "--port": str(port)}
    command = [sys.executable, "-m", "arkdoc", "serve"]
    told = tmp_path / "journal"
    with told.open("wb") as journal:
        service = subprocess.Popen(
            [*command, "-q", *chain(*ours.items())], stdout=journal, stderr=journal
        )
        try:
            address = f"http://127.0.0.1:{port}/arkdoc/helse"
            eventually(lambda: answers(address, host="notat.uni.example") == (200, "ok"))
            assert answers(address)[0] == 403
        finally:
            service.terminate()
            assert service.wait(PATIENCE) == 0
    assert told.read_bytes() == b""
    where = ("--notes", str(tmp_path), "--url", printed["--url"])
    said = subprocess.run(
        [*command, "--address", *where], capture_output=True, text=True, timeout=PATIENCE
    )
    token = addresses(tmp_path).secretariat_token()
    assert said.stdout == f"{printed['--url']}/#{token}\n", said.stderr


def answers(address: str, **headers: str) -> tuple[int, str]:
    with suppress(httpx.TransportError):
        answer = httpx.get(address, headers=headers)
        return answer.status_code, answer.text
    return 0, ""
