"""Files that a case officer got by e-mail → whose each is, how that was seen, and what it replaces.

`plan_dropped` reads and looks, and writes nothing: its rows are a table to show. A unit is named
where the file says it beyond doubt; where it doesn't, a person chooses. `carry_out` delivers the
rows that somebody has said yes to, each as the unit itself would have (sharing.md, 4).
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from arkdoc.assemble.unit_clues import UnitSeen, see_unit
from arkdoc.deliver.addresses import Closed, last_day, takes_no_text
from arkdoc.deliver.delivery import Delivered, deliver
from arkdoc.deliver.dropped_kinds import DropKind, kind_of, what_instead
from arkdoc.deliver.finality import is_final
from arkdoc.deliver.handed_in import HandedIn, NotTakenError, picture_key
from arkdoc.deliver.log import read_log
from arkdoc.deliver.look import Look, look, unit_called
from arkdoc.deliver.picture_names import images_of
from arkdoc.language.messages import Translator
from arkdoc.model.cache import Cache
from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic
from arkdoc.model.nodes import Heading
from arkdoc.model.note import ClueKind, Contribution, Note, Unit, UnitClue
from arkdoc.model.tree import plain_text
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.load import FOLDER, load
from arkdoc.read.contribution import read_contribution
from arkdoc.read.file_text import open_text

MOST_DROPPED = 100
"""Files at a time."""

MOST_BYTES = 256 * 1024 * 1024
"""Bytes of all of them together."""

BY_EMAIL = "e-post"
"""How they came, as the log says it."""

HOW_SEEN: Mapping[ClueKind, str] = {
    ClueKind.CONTROL: N_("The box for the unit says “{words}”."),
    ClueKind.PROPERTY: N_("The file was made for {words}."),
    ClueKind.FIELD: N_("The line “Enhet” says “{words}”."),
    ClueKind.TITLE: N_("The title or a heading says “{words}”."),
    ClueKind.FILE_NAME: N_("The name of the file says it."),
}
"""How the unit was seen, in words: message ids."""

_CHOSEN = N_("You chose the unit.")
_UNSURE = N_("The file may be from more than one unit. Choose the right one.")
_UNKNOWN = N_("Nothing in the file says which unit it is from. Choose it.")
_TOO_MANY = N_("That is more than {limit} files. Take some of them at a time.")
_TOO_LARGE = N_("These files are too large together. Take some of them at a time.")
_TWICE = N_("This is the same file as {other}.")
_TWO_FOR_ONE = N_("Two of these files are for the same unit. Choose one of them.")
_CLOSED: Mapping[Closed, str] = {
    Closed.ENDED: N_("Texts were taken until {date}. Change that day in the settings first."),
    Closed.FINAL: N_("The note is final. Open it for new texts first."),
    Closed.LOCKED: N_("The text of {unit} is locked. Unlock it first."),
}


@dataclass(frozen=True, slots=True)
class DropProblem:
    """Why a file can't be taken in, and what to do about it: a message id, and what fills it.

    `finding` is what reading it found, where that is it.
    """

    message: str = ""
    args: tuple[tuple[str, str], ...] = ()
    finding: Diagnostic | None = None

    def words(self, tr: Translator) -> str:
        """All of it, in a sentence or two."""
        if self.finding:
            return f"{tr.message(self.finding)} {tr.hint(self.finding)}".strip()
        args = dict(self.args)
        args |= {name: tr(args[name]) for name in ("cure", "reason") if name in args}
        return tr(self.message, **args)


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A row: a file by its `name`, and where it would go.

    `unit` is the one that is sure, or was chosen (`is_chosen`); else a person chooses, most likely
    among the `seen` ones. `looked` is the note with the file in it: what it would replace
    (`looked.there`), what was found, what has to be confirmed. `pictures` are the names of other
    dropped files that it shows; `shown_in` is the name of the text that shows this one. A row with
    a `problem` can't be taken in; one with `rivals`, names of others for the same unit, can while
    they are not.
    """

    name: str
    data: bytes = field(repr=False)
    kind: DropKind
    seen: UnitSeen = field(default_factory=UnitSeen)
    unit: Unit | None = None
    is_chosen: bool = False
    looked: Look | None = field(default=None, repr=False)
    pictures: tuple[str, ...] = ()
    shown_in: str = ""
    problem: DropProblem | None = None
    rivals: tuple[str, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether somebody need only say yes."""
        return self.unit is not None and self.problem is None and not self.rivals

    def how(self, tr: Translator) -> str:
        """How the unit was seen, or that it was not, in a sentence."""
        if self.is_chosen:
            return tr(_CHOSEN)
        if self.unit is None or self.seen.kind is None:
            return tr(_UNSURE if self.seen.units else _UNKNOWN)
        return tr(HOW_SEEN[self.seen.kind], words=self.seen.words)


@dataclass(frozen=True, slots=True)
class DropPlan:
    """The rows, in the order of the files, and the note as it is without them."""

    analysis: Analysis = field(repr=False)
    rows: tuple[DroppedFile, ...]


@dataclass(frozen=True, slots=True)
class ConfirmedFile:
    """A row that somebody said yes to: a file, the pictures it shows, and the unit's id.

    `basis` is that of what was looked at, and `confirmed` the keys of questions that were said yes
    to, as `deliver` wants them.
    """

    name: str
    data: bytes = field(repr=False)
    unit: str
    basis: str
    pictures: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    confirmed: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What came of a row: what `deliver` answered, or why nothing was written."""

    row: ConfirmedFile
    delivered: Delivered | None = None
    problem: DropProblem | None = None


# --- what would be done ----------------------------------------------------------------------


def plan_dropped(
    root: Path,
    files: Sequence[tuple[str, bytes]],
    now: datetime,
    chosen: Mapping[int, str] | None = None,
) -> DropPlan:
    """What taking in these files, names and bytes, would do; nothing is written.

    `chosen` has the id of the unit that a person chose for a file, by the file's number from 0.
    Raises NotTakenError where there are too many of them, and ArkdocError where the note can't be
    read or has no such unit.
    """
    if len(files) > MOST_DROPPED:
        raise NotTakenError(_TOO_MANY, limit=MOST_DROPPED)
    if sum(len(data) for _, data in files) > MOST_BYTES:
        raise NotTakenError(_TOO_LARGE)
    cache = Cache()
    analysis = analyse(load(root), cache)
    wanted = {number: unit_called(analysis, unit) for number, unit in (chosen or {}).items()}
    names = _distinct([posixpath.basename(name.replace("\\", "/")) for name, _ in files])
    rows = [
        _row(name, data, analysis.note, wanted.get(number))
        for number, (name, (_, data)) in enumerate(zip(names, files, strict=True))
    ]
    rows = _with_pictures(_without_repeated(rows))
    final = is_final(root, read_log(root))
    looking = _Looking(root, dict(zip(names, (data for _, data in files), strict=True)), cache)
    planned = [looking.at(row, _closed(row, analysis.note, now, is_final=final)) for row in rows]
    return DropPlan(analysis, tuple(_with_rivals(planned)))


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, the second of two that are the same with a number."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        stem, ending = posixpath.splitext(name)
        found.append(name if seen[name] == 1 else f"{stem} ({seen[name]}){ending}")
    return found


def _row(name: str, data: bytes, note: Note, chosen: Unit | None) -> DroppedFile:
    kind = kind_of(name, data)
    row = DroppedFile(name, data, kind)
    if kind not in (DropKind.WORD, DropKind.TEXT):
        return replace(row, problem=DropProblem(what_instead(kind)))
    read = _read(name, data, kind)
    seen = see_unit(read, note)
    unit = chosen or (seen.units[0] if seen.is_sure else None)
    problem = DropProblem(finding=read.fault) if read.fault else None
    return replace(row, seen=seen, unit=unit, is_chosen=bool(chosen), problem=problem)


def _read(name: str, data: bytes, kind: DropKind) -> Contribution:
    """The file as a contribution with clues to its unit, whatever its name ends in."""
    stem = posixpath.splitext(name)[0]
    if kind is DropKind.WORD:
        return read_contribution(f"{FOLDER}/{stem}.docx", data)
    read = read_contribution(f"{FOLDER}/{stem}.md", data)
    clues = [UnitClue(ClueKind.FIELD, read.unit, read.unit_span)] if read.unit else []
    headings = (block for block in read.body.blocks if isinstance(block, Heading))
    if heading := next(headings, None):
        clues.append(UnitClue(ClueKind.TITLE, plain_text(heading.inlines), heading.span))
    clues.append(UnitClue(ClueKind.FILE_NAME, stem))
    return replace(read, clues=tuple(clues))


def _without_repeated(rows: Sequence[DroppedFile]) -> list[DroppedFile]:
    """The second of two files with the same bytes has a problem."""
    first: dict[str, str] = {}
    found: list[DroppedFile] = []
    for row in rows:
        digest = sha256(row.data).hexdigest()
        other = row.name if row.problem else first.setdefault(digest, row.name)
        if other != row.name:
            row = replace(row, problem=DropProblem(_TWICE, (("other", other),)), unit=None)
        found.append(row)
    return found


def _with_pictures(rows: Sequence[DroppedFile]) -> list[DroppedFile]:
    """Pictures go with the one text that shows them."""
    pictures = {picture_key(r.name): r.name for r in rows if r.kind is DropKind.PICTURE}
    shown_in: dict[str, str] = {}
    found: list[DroppedFile] = []
    for row in rows:
        if row.kind is DropKind.TEXT and not row.problem and pictures:
            source = open_text("", row.data)
            text = "" if isinstance(source, Diagnostic) else source.text
            keys = (picture_key(image.source) for image in images_of(f"{FOLDER}/x.md", text))
            shown = tuple(dict.fromkeys(pictures[key] for key in keys if key in pictures))
            shown_in |= dict.fromkeys(shown, row.name)
            row = replace(row, pictures=shown)
        found.append(row)
    return [
        replace(row, shown_in=shown_in[row.name], problem=None) if row.name in shown_in else row
        for row in found
    ]


def _closed(
    row: DroppedFile, note: Note, now: datetime, *, is_final: bool
) -> DropProblem | None:  # fmt: skip
    why = row.unit and takes_no_text(note, row.unit, is_final=is_final, today=now.date())
    if not why or row.unit is None:
        return None
    last = last_day(note)
    date = in_figures(last) if last else ""
    return DropProblem(_CLOSED[why], (("date", date), ("unit", row.unit.name)))


@dataclass(frozen=True, slots=True)
class _Looking:
    root: Path
    data: Mapping[str, bytes]
    cache: Cache

    def at(self, row: DroppedFile, closed: DropProblem | None) -> DroppedFile:
        """The row with the note as it would be, or with why it can't be taken in."""
        if row.problem or row.unit is None:
            return row
        if closed:
            return replace(row, problem=closed)
        pictures = tuple((name, self.data[name]) for name in row.pictures)
        handed = HandedIn(files=((_with_ending(row), row.data), *pictures))
        try:
            return replace(row, looked=look(self.root, row.unit.id, handed, self.cache))
        except NotTakenError as error:
            return replace(row, problem=problem_of(error))


def _with_ending(row: DroppedFile) -> str:
    return row.name if row.kind is DropKind.WORD else f"{posixpath.splitext(row.name)[0]}.md"


def _with_rivals(rows: Sequence[DroppedFile]) -> list[DroppedFile]:
    """Each row with the names of the others that are for the same unit."""
    by_unit: dict[str, list[str]] = {}
    for row in rows:
        if row.unit and not row.problem:
            by_unit.setdefault(row.unit.id, []).append(row.name)
    return [
        replace(row, rivals=tuple(n for n in by_unit[row.unit.id] if n != row.name))
        if row.unit and not row.problem
        else row
        for row in rows
    ]


def problem_of(error: ArkdocError) -> DropProblem:
    """Why something can't be taken in, of what `look` or `deliver` raised."""
    finding = error.finding if isinstance(error, NotTakenError) else None
    return DropProblem(error.message, tuple(error.arguments.items()), finding)


# --- doing it --------------------------------------------------------------------------------


def carry_out(
    root: Path,
    rows: Sequence[ConfirmedFile],
    now: datetime,
    person: str = "",
) -> tuple[CarriedOut, ...]:
    """Deliver the rows that somebody said yes to, in order; each is written whole or not at all.

    What is in the way of one is told and stops no other: of two for one unit, neither is written.
    """
    units = [row.unit for row in rows]
    cache = Cache()
    done: list[CarriedOut] = []
    for row in rows:
        if units.count(row.unit) > 1:
            done.append(CarriedOut(row, problem=DropProblem(_TWO_FOR_ONE)))
            continue
        kind = kind_of(row.name, row.data)
        name = _with_ending(DroppedFile(row.name, row.data, kind))
        handed = HandedIn(files=((name, row.data), *row.pictures))
        try:
            answer = deliver(
                root, row.unit, handed, basis=row.basis, now=now, how=BY_EMAIL, person=person,
                confirmed=row.confirmed, cache=cache,
            )  # fmt: skip
        except ArkdocError as error:
            done.append(CarriedOut(row, problem=problem_of(error)))
        else:
            done.append(CarriedOut(row, answer))
    return tuple(done)
