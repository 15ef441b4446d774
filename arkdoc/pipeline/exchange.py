"""Files that take the place of others, in one step: all of it or nothing, wherever it is cut off.

What is new is first written into a folder of `.arkdoc/`, with a plan that says where each file is
to go and which ones make room for them. When all of it is on the disk the folder gets its name,
UNDER_WAY, and from then on the exchange has happened: whoever made it carries it out, or, where
that one was killed, the next who loads the note (`settle`). Only where a step can't be done is all
of it taken back.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.files import (
    FOR_OWNER,
    PRIVATE,
    contents,
    is_really,
    private_folder,
    remove_left,
    sync_folder,
    temporary_in,
    write_new,
    writing_in,
)
from arkdoc.pipeline.held_files import while_held
from arkdoc.pipeline.private_files import UNDER_WAY, alone_in, append, is_kept, read_private

_PLAN = "plan.json"
_MOST_OF_PLAN = 4 * 1024 * 1024
_MOST_OF_LOG = 4 * 1024 * 1024  # bytes at the end of the log in which our line is looked for

WAITING = "venter"
"""The folder in `.arkdoc/` with texts that wait until the secretariat has merged them, by unit."""

_MAY_CHANGE = ("contributions", f"{PRIVATE}/{WAITING}")

_IN_THE_WAY = N_("{path} can't be changed: {reason}. Nothing has been written.")
_A_LINK = N_("it is a link, or lies in one")
_NOT_A_FILE = N_("it is not an ordinary file")
_NOT_OURS = N_("it does not lie in the folder contributions")
_UNFINISHED = N_("Something is still being written. Run `arkdoc check` to see what, and try again.")


class _Plan(NamedTuple):
    """What is to be done; paths from the root. `new` are in order, their bytes in files `0`, `1` …

    `kept` says of each file that makes room where it goes. `line` is added to the file `log`.
    """

    new: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    log: str
    line: str


def exchange(
    root: Path,
    new: Mapping[str, bytes],
    old: Iterable[str],
    *,
    keep_in: str,
    log: str = "",
    line: bytes = b"",
) -> str:
    """Write `new`, and move `old` away; the folder they are kept in, from the root, or empty.

    `old` are paths from the root as the disk spells them, and go to `.arkdoc/KEEP_IN/N/`, N the
    first number that is free, with the folders they lie in below `contributions/`. `line`, which
    ends in a line end and is like no other, is added to `.arkdoc/LOG` in the same step. To be
    called by who is alone in the root (`alone_in`), after `settle_alone`. Raises ArkdocError where
    something can't be done; then nothing is.
    """
    private = private_folder(root)
    leaving = tuple(dict.fromkeys(old))
    try:
        folder = _free_folder(root, keep_in) if leaving else ""
        kept = tuple((path, f"{folder}/{_below(path)}") for path in leaving)
        plan = _Plan(tuple(new), kept, log, line.decode())
        _look(root, plan)
        with writing_in(private):
            _stage(private, new, plan)
    except OSError as error:
        reason = error.strerror or error
        raise ArkdocError(_IN_THE_WAY, path=error.filename or keep_in, reason=reason) from error
    _carry_out(root, plan)
    return folder


def settle(root: Path) -> None:
    """Do the rest of an exchange that was cut off, if there is one; one that can't be done goes.

    Raises ArkdocError where that fails.
    """
    if is_kept(root, UNDER_WAY):
        with alone_in(root, even_closed=True):
            settle_alone(root)


def settle_alone(root: Path) -> None:
    """`settle`, for who is alone in the root already."""
    if is_kept(root, UNDER_WAY):
        plan = _read_plan(read_private(root, f"{UNDER_WAY}/{_PLAN}", _MOST_OF_PLAN))
        if plan is None:  # nothing of ours
            _discard(root)
        else:
            _carry_out(root, plan)


def settle_or_refuse(root: Path) -> None:
    """`settle_alone`. Raises ArkdocError also where something still waits to be written."""
    settle_alone(root)
    if is_kept(root, UNDER_WAY):
        raise ArkdocError(_UNFINISHED)


# --- before anything is done ---------------------------------------------------------------------


def _below(path: str) -> str:
    """`path` without `contributions/`."""
    return path.partition("/")[2]


def _free_folder(root: Path, keep_in: str) -> str:
    parent = f"{PRIVATE}/{keep_in}"
    return next(f"{parent}/{n}" for n in count(1) if not os.path.lexists(root / parent / f"{n}"))


def _look(root: Path, plan: _Plan) -> None:
    """Raise ArkdocError where something that the disk says stands in the way."""
    leaving = {path for path, _ in plan.kept}
    for path in (*leaving, *plan.new):
        reason = _fault(root, path, is_there=path in leaving)
        if reason:
            raise ArkdocError(_IN_THE_WAY, path=path, reason=reason)
    for _, kept in plan.kept:
        if _is_through_link(root, kept):
            raise ArkdocError(_IN_THE_WAY, path=kept, reason=_A_LINK)


def _fault(root: Path, path: str, *, is_there: bool) -> str:
    if not _is_inside(path):
        return _NOT_OURS
    if _is_through_link(root, path):
        return _A_LINK
    if os.path.lexists(root / path) != is_there:
        return os.strerror(errno.ENOENT if is_there else errno.EEXIST)
    return "" if not is_there or is_really(stat.S_ISREG, root / path) else _NOT_A_FILE


def _is_inside(path: str, folders: tuple[str, ...] = _MAY_CHANGE) -> bool:
    """Whether a path, which may come from a plan that somebody else wrote, lies in `folders`."""
    parts = PurePosixPath(path).parts
    is_plain = "\\" not in path and "\0" not in path and "/".join(parts) == path
    is_below = any(path.startswith(f"{folder}/") for folder in folders)
    return is_plain and is_below and ".." not in parts


def _is_through_link(root: Path, path: str) -> bool:
    """Whether a file, or a folder that it lies in, is a link, or the folder is none."""
    at = root
    *folders, name = path.split("/")
    for folder in folders:
        at /= folder
        if os.path.lexists(at) and not is_really(stat.S_ISDIR, at):
            return True
    return os.path.islink(at / name)  # noqa: PTH114 - Path's own raises for a path too long


def _stage(private: Path, new: Mapping[str, bytes], plan: _Plan) -> None:
    """Put a folder with all that is new and the plan on the disk, and give it its name."""
    stage = temporary_in(private)
    try:
        stage.mkdir(mode=0o700)
        for number, data in enumerate(new.values()):
            write_new(stage / f"{number}", data)
        facts = {"new": plan.new, "kept": plan.kept, "log": plan.log, "line": plan.line}
        write_new(stage / _PLAN, json.dumps(facts).encode(), FOR_OWNER)
        sync_folder(stage)
        stage.rename(private / UNDER_WAY)
    except OSError:
        with suppress(OSError):
            remove_left(stage)
        raise


def _read_plan(data: bytes) -> _Plan | None:
    """The plan, or None where it is none that we would have made."""
    with suppress(ValueError, KeyError, TypeError):
        facts = json.loads(data)
        plan = _Plan(
            tuple(facts["new"]),
            tuple((old, kept) for old, kept in facts["kept"]),
            facts["log"],
            facts["line"],
        )
        moved = [path for path, _ in plan.kept]
        is_ours = all(map(_is_inside, (*plan.new, *moved)))
        is_ours &= all(_is_inside(kept, (PRIVATE,)) for _, kept in plan.kept)
        is_ours &= not plan.log or _is_inside(f"{PRIVATE}/{plan.log}", (PRIVATE,))
        return plan if is_ours and isinstance(plan.line, str) else None
    return None


# --- doing it, and taking it back ----------------------------------------------------------------


def _carry_out(root: Path, plan: _Plan) -> None:
    """Do what has not been done of it. Raises ArkdocError where that fails; then none of it is."""
    stage = root / PRIVATE / UNDER_WAY
    try:
        for path, kept in plan.kept:
            _make_room(root, path, kept, stays=path in plan.new)
        for number, path in enumerate(plan.new):
            _put(root, path, stage / f"{number}")
        if plan.line:
            _add_once(root / PRIVATE / plan.log, plan.line.encode())
        touched = (*plan.new, *(path for pair in plan.kept for path in pair))
        for folder in sorted({(root / path).parent for path in touched}):
            sync_folder(folder)
        _without_empty(root, (path for path, _ in plan.kept))
    except OSError as error:
        _take_back(root, plan)
        path, reason = error.filename or "", error.strerror or error
        raise ArkdocError(_IN_THE_WAY, path=Path(path).name or path, reason=reason) from error
    with suppress(OSError):  # all is done; who settles next finds nothing to do
        _discard(root)


def _make_room(root: Path, path: str, kept: str, *, stays: bool) -> None:
    """Keep the file at `path`; `stays`: also where it is, until another takes its place at once."""
    source, target = root / path, root / kept
    if os.path.lexists(target) or not os.path.lexists(source):
        return  # done before we were cut off
    if _is_through_link(root, path) or _is_through_link(root, kept):
        raise OSError(errno.ELOOP, _A_LINK, path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if stays:
        try:
            target.hardlink_to(source)
        except (OSError, NotImplementedError):  # a file system without links
            _copy(source, target)
        return
    try:
        while_held(lambda: source.rename(target))
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(source, target)
        source.unlink()


def _copy(source: Path, target: Path) -> None:
    """A second file with the same bytes, whole or not at all."""
    temporary = temporary_in(target.parent)
    write_new(temporary, contents(source))
    temporary.rename(target)


def _put(root: Path, path: str, made: Path) -> None:
    """Give the file `made` its place, over what is there."""
    if not os.path.lexists(made):
        return  # it is there
    target = root / path
    if _is_through_link(root, path):
        raise OSError(errno.ELOOP, _A_LINK, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        while_held(lambda: made.replace(target))
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_over(made, target)


def _copy_over(made: Path, target: Path) -> None:
    """The same between file systems."""
    with writing_in(target.parent):
        temporary = temporary_in(target.parent)
        write_new(temporary, contents(made))
        temporary.replace(target)
    made.unlink()


def _add_once(log: Path, line: bytes) -> None:
    with suppress(FileNotFoundError), log.open("rb") as file:
        file.seek(max(os.fstat(file.fileno()).st_size - _MOST_OF_LOG, 0))
        if line in file.read():
            return
    append(log, line)


def _take_back(root: Path, plan: _Plan) -> None:
    """Put everything where it was. What fails here is tried again by who settles."""
    stage = root / PRIVATE / UNDER_WAY
    kept = dict(plan.kept)
    with suppress(OSError):
        for number, path in enumerate(plan.new):
            if not os.path.lexists(stage / f"{number}") and path not in kept:
                (root / path).unlink(missing_ok=True)
        for path, place in plan.kept:
            if os.path.lexists(root / place):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / place).replace(root / path)
                (root / place).unlink(missing_ok=True)  # both were names of one file
        _without_empty(root, (*plan.new, *kept.values()))
        _discard(root)


def _without_empty(root: Path, paths: Iterable[str]) -> None:
    """Take away the folders of `paths` that hold nothing any more."""
    folders = {folder for path in paths for folder in PurePosixPath(path).parents}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):
            if len(folder.parts) > 1:
                (root / folder).rmdir()


def _discard(root: Path) -> None:
    """Take away the plan and what was made for it: at once, by its name."""
    private = root / PRIVATE
    left = temporary_in(private)
    (private / UNDER_WAY).rename(left)
    sync_folder(private)
    with suppress(OSError):
        remove_left(left)
