"""What a unit hands in over HTTP: written whole, asked about, or refused with nothing changed."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from arkdoc.style.theme import builtin_styles
from tests.serve.conftest import NOTE, Case
from tests.support.preview import PATIENCE, Events, eventually
from tests.support.project import Project
from tests.support.server import Serving, Visitor, files_of, serving
from tests.support.word_packages import p, word_file


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Case]:
    """A case of the test's own, which it may break."""
    case = Case(tmp_path / "notat")
    yield case
    case.server.stop()
    assert case.server.errors == []


def deliver(visitor: Visitor, unit: str, text: str = "", **more: object) -> dict[str, object]:
    """Look, and hand in what was looked at; `more` are fields, and `files`."""
    basis = more.pop("grunnlag", None)
    if basis is None:
        basis = look(visitor, unit, text, **more)["basis"]
    return _post(visitor, unit, tekst=text, grunnlag=basis, **more)


def look(visitor: Visitor, unit: str, text: str = "x", **more: object) -> dict[str, object]:
    return _post(visitor, unit, tekst=text, steg="se", **more)


def _post(visitor: Visitor, unit: str, **fields: object) -> dict[str, object]:
    files = fields.pop("files", None)
    given = {name: str(value) for name, value in fields.items()}
    path = f"/enhet/{unit}/lever"
    answer = visitor.post(path, given, files=files, accept="application/json")
    told: dict[str, object] = json.loads(answer.text)
    assert answer.status_code == (422 if told["outcome"] == "refused" else 200)
    return told


def keys(told: dict[str, object]) -> str:
    questions = told["questions"]
    assert isinstance(questions, list)
    return " ".join(question["key"] for question in questions)


def test_what_is_handed_in_is_what_was_shown_and_comes_back(own: Case) -> None:
    guest = own.server.guest("økonomi")
    page = guest.get("/enhet/økonomi")
    assert "Teksten deres er ikke kommet" in page.text
    with own.unchanged():
        seen = look(guest, "økonomi", "Vi har **spart**.")
    assert "<strong>spart</strong>" in str(seen["html"])
    told = deliver(guest, "økonomi", "Vi har **spart**.", grunnlag=seen["basis"])
    assert told["outcome"] == "written"
    file = own.root / "contributions" / "økonomi.md"
    assert "Vi har **spart**." in file.read_text("utf-8")
    got = guest.get("/enhet/økonomi/mottatt")
    assert got.content == file.read_bytes()
    assert got.headers["content-disposition"] == ("attachment; filename*=utf-8''%C3%B8konomi.md")
    assert "Vi har **spart**." in guest.get("/enhet/økonomi").text


def test_the_foot_leads_to_the_accessibility_statement(tmp_path: Path) -> None:
    styles = shutil.copytree(builtin_styles(), tmp_path / "notat" / "styles")
    tokens = (styles / "tokens.toml").read_text("utf-8")
    statement = '"tilgjengelighetserklæring" = "https://uni.example/tilgjengelighet"\n'
    (styles / "tokens.toml").write_text(statement + tokens, "utf-8")
    case = Case(tmp_path / "notat")
    try:
        page = case.server.guest("ub").get("/enhet/ub").text
        assert '<a href="https://uni.example/tilgjengelighet">' in page
    finally:
        case.server.stop()


def test_no_script_is_needed_to_be_told_what_came_of_it(own: Case) -> None:
    guest = own.server.guest("ub")
    answer = guest.post("/enhet/ub/lever", {"tekst": "Hei <script>.", "steg": "se"})
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script>." not in answer.text
    refused = guest.post("/enhet/ub/lever", files={"fil": ("<img>.pdf", b"%PDF")})
    assert refused.status_code == 422
    assert "&lt;img&gt;.pdf" in refused.text


def test_a_text_that_names_another_unit_is_asked_about(own: Case) -> None:
    guest = own.server.guest("ub")
    text = "---\nenhet: hf\n---\nVi i Humaniora har gjort det.\n"
    with own.unchanged():
        asked = deliver(guest, "ub", text)
        assert asked["outcome"] == "to confirm"
        assert "Humaniora" in str(asked["html"])
        wrong = deliver(guest, "ub", text.replace("gjort", "ikke gjort"), bekreft=keys(asked))
        assert wrong["outcome"] == "to confirm", "of another text it is asked anew"
    told = deliver(guest, "ub", text, bekreft=keys(asked))
    assert told["outcome"] == "written"
    written = (own.root / "contributions" / "ub.md").read_text("utf-8")
    assert "enhet: ub\n" in written
    assert "Humaniora har fulgt opp" in (own.root / "contributions" / "hf.md").read_text("utf-8")


