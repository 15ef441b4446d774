"""Ways through the tree of `document`: walking it, its plain text, rewriting its inlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias, assert_never

from arkdoc.model.document import (
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


def children(block: Block) -> Iterator[Blocks]:
    """The runs of blocks that stand directly inside `block`."""
    match block:
        case ListBlock():
            for item in block.items:
                yield item.blocks
        case Quote() | Container():
            yield block.blocks
        case (
            Heading()
            | Paragraph()
            | CodeBlock()
            | ThematicBreak()
            | Table()
            | Figure()
            | Directive()
            | Contents()
            | Footnotes()
        ):
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
            for row in (block.header, *block.rows):
                for cell in row:
                    yield cell.inlines
        case Figure():
            yield (block.image,)
            if block.caption:
                yield block.caption.inlines
        case (
            ListBlock()
            | Quote()
            | Container()
            | CodeBlock()
            | ThematicBreak()
            | Directive()
            | Contents()
            | Footnotes()
        ):
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
            case Text() | SoftBreak() | HardBreak() | Code() | Image() | FootnoteReference():
                pass
            case _:
                assert_never(inline)


def all_inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of `blocks` and of the blocks inside them, in reading order."""
    for block in walk(blocks):
        for inlines in inline_runs(block):
            yield from walk_inlines(inlines)


def plain_text(inlines: Iterable[Inline]) -> str:
    """The characters a reader sees; line ends as spaces, images as their alternative."""
    pieces = []
    for inline in walk_inlines(inlines):
        match inline:
            case Text() | Code():
                pieces.append(inline.text)
            case SoftBreak() | HardBreak():
                pieces.append(" ")
            case Image():
                pieces.append("" if inline.decorative else inline.alt)
            case _:
                pass
    return "".join(pieces)


def without_link(inlines: Inlines, title: str, span: Span) -> Inlines:
    """What a link that leads nowhere leaves: its words, and its title, which nothing else shows."""
    return (*inlines, instead(f" ({title})", span)) if title.strip() else inlines


def instead(text: str, span: Span) -> Text:
    """`text` for what is written otherwise at `span`, which is where it stands.

    It is never as long as its span: each of its characters would be taken to stand there.
    """
    if span.line == span.end_line and span.end_column - span.column == len(text):
        span = span._replace(end_column=max(span.column, span.end_column - 1))
    return Text(text, span)


def code_lines(block: CodeBlock) -> Iterator[tuple[str, Span]]:
    """Each line of a code block, and where it stands: the whole block where that isn't known."""
    lines = block.text.split("\n")
    places = block.places if len(block.places) == len(lines) else (block.span,) * len(lines)
    return zip(lines, places, strict=True)


def written_cells(row: Row) -> Row:
    """The cells of `row` as its author wrote it, without those it was filled up with."""
    return tuple(cell for cell in row if cell.span != NOWHERE)


def drop_start(inlines: Inlines, count: int) -> Inlines:
    """`inlines` without their first `count` characters, as `plain_text` counts them."""
    kept: list[Inline] = []
    for inline in inlines:
        length = len(plain_text((inline,)))
        if count <= 0:
            kept.append(inline)
        elif length <= count:
            count -= length
        else:
            kept.append(_drop_start_of(inline, count))
            count = 0
    return tuple(kept)


def _drop_start_of(inline: Inline, count: int) -> Inline:
    match inline:
        case Text():
            place = inline.span.part(count, len(inline.text) - count)
            return Text(inline.text[count:], place)
        case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
            return replace(inline, inlines=drop_start(inline.inlines, count))
        case Code() | Image() | SoftBreak() | HardBreak() | FootnoteReference():
            return inline
        case _:
            assert_never(inline)


# --- rewriting -------------------------------------------------------------------------

Rewrite: TypeAlias = Callable[[Inlines], Inlines]


def rewrite_inlines(block: Block, rewrite: Rewrite) -> Block:
    """`block` with `rewrite` done to every run of inlines in it and in the blocks inside it.

    A figure's image goes through as a run of its own; when it comes back as anything else,
    the figure becomes a paragraph (and its caption another run in it).
    """
    match block:
        case Heading() | Paragraph():
            return replace(block, inlines=rewrite(block.inlines))
        case ListBlock():
            return replace(
                block,
                items=tuple(
                    replace(item, blocks=rewrite_blocks(item.blocks, rewrite))
                    for item in block.items
                ),
            )
        case Quote() | Container():
            return replace(block, blocks=rewrite_blocks(block.blocks, rewrite))
        case Table():
            return replace(
                block,
                caption=_rewrite_caption(block.caption, rewrite),
                header=_rewrite_row(block.header, rewrite),
                rows=tuple(_rewrite_row(row, rewrite) for row in block.rows),
            )
        case Figure():
            return _rewrite_figure(block, rewrite)
        case CodeBlock() | ThematicBreak() | Directive() | Contents() | Footnotes():
            return block
        case _:
            assert_never(block)


def rewrite_blocks(blocks: Blocks, rewrite: Rewrite) -> Blocks:
    """`rewrite_inlines` for each of `blocks`."""
    return tuple(rewrite_inlines(block, rewrite) for block in blocks)


def _rewrite_row(row: Row, rewrite: Rewrite) -> Row:
    return tuple(replace(cell, inlines=rewrite(cell.inlines)) for cell in row)


def _rewrite_caption(caption: Caption | None, rewrite: Rewrite) -> Caption | None:
    return caption and replace(caption, inlines=rewrite(caption.inlines))


def _rewrite_figure(figure: Figure, rewrite: Rewrite) -> Block:
    image = rewrite((figure.image,))
    caption = _rewrite_caption(figure.caption, rewrite)
    match image:
        case (Image() as only,):
            return replace(figure, image=only, caption=caption)
        case _:
            tail: Inlines = (Text(" "), *caption.inlines) if caption else ()
            return Paragraph((*image, *tail), figure.span)
