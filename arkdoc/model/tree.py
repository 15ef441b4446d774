"""Blocks and inlines → what is inside them, their text, and the same rewritten.

This is the one module that knows where blocks and inlines stand inside others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import is_, is_not
from typing import TYPE_CHECKING, TypeVar, assert_never

from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Cell,
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
from arkdoc.model.source import NOWHERE, Span

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def children(block: Block) -> Iterator[Blocks]:
    """The runs of blocks that stand directly inside `block`."""
    match block:
        case ListBlock():
            for item in block.items:
                yield item.blocks
        case Quote() | Container():
            yield block.blocks
        case Table():
            for row in (block.header, *block.rows):
                for cell in row:
                    yield cell.blocks
        case Heading() | Paragraph() | CodeBlock() | ThematicBreak() | Figure():
            return
        case Directive() | Contents() | Footnotes():
            return
        case _:
            assert_never(block)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, outermost first, in reading order."""
    for block in blocks:
        yield block
        for inside in children(block):
            yield from walk(inside)


def inline_runs(block: Block) -> Iterator[Inlines]:
    """The runs of inlines that stand directly in `block`, in reading order."""
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case Table():
            if block.caption:
                yield block.caption.inlines
        case Figure():
            yield (block.image,)
            if block.caption:
                yield block.caption.inlines
        case Container():
            if block.title:
                yield block.title
        case ListBlock() | Quote() | CodeBlock() | ThematicBreak():
            return
        case Directive() | Contents() | Footnotes():
            return
        case _:
            assert_never(block)


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, outermost first, in reading order."""
    for inline in inlines:
        yield inline
        match inline:
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                yield from walk_inlines(inline.inlines)
            case Text() | SoftBreak() | HardBreak() | Code() | Image():
                pass
            case HeadingNumber() | FootnoteReference():
                pass
            case _:
                assert_never(inline)


def all_inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of `blocks` and of the blocks inside them, in reading order."""
    for block in walk(blocks):
        for inlines in inline_runs(block):
            yield from walk_inlines(inlines)


def stated_language(block: Block) -> str:
    """The language that `block` itself says it is in; empty where it is that of its part."""
    return block.language if isinstance(block, Heading | Paragraph | Container) else ""


def spoken_blocks(blocks: Iterable[Block], around: str = "") -> Iterator[tuple[Block, str]]:
    """As `walk`, each block with the language that it or what is `around` it states, or nothing."""
    for block in blocks:
        language = stated_language(block) or around
        yield block, language
        for inside in children(block):
            yield from spoken_blocks(inside, language)


def spoken_runs(blocks: Iterable[Block]) -> Iterator[tuple[Inlines, str]]:
    """The runs of inlines in `blocks` and the blocks inside, each with its stated language."""
    for block, language in spoken_blocks(blocks):
        for run in inline_runs(block):
            yield run, language


def plain_text(inlines: Iterable[Inline]) -> str:
    """The characters a reader sees; line ends as spaces, images as their alternative."""
    return "".join(map(_shown_by, walk_inlines(inlines)))


def _shown_by(inline: Inline) -> str:
    """What `inline` shows by itself, without what is inside it."""
    match inline:
        case Text() | Code():
            return inline.text
        case HeadingNumber():
            return inline.number
        case SoftBreak() | HardBreak():
            return " "
        case Image():
            return "" if inline.decorative else inline.alt
        case Emphasis() | Strong() | Strikethrough() | Link() | Reference() | FootnoteReference():
            return ""
        case _:
            assert_never(inline)


def text_of(blocks: Blocks) -> str:
    """What a reader sees of `blocks`, their paragraphs as words apart."""
    pieces = []
    for block in walk(blocks):
        if isinstance(block, CodeBlock | Directive):
            pieces.append(block.text)
        if isinstance(block, Container) and block.label:
            pieces.append(block.label)
        pieces += map(plain_text, inline_runs(block))
    return " ".join(pieces)


def without_link(inlines: Inlines, title: str, span: Span) -> Inlines:
    """What remains of a link that leads nowhere: its words, and its title in parentheses."""
    return (*inlines, replacement(f" ({title})", span)) if title.strip() else inlines


def replacement(text: str, span: Span) -> Text:
    """`text` in place of what is written at `span`.

    Its span is never as long as `text`: then each character would be taken to stand there.
    """
    if span.line == span.end_line and span.end_column - span.column == len(text):
        span = span._replace(end_column=max(span.column, span.end_column - 1))
    return Text(text, span)


def code_lines(block: CodeBlock) -> Iterator[tuple[str, Span]]:
    """Each line of a code block and its span: that of the whole block where it isn't known."""
    lines = block.text.split("\n")
    places = block.places if len(block.places) == len(lines) else (block.span,) * len(lines)
    return zip(lines, places, strict=True)


def simple_cell(inlines: Inlines, span: Span = NOWHERE) -> Cell:
    """A cell of one paragraph, or an empty one."""
    return Cell((Paragraph(inlines, span),) if inlines else (), span)


def cell_runs(cell: Cell) -> Iterator[Inlines]:
    """The runs of inlines in a cell: most often one, or none."""
    for block in walk(cell.blocks):
        yield from inline_runs(block)


def cell_text(cell: Cell) -> str:
    """The characters a reader sees in a cell, its paragraphs as words apart."""
    return " ".join(map(plain_text, cell_runs(cell)))


def written_cells(row: Row) -> Row:
    """The cells of `row` that its author wrote, without those added to fill it up."""
    return tuple(cell for cell in row if cell.span != NOWHERE)


