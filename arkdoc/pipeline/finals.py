"""What `--final` made → `endelig/`, under a name for people, and never over anything (paper.md, 4).

Each final note is a set of files: its outputs and their record. The sets of one name are versions;
the same set as the newest is not written again.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from arkdoc.model.diagnostic import ArkdocError, Diagnostic, diagnostic
from arkdoc.model.names import fold, safe, usable
from arkdoc.model.note import Note
from arkdoc.model.regex import regex
from arkdoc.model.source import ATTACHED
from arkdoc.pipeline.attached_files import AttachedFiles
from arkdoc.pipeline.confined import read_inside
from arkdoc.pipeline.files import (
    add_together,
    contents,
    create,
    holds,
    is_really,
    make_folder,
    needs_settling,
    writing_in,
)
from arkdoc.pipeline.final_name import FinalName, final_name, folded
from arkdoc.pipeline.outputs import BY_NAME
from arkdoc.pipeline.places import seen_from
from arkdoc.pipeline.recorded import (
    RECORD,
    attachment_digests,
    case_of,
    only_lacks_outputs,
    parse_outputs,
)
from arkdoc.read.record import read_past
from arkdoc.rules.output import CHANGED_FINAL, FINAL_IN_OWN_FOLDER, FINAL_NOT_KEPT

FOLDER = "endelig"

_RECORD = f".{RECORD}"
_RESTS = frozenset({*(f".{name}" for name in BY_NAME), _RECORD})
_MOST_RECORDS = 500  # that are looked at to find the newest
_ATTACHMENT = regex(r" – vedlegg ([0-9]{1,9})\b")
_MOST_BYTES = 250  # of a name with all that follows it: file systems take 255
_HIGH = 99_999  # a version that leaves room for any other
_NUMBERED = regex(r" \(versjon ([0-9]{1,9})\)\Z")


class Kept(NamedTuple):
    """Where a final note lies in `endelig/`, and what was found in putting it there."""

    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def keep(files: Mapping[str, bytes], attached: AttachedFiles, note: Note, root: Path) -> Kept:
    """Keep a final note with its attachments, unless it is the newest there already.

    `files` are its outputs and its record, by their endings. The copies that they link to lie in
    `vedlegg` beside them. Where an earlier final note has another attachment by the same name
    there, the new one gets a folder of its own: the links of both lead where they should.
    """
    folder, name = root / FOLDER, final_name(note)
    files = {**_attachments(attached, name), **{f".{end}": data for end, data in files.items()}}
    try:
        make_folder(folder, root)
        with writing_in(folder):
            versions = _versions(folder, name)
            newest = versions[max(versions)] if versions else {}
            if _is_same(newest, files):
                return _as_it_was(newest, files, attached)
            record = b""
            with suppress(OSError, KeyError):
                record = contents(newest[_RECORD])
            told = [
                diagnostic(CHANGED_FINAL, seen_from(root, file), name=file.name)
                for file in _changed(newest, record)
            ]
            stem, place = _free_place(folder, name, max(versions, default=0) + 1, attached)
            if place != folder:
                place.mkdir(exist_ok=True)
                seen = seen_from(root, place)
                told.append(diagnostic(FINAL_IN_OWN_FOLDER, seen, name=place.name))
            _put_beside(place, attached)
            add_together(place, {stem + rest: data for rest, data in files.items()})
    except (OSError, ArkdocError) as error:
        return Kept((), (_not_kept(error, folder, root),))
    return Kept(tuple(place / (stem + rest) for rest in files), tuple(told))


def _as_it_was(
    newest: Mapping[str, Path], files: Mapping[str, bytes], attached: AttachedFiles
) -> Kept:
    """The newest final note, which is the same; what it links to is put beside it if it isn't."""
    place = newest[_RECORD].parent
    if _has_room_for(place, attached):
        _put_beside(place, attached)
    return Kept(tuple(newest[folded(rest)] for rest in files), ())


def _free_place(
    folder: Path, name: FinalName, version: int, attached: AttachedFiles
) -> tuple[str, Path]:
    """What the next final note is called, and the folder that its links lead right from."""
    if _has_room_for(folder, attached):
        return name.of(version), folder
    while not _has_room_for(folder / name.of(version), attached):
        version += 1
    return name.of(version), folder / name.of(version)


def _has_room_for(place: Path, attached: AttachedFiles) -> bool:
    """Whether `place` has no other attachments by the names that these are to have."""
    for folder in (place, place / ATTACHED):
        if os.path.lexists(folder) and not is_really(stat.S_ISDIR, folder):
            return not attached.data and folder != place
    there = [name for name in attached.data if os.path.lexists(place / name)]
    return all(
        is_really(stat.S_ISREG, place / name) and holds(place / name, attached.data[name])
        for name in there
    )


