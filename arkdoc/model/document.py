"""The finished note: its head, its parts in reading order, its footnotes, contents and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arkdoc.model.assets import Asset
from arkdoc.model.nodes import Blocks, Footnote, Inlines


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents: the heading's id, level and text.

    `inlines` are text, code and emphasis alone: no links, pictures, footnote marks or breaks.
    """

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
    `case_number` is the number as it is written, which is in no text.
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

    @property
    def document_title(self) -> str:
        """What the file is called in a window or a list: of a draft, «Utkast: » comes first."""
        return f"{self.draft}: {self.title}" if self.draft else self.title


@dataclass(frozen=True, slots=True)
class Document:
    """The finished note, from which every output is written."""

    head: Head
    language: str
    parts: tuple[Part, ...]
    footnotes: Mapping[str, Footnote]
    contents: tuple[ContentsEntry, ...]
    assets: Mapping[str, Asset]
