"""The tree between readers and writers: frozen blocks and inlines, and ways to walk them.

A reader builds these nodes from Markdown, `assemble` rewrites them (levels, ids, numbers,
resolved links), a writer spells them. Every node has the span it came from; spans take no
part in equality, so two trees are equal when they say the same, wherever they stood.

A `Text` is always a contiguous stretch of one source line: its character *i* stands at
column `span.column + i`. Escapes and entities are texts of their own. Rewriting that keeps
the length (typography does) therefore keeps every position.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias, assert_never

from arkdoc.source import NOWHERE, Span


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False)


# --- inlines ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters, on one source line."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class SoftBreak:
    """A line end in the source: a space to a reader."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line break that the author asked for."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Code:
    """Code within a line."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised text."""

    inlines: Inlines
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly emphasised text."""

    inlines: Inlines
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Strikethrough:
    """Struck-out text."""

    inlines: Inlines
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written; after assembling, one to an outside address (http, https, mailto)."""

    destination: str
    inlines: Inlines
    title: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to the `id` of a block in the same document; only assembling makes them."""

    target: str
    inlines: Inlines
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Image:
    """An image. `source` is as written; after assembling, a key of `Document.assets`.

    `decorative` images have no text alternative on purpose (contract, clause 5).
    """

    source: str
    alt: str
    title: str = ""
    decorative: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """A mark that calls a footnote by `label`, which is its id after assembling.

    `number` counts through the whole note; `occurrence` is 1 for a footnote's first mark,
    2 for the next. Both are 0 until assembled.
    """

    label: str
    number: int = 0
    occurrence: int = 0
    span: Span = _span()


Inline: TypeAlias = (
    Text
    | SoftBreak
    | HardBreak
    | Code
    | Emphasis
    | Strong
    | Strikethrough
    | Link
    | Reference
    | Image
    | FootnoteReference
)
Inlines: TypeAlias = tuple[Inline, ...]


# --- blocks ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `level` is 1–6 as written, 1–5 once normalised (contract, clause 6).

    `id` is set in assembling. `language` is set where it differs from that of the part.
    """

    level: int
    inlines: Inlines
    id: str = ""
    language: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: Inlines
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list. `checked` is None unless it is a task."""

    blocks: Blocks
    checked: bool | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, bulleted or numbered from `start`. A `tight` one has no space between items."""

    ordered: bool
    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    blocks: Blocks
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code on lines of its own; `text` has no final line end."""

    text: str
    info: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A horizontal rule."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Caption:
    """What a table or figure is called: «Tabell 1. …».

    `label` (the word, in the part's language) and `number` are set in assembling.
    """

    inlines: Inlines
    label: str = ""
    number: int = 0
    span: Span = _span()

    @property
    def lead(self) -> str:
        """The numbered lead-in, with the space that follows it: «Tabell 1. »."""
        return f"{self.label}\u00a0{self.number}. "


class Alignment(Enum):
    """How a table column stands."""

    NONE = ""
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell."""

    inlines: Inlines
    span: Span = _span()


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `alignments` has entries.

    `header` is one row, empty cells and all. `row_headers`: the first column names its row.
    `widths` are fractions of the measure, one a column, summing to 1; set in assembling, as
    is `id` (for captioned tables).
    """

    alignments: tuple[Alignment, ...]
    header: Row
    rows: tuple[Row, ...]
    caption: Caption | None = None
    row_headers: bool = False
    widths: tuple[float, ...] = ()
    id: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Figure:
    """An image that stands alone, with its caption if it has one; `id` as for a table."""

    image: Image
    caption: Caption | None = None
    id: str = ""
    span: Span = _span()


class ContainerKind(Enum):
    """What a container is for. The values are the words that open one in Markdown."""

    NOTE = "merknad"
    PROPOSAL = "forslag"
    LANDSCAPE = "liggende"
    PLACEHOLDER = "plassholder"  # arkdoc's own: where a contribution is missing or unreadable


@dataclass(frozen=True, slots=True)
class Container:
    """Blocks set apart. `label` («Forslag til vedtak») is set in assembling, or empty."""

    kind: ContainerKind
    blocks: Blocks
    label: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Directive:
    """`[[name]]` alone in a paragraph; assembling replaces every one of them.

    `text` is the line as it stands in the source.
    """

    name: str
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents stands; its entries are `Document.contents`."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Footnotes:
    """Where notes are set in a medium without pages' feet: the ids of those set here."""

    ids: tuple[str, ...]
    span: Span = _span()


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | CodeBlock
    | ThematicBreak
    | Table
    | Figure
    | Container
    | Directive
    | Contents
    | Footnotes
)
Blocks: TypeAlias = tuple[Block, ...]


# --- the document ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's text. `label` as written; its id after assembling, when `number` is set."""

    label: str
    blocks: Blocks
    number: int = 0
    language: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Asset:
    """An image file, sizes in pixels (for SVG: CSS pixels, 96 to the inch)."""

    path: str
    data: bytes
    media_type: str
    width: int
    height: int
    dpi: float = 96.0


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents: the heading's id, level and text."""

    target: str
    level: int
    inlines: Inlines
    language: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks of one origin: of the introduction (`unit` empty) or of one unit."""

    unit: str
    language: str
    source: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Head:
    """The block at the note's head, every word in the note's language.

    `kicker` is «SAK 11/19», `case_type` «informasjon/drøfting», `rows` label and value,
    `exemption` «Unntatt offentlighet, jf. …» or empty, `running` the running header,
    `draft` «Utkast» or empty. `date` is ISO 8601 or empty: the clock of every output.
    """

    title: str
    kicker: str
    case_type: str
    rows: tuple[tuple[str, str], ...]
    exemption: str
    running: str
    draft: str
    date: str
    author: str


@dataclass(frozen=True, slots=True)
class Document:
    """The finished note, of which every output is a spelling."""

    head: Head
    language: str
    parts: tuple[Part, ...]
    footnotes: Mapping[str, Footnote]
    contents: tuple[ContentsEntry, ...]
    assets: Mapping[str, Asset]


# --- walking ---------------------------------------------------------------------------


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
