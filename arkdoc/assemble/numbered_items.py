"""Blocks in reading order → the same with footnotes, tables and figures numbered.

Numbers run through the whole note; labels are those of the part's language (clause 5).
`numbered_items` says what gets a number, so that the numbers can be found without the blocks,
and blocks whose numbers stay the same need no rewriting.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, assert_never

from arkdoc.model.nodes import (
    Block,
    Blocks,
    Code,
    Emphasis,
    Figure,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from arkdoc.model.tree import map_blocks, map_inlines, map_runs, stated_language

TABLE = "tabell"
FIGURE = "figur"
NOTE = "fotnote"
HEADING = "overskrift"


class NumberedItem(NamedTuple):
    """Something that gets a number: TABLE, FIGURE, or the mark of the NOTE called `label`.

    `language` is what is stated around a table or figure, or empty. Also a HEADING, where these are
    numbered, whose level is its `label`.
    """

    kind: str
    label: str = ""
    language: str = ""


class AssignedNumber(NamedTuple):
    """The number of something, and its id.

    `label` is the word for it («Tabell»), or the whole number of a heading («4.2»), `occurrence`
    how many marks a footnote has had.
    """

    number: int
    id: str
    label: str = ""
    occurrence: int = 0


Numberer = Callable[[NumberedItem], AssignedNumber | None]


def numbered_items(blocks: Blocks, *, with_headings: bool = False) -> tuple[NumberedItem, ...]:
    """What in `blocks` gets a number, in reading order."""
    items: list[NumberedItem] = []

    def number_of(item: NumberedItem) -> None:
        items.append(item)

    _numbered(blocks, number_of, with_headings)
    return tuple(items)


def with_numbers(
    blocks: Blocks, numbers: tuple[AssignedNumber | None, ...], *, with_headings: bool = False
) -> Blocks:
    """`blocks` with the `numbers` of their `numbered_items`; None: there is no such footnote."""
    remaining = iter(numbers)
    return _numbered(blocks, lambda _: next(remaining), with_headings)


def _numbered(
    blocks: Blocks, number_of: Numberer, with_headings: bool, language: str = ""
) -> Blocks:
    return tuple(
        _block(block, number_of, with_headings, stated_language(block) or language)
        for block in blocks
    )


def _block(block: Block, number_of: Numberer, with_headings: bool, language: str) -> Block:
    if isinstance(block, Heading) and with_headings:
        assigned = number_of(NumberedItem(HEADING, str(block.level)))
        block = replace(block, number=assigned.label) if assigned else block
    block = map_runs(block, lambda inlines: _MarkNumberer(number_of).inlines(inlines))
    if isinstance(block, Table | Figure) and block.caption:
        kind = TABLE if isinstance(block, Table) else FIGURE
        number = number_of(NumberedItem(kind, language=language))
        if number:
            caption = replace(block.caption, label=number.label, number=number.number)
            block = replace(block, caption=caption, id=number.id)
    return map_blocks(block, lambda inside: _numbered(inside, number_of, with_headings, language))


class _MarkNumberer:
    """Numbers the marks of one run of inlines, which may stand next to each other."""

    def __init__(self, number_of: Numberer) -> None:
        self._number_of = number_of
        self._after_mark = False

    def inlines(self, inlines: Inlines) -> Inlines:
        """`inlines` of the run with their marks numbered, in reading order."""
        return tuple(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case FootnoteReference():
                return self._mark(inline)
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                return map_inlines(inline, self.inlines)
            case Text() | SoftBreak() | HardBreak() | Code() | Image():
                self._after_mark = False
                return inline
            case _:
                assert_never(inline)

    def _mark(self, mark: FootnoteReference) -> Inline:
        number = self._number_of(NumberedItem(NOTE, mark.label))
        adjacent, self._after_mark = self._after_mark, number is not None
        if number is None:
            return Text(f"[^{mark.label}]", mark.span)
        return replace(
            mark,
            label=number.id,
            number=number.number,
            occurrence=number.occurrence,
            adjacent=adjacent,
        )
