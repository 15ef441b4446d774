"""Lines of fields as typed in, the same lines with the signs that fields are made of out.

`enhet = a`, `**enhet:** a` and `• Felles lunsj` can't mean anything but a field and an item; nor
can `enhet a` among other fields. Each sign is changed for one as long, so that no column moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from arkdoc.language.written import BULLETS
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import clip, fold
from arkdoc.model.source import Span
from arkdoc.read.front_matter.boundaries import Vocabulary, is_dashes, is_end
from arkdoc.read.front_matter.tolerant_lines import TIGHT_HYPHEN
from arkdoc.rules.front_matter import GUESSED_FIELD

_LIMIT = 200  # lines after the first `---`
_SHOWN = 40  # characters of a line that a message repeats
_FIELD = re.compile(
    r"(?P<marks>#{1,6}[ \t]+|\*\*|__|)(?P<name>[^\W\d_]{2,30})(?P<sign>[ \t]*(?:[:=;：–—]|[ \t]-)"
    r"(?:\*\*|__|))(?=[ \t])(?P<rest>.*)"
)
_BARE = re.compile(r"(?P<name>[^\W\d_]{2,30})[ \t](?P<rest>\S[^:]*)")
_BULLET = re.compile(rf"(?P<indent>[ \t]*)[{BULLETS}·*](?P<rest>[ \t\u00a0].*)")


def repair(
    path: str, lines: list[str], vocabulary: Vocabulary
) -> tuple[list[str], list[Diagnostic]]:
    """`lines` of the file at `path`, with what was guessed (ARK135).

    Only below a line `---` at the top, and only where a name tells that these are fields.
    """
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not is_dashes(lines[top].strip()):
        return lines, []
    upper = lines[top + 1 : top + _LIMIT]
    end = next((n for n, line in enumerate(upper) if not line.strip() or is_end(line)), len(upper))
    names = _names(upper[:end])
    changes = {
        number: change
        for number, line in enumerate(upper[:end], top + 1)
        if (change := _change(line, vocabulary, names))
    }
    changed = [
        changes[n].line if n in changes else line for n, line in enumerate(lines[: top + end + 1])
    ]
    if not changes or not _names(changed) & vocabulary.telling:
        return lines, []
    return changed + lines[top + end + 1 :], list(_findings(path, lines, changes))


def _names(lines: Iterable[str]) -> set[str]:
    return {fold(line.partition(":")[0]) for line in lines if ":" in line}


class _Change(NamedTuple):
    line: str
    read: str


def _change(line: str, vocabulary: Vocabulary, names: set[str]) -> _Change | None:
    """The line with the right signs, and how it is read; None where nothing is wrong."""
    if bullet := _BULLET.fullmatch(line):
        item = bullet["rest"]
        return _Change(f"{bullet['indent']}-{item}", f"- {item.strip()}")
    if tight := TIGHT_HYPHEN.match(line.lstrip(" ")):
        return _Change(line, f"- {tight.string[1:]}")  # there is no room for the space yet
    match = _FIELD.fullmatch(line)
    if match is None:
        return _with_its_colon(line, vocabulary, names)
    if not (match["marks"] or match["sign"].strip() != ":"):
        return None
    # A number sign starts a remark, unless the field that must be there is behind it.
    known = vocabulary.telling - names if "#" in match["marks"] else vocabulary.names
    name = match["name"]
    if fold(name) not in known:
        return None
    width = match.start("rest")
    return _Change(f"{name}:".ljust(width) + match["rest"], f"{name}: {match['rest'].strip()}")


def _with_its_colon(line: str, vocabulary: Vocabulary, names: set[str]) -> _Change | None:
    """The field that must be there, if `line` is that without a colon, and others are there."""
    match = _BARE.fullmatch(line)
    if match is None or not names & vocabulary.names:
        return None
    name, rest = match["name"], match["rest"]
    if fold(name) not in vocabulary.telling - names:
        return None
    return _Change(f"{name}:{rest}", f"{name}: {rest.strip()}")  # the space is put in later


def _findings(path: str, lines: list[str], changes: dict[int, _Change]) -> Iterator[Diagnostic]:
    """One for each field, and one for all the items of lists."""
    items = 0
    for number, change in changes.items():
        items += change.read.startswith("-")
        if items > 1 and change.read.startswith("-"):
            continue
        line = lines[number]
        span = Span(path, number + 1, 1, number + 1, len(line.rstrip()) + 1)
        yield diagnostic(
            GUESSED_FIELD, span, written=clip(line, _SHOWN), read=clip(change.read, _SHOWN)
        )
