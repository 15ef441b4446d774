"""Document → a name for each block that has a source, for Word's bookmarks.

A name says where its block was written: `_ark_2_14` is line 14 of the second file, or the table or
row that begins there. What stands in the place of a unit's text is named by the unit,
`_ark_unit_ub_gjovik`, and what stands at the note's head by what it is. Names hold for one document
alone. Word hides names that begin with `_`, and keeps them while the text around them is edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from arkdoc.model.document import Document
from arkdoc.model.nodes import (
    Block,
    Caption,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Figure,
    Footnotes,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Table,
    ThematicBreak,
)
from arkdoc.model.source import NOWHERE, Span
from arkdoc.model.tree import stated_language

BookmarkedNode: TypeAlias = Block | Caption | ListItem
"""What becomes a paragraph or a table of its own in Word."""

_LONGEST_UNIT = 24  # letters of a unit's id in a name, which has 40 at most
_HEAD = "_ark_head_"

HEAD_TITLE, HEAD_KICKER = f"{_HEAD}title", f"{_HEAD}kicker"
HEAD_CASE_TYPE, HEAD_EXEMPTION = f"{_HEAD}case_type", f"{_HEAD}exemption"
"""The names of what stands at the note's head beside its rows."""


def head_row_name(number: int) -> str:
    """The name of a row of the note's head; the first is number 1."""
    return f"{_HEAD}{number}"


def head_row(name: str) -> int:
    """The number of the row of the note's head that has this name; 0 for any other name."""
    found = re.fullmatch(rf"{_HEAD}([1-9][0-9]{{0,3}})", name)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class BookmarkTarget:
    """The block behind a name, and the language (of `språk`) that it is in.

    `unit` is the id of the unit whose part it is in, or empty. `row` is the index of a row of the
    table, where it is that which is named. `is_placeholder`: it stands in the place of a text.
    """

    node: BookmarkedNode
    language: str
    unit: str = ""
    row: int | None = None
    is_placeholder: bool = False

    @property
    def span(self) -> Span:
        """Where the block stands, or the row."""
        if self.row is not None and isinstance(self.node, Table):
            return _row_span(self.node.rows[self.row])
        return self.node.span


class Bookmarks:
    """The names of one document's blocks, which are the same each time they are made."""

    def __init__(self, document: Document) -> None:
        self._document = document  # keeps the blocks alive, since names are by identity
        self._names: dict[tuple[int, int | None], str] = {}
        self._repeats: dict[str, int] = {}
        self.origins: dict[str, BookmarkTarget] = {}
        targets = list(_targets(document))
        # Rows come last: a block that begins on the same line has the shorter name.
        targets += _rows(targets)
        paths = sorted({target.span.path for target in targets if target.span.path})
        numbers = {path: number for number, path in enumerate(paths, start=1)}
        for target in targets:
            key = id(target.node), target.row
            if target.span.path and key not in self._names:
                is_units = target.is_placeholder and bool(target.unit)
                name = _unit_name(target.unit) if is_units else _place(target, numbers)
                self._names[key] = name = self._unused(name)
                self.origins[name] = target

    def _unused(self, wanted: str) -> str:
        """`wanted`, or with a number the first like it that nothing is called yet."""
        name = wanted
        while name in self.origins:
            self._repeats[wanted] = self._repeats.get(wanted, 1) + 1
            name = f"{wanted}_{self._repeats[wanted]}"
        return name

    def name(self, node: BookmarkedNode, row: int | None = None) -> str:
        """The name of a block of the document, or of a row of a table by its index.

        Empty for what arkdoc itself wrote.
        """
        return self._names.get((id(node), row), "")

    def by_path(self) -> Mapping[str, Mapping[str, Span]]:
        """The spans of the blocks by name, by the path of their file."""
        found: dict[str, dict[str, Span]] = {}
        for name, origin in self.origins.items():
            found.setdefault(origin.span.path, {})[name] = origin.span
        return found


def _place(target: BookmarkTarget, numbers: Mapping[str, int]) -> str:
    return f"_ark_{numbers[target.span.path]}_{target.span.line}"


def _unit_name(unit: str) -> str:
    readable = re.sub("[^a-z0-9]+", "_", unit.lower())
    return f"_ark_unit_{readable[:_LONGEST_UNIT].strip('_')}"


def _row_span(row: Row) -> Span:
    """Where a row stands: its first cell that somebody wrote."""
    return next((cell.span for cell in row if cell.span.path), NOWHERE)


def _rows(targets: Sequence[BookmarkTarget]) -> list[BookmarkTarget]:
    """The rows of the tables among `targets`, but their headers, which tables begin with."""
    return [
        replace(target, row=index)
        for target in targets
        if isinstance(target.node, Table)
        for index in range(len(target.node.rows))
    ]


def _targets(document: Document) -> Iterator[BookmarkTarget]:
    """Every node that gets a paragraph or a table, with its language and its unit."""
    for part in document.parts:
        for target in _leaves(part.blocks, part.language):
            yield replace(target, unit=part.unit)
    for note in document.footnotes.values():
        yield from _leaves(note.blocks, note.language or document.language)


def _begins_with_paragraph(item: ListItem) -> bool:
    """Whether there is something that the item's marker stands beside in Word."""
    first = item.blocks[0] if item.blocks else None
    return isinstance(first, Paragraph) or (isinstance(first, Figure) and item.checked is None)


def _leaves(blocks: Iterable[Block], around: str) -> Iterator[BookmarkTarget]:
    for block in blocks:
        language = stated_language(block) or around
        match block:
            case Heading() | Paragraph() | CodeBlock() | ThematicBreak() | Directive():
                yield BookmarkTarget(block, language)
            case Table():
                nodes = (block.caption, block)
                yield from (BookmarkTarget(node, language) for node in nodes if node)
            case Figure():
                parts = (block, block.caption)
                yield from (BookmarkTarget(node, language) for node in parts if node)
            case ListBlock():
                for item in block.items:
                    if not _begins_with_paragraph(item):
                        yield BookmarkTarget(item, language)  # its marker has no paragraph
                    yield from _leaves(item.blocks, language)
            case Container(kind=ContainerKind.PLACEHOLDER):
                for inside in _leaves(block.blocks, language):
                    yield replace(inside, is_placeholder=True)
            case Container():
                if block.label:
                    yield BookmarkTarget(block, language)
                yield from _leaves(block.blocks, language)
            case Quote():
                yield from _leaves(block.blocks, language)
            case Contents() | Footnotes():
                pass
            case _:
                assert_never(block)
