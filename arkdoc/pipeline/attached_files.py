"""The attachments of a note → their bytes, and copies of them beside the outputs.

They are read when they are copied, and no sooner: a preview needs no more than their names.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import NamedTuple

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.document import ListedAttachment
from arkdoc.model.source import ATTACHED
from arkdoc.pipeline.confined import NOT_ORDINARY, read_inside
from arkdoc.pipeline.files import contents, is_really, open_ordinary, replace, writing_in
from arkdoc.pipeline.load import FOLDER as CONTRIBUTIONS
from arkdoc.pipeline.load import spelt_paths
from arkdoc.rules.attachments import UNUSABLE_ATTACHMENT

LARGEST = 60_000_000
"""Bytes of one attachment."""

LARGEST_TOGETHER = 120_000_000
"""Bytes of all attachments of a note."""

_TOO_LARGE = N_("it is larger than 60 MB")
_TOO_LARGE_TOGETHER = N_("the attachments are larger than 120 MB together")


@dataclass(frozen=True, slots=True)
class AttachedFiles:
    """The attachments that could be read: their bytes by where their copies go, `vedlegg/…`.

    `digests` are those of the bytes, `faults` say which could not.
    """

    listed: tuple[ListedAttachment, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    digests: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()

    def sha256(self, place: str) -> str | None:
        """The digest of the file that is copied to `place`; None of one that was not read."""
        return self.digests.get(place)


NONE = AttachedFiles()
"""Of a note without attachments, or where nothing is to be copied."""


def read_attached(listed: Iterable[ListedAttachment], root: Path) -> AttachedFiles:
    """Read the files of `listed`, none outside `contributions/` in `root`, and within bounds."""
    listed = tuple(listed)
    data: dict[str, bytes] = {}
    faults = []
    inside = (root / CONTRIBUTIONS).resolve()
    files = spelt_paths(root) if any(each.path for each in listed) else {}
    left = LARGEST_TOGETHER
    for each in listed:
        if not each.path or each.place in data:
            continue
        try:
            found = read_inside(root / files.get(each.path, each.path), inside)
            if len(found) > LARGEST:
                raise OSError(0, _TOO_LARGE)
            if len(found) > left:
                raise OSError(0, _TOO_LARGE_TOGETHER)
        except OSError as error:
            args = {"file": each.path.rpartition("/")[2], "reason": error.strerror or str(error)}
            faults.append(diagnostic(UNUSABLE_ATTACHMENT, each.span, **args))
        else:
            data[each.place] = found
            left -= len(found)
    digests = {place: sha256(found).hexdigest() for place, found in data.items()}
    return AttachedFiles(listed, data, digests, tuple(faults))


class Copies(NamedTuple):
    """The copies beside the outputs: those that are there now, and those somebody has changed."""

    made: tuple[Path, ...] = ()
    edited: tuple[Path, ...] = ()


def copy_beside(
    attached: AttachedFiles, out: Path, root: Path, before: Mapping[str, str]
) -> Copies:
    """Put the copies into the folder `out`, each whole or not at all; one that is edited stays.

    `before` are those of the last build there, their digests by their places: of those, what is an
    attachment no more goes. Raises OSError, also where `vedlegg` is a link that would lead away.
    """
    folder = out / ATTACHED
    gone = before.keys() - attached.data.keys()
    if not attached.data and not (gone and os.path.lexists(folder)):
        return Copies()
    folder.mkdir(exist_ok=True)
    if not is_really(stat.S_ISDIR, folder):
        raise OSError(0, NOT_ORDINARY)
    edited = []
    with writing_in(folder):
        originals = _originals(root) if gone else frozenset()
        for place in sorted(gone):
            _remove(out / place, before[place], originals)
        for place, data in attached.data.items():
            if _is_edited(out / place, {attached.digests[place], before.get(place)}):
                edited.append(out / place)
            else:
                replace(out / place, data)
    if not attached.data:
        with suppress(OSError):  # something else is in it
            folder.rmdir()
    copies = (out / place for place in attached.data)
    return Copies(tuple(copy for copy in copies if copy not in edited), tuple(edited))


def _is_edited(copy: Path, ours: Collection[str | None]) -> bool:
    """Whether something else lies there than what has one of `ours`, the digests we know."""
    if not os.path.lexists(copy):
        return False
    with open_ordinary(copy) as file:
        return file_digest(file, "sha256").hexdigest() not in ours


def _remove(copy: Path, digest: str, originals: Collection[tuple[int, int]]) -> None:
    """Take away a copy that we made, unless somebody has changed it, or it is one of `originals`.

    An output folder may be the folder of contributions by another name.
    """
    with suppress(OSError):
        if (
            is_really(stat.S_ISREG, copy)
            and _identity(copy) not in originals
            and sha256(contents(copy)).hexdigest() == digest
        ):
            copy.unlink()


def _originals(root: Path) -> frozenset[tuple[int, int]]:
    """What the file system knows the files under `contributions/` by."""
    found = set()
    for file in (root / CONTRIBUTIONS).rglob("*"):
        with suppress(OSError):
            found.add(_identity(file))
    return frozenset(found)


def _identity(file: Path) -> tuple[int, int]:
    known = file.stat()
    return known.st_dev, known.st_ino
