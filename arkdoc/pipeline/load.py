"""Disk → Sources: everything a build reads, read once, and nothing outside the root."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from arkdoc.model.assets import is_picture
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic
from arkdoc.model.names import in_icloud
from arkdoc.model.regex import regex
from arkdoc.model.source import (
    SourceFile,
    UndecodableError,
    decode,
    is_attachment,
    is_contribution,
    is_word,
)
from arkdoc.pipeline.confined import leads_away, read_inside
from arkdoc.pipeline.file_names import by_printable_path, printable_path
from arkdoc.pipeline.files import last_change
from arkdoc.pipeline.load_style import load_style
from arkdoc.pipeline.private_files import UNDER_WAY, is_kept
from arkdoc.style.theme import Theme

T = TypeVar("T")

FOLDER = "contributions"
NOTE = f"{FOLDER}/notat.md"
TOTAL_LIMIT = 256 * 1024 * 1024
"""Bytes read of all files together, in the order of their paths."""

MOST_FILES = 10_000
"""How many files and folders may lie under `contributions/`."""

_WHILE_SAVING = regex(  # what LibreOffice and Word write beside a file while they save it
    r"lu[0-9a-z]{4,20}\.tmp|[0-9A-F]{8}\.tmp|word work file .*|.*\.sb-[0-9a-f]{8}-\w{6}",
    re.IGNORECASE | re.DOTALL,
)
_TOO_LARGE_TOGETHER = N_("the files in contributions are too large together")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a note is made from. Paths are relative to the root, with forward slashes, and unique:
    see `file_names`.

    `contributions`, `images` and `records` (JSON) map paths to bytes; `unreadable` holds the files
    that could not be opened, each with the system's reason; `paths` every file there is. `template`
    is the institution's own Word file, or the reason why it can't be opened; `style_findings` are
    the faults of the logos in either, and `style_files` what the house style was read from.
    `entries` is an upper bound on the files and folders in `contributions/`, ignored ones included.
    `changed` is when each file was last changed, in seconds since the epoch: nothing that is built,
    recorded or remembered may depend on it.
    """

    note: bytes
    contributions: Mapping[str, bytes]
    images: Mapping[str, bytes]
    unreadable: Mapping[str, str]
    paths: frozenset[str]
    outside: frozenset[str]
    theme: Theme
    template: bytes | str | None = None
    entries: int = field(default=0, compare=False)
    changed: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)
    records: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    style_findings: tuple[Diagnostic, ...] = ()
    style_files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def text(self, path: str) -> SourceFile | None:
        """The text of the file at `path`, or None where there is none, as in a Word file."""
        data = self.note if path == NOTE else self.contributions.get(path)
        if data is None or is_word(path):
            return None
        try:
            return decode(path, data)
        except UndecodableError:
            return None


def load(root: Path) -> Sources:
    """Read what lies under `root`.

    A delivery that was cut off is completed first. Raises ArkdocError where there is no
    `contributions/notat.md` or no usable house style.
    """
    folder = folder_of(root)
    if is_kept(root, UNDER_WAY):
        from arkdoc.pipeline.exchange import settle

        with suppress(ArkdocError):  # the next delivery says why
            settle(root)
    contributions: dict[str, bytes] = {}
    images: dict[str, bytes] = {}
    records: dict[str, bytes] = {}
    unreadable: dict[str, str] = {}
    changed: dict[str, float] = {}
    outside: set[str] = set()
    real_root = root.resolve()
    left = TOTAL_LIMIT
    files, entries = _files(root, folder)
    for path, file in sorted(by_printable_path(files).items()):
        if leads_away(file, real_root):
            outside.add(path)
            continue
        changed[path] = last_change(file)
        if not _is_read(path):
            continue
        others = records if _is_record(path) else images
        wanted = contributions if is_contribution(path) else others
        try:
            data = read_inside(file, real_root)
        except OSError as error:
            unreadable[path] = error.strerror or str(error)
            continue
        left -= len(data)
        if left < 0 and path != NOTE:
            unreadable[path] = _TOO_LARGE_TOGETHER
        else:
            wanted[path] = data
    note = _take_note(contributions, unreadable, changed, outside)
    style = load_style(root)
    return Sources(
        note,
        contributions,
        images,
        unreadable,
        frozenset(changed),
        frozenset(outside),
        style.theme,
        style.template,
        entries,
        changed,
        records,
        style.findings,
        style.files,
    )


