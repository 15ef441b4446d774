"""The folder of a note → whether arkdoc can write, watch and keep things there, a line each."""

from __future__ import annotations

import errno
import platform
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.drives import file_system, is_shared_kind, synced_by
from arkdoc.pipeline.files import PRIVATE, try_to_write
from arkdoc.pipeline.finals import FOLDER as FINALS
from arkdoc.pipeline.load import FOLDER as CONTRIBUTIONS

_USER = ("USER", "LOGNAME", "USERNAME")
_WRITTEN_TO = (CONTRIBUTIONS, "build", FINALS, PRIVATE)

_IN_ORDER = N_("{name}: in order")
_MAY_WRITE = N_("write access to {folder}")
_CAN_WATCH = N_("watching for changes")
_NOT_IN_A_CLOUD = N_("no cloud service copies the folder")

_UNWRITABLE = N_("{folder}: can't be written to ({reason}). {cure}")
_CURE_OF_ACCESS = {
    "Windows": N_("Give yourself access: `icacls {path} /grant {user}:(OI)(CI)M`."),
    "": N_("Make it yours: `sudo chown -R {user} {path}`."),
}
_CURE_OF_READ_ONLY = N_("The drive is read only: copy the note to another one, or use --out.")
_CURE_OF_FULL = N_("The disk is full: make room on it.")

_SHARED = N_(
    "{name}: on this kind of drive ({kind}) nobody tells of changes that other machines make. "
    "`arkdoc watch` looks for them itself, as with `--poll`."
)
_UNKNOWN_DRIVE = N_(
    "{name}: what kind of drive this is can't be told. If saved changes don't show, use "
    "`arkdoc watch --poll`."
)

_IN_A_CLOUD = N_(
    "{folder}: {service} copies it to other machines, with the keys and former versions that "
    "arkdoc keeps there, and can restore old ones over it. {cure}"
)
_MOVE = N_("Move the note to a folder that {service} doesn't copy.")
_IGNORE_IN_DROPBOX = N_("Let Dropbox leave it out: `{command}`.")
_DROPBOX = {
    "Windows": "Set-Content -Path {path} -Stream com.dropbox.ignored -Value 1",
    "Darwin": "xattr -w com.dropbox.ignored 1 {path}",
    "Linux": "attr -s com.dropbox.ignored -V 1 {path}",
}


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """What is known of the folder of a note.

    `refused` are the folders that can't be written to, with the error. `drive` is the kind of its
    file system, empty for unknown, `cloud` the service that copies it. `system` is that of
    `platform.system`, and `user` who asks.
    """

    root: Path
    refused: tuple[tuple[Path, OSError], ...] = ()
    drive: str = "ext4"
    cloud: str = ""
    system: str = "Linux"
    user: str = ""


def look_at(root: Path, environ: Mapping[str, str]) -> FolderFacts:
    """What can be found out about `root`. Raises OSError where it is not there."""
    real = root.resolve(strict=True)
    folders = (real, *(real / name for name in _WRITTEN_TO if (real / name).is_dir()))
    system = platform.system()
    user = next((environ[name] for name in _USER if environ.get(name)), "USER")
    drive = file_system(real)
    if not drive and system == "Windows":
        drive = "NTFS"  # or what else is no share
    return FolderFacts(
        real, tuple(_refused(folders)), drive, synced_by(real, environ), system, user
    )


def _refused(folders: tuple[Path, ...]) -> Iterator[tuple[Path, OSError]]:
    for folder in folders:
        try:
            try_to_write(folder)
        except OSError as error:
            yield folder, error


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line about the machine or the folder.

    `found` is whether all is well; `essential`, whether an output can't be made otherwise.
    """

    text: str
    found: bool
    essential: bool = False


def folder_lines(facts: FolderFacts, tr: Translator) -> Iterator[CheckedLine]:
    """What is right and wrong with where the note lies, each with its cure on its system."""
    for folder, error in facts.refused:
        yield CheckedLine(_refusal(folder, error, facts, tr), found=False, essential=True)
    if not facts.refused:
        may_write = tr(_MAY_WRITE, folder=printable(str(facts.root)))
        yield CheckedLine(tr(_IN_ORDER, name=may_write), found=True)
    watching = tr(_CAN_WATCH)
    if is_shared_kind(facts.drive):
        yield CheckedLine(tr(_SHARED, name=watching, kind=facts.drive), found=False)
    elif not facts.drive:
        yield CheckedLine(tr(_UNKNOWN_DRIVE, name=watching), found=False)
    else:
        yield CheckedLine(tr(_IN_ORDER, name=watching), found=True)
    if facts.cloud:
        yield CheckedLine(_in_a_cloud(facts, tr), found=False)
    else:
        yield CheckedLine(tr(_IN_ORDER, name=tr(_NOT_IN_A_CLOUD)), found=True)


def _refusal(folder: Path, error: OSError, facts: FolderFacts, tr: Translator) -> str:
    cure = tr(
        _CURE_OF_ACCESS.get(facts.system, _CURE_OF_ACCESS[""]),
        path=_quoted(folder, facts.system),
        user=facts.user,
    )
    if error.errno == errno.EROFS:
        cure = tr(_CURE_OF_READ_ONLY)
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        cure = tr(_CURE_OF_FULL)
    reason = tr(error.strerror or str(error))
    return tr(_UNWRITABLE, folder=printable(str(folder)), reason=reason, cure=cure)


def _in_a_cloud(facts: FolderFacts, tr: Translator) -> str:
    private = facts.root / PRIVATE
    cure = tr(_MOVE, service=facts.cloud)
    if facts.cloud == "Dropbox" and facts.system in _DROPBOX:
        command = _DROPBOX[facts.system].format(path=_quoted(private, facts.system))
        cure = tr(_IGNORE_IN_DROPBOX, command=command)
    return tr(_IN_A_CLOUD, folder=printable(str(private)), service=facts.cloud, cure=cure)


def _quoted(path: Path, system: str) -> str:
    """`path` as the system's shell takes it for one word."""
    shown = printable(str(path))
    return f'"{shown}"' if system == "Windows" else shlex.quote(shown)
