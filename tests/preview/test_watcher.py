"""Events of the file system → paths."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent

from arkdoc.preview.watcher import Watcher
from tests.support.preview import eventually
from tests.support.project import Project

GJOVIK = "ub-gjovik.md"


def test_reading_a_file_is_no_change(note: Project) -> None:
    notified: list[str | None] = []
    watcher = Watcher(note.root, notified.append)
    try:
        for file in (note.root / "contributions").iterdir():
            file.read_bytes()
        note.contribution("ub-gjovik", "Endret.\n")
        eventually(lambda: notified)
        assert set(notified) == {f"contributions/{GJOVIK}"}
    finally:
        watcher.close()


@pytest.mark.parametrize("poll", [False, True])
def test_a_folder_made_while_it_starts_is_watched(
    note: Project, monkeypatch: pytest.MonkeyPatch, poll: bool
) -> None:
    real = Watcher._watch
    styles = note.root / "styles"

    def slow(self: Watcher, folder: Path, handle: Callable[[FileSystemEvent], None]) -> None:
        real(self, folder, handle)
        if folder == note.root:
            styles.mkdir()
            time.sleep(0.1 + poll)  # until its thread has heard of it

    monkeypatch.setattr(Watcher, "_watch", slow)
    notified: list[str | None] = []
    watcher = Watcher(note.root, notified.append, poll=poll)
    try:
        assert eventually(lambda: None in notified)
        (styles / "tokens.toml").write_text("", "utf-8")
        assert eventually(lambda: "styles/tokens.toml" in notified)
    finally:
        watcher.close()


@pytest.mark.parametrize("poll", [False, True])
def test_a_root_that_is_renamed_away_and_replaced_is_noticed(note: Project, poll: bool) -> None:
    notified: list[str | None] = []
    watcher = Watcher(note.root, notified.append, poll=poll)
    try:
        watcher.look_again()
        assert notified == []
        away = note.root.with_name("borte")
        note.root.rename(away)
        watcher.look_again()
        assert None in notified
        watcher.look_again()
        shutil.copytree(away, note.root)
        notified.clear()
        watcher.look_again()
        assert None in notified
        notified.clear()
        note.contribution("ub-gjovik", "Endret i den nye.\n")
        assert eventually(lambda: f"contributions/{GJOVIK}" in notified)
        shutil.rmtree(note.root)  # and the same folder again
        away.rename(note.root)
        watcher.look_again()
        notified.clear()
        note.contribution("ub-gjovik", "Endret i den gamle.\n")
        assert eventually(lambda: f"contributions/{GJOVIK}" in notified)
    finally:
        watcher.close()


def test_without_inotify_it_polls(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from arkdoc.preview import watcher as module

    class Full(module.Observer):  # type: ignore[misc,valid-type]
        def schedule(self, *args: object, **more: object) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "Observer", Full)
    notified: list[str | None] = []
    watcher = Watcher(note.root, notified.append)
    try:
        assert watcher.polling
        note.contribution("ub-gjovik", "Endret.\n")
        assert eventually(lambda: f"contributions/{GJOVIK}" in notified)
    finally:
        watcher.close()