def without(sources: Sources, paths: Collection[str]) -> Sources:
    """`sources` as they would be if the files at `paths` were not there."""
    if not paths:
        return sources

    def others(files: Mapping[str, T]) -> dict[str, T]:
        return {path: value for path, value in files.items() if path not in paths}

    return replace(
        sources,
        contributions=others(sources.contributions),
        images=others(sources.images),
        records=others(sources.records),
        unreadable=others(sources.unreadable),
        changed=others(sources.changed),
        paths=sources.paths.difference(paths),
        outside=sources.outside.difference(paths),
    )


def with_files(sources: Sources, changed: Mapping[str, bytes | None]) -> Sources:
    """`sources` as they would be if these files in `contributions/` held these bytes.

    A file of None is not there; `notat.md` always is.
    """
    there = {path: data for path, data in changed.items() if data is not None}
    others = without(sources, changed.keys() - {NOTE})
    return replace(
        others,
        note=there.get(NOTE, sources.note),
        contributions=_sorted(others.contributions, there, is_contribution),
        images=_sorted(others.images, there, is_picture),
        records=_sorted(others.records, there, _is_record),
        paths=others.paths | {path for path in there if may_belong(path)},
        entries=sources.entries + sum(path.count("/") for path in there),
    )


def _sorted(
    before: Mapping[str, bytes], added: Mapping[str, bytes], belongs: Callable[[str], bool]
) -> dict[str, bytes]:
    new = {path: data for path, data in added.items() if belongs(path) and path != NOTE}
    return dict(sorted({**before, **new}.items()))


def spelt_paths(root: Path) -> dict[str, str]:
    """The files that `load` looks at, by their paths there: how the disk spells these.

    Raises ArkdocError as `load` does.
    """
    files, _ = _files(root, folder_of(root))
    return {
        path: file.relative_to(root).as_posix() for path, file in by_printable_path(files).items()
    }


def folder_of(root: Path) -> Path:
    """The folder that a note is written in. Raises ArkdocError where there is none."""
    folder = root / FOLDER
    if not folder.is_dir():
        raise ArkdocError(
            N_(
                "There is no folder “{folder}” in {root}. Use --root to say where it is, or begin "
                "a new note with `arkdoc init`."
            ),
            folder=FOLDER,
            root=root.absolute(),
        )
    return folder


def reload(root: Path, before: Sources, changed: Iterable[str]) -> Sources:
    """What `load` gives when nothing but `changed` has changed since it gave `before`.

    `changed` are paths of files or folders, relative to `root`; they may be gone. Raises as `load`
    does. Where a path is not a simple case (`_is_simple`), everything is loaded anew.
    """
    changed = tuple(changed)
    paths = set(filter(may_belong, changed))
    real_root = root.resolve()
    is_simple = FOLDER not in changed and not any(map(_is_style, changed))
    if not is_simple or not all(_is_simple(path, real_root, before) for path in paths):
        return load(root)
    come = {path for path in paths if (root / path).is_file()}
    try:
        read = {
            path: read_inside(root / path, real_root) for path in sorted(come) if _is_read(path)
        }
    except OSError:
        return load(root)
    kept = {NOTE: before.note, **before.contributions, **before.images, **before.records}
    files = sorted({**{p: data for p, data in kept.items() if p not in paths}, **read}.items())
    all_paths = before.paths - paths | come
    # An upper bound: each path and its folders may be new. Past the limit, `load` counts exactly.
    entries = before.entries + sum(path.count("/") for path in set(changed) - before.paths)
    was_cut = _TOO_LARGE_TOGETHER in before.unreadable.values()
    if was_cut or sum(len(data) for _, data in files) > TOTAL_LIMIT or entries > MOST_FILES:
        return load(root)
    contributions = {path: data for path, data in files if is_contribution(path)}
    unreadable = {p: reason for p, reason in before.unreadable.items() if p not in paths}
    return Sources(
        _take_note(contributions, unreadable, all_paths, before.outside - paths),
        contributions,
        {path: data for path, data in files if is_picture(path)},
        unreadable,
        all_paths,
        before.outside - paths,
        before.theme,
        before.template,
        entries,
        {path: before.changed.get(path, 0.0) for path in all_paths}
        | {path: last_change(root / path) for path in come},
        {path: data for path, data in files if _is_record(path)},
        before.style_findings,
        before.style_files,
    )


def may_belong(path: str) -> bool:
    """Whether a file at `path`, relative to the root, is in `contributions/` and looked at."""
    first, *names = path.split("/")
    is_there = first == FOLDER and bool(names) and names[-1] != "README.md"
    return is_there and all(map(_may_belong, names))


