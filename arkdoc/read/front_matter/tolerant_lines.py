"""The lines of fields in, lines that YAML reads as their author meant out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.names import fold
from arkdoc.model.source import Span
from arkdoc.read.front_matter.boundaries import INVISIBLE, Vocabulary
from arkdoc.rules.front_matter import INDENTED_FIELD, ODD_INDENTATION

# Every stand-in is one character for one, so that no column moves: a sign that would mislead
# YAML becomes a character of private use, and itself again in the tree.
_STAND_IN = 0x10F000
COLON_STAND_IN = chr(_STAND_IN + ord(":"))
"""What stands for a colon that was taken for text."""

_STANDS_IN = re.compile("[\U0010f000-\U0010f07f]")
UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010efff]")
"""A character that YAML refuses."""

_VALUE = re.compile(
    r"[ ]*(?P<dashes>(?:-[ ]+)*)"
    r"(?:(?P<key>[^\s\"'\[\]{}#&*!|>%@`,-](?:[^:]|:(?=\S))*):(?:[ ]+|$))?(?P<value>.*)"
)
_COLON = re.compile(r":(?=\s|$)")
_REMARK = re.compile(r"(?:^|\s)#.*")
_QUOTED = re.compile(r"(?<!\\)\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_ALIAS = re.compile(r"\*[\w-]+\s*(?:[,\]}].*|#.*)?")
_BLOCK_TEXT = re.compile(r"[|>](?:[+-]?\d?|\d?[+-]?)\s*(?:#.*)?")
TIGHT_HYPHEN = re.compile(r"-(?=[^\W\d_])")
"""An item without its space, as in `-Felles lunsj`."""
_LINE_LIMIT = 5000  # characters of a line that is looked at: no one writes more by hand
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"  # those that look like a space
_INDENT = re.compile(f"[ \t{_SPACES}{INVISIBLE}]*")
_ODD_SPACES = {"tabs": N_("tabs"), "spaces": N_("no-break spaces (from Word or the web)")}


def stand_in(text: str, at: int) -> str:
    """`text` with a stand-in for the character at `at`."""
    return text[:at] + chr(_STAND_IN + ord(text[at])) + text[at + 1 :]


def restore(text: str) -> str:
    """`text` with every stand-in made itself again."""
    return _STANDS_IN.sub(lambda match: chr(ord(match[0]) - _STAND_IN), text)


class Line(NamedTuple):
    """A line for YAML. `indent` is its indentation and `was` how long that was in the file.

    After column `gap` (0-based) there is a space that is not in the file. `moved`: it starts in
    the column of the field above, where it can't but belong.
    """

    text: str
    indent: int
    was: int
    gap: int
    moved: bool = False

    def column(self, column: int) -> int:
        """The 1-based column in the file of a 0-based one here."""
        if column > self.gap:
            column -= 1
        if column < self.indent:
            return min(column, self.was) + 1
        return column - self.indent + self.was + 1


def candidates(raw: list[str], vocabulary: Vocabulary) -> Iterator[list[Line]]:
    """The ways to read the lines `raw`, the likeliest first: a tab can be of any width."""
    indents = [match[0] for line in raw if (match := _INDENT.match(line))]
    tabbed = any("\t" in indent for indent in indents)
    spaced = any(c not in " \t" + INVISIBLE for indent in indents for c in indent)
    names = "|".join(sorted(map(re.escape, vocabulary.names | vocabulary.nested)))
    missing_space = re.compile(rf"(?:- +)*(?:{names}):(?=[^\s/])", re.IGNORECASE)
    for odd in (" ", "") if spaced else (" ",):  # an odd space may be there by mistake
        for tab in (1, 4, 2, 8) if tabbed else (1,):
            guard = _Guard(vocabulary)
            yield [guard.line(_line(line, tab, odd, missing_space)) for line in raw]


def odd_indentation(path: str, raw: list[str], first: int) -> Iterator[Diagnostic]:
    """ARK113 for the first tab and the first odd space that the lines `raw` start with."""
    seen = set[str]()
    for number, line in enumerate(raw, first + 1):
        match = _INDENT.match(line)
        indent = match[0] if match and match.end() < len(line) else ""
        kinds = {"tabs" if c == "\t" else "spaces" for c in indent if c not in " " + INVISIBLE}
        for kind in sorted(kinds - seen):
            seen.add(kind)
            span = Span(path, number, 1, number, len(indent) + 1)
            yield diagnostic(ODD_INDENTATION, span, what=_ODD_SPACES[kind])


def indented_fields(path: str, lines: list[Line], first: int) -> Iterator[Diagnostic]:
    """ARK136 for each field that had to be moved."""
    for number, line in enumerate(lines, first + 1):
        if line.moved:
            field, _, _ = line.text.strip().partition(":")
            span = Span(path, number, line.was + 1, number, line.was + 1 + len(field))
            yield diagnostic(INDENTED_FIELD, span, field=field)


def _line(raw: str, tab: int, odd: str, missing_space: re.Pattern[str]) -> Line:
    match = _INDENT.match(raw)
    old = match[0] if match else ""
    widths = {"\t": " " * tab, " ": " ", **dict.fromkeys(INVISIBLE, "")}
    indent = "".join(widths.get(c, odd) for c in old)
    # PyYAML counts no column for U+FEFF, which U+2060 has taken the place of.
    rest = UNPRINTABLE.sub(" ", raw[len(old) :]).replace("\ufeff", "\u2060")
    rest = re.sub(rf"^((?:-[ {_SPACES}]+)*\w[\w.-]*:|-)[{_SPACES}]", r"\1 ", rest)
    gap = len(raw) + len(indent)
    if TIGHT_HYPHEN.match(rest):
        gap = len(indent) + 1
        rest = f"- {rest[1:]}"
    if wanting := missing_space.match(rest):
        gap = len(indent) + wanting.end()
        rest = rest[: wanting.end()] + " " + rest[wanting.end() :]
    return Line(indent + rest, len(indent), len(old), gap)


class _Guard:
    """Puts stand-ins into plain text, line by line: after `key: ` anything may be text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._names = vocabulary.names | vocabulary.nested
        self._depth = 0  # of brackets that go on over several lines
        self._owner = -1  # the column of what plain text belongs to, or -1

    def line(self, line: Line) -> Line:
        text = line.text
        match = _VALUE.fullmatch(text) if len(text) <= _LINE_LIMIT else None
        if match is None or not text.strip() or text.lstrip().startswith("#"):
            return line
        if self._depth:
            self._count(text)
            return line
        if self._owner >= 0 and line.indent > self._owner:
            if not match["key"] or fold(match["key"]) not in self._names:
                return line._replace(text=_without_colons(text, 0))
            if not match["dashes"]:  # a field within a text: only its indentation can be wrong
                return self.line(_moved(line, self._owner))
        at = match.start("value")
        self._owner = -1
        if match["value"]:
            if match["key"] is not None or _QUOTED.match(match["value"]) is None:
                text = _as_text(text, at, after_key=match["key"] is not None)
            if text[at] not in "\"'[{|>&*!":
                text = _without_colons(text, at) if match["key"] is not None else text
                self._owner = line.indent + len(match["dashes"])
                self._owner -= match["key"] is None
            elif text[at] in "[{":
                self._count(text[at:])
        return line._replace(text=text)

    def _count(self, text: str) -> None:
        text = _REMARK.sub("", _QUOTED.sub("", text))
        opened = text.count("[") + text.count("{")
        self._depth = max(0, self._depth + opened - text.count("]") - text.count("}"))


