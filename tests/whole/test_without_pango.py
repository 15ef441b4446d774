"""A machine without Pango: all but the PDF is made, and one line says what that needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from arkdoc.language.messages import in_language
from arkdoc.model.cache import Cache
from arkdoc.pipeline.load import load
from arkdoc.preview.answer import answer
from arkdoc.preview.pages_view import PagesView, pages_state
from arkdoc.preview.worker_process import Request
from arkdoc.write.pdf import typeset
from tests.support.preview import Preview
from tests.support.project import REPOSITORY, Project, codes, word

NB = in_language("nb")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="9">Ord</text></svg>'


@pytest.fixture
def note(project: Project) -> Project:
    return project.note().contribution("ub-gjovik", "Vi har felles quiz.\n", dato="2019-02-20")


@pytest.fixture
def without_pango(tmp_path: Path) -> str:
    """A PYTHONPATH on which WeasyPrint fails as it does where a library is missing."""
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(
        "print('WeasyPrint could not import some external libraries.')\n"
        "raise OSError('cannot load library libpango-1.0-0')\n"
    )
    return os.pathsep.join((str(tmp_path), str(REPOSITORY)))


def arkdoc(root: Path, path: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "arkdoc", *command],
        env={**os.environ, "PYTHONPATH": path, "ARKDOC_LANG": "nb"},
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_word_and_html_are_made_and_one_line_says_what_the_pdf_needs(
    note: Project, without_pango: str
) -> None:
    note.write("fig.svg", SVG)
    note.contribution("ub", "![Fraværet faller](fig.svg)\n", dato="2019-02-20")
    done = arkdoc(note.root, without_pango, "build", "--to", "docx,pdf,html")
    assert done.returncode == 1  # a PDF was asked for
    assert done.stdout.splitlines() == [f"build/sak-11-19.{e}" for e in ("docx", "html", "json")]
    said = [line for line in done.stderr.splitlines() if "PDF" in line]
    assert len(said) == 1
    assert "Pango 1.44" in said[0]
    assert "arkdoc doctor" in done.stderr
    assert "ARK933" in done.stderr  # the drawing
    made = word((note.root / "build" / "sak-11-19.docx").read_bytes())
    assert "Vi har felles quiz." in made.text()


def test_who_asks_for_no_pdf_is_told_nothing(note: Project, without_pango: str) -> None:
    done = arkdoc(note.root, without_pango, "build", "--to", "docx,html")
    assert done.returncode == 0
    assert "Pango" not in done.stderr
    for command in ("check", "status"):
        assert arkdoc(note.root, without_pango, command).returncode == 0


def test_no_final_note_is_made_without_its_pdf(note: Project, without_pango: str) -> None:
    for unit in ("ub", "studieadministrasjon"):
        note.contribution(unit, "Alt er i orden.\n", dato="2019-02-20")
    done = arkdoc(note.root, without_pango, "build", "--final")
    assert done.returncode == 1
    assert "ARK932" in done.stderr
    assert not (note.root / "build").exists()


def test_a_table_of_contents_has_no_page_numbers_and_that_is_said(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = note.root / "contributions" / "notat.md"
    file.write_text(
        file.read_text("utf-8").replace("dato:", "innholdsfortegnelse: ja\ndato:"), "utf-8"
    )
    assert "ARK933" not in codes(note.build("docx"))
    monkeypatch.setattr(typeset, "can_lay_out", lambda: False)
    assert "ARK933" in codes(note.build("docx"))


def test_the_pages_of_the_preview_say_it(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "can_lay_out", lambda: False)
    sources = load(note.root)
    fault = answer(Request(sources, "pdf", frozenset()), Cache()).error
    assert fault is not None
    said = pages_state(PagesView(fault=fault), NB).html
    assert "Pango 1.44 eller nyere" in said
    assert "arkdoc doctor" in said
    assert answer(Request(sources, "docx"), Cache()).data.startswith(b"PK")


def test_the_preview_gives_the_word_file_and_says_why_there_is_no_pdf(
    note: Project, without_pango: str
) -> None:
    preview = Preview(note.root, PYTHONPATH=without_pango)
    try:
        assert preview.get("/last-ned/docx").content.startswith(b"PK")
        assert "Pango 1.44" in preview.get("/last-ned/pdf").text
    finally:
        preview.stop()
    assert preview.errors == []
