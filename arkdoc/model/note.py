"""The values between reading and assembling: the note, the unit tree, the contributions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from enum import Enum
from itertools import chain
from typing import TypeAlias

from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.dates import parse_date
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import Document
from arkdoc.model.file_name import DEFAULT_FILE_NAME, FileName
from arkdoc.model.measure_status import OPEN, MeasureStatus
from arkdoc.model.nodes import Blocks, Footnote, Inlines, Text
from arkdoc.model.source import NOWHERE, Span, WordText
from arkdoc.model.tree import plain_text

SMALLEST_GROUP = 12
"""People: ARK's working limit for figures about groups."""


class Expectation(Enum):
    """What is expected of a unit: the values of `bidrag` (contract, clause 3)."""

    REQUIRED = "påkrevd"
    OPTIONAL = "valgfritt"
    NO_REMARKS = "ingen merknader"
    NOT_DELIVERED = "ikke levert"


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit. `span` is that of its id, `name_span` that of its name.

    `contacts` are never printed, shown in an output or recorded. `locked`: nothing more is taken
    from the browser.
    """

    id: str
    name: str
    expects: Expectation
    units: tuple[Unit, ...] = ()
    staff: int | None = None
    contacts: tuple[str, ...] = field(default=(), repr=False)
    locked: bool = False
    span: Span = field(default=NOWHERE, compare=False)
    name_span: Span = field(default=NOWHERE, compare=False)

    def walk(self, level: int = 1) -> Iterator[tuple[Unit, int]]:
        """This unit and all below it, depth first, each with its level; this one's is `level`."""
        yield self, level
        for unit in self.units:
            yield from unit.walk(level + 1)


@dataclass(frozen=True, slots=True)
class Suppression:
    """`tillat`: warnings and infos of the rule `code` are suppressed.

    They are suppressed `within` a block, or, where that is None, in the whole note, or in the
    texts of the unit with the id `unit`. `place` is where the code is written; a `code` that is
    not one is kept as written.
    """

    code: str
    place: Span = field(default=NOWHERE, compare=False)
    within: Span | None = None
    unit: str = ""
    reason: str = ""


MeasureTexts: TypeAlias = tuple[tuple[str, str], ...]
"""The names of a measure's fields, `navn` and `status` first, and their texts without markup."""


