"""Files by the bytes of their names → files by paths that can be printed, compared and told apart.

A path is NFC text; bytes that are not UTF-8 are decoded as those in a file are. Of several files
that would have the same path, the one whose name is spelt so keeps it. The others have theirs as it
is spelt, or with signs for what can't be read.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import PurePath
from posixpath import splitext
from typing import TypeVar

from arkdoc.model.source import CP1252

File = TypeVar("File", bound=PurePath)


def printable_path(path: PurePath | str) -> str:
    """The path that a file has unless another has it."""
    return unicodedata.normalize("NFC", _as_spelt(os.fsencode(_posix(path))))


def by_printable_path(files: Iterable[tuple[PurePath, File]]) -> dict[str, File]:
    """Files, each with its path from the root, by unique paths: the same for any order of them."""
    named = sorted((os.fsencode(path.as_posix()), file) for path, file in files)
    by_path: dict[str, File] = {}
    others: list[tuple[bytes, File]] = []
    for data, file in named:
        path = unicodedata.normalize("NFC", _as_spelt(data))
        if path.encode() == data:
            by_path[path] = file
        else:
            others.append((data, file))
    for data, file in others:
        by_path[next(path for path in _candidates(data) if path not in by_path)] = file
    return by_path


def _candidates(data: bytes) -> Iterator[str]:
    """The paths that the file whose path is `data` may get, the best first."""
    spelt = _as_spelt(data)
    yield unicodedata.normalize("NFC", spelt)
    yield spelt
    shown = data.decode("utf-8", "replace")
    yield shown
    stem, ending = splitext(shown)
    for number in count(2):
        yield f"{stem}~{number}{ending}"


def _as_spelt(data: bytes) -> str:
    return data.decode("utf-8", CP1252)


def _posix(path: PurePath | str) -> str:
    return path if isinstance(path, str) else path.as_posix()
