"""Lines of fields as typed in, the same lines with the signs that fields are made of out.

`enhet = a`, `**enhet:** a` and `• Felles lunsj` can't mean anything but a field and an item. Each
sign is changed for one as long, so that no column moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from arkdoc.diagnostic import Diagnostic, found
from arkdoc.names import clip, fold
from arkdoc.read.field_lines import Vocabulary, is_dashes, is_end
from arkdoc.read.leniency import TIGHT_HYPHEN
from arkdoc.rules.front_matter import GUESSED_FIELD
from arkdoc.source import Span

_LIMIT = 200  # lines after the first `---`
_SHOWN = 40  # characters of a line that a message repeats
_FIELD = re.compile(
    r"(?P<marks>#{1,6}[ \t]+|\*\*|__|)(?P<name>[^\W\d_]{2,30})(?P<sign>[ \t]*(?:[:=;：–—]|[ \t]-)"
    r"(?:\*\*|__|))(?=[ \t])(?P<rest>.*)"
)
_BULLET = re.compile(r"(?P<indent>[ \t]*)[•·◦▪‣●○*](?P<rest>[ \t\u00a0].*)")


def mended(
    path: str, lines: list[str], vocabulary: Vocabulary
) -> tuple[list[str], list[Diagnostic]]:
    """`lines` of the file at `path`, with what was guessed (ARK135); only below a line `---`."""
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not is_dashes(lines[top].strip()):
        return lines, []
    result, findings, bullets = lines, list[Diagnostic](), False
    names = {name for line in lines[top : top + _LIMIT] for name in _plain_name(line, vocabulary)}
    for number in range(top + 1, min(top + _LIMIT, len(lines))):
        line = lines[number]
        if not line.strip() or is_end(line):
            break
        for new, read in _mended(line, vocabulary, names):
            if new != line:
                result = list(lines) if result is lines else result
                result[number] = new
            is_bullet = read.startswith("-")
            if not (is_bullet and bullets):  # once for all the items of a list
                findings.append(_finding(path, number, line, read))
            bullets = bullets or is_bullet
    return result, findings


def _plain_name(line: str, vocabulary: Vocabulary) -> Iterator[str]:
    name, colon, _ = line.partition(":")
    if colon and fold(name) in vocabulary.names:
        yield fold(name)


def _mended(line: str, vocabulary: Vocabulary, names: set[str]) -> Iterator[tuple[str, str]]:
    """The line with the right signs, where they are wrong, and how it is read."""
    if bullet := _BULLET.fullmatch(line):
        yield f"{bullet['indent']}-{bullet['rest']}", f"- {bullet['rest'].strip()}"
    elif tight := TIGHT_HYPHEN.match(line.lstrip(" ")):
        yield line, f"- {tight.string[1:]}"  # there is no room for the space yet
    elif match := _FIELD.fullmatch(line):
        name, sign = match["name"], match["sign"]
        number_sign = match["marks"].startswith("#")
        known = vocabulary.telling - names if number_sign else vocabulary.names
        if fold(name) in known and (match["marks"] or sign.strip() != ":"):
            width = len(match["marks"]) + len(name) + len(sign)
            yield f"{name}:".ljust(width) + match["rest"], f"{name}: {match['rest'].strip()}"


def _finding(path: str, number: int, line: str, read: str) -> Diagnostic:
    span = Span(path, number + 1, 1, number + 1, len(line.rstrip()) + 1)
    return found(GUESSED_FIELD, span, written=clip(line, _SHOWN), read=clip(read, _SHOWN))
