"""File events → States, one at a time: what to read now, what to wait for, what to keep showing.

The first event is rendered at once; those that come meanwhile are rendered together, next. What
a save does for a moment, such as emptying the file, is not shown until it has lasted.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Iterable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, Protocol

from arkdoc.model.diagnostic import ArkdocError, Diagnostic
from arkdoc.model.document import is_picture
from arkdoc.model.note import State
from arkdoc.pipeline.load import NOTE, Sources, is_markdown
from arkdoc.preview.page import PreviewState
from arkdoc.preview.snapshot import Snapshot

PATIENCE = 0.3
"""Seconds for which a file may be empty, gone or half there before we say so."""


STYLES = "styles/"
_YOUNG = 100_000  # values made and not gone, after which the garbage collector looks at them
_UNSOUND = (State.UNREADABLE, State.UNPLACED)


class _Event(NamedTuple):
    """When the first and the latest event of a file came."""

    first: float
    last: float


class SnapshotSource(Protocol):
    """Where snapshots come from: `arkdoc.preview.snapshot.Live`."""

    def snapshot(self, changed: Iterable[str] | None = None) -> Snapshot:
        """The note as it is now. Raises ArkdocError where there is none to be had."""


@dataclass(frozen=True, slots=True)
class Update:
    """What was shown just now, for the terminal. `paths` is empty at the start.

    `seconds` is how long it took from the first event on. `failure` is a bug of ours.
    """

    paths: tuple[str, ...]
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    fault: ArkdocError | None
    failure: BaseException | None = None


class Session:
    """Keeps a state up to date. Everything here runs in the event loop but `told`."""

    def __init__(
        self,
        notes: SnapshotSource,
        root: Path,
        *,
        show: Callable[[PreviewState], None],
        report: Callable[[Update], None],
    ) -> None:
        self._notes = notes
        self._root = root
        self._show = show
        self._report = report
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, "arkdoc-preview")
        self._wake = asyncio.Event()
        self._changed: dict[str, _Event] = {}
        self._everything = False
        self.state = PreviewState()

    def told(self, path: str | None) -> None:
        """A file may have changed, or None: anything. From whatever thread."""
        self._loop.call_soon_threadsafe(self._note, path)

    async def start(self) -> None:
        """Show the note for the first time."""
        await self._update(None, (), perf_counter())
        # A large note is hundreds of thousands of values that hold no cycles; going through them
        # again and again for garbage would cost more than a save does, and each save makes
        # tens of thousands, which go by themselves at the next.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_YOUNG)

    async def run(self) -> None:
        """Go on until cancelled."""
        try:
            while True:
                await self._next()
        finally:
            self._thread.shutdown(wait=False, cancel_futures=True)

    def _note(self, path: str | None) -> None:
        if path is None:
            self._everything = True
        else:
            now = perf_counter()
            self._changed[path] = _Event(
                self._changed[path].first if path in self._changed else now, now
            )
        self._wake.set()

    async def _next(self) -> None:
        """Wait for what is ripe, and show it."""
        wait = self._wait()
        if wait is None or wait > 0:
            try:
                async with asyncio.timeout(wait):
                    await self._wake.wait()
            except TimeoutError:
                pass
        self._wake.clear()
        if self._everything:
            began = perf_counter()
            self._everything = False
            self._changed.clear()
            await self._update(None, (), began)
            return
        ripe = self._ripe(perf_counter())
        if ripe:
            for path in ripe:
                del self._changed[path]
            await self._update(ripe, tuple(ripe), min(event.first for event in ripe.values()))

    def _wait(self) -> float | None:
        """Seconds until something that we wait for has lasted; None: nothing is waited for."""
        if not self._changed:
            return None
        oldest = min(event.last for event in self._changed.values())
        return max(oldest + PATIENCE - perf_counter(), 0.0)

    def _ripe(self, now: float) -> dict[str, _Event]:
        """What to look at now: all but what seems to be in the midst of a save."""
        sources = self.state.snapshot.sources if self.state.snapshot else None
        return {
            path: event
            for path, event in sorted(self._changed.items())
            if now - event.last >= PATIENCE or not _is_passing(self._root / path, path, sources)
        }

    async def _update(
        self, changed: Mapping[str, _Event] | None, paths: tuple[str, ...], began: float
    ) -> None:
        before = self.state
        failure: BaseException | None = None
        try:
            snapshot = await self._loop.run_in_executor(self._thread, self._notes.snapshot, changed)
            if self._is_half_there(changed, _sound(before.snapshot) - _sound(snapshot)):
                return
            self.state = replace(before, snapshot=snapshot, fault=None, paths=paths)
        except ArkdocError as error:
            if before.fault is None and self._is_half_there(changed, frozenset(changed or ())):
                return
            self.state = replace(before, fault=error)
        except Exception as error:  # noqa: BLE001 - a bug must not end a server that people rely on
            failure = error
        if failure is None:
            if _is_same(before, self.state):
                return
            try:
                self._show(self.state)
            except Exception as error:  # noqa: BLE001 - nor may one in what it looks like
                failure = error
        if failure:
            self.state, self._everything = before, True
        state = self.state
        found = state.snapshot.diagnostics if state.snapshot else ()
        self._report(Update(paths, perf_counter() - began, found, state.fault, failure))

    def _is_half_there(self, changed: Mapping[str, _Event] | None, lost: Set[str]) -> bool:
        """Whether one of the files that are `lost` may have been read in the midst of a save.

        Then nothing is shown yet, and we look again at the next event or when it has lasted.
        """
        now = perf_counter()
        recent = {path for path, event in (changed or {}).items() if now - event.last < PATIENCE}
        if not changed or recent.isdisjoint(lost):
            return False
        for path, event in changed.items():
            later = self._changed.get(path, event)
            self._changed[path] = _Event(event.first, later.last)
        return True


def _is_passing(file: Path, path: str, sources: Sources | None) -> bool:
    """Whether what is at `file` looks like a save that is not done.

    What we read is empty, or we had it and it can't be opened now; or it is a new file of a kind
    that we don't read, such as editors make and remove while they save.
    """
    try:
        there, empty = True, not _first_byte(file)
    except OSError:
        there, empty = file.exists(), True
    known = sources is not None and (path == NOTE or path in sources.paths)
    if is_markdown(path) or is_picture(path) or path.startswith(STYLES):
        return empty and (there or known)
    return there and not known


def _first_byte(file: Path) -> bytes:
    """What `file` begins with. Raises OSError; a pipe is not waited for, as all would wait."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.read(descriptor, 1)
    finally:
        os.close(descriptor)


def _sound(snapshot: Snapshot | None) -> set[str]:
    """The files that are what they should be: the note, and contributions that say something."""
    if snapshot is None:
        return set()
    whole = (d for d in snapshot.deliveries if d.words and d.state not in _UNSOUND)
    return {NOTE, *(path for delivery in whole for path in delivery.paths)}


def _is_same(before: PreviewState, after: PreviewState) -> bool:
    """Whether there is nothing new to show."""
    one, other = before.snapshot, after.snapshot
    if (before.fault is None) != (after.fault is None) or (one is None) != (other is None):
        return False
    if after.fault is not None and before.fault is not None:
        return (before.fault.message, before.fault.arguments, before.fault.diagnostics) == (
            after.fault.message, after.fault.arguments, after.fault.diagnostics,
        )  # fmt: skip
    if one is None or other is None:
        return True
    return one is other or one.sources == other.sources  # all else is made from them