def _moved(line: Line, column: int) -> Line:
    """`line` with its text at `column`, which is further to the left."""
    by = line.indent - column
    return Line(line.text[by:], column, line.was, line.gap - by, moved=True)


def _without_colons(text: str, at: int) -> str:
    remark = _REMARK.search(text, at)
    end = remark.start() if remark else len(text)
    for match in _COLON.finditer(text, at, end):
        text = stand_in(text, match.start())
    return text


def _as_text(text: str, at: int, after_key: bool) -> str:
    """`text` with a stand-in at `at` if what starts there can only be meant as plain text."""
    value = text[at:]
    match value[0]:
        case "@" | "`" | "%" | ",":
            plain = True
        case "-" | "?":
            plain = after_key and value[1:2] in ("", " ")
        case "*":
            plain = _ALIAS.fullmatch(value) is None
        case "&":
            plain = value[1:2] in ("", " ")
        case "!":
            plain = value[1:2] == "["
        case "|" | ">":
            plain = _BLOCK_TEXT.fullmatch(value) is None
        case '"' | "'":
            plain = _goes_on(value, _quotation_end(value))
        case "[" | "{":
            plain = _goes_on(value, _bracket_end(value))
        case _:
            plain = False
    return stand_in(text, at) if plain else text


def _goes_on(value: str, end: int) -> bool:
    """Whether text follows what ends at `end`, which is 0 if it does not end on this line."""
    rest = value[end:].lstrip()
    return bool(end and rest) and not rest.startswith("#")


def _quotation_end(value: str) -> int:
    match = _QUOTED.match(value)
    return match.end() if match else 0


def _bracket_end(value: str) -> int:
    depth = 0
    for match in re.finditer(r"[\[{]|[\]}]", _QUOTED.sub(lambda m: "." * len(m[0]), value)):
        depth += 1 if match[0] in "[{" else -1
        if depth == 0:
            return match.end()
    return 0
