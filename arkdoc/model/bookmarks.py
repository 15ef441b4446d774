"""Document → a name for each block that has a source, for Word's bookmarks.

A name says where its block was written: `_ark_2_14` is line 14 of the second file. Word hides
names that begin with `_`, and keeps them while the text around them is edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
    Table,
    ThematicBreak,
)
from arkdoc.model.source import Span
from arkdoc.model.tree import stated_language

BookmarkedNode: TypeAlias = Block | Caption | ListItem
"""What becomes a paragraph or a table of its own in Word."""


@dataclass(frozen=True, slots=True)
class BookmarkTarget:
    """The block behind a name, and the language (of `språk`) that it is in."""

    node: BookmarkedNode
    language: str

    @property
    def span(self) -> Span:
        """Where the block stands."""
        return self.node.span


class Bookmarks:
    """The names of one document's blocks, which are the same each time they are made."""

    def __init__(self, document: Document) -> None:
        self._document = document  # keeps the blocks alive, since `_names` is by identity
        self._names: dict[int, str] = {}
        self.origins: dict[str, BookmarkTarget] = {}
        nodes = list(_nodes(document))
        paths = sorted({node.span.path for node, _ in nodes if node.span.path})
        numbers = {path: number for number, path in enumerate(paths, start=1)}
        repeats: dict[str, int] = {}
        for node, language in nodes:
            if node.span.path and id(node) not in self._names:
                name = f"_ark_{numbers[node.span.path]}_{node.span.line}"
                repeats[name] = repeats.get(name, 0) + 1
                if repeats[name] > 1:
                    name = f"{name}_{repeats[name]}"
                self._names[id(node)] = name
                self.origins[name] = BookmarkTarget(node, language)

    def name(self, node: BookmarkedNode) -> str:
        """The name of a block of the document; empty for what arkdoc itself wrote."""
        return self._names.get(id(node), "")

    def by_path(self) -> Mapping[str, Mapping[str, Span]]:
        """The spans of the blocks by name, by the path of their file."""
        found: dict[str, dict[str, Span]] = {}
        for name, origin in self.origins.items():
            found.setdefault(origin.span.path, {})[name] = origin.span
        return found


def _nodes(document: Document) -> Iterator[tuple[BookmarkedNode, str]]:
    """Every node that gets a paragraph or a table, with its language."""
    texts = [(part.blocks, part.language) for part in document.parts]
    notes = document.footnotes.values()
    texts += [(note.blocks, note.language or document.language) for note in notes]
    for blocks, language in texts:
        yield from _leaves(blocks, language)


def _begins_with_paragraph(item: ListItem) -> bool:
    """Whether there is something that the item's marker stands beside in Word."""
    first = item.blocks[0] if item.blocks else None
    return isinstance(first, Paragraph) or (isinstance(first, Figure) and item.checked is None)


def _leaves(blocks: Iterable[Block], around: str) -> Iterator[tuple[BookmarkedNode, str]]:
    for block in blocks:
        language = stated_language(block) or around
        match block:
            case Heading() | Paragraph() | CodeBlock() | ThematicBreak() | Directive():
                yield block, language
            case Table():
                yield from ((node, language) for node in (block.caption, block) if node)
            case Figure():
                yield from ((node, language) for node in (block, block.caption) if node)
            case ListBlock():
                for item in block.items:
                    if not _begins_with_paragraph(item):
                        yield item, language  # its marker has no paragraph to stand in
                    yield from _leaves(item.blocks, language)
            case Container(kind=ContainerKind.PLACEHOLDER):
                pass  # arkdoc's own words, though they have a span
            case Container():
                if block.label:
                    yield block, language
                yield from _leaves(block.blocks, language)
            case Quote():
                yield from _leaves(block.blocks, language)
            case Contents() | Footnotes():
                pass
            case _:
                assert_never(block)
