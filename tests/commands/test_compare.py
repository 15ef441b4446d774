"""`arkdoc compare`: two roots, Word files, final notes and bases; what is written, and what is said."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from arkdoc.cli import main
from arkdoc.ooxml.origin import read_origin
from tests.support.project import Project
from tests.support.tracked import revisions

TEXT = """\
# Rutiner

Avdelingen har innført faste rutiner for oppfølging av emneevaluering.

Studentene får tilbakemelding senest tre uker etter at svarene er samlet inn.
"""
NAME = "sak-11-19-endringer.docx"


@pytest.fixture(autouse=True)
def _norwegian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARKDOC_LANG", "nb")


def note(root: Path, text: str = TEXT) -> Path:
    project = Project(root).note()
    project.contribution("ub", text, dato="2019-02-20", status="ferdig")
    project.contribution("studieadministrasjon", "Alt er som før.\n")
    project.contribution("ub-gjovik", "Her er det stille.\n")
    return root


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, Path]:
    return note(tmp_path / "gammel"), note(tmp_path / "ny", TEXT.replace("faste", "gode"))


def compare(*arguments: object) -> int:
    return main(["compare", *map(str, arguments)])


def edited(docx: bytes, old: str, new: str) -> bytes:
    """A Word file with words replaced, as somebody else saves it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as package, zipfile.ZipFile(written, "w") as target:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return written.getvalue()


def test_two_roots(roots: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, new = roots
    assert compare(old, "--root", new) == 0
    said = capsys.readouterr().out
    assert "Universitetsbiblioteket\n" in said
    assert "[-faste-]{+gode+}" in said
    assert "1 endring: 1 endret." in said
    data = (new / "build" / NAME).read_bytes()
    assert revisions(data) == {"del": 1, "ins": 1}
    assert compare(old, new, "--root", old) == 0
    assert (old / "build" / NAME).read_bytes() == data, "where --root says"
    assert data == (new / "build" / NAME).read_bytes()


def test_a_note_and_itself(roots: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, _ = roots
    assert compare(old, "--root", old) == 0
    assert capsys.readouterr().out == "Ingenting er endret.\n"
    assert not (old / "build").exists()


def test_for_programs(
    roots: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = roots
    file = tmp_path / "ut.docx"
    assert compare(old, new, "-o", file, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["file"] == str(file)
    (change,) = found["changes"]
    assert change["unit"] == "ub"
    assert change["unitName"] == "Universitetsbiblioteket"
    assert change["heading"] == "Rutiner"
    assert change["kind"] == "changed"
    assert {"op": "deleted", "text": "faste"} in change["words"]


def test_word_files_that_nobody_knows_where_are_from(
    roots: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = roots
    assert main(["build", "--to", "docx", "-q", "--root", str(old)]) == 0
    built = (old / "build" / "sak-11-19.docx").read_bytes()
    one, other = tmp_path / "en.docx", tmp_path / "to.docx"
    one.write_bytes(built)
    other.write_bytes(edited(built, "tre uker", "to uker"))
    assert compare(one, other, "-o", tmp_path / "ut.docx", "--root", tmp_path) == 0
    said = capsys.readouterr().out
    assert "Universitetsbiblioteket\n" in said
    assert "[-tre-]{+to+}" in said
    # One file against a note: the note is read as its Word file would be.
    assert compare(other, "--root", new, "-o", tmp_path / "ut2.docx") == 0
    said = capsys.readouterr().out
    assert "[-to-]{+tre+}" in said
    assert "[-faste-]{+gode+}" in said
    assert "2 endringer" in said or "1 endring:" not in said


def test_a_final_note_and_what_a_file_was_made_from(
    roots: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, _ = roots
    assert main(["build", "--to", "docx", "-q", "--final", "--root", str(old)]) == 0
    text = (old / "contributions" / "ub.md").read_text("utf-8").replace("faste", "gode")
    (old / "contributions" / "ub.md").write_text(text, "utf-8")
    capsys.readouterr()
    for given in ("endelig", "build/sak-11-19.docx"):
        assert compare(old / given, "--root", old) == 0
        said = capsys.readouterr().out
        assert "[-faste-]{+gode+}" in said, given
        assert "1 endring: 1 endret." in said, given
    (base,) = (old / ".arkdoc" / "grunnlag").glob("*.json")
    assert compare(base, "--root", old) == 0
    assert "1 endring: 1 endret." in capsys.readouterr().out
    # Without what it was made from, the final note is read.
    shutil.rmtree(old / ".arkdoc")
    assert compare(old / "endelig", "--root", old) == 0
    assert "[-faste-]{+gode+}" in capsys.readouterr().out


def test_a_file_that_somebody_has_edited_is_left(
    roots: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = roots
    file = new / "build" / NAME
    assert compare(old, "--root", new) == 0
    theirs = edited(file.read_bytes(), "uker", "måneder")
    file.write_bytes(theirs)
    capsys.readouterr()
    assert compare(old, "--root", new) == 1
    assert "-o" in capsys.readouterr().err
    assert file.read_bytes() == theirs


def test_the_file_is_no_note_of_its_case(roots: tuple[Path, Path]) -> None:
    """Else somebody's comments in it would stand in the way of a final note."""
    old, new = roots
    assert compare(old, "--root", new) == 0
    file = new / "build" / NAME
    with file.open("rb") as opened:
        origin = read_origin(opened)
    assert origin is not None
    assert origin.is_untouched
    assert origin.case_number == ""
    file.write_bytes(edited(file.read_bytes(), "uker", "måneder"))
    assert main(["build", "--to", "docx", "-q", "--final", "--root", str(new)]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "arkdoc compare endelig"),
        (("finnes-ikke",), "ingen utgave"),
        (("notat.md",), "ingen utgave"),
        (("falsk.docx",), "kan ikke leses"),
        (("gammel", "ny", "-o", "ut.pdf"), ".docx"),
        (("gammel", "ny", "--format", "xml"), "xml"),
    ],
)
def test_what_is_no_version_is_said_in_one_line(
    arguments: tuple[str, ...],
    said: str,
    roots: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notat.md").write_text("x", "utf-8")
    (tmp_path / "falsk.docx").write_text("ingen Word-fil", "utf-8")
    assert compare(*arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
