"""`arkdoc watch` as a process: its terminal, its answers, and files that come, move and vanish."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import httpx
import pytest

from tests.preview import few_files
from tests.preview.hanging import HANGS, hanging
from tests.support.forks import Fork
from tests.support.preview import PATIENCE, Events, Preview, eventually, previewed, real_note
from tests.support.project import NOTE, REPOSITORY, Project, png

GJOVIK = "ub-gjovik.md"


@pytest.fixture
def note(project: Project) -> Project:
    project.note()
    project.contribution("studieadministrasjon", "Vi har laget en plan.\n")
    project.contribution("ub", "Biblioteket har fulgt opp.\n")
    project.contribution("ub-gjovik", "Komiteen er i gang.\n")
    return project


@pytest.fixture
def preview(note: Project) -> Iterator[Preview]:
    with previewed(note.root) as preview:
        yield preview


@pytest.fixture
def apart(note: Project) -> Iterator[Preview]:
    """A preview as people start it."""
    with previewed(note.root, apart=True) as preview:
        yield preview


def shows(preview: Preview, text: str, path: str = "/") -> bool:
    return bool(eventually(lambda: text in preview.get(path).text))


def hides(preview: Preview, text: str, path: str = "/") -> bool:
    return bool(eventually(lambda: text not in preview.get(path).text))


# --- the terminal ----------------------------------------------------------------------------


def test_the_terminal_has_one_line_an_update(note: Project, preview: Preview) -> None:
    note.contribution("ub-gjovik", "![](kart.png)\n")
    line = eventually(lambda: [line for line in preview.lines if GJOVIK in line])[0]
    assert re.fullmatch(r"\d\d:\d\d:\d\d  ub-gjovik\.md  \d+ ms  2 feil", line)
    assert re.fullmatch(r"\d\d:\d\d:\d\d  alt  \d+ ms  ingen feil", preview.lines[0])
    assert any(line.startswith("Forhåndsvisning: http://127.0.0.1:") for line in preview.lines)
    assert preview.errors == []


def test_ctrl_c_ends_it_cleanly_with_browsers_connected(apart: Preview) -> None:
    streams = [Events(apart) for _ in range(3)]
    for stream in streams:
        stream.next()
    assert apart.stop(signal.SIGINT) == 130
    assert apart.errors == []


def test_ctrl_c_during_a_download_ends_in_one_line(note: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with previewed(note.root, PYTHONPATH=hanging(site)) as preview:
        note.contribution("ub-gjovik", f"{HANGS}\n")
        assert shows(preview, HANGS)
        told: list[httpx.Response] = []
        download = threading.Thread(target=lambda: told.append(preview.get("/last-ned/pdf")))
        download.start()
        eventually((site / "hangs").exists)
        assert preview.stop(signal.SIGINT) == 130
        download.join()
        assert preview.errors == []
        assert preview.lines[-1] == "Forhåndsvisningen er avsluttet."
        assert "avsluttet" in told[0].text


def test_sigterm_ends_it_cleanly_and_no_process_is_left_behind(apart: Preview) -> None:
    children = eventually(lambda: _children(apart.process.pid))
    assert apart.stop(signal.SIGTERM) == 0
    assert apart.errors == []
    eventually(lambda: all(not Path(f"/proc/{child}").exists() for child in children))


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_the_next_port_is_used_where_one_is_taken(note: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with previewed(note.root, port=port) as preview:
            assert preview.port > port
            assert f"Port {port} er opptatt; bruker {preview.port}." in preview.lines
            assert preview.get().status_code == 200


def test_two_previews_run_at_the_same_time(note: Project, preview: Preview) -> None:
    with previewed(note.root, port=preview.port) as other:
        assert other.port != preview.port
        note.contribution("ub-gjovik", "Begge ser dette.\n")
        assert shows(preview, "Begge ser dette.")
        assert shows(other, "Begge ser dette.")


@pytest.mark.parametrize(
    "options",
    [["--port", "x"], ["--port", "99999"], ["--port", "9" * 5000], ["--host", "256.1.1.1"]],
    ids=["no number", "too large", "thousands of digits", "no host"],
)
def test_a_host_or_port_that_cannot_be_used_is_reported_in_one_line(
    note: Project, options: list[str]
) -> None:
    assert re.fullmatch(r"arkdoc: [^\n]+\n", _why_not(note.root, *options))


def test_without_contributions_there_is_nothing_to_watch(tmp_path: Path) -> None:
    assert re.fullmatch(r"arkdoc: [^\n]+contributions[^\n]+\n", _why_not(tmp_path))


def _why_not(root: Path, *options: str) -> str:
    """What is said where `arkdoc watch` can't begin."""
    process = Fork(["watch", "--root", str(root), "--port", "0", *options], root, os.environ)
    try:
        assert process.wait(PATIENCE) == 2
    finally:
        process.kill()
    with process.stdout, process.stderr:
        return process.stderr.read()


