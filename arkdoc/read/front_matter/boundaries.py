"""The lines of a file in, which of them are its fields out (contract, clause 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import closest, fold
from arkdoc.model.source import Span
from arkdoc.rules.front_matter import FIELDS_BELOW, LOST_DASHES, UNCLOSED_FIELDS

INVISIBLE = "\u200b\u2060\ufeff"
"""Characters that take no room, as the inside of a class in a regular expression."""

_BLANKS = " \t\u00a0\u202f\u200b\u2060\ufeff"
_TOP = re.compile(rf"[{INVISIBLE}]*[\"']?(?P<key>\w[\w.-]{{0,39}})[\"']?[ \t\u00a0]*:(?P<rest>.*)")
_ANY_FIELD = re.compile(
    rf"[-{{\s{INVISIBLE}]*[\"']?(?P<key>\w[\w.-]{{0,39}})[\"']?[ \t\u00a0]*:(?P<rest>.*)"
)
_ODD_DASHES = re.compile(r"[-–—―−─]*[–—―─][-–—―−─]*|-{2,}|_{3,}|\*{3,}")
_DASHES_LIMIT = 200  # characters in a line of dashes
_RUN_LIMIT = 2000  # lines of fields without a `---` after them
_BELOW_LIMIT = 100  # lines in which fields are looked for that stand below a text
_STRANGERS = 20  # unknown names among them


class Vocabulary(NamedTuple):
    """The folded names of fields, by which lines are known for fields without any `---`.

    `telling` are names that tell alone; of others it takes two. `nested` are names that
    stand only inside other fields.
    """

    names: frozenset[str]
    telling: frozenset[str]
    nested: frozenset[str] = frozenset()


class Block(NamedTuple):
    """Lines, 0-based: the fields from `first` up to `last`, the text from `body`."""

    first: int
    last: int
    body: int
    finding: Diagnostic | None = None


def locate(path: str, lines: list[str], vocabulary: Vocabulary) -> Block | None:
    """The block of fields at the top of `lines`, or None where there is none."""
    top = next((i for i, line in enumerate(lines) if line.strip(_BLANKS)), None)
    if top is None:
        return None
    if lines[top].rstrip(_BLANKS).lstrip(INVISIBLE) == "---":
        return _dashed(path, lines, top, vocabulary)
    if lines[top].strip(_BLANKS) == "---":  # all of it is indented
        indent = lines[top][: lines[top].index("-")]
        moved = [line.removeprefix(indent) for line in lines]
        return _dashed(path, moved, top, vocabulary)
    odd = is_dashes(lines[top].strip(_BLANKS))
    return _undashed(path, lines, top, top + 1 if odd else top, vocabulary)


def fields_below(path: str, lines: list[str], vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """ARK134 for fields between lines of dashes that don't stand at the top."""
    for number, line in enumerate(lines[:_BELOW_LIMIT]):
        if line.rstrip(_BLANKS) == "---" and number + 1 < len(lines):
            match = _TOP.match(lines[number + 1])
            if match and fold(match["key"]) in vocabulary.telling:
                end = len(lines[number + 1].rstrip(_BLANKS)) + 1
                yield diagnostic(FIELDS_BELOW, Span(path, number + 2, 1, number + 2, end))
                return


def is_end(line: str) -> bool:
    """Whether fields end here: `---`, or what Word and others make of it, but not indented."""
    return line.rstrip(_BLANKS) == "..." or is_dashes(line.rstrip(_BLANKS))


def is_dashes(text: str) -> bool:
    """Whether `text` is a line of dashes, of whatever kind."""
    return len(text) <= _DASHES_LIMIT and _ODD_DASHES.fullmatch(text) is not None


def _dashed(path: str, lines: list[str], top: int, vocabulary: Vocabulary) -> Block | None:
    """Fields below a proper `---`, unless what follows is text below a line across the page."""
    first = top + 1
    last = next((i for i in range(first, len(lines)) if is_end(lines[i])), len(lines))
    run = _run(lines, first, vocabulary)
    closed = last < len(lines)
    if closed and not _goes_on_as_text(lines, run.last, last, run, vocabulary):
        if not _are_fields(lines[first:last], vocabulary):
            return None
        bare = lines[last].rstrip(_BLANKS)
        odd = bare not in ("---", "...")
        finding = diagnostic(LOST_DASHES, Span(path, last + 1, 1, last + 1, len(bare) + 1))
        return Block(first, last, last + 1, finding if odd else None)
    if run.last == first:
        return None
    dashes = Span(path, top + 1, 1, top + 1, len(lines[top].rstrip(_BLANKS)) + 1)
    return Block(first, run.last, run.last, diagnostic(UNCLOSED_FIELDS, dashes, line=run.last))