def _put_beside(place: Path, attached: AttachedFiles) -> None:
    """Put the attachments that are not there yet into `vedlegg` in `place`.

    Cut off, what is there already is right, and the next build puts the rest. Raises OSError, and
    ArkdocError as `create` does.
    """
    if attached.data:
        (place / ATTACHED).mkdir(exist_ok=True)
    for name, data in attached.data.items():
        create(place, name, data)


def settle(root: Path) -> None:
    """Complete the final note that was being put into `endelig/` when a build was killed."""
    with suppress(OSError):  # the next build tries again
        folder = root / FOLDER
        if needs_settling(folder):
            with writing_in(folder):
                pass
        for own in _own_folders(folder):
            if needs_settling(own):
                with writing_in(own):
                    pass


def _own_folders(folder: Path) -> list[Path]:
    """The folders in `endelig/` that may hold one final note. Raises OSError."""
    if not folder.is_dir():
        return []
    names = (file for file in folder.iterdir() if not file.name.startswith("."))
    return sorted(f for f in names if f.name != ATTACHED and is_really(stat.S_ISDIR, f))


def kept_files(root: Path) -> list[Path]:
    """All files of final notes, without what their links lead to. Raises OSError."""
    folder = root / FOLDER
    there = chain(folder.iterdir(), *(own.iterdir() for own in _own_folders(folder)))
    return [file for file in there if not file.name.startswith(".") and file.is_file()]


class FinalSet(NamedTuple):
    """The files of one final note: their name without what follows it, and each by that.

    `record` is what its record says; `changed` are the files that are not what it says of them,
    `gone` the names of those that it says of and that are not there.
    """

    stem: str
    record: bytes
    files: Mapping[str, Path]
    changed: tuple[Path, ...]
    gone: tuple[str, ...]


def newest_final(root: Path, note: Note) -> FinalSet | None:
    """The newest final note of `note`'s own case in `endelig/`; None where there is none."""
    found = _newest_record(root, note, is_own=True)
    if found is None:
        return None
    record, data = found
    stem = record.name[: -len(_RECORD)]
    files: dict[str, Path] = {}
    for file in sorted(record.parent.iterdir()):
        rest = file.name.removeprefix(stem)
        if file.name.startswith(stem) and (rest.lower() in _RESTS or _ATTACHMENT.match(rest)):
            files[rest.lower() if rest.lower() in _RESTS else rest] = file
    gone = tuple(f"{stem}{rest}" for rest in _gone(files, data))
    return FinalSet(stem, data, files, tuple(_changed(files, data)), gone)


def add_archive(root: Path, stem: str, data: bytes) -> str:
    """Put an archive into `endelig/`, over nothing else; its path from the root.

    Raises OSError.
    """
    folder = root / FOLDER
    with writing_in(folder):
        names = chain((f"{stem}.zip",), (f"{stem} (arkiv {number}).zip" for number in count(2)))
        name = next(n for n in names if not (folder / n).exists() or holds(folder / n, data))
        if not (folder / name).exists():
            add_together(folder, {name: data})
    return f"{FOLDER}/{name}"


def newest_record(root: Path, note: Note) -> bytes | None:
    """The record of the newest final note in `endelig/`; None where there is none that can be used.

    Those of `note`'s own case count before others, then the note's date, then the version.
    """
    found = _newest_record(root, note)
    return found[1] if found else None


def _newest_record(root: Path, note: Note, *, is_own: bool = False) -> tuple[Path, bytes] | None:
    """The newest record and what it holds; `is_own`: of `note`'s own case."""
    real_root, name = root.resolve(), final_name(note)
    found: dict[tuple[bool, str, int, str], tuple[Path, bytes]] = {}
    try:
        files = [file for file in kept_files(root) if file.suffix.lower() == f".{RECORD}"]
    except OSError:
        return None
    for file in sorted(files)[:_MOST_RECORDS]:
        if _ATTACHMENT.search(fold(file.name)):
            continue
        with suppress(OSError):
            data = read_inside(file, real_root)
            if (case := case_of(data)) and read_past(data) is not None:
                number, date = case
                of_case = fold(number) == fold(note.case_number)
                if of_case or not is_own:
                    found[of_case, date, _version(file, name), file.name] = file, data
    return found[max(found)] if found else None


