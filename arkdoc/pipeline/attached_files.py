"""The attachments of a note → their bytes, and copies of them beside the outputs.

They are read when they are copied, and no sooner: a preview needs no more than their names.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from arkdoc.assemble.attachments import FOLDER
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.document import ListedAttachment
from arkdoc.pipeline.confined import NOT_ORDINARY, read_inside
from arkdoc.pipeline.files import contents, is_really, replace, writing_in
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

    `faults` say which could not.
    """

    listed: tuple[ListedAttachment, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    faults: tuple[Diagnostic, ...] = ()

    def sha256(self, place: str) -> str | None:
        """The digest of the file that is copied to `place`; None of one that was not read."""
        data = self.data.get(place)
        return None if data is None else sha256(data).hexdigest()


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
            left -= len(found)
            if left < 0:
                raise OSError(0, _TOO_LARGE_TOGETHER)
        except OSError as error:
            args = {"file": each.path.rpartition("/")[2], "reason": error.strerror or str(error)}
            faults.append(diagnostic(UNUSABLE_ATTACHMENT, each.span, **args))
        else:
            data[each.place] = found
    return AttachedFiles(listed, data, tuple(faults))


def copy_beside(attached: AttachedFiles, out: Path, before: Mapping[str, str]) -> list[Path]:
    """Put the copies into the folder `out`, each whole or not at all.

    `before` are those of the last build there, their digests by their places: of those, what is an
    attachment no more goes. Raises OSError, also where `vedlegg` is a link that would lead away.
    """
    folder = out / FOLDER
    gone = before.keys() - attached.data.keys()
    if not attached.data and not (gone and os.path.lexists(folder)):
        return []
    folder.mkdir(exist_ok=True)
    if not is_really(stat.S_ISDIR, folder):
        raise OSError(0, NOT_ORDINARY)
    with writing_in(folder):
        for place in sorted(gone):
            _remove(out / place, before[place])
        for place, data in attached.data.items():
            replace(out / place, data)
    if not attached.data:
        with suppress(OSError):  # something else is in it
            folder.rmdir()
    return [out / place for place in attached.data]


def _remove(copy: Path, digest: str) -> None:
    """Take away a copy that we made, unless somebody has changed it since."""
    with suppress(OSError):
        if is_really(stat.S_ISREG, copy) and sha256(contents(copy)).hexdigest() == digest:
            copy.unlink()
