"""What the secretariat's forms do with fields that are lacking, unknown, or too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from arkdoc.pipeline.bases import find_base
from tests.serve.conftest import Case
from tests.serve.test_requests import sentence_in
from tests.support.preview import eventually
from tests.support.project import picture_file
from tests.support.server import Visitor
from tests.support.tracked import revisions


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Case]:
    case = Case(tmp_path / "notat")
    yield case
    case.server.stop()
    assert case.server.errors == []


def basis_of(page: str) -> str:
    found = re.search(r'name="grunnlag" value="(\w+)"', page)
    assert found
    return found[1]


def note(case: Case) -> str:
    return (case.root / "contributions" / "notat.md").read_text("utf-8")


@pytest.mark.parametrize("unit", ["", "ukjent", "../hf", "\0", "u" * 50_000, "ub\nhf"])
def test_no_unit_that_is_not_there_is_changed(case: Case, unit: str) -> None:
    secretariat = case.server.guest()
    with case.unchanged():
        for path in ("/laas", "/laas-opp", "/ny-adresse"):
            answer = secretariat.post(path, {"enhet": unit})
            assert answer.status_code == 422
            assert "ingen enhet" in answer.text
    assert secretariat.get("/").status_code == 200, "its own address is no unit's"


def test_a_new_address_ends_the_old_one_of_that_unit_alone(own: Case) -> None:
    guest, other, secretariat = (own.server.guest(unit) for unit in ("ub", "hf", ""))
    assert secretariat.post("/ny-adresse", {"enhet": "ub"}).status_code == 303
    with own.unchanged():
        assert guest.get("/enhet/ub").status_code == 403
        assert guest.post("/enhet/ub/lever", {"tekst": "Hei."}).status_code == 403
        assert other.get("/enhet/hf").status_code == 200
        assert secretariat.get("/").status_code == 200
        assert own.server.guest("ub").get("/enhet/ub").status_code == 200


def test_what_a_form_does_not_have_stays_as_it_was(own: Case) -> None:
    secretariat = own.server.guest()
    seen = basis_of(secretariat.get("/oppsett").text)
    answer = secretariat.post("/oppsett", {"tittel": "En ny tittel", "grunnlag": seen})
    assert answer.status_code == 200
    assert "En ny tittel" in note(own)
    for name in ("Biblioteket", "Humaniora", "Økonomi", "Innledning."):
        assert name in note(own)


@pytest.mark.parametrize("level", ["9" * 5000, "-1", "x", "٣", "²", "1.5", ""])
def test_no_level_is_too_odd(case: Case, level: str) -> None:
    fields = {"enhet-navn": "Biblioteket", "enhet-id": "ub", "enhet-nivå": level, "grunnlag": "x"}
    with case.unchanged():
        answer = case.server.guest().post("/oppsett", fields)
    assert answer.status_code == 200


def test_of_two_who_set_it_up_the_second_is_told(own: Case) -> None:
    one, two = own.server.guest(), own.server.guest()
    seen = basis_of(one.get("/oppsett").text)
    one.post("/oppsett", {"tittel": "Den første", "grunnlag": seen})
    with own.unchanged():
        answer = two.post("/oppsett", {"tittel": "Den andre", "grunnlag": seen})
    assert "Den andre" in answer.text
    assert "Noen andre" in answer.text
    assert "Den første" in note(own)


def test_a_note_that_cannot_be_read_is_not_changed(own: Case) -> None:
    secretariat, guest = own.server.guest(), own.server.guest("ub")
    (own.root / "contributions" / "notat.md").write_text("---\nsaksnr: [\n---\n", "utf-8")
    with own.unchanged():
        for answer in (
            secretariat.post("/laas", {"enhet": "ub"}),
            secretariat.post("/ny-adresse", {"enhet": "ub"}),
            guest.post("/enhet/ub/lever", {"tekst": "Hei."}),
            guest.post("/enhet/ub/mer-tid", {"til": "2099-01-01"}),
        ):
            assert answer.status_code == 422
        for path in ("/", "/oppsett", "/ferdig", "/notatet", "/enhet/ub"):
            assert secretariat.get(path).status_code == 200, path
        assert guest.get("/enhet/ub").status_code == 200
        assert guest.get("/enhet/ub/mottatt").status_code == 404


@pytest.mark.parametrize(
    "name", ["%2e%2e", "notat.md", ".arkdoc", "x%00", "%2e%2e%2fsecret", "a" * 300]
)
def test_nothing_but_final_files_is_fetched_as_such(case: Case, name: str) -> None:
    with case.unchanged():
        answer = case.server.guest().get(f"/endelig/{name}")
    assert answer.status_code in (403, 404)
    assert "saksnr" not in answer.text


def test_a_final_file_that_is_a_link_is_not_fetched(own: Case, tmp_path: Path) -> None:
    away = tmp_path / "hemmelig.docx"
    away.write_text("hemmelig", "utf-8")
    (own.root / "endelig").mkdir()
    (own.root / "endelig" / "notat.docx").symlink_to(away)
    answer = own.server.guest().get("/endelig/notat.docx")
    assert answer.status_code != 200
    assert "hemmelig" not in answer.text
    assert sentence_in(answer)


def test_dropped_files_are_taken_in_only_as_they_were_seen(own: Case) -> None:
    secretariat = own.server.guest()
    file = [("fil", ("ub.md", b"---\nenhet: ub\n---\nFra e-posten.\n"))]
    with own.unchanged():
        seen = secretariat.post("/slipp", {"steg": "se"}, files=file)
        assert seen.status_code == 200
        for fields in (
            {"steg": "ta-inn"},
            {"steg": "ta-inn", "ta": "0", "grunnlag-0": "x"},
            {"steg": "ta-inn", "ta": "99"},
            {"steg": "noe annet", "ta": "0"},
        ):
            answer = secretariat.post("/slipp", fields, files=file)
            assert answer.status_code == 200
        assert secretariat.post("/slipp", {"steg": "ta-inn"}).status_code == 200
    found = re.search(r'name=\\"grunnlag-0\\" value=\\"(\w+)\\"', seen.text)
    assert found, seen.text
    fields = {"steg": "ta-inn", "ta": "0", "grunnlag-0": found[1]}
    assert secretariat.post("/slipp", fields, files=file).json()["taken"] == [0]
    assert "Fra e-posten." in (own.root / "contributions" / "ub.md").read_text("utf-8")


def test_the_plan_of_measures_is_the_secretariats_to_fetch(own: Case) -> None:
    text = "---\nenhet: ub\ntiltak: [{navn: Kurs, status: pågår}]\n---\nTekst.\n"
    (own.root / "contributions" / "ub.md").write_text(text, "utf-8")
    secretariat = own.server.guest()
    assert 'href="/tiltaksplan.xlsx"' in secretariat.get("/ferdig").text
    with own.unchanged():
        plan = secretariat.get("/tiltaksplan.xlsx")
        assert own.server.guest("ub").get("/tiltaksplan.xlsx").status_code == 403
    assert "sak-11-19-tiltak.xlsx" in plan.headers["content-disposition"]
    assert b"Kurs" in ZipFile(BytesIO(plan.content)).read("xl/sharedStrings.xml")
    (own.root / "contributions" / "notat.md").write_text("---\nsaksnr: [\n---\n", "utf-8")
    assert secretariat.get("/tiltaksplan.xlsx").status_code == 404


def test_what_has_changed_since_the_last_final_note_is_fetched(own: Case) -> None:
    for unit in ("ub", "økonomi"):
        own.project.contribution(unit, "Tekst.\n")
    secretariat = own.server.guest()
    assert 'href="/endringer.docx"' not in secretariat.get("/ferdig").text, "nothing is final"
    assert secretariat.get("/endringer.docx").status_code == 404
    assert "er laget" in secretariat.post("/endelig", {}).text
    assert 'href="/endringer.docx"' in secretariat.get("/ferdig").text
    assert secretariat.get("/endringer.docx").status_code == 404, "nothing has changed"
    file = own.root / "contributions" / "ub.md"
    file.write_text(file.read_text("utf-8") + "\nEt helt nytt avsnitt om året.\n", "utf-8")
    with own.unchanged():
        made = secretariat.get("/endringer.docx")
        assert own.server.guest("ub").get("/endringer.docx").status_code == 403
    assert "sak-11-19-endringer.docx" in made.headers["content-disposition"]
    assert revisions(made.content) == {"ins": 2}  # the words, and the end of the paragraph


def test_a_word_file_is_kept_with_all_its_pictures_as_they_were(own: Case) -> None:
    for name, said in (
        ("a.gif", "GIF"),
        ("b.gif", "GIF"),
        ("c.tiff", "TIFF"),
        ("d.png", "16 biter"),
    ):
        own.project.write(name, picture_file(said))
    own.project.write("ikke-brukt.gif", picture_file("GIF 3 × 3"))
    shown = "\n\n".join(f"![Et bilde]({name})" for name in ("a.gif", "b.gif", "c.tiff", "d.png"))
    own.project.contribution("ub", f"Se her:\n\n{shown}\n")
    secretariat = own.server.guest()
    docx = eventually(
        lambda: b"Se her" in document(data := secretariat.get("/last-ned/docx").content) and data
    )
    files = find_base(own.root, docx).files
    assert {path.rpartition("/")[2] for path in files if not path.endswith(".md")} == {
        "a.gif",
        "b.gif",
        "c.tiff",
        "d.png",
    }


def document(docx: bytes) -> bytes:
    return ZipFile(BytesIO(docx)).read("word/document.xml")


def asked(page: str) -> dict[str, str]:
    """The fields of the form that closes the case."""
    form = next(part for part in page.split("<form")[1:] if 'value="avslutt"' in part)
    return dict(re.findall(r'name="(steg|grunnlag)" value="([^"]*)"', form))


def close(secretariat: Visitor) -> httpx.Response:
    """Close the case, as somebody does who has seen what that does."""
    return secretariat.post("/avslutt", asked(secretariat.post("/avslutt", {}).text))


def test_what_could_not_be_deleted_can_be_deleted_later(own: Case) -> None:
    for unit in ("ub", "økonomi"):
        own.project.contribution(unit, "Tekst.\n")
    secretariat = own.server.guest()
    secretariat.post("/endelig", {})
    closed = close(secretariat).text
    assert 'action="/avslutt"' not in closed
    held = own.root / ".arkdoc" / "grunnlag" / "fil.json"
    held.parent.mkdir()
    held.write_bytes(b"{}")  # as if it could not be deleted then
    with own.unchanged():
        left = secretariat.get("/ferdig").text
        assert "det Word-filene er laget av" in left
        assert 'action="/avslutt"' in left
        assert "<fieldset disabled" not in left
        assert "<fieldset disabled" in secretariat.get("/oppsett").text
    done = secretariat.post("/avslutt", {"steg": "avslutt"}).text
    assert "Saken ble avsluttet" in done
    assert 'action="/avslutt"' not in done
    assert not held.parent.exists()


def test_a_case_is_closed_after_it_was_shown_what_that_does(own: Case) -> None:
    for unit in ("ub", "økonomi"):
        own.project.contribution(unit, "Tekst.\n")
    secretariat, guest = own.server.guest(), own.server.guest("ub")
    assert "Avslutt saken" not in secretariat.get("/ferdig").text
    assert secretariat.post("/avslutt", {"steg": "avslutt"}).status_code == 200
    assert not (own.root / "endelig").exists(), "nothing is final yet"
    assert "er laget" in secretariat.post("/endelig", {}).text
    with own.unchanged():
        shown = secretariat.post("/avslutt", {"bidrag": "ja"}).text
        assert "metadata.json" in shown
        assert "det Word-filene er laget av" in shown
        assert not re.search(r"\.arkdoc|arkdoc build|contributions", shown)
        assert secretariat.post("/avslutt", {"steg": "avslutt"}, origin="null").status_code == 403
        assert guest.post("/avslutt", {"steg": "avslutt"}).status_code == 403
        assert secretariat.get("/avslutt").status_code in (404, 405)
    own.project.contribution("ub", "Noe annet.\n")  # after it was shown
    again = secretariat.post("/avslutt", asked(shown) | {"bidrag": "ja"})
    assert "Noe er endret i mellomtiden" in again.text
    assert not list((own.root / "endelig").glob("*.zip"))
    done = secretariat.post("/avslutt", asked(again.text) | {"bidrag": "ja"})
    assert "Saken ble avsluttet" in done.text
    [zipped] = (own.root / "endelig").glob("*.zip")
    assert "bidrag/ub.md" in ZipFile(zipped).namelist()
    assert not (own.root / ".arkdoc" / "grunnlag").exists()


def test_a_closed_case_is_to_be_read_only(own: Case) -> None:
    for unit in ("ub", "økonomi"):
        own.project.contribution(unit, "Tekst.\n")
    secretariat, guest = own.server.guest(), own.server.guest("ub")
    secretariat.post("/endelig", {})
    close(secretariat)
    with own.unchanged():
        for page in ("/", "/oppsett", "/ferdig"):
            told = secretariat.get(page)
            assert told.status_code == 200
            assert "Saken er avsluttet" in told.text
        assert secretariat.get("/last-ned/docx").status_code == 200
        [name] = [f.name for f in (own.root / "endelig").glob("*.zip")]
        assert secretariat.get(f"/endelig/{name}").status_code == 200
        for path in ("/laas", "/ny-adresse", "/endelig", "/aapne", "/slett", "/oppsett"):
            assert secretariat.post(path, {"enhet": "ub"}).status_code == 409, path
        door = guest.get("/enhet/ub")
        assert door.status_code == 403
        assert "Saken er avsluttet" in door.text
        assert guest.post("/enhet/ub/lever", {"tekst": "Hei."}).status_code == 403
    assert secretariat.post("/avslutt", {"steg": "avslutt"}).status_code == 200
