"""The sources of a note → their texts, and where in them places of readers are."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.back.word.source import WordSource, readable_source
from arkdoc.model.nodes import FootnoteReference, Image, Inline, Link
from arkdoc.model.source import SourceFile, Span, is_word
from arkdoc.model.tree import all_inlines
from arkdoc.pipeline.load import NOTE, Sources
from arkdoc.read.contribution import VOCABULARY, read_contribution
from arkdoc.read.front_matter.reader import read_front_matter
from arkdoc.read.note import VOCABULARY as NOTE_VOCABULARY
from arkdoc.read.note import read_note


class SourceTexts:
    """The texts of the sources, and what is to be known of each."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._files: dict[str, SourceFile | None] = {}
        self._first_lines: dict[str, int] = {}
        self._lines: dict[str, list[str]] = {}
        self._last_filled: dict[str, int] = {}
        self._written: dict[str, dict[tuple[int, int], str]] = {}
        self._words: dict[str, WordSource | None] = {}

    def file(self, path: str) -> SourceFile | None:
        """The text of the file at `path`; None where it is a Word file, or none."""
        if path not in self._files:
            self._files[path] = self.sources.text(path)
        return self._files[path]

    def word(self, path: str) -> WordSource | None:
        """The text of the Word file at `path`; None where it is none, or can't be read."""
        if path not in self._words:
            data = self.sources.contributions.get(path) if is_word(path) else None
            self._words[path] = None if data is None else readable_source(path, data)
        return self._words[path]

    def text(self, path: str) -> str:
        """The characters of the file at `path`; of a Word file, its paragraphs as lines."""
        if word := self.word(path):
            return word.text
        file = self.file(path)
        return file.text if file else ""

    def lines(self, path: str) -> list[str]:
        """The lines of the file at `path`, split once."""
        if path not in self._lines:
            word = self.word(path)
            self._lines[path] = word.lines if word else self.text(path).split("\n")
        return self._lines[path]

    def line(self, path: str, number: int) -> str:
        """Line `number` of the file at `path`, 1-based; empty where there is none."""
        lines = self.lines(path)
        return lines[number - 1] if 1 <= number <= len(lines) else ""

    def line_end(self, path: str, number: int) -> int:
        """The offset of the end of a line, before what ends it."""
        return self.offset(path, number, 1) + len(self.line(path, number))

    def last_filled(self, path: str) -> int:
        """The number of the last line that isn't empty, 0 where all are."""
        if path not in self._last_filled:
            lines = self.lines(path)
            filled = (n for n in range(len(lines), 0, -1) if lines[n - 1].strip())
            self._last_filled[path] = next(filled, 0)
        return self._last_filled[path]

    def offset(self, path: str, line: int, column: int) -> int:
        """The offset of a place; the text's length for one past its end."""
        if word := self.word(path):
            return word.offset(line, column)
        file = self.file(path)
        if file is None or line < 1:
            return -1
        if line > len(file.line_starts):
            return len(file.text)
        return min(file.line_starts[line - 1] + column - 1, len(file.text))

    def stretch(self, span: Span) -> tuple[int, int]:
        """The offsets of a stretch; -1 where it is nowhere."""
        if word := self.word(span.path):
            return word.stretch(span)
        if not span.path:
            return -1, -1
        start = self.offset(span.path, span.line, span.column)
        return start, self.offset(span.path, span.end_line, span.end_column)

    def body_begins(self, path: str) -> int:
        """The number of the first line below the fields."""
        if path not in self._first_lines:
            file = self.file(path)
            vocabulary = NOTE_VOCABULARY if path == NOTE else VOCABULARY
            front = read_front_matter(file, vocabulary) if file else None
            self._first_lines[path] = front.first_line if front else 1
        return self._first_lines[path]

    def written_as(self, path: str, span: Span) -> str:
        """The label of the note, or the address of the link or picture, that stands at a place."""
        if path not in self._written:
            self._written[path] = dict(self._things(path))
        return self._written[path].get((span.line, span.column), "")

    def _things(self, path: str) -> Iterator[tuple[tuple[int, int], str]]:
        data = self.sources.contributions.get(path)
        if path == NOTE:
            body = read_note(path, self.sources.note).body
        elif data is not None and not is_word(path):
            body = read_contribution(path, data).body
        else:
            return
        runs = [body.blocks, *(note.blocks for note in body.footnotes)]
        for blocks in runs:
            for inline in all_inlines(blocks):
                if said := _said(inline):
                    yield (inline.span.line, inline.span.column), said


def _said(inline: Inline) -> str:
    if isinstance(inline, Link):
        return inline.destination
    if isinstance(inline, FootnoteReference):
        return inline.label
    return inline.source if isinstance(inline, Image) else ""
