"""`--final` and a Word file that somebody has edited: never a PDF without their words (clause 7)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from arkdoc.pipeline.publish import publish
from arkdoc.pipeline.word_edits import word_edits
from tests.support.project import Project
from tests.support.word_files import edited


@pytest.fixture
def note(project: Project) -> Project:
    return project.units({"a": "Enhet A"}).contribution("a", "Teksten.\n")


@pytest.fixture
def build(note: Project) -> Path:
    """The output folder after a build."""
    publish(note.build("docx"), note.root / "build", note.root)
    return note.root / "build"


def in_the_way(note: Project) -> list[str]:
    found = word_edits(note.analyse(), note.root / "build", note.root)
    assert {d.rule.code for d in found} <= {"ARK901"}
    return [d.span.path for d in found]


def test_what_nobody_has_edited_is_in_nobodys_way(note: Project, build: Path) -> None:
    assert in_the_way(note) == []
    for name in ("sak-11-19-ny.docx", "kopi til prorektor.docx"):
        shutil.copy(build / "sak-11-19.docx", build / name)
    assert in_the_way(note) == []
    (build / "sak-11-19.json").unlink()
    assert in_the_way(note) == []


@pytest.mark.parametrize(
    "name",
    [
        "sak-11-19.docx",
        "sak-11-19-ny.docx",
        "sak-11-19-ny-2.docx",
        "SAK-11-19-NY-12.DOCX",
        "Til prorektor.docx",
        "Kopi av sak-11-19 (1).docx",
        "med makro.docm",
    ],
)
def test_an_edited_file_is_in_the_way_whatever_it_is_called(
    note: Project, build: Path, name: str
) -> None:
    file = build / name
    file.write_bytes(edited((build / "sak-11-19.docx").read_bytes()))
    assert in_the_way(note) == [f"build/{name}"]
    (build / "sak-11-19.json").unlink()
    assert in_the_way(note) == [f"build/{name}"]


@pytest.mark.parametrize("name", ["sak-11-19.docx", "sak-11-19-ny.docx", "sak-11-19-ny-3.docx"])
@pytest.mark.parametrize("data", [b"", b"no Word file at all", b"PK\x03\x04"])
def test_by_its_name_it_is_in_the_way_without_a_mark(
    note: Project, build: Path, name: str, data: bytes
) -> None:
    (build / name).write_bytes(data)
    assert in_the_way(note) == [f"build/{name}"]


@pytest.mark.parametrize(
    "name",
    ["annet.docx", "sak-11-19-ny.pdf", "~$k-11-19.docx", "sak-11-19-nytt.docx", "sak-11-190.docx"],
)
def test_what_is_no_word_file_of_this_note_is_not(note: Project, build: Path, name: str) -> None:
    (build / name).write_bytes(b"somebody's own")
    assert in_the_way(note) == []


def test_a_file_of_another_case_is_not(note: Project, build: Path) -> None:
    data = (build / "sak-11-19.docx").read_bytes()
    (build / "en annen sak.docx").write_bytes(edited(data, case="12/19"))
    assert in_the_way(note) == []
    (build / "denne saken.docx").write_bytes(edited(data, case="SAK 11/19"))
    assert in_the_way(note) == ["build/denne saken.docx"]


def test_a_file_from_before_the_number_was_known_is(note: Project, build: Path) -> None:
    data = (build / "sak-11-19.docx").read_bytes()
    (build / "sak-xx-19.docx").write_bytes(edited(data, case="xx/19"))
    (build / "sak-12-19.docx").write_bytes(edited(data, case="12/xx"))
    assert in_the_way(note) == ["build/sak-xx-19.docx"]


def test_folders_and_pipes_are_not_looked_into(note: Project, build: Path) -> None:
    (build / "mappe.docx").mkdir()
    (build / "under").mkdir()
    (build / "under" / "sak-11-19.docx").write_bytes(b"moved out of the way")
    assert in_the_way(note) == []


def test_no_folder_yet(note: Project) -> None:
    assert in_the_way(note) == []


def test_publishing_refuses_too_when_it_was_edited_in_the_meantime(
    note: Project, build: Path
) -> None:
    note.contribution("a", "Noe nytt.\n")
    result = note.build("docx", "html", final=True)
    docx = build / "sak-11-19.docx"
    docx.write_bytes(edited(docx.read_bytes()))
    before = {file.name: file.read_bytes() for file in build.iterdir()}
    published = publish(result, build, note.root)
    assert [d.rule.code for d in published.obstacles] == ["ARK901"]
    assert published.paths == ()
    assert {file.name: file.read_bytes() for file in build.iterdir()} == before
    assert not (note.root / "endelig").exists()


def test_without_the_edits_the_record_says_so(note: Project, build: Path) -> None:
    docx, theirs = build / "sak-11-19.docx", edited((build / "sak-11-19.docx").read_bytes())
    docx.write_bytes(theirs)
    result = note.build("docx", final=True)
    published = publish(result, build, note.root, without_word_edits=True)
    assert [d.rule.code for d in published.diagnostics] == ["ARK901"]
    assert docx.read_bytes() == theirs
    assert (build / "sak-11-19-ny.docx").read_bytes() == result.outputs["docx"]
    final = note.root / "endelig" / "Sak 11-19 – Status.docx"
    assert final.read_bytes() == result.outputs["docx"]
    for record in (build / "sak-11-19.json", final.with_suffix(".json")):
        assert json.loads(record.read_bytes())["withoutWordEdits"] is True


def test_it_says_whose_words_were_left_out_whatever_the_file_is_called(
    note: Project, build: Path
) -> None:
    data = (build / "sak-11-19.docx").read_bytes()
    (build / "Til prorektor.docx").write_bytes(edited(data))
    result = note.build("docx", final=True)
    published = publish(result, build, note.root, without_word_edits=True)
    assert [d.span.path for d in published.diagnostics] == ["build/Til prorektor.docx"]
    said = dict(published.diagnostics[0].args)
    assert said["what"] == "The final note was made without what was written there."
    assert (build / "sak-11-19.docx").read_bytes() == data
    assert not (build / "sak-11-19-ny.docx").exists()


def test_without_any_edits_the_record_does_not(note: Project, build: Path) -> None:
    publish(note.build("docx", final=True), build, note.root, without_word_edits=True)
    assert "withoutWordEdits" not in json.loads((build / "sak-11-19.json").read_bytes())
