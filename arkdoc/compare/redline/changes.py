"""A Redline → what has changed, a row for each paragraph, item or row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias, assert_never

from arkdoc.compare.redline.sides import side_of
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Code,
    CodeBlock,
    Container,
    Contents,
    Directive,
    Emphasis,
    Figure,
    FootnoteReference,
    Footnotes,
    HardBreak,
    Heading,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Reference,
    Row,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.revisions import MarkedNodes, Redline, Revision, RevisionKind
from arkdoc.model.tree import children, inline_runs, plain_text


class WordsKind(StrEnum):
    """What was done to some words."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


class ToldKind(StrEnum):
    """What was done to a paragraph, an item or a row."""

    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


Words: TypeAlias = tuple[WordsKind, str]


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change: where it is, what was done, and the words.

    `unit` is the id of the unit whose part it is in, or empty; `section` the heading of the first
    level above it, `heading` the nearest one.
    """

    unit: str
    section: str
    heading: str
    kind: ToldKind
    words: tuple[Words, ...]


_KINDS = {
    RevisionKind.INSERTED: (ToldKind.INSERTED, WordsKind.INSERTED),
    RevisionKind.DELETED: (ToldKind.DELETED, WordsKind.DELETED),
    RevisionKind.MOVED_TO: (ToldKind.MOVED, WordsKind.EQUAL),
}
"""How a block that changed as a whole is told; one that moved is told at its new place alone."""


def changes_of(redline: Redline) -> Iterator[ToldChange]:
    """The changes in the note's order: those of its head first, those of a footnote at its mark."""
    return _Teller(redline).changes()


class _Teller:
    def __init__(self, redline: Redline) -> None:
        self._redline = redline
        self._marks = redline.revisions
        self._unit = self._section = self._heading = ""
        self._told: set[str] = set()

    def changes(self) -> Iterator[ToldChange]:
        for line in self._redline.head:
            words = (Text(f"{line.label}: "), *line.inlines) if line.label else line.inlines
            yield from self._run(words, self._marks.of(line))
        for part in self._redline.document.parts:
            self._unit = part.unit
            yield from self._blocks(part.blocks, None)

    @property
    def _place(self) -> tuple[str, str, str]:
        return self._unit, self._section, self._heading

    def _blocks(self, blocks: Blocks, around: Revision | None) -> Iterator[ToldChange]:
        for block in blocks:
            yield from self._block(block, around or self._marks.of(block))

    def _block(self, block: Block, revision: Revision | None) -> Iterator[ToldChange]:
        if isinstance(block, Heading) and not (revision and revision.kind.is_old):
            self._heading = plain_text(block.inlines)
            if block.level == 1:
                self._section = self._heading
        match block:
            case CodeBlock() | Directive():
                yield from self._run((Text(block.text),), revision)
            case ListBlock():
                for item in block.items:
                    label = f"{item.label} " if item.label else ""
                    here = revision or self._marks.of(item)
                    yield from self._labelled(label, self._blocks(item.blocks, here))
            case Table():
                yield from self._caption(block.caption, revision)
                for row in (block.header, *block.rows):
                    yield from self._row(row, revision or self._marks.of(row))
            case Container():
                if revision and block.label:
                    yield from self._run((Text(block.label),), revision)
                yield from self._blocks(block.blocks, revision)
            case Figure():
                yield from self._run((block.image,), revision)
                yield from self._caption(block.caption, revision)
            case Heading() | Paragraph():
                yield from self._run(block.inlines, revision)
            case Quote():
                yield from self._blocks(block.blocks, revision)
            case ThematicBreak() | Contents() | Footnotes():
                pass
            case _:
                assert_never(block)

    def _labelled(self, label: str, changes: Iterator[ToldChange]) -> Iterator[ToldChange]:
        """The changes of an item, its label before the words of the first."""
        for number, change in enumerate(changes):
            before = ((WordsKind.EQUAL, label),) if label and not number else ()
            yield replace(change, words=(*before, *change.words))

    def _caption(self, caption: Caption | None, revision: Revision | None) -> Iterator[ToldChange]:
        if caption:
            yield from self._run(caption.inlines, revision or self._marks.of(caption))

    def _row(self, row: Row, revision: Revision | None) -> Iterator[ToldChange]:
        """A row of a table, its cells parted by strokes."""
        inlines: list[Inline] = []
        for number, cell in enumerate(row):
            inlines += [Text(" | ")] if number else []
            own = None if revision else self._marks.of(cell)
            for place, run in enumerate(_runs(cell.blocks)):
                inlines += [Text(" ")] if place else []
                inlines += [self._marks.marked(each, own) for each in run] if own else run
        yield from self._run(tuple(inlines), revision)

    def _run(self, inlines: Inlines, revision: Revision | None) -> Iterator[ToldChange]:
        if revision is None:
            words = tuple(_joined(_words(inlines, self._marks)))
            if any(kind is not WordsKind.EQUAL for kind, _ in words):
                yield ToldChange(*self._place, ToldKind.CHANGED, words)
        elif revision.kind in _KINDS and (text := plain_text(inlines)).strip():
            kind, words_kind = _KINDS[revision.kind]
            yield ToldChange(*self._place, kind, ((words_kind, text),))
        yield from self._notes(inlines)

    def _notes(self, inlines: Inlines) -> Iterator[ToldChange]:
        """What was done to the footnotes that are called here."""
        for label in _calls(inlines):
            note = self._redline.document.footnotes.get(label)
            if label in self._told or note is None:
                continue
            self._told.add(label)
            _, has_old, has_new = side_of(label)
            is_one_sided = has_old != has_new
            mark = self._marks.of(note) if is_one_sided else None
            yield from self._blocks(note.blocks, mark)


def _runs(blocks: Blocks) -> Iterator[Inlines]:
    for block in blocks:
        yield from inline_runs(block)
        for inside in children(block):
            yield from _runs(inside)


def _calls(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case FootnoteReference():
                yield inline.label
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                yield from _calls(inline.inlines)
            case Text() | SoftBreak() | HardBreak() | Code() | Image() | HeadingNumber():
                pass
            case _:
                assert_never(inline)


def _words(inlines: Iterable[Inline], marks: MarkedNodes) -> Iterator[Words]:
    for inline in inlines:
        revision = marks.of(inline)
        kind = WordsKind.EQUAL
        if revision:
            kind = WordsKind.DELETED if revision.kind.is_old else WordsKind.INSERTED
        match inline:
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                yield from _words(inline.inlines, marks)
            case HeadingNumber():
                yield kind, inline.number
            case FootnoteReference():
                if revision:
                    yield kind, "[*]"
            case Text() | SoftBreak() | HardBreak() | Code() | Image():
                yield kind, plain_text((inline,))
            case _:
                assert_never(inline)


def _joined(words: Iterable[Words]) -> Iterator[Words]:
    """`words` with neighbours of the same kind in one."""
    kind, text = WordsKind.EQUAL, ""
    for next_kind, more in words:
        if next_kind is kind:
            text += more
            continue
        if text:
            yield kind, text
        kind, text = next_kind, more
    if text:
        yield kind, text
