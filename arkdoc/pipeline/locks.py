"""A file → a lock by it: one process, and one thread, at a time does what must not be done twice.

The lock ends with its process, so nothing has to be cleared up after one that was killed.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from arkdoc.model.diagnostic import N_, ArkdocError

PATIENCE = 30.0
"""Seconds that one waits for another."""

_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_PAUSE = 0.02

_OTHERS = N_("Somebody else is writing in {folder} just now. Try again in a moment.")


class BusyError(ArkdocError):
    """Another one has held the lock for longer than one waits."""


@contextmanager
def exclusive(file: Path, patience: float = PATIENCE) -> Iterator[None]:
    """While this lasts nobody else has the lock of `file`, which is made where it is not there.

    On a drive that has no locks nobody is kept out. Raises BusyError, and OSError where the file
    can't be made, or is a link.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(file, flags, 0o600)
    try:
        give_up = monotonic() + patience
        while not _try(descriptor):
            if monotonic() >= give_up:
                raise BusyError(_OTHERS, folder=file.parent)
            sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)  # which ends the lock


def _try(descriptor: int) -> bool:
    """Take the lock unless another has it; True, too, where there are no locks."""
    try:
        _take(descriptor)
    except ImportError:
        return True
    except OSError as error:
        return error.errno not in _BUSY
    return True


def _take(descriptor: int) -> None:
    """Raises OSError, where another has it, and ImportError, where there are no locks at all."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
