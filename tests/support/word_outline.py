"""Trees → lines in which the tree that was written and the tree that was read can be compared.

A line says a heading and its level, a paragraph, an item with its marker and depth, a row of a
table, a picture, a caption; then come the notes in their order, and the links. What a Word file
can't say is not in them: boxes, quotations and code are their paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Code,
    CodeBlock,
    Container,
    Figure,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.tree import inline_runs, walk, walk_inlines

_BOXES = {True: "☒ ", False: "☐ ", None: ""}


def outline(blocks: Blocks, *, top: int = 0) -> list[str]:
    """The lines of `blocks`; `top` is the level that is counted from."""
    return list(_lines(blocks, "", top))


def _lines(blocks: Blocks, inset: str, top: int) -> Iterator[str]:
    for block in blocks:
        yield from _of_block(block, inset, top)


def _of_block(block: Block, inset: str, top: int) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{inset}{'#' * max(1, block.level - top)} {said(block.inlines)}"
        case Paragraph():
            if words := said(block.inlines):
                yield f"{inset}{words}"
        case ListBlock():
            for number, item in enumerate(block.items, block.start):
                yield from _item(block, item, number, inset, top)
        case Quote() | Container():
            if isinstance(block, Container) and block.label:
                marks = f"{'#' * max(1, block.level - top)} " if block.level else ""
                yield f"{inset}{marks}{block.label}"
            yield from _lines(block.blocks, inset, top)
        case CodeBlock():
            yield f"{inset}{squeeze(block.text)}"
        case Table():
            yield from _caption(block.caption, inset)
            for row in (block.header, *block.rows):
                cells = (" ¶ ".join(outline(cell.blocks, top=top)) for cell in row)
                yield f"{inset}| {' | '.join(cells)} |"
        case ThematicBreak():
            yield f"{inset}----"
        case Figure():
            yield f"{inset}{said((block.image,))}"
            yield from _caption(block.caption, inset)
        case _:
            return


def _item(block: ListBlock, item: ListItem, number: int, inset: str, top: int) -> Iterator[str]:
    marker = "" if item.checked is not None and not block.ordered else block.marker.text(number)
    lines = list(_lines(item.blocks, "", top))
    first = lines.pop(0) if item.blocks and isinstance(item.blocks[0], Paragraph | Figure) else ""
    label = f"{item.label} " if item.label else ""  # Word has it as text
    yield f"{inset}{marker or '•'} {_BOXES[item.checked]}{label}{first}".rstrip()
    yield from (f"{inset}    {line}" for line in lines)


def _caption(caption: Caption | None, inset: str) -> Iterator[str]:
    if caption:
        yield f"{inset}= {said(caption.inlines)}"


def said(inlines: Inlines) -> str:
    """The words of a line, pictures and marks of notes as signs among them."""
    return squeeze("".join(_shown(inline) for inline in walk_inlines(inlines)))


def _shown(inline: Inline) -> str:
    match inline:
        case Text() | Code():
            return inline.text
        case Image():
            return f"⟨{'' if inline.decorative else inline.alt}⟩"
        case FootnoteReference():
            return "°"
        case _:
            return "" if getattr(inline, "inlines", None) is not None else " "


def squeeze(text: str) -> str:
    """A text with single spaces, and no soft hyphens."""
    return " ".join(text.replace("\xad", "").split())


def notes(blocks: Blocks, footnotes: Iterable[Footnote]) -> list[list[str]]:
    """The lines of each footnote, in the order of their first marks."""
    by_label: Mapping[str, Footnote] = {note.label: note for note in footnotes}
    labels: dict[str, None] = {}
    for inline in _inlines(blocks):
        if isinstance(inline, FootnoteReference):
            labels.setdefault(inline.label)
    return [outline(by_label[label].blocks) for label in labels if label in by_label]


def links(blocks: Blocks) -> list[tuple[str, str]]:
    """The links: where each leads, or `#` for a place in the document, and its words."""
    found = []
    for inline in _inlines(blocks):
        match inline:
            case Link():
                inside = inline.destination.startswith("#")
                found.append(("#" if inside else inline.destination, said(inline.inlines)))
            case Reference():
                found.append(("#", said(inline.inlines)))
            case _:
                pass
    return found


def _inlines(blocks: Blocks) -> Iterator[Inline]:
    """Every inline, captions of tables before their cells, as they are printed."""
    for block in walk(blocks):
        for run in inline_runs(block):
            yield from walk_inlines(run)
