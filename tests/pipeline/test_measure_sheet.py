"""The plan of measures as a sheet: the measures of the record, and `arkdoc measures`."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date as Date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from arkdoc.cli import main
from arkdoc.language.printed import WORDS
from arkdoc.model.nodes import Table
from arkdoc.model.tree import cell_text, walk
from arkdoc.pipeline.analyse import Analysis
from arkdoc.pipeline.measure_sheet import measure_sheet
from arkdoc.pipeline.record import write_record
from tests.support.generate import generated
from tests.support.project import NOTE, Project
from tests.support.word_files import parts_of
from tests.support.word_packages import p, table, word_file

Captured = pytest.CaptureFixture[str]
MEASURES = """\
---
enhet: ub-gjovik
tiltak:
  - navn: Restarte *sosialkomiteen*
    status: gjennomføres
    effekt: delvis
    frist: 1. juni 2019
  - {navn: "=1+1", status: planlagt, frist: til høsten}
---
Teksten.
"""


@pytest.fixture
def note(project: Project) -> Project:
    project.note().write("ub/gjovik.md", MEASURES)
    return project


def run(note: Project, *arguments: str) -> int:
    return main(["measures", *arguments, "--root", str(note.root)])


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_row_has_its_unit_its_fields_and_its_place(note: Project) -> None:
    sheet = measure_sheet(note.analyse())
    assert sheet.columns == (
        "Enhet", "Tiltak", "Status", "Type", "Område", "Behov", "Hensikt", "Gjennomføring",
        "Resultat", "Prosess", "Evaluering", "Effekt", "Ansvarlig", "Frist", "Sted",
    )  # fmt: skip
    unit = "Universitetsbiblioteket › Seksjon Gjøvik"
    first, second = (dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)
    assert {name: value for name, value in first.items() if value} == {
        "Enhet": unit, "Tiltak": "Restarte sosialkomiteen", "Status": "pågår", "Effekt": "delvis",
        "Frist": Date(2019, 6, 1), "Sted": "contributions/ub/gjovik.md:4",
    }  # fmt: skip
    assert (second["Frist"], second["Sted"]) == ("til høsten", "contributions/ub/gjovik.md:8")


def test_a_place_in_a_word_file_is_a_paragraph(note: Project) -> None:
    (note.root / "contributions" / "ub" / "gjovik.md").unlink()
    rows = table(["Tiltak", "Status"], ["Kurs", "pågår"], ["Lunsj", "planlagt"], header=True)
    note.write("ub-gjovik.docx", word_file(p("Enhet: Seksjon Gjøvik") + p("Tekst.") + rows))
    places = [row[-1] for row in measure_sheet(note.analyse()).rows]
    assert places == [
        "contributions/ub-gjovik.docx, avsnitt 5", "contributions/ub-gjovik.docx, avsnitt 7",
    ]  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_it_is_in_the_language_of_the_note(note: Project, language: str) -> None:
    note.note(NOTE.replace("enheter:", f"språk: {language}\nenheter:", 1))
    sheet = measure_sheet(note.analyse())
    words = WORDS[language]
    assert len(set(sheet.columns)) == len(sheet.columns), "two columns have one name"
    assert words.measure.in_progress in sheet.rows[0]
    assert sheet.columns[-1] == words.sheet.place


@pytest.mark.parametrize("seed", range(8))
def test_the_sheet_is_the_record_and_the_overview(seed: int, project: Project) -> None:
    for path, data in generated(seed).items():
        project.write(path, data)
    analysis = project.analyse()
    sheet = measure_sheet(analysis)
    record = json.loads(write_record(project.build("html"), {}))
    recorded = [(unit["name"], m["navn"]) for unit in record["units"] for m in unit["measures"]]
    assert [(row[0], row[1]) for row in sheet.rows] == recorded
    words = WORDS[analysis.note.language].measure
    statuses = (words.planned, words.in_progress, words.completed, words.not_completed)
    in_sheet = Counter((str(row[0]), str(row[2])) for row in sheet.rows)
    assert in_sheet == +Counter({
        (unit, status): int(row.get(status.capitalize(), 0))
        for unit, row in _overview(analysis).items()
        for status in statuses
    })  # fmt: skip


def _overview(analysis: Analysis) -> dict[str, dict[str, str]]:
    """The rows of `[[tiltaksoversikt]]`, by the name of the unit: the cells by their columns."""
    words = WORDS[analysis.note.language].measure
    names = {unit.name for unit in analysis.note.all_units}
    found = {}
    for block in walk(analysis.assembly.document.parts[0].blocks):
        if isinstance(block, Table) and cell_text(block.header[0]) == words.unit:
            header = [cell_text(cell) for cell in block.header]
            for row in block.rows:
                if (name := cell_text(row[0])) in names:
                    found[name] = dict(zip(header, map(cell_text, row), strict=True))
    return found


def test_a_scaffold_that_nobody_has_touched_has_no_row(note: Project) -> None:
    record = write_record(note.build("html"), {})
    note.note(NOTE.replace("enheter:", "forrige: contributions/forrige.json\nenheter:", 1))
    note.write("forrige.json", record)
    (note.root / "contributions" / "ub" / "gjovik.md").unlink()
    assert main(["new", "ub-gjovik", "--root", str(note.root), "-q"]) == 0
    assert measure_sheet(note.analyse()).rows == ()


# --- the command ----------------------------------------------------------------------------------


def test_csv_on_standard_output_and_in_a_file(
    note: Project, tmp_path: Path, capsys: Captured
) -> None:
    assert run(note) == 0
    told = capsys.readouterr().out
    assert rows_of(told)[2][1] == "'=1+1"
    assert run(note, "-o", "-") == 0
    assert capsys.readouterr().out == told
    assert run(note, "-o", str(tmp_path / "t.csv")) == 0
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbf" + told.encode()
    assert capsys.readouterr().out == f"{tmp_path / 't.csv'}\n"


def test_the_ending_says_the_format(note: Project, tmp_path: Path, capsys: Captured) -> None:
    assert run(note, "-o", str(tmp_path / "t.XLSX"), "-q") == 0
    assert (tmp_path / "t.XLSX").read_bytes().startswith(b"PK")
    assert run(note, "-o", str(tmp_path / "t"), "--format", "xlsx", "-q") == 0
    assert (tmp_path / "t").read_bytes() == (tmp_path / "t.XLSX").read_bytes()
    for refused in (
        ["--format", "xlsx"],
        ["--format", "xlsx", "-o", "-"],
        ["--format", "csv", "-o", "t.xlsx"],
        ["--format", "ods"],
        ["-o", str(tmp_path / "ikke" / "her.csv")],
        ["-o", str(tmp_path)],
    ):
        assert run(note, *refused) == 2, refused
    assert capsys.readouterr().out == ""


def test_what_somebody_has_changed_is_not_replaced_unasked(
    note: Project, tmp_path: Path, capsys: Captured
) -> None:
    file, table = tmp_path / "t.xlsx", tmp_path / "t.csv"
    for path in (file, table):
        assert run(note, "-o", str(path)) == run(note, "-o", str(path)) == 0
    note.write("ub/gjovik.md", MEASURES.replace("delvis", "ja"))
    assert run(note, "-o", str(file)) == 0, "nobody has touched it"
    changed = io.BytesIO()
    with ZipFile(changed, "w", ZIP_DEFLATED) as package:
        for name, data in parts_of(file.read_bytes()).items():
            package.writestr(name, data.replace(b"sosialkomiteen", b"festkomiteen"))
    file.write_bytes(changed.getvalue())
    capsys.readouterr()
    for path in (file, table):
        before = path.read_bytes()
        assert run(note, "-o", str(path)) == 1
        assert path.read_bytes() == before
        assert "--yes" in capsys.readouterr().err
        assert run(note, "-o", str(path), "--yes") == 0
        assert path.read_bytes() != before
        assert not list(tmp_path.glob(".arkdoc*"))


def test_a_note_without_measures_and_one_with_errors(note: Project, capsys: Captured) -> None:
    note.write("ub/gjovik.md", "---\nenhet: ub-gjovik\n---\nTekst.\n")
    assert run(note) == 0
    captured = capsys.readouterr()
    assert len(rows_of(captured.out)) == 1
    assert "Ingen enheter har tiltak." in captured.err
    note.write("ub/gjovik.md", MEASURES.replace("navn:", "namn:", 1))
    assert run(note) == 1
    assert len(rows_of(capsys.readouterr().out)) == 3
