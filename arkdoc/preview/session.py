"""Paths that may have changed → PreviewStates: when to read the note again, and what to show.

The first event is handled at once; those that come meanwhile are handled together, next. A file
that is empty or gone for a moment, as in the midst of a save, is not shown so until it has
stayed that way for PATIENCE, nor a file that is copied there until nothing more has come for
COPY_PATIENCE.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from arkdoc.model.assets import is_picture
from arkdoc.model.diagnostic import ArkdocError, Diagnostic
from arkdoc.model.note import State
from arkdoc.model.source import is_contribution, is_word
from arkdoc.pipeline.confined import READ_ONLY
from arkdoc.pipeline.file_names import printable_path
from arkdoc.pipeline.load import NOTE, Sources, may_belong, spelt_paths
from arkdoc.preview.page import PreviewState
from arkdoc.preview.snapshot import LiveNote, Snapshot

PATIENCE = 0.3
"""Seconds for which a file may be empty, gone or half saved before that is shown."""

COPY_PATIENCE = 2.0
"""The same for a Word file without its end, and for what will be one: they come from afar, in
stretches, and where the system does not notify of changes, each is seen at the next poll only."""

STYLES = "styles/"
_GC_THRESHOLD = 100_000
# APPNOTE.TXT 4.3.7 and 4.3.16: how a ZIP begins, and what its last 22 to 65,557 bytes begin with.
_ZIP, _ZIP_END = b"PK\3\4", b"PK\5\6"
_LONGEST_END = 65_557
# What programs that fetch and copy files put behind a name until they are done.
_IN_TRANSIT = (".tmp", ".part", ".partial", ".filepart", ".crdownload")
_BROKEN = (State.UNREADABLE, State.UNPLACED)


class _Event(NamedTuple):
    """When the first and the latest event of a file came, by `perf_counter`."""

    first: float
    last: float


_Events = Mapping[str, _Event]


@dataclass(frozen=True, slots=True)
class Update:
    """What was shown just now, for the terminal.

    `paths` are the files of the note that were saved, empty where everything was read. `seconds`
    is the time since the first event. `failure` is a bug of ours.
    """

    paths: tuple[str, ...]
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    fault: ArkdocError | None
    failure: BaseException | None = None


class Session:
    """Reads `note` again as its files change. `show` and `report` are called with each update.

    All of it but `notify` runs in the event loop, and the reading in a thread.
    """

    def __init__(
        self,
        note: LiveNote,
        root: Path,
        *,
        show: Callable[[PreviewState], None],
        report: Callable[[Update], None],
    ) -> None:
        self._note = note
        self._root = root
        self._show = show
        self._report = report
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._changed: dict[str, _Event] = {}
        self._due: float | None = None
        self._read_all = False
        self._state = PreviewState()

    def notify(self, path: str | None) -> None:
        """The file at `path` may have changed; None: any file may. For any thread."""
        self._loop.call_soon_threadsafe(self._record, path)

    async def start(self) -> None:
        """Show the note for the first time."""
        await self._update(None, perf_counter())
        # A large note is hundreds of thousands of objects without cycles. Searching them for
        # garbage would take longer than a save does, and each save makes tens of thousands,
        # which the next one frees.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_GC_THRESHOLD)

    async def run(self) -> None:
        """Show what changes, until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._longest_wait()):
                    await self._wake.wait()
            self._wake.clear()
            if self._read_all:
                self._read_all = False
                arriving = await asyncio.to_thread(self._arriving)
                await self._update(None, perf_counter(), self._left_out(arriving))
            elif ready := self._take_ready(perf_counter()):
                await self._update(ready, min(event.first for event in ready.values()))

    def _record(self, path: str | None) -> None:
        if path is None:
            self._read_all = True
        elif may_belong(path) or path.startswith(STYLES):
            now = perf_counter()
            first = self._changed[path].first if path in self._changed else now
            self._changed[path] = _Event(first, now)
        self._wake.set()

    def _arriving(self) -> Mapping[str, float]:
        """The new files that look half saved, as in a folder that is copied there, by their paths.

        With each is the patience with it, in seconds.
        """
        sources = self._state.snapshot.sources if self._state.snapshot else None
        known = sources.paths if sources else ()
        try:
            there = spelt_paths(self._root)
        except ArkdocError:
            return {}  # reading it says why
        files = {path: self._root / path for name, path in there.items() if name not in known}
        return {
            path: patience
            for path, file in files.items()
            if path != NOTE and (patience := _patience_with(file, path, sources))
        }

    def _left_out(self, arriving: Mapping[str, float]) -> frozenset[str]:
        """The names in the sources of those that are waited for; all else is read now."""
        now, before = perf_counter(), self._changed
        self._due, self._changed = None, {}
        for path, patience in arriving.items():
            event = before.get(path, _Event(now, now))
            if event.last + patience > now:
                self._changed[path] = event
                self._wait_until(event.last + patience)
        return frozenset(_paths(self._changed))

    def _longest_wait(self) -> float | None:
        """Seconds until the patience with a file ends; None where no file is waited for."""
        return None if self._due is None else max(self._due - perf_counter(), 0.0)

    def _wait_until(self, due: float) -> None:
        self._due = due if self._due is None else min(self._due, due)

    def _take_ready(self, now: float) -> _Events:
        """Remove and return the events to handle now: all but those of files half saved.

        While a file of the note is gone, a new one waits with it: it may be the same under another
        name, and the two together would be one contribution too many.
        """
        sources = self._state.snapshot.sources if self._state.snapshot else None
        due, gone = {}, 0.0
        for path, event in self._changed.items():
            due[path] = event.last + _patience_with(self._root / path, path, sources)
            if _was_there(path, sources) and not (self._root / path).exists():
                gone = max(gone, due[path])
        self._due = None
        ready = {}
        for path in sorted(due):
            if not _was_there(path, sources):
                due[path] = max(due[path], gone)
            if due[path] <= now:
                ready[path] = self._changed.pop(path)
            else:
                self._wait_until(due[path])
        return ready

    async def _update(
        self, changed: _Events | None, began: float, left_out: frozenset[str] = frozenset()
    ) -> None:
        """Read what `changed`, or everything but what is `left_out`; show it where it differs."""
        before, paths, start = self._state, _paths(changed), perf_counter()
        failure: Exception | None = None
        try:
            state, lost = await self._read(changed, left_out)
            if self._postpone_half_saved(lost, changed or {}, start):
                return
            self._state = state
            if _content(state) == _content(before):
                return
            paths = paths if state.fault else state.paths
            self._show(state)
        except Exception as error:  # noqa: BLE001 - a bug must not end a server that people rely on
            failure = error
            self._state, self._read_all = before, True
        state = self._state
        found = state.snapshot.diagnostics if state.snapshot else ()
        self._report(Update(paths, perf_counter() - began, found, state.fault, failure))

    async def _read(
        self, changed: _Events | None, left_out: frozenset[str]
    ) -> tuple[PreviewState, Collection[str]]:
        """The state after reading, and the files whose contents were lost by it."""
        before, paths = self._state, _paths(changed)
        try:
            snapshot = await asyncio.to_thread(self._note.snapshot, changed, left_out)
        except ArkdocError as error:
            return replace(before, fault=error), () if before.fault else paths
        lost = _files_with_content(before.snapshot) - _files_with_content(snapshot)
        there = snapshot.sources.paths | (before.snapshot or snapshot).sources.paths
        saved = tuple(path for path in paths if path in there or path.startswith(STYLES))
        return replace(before, snapshot=snapshot, fault=None, paths=saved or paths), lost

    def _postpone_half_saved(self, lost: Iterable[str], changed: _Events, start: float) -> bool:
        """Whether files that are `lost` may have been read in the midst of a save, from `start` on.

        Then all events in `changed` are recorded again, to be handled at the next event or when
        the patience with them ends.
        """
        due = {path: event.last + PATIENCE for path, event in changed.items()}
        recent = [path for path in due if start < due[path]]
        if set(_paths(recent)).isdisjoint(lost):
            return False
        self._wait_until(min(due[path] for path in recent))
        for path, event in changed.items():
            latest = self._changed.get(path, event)
            self._changed[path] = _Event(event.first, latest.last)
        return True


