"""Which edited Word files have come back, and what of them waits for somebody → and back again.

`.arkdoc/fra-word.jsonl` has a line for each time: what was changed by unit, kind and place, without
its words and nobody's name. The line is written in the same step as the contributions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from arkdoc.pipeline.private_files import MOST_OF_LOG, read_private
from arkdoc.pipeline.unit_questions import settled_questions

RETURNS = "fra-word.jsonl"
FETCHED = "hentet"
"""The folder of `.arkdoc/` for edited Word files that came back, and the files they changed."""

REMARKS = "merknader.md"
"""The list in `.arkdoc/` of what waits of such files."""

_LONGEST_LINE = 4 * 1024 * 1024


class ReturnStep(Enum):
    """What a line tells; the values stand in the file."""

    TAKEN_IN = "tatt inn"
    SETTLED = "ferdig"
    UNDONE = "angret"


class LoggedChange(NamedTuple):
    """A change: its unit, its kind, where it is, and what became of it."""

    unit: str
    kind: str
    path: str
    line: int
    verdict: str


@dataclass(frozen=True, slots=True)
class WordReturn:
    """One time that an edited Word file, of these bytes (`sha256`), was taken in.

    `waiting` is how much of it waits for somebody. Where `unit` is not empty it was no Word file
    but what the unit with this id had delivered, and waited (`waiting_texts.py`). `wrote` has the
    hash of each file as it was written, by its path; `replaced` are those of them that were there
    before. `of` is the `mark` of the line that an UNDONE one takes back. `comments` are the ids of
    those that wait, until the units that they were sent to have seen to them; `decided` the keys
    of changes that are not asked about again.
    """

    time: datetime
    step: ReturnStep
    sha256: str
    waiting: int = 0
    wrote: Mapping[str, str] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    changes: tuple[LoggedChange, ...] = ()
    of: str = ""
    unit: str = ""
    comments: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    mark: str = field(default_factory=lambda: token_hex(8))

    def written(self) -> bytes:
        """The line as it stands in the file, its line end with it."""
        facts: dict[str, Any] = {
            "time": self.time.isoformat(timespec="seconds"),
            "what": self.step.value,
            "sha256": self.sha256,
            "mark": self.mark,
        }
        if self.step is ReturnStep.TAKEN_IN:
            facts |= {"waiting": self.waiting, "wrote": dict(self.wrote)}
            facts |= {
                name: list(keys)
                for name in ("comments", "decided")
                if (keys := getattr(self, name))
            }
            facts["replaced"] = list(self.replaced)
            facts["changes"] = [
                [each.unit, each.kind, each.path, each.line, each.verdict] for each in self.changes
            ]
        facts |= {name: value for name in ("of", "unit") if (value := getattr(self, name))}
        line = json.dumps(facts, ensure_ascii=False).encode(errors="replace")
        if len(line) >= _LONGEST_LINE:
            return replace(self, changes=()).written()
        return line + b"\n"


def read_returns(root: Path) -> tuple[WordReturn, ...]:
    """What has been taken in and not taken back, in order; with `waiting` 0 where it was settled.

    A file that was taken in twice is there twice: its last line says what waits.
    """
    data = read_private(root, RETURNS)
    lines = data.split(b"\n")
    if len(data) == MOST_OF_LOG:
        del lines[0]  # most likely half of one
    taken: list[WordReturn] = []
    for each in lines:
        line = _read(each)
        if line is None:
            continue
        if line.step is ReturnStep.UNDONE:
            taken = [earlier for earlier in taken if earlier.mark != line.of]
        elif line.step is ReturnStep.SETTLED:
            taken = [
                replace(earlier, waiting=0) if earlier.sha256 == line.sha256 else earlier
                for earlier in taken
            ]
        else:
            taken.append(line)
    settled = settled_questions(root)
    return tuple(_without(each, settled) for each in taken)


def _without(taken: WordReturn, settled: Collection[str]) -> WordReturn:
    """What was taken in, without the comments that the units have seen to."""
    seen_to = sum(comment in settled for comment in taken.comments)
    return replace(taken, waiting=max(taken.waiting - seen_to, 0)) if seen_to else taken


def last_by_file(returns: Sequence[WordReturn]) -> dict[str, WordReturn]:
    """The last time that each Word file was taken in, by its hash."""
    return {each.sha256: each for each in returns if not each.unit}


def settled_files(root: Path) -> frozenset[str]:
    """The hashes of the edited files that have come back whole: they may be replaced."""
    last = last_by_file(read_returns(root))
    return frozenset(hash_ for hash_, each in last.items() if not each.waiting)


def waiting_files(root: Path) -> tuple[WordReturn, ...]:
    """The files that have come back, of which something waits for somebody."""
    return tuple(each for each in last_by_file(read_returns(root)).values() if each.waiting)


def waiting_hashes(root: Path) -> frozenset[str]:
    """The hashes of the files of which something waits."""
    return frozenset(each.sha256 for each in waiting_files(root))


def _mark(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]{16}", value):
        raise ValueError(value)
    return value


def _read(data: bytes) -> WordReturn | None:
    if not data or len(data) > _LONGEST_LINE:
        return None
    # A torn line, one by somebody else's hand, one by a later arkdoc. (RecursionError: nested deep)
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        facts = json.loads(data)
        return WordReturn(
            datetime.fromisoformat(facts["time"]),
            ReturnStep(facts["what"]),
            str(facts["sha256"]),
            int(facts.get("waiting", 0)),
            {str(path): str(hash_) for path, hash_ in facts.get("wrote", {}).items()},
            tuple(map(str, facts.get("replaced", ()))),
            tuple(
                LoggedChange(str(unit), str(kind), str(path), int(line), str(verdict))
                for unit, kind, path, line, verdict in facts.get("changes", ())
            ),
            str(facts.get("of", "")),
            str(facts.get("unit", "")),
            tuple(map(str, facts.get("comments", ()))),
            tuple(map(str, facts.get("decided", ()))),
            _mark(facts["mark"]),
        )
    return None
