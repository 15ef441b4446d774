"""Files under a root: what is read, what is a way out of it, by both ways of opening a file."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline import confined, held_files
from arkdoc.pipeline import load as loading
from arkdoc.pipeline.confined import read_inside
from arkdoc.pipeline.load import load
from arkdoc.pipeline.load_style import load_theme
from arkdoc.style.theme import PRINT_CSS, TOKENS, builtin_styles
from tests.support.project import Project, codes
from tests.support.properties import HEAD, NOTE


@pytest.fixture(autouse=True, params=["by folders", "by paths"])
def way_of_opening(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    by_folders = request.param == "by folders"
    if by_folders:
        assert confined.has_openat()
    else:
        monkeypatch.setattr(confined, "has_openat", lambda: False)


@pytest.fixture
def note(project: Project) -> Project:
    return project.note(NOTE)


def test_a_pipe_and_a_device_are_not_waited_for(note: Project) -> None:
    folder = note.root / "contributions"
    os.mkfifo(folder / "a.md")
    os.mkfifo(folder / "figur.png")
    (folder / "b.md").symlink_to("/dev/zero")
    analysis = note.analyse()
    assert "ARK120" in codes(analysis)
    assert "ARK507" in codes(analysis) or analysis.sources.outside == {"contributions/b.md"}


@pytest.mark.parametrize("name", [TOKENS, PRINT_CSS])
def test_a_house_style_is_read_from_ordinary_files_in_the_folder(
    note: Project, tmp_path: Path, name: str
) -> None:
    file = Path(shutil.copytree(builtin_styles(), note.root / "styles")) / name
    away = tmp_path / name
    file.replace(away)
    os.mkfifo(file)
    with pytest.raises(ArkdocError, match="can't be read") as pipe:
        load_theme(note.root)
    assert pipe.value.arguments["reason"] == "it is not an ordinary file"
    file.unlink()
    file.symlink_to(away)
    with pytest.raises(ArkdocError, match="can't be read") as link:
        load_theme(note.root)
    assert link.value.arguments["reason"] == "it is a link that leads out of the folder"
    file.unlink()
    file.symlink_to(file)
    with pytest.raises(ArkdocError, match="can't be read"):
        load_theme(note.root)


def test_what_turns_into_a_link_after_it_was_looked_at_is_not_read(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("hemmelig")
    file = note.write("mappe/a.md", "åpent")
    real = loading.leads_away

    def swap(path: Path, root: Path) -> bool:
        answer = real(path, root)
        if path == file:
            file.unlink()
            file.symlink_to(secret)
        return answer

    monkeypatch.setattr(loading, "leads_away", swap)
    sources = load(note.root)
    assert b"hemmelig" not in sources.contributions.values()
    assert "contributions/mappe/a.md" in sources.unreadable


def test_a_folder_that_turns_into_a_link_leads_nowhere(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text("hemmelig")
    file = note.write("mappe/a.md", "åpent")
    real = confined.resolved

    def swap(path: Path) -> Path:
        answer = real(path)
        if path == file and not file.parent.is_symlink():
            file.parent.rename(tmp_path / "away")
            file.parent.symlink_to(elsewhere)
        return answer

    monkeypatch.setattr(confined, "resolved", swap)
    sources = load(note.root)
    assert b"hemmelig" not in sources.contributions.values()


def test_a_link_inside_the_root_is_followed(note: Project) -> None:
    note.write("a.md", HEAD + "Tekst.")
    (note.root / "contributions" / "b.md").symlink_to("a.md")
    assert load(note.root).contributions["contributions/b.md"] == (HEAD + "Tekst.").encode()


def test_a_file_that_is_swapped_all_the_time(note: Project, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("hemmelig")
    file = note.write("a.md", "åpent")
    done = threading.Event()

    def swap() -> None:
        other = file.with_name("_other")
        while not done.is_set():
            other.symlink_to(secret)
            other.replace(file)
            other.write_text("åpent")
            other.replace(file)

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        seen = {load(note.root).contributions.get("contributions/a.md") for _ in range(100)}
    finally:
        done.set()
        thread.join()
    assert b"hemmelig" not in seen


def test_a_file_that_is_swapped_after_it_was_opened_is_not_read(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that was a link for just as long as opening the file took."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text("hemmelig")
    file = note.write("mappe/a.md", "åpent")
    real = os.open

    def swap(path: str | Path, flags: int, mode: int = 0o777, **named: int | None) -> int:
        if not str(path).endswith("a.md"):
            return real(path, flags, mode, **named)
        file.parent.rename(tmp_path / "away")
        file.parent.symlink_to(elsewhere)
        try:
            return real(path, flags, mode, **named)
        finally:
            file.parent.unlink()
            (tmp_path / "away").rename(file.parent)

    monkeypatch.setattr(os, "open", swap)
    monkeypatch.setattr(os, "supports_dir_fd", {swap})
    read = b""
    with suppress(OSError):
        read = read_inside(file, note.root.resolve())
    assert read == ("åpent".encode() if confined.has_openat() else b"")


@pytest.mark.parametrize("cloud", ["st_file_attributes", "st_flags"])
def test_a_file_that_is_only_in_the_cloud_is_named_so_when_it_can_not_be_fetched(
    note: Project, cloud: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows' FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, macOS' SF_DATALESS."""
    file = note.write("a.md", HEAD + "Tekst.")
    status = SimpleNamespace(**{cloud: {"st_file_attributes": 0x400020}.get(cloud, 0x40000000)})
    assert confined.is_only_in_the_cloud(status)  # type: ignore[arg-type]
    assert not confined.is_only_in_the_cloud(file.stat())
    monkeypatch.setattr(confined, "is_only_in_the_cloud", lambda _: True)
    assert read_inside(file, note.root.resolve()) == (HEAD + "Tekst.").encode()

    def unreachable(*_: object) -> None:
        raise OSError(22, "The cloud file provider is not running")

    monkeypatch.setattr(confined, "_read", unreachable)
    with pytest.raises(OSError, match="only in the cloud"):
        read_inside(file, note.root.resolve())


def test_a_file_that_another_program_holds_is_tried_again(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = note.write("a.md", "Tekst.")
    real, refused = confined._read, []

    def held(*arguments: Path) -> bytes:
        if len(refused) < 3:
            refused.append(1)
            raise PermissionError(13, "The process cannot access the file")
        return real(*arguments)

    monkeypatch.setattr(confined, "_read", held)
    monkeypatch.setattr(held_files, "HELD_FOR", 20.0)
    assert read_inside(file, note.root.resolve()) == b"Tekst."
    monkeypatch.setattr(held_files, "HELD_FOR", 0.0)
    refused.clear()
    with pytest.raises(PermissionError):
        read_inside(file, note.root.resolve())
    assert len(refused) == 1
