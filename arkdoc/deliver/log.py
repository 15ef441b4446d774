"""What has happened to a note's texts → a line each in `.arkdoc/leveringer.jsonl`; and back.

The file is only ever added to, so that two who write at once, and one who is killed, take nothing
away. A line that can't be read is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from enum import Enum
from pathlib import Path
from secrets import token_hex

from arkdoc.deliver.state import DELIVERIES
from arkdoc.language.messages import printable
from arkdoc.model.names import clip
from arkdoc.pipeline.private_files import MOST_OF_LOG, add_line, read_private

_LONGEST_LINE = 64 * 1024
_LONGEST_TEXT = 200


class Happening(Enum):
    """What a line of the log tells; the values stand in the file."""

    DELIVERED = "levert"
    DRAFT = "utkast"
    NO_REMARKS = "ingen merknader"
    WAITING = "venter"  # delivered after the secretariat had edited, and not merged yet
    WAITING_DRAFT = "utkast ved siden av"  # a draft then, which takes no text's place
    MORE_TIME = "mer tid"
    OPENED = "åpnet"  # the note takes texts although it is final
    CLOSED = "lukket"  # and does no more
    NEW_ADDRESS = "ny adresse"
    FORGOTTEN = "slettet"
    SETTINGS = "oppsett"  # what notat.md says was changed in the form


DELIVERIES_OF_TEXT = (Happening.DELIVERED, Happening.NO_REMARKS)
"""What settles that a unit has delivered."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event: when, what, and of which unit (its id; empty for the whole note).

    `sha256` is that of the contribution that was written, at `path`, and `kept` is the folder that
    has what was there before; paths from the root. `how` says how it came (`fil`, `tekst` …).
    `person` is who signed in, and empty where nobody does. `until` is the day that more time was
    asked for. `finals` are the names in `endelig/` that a note was opened in spite of. `mark` tells
    the line from every other.
    """

    time: datetime
    what: Happening
    unit: str = ""
    sha256: str = ""
    path: str = ""
    kept: str = ""
    how: str = ""
    person: str = ""
    until: Date | None = None
    finals: tuple[str, ...] = ()
    mark: str = field(default_factory=lambda: token_hex(8))


def written(line: LogLine) -> bytes:
    """The line as it stands in the file: JSON, without a line end but the one it ends with."""
    facts: dict[str, object] = {
        "time": line.time.isoformat(timespec="seconds"),
        "what": line.what.value,
    }
    texts = ("unit", "sha256", "path", "kept", "how", "person")
    facts |= {name: _plain(value) for name in texts if (value := getattr(line, name))}
    if line.until:
        facts["until"] = line.until.isoformat()
    if line.finals:
        facts["finals"] = list(line.finals)
    return (json.dumps({**facts, "mark": line.mark}, ensure_ascii=False) + "\n").encode(
        errors="replace"
    )


def add(root: Path, line: LogLine) -> None:
    """Add `line` to the log. Raises ArkdocError where it can't be written."""
    add_line(root, DELIVERIES, written(line))


def read_log(root: Path) -> tuple[LogLine, ...]:
    """What has happened, in the order in which it was written; of a very long log, its end."""
    data = read_private(root, DELIVERIES)
    lines = data.split(b"\n")
    if len(data) == MOST_OF_LOG:
        del lines[0]  # most likely half of one
    return tuple(line for each in lines if (line := _read(each)))


def last_by_unit(lines: Sequence[LogLine], *what: Happening) -> dict[str, LogLine]:
    """The last line of each unit that is of one of these kinds."""
    return {line.unit: line for line in lines if line.unit and line.what in what}


def delivered(lines: Sequence[LogLine]) -> dict[str, tuple[str, Date]]:
    """Where, and on which day here, each unit has delivered something last; drafts too."""
    last = last_by_unit(lines, Happening.DRAFT, *DELIVERIES_OF_TEXT)
    return {unit: (line.path, line.time.astimezone().date()) for unit, line in last.items()}


def more_time(lines: Sequence[LogLine]) -> dict[str, Date]:
    """Until when each unit has asked for more time, unless it has delivered since."""
    last = last_by_unit(lines, Happening.MORE_TIME, Happening.WAITING, *DELIVERIES_OF_TEXT)
    return {unit: line.until for unit, line in last.items() if line.until is not None}


def _read(data: bytes) -> LogLine | None:
    if not data or len(data) > _LONGEST_LINE:
        return None
    # A torn line, one by somebody else's hand, one by a later arkdoc. (RecursionError: nested deep)
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        facts = json.loads(data)
        time = datetime.fromisoformat(facts["time"])
        if time.tzinfo is None:
            return None
        texts = dict(_texts(facts))
        until = Date.fromisoformat(facts["until"]) if "until" in facts else None
        finals = tuple(name for name in facts.get("finals", ()) if isinstance(name, str))
        return LogLine(time, Happening(facts["what"]), until=until, finals=finals, **texts)
    return None


def _texts(facts: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name in ("unit", "sha256", "path", "kept", "how", "person", "mark"):
        value = facts.get(name, "")
        if isinstance(value, str):
            yield name, value


def _plain(value: str) -> str:
    return clip(printable(value), _LONGEST_TEXT)
