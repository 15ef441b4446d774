"""Answers about a new note → its files, and these into a folder, over nothing that is there."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path

from arkdoc.deliver.earlier_note import EarlierNote
from arkdoc.deliver.note_text import PREVIOUS, Answers, note_text
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.note import Note
from arkdoc.pipeline.files import unwritable
from arkdoc.pipeline.load import NOTE
from arkdoc.pipeline.new_files import add_files
from arkdoc.read.note import read_note

IGNORED = ".gitignore"

_IGNORED = (
    "/build/",  # what is built
    "/.arkdoc/",  # what arkdoc keeps for itself
    ".arkdoc-*",  # what is left of a build that was killed
    *("~$*", ".~lock.*#", "*~", ".DS_Store", "Thumbs.db"),  # of Word, editors and systems
)


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note that is not on the disk yet: how it is read, and its files by path, in order.

    `notat.md` is the last: where it is, all the others are.
    """

    note: Note
    files: Mapping[str, bytes]


def new_note(answers: Answers, earlier: EarlierNote | None, today: Date, tr: Translator) -> NewNote:
    """The note that `answers` tell of, with what it takes from an `earlier` one.

    Raises ArkdocError where they are no note, as for a case number without letters and digits.
    """
    text = note_text(answers, earlier, today, tr).encode("utf-8", "replace")
    files = {IGNORED: "".join(f"{line}\n" for line in _IGNORED).encode()}
    if earlier:
        files |= {**earlier.styles, PREVIOUS: earlier.record}
    return NewNote(read_note(NOTE, text), {**files, NOTE: text})


def in_the_way(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """The paths in `root` where another file is already. Raises ArkdocError for a folder outside.

    A `.gitignore` of somebody's own is in nobody's way, and stays.
    """
    for folder in {path.rpartition("/")[0] for path in files}:
        if not _real(root / folder).is_relative_to(_real(root)):
            message = N_("{path} is a link that leads out of the folder. Nothing is written there.")
            raise ArkdocError(message, path=folder)
    return [path for path, data in files.items() if path != IGNORED and _is_taken(root, path, data)]


def write_note(root: Path, new: NewNote) -> list[str]:
    """Write the files of a note; the paths of those that are new, in order.

    Nothing that is there is touched. Cut off before the end, there is no `notat.md`, and doing it
    again does the rest. Raises ArkdocError where something can't be written.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(root, error) from error
    return add_files(root, new.files)


def not_ignored(root: Path) -> list[str]:
    """The lines that the `.gitignore` in `root` lacks, of those that keep texts out of git."""
    try:
        with (root / IGNORED).open("rb") as file:
            there = set(re.split(r"[\r\n]+", file.read(100_000).decode("utf-8", "replace")))
    except OSError:
        there = set()
    return [line for line in _IGNORED[:2] if not there & {line, line[1:], line.strip("/")}]


def _is_taken(root: Path, path: str, data: bytes) -> bool:
    file = root / path
    if not os.path.lexists(file):
        return False
    if path == NOTE:
        return True
    try:
        return file.is_symlink() or not file.is_file() or file.read_bytes() != data
    except OSError:
        return True


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
