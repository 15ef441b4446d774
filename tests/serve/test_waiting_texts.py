"""A unit delivers after the secretariat's edits: it waits, both see it, and it is merged by words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.conftest import Case
from tests.support.preview import eventually
from tests.support.server import Visitor
from tests.support.word_edits.editor import Word

TEXT = (
    "Vi har fulgt opp undersøkelsen med faste møter. Alle har fått en plan.\n\nKurset er holdt.\n"
)
PAGES = "/fra-word/levert/ub"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A note where the unit has delivered, and the secretariat has edited its text in Word."""
    case = Case(tmp_path_factory.mktemp("edited") / "notat")
    assert deliver(case, TEXT)["outcome"] == "written"
    secretariat = case.server.guest()
    eventually(lambda: "faste møter" in secretariat.get("/notatet").text)
    word = Word(secretariat.get("/last-ned/docx").content)
    word.replace(word.paragraph("faste møter"), "faste møter", "faste samlinger")
    page = secretariat.post("/fra-word", files={"fil": ("x.docx", word.saved())}).text
    secretariat.post("/fra-word/ta-inn", {**hidden(page, "ta-inn"), "ta": ["1"]})
    assert "samlinger" in text(case)
    case.server.stop()
    return case.root


@pytest.fixture
def own(edited: Path, tmp_path: Path) -> Iterator[Case]:
    """A copy of it that is served."""
    shutil.copytree(edited, tmp_path / "notat")
    case = Case(tmp_path / "notat")
    yield case
    case.server.stop()
    assert case.server.errors == []


def hidden(page: str, action: str) -> dict[str, Any]:
    """The hidden fields of the form that leads to `action`."""
    form = next(part for part in page.split("<form")[1:] if f'/{action}"' in part)
    fields = re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form)
    return {name: value for name, value in fields if name != "adgang"}


def basis(unit: Visitor) -> str:
    found = re.search(r'data-basis="([^"]*)"', unit.get("/enhet/ub").text)
    assert found
    return found[1]


def deliver(case: Case, words: str, **fields: str) -> dict[str, Any]:
    unit = case.server.guest("ub", accept="application/json")
    asked = {"grunnlag": basis(case.server.guest("ub")), "steg": "lever", **fields}
    told: dict[str, Any] = unit.post(
        "/enhet/ub/lever", asked, files={"fil": ("a.md", words.encode())}
    ).json()
    return told


def text(case: Case) -> str:
    return (case.root / "contributions" / "ub.md").read_text("utf-8")


NEW = TEXT.replace("en plan", "en god plan").replace("faste møter", "faste treff")


def test_a_unit_sees_what_was_edited(own: Case) -> None:
    page = own.server.guest("ub").get("/enhet/ub").text
    assert "Sekretariatet har rettet i teksten" in page
    assert re.search(r"<del>.*slettet:.*møter</del><ins>.*satt inn:.*samlinger</ins>", page)
    assert "Sekretariatet har rettet" not in own.server.guest("hf").get("/enhet/hf").text


def test_what_it_delivers_then_waits_and_is_merged(own: Case) -> None:
    before = text(own)
    told = deliver(own, NEW)
    assert told["outcome"] == "waiting"
    assert "flettet sammen med rettelsene" in told["html"]
    assert "kvittering" in told["html"]
    assert text(own) == before
    unit, secretariat = own.server.guest("ub"), own.server.guest()
    assert unit.get("/enhet/ub/mottatt").text.endswith(NEW)
    assert "Den er kommet" in unit.get("/enhet/ub").text
    assert "en ny tekst venter" in secretariat.get("/").text
    assert "den venter" in secretariat.get("/ferdig").text
    assert f'href="{PAGES}"' in secretariat.get("/fra-word").text
    page = secretariat.get(PAGES).text
    assert "Behold vår" in page
    assert "Bruk enhetens" in page
    assert re.search("I notatet nå: samlinger.*Fra enheten: treff", page)
    assert not re.search(r"contributions|\.md\b|linje \d|Markdown|arkdoc apply", page)
    fields = hidden(page, "ta-inn")
    after = secretariat.post(f"{PAGES}/ta-inn", {**fields, "svar-1": "0"}).text
    assert "Endringene er tatt inn i notatet" in after
    assert text(own) == before.replace("en plan", "en god plan")
    assert "venter" not in secretariat.get("/ferdig").text
    assert f'href="{PAGES}"' not in after
    assert "Angre" in after
    assert "som de var" in secretariat.post("/fra-word/angre", {}).text
    assert text(own) == before
    assert "Behold vår" in secretariat.get(PAGES).text, "it waits again"