def _is_simple(path: str, real_root: Path, before: Sources) -> bool:
    """Whether `path` concerns one ordinary file, or none any more, and no other by its name.

    Folders, links, pipes and names that can be spelt in two ways are not simple.
    """
    file = real_root / path
    if path != os.path.normpath(path) or not _is_spelt_in_one_way(path, real_root):
        return False
    if not os.path.lexists(file):
        return not any(other.startswith(f"{path}/") for other in before.paths | before.outside)
    return file.is_file() and os.path.realpath(file) == str(file)


def _is_spelt_in_one_way(path: str, real_root: Path) -> bool:
    """Whether `path` is how the file there is spelt, and no other file or folder looks like it."""
    if path.isascii():
        return True
    if path != printable_path(path):
        return False
    folder = real_root
    for name in path.split("/"):
        if not name.isascii():
            try:
                others = os.listdir(folder)  # noqa: PTH208 - names alone
            except OSError:
                return False
            if any(other != name and printable_path(other) == name for other in others):
                return False
        folder /= name
    return True


def _is_read(path: str) -> bool:
    """Whether anything may come of what is in the file, and not only of its being there."""
    if is_attachment(path):
        return False  # until it is copied
    return is_contribution(path) or is_picture(path) or _is_record(path)


def _is_record(path: str) -> bool:
    return path.lower().endswith(".json")


def _is_style(path: str) -> bool:
    return path == "styles" or path.startswith("styles/")


def _take_note(
    contributions: dict[str, bytes],
    unreadable: Mapping[str, str],
    paths: Iterable[str],
    outside: Collection[str],
) -> bytes:
    if NOTE in outside:
        raise ArkdocError(
            N_(
                "{path} is a link that leads out of the folder, or to a folder, so it is not read. "
                "Put the file itself there."
            ),
            path=NOTE,
        )
    if NOTE in unreadable:
        raise ArkdocError(
            N_("{path} can't be opened: {reason}"), path=NOTE, reason=unreadable[NOTE]
        )
    note = contributions.pop(NOTE, None)
    if note is None and (other := _lookalike(paths)):
        raise ArkdocError(
            N_("There is no {path}, but there is {other}. Change its name to notat.md."),
            path=NOTE,
            other=other,
        )
    if note is None:
        raise ArkdocError(
            N_(
                "There is no {path}. It says what the note is called and which units write in it. "
                "`arkdoc init` makes one."
            ),
            path=NOTE,
        )
    return note


def _lookalike(paths: Iterable[str]) -> str:
    """A file that was meant for `notat.md`, such as `Notat.md` or `notat.md.txt`."""
    start = f"{FOLDER}/notat."
    named = (path for path in sorted(paths) if path.lower().startswith(start))
    return next((path for path in named if not is_word(path)), "")


def _files(root: Path, folder: Path) -> tuple[list[tuple[Path, Path]], int]:
    """Every file that could belong to the note, with its path from the root; and all entries."""
    files: list[tuple[Path, Path]] = []
    entries = 0
    for where, folders, names in os.walk(folder, onerror=_refuse_folder):
        entries += len(folders) + len(names)
        if entries > MOST_FILES:
            raise ArkdocError(
                N_("There are more than {limit} files in {folder}. Move out what no note needs."),
                limit=MOST_FILES,
                folder=folder,
            )
        here = Path(where)
        linked = [name for name in folders if os.path.islink(here / name)]  # noqa: PTH114 - never raises
        folders[:] = [name for name in folders if _may_belong(name) and name not in linked]
        for name in (*names, *linked):
            if _may_belong(name) and name != "README.md":
                file = here / name
                files.append((file.relative_to(root), file))
    return files, entries


def _refuse_folder(error: OSError) -> None:
    """A folder that can't be looked into may hold what would be reported missing."""
    raise ArkdocError(
        N_("The folder {folder} can't be opened: {reason}"),
        folder=os.fsdecode(error.filename or ""),
        reason=error.strerror or str(error),
    ) from error


def _may_belong(name: str) -> bool:
    """Whether a file or folder by this name can be part of the note; the system's own can't."""
    is_the_systems = name.lower() in ("thumbs.db", "desktop.ini") or name.endswith("~")
    if elsewhere := in_icloud(name):
        return _may_belong(elsewhere)
    is_temporary = _WHILE_SAVING.fullmatch(name) is not None
    return not (is_the_systems or is_temporary or name.startswith(("_", ".", "~")))
