"""What is read and assembled, as values: the note's own file, the unit tree, contributions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from enum import Enum
from itertools import chain

from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import Asset, Blocks, Document, Footnote, Inlines, Text
from arkdoc.model.source import NOWHERE, Span


class Expectation(Enum):
    """What is expected of a unit: the values of `bidrag` (contract, clause 3)."""

    REQUIRED = "påkrevd"
    OPTIONAL = "valgfritt"
    NO_REMARKS = "ingen merknader"
    NOT_DELIVERED = "ikke levert"


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit. `span` is that of its id, `name_span` that of its name."""

    id: str
    name: str
    expects: Expectation
    units: tuple[Unit, ...] = ()
    staff: int | None = None
    span: Span = field(default=NOWHERE, compare=False)
    name_span: Span = field(default=NOWHERE, compare=False)

    def walk(self) -> Iterator[Unit]:
        """This unit and all below it, depth first."""
        yield self
        for unit in self.units:
            yield from unit.walk()


@dataclass(frozen=True, slots=True)
class Silence:
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


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown of one file, read. `anchors` come later, from the headings in `blocks`."""

    blocks: Blocks
    footnotes: tuple[Footnote, ...] = ()
    silences: tuple[Silence, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Status(Enum):
    """The status that the author gives a contribution."""

    DRAFT = "utkast"
    DONE = "ferdig"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One contribution, read.

    `unit` is the unit as the author named it, NFC, or empty. `fault` is what made it
    unreadable (quarantine, clause 7), in which case it has no text. `language` is empty when
    it is the note's.
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
    measures: tuple[Measure, ...] = ()
    measures_as_table: bool = False
    fault: Diagnostic | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """`notat.md`, read; fields as in the contract's clause 3, absent texts empty.

    `printed` are the texts of the fields that are shown to readers, each where it stands;
    `all_units` every unit of the tree, in the note's order.
    """

    path: str
    sha256: str
    case_number: str
    title: str
    sender: str
    units: tuple[Unit, ...]
    body: Body
    archive_number: str = ""
    case_types: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    responsible: str = ""
    officer: str = ""
    reference: str = ""
    date: Date | None = None
    meeting_date: Date | None = None
    deadline: Date | None = None
    language: str = "nb"
    contents: str = "auto"
    typography: bool = True
    silences: tuple[Silence, ...] = ()
    smallest_group: int = 12
    exempt: bool = False
    exemption: str = ""
    attachments: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    printed: tuple[Text, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    all_units: tuple[Unit, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        walked = tuple(chain.from_iterable(unit.walk() for unit in self.units))
        object.__setattr__(self, "all_units", walked)


@dataclass(frozen=True, slots=True)
class Files:
    """The files under `contributions/` other than the Markdown that is read; paths from the root.

    `assets` are the pictures that can be used, `unusable` those that can't, each with the
    reason (a gettext message id). `paths` is every file there is. `outside` are files whose
    path leads out of the root (a symbolic link).
    """

    assets: Mapping[str, Asset]
    unusable: Mapping[str, str]
    paths: frozenset[str]
    outside: frozenset[str] = frozenset()


class State(Enum):
    """The delivery status of a unit (contract, clauses 3 and 7)."""

    DONE = "done"
    DRAFT = "draft"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NO_REMARKS = "no remarks"
    NOT_DELIVERED = "not delivered"
    OPTIONAL = "optional"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The status of one unit, or of one contribution that belongs to none (`unit` is None).

    `words` counts the words of its text by language, as (language, count) in order.
    """

    unit: Unit | None
    level: int
    state: State
    paths: tuple[str, ...] = ()
    date: Date | None = None
    late: bool = False
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Assembly:
    """The outcome of assembling: the document, what was found, who delivered what.

    `diagnostics` are in no order, and one may be there twice.
    """

    document: Document
    deliveries: tuple[Delivery, ...]
    diagnostics: tuple[Diagnostic, ...]
    silences: tuple[Silence, ...] = ()
