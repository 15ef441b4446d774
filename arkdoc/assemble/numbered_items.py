"""Blocks in reading order → the same with footnotes, tables, figures and headings numbered.

Numbers run through the whole note; labels are those of the part's language (clause 5).
`numbered_items` says what gets a number, so that the numbers can be found without the blocks,
and blocks whose numbers stay the same need no rewriting.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from typing import NamedTuple, assert_never

from arkdoc.assemble.heading_references import with_number, without_number
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Code,
    Emphasis,
    Figure,
    FootnoteReference,
    HardBreak,
    Heading,
    HeadingNumber,
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
REFERENCE = "henvisning"


class NumberedItem(NamedTuple):
    """Something that gets a number: TABLE, FIGURE, or the mark of the NOTE called `label`.

    `language` is what is stated around a table or figure, or empty. Where headings are numbered,
    also a HEADING with its level as `label` and its id as `target`, and a REFERENCE to a `target`.
    """

    kind: str
    label: str = ""
    language: str = ""
    target: str = ""


class AssignedNumber(NamedTuple):
    """The number of something, and its id.

    `label` is the word for it («Tabell», «punkt {number}» in a reference), `occurrence` how many
    marks a footnote has had. That of a heading, and of a reference to it, is `whole` («4.2»).
    """

    number: int
    id: str
    label: str = ""
    occurrence: int = 0
    whole: str = ""


Numberer = Callable[[NumberedItem], AssignedNumber | None]


class Headings(Enum):
    """Whether the headings among some blocks are numbered, and links to them say so."""

    PLAIN = auto()
    REFERRED_TO = auto()
    NUMBERED = auto()


def numbered_items(blocks: Blocks, headings: Headings = Headings.PLAIN) -> tuple[NumberedItem, ...]:
    """What in `blocks` gets a number, in reading order."""
    items: list[NumberedItem] = []

    def number_of(item: NumberedItem) -> None:
        items.append(item)

    _numbered(blocks, number_of, headings)
    return tuple(items)


def with_numbers(
    blocks: Blocks,
    numbers: tuple[AssignedNumber | None, ...],
    headings: Headings = Headings.PLAIN,
) -> Blocks:
    """`blocks` with the `numbers` of their `numbered_items`.

    None: there is no such footnote, or what a reference leads to has no number.
    """
    remaining = iter(numbers)
    return _numbered(blocks, lambda _: next(remaining), headings)


def _numbered(
    blocks: Blocks, number_of: Numberer, headings: Headings, language: str = ""
) -> Blocks:
    return tuple(
        _block(block, number_of, headings, stated_language(block) or language) for block in blocks
    )


def _block(block: Block, number_of: Numberer, headings: Headings, language: str) -> Block:
    is_heading = isinstance(block, Heading)
    if isinstance(block, Heading) and headings is Headings.NUMBERED:
        assigned = number_of(NumberedItem(HEADING, str(block.level), target=block.id))
        block = replace(block, number=assigned.whole) if assigned else block
    refers = headings is not Headings.PLAIN

    def numbered_run(inlines: Inlines) -> Inlines:
        run = _RunNumberer(number_of, language, refers=refers, in_heading=is_heading)
        return run.inlines(inlines)

    block = map_runs(block, numbered_run)
    if isinstance(block, Table | Figure) and block.caption:
        kind = TABLE if isinstance(block, Table) else FIGURE
        number = number_of(NumberedItem(kind, language=language))
        if number:
            caption = replace(block.caption, label=number.label, number=number.number)
            block = replace(block, caption=caption, id=number.id)
    return map_blocks(block, lambda inside: _numbered(inside, number_of, headings, language))


class _RunNumberer:
    """Numbers the marks and references of one run of inlines; marks may stand side by side."""

    def __init__(
        self, number_of: Numberer, language: str, *, refers: bool, in_heading: bool
    ) -> None:
        self._number_of = number_of
        self._language = language
        self._refers = refers
        self._in_heading = in_heading
        self._after_mark = False

    def inlines(self, inlines: Inlines) -> Inlines:
        """`inlines` of the run with their marks and references numbered, in reading order."""
        return tuple(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case FootnoteReference():
                return self._mark(inline)
            case Reference() if self._refers:
                return self._reference(inline)
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                return map_inlines(inline, self.inlines)
            case Text() | SoftBreak() | HardBreak() | Code() | Image() | HeadingNumber():
                self._after_mark = False
                return inline
            case _:
                assert_never(inline)

    def _reference(self, reference: Reference) -> Inline:
        item = NumberedItem(REFERENCE, language=self._language, target=reference.target)
        number = self._number_of(item)
        inside = replace(reference, inlines=self.inlines(reference.inlines))
        if number is None:
            return replace(inside, inlines=without_number(inside))
        # A heading is called the same in the contents and the bookmarks, whatever its links say.
        in_full = not self._in_heading
        words = with_number(inside, number.whole, number.label, in_full=in_full)
        self._after_mark = self._after_mark and words is inside.inlines
        return replace(inside, inlines=words)

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
