"""The files of a root: read through no link that leads out of it, written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import ExitStack
from pathlib import Path

from arkdoc.model.diagnostic import N_, ArkdocError

READ_LIMIT = 64 * 1024 * 1024
"""Bytes read of one file; what is longer is refused anyway, and by far (clause 4)."""

_NOT_ORDINARY = N_("it is not an ordinary file")


def leads_away(file: Path, real_root: Path) -> bool:
    """Whether `file` is a link to a folder or out of the root; a broken link fails to open."""
    if not os.path.islink(file):  # noqa: PTH114 - Path's own raises for a path too long
        return False
    try:
        real = _real(file)
    except OSError:
        return False
    return real.is_dir() or not real.is_relative_to(real_root)


def _real(file: Path) -> Path:
    """Where `file` is when links are followed. Raises OSError, for a ring of links too."""
    return Path(os.path.realpath(file, strict=True))


def read_inside(file: Path, real_root: Path) -> bytes:
    """What is in `file`. Raises OSError, also for what has come to lie outside the root.

    The way there is walked anew, folder by folder and through no link, so that nothing that is
    put in its place after it was looked at is read.
    """
    here = _real(file)
    if not here.is_relative_to(real_root) or not stat.S_ISREG(here.stat().st_mode):
        raise OSError(0, _NOT_ORDINARY)
    *folders, name = here.relative_to(real_root).parts
    with ExitStack() as opened:

        def enter(part: str | Path, flags: int, inside: int | None) -> int:
            descriptor = os.open(part, flags | os.O_CLOEXEC, dir_fd=inside)
            opened.callback(os.close, descriptor)
            return descriptor

        at = enter(real_root, os.O_RDONLY | os.O_DIRECTORY, None)
        for folder in folders:
            at = enter(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, at)
        # A pipe would be waited for, and a device may never end.
        found = enter(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, at)
        if not stat.S_ISREG(os.fstat(found).st_mode):
            raise OSError(0, _NOT_ORDINARY)
        with os.fdopen(found, "rb", closefd=False) as stream:
            return stream.read(READ_LIMIT)


def make_folder(out: Path) -> None:
    """Make the folder `out` and those above it. Raises ArkdocError where nothing can be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise ArkdocError(
            N_("The folder {folder} can't be written to: {reason}"),
            folder=out,
            reason=error.strerror or error,
        ) from error


def contents(path: Path) -> bytes:
    """What is in an ordinary file. Raises OSError for a pipe, which would hang, or a folder."""
    if path.exists() and not path.is_file():
        raise OSError(0, _NOT_ORDINARY)
    return path.read_bytes()


def replace(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all; leave a file that is right already alone."""
    if path.exists() and contents(path) == data:
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".arkdoc-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def create(root: Path, path: str, text: str) -> bool:
    """Write a new file at `path`, relative to `root`; False where one is already.

    Raises ArkdocError when it can't be written.
    """
    try:
        with (root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise ArkdocError(
            N_("We can't write {name}: {reason}."), name=path, reason=error.strerror or error
        ) from error
    return True
