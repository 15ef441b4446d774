"""A folder → what it lies on: a drive that other machines write to, a folder that a cloud copies.

Nothing here raises: what can't be found out is no share, and in no cloud.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath

from arkdoc.model.regex import regex

MOUNTS = Path("/proc/self/mounts")

# Other machines write to these too, and this machine's kernel is not told. What a program serves as
# a file system (fuse) seldom tells of anything.
_SHARES = (
    "nfs", "cifs", "smb", "9p", "afp", "afs", "ceph", "davfs", "webdav", "ncpfs", "virtiofs",
    "fuse.", "macfuse", "osxfuse", "vboxsf", "prl_fs", "drvfs", "network",
)  # fmt: skip
_LOCAL = ("fuse.fuse-overlayfs", "fuse.mergerfs", "fuse.gocryptfs", "fuse.encfs")

_ON_A_MAC = regex(r".+? on (?P<point>/.*) \((?P<kind>\w+)[,)]")
_WINDOWS_SHARE = "network"
_DRIVE_REMOTE = 4  # GetDriveTypeW

_CLOUDS = (
    ("OneDrive", regex(r"OneDrive(?: ?[-–] ?.+)?", re.IGNORECASE)),
    ("Dropbox", regex(r"Dropbox(?: ?\(.+\)|-.+)?", re.IGNORECASE)),
    ("Google Drive", regex(r"Google ?Drive(?:-.+)?|My Drive|Min disk", re.IGNORECASE)),
    ("iCloud", regex(r"iCloud ?Drive|com~apple~CloudDocs", re.IGNORECASE)),
)
_MARKERS = {".dropbox": "Dropbox", ".tmp.drivedownload": "Google Drive"}
# Windows' Cloud Files API: IO_REPARSE_TAG_CLOUD and its fifteen variants.
_CLOUD_TAG, _VARIANTS = 0x9000001A, 0x0000F000


def is_share(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether `folder` lies on a file system that other machines write to."""
    return is_shared_kind(file_system(folder, mounts))


def is_shared_kind(kind: str) -> bool:
    """Whether other machines write to a file system of this kind."""
    return kind.startswith(_SHARES) and kind not in _LOCAL


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """What the system calls the kind of file system that `folder` lies on; empty for unknown."""
    if sys.platform == "win32":
        from ctypes import windll

        return windows_kind(str(folder), windll.kernel32.GetDriveTypeW)
    try:
        points = _linux_points(mounts.read_text("utf-8", "replace"))
    except OSError:
        points = mac_points(_mac_mounts())
    best, kind = "", ""
    for mounted, its_kind in points:
        point = mounted.rstrip("/") + "/"
        if f"{folder.as_posix()}/".startswith(point) and len(point) >= len(best):
            best, kind = point, its_kind
    return kind


def _linux_points(text: str) -> Iterator[tuple[str, str]]:
    """Where something is mounted, and its kind, from /proc/self/mounts (fstab(5))."""
    for line in text.splitlines():
        fields = line.split(" ")
        if len(fields) >= 3:
            yield fields[1].replace("\\040", " "), fields[2]


def mac_points(text: str) -> Iterator[tuple[str, str]]:
    """The same from what mount(8) prints on macOS."""
    for line in text.splitlines():
        if found := _ON_A_MAC.match(line):
            yield found["point"], found["kind"]


def _mac_mounts() -> str:
    try:
        done = subprocess.run(
            ["/sbin/mount"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def windows_kind(folder: str, drive_type: Callable[[str], int]) -> str:
    """`network` for a share, by its name or by its letter; `drive_type` is GetDriveTypeW."""
    if folder.startswith("\\\\") and not folder.startswith(("\\\\?\\", "\\\\.\\")):
        return _WINDOWS_SHARE
    if folder.upper().startswith("\\\\?\\UNC\\"):
        return _WINDOWS_SHARE
    letter = re.match(r"(?:\\\\\?\\)?([A-Za-z]:)", folder)
    is_remote = letter is not None and drive_type(f"{letter[1]}\\") == _DRIVE_REMOTE
    return _WINDOWS_SHARE if is_remote else ""


def synced_by(folder: Path, environ: Mapping[str, str]) -> str:
    """The cloud service that copies what is in `folder`; empty where none is known to."""
    named = cloud_in_path(folder, environ)
    return named or next(filter(None, map(_marked, (folder, *folder.parents))), "")


def cloud_in_path(folder: PurePath, environ: Mapping[str, str]) -> str:
    """The same by the names of the folders alone, and by what Windows says OneDrive's is."""
    for variable in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive"):
        given = environ.get(variable)
        if given and folder.is_relative_to(type(folder)(given)):
            return "OneDrive"
    for part in folder.parts:
        for name, pattern in _CLOUDS:
            if pattern.fullmatch(part):
                return name
    return ""


def _marked(folder: Path) -> str:
    """The cloud service whose mark is on a folder itself, or in it."""
    try:
        tag = getattr(os.lstat(folder), "st_reparse_tag", 0)
        if tag & ~_VARIANTS == _CLOUD_TAG:
            return "OneDrive"  # or another one that uses the same interface
        return next((name for mark, name in _MARKERS.items() if (folder / mark).exists()), "")
    except OSError:
        return ""
