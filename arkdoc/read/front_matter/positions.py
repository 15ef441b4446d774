"""YAML's marks in lines made for it in, Spans of the file out."""

from __future__ import annotations

import re
from typing import Protocol

from arkdoc.model.source import Span
from arkdoc.read.front_matter.schema import Break
from arkdoc.read.front_matter.tolerant_lines import Line


class YamlMark(Protocol):
    """What of a mark of PyYAML's is used: both 0-based."""

    line: int
    column: int


def place_of(mark: YamlMark | None) -> tuple[int, int]:
    """The line and column of `mark`, both 0-based."""
    return (mark.line, mark.column) if mark else (0, 0)


_ESCAPES = {'"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.)"), "'": re.compile("''")}


def _is_over(text: str, column: int, style: str) -> bool:
    """Whether nothing of a line is left but what joins it to the next."""
    rest = text[column:].strip()
    return not rest or (style == '"' and rest == "\\")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _width(text: str, column: int, style: str) -> int:
    """How many characters of the line stand for one of the value."""
    escape = _ESCAPES[style].match(text, column) if style in _ESCAPES else None
    return len(escape[0]) if escape else 1


class YamlPositions:
    """Where in the file at `path` things stand. `lines` start on its line `first`, 0-based.

    What goes in is 0-based and counted in `lines`, what comes out is 1-based and the file's.
    """

    def __init__(self, path: str, lines: list[Line], first: int) -> None:
        self.path = path
        self.lines = lines
        self._first = first

    def at(self, line: int, column: int) -> tuple[int, int]:
        """The line and column in the file; those past an end are at the end."""
        if line >= len(self.lines):
            line, column = len(self.lines) - 1, len(self.lines[-1].text)
        column = min(column, len(self.lines[line].text))
        return self._first + line + 1, self.lines[line].column(column)

    def span(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        """From one place to another."""
        return Span(self.path, *self.at(*start), *self.at(*end))

    def point(self, mark: YamlMark | None) -> Span:
        """The one character at `mark`; none where the line ends there."""
        line, column = place_of(mark)
        return self.span(
            (line, column), (line, max(column, min(column + 1, len(self._text(line)))))
        )

    def line_of(self, mark: YamlMark | None) -> Span:
        """The line of `mark`, without its indentation."""
        line = min(place_of(mark)[0], len(self.lines) - 1)
        text = self.lines[line].text
        indent = len(text) - len(text.lstrip())
        return self.span((line, indent), (line, len(text)))

    def breaks(
        self, start: tuple[int, int], end: tuple[int, int], style: str, value: str
    ) -> tuple[Break, ...]:
        """Where `value`, read from `start` to `end`, goes on after line ends and escapes."""
        is_block = style in ("|", ">")
        line, column = (start[0] + 1, 0) if is_block else (start[0], start[1] + bool(style))
        breaks: list[Break] = []
        joined = not is_block
        for index, character in enumerate(value):
            if character in " \n" and _is_over(self._text(line), column, style):
                continue  # it stands for the line end
            while line <= end[0] and _is_over(self._text(line), column, style):
                line, column, joined = line + 1, 0, False
            if not joined:
                column = max(column, _indent(self._text(line)))
                breaks.append(Break(index, *self.at(line, column)))
            width = _width(self._text(line), column, style)
            column += width
            joined = width == 1
        return tuple(breaks)

    def _text(self, line: int) -> str:
        return self.lines[line].text if line < len(self.lines) else ""

    def text(self, start: YamlMark | None, end: YamlMark | None, style: str | None) -> Span:
        """A scalar without its quotation marks, or without the line of its `|` or `>`."""
        (top, left), (bottom, right) = place_of(start), place_of(end)
        if style not in ("|", ">"):
            inset = 1 if style else 0
            return self.span((top, left + inset), (bottom, right - inset))
        past = min(bottom + 1 if right else bottom, len(self.lines))
        filled = [n for n in range(top + 1, past) if self.lines[n].text.strip()]
        if not filled:
            return self.point(start)
        first, last = self.lines[filled[0]].text, self.lines[filled[-1]].text
        left = len(first) - len(first.lstrip())
        return self.span((filled[0], left), (filled[-1], len(last)))
