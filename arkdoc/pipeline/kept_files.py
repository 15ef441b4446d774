"""What was there before arkdoc changed people's files → `.arkdoc`, with a log of what was done."""

from __future__ import annotations

import json
import os
from datetime import datetime
from itertools import count
from pathlib import Path

from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.files import holds, private_folder, replace, unwritable, writing_in
from arkdoc.pipeline.private_files import add_line

LOG = "logg.jsonl"
FORMER = "tidligere"
"""The folder of `.arkdoc` for files that others have taken the place of, by the units' ids."""

_AWAY = N_("it leads out of the folder")


def keep(root: Path, folder: str, name: str, data: bytes) -> str:
    """Keep `data` as `.arkdoc/FOLDER/N/NAME` in `root`; the path of it, from `root`.

    N is the first number, from 1, that is free or has these bytes by this name. Raises ArkdocError
    where nothing can be written.
    """
    parent = private_folder(root) / folder
    try:
        parent.mkdir(parents=True, exist_ok=True)
        if not parent.resolve().is_relative_to(root.resolve()):
            raise OSError(0, _AWAY)
        number = next(n for n in count(1) if _is_free(parent / str(n), name, data))
        kept = parent / str(number) / name
        kept.parent.mkdir(exist_ok=True)
        with writing_in(kept.parent):
            replace(kept, data)
    except OSError as error:
        raise unwritable(parent, error) from error
    return kept.relative_to(root).as_posix()


def _is_free(folder: Path, name: str, data: bytes) -> bool:
    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and (holds(folder / name, data) or not any(folder.iterdir()))


def log(root: Path, **what: object) -> None:
    """Add a line to the log of what was done to people's files, with the time of day.

    Raises ArkdocError where it can't be written.
    """
    entry = {"time": datetime.now().astimezone().isoformat(timespec="seconds"), **what}
    add_line(root, LOG, (json.dumps(entry, ensure_ascii=False) + "\n").encode())
