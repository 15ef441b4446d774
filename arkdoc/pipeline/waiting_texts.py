"""Texts that came after the secretariat had edited their unit's → `.arkdoc/venter/UNIT`, and back.

Such a text does not take the place of what is there: it waits until it has been merged (sharing.md,
5). Beside it lies what it is compared with. `exchange.py` writes and moves these files in one step
with all else that happens then.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from arkdoc.pipeline.exchange import WAITING
from arkdoc.pipeline.files import PRIVATE, is_really
from arkdoc.pipeline.load import FOLDER, TOTAL_LIMIT
from arkdoc.pipeline.private_files import read_private

_DELIVERED, _DRAFT = "levert", "utkast"
_FACTS, _NEW, _BASE = "om.json", "ny", "grunnlag"
_MOST_FILES = 200
_MOST_OF_FACTS = 64 * 1024


@dataclass(frozen=True, slots=True)
class WaitingText:
    """What a unit, by its id, delivered at `time`: its files, and its text's `path` among them.

    `base` is what it is compared with, at `base_path`: what the unit had delivered before. Empty
    where that is not known. All paths are those in the contributions. A draft lies beside what was
    delivered, for the unit alone to go on with.
    """

    unit: str
    time: datetime
    path: str
    files: Mapping[str, bytes] = field(repr=False)
    base_path: str = ""
    base: bytes = field(default=b"", repr=False)
    is_draft: bool = False

    @property
    def sha256(self) -> str:
        """By which the text is known."""
        return sha256(self.files[self.path]).hexdigest()

    @property
    def data(self) -> bytes:
        """The text itself."""
        return self.files[self.path]

    def written(self) -> dict[str, bytes]:
        """The files that keep it, by their paths from the root; the one that tells of it last."""
        folder = _folder(self.unit, is_draft=self.is_draft)
        facts = {
            "time": self.time.isoformat(timespec="seconds"),
            "path": self.path,
            "base": self.base_path,
        }
        base = {self.base_path: self.base} if self.base_path else {}
        return {
            **{f"{folder}/{_NEW}/{_below(path)}": data for path, data in self.files.items()},
            **{f"{folder}/{_BASE}/{_below(path)}": data for path, data in base.items()},
            f"{folder}/{_FACTS}": json.dumps(facts, ensure_ascii=False).encode(errors="replace"),
        }


def waiting_text(root: Path, unit: str, *, is_draft: bool = False) -> WaitingText | None:
    """What waits of the unit with this id, if anything does; or the draft beside it."""
    return _read(root, unit, _folder(unit, is_draft=is_draft), is_draft=is_draft)


def former_waiting_text(root: Path, unit: str, kept: str) -> WaitingText | None:
    """What waited of a unit until it was moved into `kept`, a folder by its path from the root."""
    return _read(root, unit, f"{kept}/{WAITING}/{unit}/{_DELIVERED}")


def waiting_texts(root: Path) -> tuple[WaitingText, ...]:
    """What waits of all units for the secretariat, by their ids."""
    names: list[str] = []
    with suppress(OSError):
        if is_really(stat.S_ISDIR, root / PRIVATE / WAITING):
            names = sorted(os.listdir(root / PRIVATE / WAITING))  # noqa: PTH208 - names, not paths
    found = (waiting_text(root, name) for name in names)
    return tuple(each for each in found if each)


def paths_of_waiting(root: Path, unit: str) -> tuple[str, ...]:
    """The files that keep what waits of a unit, as paths from the root."""
    return tuple(_files(root, _folder(unit)))


def paths_of_draft(root: Path, unit: str) -> tuple[str, ...]:
    """The files that keep the draft beside it."""
    return tuple(_files(root, _folder(unit, is_draft=True)))


def _folder(unit: str, *, is_draft: bool = False) -> str:
    return f"{PRIVATE}/{WAITING}/{unit}/{_DRAFT if is_draft else _DELIVERED}"


def _below(path: str) -> str:
    return path.removeprefix(f"{FOLDER}/")


def _read(root: Path, unit: str, folder: str, *, is_draft: bool = False) -> WaitingText | None:
    """What waits in a folder; None where it is nothing that we would have kept."""
    private = folder.removeprefix(f"{PRIVATE}/")
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        facts = json.loads(read_private(root, f"{private}/{_FACTS}", _MOST_OF_FACTS))
        kept = {path: path.removeprefix(f"{folder}/") for path in _files(root, folder)}
        files, base = (
            {
                f"{FOLDER}/{name.removeprefix(f'{of}/')}": read_private(
                    root, path.removeprefix(f"{PRIVATE}/"), TOTAL_LIMIT
                )
                for path, name in kept.items()
                if name.startswith(f"{of}/")
            }
            for of in (_NEW, _BASE)
        )
        text = WaitingText(
            unit,
            datetime.fromisoformat(facts["time"]),
            str(facts["path"]),
            files,
            str(facts["base"]) if facts["base"] in base else "",
            base.get(facts["base"], b""),
            is_draft,
        )
        return text if text.path in files and text.time.tzinfo else None
    return None


def _files(root: Path, folder: str) -> Iterator[str]:
    """The ordinary files in a folder and those in it, as paths from the root, in order."""
    count = 0
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        with suppress(OSError):
            if not is_really(stat.S_ISDIR, root / at):
                continue
            for name in sorted(os.listdir(root / at), reverse=True):  # noqa: PTH208 - as above
                path = f"{at}/{name}"
                if is_really(stat.S_ISREG, root / path):
                    count += 1
                    if count <= _MOST_FILES:
                        yield path
                else:
                    waiting.append(path)
