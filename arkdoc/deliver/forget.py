"""What `.arkdoc/` keeps of texts that are in use no more → nothing, for good (sharing.md, 7)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from arkdoc.deliver.log import Happening, LogLine, add
from arkdoc.deliver.state import KEPT
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.base_store import base_size, other_bases, take_away
from arkdoc.pipeline.bases import BASES
from arkdoc.pipeline.exchange import settle_or_refuse
from arkdoc.pipeline.files import PRIVATE, is_really
from arkdoc.pipeline.finals import FOLDER as FINALS
from arkdoc.pipeline.load import FOLDER
from arkdoc.pipeline.private_files import alone_in
from arkdoc.pipeline.word_returns import FETCHED

_NOT_TAKEN_AWAY = N_("{path} can't be taken away: {reason}. What stood before it has been.")

_BASES = f"{PRIVATE}/{BASES}"

_ELSEWHERE = (  # a path in the root, where there has to be one, and what it is
    (FOLDER, N_("contributions/: the texts that are in use")),
    ("build", N_("build/, and other folders named with --out: what was built of them")),
    (FINALS, N_("endelig/: what was made final")),
    (_BASES, N_(".arkdoc/grunnlag: what the Word files in build/ were made from")),
    (".git", N_("git's history, where contributions/ is in it")),
    ("", N_("back-ups of this folder, and the versions that a synced disk keeps")),
    ("", N_("e-mails, downloads, and copies on people's own machines")),
)


@dataclass(frozen=True, slots=True)
class KeptCopies:
    """A folder of copies: its path from the root, and what of it is to go, in bytes.

    `unit` is the id of the one whose copies they are; empty where they are of the whole note.
    """

    unit: str
    path: str
    files: int
    size: int


def kept_copies(root: Path, unit: str = "") -> tuple[KeptCopies, ...]:
    """The folders with copies of the unit's texts, or of all units'; in order.

    Those of the whole note, which has the unit's text in it, are among them either way.
    """
    copies = [
        KeptCopies(folder.name, folder.relative_to(root).as_posix(), *measured(folder))
        for folder in _folders(root)
        if not unit or folder.name == unit
    ]
    fetched = root / PRIVATE / FETCHED
    if _is_folder(fetched.parent) and _is_folder(fetched):
        copies.append(KeptCopies("", f"{PRIVATE}/{FETCHED}", *measured(fetched)))
    if bases := other_bases(root):
        size = sum(base_size(root, digest) for digest in bases)
        copies.append(KeptCopies("", _BASES, len(bases), size))
    return tuple(copies)


def forget(root: Path, copies: Sequence[KeptCopies], now: datetime, person: str = "") -> None:
    """Take these folders away, and say so in the log, of which unit and not what.

    `person` is who signed in. Raises ArkdocError where something can't be taken away.
    """
    with alone_in(root):
        settle_or_refuse(root)
        for each in copies:
            try:
                if each.path == _BASES:
                    take_away(root, other_bases(root))
                    continue
                remove(root / each.path)
            except OSError as error:
                reason = error.strerror or str(error)
                raise ArkdocError(_NOT_TAKEN_AWAY, path=each.path, reason=reason) from error
            with suppress(OSError):  # the folder of all units', once it is empty
                (root / each.path).parent.rmdir()
        for unit in dict.fromkeys(each.unit for each in copies):
            add(root, LogLine(now, Happening.FORGOTTEN, unit, person=person))


def elsewhere(root: Path) -> tuple[str, ...]:
    """Where else the words may be, as message ids."""
    return tuple(said for path, said in _ELSEWHERE if not path or os.path.lexists(root / path))


def _folders(root: Path) -> Iterator[Path]:
    for kept in KEPT:
        parent = root / PRIVATE / kept.name
        if (
            kept.forgotten
            and kept.name not in (BASES, FETCHED)
            and _is_folder(parent.parent)
            and _is_folder(parent)
        ):
            yield from sorted(parent.iterdir())


def _is_folder(path: Path) -> bool:
    """Whether it is a folder itself, and no link to one."""
    with suppress(OSError):
        return is_really(stat.S_ISDIR, path)
    return False


def measured(folder: Path) -> tuple[int, int]:
    """How many files there are in it, and how large they are together."""
    sizes = [file.lstat().st_size for file in _files(folder)]
    return len(sizes), sum(sizes)


def _files(path: Path) -> Iterator[Path]:
    if not _is_folder(path):
        yield path
        return
    for inside in sorted(path.iterdir()):
        yield from _files(inside)


def remove(path: Path) -> None:
    """Take away a file, or a folder with all that is in it; a link, and not what it leads to."""
    if not _is_folder(path):
        path.unlink(missing_ok=True)
        return
    for inside in path.iterdir():
        remove(inside)
    path.rmdir()
