"""What waits of a unit → how it differs from what the unit delivered before, merged into its text.

On a yes the differences are written into today's text in one step, and what waited is kept as
something that was fetched: `undo` of `apply.py` takes back both. What can't be merged goes on
waiting, until somebody says that the one text or the other is to stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from arkdoc.back.delivered import plan_delivery
from arkdoc.back.model import EditPlan, NoteChange, Verdict
from arkdoc.deliver.apply import files_by_path, logged_changes
from arkdoc.deliver.edits_since import before_edits
from arkdoc.deliver.log import Happening, LogLine, written
from arkdoc.deliver.look import basis_with, unit_called
from arkdoc.deliver.remarks import waiting_of
from arkdoc.deliver.state import DELIVERIES
from arkdoc.deliver.unit_files import UnitFiles, delivery_of, unit_files
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.note import State, Unit
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.closed import refuse_closed
from arkdoc.pipeline.exchange import exchange, settle_or_refuse
from arkdoc.pipeline.kept_files import FORMER
from arkdoc.pipeline.load import Sources, load, spelt_paths, with_files
from arkdoc.pipeline.private_files import alone_in
from arkdoc.pipeline.waiting_texts import (
    WaitingText,
    paths_of_waiting,
    waiting_text,
    waiting_texts,
)
from arkdoc.pipeline.word_returns import FETCHED, RETURNS, ReturnStep, WordReturn, read_returns

_NOTHING_WAITS = N_("No text of {unit} waits any more.")
_CHANGED = N_("A text has been changed meanwhile. This is how it is now.")
_IN_THE_WAY = N_("A file of the unit's text has the name of another text's now. Deliver it again.")
_BY_SECRETARIAT = "valgt"
"""How a text came into the note that the secretariat took as a whole, as the log says it."""


@dataclass(frozen=True, slots=True)
class TakenInOf:
    """What came of taking in what waited: whether anything was written, and how much is left."""

    is_written: bool
    left: int


@dataclass(frozen=True, slots=True)
class WaitingMerge:
    """What waits of a unit, and what it would change in the unit's text of today.

    `plan` is None where they can't be compared: one can only stand instead of the other; what was
    decided before is not in it. `basis` is by which another text than those that were shown is
    known.
    """

    unit: Unit
    waiting: WaitingText
    there: UnitFiles = field(repr=False)
    sources: Sources = field(repr=False)
    plan: EditPlan | None = field(repr=False)
    says_nothing: bool = False  # the unit says that it has no remarks

    @property
    def basis(self) -> str:
        """The digest of both sides."""
        return basis_with(self.there, self.waiting)


def merge_waiting(root: Path, unit: str, *, compares: bool = True) -> WaitingMerge:
    """What waits of the unit with this id, merged with its text if it `compares` them.

    Nothing is written. Raises ArkdocError where nothing waits, or the note can't be read.
    """
    refuse_closed(root)
    cache = Cache()
    sources = load(root)
    today = analyse(sources, cache)
    asked = unit_called(today, unit)
    waiting = waiting_text(root, asked.id)
    if waiting is None:
        raise ArkdocError(_NOTHING_WAITS, unit=asked.name)
    there = unit_files(today, asked.id, cache)
    new = with_files(sources, {**dict.fromkeys(there.paths), **waiting.files})
    says_nothing = delivery_of(analyse(new, cache), asked.id).state is State.NO_REMARKS
    merge = WaitingMerge(asked, waiting, there, sources, None, says_nothing)
    if not compares or says_nothing or not (waiting.base_path and there.text):
        return merge
    before = before_edits(sources, there, waiting.base_path, waiting.base)
    try:
        if delivery_of(analyse(before, cache), asked.id).state is State.NO_REMARKS:
            return merge
        plan = plan_delivery(asked.id, waiting.base_path, before, new, sources, cache)
    except (ArkdocError, UnreadableError):  # past a bound of the readers
        return merge
    decided = _decided(root, waiting)
    changes = tuple(each for each in plan.changes if _key(each) not in decided)
    return replace(merge, plan=replace(plan, changes=changes))


def _decided(root: Path, waiting: WaitingText) -> frozenset[str]:
    """The keys of the changes that were decided when some of it was taken in."""
    return frozenset(
        key
        for each in read_returns(root)
        if each.unit == waiting.unit and each.sha256 == waiting.sha256
        for key in each.decided
    )


def _key(change: NoteChange) -> str:
    """The same for the same change of what waits, whatever has become of the rest."""
    said = "\0".join((change.kind, change.heading, *(f"{w.op}{w.text}" for w in change.words)))
    return sha256(said.encode(errors="replace")).hexdigest()[:16]


def take_in_waiting(
    root: Path,
    merge: WaitingMerge,
    now: datetime,
    *,
    chosen: Collection[str],
    answers: Mapping[str, int],
) -> TakenInOf:
    """Write what was chosen of it into the text; what is neither chosen nor asked is declined.

    `chosen` and `answers` as in `EditPlan.written`. Raises ArkdocError where something is not as it
    was shown any more, or can't be written.
    """
    plan = merge.plan or EditPlan(())
    files = plan.written(chosen, answers)
    left = len(waiting_of(plan, answers)) if merge.plan else 1
    decided = [
        _key(each)
        for each in plan.changes
        if each.id in answers or (each.verdict is Verdict.TAKEN and each.id not in chosen)
    ]
    if files or decided or not left:
        _exchange(root, merge, now, plan, files, left, answers, chosen, decided)
    return TakenInOf(bool(files), left)


def keep_ours(root: Path, merge: WaitingMerge, now: datetime) -> None:
    """Say that what waits has been seen to: the text stays as it is. Raises as above."""
    _exchange(root, merge, now, merge.plan or EditPlan(()), {}, 0, {}, ())


def put_aside(root: Path, unit: str, now: datetime) -> None:
    """Say the same of a text whose unit the note has no more. Raises ArkdocError if nothing waits.

    It is kept among the former texts.
    """
    with alone_in(root):
        settle_or_refuse(root)
        waiting = next((each for each in waiting_texts(root) if each.unit == unit), None)
        if waiting is None:
            raise ArkdocError(_NOTHING_WAITS, unit=unit)
        line = WordReturn(now, ReturnStep.TAKEN_IN, waiting.sha256, unit=unit)
        exchange(
            root,
            {},
            paths_of_waiting(root, unit),
            keep_in=f"{FETCHED}/{line.mark}",
            log=RETURNS,
            line=line.written(),
        )


def _exchange(
    root: Path,
    merge: WaitingMerge,
    now: datetime,
    plan: EditPlan,
    new: Mapping[str, bytes],
    left: int,
    answers: Mapping[str, int],
    chosen: Collection[str],
    decided: Sequence[str] = (),
) -> None:
    with alone_in(root):
        there = _unchanged(root, merge)
        spelt = spelt_paths(root)
        line = WordReturn(
            now,
            ReturnStep.TAKEN_IN,
            merge.waiting.sha256,
            left,
            {path: sha256(data).hexdigest() for path, data in sorted(new.items())},
            tuple(path for path in sorted(new) if path in there),
            tuple(logged_changes(plan, answers, chosen)),
            unit=merge.unit.id,
            decided=tuple(decided),
        )
        waited = () if left else paths_of_waiting(root, merge.unit.id)
        exchange(
            root,
            {spelt.get(path, path): data for path, data in new.items()},
            [*(spelt.get(path, path) for path in new if path in there), *waited],
            keep_in=f"{FETCHED}/{line.mark}",
            log=RETURNS,
            line=line.written(),
        )


def use_theirs(root: Path, merge: WaitingMerge, now: datetime, person: str = "") -> None:
    """Let what waits take the place of the unit's text, which is kept. Raises as above."""
    waiting, unit = merge.waiting, merge.unit.id
    with alone_in(root):
        there = _unchanged(root, merge)
        taken = there.keys() - set(merge.there.paths)
        if waiting.files.keys() & taken:
            raise ArkdocError(_IN_THE_WAY)
        spelt = spelt_paths(root)
        how = _BY_SECRETARIAT
        line = LogLine(
            now, _what(merge), unit, waiting.sha256, waiting.path, how=how, person=person
        )
        exchange(
            root,
            waiting.files,
            [
                *(spelt.get(path, path) for path in merge.there.paths),
                *paths_of_waiting(root, unit),
            ],
            keep_in=f"{FORMER}/{unit}",
            log=DELIVERIES,
            line=written(line),
        )


def _what(merge: WaitingMerge) -> Happening:
    return Happening.NO_REMARKS if merge.says_nothing else Happening.DELIVERED


def _unchanged(root: Path, merge: WaitingMerge) -> dict[str, bytes]:
    """Today's files by path. Raises ArkdocError where one that is shown is another by now."""
    settle_or_refuse(root)
    sources = load(root)
    there = files_by_path(sources)
    then = files_by_path(merge.sources)
    watched = {*merge.there.paths, *(merge.plan.today if merge.plan else ())}
    is_same = all(there.get(path) == then.get(path) for path in watched)
    if not is_same or waiting_text(root, merge.unit.id) != merge.waiting:
        raise ArkdocError(_CHANGED)
    return there
