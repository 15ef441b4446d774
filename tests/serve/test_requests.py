"""What is refused is refused in one sentence, and changes nothing."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from arkdoc.serve import requests
from arkdoc.serve.requests import Limited, TooLarge, at_most, caller_of, read_form, read_token
from tests.serve.conftest import Case
from tests.support.hostile_word import large_part
from tests.support.preview import PATIENCE, run_async
from tests.support.server import SECRETARIAT, Visitor

DELIVER = "/enhet/ub/lever"
TEXT = {"tekst": "Vi har fulgt opp.", "grunnlag": ""}
MEGABYTE = 1024 * 1024


def sentence_in(answer: httpx.Response) -> str:
    """What is said: one paragraph or page, in Norwegian, that tells nothing of how it was made."""
    text = answer.text
    if answer.headers["content-type"].startswith("text/html"):
        found = re.search(r"<main.*</main>", text, re.DOTALL)
        text = re.sub(r"<[^>]*>", " ", found[0] if found else "")
    text = " ".join(text.split())
    assert re.search(r"\.$|\. Åpner …$", text), text
    assert re.search(r"\b(ikke|ingenting|ingen|for)\b", text), text
    assert not re.search(r"Traceback|Error|File \"|multipart|\bfields?\b", text), text
    return text


# --- who asks, and from where --------------------------------------------------------------------


def _others(case: Case) -> Visitor:
    """Somebody with an address, but of another unit."""
    visitor = case.server.guest("hf")
    visitor.key = case.server.token("hf")
    return visitor


def _ours(case: Case) -> Visitor:
    return case.server.guest("ub")


FOREIGN: dict[str, Callable[[Case], httpx.Response]] = {
    "nobody": lambda case: case.server.visitor().post(DELIVER, TEXT),
    "the token without the cookie": lambda case: case.server.visitor().post(
        DELIVER, TEXT, key=case.server.token("ub")
    ),
    "another unit": lambda case: _others(case).post(DELIVER, TEXT),
    "another unit that says the token": lambda case: _others(case).post(
        DELIVER, TEXT, key=case.server.token("ub")
    ),
    "another unit's token": lambda case: _ours(case).post(
        DELIVER, TEXT, key=case.server.token("hf")
    ),
    "the cookie alone": lambda case: _ours(case).post(DELIVER, TEXT, key=""),
    "a part of the token": lambda case: _ours(case).post(
        DELIVER, TEXT, key=case.server.token("ub")[:-1]
    ),
    "letters beyond ASCII": lambda case: _ours(case).post(DELIVER, TEXT, key="å\0€" * 50),
    "a header beyond ASCII": lambda case: _ours(case).request(
        "POST", DELIVER, data=TEXT, headers={b"origin": case.server.origin.encode(), b"x-arkdoc-adgang": b"\xe5\xff"},
    ),
    "the token as a file": lambda case: _ours(case).post(
        DELIVER, TEXT, key="", files={"adgang": ("x", case.server.token("ub"))}
    ),
    "the token in the address": lambda case: _ours(case).post(
        f"{DELIVER}?adgang={case.server.token('ub')}", TEXT, key=""
    ),
    "no origin": lambda case: _ours(case).post(DELIVER, TEXT, origin=None),
    "a null origin": lambda case: _ours(case).post(DELIVER, TEXT, origin="null"),
    "a wrong origin": lambda case: _ours(case).post(DELIVER, TEXT, origin="https://evil.example"),
    "an origin on another port": lambda case: _ours(case).post(
        DELIVER, TEXT, origin="http://127.0.0.1:1"
    ),
    "a form on another site": lambda case: _ours(case).post(
        DELIVER, TEXT, sec_fetch_site="cross-site", sec_fetch_mode="navigate"
    ),
    "a script on another site": lambda case: _ours(case).post(
        DELIVER, TEXT, sec_fetch_site="cross-site"
    ),
    "a site beside ours": lambda case: _ours(case).post(DELIVER, TEXT, sec_fetch_site="same-site"),
    "another host": lambda case: _ours(case).post(DELIVER, TEXT, host="evil.example"),
    "a unit at the secretariat's": lambda case: _ours(case).post("/laas", {"enhet": "ub"}),
    "a unit that drops files": lambda case: _ours(case).post("/slipp", {"steg": "se"}),
    "a unit that makes it final": lambda case: _ours(case).post("/endelig"),
}  # fmt: skip


@pytest.mark.parametrize("way", FOREIGN, ids=lambda way: way.replace(" ", "-"))
def test_whoever_may_not_is_refused(case: Case, way: str) -> None:
    with case.unchanged():
        answer = FOREIGN[way](case)
    assert answer.status_code == 403
    assert sentence_in(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/enhet/..%2fub/lever",
        "/enhet/../ub/lever",
        "/enhet/%2e%2e/lever",
        "/enhet/ub/../../oppsett",
        "/enhet/..%5cub/lever",
        "/enhet/ub%00/lever",
        "/enhet/UB/lever",
        "/enhet/ub%20/lever",
        "/enhet/%75%62%2f/lever",
        "/enhet/ukjent/lever",
        "/enhet//lever",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/server/../../etc/passwd",
        "/endelig/..%2f..%2fcontributions%2fnotat.md",
        "/enhet/" + "u" * 5000 + "/lever",
    ],
)
def test_no_path_leads_elsewhere(case: Case, path: str) -> None:
    for visitor in (_ours(case), case.server.guest(SECRETARIAT)):
        with case.unchanged():
            for method in ("GET", "POST"):
                status, answer = raw(case, head(visitor, path, "Content-Length: 0", method=method))
                assert status in (403, 404, 405, 422)
                assert "root:" not in answer
                assert "saksnr" not in answer


def head(visitor: Visitor, path: str, *lines: str, method: str = "POST") -> bytes:
    """The head of a request from our own page, byte for byte as it is sent."""
    server = visitor.server
    given = (
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        "Connection: close",
        f"Origin: {server.origin}",
        f"X-Arkdoc-Adgang: {visitor.key}",
        "Cookie: " + "; ".join(f"{name}={value}" for name, value in visitor.cookies.items()),
        *lines,
    )
    return "".join(f"{line}\r\n" for line in (*given, "")).encode()


def raw(case: Case, *chunks: bytes) -> tuple[int, str]:
    """The answer to bytes as they are; those after the first until there is one."""
    with socket.create_connection(("127.0.0.1", case.server.port), PATIENCE) as connection:
        connection.sendall(chunks[0])
        try:
            for chunk in chunks[1:]:
                connection.sendall(chunk)
        except OSError:
            pass  # it has said enough, and closed
        data = b""
        try:
            while more := connection.recv(65536):
                data += more
        except OSError:
            pass
    found = re.match(rb"HTTP/1.1 (\d+)", data)
    body = data.partition(b"\r\n\r\n")[2]
    return int(found[1]) if found else 0, body.decode("utf-8", "replace")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(case: Case, method: str) -> None:
    with case.unchanged():
        for path in ("/", "/enhet/ub", DELIVER, "/inn"):
            answer = _ours(case).request(method, path, headers={"origin": case.server.origin})
            assert answer.status_code == 405
            assert sentence_in(answer)


def test_a_path_of_nothing_and_another_host_say_so_on_a_page(case: Case) -> None:
    with case.unchanged():
        for path, host, status in (("/x", case.server.origin[7:], 404), ("/", "evil.example", 403)):
            answer = _ours(case).get(path, host=host, accept="text/html")
            assert answer.status_code == status
            assert sentence_in(answer)
            assert answer.text.startswith("<!DOCTYPE html>")


# --- what is brought -----------------------------------------------------------------------------


def _part(disposition: str, data: str = "x", more: str = "") -> bytes:
    head = f"--a\r\nContent-Disposition: {disposition}\r\n{more}\r\n"
    return f"{head}{data}\r\n--a--\r\n".encode()


FORM = "multipart/form-data; boundary=a"
BROKEN: dict[str, tuple[str, bytes]] = {
    "no boundary": ("multipart/form-data", b"x"),
    "an empty boundary": ("multipart/form-data; boundary=", b"--"),
    "a long boundary": ("multipart/form-data; boundary=" + "a" * 5000, b"--"),
    "another boundary": (FORM, b"--b\r\n\r\n"),
    "no part": (FORM, b""),
    "torn": (FORM, b'--a\r\nContent-Disposition: form-data; name="adgang"\r\n\r\nx'),
    "without a name": (FORM, _part("form-data")),
    "without a disposition": (FORM, b"--a\r\n\r\nx\r\n--a--"),
    "an alphabet that none knows": (f"{FORM}; charset=nope", _part("form-data; name=x")),
    "an alphabet of no letters": (f"{FORM}; charset=zlib", _part("form-data; name=x")),
    "an alphabet that fails": (f"{FORM}; charset=undefined", _part("form-data; name=x")),
    "a long header": (FORM, _part("form-data; name=x", more=f"X: {'y' * 3_000_000}\r\n")),
    "many headers": (FORM, _part("form-data; name=x", more="A: b\r\n" * 100_000)),
    "a long field": (FORM, _part("form-data; name=tekst", "y" * 3 * MEGABYTE)),
    "many fields": (FORM, b"".join(_part(f"form-data; name=x{n}")[:-6] for n in range(3000))),
    "many files": (
        FORM,
        b"".join(_part(f"form-data; name=fil; filename=x{n}")[:-6] for n in range(300)),
    ),
    "many pairs": ("application/x-www-form-urlencoded", b"a=1&" * 3000),
    "a long pair": ("application/x-www-form-urlencoded", b"tekst=" + b"y" * 3 * MEGABYTE),
    "half a sign": ("application/x-www-form-urlencoded", b"%&=%u&%zz=%C3&&&;;"),
    "JSON": ("application/json", b'{"tekst": "x"}'),
    "nothing": ("", b""),
}


@pytest.mark.parametrize("what", BROKEN, ids=lambda what: what.replace(" ", "-"))
def test_what_is_no_form_is_refused(case: Case, what: str) -> None:
    kind, body = BROKEN[what]
    visitor = _ours(case)
    headers = visitor.of_ours({"content-type": kind, "x-arkdoc-adgang": visitor.key})
    with case.unchanged():
        for path in (DELIVER, "/inn"):
            answer = visitor.request("POST", path, content=body, headers=headers)
            assert answer.status_code in (400, 403, 413, 422), answer.text
            assert sentence_in(answer)


@pytest.mark.parametrize("path", [DELIVER, "/inn", "/nope"])
def test_a_body_that_says_it_is_huge_is_refused_at_once(case: Case, path: str) -> None:
    lines = (f"Content-Type: {FORM}", "Content-Length: 1000000000")
    with case.unchanged():
        status, said = raw(case, head(_ours(case), path, *lines))
    assert status == (404 if path == "/nope" else 413)
    assert said.endswith(".")


@pytest.mark.parametrize("kind", [FORM, "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("path", [DELIVER, "/inn"])
def test_a_body_without_end_takes_no_memory(case: Case, path: str, kind: str) -> None:
    lines = (f"Content-Type: {kind}", "Transfer-Encoding: chunked")
    begun = b'--a\r\nContent-Disposition: form-data; name="fil"; filename="x.docx"\r\n\r\n'
    chunks = (begun if kind == FORM else b"tekst=", b"y" * MEGABYTE)
    first, chunk = (b"%x\r\n%s\r\n" % (len(data), data) for data in chunks)
    before = case.server.memory()
    with case.unchanged():
        status, _ = raw(case, head(_ours(case), path, *lines) + first, *[chunk] * 1024)
    assert status in (0, 400, 413)  # who still sends when it is closed may lose the answer
    assert case.server.memory() - before < 40 * MEGABYTE
    assert case.server.visitor().get("/helse").text == "ok"


def test_a_zip_bomb_is_refused(case: Case) -> None:
    visitor, before = _ours(case), case.server.memory()
    bomb = large_part("word/document.xml", 500 * MEGABYTE)
    assert len(bomb) < 4 * MEGABYTE
    for step in ("se", "lever"):
        with case.unchanged():
            answer = visitor.post(
                DELIVER, {"steg": step, "grunnlag": ""}, files={"fil": ("x.docx", bomb)}
            )
        assert answer.status_code == 422
    assert case.server.memory() - before < 100 * MEGABYTE


def test_so_many_changes_a_minute(case: Case) -> None:
    visitor = case.server.guest("ub", x_forwarded_for="192.0.2.1")
    answers = [visitor.post("/enhet/ub/lim", {"tekst": "x"}) for _ in range(121)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert sentence_in(answers[-1])
    # Others are not made to wait; and who forwards is believed of the last address only.
    assert _ours(case).post("/enhet/ub/lim", {"tekst": "x"}).status_code == 200
    visitor = case.server.guest("ub", x_forwarded_for="192.0.2.9, 192.0.2.1")
    assert visitor.post("/enhet/ub/lim", {"tekst": "x"}).status_code == 429


# --- the parts -----------------------------------------------------------------------------------


def a_request(receive: Receive | None = None, peer: str = "127.0.0.1", **headers: str) -> Request:
    pairs = [(name.replace("_", "-").encode(), v.encode("latin-1")) for name, v in headers.items()]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": pairs, "client": (peer, 1)}
    return Request(scope, receive) if receive else Request(scope)


async def _never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def _gone() -> Message:
    return {"type": "http.disconnect"}


@pytest.mark.parametrize("kind", [FORM, "application/x-www-form-urlencoded"])
def test_a_form_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(requests, "_SECONDS_OF_TOKEN", 0.01)
    monkeypatch.setattr(requests, "_SECONDS", 0.01)

    async def test() -> None:
        for read in (read_form, read_token):
            with pytest.raises(HTTPException) as slow:
                await read(a_request(_never, content_type=kind))
            assert slow.value.status_code == 408
            with pytest.raises(HTTPException) as gone:
                await read(a_request(_gone, content_type=kind))
            assert gone.value.status_code == 400

    run_async(test)


def test_a_bound_counts_what_comes_and_not_what_is_said() -> None:
    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * 10, "more_body": True}

    async def test() -> None:
        bounded = at_most(25, receive)
        await bounded()
        await bounded()
        with pytest.raises(TooLarge):
            await bounded()

    run_async(test)


def test_one_caller_does_not_take_all_connections() -> None:
    async def test() -> None:
        waits, end = 0, asyncio.Event()

        async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
            nonlocal waits
            waits += 1
            await end.wait()

        said: list[Any] = []

        async def send(message: Message) -> None:
            said.append(message)

        limited = Limited(app, caller_of, PlainTextResponse("nei", 429), most_open=2)

        def ask(peer: str) -> asyncio.Task[None]:
            return asyncio.create_task(limited(a_request(peer=peer).scope, _never, send))

        tasks = [ask("192.0.2.1"), ask("192.0.2.1"), ask("192.0.2.2")]
        await asyncio.sleep(0)
        await limited(a_request(peer="192.0.2.1").scope, _never, send)
        assert said[0]["status"] == 429
        assert waits == 3
        end.set()
        await asyncio.gather(*tasks)
        await limited(a_request(peer="192.0.2.1").scope, _never, send)
        assert waits == 4, "those that are answered do not count"

    run_async(test)


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "192.0.2.7", "192.0.2.1"),
        ("127.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "10.0.0.1, 192.0.2.7", "192.0.2.7"),
        ("192.0.2.9", "192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_a_proxy_tells_who_asks_and_nobody_else_does(
    peer: str, forwarded: str, caller: str
) -> None:
    assert caller_of(a_request(peer=peer, x_forwarded_for=forwarded), "192.0.2.9") == caller
