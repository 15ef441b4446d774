"""A folder of notes: which one a request is to, and whose cookie opens what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from arkdoc.deliver.addresses import addresses
from tests.serve.conftest import NOTE
from tests.serve.test_requests import sentence_in
from tests.support.project import Project
from tests.support.server import Serving, files_of, serving

URL = "https://notat.uni.example/arkdoc"
NAMES = ("sak-1", "sak-2", "Sak nr. 3 – møte", "Æ 100% {x} a;b #c", "{unit}")
"""Folders as people name them; some signs mean something in addresses, cookies and routes."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notater")
    for name in NAMES:
        Project(folder / name).note(NOTE.replace("tittel: Status", f"tittel: 'Om {name}'"))
    outside = tmp_path_factory.mktemp("annet")
    Project(outside / "sak").note(NOTE)
    (folder / "lenke").symlink_to(outside / "sak")
    (folder / "tom").mkdir()
    Project(folder / ".gjemt").note(NOTE)
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Serving]:
    with serving(folder, many=True, url=URL) as server:
        # A note keeps something from its first request on: whichever test comes first is not to see it.
        for name in NAMES:
            server.visitor(quote(name)).get("/")
        server.guest().get("/")
        yield server
    assert server.errors == []


def quoted(server: Serving, name: str) -> str:
    """The folder of a note as it stands in the links of the front page."""
    page = server.guest().get("/").text
    links = re.findall(rf'href="{URL}/([^"]*)/#[\w-]+">11/19 Om ([^<]*)<', page)
    return next(href for href, title in links if title == name)


@pytest.mark.parametrize("name", NAMES)
def test_a_note_is_at_its_folder_whatever_that_is_called(server: Serving, name: str) -> None:
    there = quoted(server, name)
    visitor = server.visitor(there)
    assert visitor.get("/").status_code == 403
    entered = visitor.enter("", server.token(note=name))
    assert entered.status_code == 204
    cookie = entered.headers["set-cookie"]
    assert re.fullmatch(
        r"arkdoc-[0-9a-f]{12}=[\w-]{22}; HttpOnly; Max-Age=\d+; "
        rf"Path=/arkdoc/{re.escape(there)}/; SameSite=lax; Secure",
        cookie,
    )
    for path in ("/", "/oppsett", "/ferdig", "/notatet", "/enhet/ub"):
        page = visitor.get(path)
        assert page.status_code == 200, path
        for href in re.findall(r'(?:href|action|src)="(/[^"]*)"', page.text):
            assert href.startswith(f"/arkdoc/{there}/"), "every link is below the note"
    addresses = visitor.get("/").text
    assert f"{URL}/{there}/enhet/ub#{server.token('ub', name)}" in addresses
    unit = server.visitor(there)
    assert unit.enter("ub", server.token("ub", name)).status_code == 204
    page = unit.get("/enhet/ub")
    assert page.status_code == 200
    for href in re.findall(r'(?:href|src)="(/[^"]*/(?:server|statisk|stil)/[^"]*)"', page.text):
        assert server.visitor().get(href.removeprefix("/arkdoc")).status_code == 200, href
    basis = re.search(r'data-basis="(\w+)"', page.text)
    assert basis
    answer = unit.post("/enhet/ub/lever", {"tekst": f"Til {name}.", "grunnlag": basis[1]})
    assert answer.status_code == 200
    written = server.folder / name / "contributions" / "ub.md"
    assert f"Til {name}." in written.read_text("utf-8")


def test_what_opens_one_note_opens_no_other(server: Serving) -> None:
    before = files_of(server.folder)
    for token in (server.token(), server.token(note="sak-1"), server.token("ub", "sak-1")):
        for unit in ("", "ub"):
            answer = server.visitor("sak-2").enter(unit, token)
            assert answer.status_code == 403
            assert sentence_in(answer)
    guest = server.guest(note="sak-1")
    guest.base = "/sak-2"
    assert guest.get("/").status_code == 403
    assert guest.post("/endelig").status_code == 403
    assert files_of(server.folder) == before


def test_a_browser_that_has_the_folders_cookie_too_sees_the_note(server: Serving) -> None:
    note, front = server.guest(note="sak-1"), server.guest()
    assert not note.cookies.keys() & front.cookies.keys(), "it would send both"
    note.cookies |= front.cookies
    assert note.get("/").status_code == 200
    assert front.get("/").status_code == 200
    front.base = "/sak-1"
    assert front.get("/").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/finnes-ikke/",
        "/lenke/",
        "/tom/",
        "/.gjemt/",
        "/../",
        "/%2e%2e/",
        "/sak-1%2f..%2fsak-2/",
        "/sak-1%00/",
        "/" + "s" * 3000 + "/",
    ],
)
def test_what_is_no_note_is_not_found(server: Serving, path: str) -> None:
    before = files_of(server.folder)
    for answer in (server.guest().get(path), server.guest().post(f"{path}inn")):
        assert answer.status_code == 404
        assert sentence_in(answer)
    assert files_of(server.folder) == before


