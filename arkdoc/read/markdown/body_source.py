"""A file and the line where its Markdown begins → the text to parse, and spans for its tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from markdown_it.token import Token

from arkdoc.model.diagnostic import N_, Diagnostic, Rule, diagnostic
from arkdoc.model.regex import regex
from arkdoc.model.source import SourceFile, Span
from arkdoc.read.control_characters import settled_markdown
from arkdoc.rules.front_matter import ODD_INDENTATION

_MAX_CUTS = 10_000  # past that a text's place is that of its whole stretch
_NBSP_INDENT = regex(r"^[ \t]*\u00a0[ \t\u00a0]*", re.MULTILINE)


class BodySource:
    """The Markdown of one file; what is found in it goes into `diagnostics`.

    Offsets are those in `text`: the Markdown without control characters, and with spaces for the
    no-break spaces that lines begin with.
    """

    def __init__(self, source: SourceFile, first_line: int) -> None:
        starts = source.line_starts
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._base = starts[first_line - 1] if first_line <= len(starts) else len(source.text)
        self._origin: Sequence[int] = range(len(source.text) + 1)
        text, self._origin = settled_markdown(self._indented(source.text[self._base :]))
        self.text = text + "\n"  # the library's rules look at what comes after a line
        self._lines = SourceFile(source.path, self.text, "").line_starts

    def _indented(self, text: str) -> str:
        if first := _NBSP_INDENT.search(text):
            what = N_("no-break spaces (from Word or the web)")
            self.report(ODD_INDENTATION, self.span(*first.span()), what=what)
            text = _NBSP_INDENT.sub(lambda match: match[0].replace("\u00a0", " "), text)
        return text

    def cuts(self) -> Sequence[int]:
        """The offsets of the characters right before which one was taken out."""
        if isinstance(self._origin, range):
            return ()
        steps = enumerate(pairwise(self._origin), 1)
        return list(islice((at for at, (a, b) in steps if b > a + 1), _MAX_CUTS))

    def report(self, rule: Rule, span: Span, **args: object) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(diagnostic(rule, span, **args))

    def span(self, start: int, end: int) -> Span:
        """The span of the characters from offset `start` up to `end`."""
        origin = self._origin
        if isinstance(origin, range):  # nothing was taken out, as in nearly every file
            last = max(start, min(end, len(origin) - 1))
            return self._source.span(self._base + start, self._base + last)
        last = origin[start]
        if end > start:  # what was put in ends where it begins
            last = min(origin[end - 1] + 1, origin[min(end, len(origin) - 1)])
        return self._source.span(self._base + origin[start], self._base + last)

    def lines(self, token: Token) -> Span:
        """The lines of a block token, from its first character to the end of its last line."""
        assert token.map is not None
        first, last = token.map[0], token.map[1] - 1
        while last > first and not self._text_of(last).strip():
            last -= 1
        text = self._text_of(first)
        start = self._lines[first] + len(text) - len(text.lstrip())
        return self.span(start, self._lines[last] + len(self._text_of(last)))

    def line_after(self, token: Token) -> str:
        """The line after those of a block token, empty at the end of the file."""
        assert token.map is not None
        return self._text_of(token.map[1]) if token.map[1] < len(self._lines) else ""

    def number(self, line: int) -> int:
        """The number in the file, 1-based, of the line of `text` counted `line`, 0-based."""
        return self.span(self._lines[line], self._lines[line]).line

    def line(self, number: int) -> str:
        """Line `number` of the file, 1-based."""
        return self._source.line(number)

    def in_line(self, number: int, start: int, end: int) -> Span:
        """The span of some characters of line `number` of the file, from the one at `start`."""
        return Span(self._source.path, number, start + 1, number, end + 1)

    def _text_of(self, line: int) -> str:
        end = self._lines[line + 1] - 1 if line + 1 < len(self._lines) else len(self.text)
        return self.text[self._lines[line] : end]
