"""The list that a build leaves in `build/.cache/` for the next one ↔ the file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from arkdoc.pipeline.files import FOR_OWNER, contents, replace, writing_in

CACHE = ".cache"
"""The folder in `build/` that only makes the next build faster."""

_LIST = "bygg"
_FORMAT = 1
_MOST = 64 * 1024 * 1024


def has_list(out: Path) -> bool:
    """Whether there may be one in the folder `out`."""
    return os.path.isfile(out / CACHE / _LIST)  # noqa: PTH113 - Path.is_file raises for a long name


def read_list(out: Path) -> Mapping[str, Any] | None:
    """The list; None where there is none, or it is not as we wrote it."""
    with suppress(OSError):
        written = contents(out / CACHE / _LIST, _MOST)
        data = written.partition(b"\n")[2]
        if written == signed(data):
            kept: Mapping[str, Any] = json.loads(data)
            return kept if kept["format"] == _FORMAT else None
    return None


def write_list(out: Path, data: Mapping[str, Any]) -> None:
    """Raises OSError where it can't be kept."""
    folder = out / CACHE
    folder.mkdir(exist_ok=True)
    with writing_in(folder):
        replace(folder / _LIST, signed(json.dumps({"format": _FORMAT, **data}).encode()), FOR_OWNER)


def signed(data: bytes) -> bytes:
    """`data` after a line that a damaged list would not have."""
    return sha256(data).hexdigest().encode() + b"\n" + data
