"""«Fra Word»: the edited file in, its changes shown, taken in as ticked, undone, settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.conftest import Case
from tests.support.preview import eventually
from tests.support.word_edits.attached import comment
from tests.support.word_edits.editor import Word

UB = "Biblioteket har fulgt opp undersøkelsen med faste møter.\n"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Case]:
    case = Case(tmp_path / "notat")
    case.project.contribution("ub", UB)
    yield case
    case.server.stop()
    assert case.server.errors == []


def downloaded(own: Case) -> Word:
    """The Word file as somebody got it from the page."""
    guest = own.server.guest()
    eventually(lambda: "fulgt opp undersøkelsen" in guest.get("/notatet").text)
    answer = guest.get("/last-ned/docx")
    assert answer.status_code == 200
    return Word(answer.content)


def edited(own: Case, *, with_comment: bool = False) -> bytes:
    word = downloaded(own)
    word.replace(word.paragraph("faste møter"), "faste møter", "faste samlinger")
    word.replace(word.paragraph("Humaniora har fulgt"), "fulgt opp", "ikke fulgt opp")
    if with_comment:
        comment(word, word.paragraph("Innledning"), "Innledning", "Er dette nok?", "Kari Nordmann")
    return word.saved()


def fields_of(page: str) -> dict[str, Any]:
    """The hidden fields of the form that takes changes in."""
    form = next(part for part in page.split("<form")[1:] if "/fra-word/ta-inn" in part)
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


def boxes(page: str) -> list[str]:
    return re.findall(r'type="checkbox" name="ta" value="(\d+)"', page)


def show(own: Case, docx: bytes) -> str:
    answer = own.server.guest().post("/fra-word", files={"fil": ("Sak fra Kari.docx", docx)})
    assert answer.status_code == 200
    return answer.text


def text(own: Case, name: str) -> str:
    return (own.root / "contributions" / name).read_text("utf-8")


def test_changes_are_shown_and_taken_in(own: Case) -> None:
    page = show(own, edited(own))
    assert "2 endringer. 2 er klare." in page
    assert re.search(r"<del>.*slettet:.*møter</del>", page)
    assert re.search(r"<ins>.*satt inn:.*samlinger</ins>", page)
    assert "Biblioteket" in page
    assert not re.search(r"contributions|\.md\b|linje \d|Markdown|arkdoc apply", page)
    assert "faste møter" in text(own, "ub.md"), "nothing is taken in yet"
    fields = {**fields_of(page), "ta": boxes(page)}
    answer = own.server.guest().post("/fra-word/ta-inn", fields)
    assert "Endringene er tatt inn i notatet" in answer.text
    assert "faste samlinger" in text(own, "ub.md")
    assert "ikke fulgt opp" in text(own, "hf.md")


def test_what_is_not_ticked_is_not_taken_in(own: Case) -> None:
    page = show(own, edited(own))
    fields = {**fields_of(page), "ta": boxes(page)[:1]}
    own.server.guest().post("/fra-word/ta-inn", fields)
    taken = ["samlinger" in text(own, "ub.md"), "ikke fulgt" in text(own, "hf.md")]
    assert sorted(taken) == [False, True]


def test_it_can_be_undone(own: Case) -> None:
    before = text(own, "ub.md")
    page = show(own, edited(own))
    secretariat = own.server.guest()
    fields: dict[str, Any] = {**fields_of(page), "ta": boxes(page)}
    secretariat.post("/fra-word/ta-inn", fields)
    assert "Angre" in secretariat.get("/fra-word").text
    assert "som de var" in secretariat.post("/fra-word/angre", {}).text
    assert text(own, "ub.md") == before
    assert "Angre" not in secretariat.get("/fra-word").text
    assert "kan angres" in secretariat.post("/fra-word/angre", {}).text


def test_a_comment_waits_until_it_is_done(own: Case) -> None:
    docx = edited(own, with_comment=True)
    page = show(own, docx)
    assert "Er dette nok?" in page
    assert "Kari Nordmann" in page, "while it is decided"
    secretariat = own.server.guest()
    fields = {**fields_of(page), "ta": boxes(page)}
    after = secretariat.post("/fra-word/ta-inn", fields)
    assert "noe som gjenstår: 1" in after.text
    assert "venter på deg" in secretariat.get("/ferdig").text
    eventually(lambda: "Er dette nok?" in secretariat.get("/notatet").text)
    done = secretariat.post("/fra-word/ferdig", {"fil": fields["fil"]})
    assert "merket som ferdig" in done.text
    assert "venter på deg" not in secretariat.get("/ferdig").text
    eventually(lambda: "Er dette nok?" not in secretariat.get("/notatet").text)
    kept = b"".join(
        file.read_bytes()
        for file in (own.root / ".arkdoc").rglob("*")
        if file.is_file() and file.suffix in (".jsonl", ".md", ".json")
    )
    assert b"Kari" not in kept


def test_a_text_that_came_meanwhile_is_seen_first(own: Case) -> None:
    page = show(own, edited(own))
    own.project.contribution("ub", UB.replace("faste møter", "faste treff"))
    fields = {**fields_of(page), "ta": boxes(page)}
    again = own.server.guest().post("/fra-word/ta-inn", fields)
    assert "endret imens" in again.text
    assert "treff" in text(own, "ub.md")
    assert "ikke fulgt" not in text(own, "hf.md"), "all of it is shown again"


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04" + b"\0" * 90])
def test_another_file_is_refused_in_plain_words(own: Case, content: bytes) -> None:
    with own.unchanged():
        answer = own.server.guest().post("/fra-word", files={"fil": ("x.docx", content)})
        assert answer.status_code == 200
        assert "kan leses" in answer.text
        assert not re.search(r"contributions|\.arkdoc|Traceback", answer.text)


def test_only_the_secretariat_and_only_from_our_page(own: Case) -> None:
    docx = edited(own)
    guest, secretariat = own.server.guest("ub"), own.server.guest()
    with own.unchanged():
        assert guest.get("/fra-word").status_code == 403
        for path in ("/fra-word", "/fra-word/ta-inn", "/fra-word/angre", "/fra-word/ferdig"):
            assert guest.post(path, {}).status_code == 403
            assert secretariat.post(path, {}, origin="https://annet.example").status_code == 403
            assert secretariat.post(path, {}, key="").status_code == 403
        forged = {"fil": "../../secret", "grunnlag": "x"}
        assert "ikke her lenger" in secretariat.post("/fra-word/ta-inn", forged).text
        assert "ikke her lenger" in secretariat.post("/fra-word/ferdig", {"fil": "0" * 64}).text
        assert "Velg Word-filen først" in secretariat.post("/fra-word", {}).text
    assert docx
