"""Blocks → what they are compared by: kind, text and form."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import zip_longest
from typing import TypeAlias, assert_never

from arkdoc.compare.align import Compared
from arkdoc.compare.redline.line import KeyOf, Signs, line_of
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Figure,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Table,
    ThematicBreak,
)
from arkdoc.model.tree import all_inlines, text_of, walk

Form: TypeAlias = Hashable


class Texts:
    """What the blocks of one side are compared by."""

    def __init__(self, signs: Signs, key_of: KeyOf) -> None:
        self._signs = signs
        self._key_of = key_of

    def blocks(self, blocks: Blocks, languages: Iterable[str] = ()) -> list[Compared]:
        """Each of `blocks`, in the languages of their parts, where those are given."""
        return [
            Compared(f"{language} {_kind(block)}", text_of((block,)), form=self._form(block))
            for block, language in zip_longest(blocks, languages, fillvalue="")
            if not isinstance(block, str)
        ]

    def items(self, items: Iterable[ListItem]) -> list[Compared]:
        """Each item of a list."""
        return [
            Compared("item", f"{item.label} {text_of(item.blocks)}", form=self._item(item))
            for item in items
        ]

    def rows(self, rows: Iterable[Row]) -> list[Compared]:
        """Each row of a table."""
        return [Compared("row", row_text(row), form=self.row(row)) for row in rows]

    def row(self, row: Row) -> Form:
        """The form of a row."""
        return tuple(map(self.cell, row))

    def cell(self, cell: Cell) -> Form:
        """The form of a cell."""
        return tuple(map(self._form, cell.blocks))

    def line(self, inlines: Iterable[Inline]) -> Form:
        """The form of a run of inlines, its characters included."""
        line = line_of(inlines, self._signs, self._key_of)
        return line.text, line.form

    def caption(self, caption: Caption | None) -> Form:
        """The form of a caption; its number is no part of it."""
        return self.line(caption.inlines) if caption else None

    def _item(self, item: ListItem) -> Form:
        return item.checked, item.label, *map(self._form, item.blocks)

    def _form(self, block: Block) -> Form:
        kind = _kind(block)
        match block:
            case Heading() | Paragraph():
                return kind, self.line(block.inlines)
            case ListBlock():
                return kind, *map(self._item, block.items)
            case Quote():
                return kind, *map(self._form, block.blocks)
            case Container():
                return kind, *map(self._form, block.blocks)
            case CodeBlock() | Directive():
                return kind, block.text
            case Table():
                return (
                    kind,
                    block.alignments,
                    self.caption(block.caption),
                    *map(self.row, (block.header, *block.rows)),
                )
            case Figure():
                return kind, self.line((block.image,)), self.caption(block.caption)
            case ThematicBreak() | Contents() | Footnotes():
                return kind
            case _:
                assert_never(block)


def _kind(block: Block) -> str:
    """What a block is; blocks of another kind are other blocks."""
    match block:
        case Heading():
            return f"heading {block.level} {block.language}"
        case Paragraph():
            return f"paragraph {block.language}"
        case ListBlock():
            return f"list {block.marker!r} {block.start}"
        case Container():
            return f"{block.kind.name} {block.label} {block.level} {block.language}"
        case Table():
            return f"table {block.row_headers}"
        case Figure():
            return f"figure {block.image.alt}"
        case Quote() | CodeBlock() | ThematicBreak() | Directive():
            return type(block).__name__
        case Contents() | Footnotes():
            return type(block).__name__
        case _:
            assert_never(block)


def row_text(row: Row) -> str:
    """What a reader sees of a row of a table."""
    return " | ".join(text_of(cell.blocks) for cell in row)


def is_movable(block: Block) -> bool:
    """Whether Word can show that `block` has moved: not a table, nor what holds other parts.

    A picture, or a footnote, would stand in the file twice.
    """
    has_table = any(isinstance(inside, Table | Figure) for inside in walk((block,)))
    turns = isinstance(block, Container) and block.kind is ContainerKind.LANDSCAPE
    carries = any(isinstance(i, Image | FootnoteReference) for i in all_inlines((block,)))
    return not (has_table or turns or carries or isinstance(block, Contents | Footnotes))
