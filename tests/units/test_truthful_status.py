"""What has come is told as what it is: not begun, faulty, beside the unit's own, on which day."""

from __future__ import annotations

import json
import os
import re
from datetime import date, datetime
from typing import Any

import pytest

from arkdoc.cli import main
from arkdoc.model.note import State
from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import load
from arkdoc.pipeline.publish import publish
from tests.support.project import NOTE, Project, codes, html_text

PROMPTS = """\
ledetråder:
  - "Hensikt: Hva ønsket vi å oppnå i 2018? Hvorfor?"
  - "1. Resultat: Beskriv kort."
  - Hva har dere lært?
"""
PROMPTED = NOTE.replace("enheter:", f"bidragsfrist: 2019-02-25\n{PROMPTS}enheter:", 1)
UNIT = "contributions/ub-gjovik.md"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def note(project: Project, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A note for which `arkdoc new --all` has been called."""
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    project.note(PROMPTED)
    assert main(["new", "--all"]) == 0
    capsys.readouterr()
    return project


def status(capsys: Captured, unit: str = "ub-gjovik") -> dict[str, Any]:
    main(["status", "--format", "json"])
    units = json.loads(capsys.readouterr().out)["units"]
    [found] = [each for each in units if each["id"] == unit]
    return dict(found)


def table(capsys: Captured) -> str:
    main(["status"])
    return capsys.readouterr().out


# --- not begun -------------------------------------------------------------------------------


def test_what_nobody_has_begun_has_not_come(note: Project, capsys: Captured) -> None:
    said = table(capsys)
    assert len(re.findall(r" – +ikke begynt, \d+ dager over frist +– ", said)) == 3, said
    assert "0 av 3 bidrag er kommet." in said
    found = status(capsys)
    assert found["state"] == "not begun"
    assert (found["paths"], found["words"]) == ([UNIT], {})
    assert (found["date"], found["changed"], found["overdue"]) == (None, None, True)
    result = note.build("html", final=True)
    assert {d.rule.code for d in result.obstacles} == {"ARK514"}
    page = html_text(note.build("html").outputs["html"])
    assert "Skriv her" not in page
    assert "Bidrag fra Seksjon Gjøvik er ikke mottatt." in page or "Bidrag fra Univ" in page


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text.replace("\n\n", "\n\n\n") + "\n\n",
        lambda text: text.replace("\n", " \n", 3).rstrip(),
        lambda text: text.replace("2019", "2031").replace("20. februar", "1. mai"),
        lambda text: re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL),
        lambda text: text.replace("Hva har dere lært?", "Hva vil dere ta med dere videre?"),
        lambda text: text.replace("## Resultat", "## Utfall"),
    ],
)
def test_an_untouched_one_may_be_of_another_time(
    note: Project, capsys: Captured, change: Any
) -> None:
    text = (note.root / UNIT).read_text("utf-8")
    assert change(text) != text
    note.write("ub-gjovik.md", change(text))
    assert status(capsys)["state"] == "not begun"


def test_other_questions_in_the_note_make_no_difference(note: Project, capsys: Captured) -> None:
    text = (note.root / UNIT).read_text("utf-8")
    text = text.replace("Hva ønsket vi å oppnå i 2018? Hvorfor?", "Hva ville vi?")
    note.write("ub-gjovik.md", text.replace("Beskriv kort.", "Virket det?"))
    note.note(PROMPTED.replace("lært", "gjort").replace("Hensikt", "Mål"))
    assert status(capsys)["state"] == "not begun"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Skriv her: Hva har dere lært?", "Vi har lært mye."),
        ("Hva har dere lært?", "Hva har dere lært? Mye."),
        ("Hva har dere lært?", "Mye."),
        ("## Resultat", "Resultatet er godt.\n\n## Resultat"),
        ("status: utkast", "status: ferdig"),
        ("status: utkast", "status: utkast\ndato: 20.02.2019"),
        ("status: utkast", "status: utkast\ntiltak: [{navn: Quiz, status: pågår}]"),
        ("## Hensikt", "![Kart over huset](kart.png)\n\n## Hensikt"),
        ("Skriv her: Hva har dere lært?", "- Skriv her: Hva har dere lært?"),
        ("## Resultat\n", "## Resultat\n\n## Mer\n"),
    ],
)
def test_what_somebody_has_touched_is_a_draft(
    note: Project, capsys: Captured, old: str, new: str
) -> None:
    text = (note.root / UNIT).read_text("utf-8")
    assert old in text
    note.write("ub-gjovik.md", text.replace(old, new, 1))
    assert status(capsys)["state"] in ("draft", "done", "faulty")
    assert sum(status(capsys)["words"].values()) > 0


def test_beside_another_file_it_counts_for_nothing(note: Project, capsys: Captured) -> None:
    for unit in ("studieadministrasjon", "ub"):
        note.contribution(unit, "Teksten.\n")
    note.contribution("ub-gjovik", "Teksten vår.\n", "gjovik/tekst.md", dato="2019-02-20")
    found = status(capsys)
    assert (found["state"], found["paths"]) == ("done", ["contributions/gjovik/tekst.md"])
    assert (found["words"], found["warnings"], found["errors"]) == ({"nb": 2}, 0, 0)
    result = note.build("html", final=True)
    assert codes(result) == ["ARK515"]
    assert result.obstacles == ()
    assert "Skriv her" not in html_text(result.outputs["html"])
    assert "Utkast" not in html_text(result.outputs["html"])


# --- files beside the unit's own -------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "ub-gjovik.md.txt",
        "ub-gjovik.odt",
        "Seksjon Gjøvik.doc",
        "mappe/UB-GJOVIK.txt",
        "ub-gjovik (konflikt).odt",
        "Kopi av ub-gjovik.rtf",
        "ub-gjovik (1).md.txt",
        ".ub-gjovik.docx.icloud",
        "mappe/.Seksjon Gjøvik.md.icloud",
        "ub-gjovik.gdoc",
        "ub-gjovik.docx - Snarvei.lnk",
        "Seksjon Gjøvik.url",
    ],
)
@pytest.mark.parametrize("has_scaffold", [True, False])
def test_a_file_that_can_not_be_used_has_come(
    note: Project, capsys: Captured, name: str, *, has_scaffold: bool
) -> None:
    note.contribution("ub", "Teksten.\n").contribution("studieadministrasjon", "Teksten.\n")
    if not has_scaffold:
        (note.root / UNIT).unlink()
    note.write(name, "Tekst.\n")
    found = status(capsys)
    assert (found["state"], found["paths"]) == ("unreadable", [f"contributions/{name}"])
    assert found["warnings"] == 1
    assert found["overdue"] is False
    said = table(capsys)
    assert "3 av 3 bidrag er kommet. 1 kan ikke leses." in said
    assert "I andre filer" not in said
    analysis = note.analyse()
    shown = [code for code in codes(analysis) if code != "ARK515"]
    assert shown == ["ARK516"]
    assert [d.rule.code for d in analysis.obstacles] == ["ARK516"]
    page = html_text(note.build("html").outputs["html"])
    assert "Bidraget fra Seksjon Gjøvik er mottatt, men kan ikke leses." in page


@pytest.mark.parametrize(
    "name",
    [
        "referat.pdf",
        "gjovik.odt",
        "ub-gjovik.png",
        "ub-gjovik",
        "_ub-gjovik.docx",
        "._ub-gjovik.docx.icloud",
        ".icloud",
    ],
)
def test_another_file_is_not_taken_for_it(note: Project, capsys: Captured, name: str) -> None:
    (note.root / UNIT).unlink()
    note.write(name, "Tekst.\n")
    assert status(capsys)["state"] == "missing"


def test_what_lies_beside_the_text_is_shown_with_its_unit(note: Project, capsys: Captured) -> None:
    note.contribution("ub-gjovik", "Teksten.\n")
    note.contribution("ub-gjovik", "Teksten før.\n", "ub-gjovik (konflikt).md")
    note.write("ub-gjovik.doc", "Tekst.\n")
    found = status(capsys)
    assert (found["state"], found["warnings"]) == ("done", 2)
    assert found["paths"][0] == UNIT
    assert {"contributions/ub-gjovik.doc", "contributions/ub-gjovik (konflikt).md"} < {
        *found["paths"]
    }


def test_new_makes_a_file_to_copy_it_into(note: Project, capsys: Captured) -> None:
    (note.root / UNIT).unlink()
    note.write("ub-gjovik.doc", "Tekst.\n")
    assert main(["new", "--all"]) == 0
    assert not (note.root / UNIT).exists()
    assert main(["new", "ub-gjovik"]) == 0
    assert (note.root / UNIT).exists()


# --- errors, days, no remarks ----------------------------------------------------------------


def test_a_unit_with_errors_is_faulty(note: Project, capsys: Captured) -> None:
    note.contribution("ub-gjovik", "![](x.png)\n", dato="20.02.2019")
    found = status(capsys)
    assert (found["state"], found["date"], found["changed"]) == ("faulty", "2019-02-20", None)
    said = table(capsys)
    assert re.search(r"Seksjon Gjøvik +\S+ +20\.02\.2019 +har feil ", said)
    assert "1 av 3 bidrag er kommet. 1 har feil." in said
    states = [d.state for d in note.analyse().assembly.deliveries]
    assert State.FAULTY not in states


def test_two_contributions_of_one_unit_are_faulty(note: Project, capsys: Captured) -> None:
    note.contribution("ub-gjovik", "En.\n").contribution("ub-gjovik", "To.\n", "to.md")
    assert status(capsys)["state"] == "faulty"


def test_the_day_of_the_file_is_shown_as_that(note: Project, capsys: Captured) -> None:
    note.contribution("ub-gjovik", "Teksten.\n")
    noon = datetime(2019, 2, 19, 12).astimezone().timestamp()
    os.utime(note.root / UNIT, (noon, noon))
    found = status(capsys)
    assert (found["date"], found["changed"], found["late"]) == (None, "2019-02-19", False)
    assert re.search(r"Seksjon Gjøvik +\S+ +endret 19\.02\.2019 +ferdig", table(capsys))


def test_days_of_files_reach_no_output_and_no_record(note: Project) -> None:
    note.contribution("ub-gjovik", "Teksten.\n")
    made = []
    for day in (date(2019, 2, 19), date(2031, 7, 1)):
        for file in note.root.rglob("*"):
            at = datetime(day.year, day.month, day.day).astimezone().timestamp()
            os.utime(file, (at, at))
        out = note.root.parent / f"ut-{day.year}"
        result = build(load(note.root), frozenset({"docx", "html"}))
        publish(result, out, note.root)
        made.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert made[0] == made[1]


def test_no_remarks_is_an_answer(note: Project, capsys: Captured) -> None:
    note.contribution("ub-gjovik", "", status="ingen merknader", dato="26.02.2019")
    found = status(capsys)
    assert (found["state"], found["paths"], found["late"]) == ("no remarks", [UNIT], True)
    assert "0 av 2 bidrag er kommet." in table(capsys)
    page = html_text(note.build("html").outputs["html"])
    assert "Seksjon Gjøvik har ingen merknader." in page
    assert [c for c in codes(note.analyse()) if c != "ARK514"] == ["ARK505"]
