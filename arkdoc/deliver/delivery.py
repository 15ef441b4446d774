"""A unit hands something in → it takes the place of what the unit had, in one step (sharing.md, 5).

The address decides the unit. What is handed in is read first, with all bounds; what was there goes
to `.arkdoc/tidligere/UNIT/N/`; if any of that can't be done nothing is. Of two people at once,
whoever comes second is told, and asked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from enum import Enum
from hashlib import sha256
from pathlib import Path

from arkdoc.deliver.addresses import Closed, last_day, takes_no_text
from arkdoc.deliver.finality import is_final
from arkdoc.deliver.handed_in import HandedIn, NotTakenError, Question
from arkdoc.deliver.log import Happening, LogLine, add, read_log, written
from arkdoc.deliver.look import Look, basis_with, goes_on, look, unit_called
from arkdoc.deliver.state import DELIVERIES
from arkdoc.deliver.unit_files import unit_files
from arkdoc.model.cache import Cache
from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_
from arkdoc.model.note import Note, Unit
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.exchange import exchange, settle_alone
from arkdoc.pipeline.kept_files import FORMER
from arkdoc.pipeline.load import load, spelt_paths
from arkdoc.pipeline.private_files import alone_in
from arkdoc.pipeline.waiting_texts import (
    WaitingText,
    paths_of_draft,
    paths_of_waiting,
    waiting_text,
)

_NO_DAY = N_("Say until when, with a day that is still to come.")


class Outcome(Enum):
    """What came of handing something in."""

    WRITTEN = "written"
    TO_CONFIRM = "to confirm"  # nothing is written before `questions` are
    WAITING = "waiting"  # until it has been merged with what the secretariat has edited
    CHANGED = "changed"  # somebody else has changed the unit's text since; nothing is written


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was written: when, where, and its bytes, which the unit gets back as a download.

    `kept` is the folder that has what was there before, from the root; empty where nothing was.
    What waits for the secretariat will lie at `path`, and does not yet.
    """

    time: datetime
    path: str
    sha256: str
    data: bytes = field(repr=False)
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of it. `looked` has the findings, and the note as it would be, or is.

    `basis` is the digest of what the unit has now. `receipt` is there once it is written.
    """

    outcome: Outcome
    looked: Look
    basis: str
    questions: tuple[Question, ...] = ()
    receipt: Receipt | None = None


def check_open(root: Path, note: Note, unit: Unit, today: Date) -> None:
    """Raise NotTakenError where the unit's address takes no text on the day `today`."""
    why = takes_no_text(note, unit, is_final=is_final(root, read_log(root)), today=today)
    if why:
        last = last_day(note)
        date = in_figures(last) if last and why is Closed.ENDED else ""
        raise NotTakenError(why.value, date=date)


def deliver(
    root: Path,
    unit: str,
    handed: HandedIn,
    *,
    basis: str,
    now: datetime,
    how: str,
    person: str = "",
    confirmed: Collection[str] = (),
    cache: Cache | None = None,
) -> Delivered:
    """Write what the unit with this id hands in, unless there is something to ask first.

    `basis` is that of the files that were looked at (`Look.there`), `confirmed` are the keys of
    questions that were said yes to. `how` says how it came (`fil`, `tekst` …), `person` is who
    signed in; both are for the log. `now` has a time zone. Safe with other threads and processes;
    a `cache` is for one at a time. Raises NotTakenError, in words for the unit, where it can't be
    taken, BusyError, and ArkdocError where it can't be written: nothing is written then.
    """
    cache = cache or Cache()
    looked = look(root, unit, handed, cache)
    check_open(root, looked.analysis.note, looked.unit, now.date())
    there = looked.there
    if _waits_already(looked, handed):
        return Delivered(Outcome.WAITING, looked, looked.basis, (), _receipt(looked, now, ""))
    if looked.is_same and not (looked.waiting or looked.draft):
        return Delivered(Outcome.WRITTEN, looked, looked.basis, (), _receipt(looked, now, ""))
    if basis != looked.basis:
        return Delivered(Outcome.CHANGED, looked, looked.basis)
    if questions := tuple(q for q in looked.questions if q.key not in confirmed):
        return Delivered(Outcome.TO_CONFIRM, looked, looked.basis, questions)
    with alone_in(root):
        settle_alone(root)
        fresh = load(root)
        if fresh != looked.sources:  # somebody has written something, most likely another unit
            again = analyse(fresh, cache)
            check_open(root, again.note, unit_called(again, looked.unit.id), now.date())
            current = unit_files(again, looked.unit.id, cache)
            if current.basis != there.basis or _is_taken(looked, fresh.paths):
                basis = basis_with(current, *_waiting(root, looked.unit.id))
                return Delivered(Outcome.CHANGED, looked, basis)
        waiting, draft = _waiting(root, looked.unit.id)
        if (waiting, draft) != (looked.waiting, looked.draft):
            return Delivered(Outcome.CHANGED, looked, basis_with(there, waiting, draft))
        check_open(root, looked.analysis.note, looked.unit, now.date())
        if looked.edited:
            receipt = _let_wait(root, looked, handed, now, how, person)
            basis = basis_with(there, *_waiting(root, looked.unit.id))
            return Delivered(Outcome.WAITING, looked, basis, (), receipt)
        receipt = _write(root, looked, handed, now, how, person)
    new = unit_files(looked.analysis, looked.unit.id, cache)
    return Delivered(Outcome.WRITTEN, looked, new.basis, (), receipt)


