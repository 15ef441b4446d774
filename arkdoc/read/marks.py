"""YAML's marks in lines made for it in, Spans of the file out."""

from __future__ import annotations

from typing import Protocol

from arkdoc.read.leniency import Line
from arkdoc.source import Span


class Mark(Protocol):
    """What of a mark of PyYAML's is used: both 0-based."""

    line: int
    column: int


def place_of(mark: Mark | None) -> tuple[int, int]:
    """The line and column of `mark`, both 0-based."""
    return (mark.line, mark.column) if mark else (0, 0)


class Places:
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

    def point(self, mark: Mark | None) -> Span:
        """The one character at `mark`."""
        line, column = place_of(mark)
        return self.span((line, column), (line, column + 1))

    def line_of(self, mark: Mark | None) -> Span:
        """The line of `mark`, without its indentation."""
        line = min(place_of(mark)[0], len(self.lines) - 1)
        text = self.lines[line].text
        indent = len(text) - len(text.lstrip())
        return self.span((line, indent), (line, len(text)))

    def text(self, start: Mark | None, end: Mark | None, style: str | None) -> Span:
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