# --- requests -----------------------------------------------------------------------------------


def raw(preview: Preview, target: str, **headers: str) -> int:
    """The status of a request whose target goes out as it is."""
    lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\nConnection: close\r\n\r\n").encode())
        answer = b""
        while block := connection.recv(65536):
            answer += block
    assert b"hemmelig" not in answer
    return int(answer.split()[1])


def test_foreign_hosts_and_origins_are_refused(preview: Preview) -> None:
    own = f"127.0.0.1:{preview.port}"
    assert raw(preview, "/", Host=own) == 200
    for path in ("/", "/hendelser", "/enhet/ub", "/last-ned/docx", "/veileder"):
        assert raw(preview, path, Host="evil.example") == 403
        assert raw(preview, path, Host=f"evil.example:{preview.port}") == 403
        assert raw(preview, path, Host=own, Origin="http://evil.example") == 403
        assert raw(preview, path, Host=own, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert raw(preview, "http://evil.example/", Host="evil.example") == 403
    assert raw(preview, "/") in (400, 403)


WAYS_OUT = (
    "/../hemmelig.txt",
    "/statisk/x/../../../../hemmelig.txt",
    "/statisk/x/..%2f..%2f..%2fhemmelig.txt",
    "/statisk/x/%2e%2e%2fserver.py",
    "/statisk/x//etc/passwd",
    "/bilde/..%2f..%2fhemmelig.txt",
    "/bilde/hemmelig.png",
    "/contributions/notat.md",
    "/side/..%2fhemmelig.txt",
    "/stil/%00",
    "/enhet/..%2f..%2fhemmelig.txt",
    "/last-ned/..%2fhemmelig.txt",
    "//evil.example/",
    "/statisk/x/server.py",
    "/docs",
    "/openapi.json",
)


def test_malformed_requests_are_refused_without_output(preview: Preview) -> None:
    host = f"Host: 127.0.0.1:{preview.port}\r\n"
    for asked in (
        "\0\r\n\r\n",
        f"GET / HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n",
        f"GET /{'a' * 200_000} HTTP/1.1\r\n{host}\r\n",
    ):
        with socket.create_connection(("127.0.0.1", preview.port)) as caller:
            caller.sendall(asked.encode())
            assert b" 400 " in caller.recv(100)
    upgrade = {"connection": "upgrade", "upgrade": "websocket", "sec-websocket-version": "13"}
    assert preview.get("/", **upgrade).status_code == 200
    assert preview.errors == []


def test_no_path_leads_to_files_on_disk(note: Project, preview: Preview) -> None:
    (note.root.parent / "hemmelig.txt").write_text("hemmelig")
    (note.root / "hemmelig.txt").write_text("hemmelig")
    for target in WAYS_OUT:
        assert raw(preview, target, Host=f"127.0.0.1:{preview.port}") in (400, 404), target


def test_an_image_outside_the_root_is_not_shown(note: Project, preview: Preview) -> None:
    secret = png()
    (note.root.parent / "hemmelig.png").write_bytes(secret)
    (note.root / "contributions" / "lenke.png").symlink_to(note.root.parent / "hemmelig.png")
    note.contribution(
        "ub-gjovik", "Før.\n\n![a](../../hemmelig.png)\n\n![b](lenke.png)\n\n![c](/etc/passwd)\n"
    )
    assert shows(preview, "Før.")
    page = preview.get().text
    assert "/bilde/" not in page
    assert "<img" not in page
    note.write("inne.png", secret)
    note.contribution("ub-gjovik", "Etter.\n\n![a](inne.png)\n")
    assert shows(preview, "Etter.")
    address = re.search(r"/bilde/[^\"]+", preview.get().text)
    assert address
    assert preview.get(address[0]).content == secret


def test_only_get_is_allowed(preview: Preview) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in ("/", "/hendelser", "/last-ned/docx"):
            assert httpx.request(method, preview.url(path)).status_code == 405


def test_every_response_has_a_strict_policy(preview: Preview) -> None:
    page = preview.get()
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", page.text)
    for path in ("/", "/nei", "/hendelser?fra=&enhet=finnes-ikke", "/veileder", "/last-ned/x"):
        with httpx.stream("GET", preview.url(path)) as answer:
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert "server" not in answer.headers
    assert page.headers["cache-control"] == "no-store"


def test_html_in_contributions_stays_text(note: Project, preview: Preview) -> None:
    note.contribution(
        "ub-gjovik",
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1))\n",
    )
    assert shows(preview, "&lt;script&gt;alert(1)")
    page = preview.get().text
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_a_shared_preview_takes_a_token(note: Project) -> None:
    with previewed(note.root, "--host", "0.0.0.0") as preview:
        said = "\n".join(preview.lines)
        assert "Alle som når denne maskinen på 0.0.0.0" in said
        assert len(preview.token) >= 20
        for path in ("/", "/enhet/ub", "/hendelser", "/last-ned/docx"):
            assert preview.get(path).status_code == 403
            assert preview.get(f"{path}?adgang=feil").status_code == 403
        page = preview.get(f"/?adgang={preview.token}")
        assert page.status_code == 200
        address = re.search(r'href="(/enhet/ub-gjovik\?adgang=(\w+))"', page.text)
        assert address
        assert preview.token not in address[0]
        alone = preview.get(address[1])
        assert "Komiteen er i gang" in alone.text
        assert preview.token not in alone.text
        closed = preview.get(f"/?adgang={address[2]}")
        assert closed.status_code == 403
        assert "åpner bare siden til den enheten" in closed.text
        assert preview.get(f"/enhet/ub?adgang={address[2]}").status_code == 403
        assert preview.get(f"/hendelser?adgang={address[2]}").status_code == 403


