"""An edited Word file → what was changed in it; on a yes, the contributions with that (word.md, 2).

Files are written in one step, each only if it is still what was read. What was there before, and
the Word file itself, are kept in `.arkdoc/hentet`, so that the last time can be undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from arkdoc.back.model import EditPlan, Verdict
from arkdoc.back.plan import make_plan
from arkdoc.deliver.log import DELIVERIES_OF_TEXT, Happening, read_log
from arkdoc.deliver.remarks import Waiting, keep_remarks, rewrite_remarks, waiting_of
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.bases import Base, find_base
from arkdoc.pipeline.closed import refuse_closed
from arkdoc.pipeline.exchange import exchange, settle_or_refuse
from arkdoc.pipeline.files import PRIVATE
from arkdoc.pipeline.load import NOTE, TOTAL_LIMIT, Sources, load, spelt_paths
from arkdoc.pipeline.private_files import alone_in, is_kept, keep_private, read_private
from arkdoc.pipeline.unit_questions import settled_questions
from arkdoc.pipeline.waiting_texts import former_waiting_text
from arkdoc.pipeline.word_returns import (
    FETCHED,
    RETURNS,
    LoggedChange,
    ReturnStep,
    WordReturn,
    last_by_file,
    read_returns,
)

_NO_ANSWERS: Mapping[str, int] = MappingProxyType({})

_CHANGED = N_("{path} was changed meanwhile. Nothing has been written; try again.")
_NOTHING_TO_UNDO = N_("No changes from a Word file have been taken in that could be undone.")
_DELIVERED_SINCE = N_("A text has been delivered since, so it can't be undone any more.")
_CHANGED_SINCE = N_("{path} has been changed since, so it can't be undone any more.")
_COPY_GONE = N_("What {path} was before is not kept any more, so it can't be undone.")
_NOT_COME_BACK = N_(
    "The changes in this Word file have not been taken in yet: `arkdoc apply` without --done "
    "does that first."
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An edited Word file that has come back: its base, and what was changed in it.

    `before` is when these same bytes were taken in, if they were.
    """

    docx: bytes = field(repr=False)
    base: Base
    plan: EditPlan
    before: WordReturn | None = None

    @property
    def sha256(self) -> str:
        """By which the file is known."""
        return sha256(self.docx).hexdigest()

    @property
    def is_settled(self) -> bool:
        """Whether it has been taken in, and nothing of it waits."""
        return self.before is not None and not self.before.waiting


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was written: paths from the root; and what waits."""

    paths: tuple[str, ...]
    waiting: Waiting


def fetch(root: Path, docx: bytes) -> Fetched:
    """What was changed in an edited Word file. Raises ArkdocError: no base, unreadable, closed."""
    refuse_closed(root)
    base = find_base(root, docx)
    plan = make_plan(
        docx, base.docx, base.sources, load(root), links_attachments=base.links_attachments
    )
    settled = settled_questions(root)
    open_ = tuple(each for each in plan.comments if each.id not in settled)
    plan = replace(plan, comments=open_)
    before = last_by_file(read_returns(root)).get(sha256(docx).hexdigest())
    return Fetched(docx, base, plan, before)


def take_in(
    root: Path,
    fetched: Fetched,
    now: datetime,
    tr: Translator,
    *,
    chosen: Collection[str] | None = None,
    answers: Mapping[str, int] = _NO_ANSWERS,
) -> TakenIn:
    """Write what was changed into the contributions, or nothing of it.

    `chosen` and `answers` as in `EditPlan.written`. `tr` is for the list of what waits. Raises
    ArkdocError where a file is not what was read any more, or can't be written.
    """
    plan = fetched.plan
    written = plan.written(chosen, answers)
    waiting = waiting_of(plan, answers)
    with alone_in(root):
        settle_or_refuse(root)
        if not written and fetched.before and fetched.before.waiting <= len(waiting):
            rewrite_remarks(root)  # as whoever took it in may have been killed before that
            return TakenIn((), waiting)
        now_there = files_by_path(load(root))
        for path in written.keys() & plan.today.keys():
            if now_there.get(path) != plan.today[path]:
                raise ArkdocError(_CHANGED, path=path)
        spelt = spelt_paths(root)
        keep_private(root, FETCHED, f"{fetched.sha256[:16]}.docx", fetched.docx)
        keep_remarks(root, fetched.sha256, plan, waiting, tr)
        line = _line(fetched, written, now_there, waiting, now, answers, chosen)
        exchange(
            root,
            {spelt.get(path, path): data for path, data in written.items()},
            [spelt.get(path, path) for path in written if path in now_there],
            keep_in=f"{FETCHED}/{line.mark}",
            log=RETURNS,
            line=line.written(),
        )
        rewrite_remarks(root)
    return TakenIn(tuple(sorted(written)), waiting)


def undo(root: Path, now: datetime) -> tuple[str, ...]:
    """Put the contributions back as they were before the last time; the paths, from the root.

    Raises ArkdocError where there is no such time, or something has been done since.
    """
    refuse_closed(root)
    with alone_in(root):
        settle_or_refuse(root)
        returns = read_returns(root)
        if not returns:
            raise ArkdocError(_NOTHING_TO_UNDO)
        last = returns[-1]
        _refuse_later(root, last)
        waited = _waited(root, last)
        spelt, there = spelt_paths(root), files_by_path(load(root))
        before: dict[str, bytes] = {}
        for path, hash_ in last.wrote.items():
            if sha256(there.get(path, b"")).hexdigest() != hash_:
                raise ArkdocError(_CHANGED_SINCE, path=path)
            if path in last.replaced:
                on_disk = spelt.get(path, path)
                kept = f"{FETCHED}/{last.mark}/1/{on_disk.partition('/')[2]}"
                if not is_kept(root, kept):
                    raise ArkdocError(_COPY_GONE, path=path)
                before[on_disk] = read_private(root, kept, TOTAL_LIMIT)
        line = WordReturn(now, ReturnStep.UNDONE, last.sha256, of=last.mark)
        exchange(
            root,
            {**before, **waited},
            [spelt.get(path, path) for path in last.wrote],
            keep_in=f"{FETCHED}/{line.mark}",
            log=RETURNS,
            line=line.written(),
        )
        rewrite_remarks(root)
    return tuple(sorted(last.wrote))


def settle_file(root: Path, docx: bytes, now: datetime) -> None:
    """Say that what waits of this file has been seen to: `--final` and builds go on.

    Raises ArkdocError where it has not been taken in.
    """
    refuse_closed(root)
    digest = sha256(docx).hexdigest()
    with alone_in(root):
        settle_or_refuse(root)
        if digest not in last_by_file(read_returns(root)):
            raise ArkdocError(_NOT_COME_BACK)
        line = WordReturn(now, ReturnStep.SETTLED, digest)
        exchange(root, {}, (), keep_in=FETCHED, log=RETURNS, line=line.written())
        rewrite_remarks(root)


def files_by_path(sources: Sources) -> dict[str, bytes]:
    """The bytes of what a change may be written to, by path."""
    return {NOTE: sources.note, **sources.contributions, **sources.images}


def _refuse_later(root: Path, last: WordReturn) -> None:
    """Raise ArkdocError where a unit has delivered something since."""
    texts = (*DELIVERIES_OF_TEXT, Happening.DRAFT, Happening.WAITING)
    if any(line.what in texts and line.time > last.time for line in read_log(root)):
        raise ArkdocError(_DELIVERED_SINCE)


def _waited(root: Path, last: WordReturn) -> dict[str, bytes]:
    """The files that kept what waited of a unit before that time, and are to be there again.

    Raises ArkdocError where they are gone.
    """
    if not last.unit or last.waiting:
        return {}
    text = former_waiting_text(root, last.unit, f"{PRIVATE}/{FETCHED}/{last.mark}/1")
    if text is None:
        raise ArkdocError(_COPY_GONE, path=last.unit)
    return text.written()


def _line(
    fetched: Fetched,
    written: Mapping[str, bytes],
    there: Collection[str],
    waiting: Waiting,
    now: datetime,
    answers: Mapping[str, int],
    chosen: Collection[str] | None,
) -> WordReturn:
    return WordReturn(
        now,
        ReturnStep.TAKEN_IN,
        fetched.sha256,
        len(waiting),
        {path: sha256(data).hexdigest() for path, data in sorted(written.items())},
        tuple(path for path in sorted(written) if path in there),
        tuple(logged_changes(fetched.plan, answers, chosen)),
        comments=tuple(comment.id for comment in waiting.comments),
    )


def logged_changes(
    plan: EditPlan, answers: Mapping[str, int], chosen: Collection[str] | None
) -> Iterator[LoggedChange]:
    """What became of each change and comment, without its words."""
    for each in plan.changes:
        verdict = each.verdict.value
        if each.id in answers:
            verdict = "answered"
        elif each.verdict is Verdict.TAKEN and chosen is not None and each.id not in chosen:
            verdict = "declined"
        yield LoggedChange(each.unit, each.kind.value, each.path, each.line, verdict)
    for comment in plan.comments:
        yield LoggedChange(comment.unit, "comment", comment.path, comment.line, "waiting")
    for left in plan.not_taken:
        yield LoggedChange(left.unit, "not_read", left.path, left.line, "waiting")
