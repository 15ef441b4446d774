"""A file under a root → its bytes, through no link that leads out of the root.

Where the system opens files by their folders (openat(2)), the way is walked folder by folder, and
nothing that is put in its place after it was looked at is read. Windows can't: there the path is
resolved and compared before and after opening.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.held_files import while_held

READ_LIMIT = 64 * 1024 * 1024
"""Bytes read of one file; what is longer is refused anyway, and by far (clause 4)."""

NOT_ORDINARY = N_("it is not an ordinary file")
_ONLY_IN_THE_CLOUD = N_(
    "it is only in the cloud, and could not be fetched; open it once on this machine"
)

_LACKING = 0  # the flag of a system that has no such flag
READ_ONLY = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", _LACKING)
    | getattr(os, "O_CLOEXEC", _LACKING)
    # A pipe would be waited for, and a device may never end.
    | getattr(os, "O_NONBLOCK", _LACKING)
)
"""How any file is opened that may turn out to be something else."""

_FOLDER = READ_ONLY | getattr(os, "O_DIRECTORY", _LACKING)
_NO_LINK = getattr(os, "O_NOFOLLOW", _LACKING)

# Windows, CreateFile: what is not all on this machine. macOS, chflags(2): SF_DATALESS.
_CLOUD_ATTRIBUTES = 0x1000 | 0x40000 | 0x400000
_CLOUD_FLAGS = 0x40000000


def leads_away(file: Path, real_root: Path) -> bool:
    """Whether `file` is a link to a folder or out of the root; a broken link fails to open."""
    if not os.path.islink(file):  # noqa: PTH114 - Path's own raises for a path too long
        return False
    try:
        real = resolved(file)
    except OSError:
        return False
    return real.is_dir() or not real.is_relative_to(real_root)


def resolved(file: Path) -> Path:
    """Where `file` is when links are followed. Raises OSError, for a ring of links too."""
    return Path(os.path.realpath(file, strict=True))


def read_inside(file: Path, real_root: Path) -> bytes:
    """What is in `file`. Raises OSError, also for what has come to lie outside the root."""
    here = resolved(file)
    status = here.stat()
    if not here.is_relative_to(real_root) or not stat.S_ISREG(status.st_mode):
        raise OSError(0, NOT_ORDINARY)
    try:
        return while_held(lambda: _read(here, real_root))
    except OSError as error:
        if error.errno and is_only_in_the_cloud(status):
            raise OSError(error.errno, _ONLY_IN_THE_CLOUD) from error
        raise


def _read(here: Path, real_root: Path) -> bytes:
    opened = _walked if has_openat() else _compared
    with opened(here, real_root) as found:
        if not stat.S_ISREG(os.fstat(found).st_mode):
            raise OSError(0, NOT_ORDINARY)
        with os.fdopen(found, "rb", closefd=False) as stream:
            return stream.read(READ_LIMIT)


def has_openat() -> bool:
    """Whether the system opens a file by its folder, and refuses links on the way."""
    return os.open in os.supports_dir_fd and bool(_NO_LINK)


def is_only_in_the_cloud(status: os.stat_result) -> bool:
    """Whether a file's contents are elsewhere, to be fetched when they are asked for."""
    attributes = getattr(status, "st_file_attributes", 0)
    flags = getattr(status, "st_flags", 0)
    return bool(attributes & _CLOUD_ATTRIBUTES or flags & _CLOUD_FLAGS)


@contextmanager
def _walked(here: Path, real_root: Path) -> Iterator[int]:
    """`here`, opened: walked to from the root, folder by folder and through no link."""
    *folders, name = here.relative_to(real_root).parts
    with ExitStack() as opened:

        def enter(part: str | Path, flags: int, inside: int | None) -> int:
            descriptor = os.open(part, flags, dir_fd=inside)
            opened.callback(os.close, descriptor)
            return descriptor

        at = enter(real_root, _FOLDER, None)
        for folder in folders:
            at = enter(folder, _FOLDER | _NO_LINK, at)
        yield enter(name, READ_ONLY | _NO_LINK, at)


@contextmanager
def _compared(here: Path, real_root: Path) -> Iterator[int]:
    """`here`, opened: it is itself no link, before and after, and what was opened is what is there.

    Who swaps a folder for a link and back at just the right moments could still get past this;
    nobody who swaps the file can.
    """
    before = here.lstat()
    descriptor = os.open(here, READ_ONLY)
    try:
        opened, after = os.fstat(descriptor), here.lstat()
        is_the_same = os.path.samestat(before, opened) and os.path.samestat(opened, after)
        if not is_the_same or resolved(here) != here:
            raise OSError(0, NOT_ORDINARY)
        yield descriptor
    finally:
        os.close(descriptor)
