"""When the note is read again, and what is shown."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from arkdoc.preview.page import PreviewState
from arkdoc.preview.session import COPY_PATIENCE, PATIENCE, Session, Update
from arkdoc.preview.snapshot import LiveNote, Snapshot
from tests.support.preview import run_async
from tests.support.project import Project


class RecordingNote(LiveNote):
    """Records what it was asked to read; calls `before` first."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.asked: list[list[str] | None] = []
        self.before: Callable[[], None] = lambda: None

    def snapshot(
        self, changed: Iterable[str] | None = None, left_out: frozenset[str] = frozenset()
    ) -> Snapshot:
        self.before()
        self.asked.append(None if changed is None else sorted(changed))
        return super().snapshot(changed, left_out)


class Harness:
    """A session that runs, and what it showed and reported."""

    def __init__(self, project: Project) -> None:
        self.notes = RecordingNote(project.root)
        self.shown: list[PreviewState] = []
        self.updates: list[Update] = []
        self.session = Session(
            self.notes, project.root, show=self.shown.append, report=self.updates.append
        )

    async def __aenter__(self) -> Harness:
        await self.session.start()
        self.task = asyncio.ensure_future(self.session.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def shows(self, wanted: Callable[[PreviewState], bool]) -> PreviewState:
        for _ in range(2000):
            if self.shown and wanted(self.shown[-1]):
                return self.shown[-1]
            await asyncio.sleep(0.005)
        raise AssertionError("never shown")

    def loses(self, root: Path, path: str, gone: str) -> None:
        """The file at `path` is emptied or removed, and the session is told."""
        file = root / path
        file.unlink() if gone == "missing" else file.write_text("")
        self.session.notify(path)

    def says(self, text: str) -> bool:
        snapshot = self.shown[-1].snapshot
        return any(text in block.html for block in snapshot.blocks) if snapshot else False


GJOVIK = "contributions/ub-gjovik.md"


def test_a_save_is_shown_and_reported(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            note.contribution("ub-gjovik", "Ny tekst.\n")
            harness.session.notify(GJOVIK)
            await harness.shows(lambda state: harness.says("Ny tekst."))
            assert harness.notes.asked == [None, [GJOVIK]]
            assert harness.updates[-1].paths == (GJOVIK,)
            assert harness.updates[-1].seconds < PATIENCE

    run_async(test)


def test_an_event_without_a_change_is_neither_shown_nor_reported(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            harness.session.notify(GJOVIK)
            for _ in range(200):
                if len(harness.notes.asked) == 2:
                    break
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.02)
            assert len(harness.notes.asked) == 2
            assert len(harness.shown) == len(harness.updates) == 1

    run_async(test)


def test_a_change_that_only_downloads_show_is_published(note: Project) -> None:
    """Word's template leaves no trace on the page; the files are made from the shown note."""

    async def test() -> None:
        async with Harness(note) as harness:
            (note.root / "styles").mkdir()
            (note.root / "styles" / "notat.docx").write_bytes(b"en mal")
            harness.session.notify("styles/notat.docx")
            await harness.shows(
                lambda state: bool(state.snapshot and state.snapshot.sources.template == b"en mal")
            )

    run_async(test)


def test_events_during_an_update_are_handled_together_next(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:

            def more() -> None:  # comes while the first is being rendered
                harness.notes.before = lambda: None
                for unit in ("ub", "ub-gjovik", "studieadministrasjon"):
                    note.contribution(unit, "Samtidig.\n")
                    for _ in range(5):
                        harness.session.notify(f"contributions/{unit}.md")

            harness.notes.before = more
            harness.session.notify(GJOVIK)
            await harness.shows(
                lambda state: sum("Samtidig" in b.html for b in state.snapshot.blocks) == 3  # type: ignore[union-attr]
            )
            assert len(harness.notes.asked) == 3

    run_async(test)


@pytest.mark.parametrize("gone", ["empty", "missing"])
def test_a_file_gone_for_a_moment_keeps_its_text(note: Project, gone: str) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            harness.loses(note.root, GJOVIK, gone)
            await asyncio.sleep(PATIENCE / 4)
            assert len(harness.shown) == 1
            note.contribution("ub-gjovik", "Tilbake.\n")
            harness.session.notify(GJOVIK)
            await harness.shows(lambda state: harness.says("Tilbake."))
            assert len(harness.shown) == 2

    run_async(test)


@pytest.mark.parametrize("gone", ["empty", "missing"])
def test_a_file_that_stays_gone_is_shown_as_gone(note: Project, gone: str) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            harness.loses(note.root, GJOVIK, gone)
            await harness.shows(lambda state: not harness.says("Komiteen"))
            assert harness.updates[-1].seconds >= PATIENCE

    run_async(test)


def test_a_renamed_contribution_is_never_there_twice(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            (note.root / GJOVIK).rename(note.root / "contributions" / "gjovik.md")
            harness.session.notify(GJOVIK)
            harness.session.notify("contributions/gjovik.md")
            await asyncio.sleep(PATIENCE / 4)
            assert len(harness.shown) == 1
            await harness.shows(
                lambda state: "contributions/gjovik.md" in state.snapshot.sources.paths  # type: ignore[union-attr]
            )
            assert len(harness.shown) == 2
            assert harness.says("Komiteen")

    run_async(test)


def test_a_half_saved_file_does_not_delay_another(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            (note.root / GJOVIK).write_text("")
            harness.session.notify(GJOVIK)
            note.contribution("ub", "Straks.\n")
            harness.session.notify("contributions/ub.md")
            await harness.shows(lambda state: harness.says("Straks."))
            assert harness.says("Komiteen")

    run_async(test)


def test_a_file_emptied_while_it_is_read_keeps_its_text(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:

            def empty() -> None:
                harness.notes.before = lambda: None
                (note.root / GJOVIK).write_text("")

            harness.notes.before = empty
            harness.session.notify(GJOVIK)
            await asyncio.sleep(PATIENCE / 4)
            assert len(harness.shown) == 1
            note.contribution("ub-gjovik", "Tilbake.\n")
            harness.session.notify(GJOVIK)
            await harness.shows(lambda state: harness.says("Tilbake."))

    run_async(test)


def test_a_file_emptied_while_it_is_read_slowly_keeps_its_text(note: Project) -> None:
    """Reading may take longer than the patience with a save."""

    async def test() -> None:
        async with Harness(note) as harness:

            def mend() -> None:
                harness.notes.before = lambda: None
                note.contribution("ub-gjovik", "Tilbake.\n")

            def empty() -> None:
                harness.notes.before = mend
                (note.root / GJOVIK).write_text("")
                time.sleep(PATIENCE * 1.1)

            harness.notes.before = empty
            harness.session.notify(GJOVIK)
            await harness.shows(lambda state: harness.says("Tilbake."))
            assert len(harness.shown) == 2

    run_async(test)


@pytest.mark.parametrize(
    ("path", "patience"),
    [("ub.docx", COPY_PATIENCE), ("ub.docx.part", COPY_PATIENCE), ("ub.docx.bak", PATIENCE)],
)
def test_the_patience_with_a_file_is_that_of_its_kind(
    note: Project, path: str, patience: float
) -> None:
    """It is measured from the last event, so that a copy in many pieces is not shown half."""

    async def test() -> None:
        async with Harness(note) as harness:
            file = note.root / "contributions" / path
            for piece in (b"PK\3\4", b"mer", b"mer"):
                with file.open("ab") as stream:
                    stream.write(piece)
                harness.session.notify(f"contributions/{path}")
                await asyncio.sleep(PATIENCE / 3)
            last = time.perf_counter()
            await harness.shows(lambda state: len(harness.shown) == 2)
            assert time.perf_counter() - last > patience - PATIENCE / 2

    run_async(test)


@pytest.mark.parametrize(
    "name", ["~$b.docx", "~WRD0001.tmp", "1F2E3D4C.tmp", ".~lock.ub.docx#", "lu12345abcd.tmp"]
)
def test_what_is_never_read_wakes_nobody(note: Project, name: str) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            note.write(name, b"x")
            harness.session.notify(f"contributions/{name}")
            note.contribution("ub", "Videre.\n")
            harness.session.notify("contributions/ub.md")
            await harness.shows(lambda state: harness.says("Videre."))
            assert harness.notes.asked == [None, ["contributions/ub.md"]]
            assert harness.updates[-1].paths == ("contributions/ub.md",)

    run_async(test)


def test_only_files_of_the_note_are_named(note: Project) -> None:
    """Not what a file was called on its way."""

    async def test() -> None:
        async with Harness(note) as harness:
            note.contribution("ub-gjovik", "Flyttet.\n")
            harness.session.notify("contributions/ub-gjovik.md.tmp")
            harness.session.notify(GJOVIK)
            state = await harness.shows(lambda state: harness.says("Flyttet."))
            assert state.paths == harness.updates[-1].paths == (GJOVIK,)

    run_async(test)


def test_an_editors_temporary_file_is_ignored(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            other = note.root / "contributions" / "4913"
            other.write_text("x")
            harness.session.notify("contributions/4913")
            await asyncio.sleep(0.02)
            other.unlink()
            harness.session.notify("contributions/4913")
            await asyncio.sleep(PATIENCE * 1.3)
            assert len(harness.shown) == 1

    run_async(test)


def test_a_pipe_or_a_folder_in_a_files_place_blocks_nothing(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            folder = note.root / "contributions"
            os.mkfifo(folder / "pipe.md")
            os.mkfifo(folder / "pipe.txt")
            (note.root / GJOVIK).unlink()
            (note.root / GJOVIK).mkdir()
            for path in ("contributions/pipe.md", "contributions/pipe.txt", GJOVIK):
                harness.session.notify(path)
            note.contribution("ub", "Videre.\n")
            harness.session.notify("contributions/ub.md")
            await harness.shows(lambda state: harness.says("Videre."))

    run_async(test)


def test_a_broken_note_keeps_the_last_good_one_until_it_is_mended(note: Project) -> None:
    async def test() -> None:
        async with Harness(note) as harness:
            good = (note.root / "contributions" / "notat.md").read_bytes()
            note.write("notat.md", "---\nsaksnr: [\n---\n")
            harness.session.notify("contributions/notat.md")
            state = await harness.shows(lambda state: state.fault is not None)
            assert harness.says("Komiteen")
            assert state.snapshot is harness.shown[0].snapshot
            note.write("notat.md", good)
            harness.session.notify("contributions/notat.md")
            await harness.shows(lambda state: state.fault is None)

    run_async(test)


@pytest.mark.parametrize("where", ["reading", "showing"])
def test_a_bug_is_reported_and_the_session_continues(note: Project, where: str) -> None:
    async def test() -> None:
        async with Harness(note) as harness:

            def fail(*_: object) -> None:
                harness.notes.before = lambda: None
                harness.session._show = harness.shown.append
                raise RuntimeError("a bug")

            if where == "reading":
                harness.notes.before = fail
            else:
                harness.session._show = fail
                note.contribution("ub-gjovik", "Ny tekst.\n")
            harness.session.notify(GJOVIK)
            for _ in range(1000):
                if len(harness.updates) == 2:
                    break
                await asyncio.sleep(0.005)
            assert isinstance(harness.updates[-1].failure, RuntimeError)
            note.contribution("ub-gjovik", "Videre.\n")
            harness.session.notify(GJOVIK)
            await harness.shows(lambda state: harness.says("Videre."))
            assert harness.notes.asked[-1] is None

    run_async(test)