@dataclass(frozen=True, slots=True)
class MeasureField:
    """One filled-in field of a measure, such as `hensikt`; `value` is inline Markdown."""

    name: str
    value: Inlines


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (tiltak); see clause 8.

    `status` is one of its four canonical values; an unknown one is kept as written, and a
    missing one is "".

    `fields` are the other fields in the contract's order, empty ones left out.
    """

    name: Inlines
    status: str
    fields: tuple[MeasureField, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)

    @property
    def texts(self) -> MeasureTexts:
        """All that it says, field by field, without markup."""
        named = [("navn", plain_text(self.name)), ("status", self.status)]
        return (*named, *((field.name, plain_text(field.value)) for field in self.fields))

    def text(self, name: str) -> str:
        """The text of the field `name`, without markup; empty where it is not filled in."""
        values = (field.value for field in self.fields if field.name == name)
        return plain_text(next(values, ()))

    @property
    def deadline(self) -> Date | None:
        """The day when it is to be done, if its deadline is a date."""
        return parse_date(self.text("frist"))

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status in OPEN

    @property
    def has_failed(self) -> bool:
        """Whether it was not carried out, or had no effect or only a partial one."""
        is_given_up = self.status == MeasureStatus.NOT_COMPLETED
        return is_given_up or self.text("effekt") in ("nei", "delvis")

    @property
    def reasons(self) -> tuple[MeasureField, ...]:
        """The fields that say how it went."""
        return tuple(f for f in self.fields if f.name in ("resultat", "prosess", "evaluering"))


@dataclass(frozen=True, slots=True)
class PastMeasure:
    """A measure of the note before this one: its name, without markup, and its last status."""

    name: str
    status: str


@dataclass(frozen=True, slots=True)
class PastUnit:
    """A unit of the note before this one, with its measures; "" for what was of no unit."""

    id: str
    name: str
    measures: tuple[MeasureTexts, ...]


@dataclass(frozen=True, slots=True)
class PastNote:
    """The note before this one, as far as its record tells; each unit once."""

    case_number: str
    date: Date | None
    units: tuple[PastUnit, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown of one file, read. `anchors` come later, from the headings in `blocks`."""

    blocks: Blocks
    footnotes: tuple[Footnote, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Status(Enum):
    """The value of the field `status` of a contribution."""

    DRAFT = "utkast"
    DONE = "ferdig"
    NO_REMARKS = "ingen merknader"


class ClueKind(Enum):
    """Where a Word file may say which unit it is of, in the order in which that counts."""

    CONTROL = "content control"
    PROPERTY = "document property"
    FIELD = "field"
    TITLE = "title"
    FILE_NAME = "file name"


@dataclass(frozen=True, slots=True)
class UnitClue:
    """What may be the name of the unit in a Word file; all but titles and file names claim it."""

    kind: ClueKind
    text: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One contribution, read.

    `unit` is the unit as the author named it, NFC, or empty. `fault` is what made it
    unreadable (quarantine, clause 7): it then has no text. `language` is empty when it is the
    note's; without a `language_span`, it is Word's mark that says it. `involvement` says who has
    had a part in it. `contact` is never printed, shown or recorded.

    Of a Word file: `clues` to its unit, in the order in which they count, which `unit_clues` turns
    into `unit`; `word_text`, its paragraphs; and its `pictures`, their bytes by path, as if the
    Word file were a folder: `contributions/ub.docx/word/media/image1.png`.
    """

    path: str
    sha256: str
    unit: str
    unit_span: Span
    body: Body
    date: Date | None = None
    date_span: Span = NOWHERE
    status: Status = Status.DONE
    status_span: Span = NOWHERE
    language: str = ""
    language_span: Span = NOWHERE
    involvement: str = ""
    involvement_span: Span = NOWHERE
    measures: tuple[Measure, ...] = ()
    measures_as_table: bool = False
    fault: Diagnostic | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    contact: str = field(default="", repr=False)
    clues: tuple[UnitClue, ...] = ()
    word_text: WordText | None = field(default=None, compare=False, repr=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NoteApproval:
    """Who has approved the note, as written, and when; both may lack."""

    by: str
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """An item of `vedlegg`: a title, a file's name, or both: `Tiltaksplan UB (plan.pdf)`."""

    text: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """`notat.md`, read; fields as in the contract's clause 3, absent texts empty.

    `committee` stands before the number of the case, and `revised` after it. `head` are the
    fields in the block at the note's head that are set, by name, in their order there;
    `glossary` has abbreviations with their meanings; `previous` is the path of the record of
    the note before this one, and, once that has been read, `before` is what it says, and `past`
    the measures that were open in it, by units' ids; `secretariat`, who is that where people
    sign in, is never printed, shown in an output or recorded; `open_until` is the last day of
    the units' addresses; `printed` has the texts of all fields that readers see, each with its
    place; `all_units` every unit of the tree, in the note's order, and `levels` their levels by
    id, from 1.
    """

    path: str
    sha256: str
    case_number: str
    title: str
    sender: str
    units: tuple[Unit, ...]
    body: Body
    head: tuple[tuple[str, str | Date], ...] = ()
    case_types: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    archive_number: str = ""
    responsible: str = ""
    officer: str = ""
    committee: str = ""
    date: Date | None = None
    revised: Date | None = None
    approval: NoteApproval | None = None
    meeting: Date | None = None
    deadline: Date | None = None
    language: str = "nb"
    contents: str = "auto"
    numbered: bool = False
    typography: bool = True
    suppressions: tuple[Suppression, ...] = ()
    smallest_group: int = SMALLEST_GROUP
    exempt: bool = False
    exemption: str = ""
    attachments: tuple[Attachment, ...] = ()
    file_name: FileName = DEFAULT_FILE_NAME
    prompts: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    previous: str = ""
    previous_span: Span = NOWHERE
    past: Mapping[str, tuple[PastMeasure, ...]] = field(default_factory=dict, repr=False)
    before: PastNote | None = field(default=None, repr=False)
    secretariat: tuple[str, ...] = field(default=(), repr=False)
    open_until: Date | None = None
    printed: tuple[Text, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    levels: Mapping[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)
    all_units: tuple[Unit, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        walked = tuple(chain.from_iterable(unit.walk() for unit in self.units))
        object.__setattr__(self, "all_units", tuple(unit for unit, _ in walked))
        object.__setattr__(self, "levels", {unit.id: level for unit, level in walked})


@dataclass(frozen=True, slots=True)
class Files:
    """The files under `contributions/`; paths from the root.

    `pictures` gives each but the contributions as a picture, or why it is none that can be used; it
    may be read only then. The pictures inside Word files are there too. `attachments` are the files
    that may be attached, and `paths` all others. `outside` are files whose path leads out of the
    root (a symbolic link).
    """

    pictures: Mapping[str, Asset | Unusable]
    paths: frozenset[str]
    outside: frozenset[str] = frozenset()
    attachments: frozenset[str] = frozenset()


class State(Enum):
    """The state of a unit's delivery (contract, clauses 3 and 7).

    FAULTY is what has come and has errors, which is known once the texts are checked: it is shown,
    and no delivery of an assembly has it. NOT_BEGUN is a scaffold that nobody has touched.
    """

    DONE = "done"
    DRAFT = "draft"
    FAULTY = "faulty"
    NOT_BEGUN = "not begun"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NO_REMARKS = "no remarks"
    NOT_DELIVERED = "not delivered"
    OPTIONAL = "optional"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The delivery of one unit, or one contribution that belongs to no unit (`unit` is None).

    `paths` are the contributions that count; `strays` other files that seem to be the unit's, which
    arkdoc can't use; `spare` scaffolds that nobody has touched beside a file that counts. `words`
    counts the words of its text by language, as (language, count) in order. `measures` are those
    of the contributions that count, but for scaffolds that nobody has touched.
    """

    unit: Unit | None
    level: int
    state: State
    paths: tuple[str, ...] = ()
    date: Date | None = None
    late: bool = False
    words: tuple[tuple[str, int], ...] = ()
    strays: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = field(default=(), repr=False)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that have come."""
        return (*self.paths, *self.strays)

    @property
    def has_words(self) -> bool:
        """Whether there is a text of its own to count the words of, be they none."""
        return bool(self.paths) and self.state not in (State.NOT_BEGUN, State.NO_REMARKS)

    @property
    def owned(self) -> tuple[str, ...]:
        """All files that concern it."""
        return (*self.files, *self.spare)


@dataclass(frozen=True, slots=True)
class Assembly:
    """The result of assembling: the document, the diagnostics, the deliveries.

    `diagnostics` are unsorted and may hold duplicates.
    """

    document: Document
    deliveries: tuple[Delivery, ...]
    diagnostics: tuple[Diagnostic, ...]
    suppressions: tuple[Suppression, ...] = ()
