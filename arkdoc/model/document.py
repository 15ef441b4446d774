"""The finished note: its head, its parts in reading order, its footnotes, contents and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from arkdoc.model.assets import Asset
from arkdoc.model.nodes import Blocks, Footnote, Inlines, Text
from arkdoc.model.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents: the heading's id, level, text, and number if it has one.

    `inlines` are text, code and emphasis alone: no links, pictures, footnote marks or breaks.
    """

    target: str
    level: int
    inlines: Inlines
    language: str = ""
    number: str = ""


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
    `case_number` is the number as it is written, which is in no text; `archive_case`
    is «Arkivsaksnr. 2019/5432» or empty.
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
    case_number: str
    archive_case: str = ""

    @property
    def keywords(self) -> tuple[str, ...]:
        """What is to be seen among a file's properties, and to be found by."""
        return tuple(filter(None, (self.exemption, self.archive_case)))

    @property
    def document_title(self) -> str:
        """What the file is called in a window or a list: of a draft, «Utkast: » comes first."""
        return f"{self.draft}: {self.title}" if self.draft else self.title

    @property
    def stamps(self) -> str:
        """What stands at the right of every page's header: «Utkast · Unntatt offentlighet, …»."""
        return " · ".join(filter(None, (self.draft, self.exemption)))


class HeadLineKind(Enum):
    """What a line of the note's head is."""

    DRAFT = "draft"
    KICKER = "kicker"
    TITLE = "title"
    CASE_TYPE = "case_type"
    ROW = "row"
    EXEMPTION = "exemption"


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the note's head: its words and, of a row, the label before them and its number."""

    kind: HeadLineKind
    inlines: Inlines
    label: str = ""
    number: int = 0


def head_lines(head: Head) -> tuple[HeadLine, ...]:
    """The lines of a note's head, in order, without those that say nothing."""
    lines = (
        (HeadLineKind.DRAFT, head.draft),
        (HeadLineKind.KICKER, head.kicker),
        (HeadLineKind.TITLE, head.title),
        (HeadLineKind.CASE_TYPE, f"({head.case_type})" if head.case_type else ""),
    )
    rows = enumerate(head.rows, start=1)
    return (
        *(HeadLine(kind, (Text(words),)) for kind, words in lines if words),
        *(
            HeadLine(HeadLineKind.ROW, (Text(value),), label, number)
            for number, (label, value) in rows
        ),
        *(HeadLine(HeadLineKind.EXEMPTION, (Text(words),)) for words in (head.exemption,) if words),
    )


@dataclass(frozen=True, slots=True)
class ListedAttachment:
    """An attachment as the note lists it, by its number.

    `path` is that of its file from the root, and `place` where a copy of it lies beside the
    outputs; both are empty where there is no file. `span` is where it is named.
    """

    number: int
    title: str
    path: str = ""
    place: str = ""
    span: Span = field(default=NOWHERE, compare=False)

    @property
    def kind(self) -> str:
        """What kind of file it is, as readers know it: `PDF`."""
        _, dot, ending = self.place.rpartition(".")
        return ending.upper() if dot else ""


@dataclass(frozen=True, slots=True)
class Document:
    """The finished note, from which every output is written.

    `attachments` are those of the note, in order: their list is in its parts. `numbered`: the
    headings are.
    """

    head: Head
    language: str
    parts: tuple[Part, ...]
    footnotes: Mapping[str, Footnote]
    contents: tuple[ContentsEntry, ...]
    assets: Mapping[str, Asset]
    attachments: tuple[ListedAttachment, ...] = ()
    numbered: bool = False
