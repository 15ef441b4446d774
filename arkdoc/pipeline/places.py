"""Where something stands → how that is said: a line and a column, or words of a Word file.

A Word file has no lines that people see. Its paragraphs are told by their number and heading, and
by words that a search in Word finds (word.md, part 1).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.source import PARAGRAPHS, SourceFile, Span, WordText, is_word, start_of
from arkdoc.pipeline.quotes import REACH, Stretch, quote

Lookup = Callable[[str], SourceFile | WordText | None]
"""From a path to the text that spans in that file point into."""


def seen_from(root: Path, path: Path) -> Span:
    """The start of the file, named as other files are: from the root, where it lies below that."""
    named = path.relative_to(root) if path.is_relative_to(root) else path
    return start_of(named.as_posix())


def place(span: Span) -> str:
    """`path:line:column` in a text file; the path of another; nothing for no place."""
    path = printable(span.path)
    return path if is_word(span.path) or not path else f"{path}:{span.line}:{span.column}"


def counted(path: str) -> dict[str, str]:
    """What the lines of the file at `path` are where they are none, as reports for programs say."""
    return {"lines": PARAGRAPHS} if is_word(path) else {}


def paragraph(span: Span, tr: Translator) -> str:
    """«avsnitt 14»: where `span` stands in a Word file; empty for others, and for a whole file."""
    is_part = is_word(span.path) and span != start_of(span.path)
    return tr("paragraph {n}", n=span.line) if is_part else ""


class Places:
    """Says where findings stand, in files whose texts `text` gives.

    What is private in `everything` that was found is in no place's words.
    """

    def __init__(
        self, text: Lookup = lambda _: None, everything: Iterable[Diagnostic] = ()
    ) -> None:
        self._text = text
        self._everything = everything

    def full(self, finding: Diagnostic, tr: Translator, *, with_quote: bool = True) -> str:
        """Where in which file, to copy; empty for no place."""
        inside = self.in_word(finding, tr, with_quote=with_quote)
        return ", ".join(filter(None, (place(finding.span), inside)))

    def in_word(self, finding: Diagnostic, tr: Translator, *, with_quote: bool = True) -> str:
        """«avsnitt 14, under «Tiltak»: «… fått på plass …»»: where, in a Word file.

        What is private has no quote. It is empty for other files, and for a whole file.
        """
        span = finding.span
        where = paragraph(span, tr)
        text = self._text(span.path) if where else None
        if not isinstance(text, WordText):
            return where
        above = text.headings[span.line - 1] if span.line <= len(text.headings) else 0
        if above not in (0, span.line) and (heading := self._words(text, above, 0, 0)):
            where = tr("{place}, under “{heading}”", place=where, heading=heading)
        if not with_quote or finding.rule.private:
            return where
        start, end = next(_stretches(span, text, span.line))
        words = self._words(text, span.line, start, end)
        return tr("{place}: “{words}”", place=where, words=words) if words else where

    def _words(self, text: WordText, number: int, start: int, end: int) -> str:
        """Words of the paragraph `number` at `start` up to `end`, none of them private."""
        private = self._private.get((text.path, number), [])
        first = bisect_left(private, (start - 2 * REACH, 0))
        last = bisect_left(private, (start + REACH, 0))
        return quote(text.paragraph(number), start, end, private[first:last])

    @cached_property
    def _private(self) -> dict[tuple[str, int], list[Stretch]]:
        """What is private, by paragraph of Word files: in order, none longer than REACH."""
        found: dict[tuple[str, int], list[Stretch]] = {}
        for finding in self._everything:
            span = finding.span
            text = self._text(span.path) if finding.rule.private else None
            if isinstance(text, WordText):
                for number in range(span.line, min(span.end_line, len(text.paragraphs)) + 1):
                    found.setdefault((span.path, number), []).extend(_stretches(span, text, number))
        for stretches in found.values():
            stretches.sort()
        return found


def _stretches(span: Span, text: WordText, number: int) -> Iterator[Stretch]:
    """What `span` has of the paragraph `number`, as offsets, in stretches of at most REACH."""
    start = span.column - 1 if number == span.line else 0
    end = span.end_column - 1 if number == span.end_line else len(text.paragraph(number))
    for begin in range(start, max(end, start + 1), REACH):
        yield begin, min(begin + REACH, end)
