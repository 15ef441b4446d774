"""Changes on disk under a root → the paths that may have changed. The only user of watchdog.

What a change means is for `session` to find out: editors and shares make many events of one save.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock

from watchdog import events
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from arkdoc.pipeline.drives import is_share

# An error to watchdog: that a file changed while the watching was ended.
logging.getLogger("watchdog.observers").addHandler(logging.NullHandler())
logging.getLogger("watchdog.observers").propagate = False

FOLDERS = ("contributions", "styles")
POLL_EVERY = 0.4
"""Seconds between polls where the system does not notify of changes."""

ROOT_EVERY = 1.0
"""Seconds between looks at whether the root is still the folder that is watched."""

# Without those of reading: reading a changed file would make it look changed again.
_EVENTS = [
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
    events.FileClosedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
]
Notify = Callable[[str | None], None]
"""Called with the path, relative to the root, of a file that may have changed; None: any file."""


class Watcher:
    """Watches `contributions/` and `styles/` under `root`, in threads of its own.

    `polling` tells whether it polls instead of being notified: on request, on a network share,
    or where the system has no more watches to give.
    """

    def __init__(self, root: Path, notify: Notify, *, poll: bool = False) -> None:
        self._given = root
        self._poll = poll
        self._notify = notify
        self._watches: dict[str, ObservedWatch] = {}
        self._observer: BaseObserver
        self._turn = Lock()
        self._is_closed = False
        self._identity = _identity(root)
        self._start()

    def close(self) -> None:
        """Stop, and wait until the threads have ended."""
        with self._turn:
            self._is_closed = True
            self._stop()

    def look_again(self) -> None:
        """Watch the folder that the root is now. No system tells a folder's watcher of that.

        As when it was renamed and another put in its place, or a drive came back.
        """
        with self._turn:
            before, self._identity = self._identity, _identity(self._given)
            is_watched = self._identity is None or self._is_watching()
            if self._is_closed or (self._identity == before and is_watched):
                return
            if self._identity is not None:
                self._stop()
                try:
                    self._start()
                except OSError:  # gone again
                    self._identity = None
        self._notify(None)

    def _is_watching(self) -> bool:
        """Whether no thread has ended because it could not find its folder for a moment."""
        return all(emitter.is_alive() for emitter in self._observer.emitters)

    def _stop(self) -> None:
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join()

    def _start(self) -> None:
        """Begin to watch what the root is now. Raises OSError where that is nothing."""
        self._root = self._given.resolve()
        self.polling = self._poll or is_share(self._root)
        self._watches.clear()
        self._observe()

    def _observe(self) -> None:
        self._observer = PollingObserver(timeout=POLL_EVERY) if self.polling else Observer()
        self._observer.start()
        try:
            self._watch(self._root, self._in_root)
            for name in FOLDERS:
                self._watch_folder(name)
        except OSError:
            self._stop()
            if self.polling:
                raise
            # No inotify, or no watches left (ENOSPC).
            self.polling = True
            self._watches.clear()
            self._observe()

    def _watch(self, folder: Path, handle: Callable[[FileSystemEvent], None]) -> None:
        self._watches[str(folder)] = self._observer.schedule(
            _EventHandler(handle),
            str(folder),
            recursive=folder != self._root,
            event_filter=_EVENTS,
        )

    def _watch_folder(self, name: str) -> None:
        folder = self._root / name
        if folder.is_dir():
            self._watch(folder, self._in_folder)

    def _in_root(self, event: FileSystemEvent) -> None:
        """Something happened right under the root: watch FOLDERS that are new or replaced."""
        for path in map(Path, _paths(event)):
            if path.name not in FOLDERS or path.parent != self._root:
                continue
            watch = self._watches.pop(str(path), None)
            if watch is not None:
                with suppress(KeyError):  # it ended by itself when its folder went
                    self._observer.unschedule(watch)
            with suppress(OSError):  # gone again, which makes another event
                self._watch_folder(path.name)
            self._notify(None)

    def _in_folder(self, event: FileSystemEvent) -> None:
        """Something happened in one of FOLDERS."""
        if event.is_directory:
            # A folder comes or goes with files that have no events of their own.
            self._notify(None)
            return
        for path in map(Path, _paths(event)):
            if path.is_relative_to(self._root):
                self._notify(path.relative_to(self._root).as_posix())


class _EventHandler(FileSystemEventHandler):
    """Calls `handle` with each event, in the observer's thread."""

    def __init__(self, handle: Callable[[FileSystemEvent], None]) -> None:
        self._handle = handle

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._handle(event)


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another at the same path; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _paths(event: FileSystemEvent) -> Iterator[str]:
    for path in (event.src_path, event.dest_path):
        if path:
            yield os.fsdecode(path)
