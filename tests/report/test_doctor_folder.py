"""`arkdoc doctor` on the folder of a note: each kind of trouble, with the cure for each system."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from arkdoc.cli import main
from arkdoc.language.messages import in_language
from arkdoc.report import doctor_folder
from arkdoc.report.doctor_folder import FolderFacts, folder_lines, look_at

EN, NB = in_language("en"), in_language("nb")
ROOT = Path("/home/kari/et notat")


def told(facts: FolderFacts) -> list[str]:
    """What is said but for what is in order."""
    return [line.text for line in folder_lines(facts, EN) if not line.found]


def test_all_in_order() -> None:
    assert told(FolderFacts(ROOT)) == []
    lines = [line.text for line in folder_lines(FolderFacts(ROOT), NB)]
    assert lines == [
        "Skriverett i /home/kari/et notat: i orden",
        "Varsel om endringer: i orden",
        "Ingen skytjeneste kopierer mappen: i orden",
    ]


@pytest.mark.parametrize(
    ("number", "system", "cure"),
    [
        (errno.EACCES, "Linux", "`sudo chown -R kari '/home/kari/et notat/build'`"),
        (errno.EACCES, "Darwin", "`sudo chown -R kari '/home/kari/et notat/build'`"),
        (errno.EACCES, "Windows", 'icacls "/home/kari/et notat/build" /grant kari:(OI)(CI)M'),
        (errno.EROFS, "Linux", "copy the note to another one"),
        (errno.ENOSPC, "Windows", "make room on it"),
    ],
)
def test_a_folder_that_can_not_be_written_to(number: int, system: str, cure: str) -> None:
    refused = ((ROOT / "build", OSError(number, os.strerror(number))),)
    facts = FolderFacts(ROOT, refused, system=system, user="kari")
    (line,) = told(facts)
    assert line.startswith("/home/kari/et notat/build: can't be written to (")
    assert cure in line
    assert [line.essential for line in folder_lines(facts, EN)] == [True, False, False]


@pytest.mark.parametrize("drive", ["nfs4", "cifs", "9p", "fuse.sshfs", "smbfs", "network", ""])
def test_a_drive_that_tells_of_no_changes(drive: str) -> None:
    (line,) = told(FolderFacts(ROOT, drive=drive))
    assert "--poll" in line
    assert drive in line


@pytest.mark.parametrize(
    ("cloud", "system", "cure"),
    [
        ("OneDrive", "Windows", "Move the note to a folder that OneDrive doesn't copy."),
        ("iCloud", "Darwin", "Move the note to a folder that iCloud doesn't copy."),
        ("Google Drive", "Linux", "Move the note"),
        ("Dropbox", "Linux", "`attr -s com.dropbox.ignored -V 1 '/home/kari/et notat/.arkdoc'`"),
        ("Dropbox", "Darwin", "`xattr -w com.dropbox.ignored 1 '/home/kari/et notat/.arkdoc'`"),
        ("Dropbox", "Windows", '`Set-Content -Path "/home/kari/et notat/.arkdoc" -Stream'),
    ],
)
def test_a_folder_that_a_cloud_copies(cloud: str, system: str, cure: str) -> None:
    (line,) = told(FolderFacts(ROOT, cloud=cloud, system=system))
    assert line.startswith(f"/home/kari/et notat/.arkdoc: {cloud} copies it")
    assert cure in line


def test_a_real_folder_is_looked_at_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "Dropbox" / "notat"
    (root / "contributions").mkdir(parents=True)
    tried = []

    def refuse(folder: Path) -> None:
        tried.append(folder.name)
        if folder.name == "contributions":
            raise PermissionError(errno.EACCES, "Permission denied")

    assert look_at(root, {}).refused == ()
    assert [path.name for path in root.rglob("*")] == ["contributions"]
    monkeypatch.setattr(doctor_folder, "try_to_write", refuse)
    facts = look_at(root, {})
    assert tried == ["notat", "contributions"]
    assert [folder.name for folder, _ in facts.refused] == ["contributions"]
    assert facts.cloud == "Dropbox"


def test_the_command_fails_for_what_it_can_not_do_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ARKDOC_LANG", "en")
    before = main(["doctor", "--root", str(tmp_path)])

    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(doctor_folder, "try_to_write", refuse)
    capsys.readouterr()
    assert main(["doctor", "-q", "--root", str(tmp_path)]) == 1
    assert "can't be written to (Permission denied)" in capsys.readouterr().out
    assert main(["doctor", "--root", str(tmp_path / "none")]) == before