def test_all_files_of_a_unit_go_to_the_former_versions(own: Case) -> None:
    own.project.contribution("ub", "Den ene.\n")
    former = {"contributions/ub.md": (own.root / "contributions/ub.md").read_bytes()}
    other = own.root / "contributions" / "fra oss" / "vårt.docx"
    other.parent.mkdir()
    other.write_bytes(word_file(p("Den andre."), custom={"enhet": "ub"}))
    former["contributions/fra oss/vårt.docx"] = other.read_bytes()
    told = deliver(own.server.guest("ub"), "ub", "Den nye.")
    assert told["outcome"] == "written", told
    assert not other.exists()
    assert "Den nye." in (own.root / "contributions" / "ub.md").read_text("utf-8")
    kept = files_of(own.root / ".arkdoc" / "tidligere" / "ub" / "1")
    assert sorted(data for data, *_ in kept.values() if data) == sorted(former.values())


def test_the_second_of_two_sees_the_others_text_and_is_asked(own: Case) -> None:
    one, two = own.server.guest("ub"), own.server.guest("ub")
    seen = look(one, "ub")["basis"]
    assert look(two, "ub")["basis"] == seen
    assert deliver(one, "ub", "Den første.", grunnlag=seen)["outcome"] == "written"
    with own.unchanged():
        told = deliver(two, "ub", "Den andre.", grunnlag=seen)
        assert told["outcome"] == "changed"
        assert "Noen andre" in str(told["html"])
        assert deliver(two, "ub", "Den andre.", grunnlag="")["outcome"] == "changed"
    assert deliver(two, "ub", "Den andre.", grunnlag=told["basis"])["outcome"] == "written"
    assert "Den andre." in (own.root / "contributions" / "ub.md").read_text("utf-8")
    kept = own.root / ".arkdoc" / "tidligere" / "ub" / "1"
    assert any("Den første." in f.read_text("utf-8") for f in kept.rglob("*.md"))


LINKS = ("the file", "the pictures", "the folder", "what is kept", "all that is kept")


@pytest.mark.parametrize("what", LINKS, ids=lambda what: what.replace(" ", "-"))
def test_a_link_in_the_way_is_not_followed(own: Case, tmp_path: Path, what: str) -> None:
    away = tmp_path / "utenfor"
    away.mkdir()
    (away / "fil.md").write_text("Ikke vår.\n", "utf-8")
    guest = own.server.guest("ub")
    deliver(guest, "ub", "Den gamle.")
    seen = look(guest, "ub")["basis"]
    contributions = own.root / "contributions"
    match what:
        case "the file":
            (contributions / "ub.md").unlink()
            (contributions / "ub.md").symlink_to(away / "fil.md")
        case "the pictures":
            (contributions / "ub").symlink_to(away, target_is_directory=True)
        case "the folder":
            shutil.move(contributions, away / "bidrag")
            contributions.symlink_to(away / "bidrag", target_is_directory=True)
        case "what is kept":
            (own.root / ".arkdoc" / "tidligere").symlink_to(away, target_is_directory=True)
        case _:
            shutil.move(own.root / ".arkdoc", away / "ark")
            (own.root / ".arkdoc").symlink_to(away / "ark", target_is_directory=True)
    before = files_of(away), files_of(own.root)
    path = "/enhet/ub/lever"
    for basis in (seen, ""):
        answer = guest.post(path, {"tekst": "Den nye.", "grunnlag": str(basis)})
        assert answer.status_code in (200, 403, 422, 503), answer.text
        assert "Traceback" not in answer.text
    assert files_of(away) == before[0], "nothing outside is touched"
    changed = {
        name
        for name in files_of(own.root).keys() | before[1].keys()
        if files_of(own.root).get(name) != before[1].get(name)
    }
    if changed:  # a delivery that goes beside the link is as good as any
        assert what in ("the file", "the pictures")
        texts = [f.read_text("utf-8") for f in contributions.glob("ub*.md") if not f.is_symlink()]
        assert [text for text in texts if "Den nye." in text]


