"""A server's life: what it says when it starts, and that its addresses outlive it."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from arkdoc.cli import main
from arkdoc.commands.call import DONE, IMPOSSIBLE
from arkdoc.deliver.addresses import addresses
from tests.serve.conftest import Case
from tests.support.pdf_tags import drawn
from tests.support.server import Serving, files_of, serving

UNITS = ("ub", "hf", "økonomi")


def tokens(root: Path) -> list[str]:
    known = addresses(root)
    return [known.secretariat_token(), *(known.unit_token(unit) for unit in UNITS)]


def has_any(texts: Iterable[str], found: Iterable[str]) -> list[str]:
    """Those of `found` that stand in one of `texts`."""
    given = list(texts)
    return [each for each in found if any(each in text for text in given)]


def test_addresses_outlive_a_restart_a_build_and_a_move(tmp_path: Path) -> None:
    root, moved = tmp_path / "n", tmp_path / "et annet sted" / "m"
    Case.write(root)
    with serving(root) as server:
        before, guest = tokens(root), server.guest("ub")
        assert guest.get("/enhet/ub").status_code == 200
    assert main(["build", "--root", str(root), "-q"]) in (0, 1)
    moved.parent.mkdir()
    shutil.move(root, moved)
    with serving(moved) as again:
        assert tokens(moved) == before
        assert again.guest("ub").get("/enhet/ub").status_code == 200
        cookies = guest.cookies
        guest = again.visitor()
        guest.cookies = cookies
        assert guest.get("/enhet/ub").status_code == 200, "nor has anybody to enter anew"


def test_no_log_has_a_token(tmp_path: Path) -> None:
    """Nothing that is written, sent or made has one, but the cookie and the page of its owner."""
    case = Case(tmp_path / "n")
    server, known = case.server, tokens(case.root)
    whole, own, *others = known
    unit, secretariat, nobody = server.guest("ub"), server.guest(), server.visitor()
    sent = {"tekst": "Vi har fulgt opp.", "steg": "se", "grunnlag": ""}
    looked = unit.post("/enhet/ub/lever", sent, accept="application/json")
    given = {"tekst": "Vi har fulgt opp.", "grunnlag": looked.json()["basis"]}
    shown_to_all = [
        looked,
        unit.post("/enhet/ub/lever", given, accept="application/json"),
        unit.post("/enhet/ub/lever", {**given, "tekst": "Noe annet."}),
        unit.post("/enhet/ub/mer-tid", {"til": "2099-01-01"}),
        unit.post("/enhet/ub/lim", {"html": "<p>a</p>", "tekst": "a"}),
        unit.post("/enhet/hf/lever", {}),
        unit.get("/enhet/ub/mottatt"),
        unit.get("/enhet/hf"),
        unit.get("/nope"),
        unit.get("/"),
        nobody.get("/enhet/ub", accept="text/html"),
        nobody.enter("ub", whole[:-1]),
        nobody.post("/inn", {"adgang": others[0], "enhet": "ub"}),
        secretariat.post("/laas", {"enhet": "hf"}),
        secretariat.post("/ny-adresse", {"enhet": "økonomi"}),
        secretariat.get("/last-ned/docx"),
        secretariat.get("/last-ned/json"),
        secretariat.get("/enhet/ub/skjema"),
    ]
    assert [answer.status_code for answer in shown_to_all[:2]] == [200, 200]
    for answer in shown_to_all:
        assert not has_any([answer.text, str(answer.headers)], known), answer.request.url
    assert has_any([unit.get("/enhet/ub").text], known) == [own], "of all it says its owner's own"
    word, pdf = secretariat.get("/last-ned/docx"), secretariat.get("/last-ned/pdf")
    with zipfile.ZipFile(io.BytesIO(word.content)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    assert "Vi har fulgt opp" in "".join(parts)
    assert pdf.content.startswith(b"%PDF")
    assert not has_any([*parts, *(str(each) for each in drawn(pdf.content))], known)
    assert server.stop() == 0
    assert not has_any([server.output, server.address], known)
    written = [
        data.decode("utf-8", "replace")
        for _, (data, *_) in files_of(case.root).items()
        if isinstance(data, bytes)
    ]
    assert len(written) > 4
    assert not has_any(written, known)


def test_fetching_an_address_changes_nothing(tmp_path: Path) -> None:
    case = Case(tmp_path / "n")
    server = case.server
    try:
        visitors = (server.visitor(), server.guest("hf"), server.guest())
        paths = ("/", "/enhet/ub", "/enhet/hf", "/enhet/hf/mottatt", "/oppsett", "/ferdig", "/inn")
        with case.unchanged():
            for n in range(50):
                for method in ("GET", "HEAD"):
                    for path in (paths[1], paths[2], paths[n % len(paths)]):
                        visitor = visitors[n % len(visitors)]
                        assert visitor.request(method, path).status_code in (200, 403, 405)
        log = case.root / ".arkdoc" / "leveringer.jsonl"
        assert not log.exists(), "and is no one's reading"
    finally:
        server.stop()


def test_head_answers_as_get_without_a_body(case: Case) -> None:
    guest = case.server.guest("hf")
    for path in ("/enhet/hf", "/enhet/hf/mottatt", "/enhet/ub", "/nope", "/helse"):
        whole, head = guest.get(path), guest.request("HEAD", path)
        assert (head.status_code, head.content) == (whole.status_code, b""), path
        assert head.headers == whole.headers, path


def test_the_cookie_is_for_the_server_alone(case: Case) -> None:
    given = case.server.visitor().enter("ub", case.server.token("ub")).headers["set-cookie"]
    assert re.fullmatch(
        r"arkdoc-\w+=[\w-]{22}; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax", given
    )
    # Secure, under https: test_notes.py.


def test_a_terminal_is_told_the_address_and_a_log_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pty = pytest.importorskip("pty", reason="this system has no such terminal")
    Case.write(tmp_path)
    assert main(["serve", "--root", str(tmp_path), "--address"]) == IMPOSSIBLE, "where is it?"
    with serving(tmp_path) as server:
        token = server.token()
        assert token not in server.output
        assert "--address" in server.output
    capsys.readouterr()
    assert main(["serve", "--root", str(tmp_path), "--address"]) == DONE
    assert capsys.readouterr().out == f"{server.url}/#{token}\n"
    url = "https://notat.uni.example/a"
    assert main(["serve", "--root", str(tmp_path), "--address", "--url", f"{url}/"]) == DONE
    assert capsys.readouterr().out == f"{url}/#{token}\n"

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "arkdoc", "serve", "--root", tmp_path, "--port", "0"],
        env={**os.environ, "ARKDOC_LANG": "nb"},
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(theirs)
        shown = b""
        while b"Ctrl-C" not in shown and (more := os.read(ours, 4096)):
            shown += more
        process.terminate()
    os.close(ours)
    assert f"/#{token}".encode() in shown


def test_a_proxy_finds_the_server_at_its_port_or_not_at_all(tmp_path: Path) -> None:
    Case.write(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        options = ["serve", "--root", str(tmp_path), "--port", port]
        assert main([*options, "--url", "https://notat.uni.example"]) == IMPOSSIBLE


def test_the_secret_is_its_owners_alone(tmp_path: Path) -> None:
    root = Case.write(tmp_path).root
    with serving(root) as server:
        assert isinstance(server, Serving)
        folder = root / ".arkdoc"
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "secret").stat().st_mode & 0o777 == 0o600
        # Broken, it opens nothing, and says so: another one is never made in its place.
        (folder / "secret").write_text("{}")
        before = files_of(root)
        for path in ("/", "/enhet/ub"):
            answer = server.visitor().get(path, accept="text/html")
            assert answer.status_code == 503
            assert "sikkerhetskopi" in answer.text
        assert files_of(root) == before
        assert server.errors == []
