"""Drives and clouds: what a folder lies on, as each system says it."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest

from arkdoc.pipeline import drives
from arkdoc.pipeline.drives import (
    cloud_in_path,
    is_share,
    is_shared_kind,
    mac_points,
    synced_by,
    windows_kind,
)


@pytest.mark.parametrize(
    ("folder", "shared"),
    [("/srv/felles/notat", True), ("/srv/felles", True), ("/srv/fellesskap", False), ("/home/a", False), ("/mnt/med rom/x", True)],
)  # fmt: skip
def test_network_shares_are_known_by_their_file_system(
    tmp_path: Path, folder: str, shared: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/felles nfs4 rw 0 0\n//s/y /mnt/med\\040rom cifs rw 0 0\n"
    )
    assert is_share(Path(folder), mounts) is shared
    assert not is_share(Path(folder), tmp_path / "none")


def test_a_file_system_that_a_program_serves_is_one_but_a_disk_of_windows_is_none() -> None:
    assert all(map(is_shared_kind, ("fuse.sshfs", "fuse.onedriver", "9p", "smbfs", "nfs4")))
    assert not any(
        map(is_shared_kind, ("ext4", "fuseblk", "btrfs", "apfs", "fuse.fuse-overlayfs", ""))
    )


def test_what_a_mac_says_of_its_drives() -> None:
    said = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//kari@srv/felles on /Volumes/felles rom (smbfs, nodev, nosuid, mounted by kari)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)\n"
    )
    assert dict(mac_points(said)) == {
        "/": "apfs", "/Volumes/felles rom": "smbfs", "/System/Volumes/Data/home": "autofs",
    }  # fmt: skip


def test_a_mac_is_asked_where_there_is_no_proc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "_mac_mounts", lambda: "//s/x on /Volumes/x (smbfs, nodev)\n")
    assert is_share(Path("/Volumes/x/notat"), tmp_path / "none")
    assert not is_share(Path("/Users/kari"), tmp_path / "none")


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        (r"\\srv\felles\notat", "network"),
        (r"\\?\UNC\srv\felles\notat", "network"),
        (r"F:\notat", "network"),
        (r"\\?\F:\notat", "network"),
        (r"C:\notat", ""),
        (r"\\?\C:\notat", ""),
    ],
)
def test_a_share_on_windows_goes_by_its_name_or_its_letter(folder: str, kind: str) -> None:
    assert windows_kind(folder, {"F:\\": 4, "C:\\": 3}.__getitem__) == kind


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        (PureWindowsPath(r"C:\Users\kari\OneDrive - Universitetet\notat"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\kari\onedrive\notat"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\kari\Dropbox (Personal)\notat"), "Dropbox"),
        (PureWindowsPath(r"G:\Min disk\notat"), "Google Drive"),
        (PureWindowsPath(r"D:\Skyen\notat"), "OneDrive"),
        (PurePosixPath("/Users/kari/Library/CloudStorage/OneDrive-NTNU/notat"), "OneDrive"),
        (PurePosixPath("/Users/k/Library/CloudStorage/GoogleDrive-k@x.no/My Drive/n"), "Google Drive"),
        (PurePosixPath("/Users/k/Library/Mobile Documents/com~apple~CloudDocs/n"), "iCloud"),
        (PurePosixPath("/home/kari/Dropbox/notat"), "Dropbox"),
        (PurePosixPath("/home/kari/notat om OneDrive/dropboxer"), ""),
    ],
)  # fmt: skip
def test_clouds_are_known_by_the_names_of_their_folders(folder: PurePath, cloud: str) -> None:
    assert cloud_in_path(folder, {"OneDriveCommercial": r"D:\Skyen"}) == cloud


@pytest.mark.parametrize(
    ("mark", "cloud"), [(".dropbox", "Dropbox"), (".tmp.drivedownload", "Google Drive"), ("x", "")]
)
def test_clouds_are_known_by_their_marks_in_a_folder_above(
    tmp_path: Path, mark: str, cloud: str
) -> None:
    (tmp_path / mark).touch()
    (tmp_path / "en" / "notat").mkdir(parents=True)
    assert synced_by(tmp_path / "en" / "notat", {}) == cloud


@pytest.mark.parametrize(("tag", "cloud"), [(0x9000601A, "OneDrive"), (0xA0000003, ""), (0, "")])
def test_windows_marks_what_a_cloud_keeps(
    tmp_path: Path, tag: int, cloud: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "lstat", lambda _: SimpleNamespace(st_reparse_tag=tag))
    found = synced_by(tmp_path, {})
    monkeypatch.undo()
    assert found == cloud
