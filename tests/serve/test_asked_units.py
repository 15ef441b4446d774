"""A comment in the Word file is sent to its unit, answered there, and waits no more when settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.serve.conftest import Case
from tests.serve.test_waiting_texts import hidden
from tests.support.word_edits.attached import comment
from tests.support.word_edits.editor import Word

ASKED = "Er dette alle kursene?"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    case = Case(tmp_path_factory.mktemp("asked") / "notat")
    yield case
    case.server.stop()
    assert case.server.errors == []


def test_a_comment_goes_to_its_unit_and_back(own: Case) -> None:
    secretariat, unit = own.server.guest(), own.server.guest("hf")
    word = Word(secretariat.get("/last-ned/docx").content)
    words = word.paragraph("Humaniora har fulgt")
    comment(word, words, "fulgt opp", ASKED, "Kari Nordmann")
    word.replace(words, "har fulgt", "har nå fulgt")
    page = secretariat.post("/fra-word", files={"fil": ("x.docx", word.saved())}).text
    assert 'formaction="/fra-word/send"' in page
    (id_,) = re.findall(r'name="kommentar" value="([0-9a-f]{16})"', page)
    assert ASKED not in unit.get("/enhet/hf").text
    fields: dict[str, Any] = {**hidden(page, "ta-inn"), "kommentar": id_}
    sent = secretariat.post("/fra-word/send", fields).text
    assert "Enheten ser kommentaren" in sent
    assert "Sendt til enheten" in sent
    assert re.search(r'<input type="checkbox" name="ta" value="\d+">', sent), (
        "as it was: not ticked"
    )
    shown = unit.get("/enhet/hf").text
    assert "Spørsmål fra sekretariatet" in shown
    assert ASKED in shown
    assert re.search("om «[^»]*opp[^»]*»", shown)
    assert "Kari" not in shown
    assert ASKED not in own.server.guest("ub").get("/enhet/ub").text
    secretariat.post("/fra-word/ta-inn", {**hidden(page, "ta-inn"), "ta": ["1"]})
    assert "venter på deg" in secretariat.get("/ferdig").text
    assert ASKED in (own.root / ".arkdoc" / "merknader.md").read_text("utf-8")
    _refused(own, id_)
    answer = unit.post("/enhet/hf/svar", {"sporsmal": id_, "svar": "Ja.\nAlle.", "steg": "svar"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/enhet/hf?sagt=svar"
    shown = unit.get("/enhet/hf?sagt=svar").text
    assert "Sekretariatet ser svaret" in shown
    assert "Svar: Ja.\nAlle." in shown
    assert "Svar: Ja.\nAlle." in secretariat.get("/fra-word").text
    assert "venter på deg" in secretariat.get("/ferdig").text
    assert unit.post("/enhet/hf/svar", {"sporsmal": id_, "steg": "ordnet"}).status_code == 303
    assert ASKED not in unit.get("/enhet/hf").text
    assert "Enheten sier at det er ordnet" in secretariat.get("/fra-word").text
    assert "venter på deg" not in secretariat.get("/ferdig").text
    assert not (own.root / ".arkdoc" / "merknader.md").exists()
    again = secretariat.post("/fra-word", files={"fil": ("x.docx", word.saved())}).text
    assert ASKED not in again
    assert unit.post("/enhet/hf/svar", {"sporsmal": id_, "svar": "Nei."}).status_code == 422
    log = (own.root / ".arkdoc" / "sporsmal.jsonl").read_bytes()
    assert b"Kari" not in log


def _refused(own: Case, id_: str) -> None:
    """Others, and other pages, change nothing."""
    unit, secretariat, other = (own.server.guest(each) for each in ("hf", "", "ub"))
    fields = {"sporsmal": id_, "svar": "Fra en annen."}
    with own.unchanged():
        assert other.post("/enhet/hf/svar", fields).status_code == 403
        assert other.post("/enhet/ub/svar", fields).status_code == 422
        assert other.post("/fra-word/besvart", fields).status_code == 403
        assert other.post("/fra-word/send", {"kommentar": id_}).status_code == 403
        for path in ("/enhet/hf/svar", "/fra-word/besvart"):
            guest = unit if "enhet" in path else secretariat
            assert guest.post(path, fields, origin="https://annet.example").status_code == 403
            assert guest.post(path, fields, key="").status_code == 403
        assert unit.post("/enhet/hf/svar", {"sporsmal": id_, "svar": "  "}).status_code == 422
        assert unit.get("/enhet/hf/svar").status_code in (404, 405)
        forged = {"fil": "0" * 64, "kommentar": id_}
        assert "ikke her lenger" in secretariat.post("/fra-word/send", forged).text
        assert "ikke her lenger" in secretariat.post("/fra-word/besvart", {"sporsmal": "x"}).text


def test_the_secretariat_settles_it_too(own: Case) -> None:
    secretariat = own.server.guest()
    word = Word(secretariat.get("/last-ned/docx").content)
    comment(word, word.paragraph("Humaniora har"), "Humaniora", "Hvem?", "Kari Nordmann")
    comment(word, word.paragraph("Innledning"), "Innledning", "Kort nok?", "Kari Nordmann")
    page = secretariat.post("/fra-word", files={"fil": ("x.docx", word.saved())}).text
    (id_,) = re.findall(r'name="kommentar" value="([0-9a-f]{16})"', page)
    fields: dict[str, Any] = {**hidden(page, "ta-inn"), "kommentar": id_}
    for _ in range(2):
        secretariat.post("/fra-word/send", fields)
    log = own.root / ".arkdoc" / "sporsmal.jsonl"
    assert log.read_text("utf-8").count("Hvem?") == 1
    secretariat.post("/fra-word/ta-inn", fields)
    assert "Spørsmålet er i orden" in secretariat.post("/fra-word/besvart", {"sporsmal": id_}).text
    remarks = (own.root / ".arkdoc" / "merknader.md").read_text("utf-8")
    assert "Kort nok?" in remarks, "of no unit, and so not sent"
    assert "Hvem?" not in remarks
    assert "<!--" not in remarks
    assert "gjenstår: 1" in secretariat.get("/fra-word").text
    data = log.read_bytes()
    log.write_bytes(b'{"what": "svar"}\n\xff\n[1]\n' + data + b'{"what": "svar", "id": "0"}\nhalf')
    assert secretariat.get("/fra-word").text.count("Hvem?") == 1