@pytest.mark.parametrize("id_", ["notat", "con", "les-meg"])
def test_a_unit_by_a_name_that_files_may_not_have_writes_nothing(tmp_path: Path, id_: str) -> None:
    root = tmp_path / "n"
    Project(root).note(NOTE.replace("id: ub,", f"id: {id_},"))
    with serving(root) as server:
        before = files_of(root)
        for visitor in (server.guest(id_), server.guest()):
            path = f"/enhet/{id_}/lever"
            seen = visitor.post(path, {"tekst": "Hei.", "steg": "se"}, accept="application/json")
            basis = seen.json().get("basis") or ""
            answer = visitor.post(path, {"tekst": "Hei.", "grunnlag": basis})
            assert answer.status_code == 422, answer.text
        assert files_of(root) == before
        assert server.errors == []


def test_a_locked_unit_and_a_final_note_take_no_text(own: Case) -> None:
    guest, secretariat = own.server.guest("ub"), own.server.guest()
    seen = str(look(guest, "ub")["basis"])

    def is_refused() -> None:
        with own.unchanged():
            for step in ("se", "lever", "utkast", "ingen-merknader"):
                told = _post(guest, "ub", tekst="Hei.", steg=step, grunnlag=seen)
                assert told["outcome"] == "refused", step
            late = guest.post("/enhet/ub/mer-tid", {"til": "2099-01-01"})
            assert late.status_code == 422
            assert 'id="sv-file"' not in guest.get("/enhet/ub").text
            assert guest.get("/enhet/ub").status_code == 200

    assert secretariat.post("/laas", {"enhet": "ub"}).status_code == 303
    is_refused()
    assert look(own.server.guest("hf"), "hf")["outcome"] == "look", "others are not locked"
    assert secretariat.post("/laas-opp", {"enhet": "ub"}).status_code == 303
    assert look(guest, "ub")["outcome"] == "look"
    final = own.root / "endelig" / "notat.docx"
    final.parent.mkdir()
    final.write_bytes(b"x")
    is_refused()
    assert secretariat.post("/aapne").status_code == 303
    assert look(guest, "ub")["outcome"] == "look"


def test_a_stream_ends_with_the_address_that_opened_it(own: Case) -> None:
    guest, other = own.server.guest("ub"), own.server.guest("hf")
    cookies = {name: value for visitor in (guest, other) for name, value in visitor.cookies.items()}
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    stream = Events(own.server, "enhet=ub&fra=", cookie=cookie)  # type: ignore[arg-type]
    lasting = Events(own.server, "enhet=hf&fra=", cookie=cookie)  # type: ignore[arg-type]
    try:
        assert stream.next()[0] == "page"
        assert own.server.guest().post("/ny-adresse", {"enhet": "ub"}).status_code == 303
        own.project.contribution("ub", "Bare for dem som har den nye adressen.\n")
        own.project.contribution("hf", "For Humaniora.\n")
        lasting.until("For Humaniora.")
        eventually(lambda: not stream._thread.is_alive())
        assert "nye adressen" not in stream.raw
        assert guest.get("/hendelser?enhet=ub").status_code == 403
    finally:
        stream.close()
        lasting.close()


@pytest.mark.parametrize("unit", ["", "hf", "ukjent", "\0", "ub\n"])
def test_a_units_cookie_opens_no_other_stream_or_file(case: Case, unit: str) -> None:
    guest = case.server.guest("ub")
    with case.unchanged():
        answers = [
            guest.request("GET", "/hendelser", params={"enhet": unit, "fra": ""}),
            guest.get("/last-ned/docx"),
            guest.get("/last-ned/json"),
            guest.get("/notatet"),
            guest.get("/oppsett"),
            guest.get("/endelig/x.docx"),
        ]
    for answer in answers:
        assert answer.status_code == 403
        assert "Humaniora" not in answer.text


