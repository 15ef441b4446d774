"""Blocks in reading order → the same with footnotes, tables and figures numbered.

Numbers run through the whole note; labels are those of the part's language (clause 5). What is
to be numbered is told first (`counts`), so that blocks whose numbers stay need no second look.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from arkdoc.model.document import (
    Block,
    Blocks,
    Container,
    Emphasis,
    Figure,
    FootnoteReference,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Quote,
    Reference,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from arkdoc.model.tree import inline_runs, rewrite_inlines, walk, walk_inlines

TABLE = "tabell"
FIGURE = "figur"
NOTE = "fotnote"


class NumberedItem(NamedTuple):
    """Something that gets a number: TABLE, FIGURE, or the mark of the NOTE called `label`."""

    kind: str
    label: str = ""


class AssignedNumber(NamedTuple):
    """The number of something, and its id.

    `label` is the word for it («Tabell»), `occurrence` how many marks a footnote has had.
    """

    number: int
    id: str
    label: str = ""
    occurrence: int = 0


Numberer = Callable[[NumberedItem], AssignedNumber | None]


def numbered_items(blocks: Blocks) -> tuple[NumberedItem, ...]:
    """What in `blocks` gets a number, in the order of `numbered`."""
    all_: list[NumberedItem] = []

    def number_of(count: NumberedItem) -> None:
        all_.append(count)

    _blocks(blocks, number_of)
    return tuple(all_)


def with_numbers(blocks: Blocks, numbers: tuple[AssignedNumber | None, ...]) -> Blocks:
    """`blocks` with the `numbers` of their `counts`; None: there is no such footnote."""
    remaining = iter(numbers)
    return _blocks(blocks, lambda _: next(remaining))


def _blocks(blocks: Blocks, number_of: Numberer) -> Blocks:
    return tuple(_block(block, number_of) for block in blocks)


def _block(block: Block, number_of: Numberer) -> Block:
    match block:
        case Table():
            return _captioned(_marked(block, number_of), TABLE, number_of)
        case Figure():
            return _captioned(_marked(block, number_of), FIGURE, number_of)
        case Container() | Quote():
            return replace(block, blocks=_blocks(block.blocks, number_of))
        case ListBlock():
            items = tuple(
                replace(item, blocks=_blocks(item.blocks, number_of)) for item in block.items
            )
            return replace(block, items=items)
        case _:
            return _marked(block, number_of)


def _captioned(block: Block, kind: str, number_of: Numberer) -> Block:
    if not isinstance(block, Table | Figure) or block.caption is None:
        return block
    number = number_of(NumberedItem(kind))
    if number is None:
        return block
    caption = replace(block.caption, label=number.label, number=number.number)
    return replace(block, caption=caption, id=number.id)


def _marked(block: Block, number_of: Numberer) -> Block:
    """`block`, a leaf, with its calls for footnotes numbered."""
    if not _has_marks(block):
        return block
    return rewrite_inlines(block, lambda inlines: _inlines(inlines, number_of))


def _has_marks(block: Block) -> bool:
    return any(
        isinstance(inline, FootnoteReference)
        for inside in walk((block,))
        for run in inline_runs(inside)
        for inline in walk_inlines(run)
    )


def _inlines(inlines: Inlines, number_of: Numberer) -> Inlines:
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case FootnoteReference():
                result.append(_mark(inline, number_of(NumberedItem(NOTE, inline.label))))
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                result.append(replace(inline, inlines=_inlines(inline.inlines, number_of)))
            case _:
                result.append(inline)
    return tuple(result)


def _mark(mark: FootnoteReference, number: AssignedNumber | None) -> Inline:
    if number is None:
        return Text(f"[^{mark.label}]", mark.span)
    return replace(mark, label=number.id, number=number.number, occurrence=number.occurrence)
