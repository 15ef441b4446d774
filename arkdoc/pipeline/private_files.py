"""Files in `.arkdoc/` of a root: read within bounds, written whole, added to; through no link."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.confined import NOT_ORDINARY
from arkdoc.pipeline.files import (
    FOR_OWNER,
    PRIVATE,
    is_really,
    private_folder,
    replace,
    unwritable,
    writing_in,
)
from arkdoc.pipeline.locks import PATIENCE, exclusive

LOCK = "skriver.lock"
"""The file whose lock is held by whoever changes contributions or what is kept."""

UNDER_WAY = "bytte"
"""The folder that says what is to be exchanged, while it is being done: see `exchange`."""

CLOSED = "avsluttet.json"
"""The file that is there from when the case has ended, and nothing is changed any more."""

MOST_OF_LOG = 16 * 1024 * 1024
"""Bytes that are read of a file of lines: its last ones."""

_CLOSED = N_("The case is closed. Nothing is changed any more.")
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def alone_in(
    root: Path, patience: float = PATIENCE, *, even_closed: bool = False
) -> Iterator[None]:
    """While this lasts nobody else changes the contributions in `root`, or what is kept there.

    Not to be taken again by who has it. Raises BusyError, and ArkdocError where nothing can be
    written, or the case has ended, unless it is for `even_closed`.
    """
    folder = private_folder(root)
    with ExitStack() as held:
        try:
            held.enter_context(exclusive(folder / LOCK, patience))
        except OSError as error:
            raise unwritable(folder, error) from error
        if is_kept(root, CLOSED) and not even_closed:
            raise ArkdocError(_CLOSED)
        yield


@contextmanager
def while_open(root: Path) -> Iterator[None]:
    """As `alone_in`; where nothing can be kept in `root`, and so no case be closed, not alone."""
    with ExitStack() as held:
        if _can_be_kept_in(root):
            held.enter_context(alone_in(root))
        yield


def _can_be_kept_in(root: Path) -> bool:
    with suppress(ArkdocError, OSError):
        return os.access(private_folder(root), os.W_OK)
    return False


def is_kept(root: Path, name: str) -> bool:
    """Whether `.arkdoc/NAME` is there."""
    return os.path.lexists(root / PRIVATE / name)


def read_private(root: Path, name: str, most: int = MOST_OF_LOG) -> bytes:
    """The last `most` bytes of `.arkdoc/NAME`; nothing where there is no such ordinary file."""
    file = root / PRIVATE / name
    with suppress(OSError):
        if not is_really(stat.S_ISDIR, file.parent):
            return b""
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _NO_LINKS)
        with os.fdopen(descriptor, "rb") as stream:
            facts = os.fstat(descriptor)
            if stat.S_ISREG(facts.st_mode):
                stream.seek(max(facts.st_size - most, 0))
                return stream.read(most)
    return b""


def keep_private(root: Path, folder: str, name: str, data: bytes) -> None:
    """Write `.arkdoc/FOLDER/NAME`, for its owner alone. Raises ArkdocError where that can't be."""
    place = private_folder(root) / folder
    try:
        with suppress(FileExistsError):
            place.mkdir(mode=0o700)
        if not is_really(stat.S_ISDIR, place):
            raise OSError(0, NOT_ORDINARY)
        with writing_in(place):
            replace(place / name, data, FOR_OWNER)
    except OSError as error:
        raise unwritable(place, error) from error


def write_private(root: Path, name: str, data: bytes) -> None:
    """Write `.arkdoc/NAME`, for its owner alone. Raises ArkdocError where that can't be."""
    folder = private_folder(root)
    try:
        with writing_in(folder):
            replace(folder / name, data, FOR_OWNER)
    except OSError as error:
        raise unwritable(folder, error) from error


def add_line(root: Path, name: str, line: bytes) -> None:
    """Add `line`, which ends in a line end, to `.arkdoc/NAME`, and see that it is on the disk.

    What a killed process left of a line stays, on a line of its own. Raises ArkdocError where it
    can't be written.
    """
    folder = private_folder(root)
    try:
        append(folder / name, line)
    except OSError as error:
        raise unwritable(folder, error) from error


def append(file: Path, line: bytes) -> None:
    """Add `line` to a file of lines, as `add_line` does. Raises OSError."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | _NO_LINKS
    descriptor = os.open(file, flags, FOR_OWNER)
    try:
        size = os.fstat(descriptor).st_size
        if size:
            os.lseek(descriptor, size - 1, os.SEEK_SET)
            if os.read(descriptor, 1) != b"\n":
                line = b"\n" + line
        left = memoryview(line)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
