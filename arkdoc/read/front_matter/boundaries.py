"""The lines of a file → which of them are its fields (contract, clause 4)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import closest, fold
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.rules.front_matter import FIELDS_BELOW, LOST_DASHES, UNCLOSED_FIELDS

INVISIBLE = "\u200b\u2060\ufeff"
"""Characters that take no room."""

_BLANKS = " \t\u00a0\u202f\u200b\u2060\ufeff"
_TOP = regex(rf"[{INVISIBLE}]*[\"']?(?P<key>\w[\w.-]{{0,39}})[\"']?[ \t\u00a0]*:(?P<rest>.*)")
_ANY_FIELD = regex(
    rf"[-{{\s{INVISIBLE}]*[\"']?(?P<key>\w[\w.-]{{0,39}})[\"']?[ \t\u00a0]*:(?P<rest>.*)"
)
_ODD_DASHES = regex(r"[-–—―−─]*[–—―─][-–—―−─]*|-{2,}|_{3,}|\*{3,}")
_DASHES_LIMIT = 200  # characters in a line of dashes
_RUN_LIMIT = 2000  # lines of fields without a `---` after them
_BELOW_LIMIT = 100  # lines in which fields are looked for that stand below a text
_STRANGERS = 20  # unknown names among them


class Vocabulary(NamedTuple):
    """The folded names of fields, by which lines without a `---` are recognised as fields.

    One of the `telling` names is enough; of the others it takes two. `nested` are the names that
    stand only inside other fields.
    """

    names: frozenset[str]
    telling: frozenset[str]
    nested: frozenset[str] = frozenset()

    @property
    def all_names(self) -> frozenset[str]:
        """The names of fields wherever they stand."""
        return self.names | self.nested


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
    bare = lines[top].strip(_BLANKS)
    if bare == "---":
        indent = lines[top].partition("-")[0].strip(INVISIBLE)  # which all the lines may have
        return _dashed(path, [line.removeprefix(indent) for line in lines], top, vocabulary)
    return _undashed(path, lines, top, top + 1 if is_dashes(bare) else top, vocabulary)


def fields_below(path: str, lines: list[str], vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    """ARK134 for fields between lines of dashes that don't stand at the top."""
    for number, (line, below) in enumerate(pairwise(lines[: _BELOW_LIMIT + 1]), 2):
        match = _TOP.match(below) if line.rstrip(_BLANKS) == "---" else None
        if match and fold(match["key"]) in vocabulary.telling:
            span = Span(path, number, 1, number, len(below.rstrip(_BLANKS)) + 1)
            return (diagnostic(FIELDS_BELOW, span),)
    return ()


def is_end(line: str) -> bool:
    """Whether fields end here: `---`, or what Word and others make of it, but not indented."""
    return line.rstrip(_BLANKS) == "..." or is_dashes(line.rstrip(_BLANKS))


def is_dashes(text: str) -> bool:
    """Whether `text` is a line of dashes, of whatever kind."""
    return len(text) <= _DASHES_LIMIT and _ODD_DASHES.fullmatch(text) is not None


def _dashed(path: str, lines: list[str], top: int, vocabulary: Vocabulary) -> Block | None:
    """Fields below a proper `---`, unless that is a rule across the page with text below it."""
    first = top + 1
    last = next((i for i in range(first, len(lines)) if is_end(lines[i])), len(lines))
    sure, names = _run(lines, first, vocabulary)
    if last == len(lines) or (names and _is_text(lines[sure:last], vocabulary)):
        if sure == first:
            return None
        dashes = Span(path, top + 1, 1, top + 1, len(lines[top].rstrip(_BLANKS)) + 1)
        return Block(first, sure, sure, diagnostic(UNCLOSED_FIELDS, dashes, line=sure))
    if not _are_fields(lines[first:last], vocabulary):
        return None
    bare = lines[last].rstrip(_BLANKS)
    finding = diagnostic(LOST_DASHES, Span(path, last + 1, 1, last + 1, len(bare) + 1))
    return Block(first, last, last + 1, None if bare in ("---", "...") else finding)


def _is_text(lines: list[str], vocabulary: Vocabulary) -> bool:
    """Whether `lines`, between fields and a `---`, are text, and so the `---` a rule below it."""
    parted = bool(lines) and not lines[0].strip(_BLANKS)
    fields = any(_known(_TOP, line, vocabulary) for line in lines)
    return parted and not fields and not all(map(_is_structural, lines))


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


def _run(lines: list[str], first: int, vocabulary: Vocabulary) -> tuple[int, list[str]]:
    """The end, and the known names, of the fields that lines from `first` on surely start with.

    An empty line ends them, except inside a list of fields. A line with an unknown name
    counts only when a known one comes after it.
    """
    last, names, strangers = first, list[str](), 0
    inside = blank = held = False
    for number, line in enumerate(lines[first : first + _RUN_LIMIT], first + 1):
        match = _TOP.match(line)
        if not line.strip(_BLANKS):
            blank = True
            if not inside:
                break
        elif match and (name := _meant(fold(match["key"]), match, vocabulary)):
            last, blank, held = number, False, False
            names.append(name)
            inside = match["rest"].strip()[:1] in ("", "[", "{", "|", ">")
        elif is_end(line) or (blank and line[0] not in " \t\u00a0-"):
            break
        elif _is_field(match) and strangers < _STRANGERS:
            held, inside, strangers = True, True, strangers + 1
        elif line[0] in " \t\u00a0" or (inside and line[0] in "-]}"):
            last, blank = (last if held else number), False
        elif not line.startswith("#"):
            break
    return last, names


def _meant(key: str, match: re.Match[str], vocabulary: Vocabulary) -> str:
    """The known name that a line starts with, or nearly starts with; else empty."""
    if key in vocabulary.names:
        return key
    return closest(key, vocabulary.telling) if _is_field(match) else ""


def _undashed(
    path: str, lines: list[str], top: int, first: int, vocabulary: Vocabulary
) -> Block | None:
    """Fields without a proper `---` above them."""
    last, names = _run(lines, first, vocabulary)
    if not names or _run(lines[: first + 1], first, vocabulary)[0] == first:
        return None
    finding = diagnostic(LOST_DASHES, Span(path, top + 1, 1, top + 1, len(lines[top]) + 1))
    end = next((i for i in range(last, len(lines)) if lines[i].strip(_BLANKS)), len(lines))
    if end < len(lines) and is_end(lines[end]):
        return Block(first, last, end + 1, finding)
    if len(names) > 1 or vocabulary.telling.intersection(names):
        return Block(first, last, last, finding)
    return None