def drop_start(inlines: Inlines, count: int) -> Inlines:
    """`inlines` without their first `count` characters, as `plain_text` counts them.

    What is left has exact spans. Footnote marks stay, and so does code that is only partly
    among the characters.
    """
    return _drop(inlines, count, from_end=False)[0]


def drop_end(inlines: Inlines, count: int) -> Inlines:
    """`inlines` without their last `count` characters, as `drop_start` does it."""
    return _drop(inlines, count, from_end=True)[0]


def _drop(inlines: Inlines, count: int, *, from_end: bool) -> tuple[Inlines, int]:
    """What is left of `inlines`, and how many of `count` they had not."""
    kept: list[Inline] = []
    for inline in reversed(inlines) if from_end else inlines:
        if not count:
            kept.append(inline)
            continue
        match inline:
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                inside, count = _drop(inline.inlines, count, from_end=from_end)
                if inside:
                    kept.append(replace(inline, inlines=inside))
            case FootnoteReference():
                kept.append(inline)
            case Text() | Code() | SoftBreak() | HardBreak() | Image() | HeadingNumber():
                length = len(_shown_by(inline))
                if length > count:
                    kept.append(_cut(inline, count, from_end=from_end))
                count -= min(count, length)
            case _:
                assert_never(inline)
    return tuple(reversed(kept) if from_end else kept), count


def _cut(inline: Inline, count: int, *, from_end: bool) -> Inline:
    if not isinstance(inline, Text):
        return inline
    left = len(inline.text) - count
    start = 0 if from_end else count
    return Text(inline.text[start : start + left], inline.span.part(start, left))


# --- rewriting -------------------------------------------------------------------------

_Node = TypeVar("_Node", bound="DataclassInstance")


def map_blocks(block: Block, change: Callable[[Blocks], Blocks]) -> Block:
    """`block` with `change` made to each run of blocks directly inside it.

    A rewriting of a whole tree is a `change` that calls this again for the blocks that it goes
    into. Where `change` gives the blocks that were there, `block` is the same object.
    """
    match block:
        case ListBlock():
            items = tuple(_updated(item, blocks=change(item.blocks)) for item in block.items)
            return _updated(block, items=items)
        case Quote() | Container():
            return _updated(block, blocks=change(block.blocks))
        case Table():
            header = _changed_row(block.header, change)
            rows = tuple(_changed_row(row, change) for row in block.rows)
            return _updated(block, header=header, rows=rows)
        case Heading() | Paragraph() | CodeBlock() | ThematicBreak() | Figure():
            return block
        case Directive() | Contents() | Footnotes():
            return block
        case _:
            assert_never(block)


def _changed_row(row: Row, change: Callable[[Blocks], Blocks]) -> Row:
    """`row` with `change` made to its cells; itself where they are the same."""
    cells = tuple(_updated(cell, blocks=change(cell.blocks)) for cell in row)
    return cells if any(map(is_not, cells, row)) else row


def map_inlines(inline: Inline, change: Callable[[Inlines], Inlines]) -> Inline:
    """`inline` with `change` made to the inlines directly inside it, as `map_blocks` does."""
    match inline:
        case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
            return _updated(inline, inlines=change(inline.inlines))
        case Text() | SoftBreak() | HardBreak() | Code() | Image():
            return inline
        case HeadingNumber() | FootnoteReference():
            return inline
        case _:
            assert_never(inline)


def map_runs(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """`block` with `change` made to each run of inlines directly in it, in reading order.

    A figure's image goes through as a run of its own; when it comes back as anything else,
    the figure becomes a paragraph (and its caption another run in it).
    """

    def caption_of(caption: Caption | None) -> Caption | None:
        return caption and _updated(caption, inlines=change(caption.inlines))

    match block:
        case Heading() | Paragraph():
            return _updated(block, inlines=change(block.inlines))
        case Table():
            caption = caption_of(block.caption)
            return block if caption is block.caption else replace(block, caption=caption)
        case Figure():
            image, caption = change((block.image,)), caption_of(block.caption)
            if len(image) == 1 and isinstance(image[0], Image):
                return replace(block, image=image[0], caption=caption)
            tail = (Text(" "), *caption.inlines) if caption else ()
            return Paragraph((*image, *tail), block.span)
        case Container():
            return _updated(block, title=change(block.title)) if block.title else block
        case ListBlock() | Quote() | CodeBlock() | ThematicBreak():
            return block
        case Directive() | Contents() | Footnotes():
            return block
        case _:
            assert_never(block)


def map_all_runs(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    """`blocks` with `change` made to every run of inlines in them and in the blocks inside."""
    return map_spoken_runs(blocks, lambda inlines, _: change(inlines))


def map_all_inlines(blocks: Blocks, change: Callable[[Inline], Inline]) -> Blocks:
    """`blocks` with `change` made to every inline in them, to what stands in it before that."""

    def run(inlines: Inlines) -> Inlines:
        return tuple(change(map_inlines(inline, run)) for inline in inlines)

    return map_all_runs(blocks, run)


def map_spoken_runs(
    blocks: Blocks, change: Callable[[Inlines, str], Inlines], around: str = ""
) -> Blocks:
    """As `map_all_runs`, with the language that each run's block, or what is around it, states."""

    def spoken(block: Block) -> Block:
        language = stated_language(block) or around
        return map_blocks(
            map_runs(block, lambda inlines: change(inlines, language)),
            lambda inside: map_spoken_runs(inside, change, language),
        )

    return tuple(map(spoken, blocks))


def _updated(node: _Node, **changes: tuple[object, ...]) -> _Node:
    """`node` with `changes` to its fields; itself where they hold the objects it has."""
    for name, new in changes.items():
        old = getattr(node, name)
        if len(new) != len(old) or not all(map(is_, new, old)):
            return replace(node, **changes)
    return node