def test_only_the_public_address_is_served(server: Serving) -> None:
    visitor = server.visitor()
    visitor.url = visitor.url.removesuffix("/arkdoc")
    for path in ("/", "/sak-1/", "/arkdocx/", "/helse", "/server/x/serve.css"):
        answer = visitor.get(path)
        assert answer.status_code == 404, path
        assert sentence_in(answer)
    for path in ("/arkdoc", "/arkdoc/sak-1"):
        assert visitor.get(path).headers["location"] == f"{server.origin}{path}/"
    for host in (f"127.0.0.1:{server.port}", "uni.example", "notat.uni.example:8443", ""):
        answer = server.visitor().get("/helse", host=host)
        assert answer.status_code == 403, host
        assert sentence_in(answer)
    assert server.visitor().get("/helse").text == "ok"


def test_every_answer_has_the_headers(server: Serving) -> None:
    visitor, guest = server.visitor(), server.guest(note="sak-1")
    answers = [
        *(visitor.get(path) for path in ("/", "/helse", "/nope", "/sak-1/", "/server/x/y.js")),
        *(guest.get(path) for path in ("/", "/enhet/ub", "/enhet/ub/skjema", "/last-ned/x")),
        visitor.get("/", host="evil.example"),
        visitor.post("/inn", {"adgang": "x"}),
        visitor.request("PUT", "/"),
        guest.post("/enhet/ub/lever", {}, accept="application/json"),
        visitor.request("HEAD", "/"),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers


# --- the front page ------------------------------------------------------------------------------


def test_the_front_page_is_the_secretariats(server: Serving) -> None:
    for visitor in (server.visitor(), server.guest("ub", "sak-1"), server.guest(note="sak-1")):
        visitor.base = ""
        answer = visitor.get("/")
        assert answer.status_code == 403
        assert "sak-1" not in answer.text
    before = files_of(server.folder)
    for refused in (
        server.visitor().post("/nytt", {"saksnr": "1/20"}, key=server.token()),
        server.guest().post("/nytt", {"saksnr": "1/20"}, key=""),
        server.guest().post("/nytt", {"saksnr": "1/20"}, key=server.token(note="sak-1")),
        server.guest().post("/nytt", {"saksnr": "1/20"}, origin="null"),
        server.guest().post("/nytt", {"saksnr": "1/20"}, origin=None),
    ):
        assert refused.status_code == 403
        assert sentence_in(refused)
    for fields in (
        {"saksnr": ""},
        {"saksnr": "../.."},
        {"saksnr": "9" * 5000},
        {"saksnr": "2/20", "møtedato": "i morgen"},
        {"saksnr": "2/20", "fra-notat": "../annet/sak"},
        {"saksnr": "2/20", "fra-notat": "lenke"},
    ):
        assert server.guest().post("/nytt", fields).status_code == 422, fields
    assert files_of(server.folder) == before


def test_a_new_note_is_opened_without_its_token_in_an_address(server: Serving) -> None:
    guest = server.guest()
    answer = guest.post("/nytt", {"saksnr": "7/20", "tittel": "Ny", "fra": "Vi", "enheter": "HF"})
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/arkdoc/sak-7-20/"
    token = server.token(note="sak-7-20")
    cookie = answer.headers["set-cookie"]
    assert token in cookie
    assert "Path=/arkdoc/sak-7-20/;" in cookie
    others = [value for name, value in answer.headers.items() if name != "set-cookie"]
    assert not any(token in text for text in (*others, answer.text))
    name, _, rest = cookie.partition("=")
    visitor = server.visitor("sak-7-20")
    visitor.cookies[name] = rest.partition(";")[0]
    assert "HF" in visitor.get("/").text
    assert guest.post("/nytt", {"saksnr": "7/20"}).status_code == 422, "it is there already"


def test_who_signs_in_sees_their_notes_and_begins_new_ones(tmp_path: Path) -> None:
    for name, who in (("sak-1", "kari"), ("sak-2", "ola")):
        text = NOTE.replace("saksnr: 11/19", f"tilgang: [{who}]\nsaksnr: {name[-1]}/19")
        Project(tmp_path / name).note(text)
    options = ("--user-header", "X-Forwarded-User", "--trusted-proxy", "127.0.0.1")
    with serving(tmp_path, *options, many=True) as server:
        assert server.visitor(x_forwarded_user="per").get("/").status_code == 403
        kari = server.visitor(x_forwarded_user="Kari")
        page = kari.get("/").text
        assert "1/19" in page
        assert "2/19" not in page
        kari.key = addresses(tmp_path).person_token("Kari")
        assert kari.key in page
        assert server.token() not in page
        fields = {"saksnr": "7/26", "fra-notat": "sak-2"}
        assert kari.post("/nytt", fields).status_code == 422, "that is not one of hers"
        assert kari.post("/nytt", {**fields, "fra-notat": "sak-1"}).status_code == 303
        hers = server.visitor("sak-7-26", x_forwarded_user="kari")
        assert hers.get("/").status_code == 200
        assert server.visitor("sak-7-26", x_forwarded_user="ola").get("/").status_code == 403
        assert server.errors == []