def test_what_is_not_decided_goes_on_waiting(own: Case) -> None:
    before = text(own)
    deliver(own, NEW.replace("Kurset", "Kurset i ledelse"))
    secretariat = own.server.guest()
    fields = hidden(secretariat.get(PAGES).text, "ta-inn")
    after = secretariat.post(f"{PAGES}/ta-inn", {**fields, "ta": ["2"], "svar-1": ""}).text
    assert "venter fortsatt" in after
    assert text(own) == before.replace("Kurset", "Kurset i ledelse")
    page = secretariat.get(PAGES).text
    assert "Kurset i ledelse" not in page
    assert "treff" in page


@pytest.mark.parametrize(("way", "stands"), [("behold", "samlinger"), ("bruk", "faste treff")])
def test_one_of_the_texts_can_be_chosen_as_a_whole(own: Case, way: str, stands: str) -> None:
    deliver(own, NEW)
    secretariat = own.server.guest()
    fields = hidden(secretariat.get(PAGES).text, way)
    secretariat.post(f"{PAGES}/{way}", fields)
    assert stands in text(own)
    assert "venter" not in secretariat.get("/ferdig").text
    kept = [file.read_text("utf-8") for file in (own.root / ".arkdoc").rglob("ub.md")]
    assert any("samlinger" in each for each in kept) == (way == "bruk")
    told = deliver(own, NEW.replace("Kurset", "Kurs"))
    assert told["outcome"] == ("waiting" if way == "behold" else "written")


def test_what_was_shown_is_what_is_taken_in(own: Case) -> None:
    deliver(own, NEW)
    secretariat = own.server.guest()
    fields = hidden(secretariat.get(PAGES).text, "ta-inn")
    deliver(own, NEW.replace("Kurset", "Kurs"))
    with own.unchanged():
        for way in ("ta-inn", "behold", "bruk"):
            again = secretariat.post(f"{PAGES}/{way}", {**fields, "svar-1": "1"}).text
            assert "endret imens" in again


def test_the_editor_goes_on_with_what_it_shows(own: Case) -> None:
    """Words that the secretariat put in are taken out by whoever saw them there."""
    unit = own.server.guest("ub", accept="application/json")
    page = unit.get("/enhet/ub").text
    assert "faste samlinger" in page.split("<textarea")[1]
    began = basis(unit)
    words = TEXT.replace("med faste møter", "godt")
    fields = {"grunnlag": began, "utgangspunkt": began, "steg": "lever", "tekst": words}
    assert unit.post("/enhet/ub/lever", fields).json()["outcome"] == "waiting"
    assert "undersøkelsen godt" in unit.get("/enhet/ub").text.split("<textarea")[1]
    secretariat = own.server.guest()
    page = secretariat.get(PAGES).text
    assert "Behold vår" not in page
    secretariat.post(f"{PAGES}/ta-inn", {**hidden(page, "ta-inn"), "ta": ["1"]})
    assert "undersøkelsen godt." in text(own)


def test_a_draft_waits_for_the_unit_alone(own: Case) -> None:
    before = text(own)
    unit = own.server.guest("ub", accept="application/json")
    fields = {"grunnlag": basis(unit), "steg": "utkast", "tekst": "Et utkast.\n"}
    assert unit.post("/enhet/ub/lever", fields).json()["outcome"] == "waiting"
    assert text(own) == before
    assert "Et utkast." in unit.get("/enhet/ub").text.split("<textarea")[1]
    secretariat = own.server.guest()
    assert PAGES not in secretariat.get("/fra-word").text
    assert "Ingen tekst fra Biblioteket venter" in secretariat.get(PAGES).text


def test_no_remarks_is_a_choice_between_two(own: Case) -> None:
    unit = own.server.guest("ub", accept="application/json")
    fields = {"grunnlag": basis(unit), "steg": "ingen-merknader"}
    asked = unit.post("/enhet/ub/lever", fields).json()
    fields["bekreft"] = " ".join(each["key"] for each in asked["questions"])
    assert unit.post("/enhet/ub/lever", fields).json()["outcome"] == "waiting"
    secretariat = own.server.guest()
    page = secretariat.get(PAGES).text
    assert "ikke har merknader" in page
    assert "ta-inn" not in page
    secretariat.post(f"{PAGES}/bruk", hidden(page, "bruk"))
    assert "ingen merknader" in text(own)


def test_only_the_secretariat_and_only_from_our_page(own: Case) -> None:
    deliver(own, NEW)
    unit, secretariat = own.server.guest("ub"), own.server.guest()
    fields = hidden(secretariat.get(PAGES).text, "ta-inn")
    with own.unchanged():
        assert unit.get(PAGES).status_code == 403
        for way in ("ta-inn", "behold", "bruk"):
            path = f"{PAGES}/{way}"
            assert unit.post(path, fields).status_code == 403
            assert secretariat.post(path, fields, origin="https://annet.example").status_code == 403
            assert secretariat.post(path, fields, key="").status_code == 403
            assert secretariat.get(path).status_code in (404, 405)
        for other in ("..%2F..%2Fsecret", "ukjent", "hf"):
            assert secretariat.get(f"/fra-word/levert/{other}").status_code in (200, 404)
