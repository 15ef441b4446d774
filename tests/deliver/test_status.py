"""What the log says is shown in the status, and in no output."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from arkdoc.cli import main
from arkdoc.deliver.log import Happening, LogLine, add
from arkdoc.language.messages import in_language
from arkdoc.preview.page import PreviewState, Renderer, View
from arkdoc.preview.snapshot import LiveNote
from tests.support.project import Project

NB = in_language("nb")
NOW = datetime(2019, 2, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def note(project: Project) -> Project:
    project.units({"ub": "Biblioteket", "hf": "Humaniora", "sv": "Samfunn"})
    project.contribution("ub", "Tekst.\n")
    add(project.root, LogLine(NOW, Happening.DELIVERED, "ub", path="contributions/ub.md"))
    add(project.root, LogLine(NOW, Happening.MORE_TIME, "hf", until=date(2019, 3, 1)))
    return project


def status(
    note: Project, capsys: pytest.CaptureFixture[str]
) -> tuple[str, list[dict[str, object]]]:
    main(["status", "--root", str(note.root)])
    shown = capsys.readouterr().out
    main(["status", "--format", "json", "--root", str(note.root)])
    return shown, json.loads(capsys.readouterr().out)["units"]


def test_the_day_of_the_delivery_and_more_time(
    note: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    shown, (ub, hf, sv) = status(note, capsys)
    assert "22.02.2019" in shown
    assert "endret" not in shown
    assert "mer tid til 01.03.2019" in shown
    assert (ub["delivered"], ub["changed"], ub["date"]) == ("2019-02-22", None, None)
    assert (hf["moreTimeUntil"], sv["moreTimeUntil"]) == ("2019-03-01", None)


def test_a_date_of_its_own_goes_before(note: Project, capsys: pytest.CaptureFixture[str]) -> None:
    note.contribution("ub", "Tekst.\n", dato="20.02.2019")
    _, (ub, *_) = status(note, capsys)
    assert (ub["date"], ub["delivered"], ub["changed"]) == ("2019-02-20", None, None)


def test_a_file_that_came_otherwise_is_not_what_was_delivered(
    note: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (note.root / "contributions" / "ub.md").rename(note.root / "contributions" / "ny.md")
    _, (ub, *_) = status(note, capsys)
    assert ub["delivered"] is None
    assert ub["changed"] is not None


def test_more_time_is_shown_until_the_text_has_come(
    note: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    note.contribution("hf", "Halvferdig.\n", status="utkast")
    assert status(note, capsys)[1][1]["moreTimeUntil"] == "2019-03-01"
    note.contribution("hf", "Ferdig.\n")
    assert status(note, capsys)[1][1]["moreTimeUntil"] is None


def test_no_output_knows(note: Project) -> None:
    with_log = note.build("docx", "html").outputs
    (note.root / ".arkdoc" / "leveringer.jsonl").unlink()
    assert note.build("docx", "html").outputs == with_log


def test_the_preview_shows_it_too(note: Project) -> None:
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 2, 23))

    def shown() -> str:
        page = renderer(PreviewState(LiveNote(note.root).snapshot()))
        return str(page.regions)

    assert "levert 22.02.2019" in shown()
    assert "mer tid til 01.03.2019" in shown()
    add(note.root, LogLine(NOW, Happening.MORE_TIME, "hf", until=date(2019, 3, 5)))
    assert "mer tid til 05.03.2019" in shown()
