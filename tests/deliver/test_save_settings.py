"""The form for `notat.md` is saved: in one step, over nothing that somebody else has written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arkdoc.deliver.log import Happening, read_log
from arkdoc.deliver.save_settings import (
    SavedSettings,
    SettingsChanged,
    read_note_file,
    save_settings,
)
from arkdoc.deliver.settings import Settings, read_settings
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError
from tests.support.project import Project

NOW = datetime(2019, 2, 22, 14, 10, tzinfo=UTC)
PATH = "contributions/notat.md"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path).units({"ub": "Bibliotek", "drift": "Drift"})


def form(root: Path, **texts: str) -> tuple[Settings, str]:
    """The form with other texts, and its basis."""
    file = read_note_file(root)
    settings = read_settings(file.text)
    return replace(settings, texts={**settings.texts, **texts}), file.basis


def test_what_was_there_is_kept_and_told(project: Project) -> None:
    root = project.root
    before = (root / PATH).read_bytes()
    settings, basis = form(root, tittel="Ny")
    saved = save_settings(root, settings, basis, NOW, "Kari Ås")
    assert isinstance(saved, SavedSettings)
    assert saved.kept == ".arkdoc/tidligere/notat/1"
    assert (root / saved.kept / "notat.md").read_bytes() == before
    assert (root / PATH).read_bytes() == before.replace(b"tittel: Status", b"tittel: Ny")
    assert read_note_file(root).basis == saved.basis
    [line] = read_log(root)
    assert (line.what, line.person, line.time) == (Happening.SETTINGS, "Kari Ås", NOW)
    assert line.sha256 == saved.basis


def test_nothing_changed_is_nothing_written(project: Project) -> None:
    settings, basis = form(project.root)
    assert save_settings(project.root, settings, basis, NOW) == SavedSettings(basis)
    assert read_log(project.root) == ()


def test_who_comes_second_gets_to_see_what_the_first_wrote(project: Project) -> None:
    root = project.root
    first, basis = form(root, tittel="Den første")
    second, _ = form(root, tittel="Den andre")
    save_settings(root, first, basis, NOW)
    written = (root / PATH).read_bytes()
    answer = save_settings(root, second, basis, NOW)
    assert isinstance(answer, SettingsChanged)
    assert answer.now.text("tittel") == "Den første"
    assert (root / PATH).read_bytes() == written
    assert isinstance(save_settings(root, second, answer.basis, NOW), SavedSettings)


def test_what_is_wrong_is_not_written(project: Project) -> None:
    root = project.root
    before = (root / PATH).read_bytes()
    settings, basis = form(root, dato="i går")
    answer = save_settings(root, settings, basis, NOW)
    assert isinstance(answer, tuple)
    assert [fault.name for fault in answer] == ["dato"]
    assert (root / PATH).read_bytes() == before


@pytest.mark.parametrize("note_is_whole", [True, False])
def test_a_unit_with_a_text_is_not_taken_out(project: Project, note_is_whole: bool) -> None:
    root = project.root
    project.contribution("ub", "Tekst.\n")
    if not note_is_whole:
        project.write("notat.md", (root / PATH).read_text("utf-8").replace("saksnr:", "ukjent:"))
    settings, basis = form(root, saksnr="11/19")
    answer = save_settings(root, replace(settings, units=settings.units[1:]), basis, NOW)
    assert isinstance(answer, tuple)
    assert ("enheter", "ub") in {(fault.name, fault.unit) for fault in answer}
    answer = save_settings(root, replace(settings, units=settings.units[:1]), basis, NOW)
    assert isinstance(answer, SavedSettings)


def test_the_encoding_stays_where_it_can(project: Project) -> None:
    root = project.root
    text = (root / PATH).read_text("utf-8").replace("\n", "\r\n")
    project.write("notat.md", b"\xef\xbb\xbf" + text.encode())
    settings, basis = form(root, fra="Rektor Å")
    save_settings(root, settings, basis, NOW)
    data = (root / PATH).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    project.write("notat.md", text.replace("fra: ", "fra: Å").encode("cp1252"))
    settings, basis = form(root, tittel="Ny")
    save_settings(root, settings, basis, NOW)
    assert "fra: Å" in (root / PATH).read_text("utf-8")


def test_what_cannot_be_read_is_told_without_a_path(tmp_path: Path) -> None:
    for data in (None, b"PK\x03\x04" + bytes(500)):
        if data:
            Project(tmp_path).write("notat.md", data)
        with pytest.raises(ArkdocError) as raised:
            read_note_file(tmp_path)
        assert "notat.md" not in in_language("nb").error(raised.value)
