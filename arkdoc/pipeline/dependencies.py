"""Processes → the files on the machine that their results depend on, and whether they changed.

They are the modules, native libraries, fonts and font caches that they have open, the whole of
arkdoc, and what changes when another package, library or font is installed. Where the system does
not tell which libraries and fonts are open, nothing is known. A file, or a folder, counts as the
same by its size and its time of change.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_LIBRARIES = "/etc/ld.so.cache"  # where the system's loader finds them: ld.so(8), “FILES”
_PACKAGE = Path(__file__).parent.parent
_TO_SETTLE = 2_000_000_000  # ns; a file system may count time in steps of this size

_VARIABLES = ("FONTCONFIG", "FC_", "FREETYPE", "HARFBUZZ", "HB_", "LD_", "PANGO", "PYTHON", "XDG_")
_MOST_FOLDERS = 2_000

Stamp = tuple[int, int]
"""A file's size in bytes and its time of change in ns; (-1, -1) where there is none."""


def environment_digest() -> str:
    """A hash over what the interpreter is, and the variables that programs and fonts heed."""
    variables = sorted((k, v) for k, v in os.environ.items() if k.startswith(_VARIABLES))
    home = str(Path("~").expanduser())
    return sha256(repr((sys.version, sys.executable, home, variables)).encode()).hexdigest()


def files_of_process() -> frozenset[str] | None:
    """What this process has open, by absolute paths; None where the system does not say."""
    try:
        return frozenset((*_modules(), *_open_files(), *_folders_of_known_fonts()))
    except OSError:
        return None


def stamps_of(files: Iterable[str], before_ns: int) -> dict[str, Stamp] | None:
    """`files`, and what else all builds here depend on; None where that can't be known.

    `before_ns`, since the epoch: when it began. What was changed later may not be what was read.
    """
    try:
        paths = {*files, *_installed(), *_own_files(), *_font_folders()}
    except OSError:
        return None
    stamps = {path: _stamp(path) for path in paths}
    newest = max((time for _, time in stamps.values()), default=0)
    return stamps if newest < before_ns - _TO_SETTLE else None


def are_as_then(stamps: Mapping[str, Stamp]) -> bool:
    """Whether all of these files are what they were, and no font has come."""
    return all(_stamp(path) == stamp for path, stamp in stamps.items()) and all(
        path in stamps for path in (*_own_files(), *_font_folders())
    )


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116 - a thousand of them
    except (OSError, ValueError):
        return -1, -1
    return found.st_size, found.st_mtime_ns


def _modules() -> Iterator[str]:
    for module in tuple(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and os.path.isabs(file):  # noqa: PTH117 - names alone
            yield file


def _open_files() -> Iterator[str]:
    """The files that are mapped into memory. Raises OSError where the system does not say."""
    for line in _MAPS.read_text("utf-8", "surrogateescape").splitlines():
        *_, path = line.split(None, 5)
        if path.startswith("/"):
            yield path  # one that has been replaced since ends in “(deleted)”, and is not there


def _installed() -> Iterator[str]:
    yield _LIBRARIES
    yield from (path for path in sys.path if path.endswith("-packages"))


def _own_files() -> Iterator[str]:
    """arkdoc's own: what is read by name, such as word lists, and what is not imported yet."""
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(folder, name) for name in names)  # noqa: PTH118 - many


def _font_folders() -> Iterator[str]:
    """Where fonts and their configuration lie, the folders that are not there yet among them."""
    left = _MOST_FOLDERS
    for place in _font_places():
        yield place
        for folder, folders, names in os.walk(place):
            left -= 1
            if left < 0:
                raise OSError(0, "too many folders of fonts")
            inside = (*folders, *(name for name in names if name.endswith(".conf")))
            yield from (os.path.join(folder, name) for name in inside)  # noqa: PTH118 - many


def _folders_of_known_fonts() -> Iterator[str]:
    """Where the fonts lie that pages were laid out with, or could have been."""
    if engine := sys.modules.get("arkdoc.write.pdf.engine"):
        yield from {str(Path(file).parent) for of in engine.font_files().values() for file in of}


def _font_places() -> Iterator[str]:
    """Fontconfig's own: its documentation, fonts.conf(5), “Files” and “Environment variables”."""
    yield from ("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts")
    own = (".fonts", ".fonts.conf", ".local/share/fonts", ".config/fontconfig")
    yield from (os.path.expanduser(f"~/{path}") for path in own)  # noqa: PTH111 - never raises
    for variable, name in (("XDG_DATA_HOME", "fonts"), ("XDG_CONFIG_HOME", "fontconfig")):
        if folder := os.environ.get(variable):
            yield f"{folder}/{name}"
