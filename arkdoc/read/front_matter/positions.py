"""Offsets in the text that YAML is given → Spans of the file."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from arkdoc.model.regex import regex
from arkdoc.model.source import SourceFile, Span
from arkdoc.read.front_matter.schema import Break

_LINE_END = r"\n[ \n]*"
_LINE_ENDS = regex(_LINE_END)
_JOINTS = {
    '"': regex(rf"(?P<escape>\\(?:x..|u.{{4}}|U.{{8}}|.))|\\?{_LINE_END}"),
    "'": regex(rf"(?P<escape>'')|{_LINE_END}"),
}
_WORD = regex(r"[^ \n]")


@dataclass(frozen=True, slots=True)
class FieldText:
    """The lines of the fields as YAML is given them.

    `origin` holds the offset in `source.text` of each character of `text` and of its end.
    `literal` holds the offsets of characters that are text, whatever they mean in YAML.
    """

    source: SourceFile
    text: str
    origin: Sequence[int]
    literal: AbstractSet[int] = frozenset()

    def span(self, start: int, end: int) -> Span:
        """The span of the characters from `start` up to `end`."""
        return self.source.span(self.origin[start], self.origin[end])

    def character(self, at: int) -> Span:
        """The span of the character at `at`; empty at a line end."""
        return self.span(at, at + (self.text[at : at + 1] not in ("", "\n")))

    def line(self, at: int) -> Span:
        """The span of the line around `at`, without its indentation."""
        start, end = self.line_start(at), self.line_end(at)
        indent = end - start - len(self.text[start:end].lstrip())
        return self.span(start + indent, end)

    def line_start(self, at: int) -> int:
        """The offset of the first character of the line around `at`."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """The offset just after the last character of the line around `at`."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def scalar(self, event: Any) -> Span:
        """The span of a scalar without its quotation marks, or without the line of `|` or `>`."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.style not in ("|", ">"):
            inset = 1 if event.style else 0
            return self.span(start + inset, end - inset)
        content = self.text[self.line_end(start) : end]
        if not content.strip():
            return self.character(start)
        last = start + len(self.text[start:end].rstrip())
        return self.span(end - len(content.lstrip()), self.line_end(last))

    def breaks(self, event: Any) -> tuple[Break, ...]:
        """Where the value of a scalar continues after line ends and escapes."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            start = self.line_end(start)
        elif event.style:
            start, end = start + 1, end - 1
        breaks: list[Break] = []
        index = 0
        for joint in _JOINTS.get(event.style or "", _LINE_ENDS).finditer(self.text, start, end):
            piece = self.text[start : joint.start()]
            start = joint.end()
            if joint.lastgroup:
                index += len(piece) + 1
            else:  # however YAML joins the lines, the next goes on with its first word
                word = _WORD.search(event.value, index + len(piece.rstrip(" ")))
                index = word.start() if word else len(event.value)
            if index < len(event.value):
                breaks.append(Break(index, *self.source.position(self.origin[start])))
        return tuple(breaks)
