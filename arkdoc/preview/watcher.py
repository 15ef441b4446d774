"""What changes under a root on disk → the paths that may have changed.

The one place that knows watchdog. It says nothing of what a change means: editors and shares
make many events of one save, and `session` sorts that out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

FOLDERS = ("contributions", "styles")
POLL_EVERY = 0.4
"""Seconds between looks where the system does not tell of changes."""

# Reading a file makes events too; those would have us read it once more.
_TOLD = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
# Others write to these too, and this machine's kernel is not told.
_SHARES = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.rclone", "vboxsf", "prl_fs", "drvfs")

Tell = Callable[[str | None], None]
"""Told the path, from the root, of a file that may have changed; None for «look everywhere»."""


class Watcher:
    """Watches `contributions/` and `styles/` under `root`, from threads of its own.

    `polling` tells whether it looks for itself instead of being told: on request, on a network
    share, or where the system has no more watches to give.
    """

    def __init__(self, root: Path, tell: Tell, *, poll: bool = False) -> None:
        self._root = root.resolve()
        self._tell = tell
        self._observed: dict[str, ObservedWatch] = {}
        self.polling = poll or is_share(self._root)
        self._observer: BaseObserver
        self._start(self.polling)

    def close(self) -> None:
        """Stop, and wait until the threads have ended."""
        self._observer.stop()
        self._observer.join()

    def _start(self, polling: bool) -> None:
        observer = PollingObserver(timeout=POLL_EVERY) if polling else Observer()
        self._observer = observer  # before its thread hears of anything, and needs it
        observer.start()
        try:
            self._watch(observer, self._root, _Root(self))
            for folder in FOLDERS:
                self._watch_folder(observer, folder)
        except OSError:
            observer.stop()
            observer.join()
            if polling:
                raise
            # No inotify, or no watches left (ENOSPC): we can still look for ourselves.
            self.polling = True
            self._observed.clear()
            self._start(polling=True)

    def _watch(self, observer: BaseObserver, folder: Path, handler: FileSystemEventHandler) -> None:
        self._observed[str(folder)] = observer.schedule(
            handler, str(folder), recursive=folder != self._root, event_filter=_TOLD
        )

    def _watch_folder(self, observer: BaseObserver, name: str) -> None:
        folder = self._root / name
        if folder.is_dir():
            self._watch(observer, folder, _Below(self))

    def came_or_went(self, name: str) -> None:
        """One of FOLDERS is new, gone, or another one. Called in the observer's own thread."""
        watch = self._observed.pop(str(self._root / name), None)
        if watch is not None:
            with suppress(KeyError):  # it ended by itself when its folder went
                self._observer.unschedule(watch)
        with suppress(OSError):  # gone again; that is told as well
            self._watch_folder(self._observer, name)
        self._tell(None)

    def told(self, path: str) -> None:
        """Something happened at `path`."""
        try:
            relative = Path(path).relative_to(self._root)
        except ValueError:
            return
        self._tell(relative.as_posix())

    def look_everywhere(self) -> None:
        """Something happened that concerns more than a file."""
        self._tell(None)

    @property
    def root(self) -> Path:
        """The folder that is watched, without links in its path."""
        return self._root


class _Below(FileSystemEventHandler):
    """What happens in one of the folders."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory:
            # A folder that comes or goes takes files along, not each of which is told of.
            self._watcher.look_everywhere()
            return
        for path in _paths(event):
            self._watcher.told(path)


class _Root(FileSystemEventHandler):
    """What happens right under the root: only whether the folders are there."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in _paths(event):
            where, name = os.path.split(path)
            if name in FOLDERS and Path(where) == self._watcher.root:
                self._watcher.came_or_went(name)


def _paths(event: FileSystemEvent) -> Iterator[str]:
    for path in (event.src_path, event.dest_path):
        if path:
            yield os.fsdecode(path)


def is_share(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether `folder` lies on a file system that other machines write to."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    here = folder.as_posix() + "/"
    best, kind = "", ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Spaces in names stand as \040 (fstab(5)).
        point = fields[1].replace("\\040", " ").rstrip("/") + "/"
        if here.startswith(point) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind.startswith(_SHARES)