def test_a_units_stream_has_nothing_of_other_units(note: Project, preview: Preview) -> None:
    alone, whole = Events(preview, "fra=&enhet=ub-gjovik"), Events(preview)
    note.contribution("studieadministrasjon", "En hemmelig plan. ![](kart.png)\n")
    whole.until("hemmelig plan")
    note.contribution("ub-gjovik", "Komiteen er ferdig.\n")
    alone.until("Komiteen er ferdig.")
    for other in ("hemmelig", "kart.png", "Biblioteket har", "studieadministrasjon", "Innledning"):
        assert other not in alone.raw


def test_an_unknown_unit_is_not_found(preview: Preview) -> None:
    for query, language, back in (("", "nb", "/"), ("?lang=en", "en", "/?lang=en")):
        answer = preview.get(f"/enhet/finnes-ikke{query}")
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert "finnes-ikke" in answer.text
        assert f'<html lang="{language}">' in answer.text
        assert f'href="{back}"' in answer.text
    assert preview.get("/hendelser?fra=&enhet=finnes-ikke").status_code == 404


def test_whoever_is_refused_is_told_on_a_page(note: Project, preview: Preview) -> None:
    asked = {"accept": "text/html,*/*;q=0.8"}
    answer = preview.get("/last-ned/rtf", **asked)
    assert answer.status_code == 404
    assert 'href="/"' in answer.text
    assert preview.get("/last-ned/rtf").headers["content-type"].startswith("text/plain")
    with previewed(note.root, "--host", "0.0.0.0") as shared:
        refused = shared.get("/enhet/ub", **asked)
        assert refused.status_code == 403
        assert "<html" in refused.text
        assert 'href="/' not in refused.text.replace("/statisk/", "")
        gone = shared.get(f"/enhet/borte?adgang={shared.token}", **asked)
        assert gone.status_code == 404
        assert f'href="/?adgang={shared.token}"' in gone.text


