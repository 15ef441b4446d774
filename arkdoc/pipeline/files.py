"""The files of a root: written whole or not at all. `confined` reads them."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from errno import ENOENT
from io import BufferedReader
from pathlib import Path
from time import monotonic, sleep, time

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.regex import regex
from arkdoc.pipeline.confined import NOT_ORDINARY
from arkdoc.pipeline.held_files import while_held


def last_change(file: Path) -> float:
    """When `file` was last changed, in seconds since the epoch; 0 where that can't be told."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def make_folder(out: Path, root: Path) -> None:
    """Make the folder `out` and those above it.

    Raises ArkdocError where nothing can be written, and where `root` is there no more: a folder
    that somebody has moved away is not to come back with nothing but outputs in it.
    """
    try:
        if not root.is_dir():
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
        out.mkdir(parents=True, exist_ok=True)
        try_to_write(out)
    except OSError as error:
        raise unwritable(out, error) from error


def try_to_write(folder: Path) -> None:
    """Raises OSError where nothing can be written in `folder`; leaves nothing behind."""
    from tempfile import TemporaryFile

    with TemporaryFile(dir=folder, prefix=_TEMPORARY):
        pass


def unwritable(folder: Path, error: OSError) -> ArkdocError:
    """What ends a build that can't write in `folder`."""
    message = N_("The folder {folder} can't be written to: {reason}")
    return ArkdocError(message, folder=folder, reason=error.strerror or error)


def open_ordinary(path: Path) -> BufferedReader:
    """Open an ordinary file to read. Raises OSError for a pipe, which would hang, or a folder."""
    if path.exists() and not path.is_file():
        raise OSError(0, NOT_ORDINARY)
    return path.open("rb")


def contents(path: Path, limit: int = -1) -> bytes:
    """What is in an ordinary file, at most `limit` bytes of it. Raises OSError as above."""
    with open_ordinary(path) as file:
        return file.read(limit)


def holds(path: Path, data: bytes) -> bool:
    """Whether `path` is a file with just these bytes. Raises OSError as above."""
    if not path.exists():
        return False
    with open_ordinary(path) as file:
        return os.fstat(file.fileno()).st_size == len(data) and file.read() == data


# --- writing -------------------------------------------------------------------------------------
#
# Whatever is written gets its name when it is whole and on the disk. Until then it has a name that
# begins with _TEMPORARY, in the folder that it is for; what a killed build leaves under such a name
# goes when the next one takes the folder. A folder whose name ends in _COMPLETE is a set of files
# that are all there and were being given their names.

PRIVATE = ".arkdoc"
"""The folder in a root for what arkdoc keeps and can't make again."""

FOR_OWNER = 0o600
"""The mode of a file that is for its owner's eyes alone."""

OUT = "build"
"""The folder in a root for what can be made again."""

_FOR_ALL = 0o666
_TEMPORARY = ".arkdoc-"
_COMPLETE = ".komplett"
_LEFT_BEHIND = regex(rf"{re.escape(_TEMPORARY)}[a-z0-9_]{{8}}({re.escape(_COMPLETE)})?")
_PATIENCE = 30.0  # seconds that a build waits for another one that is writing in the same folder
_SURELY_LEFT = 3600.0  # seconds after which no build is still at it, where that can't be known


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """While this lasts no other build writes in `folder`; what killed ones left there is settled.

    What has been written when it ends stays, even if the machine stops. Raises OSError.
    """
    with _lock(folder) as is_alone:
        _settle(folder, is_alone)
        yield
        sync_folder(folder)


def needs_settling(folder: Path) -> bool:
    """Whether a killed build has left something in `folder`. Raises OSError."""
    return folder.is_dir() and bool(_left_behind(folder))


def replace(path: Path, data: bytes, mode: int = _FOR_ALL) -> None:
    """Write `data` to `path` whole or not at all; leave a file that is right already alone.

    `mode` is who may do what with a file that is written, as the process's mask allows.
    """
    if holds(path, data):
        return
    temporary = temporary_in(path.parent)
    try:
        write_new(temporary, data, mode)
        while_held(lambda: temporary.replace(path))
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def touch(path: Path) -> None:
    """Let `path` be last changed now. Raises OSError."""
    os.utime(path)


