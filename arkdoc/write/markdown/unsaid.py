"""What Markdown can't say, each kind by name, and where a tree says it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from arkdoc.model.diagnostic import N_
from arkdoc.model.source import Span


class Unsaid(Enum):
    """A kind of thing that `plain` changes; the values are message ids."""

    LANGUAGE = N_("a paragraph or heading in another language: its language is not marked")
    HEADING_LEVEL = N_("a heading of a level that Markdown hasn't: it gets the nearest one")
    HEADING_INSIDE = N_("a heading in a list, a note or a quotation: it becomes bold text")
    MARKER = N_("numbers or signs before the items of a list: they become usual ones")
    ITEM_ALONE = N_("a list of one item with a letter or sign: it becomes text")
    TASK = N_("a box to tick without words beside it: it becomes a sign")
    DEPTH = N_("lists, quotations or boxes inside too many others: they become text")
    HEADERS = N_("headings of rows in a table without a caption: they become usual cells")
    CAPTION_SIGNS = N_("bold text, links or notes in the caption of a picture")
    CAPTION = N_("a line before a table that begins like a caption: it becomes the caption")
    FIGURE_IN_CELL = N_("a picture in a cell of a table: its caption becomes hidden text")
    LIST_IN_LIST_IN_CELL = N_("a list in a list in a cell: its items become items of the list")
    LIST_IN_CELL = N_("a list in a cell that can't be one: its items become lines")
    BLOCK_IN_CELL = N_("a quotation, code, a box or a table in a cell: it becomes lines")
    ALT_TEXT = N_("a picture whose description is the word for decoration: it gets none")
    NOTE_IN_LINK = N_("the mark of a note in a link: it stands after the link")
    NOTE_IN_NOTE = N_("the mark of a note in a note: it becomes text")
    NOTE_ALONE = N_("a note without a mark, or a mark without a note: it becomes text")
    LINK = N_("a link that leads nowhere: it becomes text")
    CODE_LANGUAGE = N_("code in a language without colours: its name becomes the first line")
    LINE_END = "a line end beside another one, or where no line ends"
    SPACE = "space at the ends of lines and of what is emphasised"
    SPACING = "space between items, which others of the list don't have"
    CONTROL = "characters that no text may hold"
    EMPTY = "blocks and inlines with nothing in them"
    BREAK_IN_EMPHASIS = "emphasis that goes on over an empty line in a cell"
    LISTS_IN_CELL = "lists right after each other in a cell, with the same signs"
    NESTED_EMPHASIS = "text struck out twice, or emphasised deeper than is read"


UNSEEN = frozenset(
    (Unsaid.LINE_END, Unsaid.SPACE, Unsaid.SPACING, Unsaid.CONTROL, Unsaid.EMPTY,
     Unsaid.BREAK_IN_EMPHASIS, Unsaid.LISTS_IN_CELL, Unsaid.NESTED_EMPHASIS)
)  # fmt: skip
"""The kinds that make no difference to who reads the note."""


@dataclass(slots=True)
class Changes:
    """What was changed to make a tree plain: how often of each kind, and where it was first."""

    counts: Counter[Unsaid] = field(default_factory=Counter)
    places: dict[Unsaid, Span] = field(default_factory=dict)

    def note(self, kind: Unsaid, span: Span) -> None:
        """Note one change."""
        self.counts[kind] += 1
        self.places.setdefault(kind, span)

    @property
    def told(self) -> tuple[tuple[Unsaid, int, Span], ...]:
        """The kinds that a reader would see, how often each, and where first."""
        seen = (kind for kind in Unsaid if kind not in UNSEEN and self.counts[kind])
        return tuple((kind, self.counts[kind], self.places[kind]) for kind in seen)
