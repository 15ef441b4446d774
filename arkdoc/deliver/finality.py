"""The files in `endelig/` and the log → whether the note is final, so that no more texts are taken.

It is from the first file in `endelig/` on. «Åpne for nye tekster» is a line in the log that names
what lay there then: so the note is open until something else comes to lie there.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from arkdoc.deliver.log import Happening, LogLine, add, read_log
from arkdoc.pipeline.closed import closed_case
from arkdoc.pipeline.finals import FOLDER, kept_files
from arkdoc.pipeline.private_files import alone_in


def finals(root: Path) -> tuple[str, ...]:
    """The names of the files that were made final, sorted; of one in a folder, with the folder."""
    with suppress(OSError):
        return tuple(
            sorted(file.relative_to(root / FOLDER).as_posix() for file in kept_files(root))
        )
    return ()


def is_final(root: Path, lines: Sequence[LogLine]) -> bool:
    """Whether the note is final, and nobody has opened it since; `lines` are those of the log."""
    if closed_case(root):
        return True
    made = set(finals(root))
    switches = [line for line in lines if line.what in (Happening.OPENED, Happening.CLOSED)]
    if switches and switches[-1].what is Happening.OPENED:
        made -= set(switches[-1].finals)
    return bool(made)


def open_again(root: Path, now: datetime, person: str = "") -> None:
    """Take texts although the note is final, until it is made final once more.

    `person` is who signed in. Raises ArkdocError where the log can't be written.
    """
    add(root, LogLine(now, Happening.OPENED, person=person, finals=finals(root)))


def close_again(root: Path, now: datetime, person: str = "") -> None:
    """Take back `open_again`. Raises ArkdocError where the log can't be written."""
    add(root, LogLine(now, Happening.CLOSED, person=person))


def made_final(root: Path, now: datetime) -> None:
    """Say that the note was made final: it takes no more texts, also where nothing had changed.

    Raises ArkdocError where the log can't be written.
    """
    if finals(root) and not is_final(root, read_log(root)):
        with alone_in(root, even_closed=True):  # of a closed case nothing is said any more
            if not is_final(root, read_log(root)):
                close_again(root, now)