@pytest.mark.sampled(2)
@pytest.mark.parametrize("number", [40, 18])
def test_many_deliver_at_once_while_others_watch(number: int, tmp_path: Path) -> None:
    """Every delivery is whole, all who watch see it, and the page is that of a fresh start."""
    units = [f"e{n}" for n in range(number)]
    rows = "".join(f"  - {{id: {unit}, navn: Enhet {unit}}}\n" for unit in units)
    root = tmp_path / "n"
    Project(root).note(
        f"---\nsaksnr: 1/20\ntittel: Mange\nfra: Oss\ndato: 2020-01-02\nenheter:\n{rows}---\n"
        "Innledning.\n\n[[bidrag]]\n"
    )
    texts = {unit: f"Svaret fra {unit}. " + f"Avsnitt av {unit}.\n\n" * 30 for unit in units}
    with serving(root) as server:
        secretariat = server.guest()
        cookie = "; ".join(f"{name}={value}" for name, value in secretariat.cookies.items())
        streams = [
            Events(server, "fra=", cookie=cookie, **{"x-forwarded-for": f"192.0.2.{n % 8}"})  # type: ignore[arg-type]
            for n in range(number // 2)
        ]
        try:
            guests = {
                unit: server.guest(unit, x_forwarded_for=f"198.51.100.{n}")
                for n, unit in enumerate(units)
            }
            answers = asyncio.run(_all_at_once(server, guests, texts))
            assert [answer.json()["outcome"] for answer in answers] == ["written"] * len(units)
            for unit, text in texts.items():
                written = (root / "contributions" / f"{unit}.md").read_text("utf-8")
                assert written.endswith(text.rstrip("\n") + "\n") or text in written, unit
            log = (root / ".arkdoc" / "leveringer.jsonl").read_text("utf-8").splitlines()
            assert sorted(json.loads(line)["unit"] for line in log) == sorted(units)
            for stream in streams:
                eventually(lambda raw=stream: all(f"Svaret fra {u}." in raw.raw for u in units))
            page = secretariat.get("/notatet").text
        finally:
            for stream in streams:
                stream.close()
        assert server.stop() == 0
        assert server.errors == []
    with serving(root) as fresh:
        assert _timeless(fresh.guest().get("/notatet").text) == _timeless(page)


async def _all_at_once(
    server: Serving, guests: dict[str, Visitor], texts: dict[str, str]
) -> list[httpx.Response]:
    """Each unit looks at its page, and hands its text in; all in the same moment."""

    async def one(unit: str, guest: Visitor) -> httpx.Response:
        cookie = "; ".join(f"{name}={value}" for name, value in guest.cookies.items())
        headers = {
            **guest.of_ours({"cookie": cookie, "accept": "application/json"}),
            "x-forwarded-for": str(guest.headers["x-forwarded-for"]),
        }
        async with httpx.AsyncClient(
            base_url=server.url, headers=headers, timeout=PATIENCE, verify=False
        ) as client:
            page = await client.get(f"/enhet/{unit}")
            found = re.search(r'data-basis="(\w+)"', page.text)
            assert found
            return await client.post(
                f"/enhet/{unit}/lever",
                data={"adgang": guest.key, "tekst": texts[unit], "grunnlag": found[1]},
            )

    return await asyncio.gather(*(one(unit, guest) for unit, guest in guests.items()))


def _timeless(page: str) -> str:
    """A page without what is another in each run: the number of its version, what was saved."""
    page = re.sub(r' data-saved="[^"]*"', "", page)
    return re.sub(r"\b[0-9a-f]{8}\.\d+\b", "VERSION", page)


def test_who_breaks_off_leaves_nothing(own: Case) -> None:
    guest = own.server.guest("ub")
    cookie = "; ".join(f"{name}={value}" for name, value in guest.cookies.items())
    head = (
        f"POST /enhet/ub/lever HTTP/1.1\r\nHost: 127.0.0.1:{own.server.port}\r\n"
        f"Origin: {own.server.origin}\r\nCookie: {cookie}\r\nX-Arkdoc-Adgang: {guest.key}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
        "grunnlag=&tekst=Halv"
    )
    with own.unchanged():
        for _ in range(12):
            with socket.create_connection(("127.0.0.1", own.server.port), PATIENCE) as connection:
                connection.sendall(head.encode())
        # Nor do they count as under way: a caller may have eight.
        eventually(lambda: guest.post("/enhet/ub/lim", {"tekst": "x"}).status_code == 200)