def test_a_browser_that_shows_a_removed_unit_is_told(note: Project, preview: Preview) -> None:
    seen = Events(preview, "fra=&enhet=ub-gjovik")
    seen.until("Komiteen")
    note.write("notat.md", NOTE.replace("ub-gjovik", "ub-gjoevik"))
    seen.until("pv-fault")
    seen.close()
    again = Events(preview, "fra=&enhet=ub-gjovik")
    assert "ub-gjovik" in str(again.until("pv-fault"))


@pytest.mark.slow
def test_downloads_are_of_the_note_as_it_is_now(note: Project, preview: Preview) -> None:
    note.contribution("ub-gjovik", "Helt nytt i dag.\n")
    assert shows(preview, "Helt nytt i dag.")
    word = preview.get("/last-ned/docx")
    name = unquote(word.headers["content-disposition"].rpartition("''")[2])
    assert name.startswith("Sak 11-19 – ")
    assert name.endswith(".docx")
    assert (
        "Helt nytt i dag." in ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    )
    assert preview.get("/last-ned/pdf").content.startswith(b"%PDF-")
    assert preview.get("/last-ned/html").status_code == 404
    assert not (note.root / "build").exists()
    built = subprocess.run(
        [sys.executable, "-m", "arkdoc", "build", "--to", "docx"],
        cwd=note.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0
    assert (note.root / "build" / "sak-11-19.docx").read_bytes() == word.content


def test_languages(preview: Preview) -> None:
    assert "Slik skriver du et bidrag" in preview.get().text
    english = preview.get("/?lang=en").text
    assert "How to write a contribution" in english
    assert '<html lang="en">' in english
    assert 'data-events="/hendelser?lang=en"' in english


# --- files that come, move and vanish ----------------------------------------------------------


def atomically(file: Path, text: str) -> None:
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_text(text, "utf-8")
    temporary.replace(file)


def like_vim(file: Path, text: str) -> None:
    file.rename(f"{file}~")
    with file.open("w", encoding="utf-8") as stream:
        stream.write(text)
    Path(f"{file}~").unlink()


def in_two_writes(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8", buffering=1) as stream:
        time.sleep(0.05)
        stream.write(text[:20])
        stream.flush()
        time.sleep(0.02)
        stream.write(text[20:])


def by_way_of_no_file(file: Path, text: str) -> None:
    file.unlink()
    time.sleep(0.1)
    file.write_text(text, "utf-8")


@pytest.mark.parametrize("save", [atomically, like_vim, in_two_writes, by_way_of_no_file])
@pytest.mark.parametrize("options", [(), ("--poll",)], ids=["notified", "polled"])
def test_saves_of_every_kind_are_shown(note: Project, save, options: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    with previewed(note.root, *options) as preview:
        stream = Events(preview)
        for name, said in ((GJOVIK, "Saken er lagret."), ("notat.md", "Ny innledning.")):
            file = note.root / "contributions" / name
            old = file.read_text("utf-8")
            save(file, old.replace("Komiteen er i gang.", said).replace("Innledning.", said))
            stream.until(said)
        assert "ARK5" not in stream.raw  # never missing or empty, even for a moment
        assert "pv-fault" not in stream.raw


@pytest.mark.parametrize("options", [(), ("--poll",)], ids=["notified", "polled"])
def test_files_come_move_and_vanish(note: Project, options: tuple[str, ...]) -> None:
    folder = note.root / "contributions"
    with previewed(note.root, *options) as preview:
        (folder / "ub").mkdir()
        (folder / GJOVIK).rename(folder / "ub" / "gjovik.md")
        assert shows(preview, 'data-source="contributions/ub/gjovik.md"')
        (folder / "ub").rename(folder / "biblioteket")
        assert shows(preview, 'data-source="contributions/biblioteket/gjovik.md"')
        note.write("biblioteket/gjovik.md", "---\nenhet: ub-gjovik\n---\n![Kart](kart.png)\n")
        assert shows(preview, "ARK305")
        note.write("biblioteket/kart.png", png())
        assert shows(preview, "/bilde/")
        (folder / "biblioteket" / "kart.png").unlink()
        assert shows(preview, "ARK305")
        (folder / "biblioteket" / "gjovik.md").unlink()
        assert hides(preview, 'data-source="contributions/biblioteket/gjovik.md"')
        assert shows(preview, 'data-state="missing"')
        note.write("notat.md", NOTE.replace("Seksjon Gjøvik", "Seksjon Ålesund"))
        assert shows(preview, "Seksjon Ålesund")


def test_files_of_any_name_come_and_go(note: Project, preview: Preview) -> None:
    """Twins that differ in how å is stored, and a name that is not UTF-8."""
    folder = os.fsencode(note.root / "contributions")
    names = (b"\xc3\xa5.md", b"a\xcc\x8a.md", b"gj\xf8.md")
    for number, name in enumerate(names):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123 - the name is bytes
            file.write(f"---\nenhet: ub\n---\nTekst nummer {number}.\n".encode())
        assert shows(preview, f"Tekst nummer {number}.")
    for number, name in enumerate(names):
        os.remove(folder + b"/" + name)  # noqa: PTH107
        assert hides(preview, f"Tekst nummer {number}.")
    assert any("gjø.md" in line for line in preview.lines)
    assert preview.errors == []


def test_contributions_may_be_removed_and_come_back(note: Project, preview: Preview) -> None:
    folder = note.root / "contributions"
    folder.rename(note.root / "borte")
    assert shows(preview, "pv-fault")
    assert shows(preview, "Komiteen er i gang.")
    (note.root / "borte").rename(folder)
    assert hides(preview, "pv-fault")
    note.contribution("ub-gjovik", "Tilbake igjen.\n")
    assert shows(preview, "Tilbake igjen.")


def test_a_root_may_be_replaced(note: Project) -> None:
    """Also where it was not named, but is the folder that the preview was begun in."""
    with previewed(note.root, "--root", ".") as preview:
        away = note.root.with_name("borte")
        note.root.rename(away)
        assert shows(preview, "pv-fault")
        assert shows(preview, "Komiteen er i gang.")
        shutil.copytree(away, note.root)
        assert hides(preview, "pv-fault")
        note.contribution("ub-gjovik", "I den nye mappen.\n")
        assert shows(preview, "I den nye mappen.")
        assert preview.errors == []


def test_a_change_of_house_style_is_shown(note: Project, preview: Preview) -> None:
    def style() -> str:
        address = re.search(r'href="(/stil/[^"]+)"', preview.get().text)
        assert address
        return preview.get(address[1]).text

    assert "#1d3d63" in style()
    styles = note.root / "styles"
    styles.mkdir()
    tokens = (REPOSITORY / "styles" / "tokens.toml").read_text("utf-8")
    (styles / "print.css").write_bytes((REPOSITORY / "styles" / "print.css").read_bytes())
    (styles / "tokens.toml").write_text(tokens.replace("#1d3d63", "#3d1d63"), "utf-8")
    assert eventually(lambda: "#3d1d63" in style())
    (styles / "tokens.toml").write_text("[page", "utf-8")
    assert shows(preview, "pv-fault")
    assert "#3d1d63" in style()
    (styles / "tokens.toml").write_text(tokens.replace("#1d3d63", "#0d1d63"), "utf-8")
    assert eventually(lambda: "#0d1d63" in style())
    assert hides(preview, "pv-fault")


def test_its_own_output_is_ignored(note: Project, preview: Preview) -> None:
    (note.root / "build").mkdir()
    (note.root / "build" / "sak-11-19.docx").write_bytes(b"x")
    (note.root / "andre.md").write_text("x")
    (note.root / "contributions" / ".gjovik.md.swp").write_text("x")
    note.contribution("ub-gjovik", "Sist.\n")
    assert shows(preview, "Sist.")
    updates = [line for line in preview.lines if " ms  " in line]
    assert len(updates) <= 3
    assert all("build" not in line and "andre" not in line for line in updates)


def test_no_content_ends_it(note: Project, preview: Preview) -> None:
    for number, text in enumerate(
        (b"\xff\xfe\x00", b"\x00" * 5000, b"---\n" * 500, b"[" * 5000, b"> " * 3000 + b"x",
         b"---\nenhet: [a\n---\n", b"---\nenhet: ub-gjovik\n---\n" + b"|a" * 3000 + b"\n" + b"|-" * 3000)
    ):  # fmt: skip
        (note.root / "contributions" / GJOVIK).write_bytes(text)
        note.contribution("ub", f"Omgang {number}.\n")
        assert shows(preview, f"Omgang {number}.")
    assert preview.process.poll() is None
    assert preview.errors == []


def test_it_starts_with_a_broken_note_and_shows_it_when_mended(note: Project) -> None:
    good = (note.root / "contributions" / "notat.md").read_bytes()
    note.write("notat.md", "---\nsaksnr: [\n---\n")
    with previewed(note.root) as preview:
        assert "pv-fault" in preview.get().text
        assert preview.get("/enhet/ub").status_code == 200
        stream = Events(preview)
        note.write("notat.md", good)
        stream.until("Komiteen er i gang.")
        assert hides(preview, "pv-fault")


@pytest.mark.slow
def test_a_burst_of_saves_ends_in_the_same_page_as_a_fresh_start(tmp_path: Path) -> None:
    root = real_note(tmp_path)
    files = sorted(file for file in root.rglob("*.md") if file.name != "notat.md")
    texts = {file: file.read_text("utf-8") for file in files}
    with previewed(root) as preview:
        Events(preview)

        def burst(name: str, count: int) -> None:
            for number in range(count):
                file = files[number % len(files)]
                file.write_text(f"{texts[file]}\nLagring {number}.\n", "utf-8")
            for file in files:
                file.write_text(f"{texts[file]}\n{name} lagring av {file.stem}.\n", "utf-8")
            for file in files:
                assert shows(preview, f"{name} lagring av {file.stem}.")

        burst("Første", 100)
        before = preview.memory()
        burst("Siste", 300)
        assert preview.memory() < before * 1.2
        served = _note_of(preview.get().text)
        assert preview.errors == []
    with previewed(root) as fresh:
        assert _note_of(fresh.get().text) == served


def _note_of(page: str) -> str:
    return re.sub(r' data-(?:version|saved)="[^"]+"', "", page)


@pytest.mark.slow
def test_two_hundred_browsers_are_all_sent_an_update(note: Project, preview: Preview) -> None:
    streams = [Events(preview) for _ in range(200)]
    for stream in streams:
        assert stream.next()[0] == "page"
    note.contribution("ub-gjovik", "Til alle.\n")
    for stream in streams:
        stream.until("Til alle.")


def test_a_browser_that_does_not_read_delays_no_other(note: Project, preview: Preview) -> None:
    with socket.create_connection(("127.0.0.1", preview.port)) as sleeper:
        sleeper.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        request = f"GET /hendelser?fra= HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n"
        sleeper.sendall(request.encode())
        stream = Events(preview)
        stream.next()
        for number in range(10):
            note.contribution("ub-gjovik", f"Omgang {number}.\n\n" + "Mye tekst. " * 5_000)
            stream.until(f"Omgang {number}.")


def test_idle_connections_cannot_use_up_open_files(note: Project) -> None:
    held: list[socket.socket] = []
    with previewed(note.root, first=f"{few_files.__name__}:begin") as preview:
        try:
            for _ in range(few_files.MOST + 40):
                held.append(socket.create_connection(("127.0.0.1", preview.port)))
                with contextlib.suppress(OSError):
                    held[-1].send(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
                time.sleep(0.005)  # else so many wait that the next one tries again after a second
            note.contribution("ub-gjovik", "![](kart.png)\n")
            assert eventually(lambda: any(f"{GJOVIK} " in line for line in preview.lines))
            assert preview.errors == []
        finally:
            for caller in held:
                caller.close()
        assert shows(preview, "kart.png")
