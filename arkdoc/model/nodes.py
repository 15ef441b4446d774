"""The tree between readers and writers: frozen blocks and inlines. `tree` walks them.

A reader builds these nodes from Markdown, `assemble` rewrites them (levels, ids, numbers,
resolved links), a writer prints them. Every node has the span it came from; spans take no
part in equality, so two trees are equal when they say the same, wherever they stood.

A `Text` is always a contiguous stretch of one source line: its character *i* stands at
column `span.column + i`. Escapes and entities are texts of their own. Rewriting that keeps
the length (typography does) therefore keeps every position.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TypeAlias

from arkdoc.model.marker import Marker, Numeral
from arkdoc.model.source import NOWHERE, Span


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
    """A line end in the source, which is shown as a space."""

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
    """A link as written; after assembling, one to an outside address or to an attachment.

    An address is http, https or mailto; an attachment has a path beside the outputs.
    """

    destination: str
    inlines: Inlines
    title: str = ""
    span: Span = _span()

    @property
    def is_to_attachment(self) -> bool:
        """Whether it leads, once assembled, to an attachment."""
        return ":" not in self.destination.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to the `id` of a block in the same document; only assembling makes them."""

    target: str
    inlines: Inlines
    title: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class HeadingNumber:
    """The number («4.2») of the heading whose id is `target`; only assembling makes them."""

    number: str
    target: str
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
    2 for the next. Both are 0 until assembled. `adjacent`: right after another mark, from which a
    raised comma parts it (contract, clause 5); set in assembling too.
    """

    label: str
    number: int = 0
    occurrence: int = 0
    adjacent: bool = False
    span: Span = _span()


Inline: TypeAlias = (
    Text | SoftBreak | HardBreak | Code | Emphasis | Strong | Strikethrough | Link | Reference
    | HeadingNumber | Image | FootnoteReference
)  # fmt: skip
Inlines: TypeAlias = tuple[Inline, ...]


# --- blocks ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `level` is 1–6 as written, 1–5 once normalised (contract, clause 6).

    Level 0 is that of one which was guessed: below the nearest explicit heading before it. Level -1
    is arkdoc's own, at the top of its text.

    `id` is set in assembling. `language` is set where it differs from that of the part. `anchors`
    are names that links may give it besides its text: the bookmarks of a Word file. `number`
    («4.2») is set in assembling, where the note's headings are numbered.
    """

    level: int
    inlines: Inlines
    id: str = ""
    language: str = ""
    span: Span = _span()
    anchors: tuple[str, ...] = field(default=(), compare=False)
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `language` is set where it differs from that of the part."""

    inlines: Inlines
    span: Span = _span()
    language: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list. `checked` is None unless it is a task.

    `label` stands in the marker's place: «Hensikt:». It is arkdoc's own; all items of a list have
    one, or none has.
    """

    blocks: Blocks
    checked: bool | None = None
    span: Span = _span()
    label: str = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, its numbers counted from `start`. A `tight` one has no space between items."""

    marker: Marker
    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True
    span: Span = _span()

    @property
    def ordered(self) -> bool:
        """Whether its items are counted, with numbers or letters."""
        return self.marker.numeral is not Numeral.NONE


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    blocks: Blocks
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code on lines of its own; `text` has no final line end. `places` has a span for each line."""

    text: str
    info: str = ""
    span: Span = _span()
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)


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
    """A table cell: nothing, most often one paragraph, or more blocks.

    `inset`, in ems, keeps its number from the right, so that decimals meet.
    """

    blocks: Blocks
    span: Span = _span()
    inset: float = 0


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `alignments` has entries.

    `header` is one row, empty cells and all. `row_headers`: the first column names its row;
    `no_row_headers`: its author says that it doesn't.
    `widths` are fractions of the measure, one a column, summing to 1; set in assembling, as
    is `id` (for captioned tables).
    """

    alignments: tuple[Alignment, ...]
    header: Row
    rows: tuple[Row, ...]
    caption: Caption | None = None
    row_headers: bool = False
    no_row_headers: bool = False
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
    SUMMARY = "sammendrag"
    LANDSCAPE = "liggende"
    LANGUAGE = "språk"
    PLACEHOLDER = "plassholder"  # arkdoc's own: where a contribution is missing or unreadable
    MEASURE = "tiltakskort"  # arkdoc's own: a measure, its first paragraph the name and the status

    @property
    def is_made(self) -> bool:
        """Whether it is arkdoc's own, which nobody can write."""
        return self in (ContainerKind.PLACEHOLDER, ContainerKind.MEASURE)


@dataclass(frozen=True, slots=True)
class Container:
    """Blocks set apart.

    `title` is what its author calls it. `label` («Forslag til vedtak») is set in assembling, by the
    title where there is one, or empty. `language` is that of a LANGUAGE container, and empty for
    all others. `level` is that of the label where it is a heading to a listener, else 0; `about` is
    then the heading that it stands under, by which one is told from another.
    """

    kind: ContainerKind
    blocks: Blocks
    label: str = ""
    span: Span = _span()
    language: str = ""
    title: Inlines = ()
    level: int = 0
    about: str = ""


class DirectiveName(StrEnum):
    """What `[[…]]` may place (contract, clause 5)."""

    UNITS = "bidrag"
    CONTENTS = "innhold"
    MEASURES = "tiltak"
    OVERVIEW = "tiltaksoversikt"
    CHANGES = "endringer"
    ATTACHMENTS = "vedlegg"


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
    """Where footnotes stand in an output without page bottoms: the ids of those set here."""

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


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's text. `label` as written; its id after assembling, when `number` is set."""

    label: str
    blocks: Blocks
    number: int = 0
    language: str = ""
    span: Span = _span()
