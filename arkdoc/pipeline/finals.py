"""What `--final` made → `endelig/`, under a name for people, and never over anything (paper.md, 4).

Each final note is a set of files: its outputs and their record. The sets of one name are versions;
the same set as the newest is not written again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from arkdoc.model.diagnostic import ArkdocError, Diagnostic, diagnostic
from arkdoc.model.names import fold, is_device
from arkdoc.model.note import Note
from arkdoc.pipeline.confined import read_inside
from arkdoc.pipeline.files import (
    add_together,
    contents,
    holds,
    make_folder,
    needs_settling,
    writing_in,
)
from arkdoc.pipeline.outputs import BY_NAME
from arkdoc.pipeline.places import seen_from
from arkdoc.pipeline.record import RECORD, case_of, only_lacks_outputs, parse_outputs
from arkdoc.read.record import open_measures
from arkdoc.rules.output import CHANGED_FINAL, FINAL_NOT_KEPT

FOLDER = "endelig"

_ENDINGS = frozenset({*BY_NAME, RECORD})
_LONGEST = 120  # characters of a name, without its version and ending
_MOST_BYTES = 200  # and bytes: file systems take 255
_MOST_RECORDS = 500  # that are looked at to find the newest
_VERSION = re.compile(r" \(versjon ([0-9]{1,9})\)\Z")
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a final note lies in `endelig/`, and what was found in putting it there."""

    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def keep(files: Mapping[str, bytes], note: Note, root: Path) -> Kept:
    """Keep a final note, `files` by their endings, unless it is the newest there already."""
    folder, name = root / FOLDER, final_name(note)
    try:
        make_folder(folder, root)
        with writing_in(folder):
            versions = _versions(folder, name)
            newest = versions[max(versions)] if versions else {}
            if _is_same(newest, files):
                return Kept(tuple(newest[ending] for ending in files), ())
            changed = tuple(
                diagnostic(CHANGED_FINAL, seen_from(root, file), name=file.name)
                for file in _changed(newest)
            )
            number = max(versions, default=0) + 1
            stem = name if number == 1 else f"{name} (versjon {number})"
            add_together(folder, {f"{stem}.{ending}": data for ending, data in files.items()})
    except (OSError, ArkdocError) as error:
        return Kept((), (_not_kept(error, folder, root),))
    return Kept(tuple(folder / f"{stem}.{ending}" for ending in files), changed)


def settle(root: Path) -> None:
    """Complete the final note that was being put into `endelig/` when a build was killed."""
    folder = root / FOLDER
    with suppress(OSError):  # the next build tries again
        if needs_settling(folder):
            with writing_in(folder):
                pass


def newest_record(root: Path, note: Note) -> bytes | None:
    """The record of the newest final note in `endelig/`; None where there is none that can be used.

    Those of `note`'s own case count before others, then the note's date, then the version.
    """
    folder, real_root = root / FOLDER, root.resolve()
    found: dict[tuple[bool, str, int, str], bytes] = {}
    try:
        files = [file for file in folder.iterdir() if file.suffix.lower() == f".{RECORD}"]
    except OSError:
        return None
    for file in sorted(files)[:_MOST_RECORDS]:
        with suppress(OSError):
            data = read_inside(file, real_root)
            if (case := case_of(data)) and open_measures(data) is not None:
                version = _VERSION.search(fold(file.stem))
                number, date = case
                is_own = fold(number) == fold(note.case_number)
                found[is_own, date, int(version[1]) if version else 1, file.name] = data
    return found[max(found)] if found else None


def final_name(note: Note) -> str:
    """`Sak 11-19 – Tittelen 04.03.2019`: what a final note is called, on any system."""
    number = _safe(re.sub(r"(?i)^sak\s+", "", note.case_number))
    day = note.meeting
    meeting = f"{day.day:02}.{day.month:02}.{day.year:04}" if day else ""

    def named(title: str) -> str:
        return _usable(f"Sak {number} – {_safe(title)} {meeting}")

    name = named(note.title)
    if not _is_short(name):
        title = note.title[:_LONGEST]
        while title and not _is_short(named(title)):
            title = title[:-1]
        name = named(title.rpartition(" ")[0] or title)
    while not _is_short(name):
        name = _usable(name[:-1])
    return name


def _is_short(name: str) -> bool:
    return len(name) <= _LONGEST and len(name.encode()) <= _MOST_BYTES


def _safe(value: str) -> str:
    """`value` without what a file name can't have on some system."""
    return "".join(map(_safe_character, unicodedata.normalize("NFC", value)))


def _safe_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":  # a soft hyphen, say, or what turns the direction of a name
        return ""
    if category == "Zs":
        return " "
    is_unsafe = category[0] in "CZ" or _FORBIDDEN.match(character)
    return "-" if is_unsafe else character


def _usable(name: str) -> str:
    """`name` with single spaces, no space or dot at its ends, and not a device of Windows."""
    name = " ".join(name.split()).strip(" .")
    return f"_{name}" if is_device(name) else name


def _versions(folder: Path, name: str) -> dict[int, dict[str, Path]]:
    """The files that are called `name`, by the number of their version and their ending."""
    versions: dict[int, dict[str, Path]] = defaultdict(dict)
    called = re.compile(rf"{re.escape(fold(name))}(?: \(versjon ([0-9]{{1,9}})\))?\.(\w+)")
    for file in folder.iterdir():
        found = called.fullmatch(fold(file.name))
        if found and found[2] in _ENDINGS:
            versions[int(found[1] or 1)][found[2]] = file
    return versions


def _is_same(there: Mapping[str, Path], files: Mapping[str, bytes]) -> bool:
    """Whether all of `files` are there; the set may have an output that was not asked for now."""
    try:
        return files.keys() <= there.keys() and all(
            holds(there[ending], data)
            or (ending == RECORD and only_lacks_outputs(data, contents(there[ending])))
            for ending, data in files.items()
        )
    except OSError:
        return False


def _changed(there: Mapping[str, Path]) -> list[Path]:
    """The files of a set that are not what its record says they were."""
    with suppress(OSError, KeyError):
        recorded = parse_outputs(contents(there[RECORD])).items()
        hashes = {name.rpartition(".")[2]: output.sha256 for name, output in recorded}
        return [
            file
            for ending, file in sorted(there.items())
            if ending in hashes and sha256(contents(file)).hexdigest() != hashes[ending]
        ]
    return []


def _not_kept(error: OSError | ArkdocError, folder: Path, root: Path) -> Diagnostic:
    reason = error.arguments["reason"] if isinstance(error, ArkdocError) else error.strerror
    place = seen_from(root, folder)
    return diagnostic(FINAL_NOT_KEPT, place, folder=FOLDER, reason=reason or str(error))