def _goes_on_as_text(
    lines: list[str], start: int, last: int, run: _Run, vocabulary: Vocabulary
) -> bool:
    """Whether fields are over at `start`, and the `---` at `last` is a line across the page."""
    rest = lines[start:last]
    if not run.keys or not rest or rest[0].strip(_BLANKS):
        return False
    return not all(map(_is_structural, rest)) and not any(
        _known(_TOP, line, vocabulary) for line in rest
    )


def _are_fields(region: list[str], vocabulary: Vocabulary) -> bool:
    filled = [line for line in region if line.strip(_BLANKS)]
    if not filled or any(_known(_ANY_FIELD, line, vocabulary) for line in filled):
        return True
    first = next((line for line in filled if not line.startswith("#")), "")
    starts = first.startswith("{") or _is_field(_TOP.match(first))
    return starts and all(map(_is_structural, filled))


def _is_field(match: re.Match[str] | None) -> bool:
    return match is not None and (not match["rest"] or match["rest"][0] in " \t\u00a0")


def _known(pattern: re.Pattern[str], line: str, vocabulary: Vocabulary) -> bool:
    match = pattern.match(line)
    return match is not None and fold(match["key"]) in vocabulary.names


def _is_structural(line: str) -> bool:
    """Whether a line could stand among fields."""
    return not line.strip(_BLANKS) or line[0] in " \t\u00a0#}]{" or bool(
        re.match(r"-(?:\s|$)", line)
    ) or _is_field(_TOP.match(line))  # fmt: skip


class _Run(NamedTuple):
    last: int
    keys: list[str]


def _run(lines: list[str], first: int, vocabulary: Vocabulary) -> _Run:
    """The fields that lines from `first` on start with, as far as one can be sure of them.

    An empty line ends them, except inside a list of fields. A line with an unknown name
    counts only when a known one comes after it.
    """
    last, keys, strangers = first, list[str](), 0
    inside = blank = held = False
    for number, line in enumerate(lines[first : first + _RUN_LIMIT], first + 1):
        match = _TOP.match(line)
        if not line.strip(_BLANKS):
            blank = True
            if not inside:
                break
        elif match and (name := _meant(fold(match["key"]), match, vocabulary)):
            last, blank, held = number, False, False
            keys.append(name)
            inside = match["rest"].strip()[:1] in ("", "[", "{", "|", ">")
        elif is_end(line) or (blank and line[0] not in " \t\u00a0-"):
            break
        elif _is_field(match) and strangers < _STRANGERS:
            held, inside, strangers = True, True, strangers + 1
        elif line[0] in " \t\u00a0" or (inside and line[0] in "-]}"):
            last, blank = (last if held else number), False
        elif not line.startswith("#"):
            break
    return _Run(last, keys)


def _meant(key: str, match: re.Match[str], vocabulary: Vocabulary) -> str:
    """The known name that a line starts with, or nearly starts with; else empty."""
    if key in vocabulary.names:
        return key
    return closest(key, vocabulary.telling) if _is_field(match) else ""


def _undashed(
    path: str, lines: list[str], top: int, first: int, vocabulary: Vocabulary
) -> Block | None:
    """Fields without a proper `---` above them."""
    if first >= len(lines) or not lines[first].strip(_BLANKS):
        return None
    run = _run(lines, first, vocabulary)
    if not run.keys or _run(lines[: first + 1], first, vocabulary).last == first:
        return None
    span = Span(path, top + 1, 1, top + 1, len(lines[top]) + 1)
    finding = diagnostic(LOST_DASHES, span)
    last = run.last
    while last < len(lines) and not lines[last].strip(_BLANKS):
        last += 1
    if last < len(lines) and is_end(lines[last]):
        return Block(first, run.last, last + 1, finding)
    if len(run.keys) > 1 or vocabulary.telling.intersection(run.keys):
        return Block(first, run.last, run.last, finding)
    return None