def ask_for_time(root: Path, unit: str, until: Date, *, now: datetime, person: str = "") -> None:
    """Note that the unit with this id needs more time, until the day `until`.

    Raises NotTakenError where that is over, or the address takes no text; ArkdocError as `deliver`.
    """
    analysis = analyse(load(root))
    asked = unit_called(analysis, unit)
    check_open(root, analysis.note, asked, now.date())
    if until < now.date():
        raise NotTakenError(_NO_DAY)
    add(root, LogLine(now, Happening.MORE_TIME, asked.id, person=person, until=until))


def _is_taken(looked: Look, paths: Collection[str]) -> bool:
    """Whether somebody else has put a file where one of the new ones is to go."""
    return bool(looked.prepared.files.keys() & set(paths) - set(looked.there.paths))


def _waits_already(looked: Look, handed: HandedIn) -> bool:
    waiting = looked.draft if handed.is_draft else looked.waiting
    is_done = handed.is_draft or looked.draft is None
    return waiting is not None and is_done and waiting.files == looked.prepared.files


def _waiting(root: Path, unit: str) -> tuple[WaitingText | None, WaitingText | None]:
    """What waits of the unit with this id, and the draft beside it."""
    return waiting_text(root, unit), waiting_text(root, unit, is_draft=True)


def _let_wait(
    root: Path, looked: Look, handed: HandedIn, now: datetime, how: str, person: str
) -> Receipt:
    """Keep what is handed in until the secretariat has merged it; what waited is a former one.

    A draft lies beside that, and takes only the place of another draft.
    """
    prepared, unit, before = looked.prepared, looked.unit.id, looked.edited
    assert before is not None
    path, data = before.path, before.data
    if goes_on(handed, looked.basis):
        if shown := looked.draft or looked.waiting:
            path, data = shown.base_path, shown.base
        elif looked.there.text:
            path, data = looked.there.text, looked.sources.contributions[looked.there.text]
    waiting = WaitingText(unit, now, prepared.path, prepared.files, path, data, handed.is_draft)
    receipt = _receipt(looked, now, "")
    what = Happening.WAITING_DRAFT if handed.is_draft else Happening.WAITING
    line = LogLine(now, what, unit, receipt.sha256, prepared.path, how=how, person=person)
    old = paths_of_draft(root, unit)
    kept = exchange(
        root,
        waiting.written(),
        old if handed.is_draft else (*old, *paths_of_waiting(root, unit)),
        keep_in=f"{FORMER}/{unit}",
        log=DELIVERIES,
        line=written(line),
    )
    return _receipt(looked, now, kept)


def _write(
    root: Path, looked: Look, handed: HandedIn, now: datetime, how: str, person: str
) -> Receipt:
    prepared, unit = looked.prepared, looked.unit.id
    spelt = spelt_paths(root)
    receipt = _receipt(looked, now, "")
    line = LogLine(now, _what(handed), unit, receipt.sha256, prepared.path, how=how, person=person)
    kept = exchange(
        root,
        prepared.files,
        [
            *(spelt.get(path, path) for path in looked.there.paths),
            *paths_of_waiting(root, unit),
            *paths_of_draft(root, unit),
        ],
        keep_in=f"{FORMER}/{unit}",
        log=DELIVERIES,
        line=written(line),
    )
    return _receipt(looked, now, kept)


def _what(handed: HandedIn) -> Happening:
    if handed.no_remarks:
        return Happening.NO_REMARKS
    return Happening.DRAFT if handed.is_draft else Happening.DELIVERED


def _receipt(looked: Look, now: datetime, kept: str) -> Receipt:
    prepared = looked.prepared
    digest = sha256(prepared.data).hexdigest()
    return Receipt(now, prepared.path, digest, prepared.data, kept)
