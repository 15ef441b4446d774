"""Who is known by what: the token of an address, or the name that a proxy gives."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.requests import Request

from arkdoc.cli import main
from arkdoc.commands.call import IMPOSSIBLE
from arkdoc.deliver.addresses import addresses, new_secret
from arkdoc.model.note import Note
from arkdoc.read.note import read_note
from arkdoc.serve.gate import SECRETARIAT, NoteGate, SignIn, cookie_name, peer_of
from tests.serve.conftest import NOTE, Case
from tests.serve.test_requests import sentence_in

TODAY = date(2019, 2, 22)
PROXY = SignIn("X-Forwarded-User", "192.0.2.1")


def note(fields: str = "") -> Note:
    return read_note("notat.md", NOTE.replace("saksnr", f"{fields}\nsaksnr", 1).encode())


class Gate:
    """A gate of a note in a folder."""

    def __init__(self, root: Path, fields: str = "", sign_in: SignIn | None = None) -> None:
        self.known = addresses(root)
        self.gate = NoteGate(root, "/sak", lambda: note(fields), lambda: TODAY, sign_in)

    def asks(
        self, unit: str = "ub", token: str = "", *users: str, peer: str = "192.0.2.1"
    ) -> Request:
        headers = [(b"x-forwarded-user", name.encode("latin-1")) for name in users]
        if token:
            cookie = f"{cookie_name('/sak', unit)}={token}"
            headers.append((b"cookie", cookie.encode("latin-1")))
        return Request({"type": "http", "headers": headers, "client": (peer, 1)})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


def test_a_token_opens_what_it_is_for(root: Path) -> None:
    case = Gate(root)
    own, others = case.known.unit_token("ub"), case.known.unit_token("hf")
    whole = case.known.secretariat_token()
    assert case.gate.key(case.asks("ub", own), "ub") == own
    assert case.gate.key(case.asks("ub", others), "ub") == ""
    assert case.gate.key(case.asks("hf", own), "ub") == "", "that is the cookie of another page"
    assert case.gate.key(case.asks("ub", own), SECRETARIAT) == ""
    assert case.gate.key(case.asks(SECRETARIAT, whole), "ub") == whole
    assert case.gate.key(case.asks(SECRETARIAT, own), SECRETARIAT) == ""
    for wrong in ("", own[:-1], own + "x", "\xe5\xff", "x" * 5000):
        assert not case.gate.lets_in(case.asks("ub", wrong), "ub")
        assert not case.gate.may_change(case.asks("ub", own), "ub", wrong)
    assert case.gate.may_change(case.asks("ub", own), "ub", own)
    assert not case.gate.may_change(case.asks("ub", own), "hf", own)


def test_an_address_that_was_ended_opens_nothing(root: Path) -> None:
    case = Gate(root)
    old = case.known.unit_token("ub")
    new = new_secret(root, "ub").unit_token("ub")
    assert not case.gate.lets_in(case.asks("ub", old), "ub")
    assert case.gate.lets_in(case.asks("ub", new), "ub")


@pytest.mark.parametrize(
    ("fields", "opens"),
    [
        ("møtedato: 2019-02-08", True),
        ("møtedato: 2019-02-07", False),
        ("møtedato: 2019-02-07\nadgang_til: 2019-02-22", True),
        ("møtedato: 2019-03-07\nadgang_til: 2019-02-21", False),
        ("", True),
    ],
)
def test_addresses_open_nothing_two_weeks_after_the_meeting(
    root: Path, fields: str, opens: bool
) -> None:
    case = Gate(root, fields)
    assert case.gate.lets_in(case.asks("ub", case.known.unit_token("ub")), "ub") == opens
    whole = case.asks(SECRETARIAT, case.known.secretariat_token())
    assert case.gate.lets_in(whole, SECRETARIAT), "the secretariat's does"
    assert case.gate.lets_in(whole, "ub")


@pytest.mark.parametrize(
    ("users", "peer", "is_let_in"),
    [
        (["kari@uni.example"], "192.0.2.1", True),
        (["KARI@uni.example "], "192.0.2.1", True),
        (["kari@uni.example"], "192.0.2.2", False),
        (["kari@uni.example"], "::ffff:192.0.2.1", True),
        (["ola@uni.example"], "192.0.2.1", False),
        ([], "192.0.2.1", False),
        ([""], "192.0.2.1", False),
        (["kari@uni.example", "ola@uni.example"], "192.0.2.1", False),
        (["ola@uni.example", "kari@uni.example"], "192.0.2.1", False),
    ],
)
def test_a_name_counts_from_the_proxy_alone(
    root: Path, users: list[str], peer: str, is_let_in: bool
) -> None:
    case = Gate(root, "tilgang: [kari@uni.example, '']", PROXY)
    request = case.asks("ub", "", *users, peer=peer)
    assert case.gate.lets_in(request, SECRETARIAT) == is_let_in
    assert case.gate.lets_in(request, "ub") == is_let_in


def test_where_people_sign_in_the_secretariats_address_opens_nothing(root: Path) -> None:
    case = Gate(root, "tilgang: [kari]", PROXY)
    whole, own = case.known.secretariat_token(), case.known.unit_token("ub")
    assert not case.gate.accepts(whole, SECRETARIAT)
    assert not case.gate.accepts(whole, "ub")
    assert not case.gate.lets_in(case.asks(SECRETARIAT, whole), SECRETARIAT)
    assert not case.gate.lets_in(case.asks("ub", whole), "ub")
    assert case.gate.accepts(own, "ub")
    assert case.gate.lets_in(case.asks("ub", own, "ola"), "ub")


def test_a_note_that_names_nobody_lets_nobody_in(root: Path) -> None:
    for fields in ("", "tilgang: ''", "tilgang: ['', ' ']"):
        case = Gate(root, fields, PROXY)
        for user in ("kari", "", " "):
            assert not case.gate.lets_in(case.asks("ub", "", user), SECRETARIAT)


def test_a_peer_without_an_address_is_nobody() -> None:
    assert peer_of(Request({"type": "http", "headers": [], "client": None})) == ""
    assert peer_of(Request({"type": "http", "headers": [], "client": ("unix", 0)})) == "unix"


# --- over the network ----------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the loopback has one address")
def test_a_header_from_another_peer_is_not_believed(tmp_path: Path) -> None:
    case = Case(
        tmp_path / "n",
        options=("--user-header", "X-Forwarded-User", "--trusted-proxy", "127.0.0.1"),
        fields="tilgang: [kari]",
    )
    server = case.server
    try:
        assert "#" not in server.output
        for spoofed in (
            server.visitor(peer="127.0.0.2", x_forwarded_user="kari"),
            server.visitor(peer="127.0.0.2", x_forwarded_user="kari", x_forwarded_for="127.0.0.1"),
            server.visitor(x_forwarded_user="ola"),
            server.visitor(),
        ):
            spoofed.key = server.token()
            with case.unchanged():
                assert spoofed.get("/").status_code == 403
                assert spoofed.enter("", server.token()).status_code == 403
                for refused in (spoofed.post("/endelig"), spoofed.post("/slipp", {"steg": "se"})):
                    assert refused.status_code == 403
                    assert sentence_in(refused)
        kari = server.visitor(x_forwarded_user="kari")
        kari.key = server.token()
        assert kari.get("/").status_code == 200
        assert kari.post("/laas", {"enhet": "ub"}).status_code == 303
        kari.key = ""
        with case.unchanged():
            assert kari.post("/laas-opp", {"enhet": "ub"}).status_code == 403, "no token, no change"
        log = (case.root / ".arkdoc" / "leveringer.jsonl").read_text("utf-8")
        assert '"person": "kari"' in log
        unit = server.guest("hf", peer="127.0.0.2", x_forwarded_user="kari")
        assert unit.get("/enhet/hf").status_code == 200
        assert unit.get("/").status_code == 403
    finally:
        server.stop()
    assert server.errors == []


def test_a_proxy_without_an_address_is_an_error(tmp_path: Path) -> None:
    Case.write(tmp_path)
    for options in (
        ("--user-header", "X-User", "--trusted-proxy", "localhost"),
        ("--user-header", "X-User"),
        ("--trusted-proxy", "127.0.0.1"),
    ):
        assert main(["serve", "--root", str(tmp_path), *options]) == IMPOSSIBLE


def test_the_last_day_is_told_to_those_who_come_later(tmp_path: Path) -> None:
    ended = date.today() - timedelta(days=1)  # noqa: DTZ011
    case = Case(tmp_path / "n", fields=f"adgang_til: {ended}")
    try:
        guest = case.server.guest("ub")
        with case.unchanged():
            for answer in (guest.get("/enhet/ub"), guest.get("/hendelser?enhet=ub")):
                assert answer.status_code == 403
            assert f"{ended:%d.%m.%Y}" in guest.get("/enhet/ub").text
            assert guest.post("/enhet/ub/lever", {"tekst": "Hei."}).status_code == 403
            assert guest.get("/enhet/ub/mottatt").status_code == 403
    finally:
        case.server.stop()