def newest_word_file(folder: Path) -> Path | None:
    """The Word file of the newest final note in `folder`, by its record's date, then its version.

    None where there is no Word file.
    """
    found: dict[tuple[str, int, str], Path] = {}
    with suppress(OSError):
        files = [file for file in folder.iterdir() if file.suffix.lower() == ".docx"]
        for file in sorted(files)[:_MOST_RECORDS]:
            if _ATTACHMENT.search(fold(file.name)) or not file.is_file():
                continue
            case = None
            with suppress(OSError):
                case = case_of(read_inside(file.with_suffix(_RECORD), folder.resolve()))
            numbered = _NUMBERED.search(fold(file.stem))
            version = int(numbered[1]) if numbered else 1
            found[case[1] if case else "", version, file.name] = file
    return found[max(found)] if found else None


def _version(record: Path, name: FinalName) -> int:
    """Which version of a final note a record is of: of one called `name`, or otherwise."""
    if found := name.parted(record.name):
        return found[0]
    numbered = _NUMBERED.search(fold(record.stem))
    return int(numbered[1]) if numbered else 1


def _versions(folder: Path, name: FinalName) -> dict[int, dict[str, Path]]:
    """The files that are called `name`, by the version and what follows the name."""
    versions: dict[int, dict[str, Path]] = defaultdict(dict)
    own = (own for own in _own_folders(folder) if (name.parted(own.name) or (0, "-"))[1] == "")
    for file in chain(folder.iterdir(), *(each.iterdir() for each in own)):
        found = name.parted(file.name)
        if found and (found[1] in _RESTS or _ATTACHMENT.match(found[1])):
            versions[found[0]][found[1]] = file
    return versions


def _attachments(attached: AttachedFiles, name: FinalName) -> dict[str, bytes]:
    """The attachments by what follows the note's name: ` – vedlegg 1 Tiltaksplan UB.pdf`.

    A title is cut where the name would be longer than file systems take.
    """
    files: dict[str, bytes] = {}
    done: set[str] = set()
    room = _MOST_BYTES - len(name.of(_HIGH).encode())
    for each in attached.listed:
        if each.place not in attached.data or each.place in done:
            continue
        done.add(each.place)
        ending = PurePosixPath(each.place).suffix
        title = safe(each.title)
        while title and len(_after(each.number, title, ending).encode()) > room:
            title = title[:-1]
        files[_after(each.number, title, ending)] = attached.data[each.place]
    return files


def _after(number: int, title: str, ending: str) -> str:
    return f" – vedlegg {usable(f'{number} {title}')}{ending}"


def _is_same(there: Mapping[str, Path], files: Mapping[str, bytes]) -> bool:
    """Whether all of `files` are there; the set may have an output that was not asked for now."""
    try:
        return {folded(rest) for rest in files} <= there.keys() and all(
            holds(there[folded(rest)], data)
            or (rest == _RECORD and only_lacks_outputs(data, contents(there[rest])))
            for rest, data in files.items()
        )
    except OSError:
        return False


def _changed(there: Mapping[str, Path], record: bytes) -> list[Path]:
    """The files of a set that are not what its record says they were."""
    hashes = _recorded(record)
    attached = dict(attachment_digests(record).values())
    for rest in there:
        found = _ATTACHMENT.match(rest)
        if found and int(found[1]) in attached:
            hashes[rest] = attached[int(found[1])]
    return [
        file
        for rest, file in sorted(there.items())
        if rest in hashes and not _has_hash(file, hashes[rest])
    ]


def _gone(there: Mapping[str, Path], record: bytes) -> list[str]:
    """What follows the name in those that its record says of and that are not there."""
    numbers = {int(found[1]) for rest in there if (found := _ATTACHMENT.match(rest))}
    attached = dict(attachment_digests(record).values())
    outputs = sorted(_recorded(record).keys() - there.keys())
    return [*outputs, *(f" – vedlegg {n}" for n in sorted(attached.keys() - numbers))]


def _recorded(record: bytes) -> dict[str, str]:
    """The hashes of the outputs that a record says of, by their endings."""
    listed = parse_outputs(record).items()
    return {f".{name.rpartition('.')[2]}": output.sha256 for name, output in listed}


def _has_hash(file: Path, hash_: str) -> bool:
    """Whether a file is what it was; so is one that can't be read, as far as can be known."""
    with suppress(OSError):
        return sha256(contents(file)).hexdigest() == hash_
    return True


def _not_kept(error: OSError | ArkdocError, folder: Path, root: Path) -> Diagnostic:
    reason = error.arguments["reason"] if isinstance(error, ArkdocError) else error.strerror
    place = seen_from(root, folder)
    return diagnostic(FINAL_NOT_KEPT, place, folder=FOLDER, reason=reason or str(error))