def _paths(changed: Iterable[str] | None) -> tuple[str, ...]:
    """The paths that changed files have in the sources, whatever the bytes of their names."""
    return tuple(map(printable_path, changed or ()))


def _patience_with(file: Path, path: str, sources: Sources | None) -> float:
    """Seconds for which `file` may be as it is now: 0 unless it looks like a save that is not done.

    That is a file of ours that is empty or lacks its end, or was there and can't be opened now; or
    a new file of a kind that we don't read, such as editors make and remove while they save.
    """
    try:
        exists, is_unfinished = True, _is_unfinished(file)
    except OSError:
        exists, is_unfinished = file.exists(), True
    was_there = _was_there(path, sources)
    if is_contribution(path) or is_picture(path) or path.startswith(STYLES):
        is_half_saved = is_unfinished and (exists or was_there)
    else:
        is_half_saved = exists and not was_there
    if not is_half_saved:
        return 0.0
    is_copied = exists and (is_word(path) or path.lower().endswith(_IN_TRANSIT))
    return COPY_PATIENCE if is_copied else PATIENCE


def _was_there(path: str, sources: Sources | None) -> bool:
    return sources is not None and (path == NOTE or printable_path(path) in sources.paths)


def _is_unfinished(file: Path) -> bool:
    """Whether `file` is empty, or a Word file without its end, or with nothing written to it yet.

    Raises OSError; does not block on a pipe.
    """
    descriptor = os.open(file, READ_ONLY)
    try:
        start = os.read(descriptor, len(_ZIP))
        if not start or not is_word(file.name):
            return not start
        if start not in (_ZIP, bytes(len(_ZIP))):
            return False  # it is something else, and reading it says so
        size = os.lseek(descriptor, 0, os.SEEK_END)
        os.lseek(descriptor, max(0, size - _LONGEST_END), os.SEEK_SET)
        return _ZIP_END not in os.read(descriptor, _LONGEST_END)
    finally:
        os.close(descriptor)


def _files_with_content(snapshot: Snapshot | None) -> set[str]:
    """notat.md, and the files of contributions that can be used and have text."""
    if snapshot is None:
        return set()
    whole = (d for d in snapshot.deliveries if d.words and d.state not in _BROKEN)
    return {NOTE, *(path for delivery in whole for path in delivery.paths)}


def _content(state: PreviewState) -> object:
    """What a state shows, to compare: its fault, else what all else is made from."""
    if state.fault is not None:
        return state.fault.message, state.fault.arguments, state.fault.diagnostics
    return state.snapshot and (state.snapshot.sources, state.snapshot.remarks)
