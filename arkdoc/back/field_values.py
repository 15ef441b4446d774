"""The fields at the top of a file → where each stands, and edits that set, add or take one away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from arkdoc.back.patches import TextEdit, edited_text
from arkdoc.back.source_texts import SourceTexts
from arkdoc.compare.words import diff_words
from arkdoc.model.names import fold
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.model.values import written_value
from arkdoc.pipeline.load import NOTE
from arkdoc.read.contribution import VOCABULARY
from arkdoc.read.front_matter import schema
from arkdoc.read.front_matter.reader import read_front_matter
from arkdoc.read.note import VOCABULARY as NOTE_VOCABULARY

_NUMBER = regex(r"\d(?:[\d./-]*\d)?", re.ASCII)
_IN_BRACKETS = regex(r"[^\W_](?:[\w ./-]*[\w.])?")
_BLOCK_SIGN = regex(r":[ \t]*[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class PlacedField:
    """A field: its name, its value, and the fields it is one of."""

    key: schema.Scalar
    value: schema.Node
    siblings: schema.Mapping


class FieldValues:
    """The fields of one file."""

    def __init__(self, path: str, texts: SourceTexts) -> None:
        self.path = path
        self._texts = texts
        self.lines = texts.text(path).split("\n")
        file = texts.file(path)
        vocabulary = NOTE_VOCABULARY if path == NOTE else VOCABULARY
        front = read_front_matter(file, vocabulary) if file else None
        self.tree = front.fields if front else None
        self._body = front.first_line if front else 1
        self._all = list(_fields(self.tree)) if self.tree else []

    def top(self, name: str) -> PlacedField | None:
        """The field of that name that stands by itself."""
        for each in self._all:
            if each.siblings is self.tree and fold(each.key.text) == fold(name):
                return each
        return None

    def at(self, place: Span) -> PlacedField | None:
        """The field whose value begins at a place or holds it."""
        found = None
        for each in self._all:
            span = each.value.span
            is_in = (span.line, span.column) <= (place.line, place.column) and (
                (place.line, place.column) <= (span.end_line, span.end_column)
            )
            if isinstance(each.value, schema.Scalar) and is_in:
                found = each
        return found

    def items(self, name: str) -> tuple[schema.Node, ...]:
        """The items of a list."""
        field = self.top(name)
        if field is None or not isinstance(field.value, schema.Sequence):
            return ()
        return field.value.items

    def field_of(self, fields: schema.Node, name: str) -> PlacedField | None:
        """The field of that name among others, such as those of a measure."""
        for each in self._all:
            if each.siblings is fields and fold(each.key.text) == fold(name):
                return each
        return None

    # --- edits -------------------------------------------------------------------------------

    def set(self, value: schema.Node, text: str) -> TextEdit | None:
        """The edit that gives a field another text on one line; None where there is none."""
        if not isinstance(value, schema.Scalar):
            return self._set_list(value, text) if isinstance(value, schema.Sequence) else None
        span = value.span
        if _BLOCK_SIGN.search(self.lines[span.line - 1]) or self._is_below_sign(span):
            return self._set_block(value, text)
        start = self._offset(span.line, span.column) - (not value.plain)
        end = self._offset(span.end_line, span.end_column) + (not value.plain)
        is_quoted = not value.plain and self._texts.text(self.path)[start : start + 1] == '"'
        if is_quoted:
            written = json.dumps(text, ensure_ascii=False)
        elif self._is_in_brackets(end):
            written = _in_brackets(text)
        else:
            written = _scalar(text)
        return TextEdit(self.path, start, end, written)

    def _set_block(self, value: schema.Scalar, text: str) -> TextEdit | None:
        """A text below `|` or `>`: its words are changed in the lines that they stand in."""
        first = len(value.text) - len(value.text.lstrip())
        old = value.text.strip().replace("\n", " ")
        edits = diff_words(old, text)
        if not edits or old != schema.one_line(value.text):
            return None
        moved = [
            TextEdit(
                self.path,
                self._offset_in(value, first + edit.old_start),
                self._offset_in(value, first + edit.old_end, is_end=edit.old_end > edit.old_start),
                text[edit.new_start : edit.new_end],
            )
            for edit in edits
        ]
        start, end = moved[0].start, moved[-1].end
        lines = self._texts.text(self.path)[start:end]
        within = (replace(each, start=each.start - start, end=each.end - start) for each in moved)
        return TextEdit(self.path, start, end, edited_text(lines, within))

    def _offset_in(self, value: schema.Scalar, at: int, *, is_end: bool = False) -> int:
        """Where character `at` of a text stands in the file, or the one before it ends."""
        is_end = is_end and all(each.at != at for each in value.breaks)
        span = value.place(at - is_end, at)
        return (
            self._offset(span.end_line, span.end_column)
            if is_end
            else (self._offset(span.line, span.column))
        )

    def _set_list(self, value: schema.Sequence, text: str) -> TextEdit | None:
        """A list, in brackets or a line an item, as the parts of `text` between commas."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        start = self._offset(value.span.line, value.span.column)
        end = self._offset(value.span.end_line, value.span.end_column)
        if not parts or any("," in schema.words_of(item) for item in value.items):
            return None
        written = self._texts.text(self.path)[start:end]
        if not written.startswith("["):
            return self._set_items(value, parts)
        if written.count("#") != sum(schema.words_of(item).count("#") for item in value.items):
            return None  # a comment would go with it
        return TextEdit(self.path, start, end, f"[{', '.join(map(_in_brackets, parts))}]")

    def _set_items(self, value: schema.Sequence, parts: Sequence[str]) -> TextEdit | None:
        """A list with a line an item: those that stay keep theirs, with what stands above them."""
        places = [self.item_lines(item) for item in value.items]
        if not all(first for first, _ in places):
            return None
        above = [places[0][0] - 1, *(last for _, last in places)]
        known = {
            schema.words_of(item): self.text_of(before + 1, last)
            for item, before, (_, last) in zip(value.items, above, places, strict=False)
        }
        line = self.lines[places[0][0] - 1]
        sign = line[: len(line) - len(line.lstrip().removeprefix("-").lstrip())]
        written = [known.get(part) or f"{sign}{_scalar(part)}" for part in parts]
        return self.replaced(places[0][0], places[-1][1], "\n".join(written))

    def without(self, field: PlacedField) -> TextEdit | None:
        """The edit that takes a field away; None where it shares its line with others."""
        places = [key.span.line for key, _ in field.siblings.entries]
        line = field.key.span.line
        before = self.lines[line - 1][: field.key.span.column - 1]
        if before.strip(" \t\"'") or places.count(line) > 1 or len(places) < 2:
            return None
        return self._taken(line, self._end_of_value(field.value))

    def added(self, fields: schema.Node, name: str, text: str) -> TextEdit | None:
        """The edit that puts a field below the last one of `fields`."""
        if not isinstance(fields, schema.Mapping) or not fields.entries:
            return None
        lines = [key.span.line for key, _ in fields.entries]
        if len(set(lines)) != len(lines):
            return None
        key, value = fields.entries[-1]
        end = self._end_of_line(self._end_of_value(value))
        indent = " " * (key.span.column - 1)
        return TextEdit(self.path, end, end, f"\n{indent}{name}: {_scalar(text)}")

    def without_item(self, item: schema.Node) -> TextEdit | None:
        """The edit that takes an item of a list away."""
        if not isinstance(item, schema.Mapping) or not item.entries:
            return None
        first = item.entries[0][0].span
        if self.lines[first.line - 1][: first.column - 1].strip() != "-":
            return None
        last = max(self._end_of_value(value) for _, value in item.entries)
        return self._taken(first.line, last)

    def item_beside(
        self, item: schema.Node, fields: Sequence[tuple[str, str]], *, is_before: bool = False
    ) -> TextEdit | None:
        """The edit that puts an item with `fields` below another one of its list, or above it."""
        if not isinstance(item, schema.Mapping) or not item.entries:
            return None
        first = item.entries[0][0].span
        before = self.lines[first.line - 1][: first.column - 1]
        if before.strip() != "-":
            return None
        blank = " " * len(before)
        written = "\n".join(
            f"{before if not n else blank}{name}: {_scalar(text)}"
            for n, (name, text) in enumerate(fields)
        )
        if is_before:
            start = self._offset(first.line, 1)
            return TextEdit(self.path, start, start, f"{written}\n")
        last = max(self._end_of_value(value) for _, value in item.entries)
        end = self._end_of_line(last)
        return TextEdit(self.path, end, end, f"\n{written}")

    def item_lines(self, item: schema.Node) -> tuple[int, int]:
        """The first and the last line of an item; (0, 0) where it has none of its own."""
        span = item.span
        first = span.line
        if isinstance(item, schema.Mapping) and item.entries:
            first = item.entries[0][0].span.line
        before = self.lines[first - 1]
        if not before.lstrip().startswith("-"):
            return 0, 0
        return first, max(self._ends_of(item), default=span.end_line)

    def text_of(self, first: int, last: int) -> str:
        """The lines from `first` to `last`."""
        return "\n".join(self.lines[first - 1 : last])

    def replaced(self, first: int, last: int, text: str) -> TextEdit:
        """The edit that puts `text` in the place of lines."""
        return TextEdit(self.path, self._offset(first, 1), self._end_of_line(last), text)

    # --- lines -------------------------------------------------------------------------------

    def _ends_of(self, node: schema.Node) -> Iterator[int]:
        match node:
            case schema.Scalar():
                yield self._end_of_value(node)
            case schema.Sequence(items=items):
                for item in items:
                    yield from self._ends_of(item)
            case schema.Mapping(entries=entries):
                for key, value in entries:
                    yield key.span.line
                    yield from self._ends_of(value)

    def _end_of_value(self, value: schema.Node) -> int:
        span = value.span
        is_next = span.end_column == 1 and span.end_line > span.line
        return max(span.end_line - is_next, span.line)

    def _taken(self, first: int, last: int) -> TextEdit:
        start, end = self._offset(first, 1), self._offset(last + 1, 1)
        return TextEdit(self.path, start, end, "")

    def _end_of_line(self, line: int) -> int:
        return self._offset(line, 1) + len(self.lines[line - 1])

    def _offset(self, line: int, column: int) -> int:
        return self._texts.offset(self.path, line, column)

    def _is_below_sign(self, span: Span) -> bool:
        above = self.lines[span.line - 2] if span.line > 1 else ""
        return span.end_line > span.line and _BLOCK_SIGN.search(above) is not None

    def _is_in_brackets(self, end: int) -> bool:
        rest = self._texts.text(self.path)[end : end + 40].lstrip(" ")
        before = self._texts.text(self.path)[:end].rpartition("\n")[2]
        return rest[:1] in (",", "}", "]") and ("{" in before or "[" in before)


def _fields(node: schema.Node) -> Iterator[PlacedField]:
    match node:
        case schema.Scalar():
            return
        case schema.Sequence(items=items):
            for item in items:
                yield from _fields(item)
        case schema.Mapping(entries=entries):
            for key, value in entries:
                yield PlacedField(key, value, node)
                yield from _fields(value)


def _scalar(text: str) -> str:
    return text if _NUMBER.fullmatch(text) else written_value(text)


def _in_brackets(text: str) -> str:
    return text if _IN_BRACKETS.fullmatch(text) else json.dumps(text, ensure_ascii=False)
