"""A file and the line where its Markdown begins → the text to parse, and spans for its tokens."""

from __future__ import annotations

import re

from markdown_it.token import Token

from arkdoc.model.diagnostic import N_, Diagnostic, Rule, diagnostic
from arkdoc.model.source import SourceFile, Span
from arkdoc.rules.front_matter import ODD_INDENTATION

_NBSP_INDENT = re.compile(r"^[ \t]*\u00a0[ \t\u00a0]*", re.MULTILINE)


class BodySource:
    """The Markdown of one file; what is found in it goes into `diagnostics`."""

    def __init__(self, source: SourceFile, first_line: int) -> None:
        starts = source.line_starts
        self._source = source
        self._base = starts[first_line - 1] if first_line <= len(starts) else len(source.text)
        self._first_line = first_line
        self.diagnostics: list[Diagnostic] = []

    def text(self) -> str:
        """The Markdown, with spaces for the no-break spaces that lines begin with."""
        text = self._source.text[self._base :]
        if first := _NBSP_INDENT.search(text):
            what = N_("no-break spaces (from Word or the web)")
            self.report(ODD_INDENTATION, self.span(*first.span()), what=what)
            text = _NBSP_INDENT.sub(lambda match: match[0].replace("\u00a0", " "), text)
        return text + "\n"  # the library's rules look at what comes after a line

    def report(self, rule: Rule, span: Span, **args: object) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(diagnostic(rule, span, **args))

    def span(self, start: int, end: int) -> Span:
        """The span of the characters from offset `start` of the Markdown up to `end`."""
        return self._source.span(self._base + start, self._base + end)

    def lines(self, token: Token) -> Span:
        """The lines of a block token, from its first character to the end of its last line."""
        assert token.map is not None
        first, last = token.map[0] + self._first_line, token.map[1] + self._first_line - 1
        while last > first and not self.line(last).strip():
            last -= 1
        text = self.line(first)
        indent = len(text) - len(text.lstrip())
        return Span(self._source.path, first, indent + 1, last, len(self.line(last)) + 1)

    def line_after(self, token: Token) -> str:
        """The line after those of a block token, empty at the end of the file."""
        assert token.map is not None
        number = token.map[1] + self._first_line
        return self.line(number) if number <= len(self._source.line_starts) else ""

    def line(self, number: int) -> str:
        """Line `number` of the file, 1-based."""
        return self._source.line(number)