def add_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put new files into `folder`, by their names: all or none, and over nothing that is there.

    Cut off before all of them are written, none is there; after that, `writing_in` does the rest.
    """
    stage = temporary_in(folder)
    complete = stage.with_name(stage.name + _COMPLETE)
    try:
        stage.mkdir()
        for name, data in files.items():
            write_new(stage / name, data)
        sync_folder(stage)
        stage.rename(complete)
    except BaseException:
        with suppress(OSError):
            remove_left(stage)
        raise
    sync_folder(folder)
    _name_all(complete)


def temporary_in(folder: Path) -> Path:
    """A new name in `folder` for what is not whole yet: `writing_in` takes away what is left so."""
    from secrets import token_hex

    return folder / f"{_TEMPORARY}{token_hex(4)}"


def write_new(path: Path, data: bytes, mode: int = _FOR_ALL) -> None:
    """Write a new file, to the disk itself. Raises OSError, where there is one already too."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, mode)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """See to it that the names in `folder` are on the disk, where the system can promise that."""
    with suppress(OSError):  # Windows opens no folders, and some file systems refuse
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _lock(folder: Path) -> Iterator[bool]:
    """Whether no other build can write in `folder` while this lasts, as far as can be known."""
    with ExitStack() as opened:
        is_alone = False
        # Windows locks no folders, and not every network drive has locks.
        with suppress(OSError, ImportError):
            if sys.platform != "win32":
                import fcntl

                descriptor = os.open(folder, os.O_RDONLY)
                opened.callback(os.close, descriptor)
                give_up = monotonic() + _PATIENCE
                while not is_alone and monotonic() < give_up:
                    try:
                        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        is_alone = True
                    except BlockingIOError:
                        sleep(0.02)
        yield is_alone


def _settle(folder: Path, is_alone: bool) -> None:
    """Complete what a killed build had all the parts of, and take away what it had not."""
    for left in _left_behind(folder):
        if not is_alone and time() - left.lstat().st_mtime < _SURELY_LEFT:
            continue
        if not left.name.endswith(_COMPLETE):
            with suppress(OSError):
                remove_left(left)
        elif is_really(stat.S_ISDIR, left):
            _name_all(left)


def _left_behind(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if _LEFT_BEHIND.fullmatch(file.name))


def remove_left(left: Path) -> None:
    """Take away a temporary file, or a folder of such; nothing that we would not have made."""
    if is_really(stat.S_ISREG, left):
        left.unlink()
    elif is_really(stat.S_ISDIR, left):
        for file in left.iterdir():
            if is_really(stat.S_ISREG, file):
                file.unlink()
        left.rmdir()


def is_really(kind: Callable[[int], bool], path: Path) -> bool:
    """Whether `path` itself, and not what it may be a link to, is of this kind."""
    return kind(path.lstat().st_mode)


def _name_all(complete: Path) -> None:
    """Give the files of a complete set their names beside it, the record last."""
    folder = complete.parent
    for file in sorted(complete.iterdir(), key=lambda file: (file.suffix == ".json", file.name)):
        if is_really(stat.S_ISREG, file):
            _move(file, folder / file.name)
    sync_folder(folder)
    with suppress(OSError):
        complete.rmdir()


def _move(file: Path, target: Path) -> None:
    """Give a file a name that no other file has. Raises OSError where another one has it."""
    try:
        target.hardlink_to(file)
    except FileExistsError:
        if not holds(target, contents(file)):
            raise
    except (OSError, NotImplementedError):  # a file system without links
        if os.path.lexists(target):
            raise
        file.rename(target)
        return
    file.unlink()


def create(root: Path, path: str, data: bytes) -> bool:
    """Write a new file at `path`, relative to `root`, whole or not at all; False where one is.

    Raises ArkdocError when it can't be written.
    """
    file = root / path
    try:
        with writing_in(file.parent):
            if os.path.lexists(file):
                return False
            temporary = temporary_in(file.parent)
            try:
                write_new(temporary, data)
                _move(temporary, file)
            except BaseException:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
                raise
    except FileExistsError:
        return False
    except OSError as error:
        raise ArkdocError(
            N_("We can't write {name}: {reason}."), name=path, reason=error.strerror or error
        ) from error
    return True


def private_folder(root: Path) -> Path:
    """`.arkdoc` in `root`: what arkdoc keeps and can't make again, for its owner's eyes alone.

    It is made by whoever first needs it, never through a link, and git ignores it. Raises
    ArkdocError where that can't be.
    """
    folder = root / PRIVATE
    try:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        if not is_really(stat.S_ISDIR, folder):
            raise OSError(0, NOT_ORDINARY)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)  # it came so from an archive, say, or a copy
        if not holds(folder / ".gitignore", b"*\n"):
            with writing_in(folder):
                replace(folder / ".gitignore", b"*\n")
    except OSError as error:
        raise unwritable(folder, error) from error
    return folder
