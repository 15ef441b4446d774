"""Pictures of pages and files to download, and what happens when they can't be made."""

from __future__ import annotations

import asyncio
import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from arkdoc.language.messages import in_language
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError, diagnostic
from arkdoc.model.source import start_of
from arkdoc.pipeline import processes
from arkdoc.pipeline.load import load
from arkdoc.pipeline.processes import GivenUpError, WorkerError
from arkdoc.preview.answer import answer
from arkdoc.preview.page import PreviewState, Renderer, View
from arkdoc.preview.pages_view import PagesView, pages_state
from arkdoc.preview.render_worker import RenderWorker
from arkdoc.preview.snapshot import LiveNote
from arkdoc.preview.worker_process import Answer, EndedError, Request, WorkerProcess
from arkdoc.rules.output import MISSING_FONT, TOO_LONG_FOR_PDF
from arkdoc.write.pdf.page_images import PageImage, pictures
from tests.preview.hanging import HANGS, hanging
from tests.support.preview import PATIENCE, run_async
from tests.support.project import Project, html_text, pdf_text, word

NB = in_language("nb")


def test_a_page_that_looks_the_same_is_not_encoded_again(note: Project) -> None:
    first = list(pictures(note.build("pdf").outputs["pdf"], lambda name: False))
    known = {picture.name for picture in first}
    assert all(picture.data and picture.data.startswith(b"\x89PNG") for picture in first)
    assert first[0].width < first[0].height
    again = list(pictures(note.build("pdf").outputs["pdf"], known.__contains__))
    assert [(p.name, p.data) for p in again] == [(p.name, None) for p in first]
    note.contribution("ub-gjovik", "Noe helt annet.\n")
    changed = list(pictures(note.build("pdf").outputs["pdf"], known.__contains__))
    assert any(picture.data for picture in changed)


def test_a_note_too_long_for_a_pdf_is_answered_with_an_error(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arkdoc.write.pdf.writer.MOST_LINES", 1)
    sources = load(note.root)
    for known in (None, frozenset[str]()):
        answered = answer(Request(sources, "pdf", known), Cache())
        assert answered.error is not None
        assert "for langt til å bli en PDF" in NB.error(answered.error)
        assert "legg dem ved" in NB.error(answered.error)


class Fails:
    """A worker that makes nothing, and says why."""

    def __init__(self, fault: ArkdocError) -> None:
        self.fault = fault

    async def start(self) -> None:
        pass

    async def ask(self, request: Request) -> Answer:
        return Answer(error=self.fault)

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (ArkdocError("{reason}", reason=TOO_LONG_FOR_PDF.message), "Notatet er for langt"),
        (WorkerError(), "Noe gikk galt i arkdoc."),
    ],
)
def test_why_there_are_no_pages_is_shown(note: Project, fault: ArkdocError, why: str) -> None:
    shown: list[PagesView] = []

    async def run() -> None:
        render_worker = RenderWorker(shown.append)
        render_worker._for_pages = render_worker._for_files = Fails(fault)  # type: ignore[assignment]
        render_worker.pages_view = PagesView((PageImage("x.png", 1, 1, None),), behind=False)
        snapshot = LiveNote(note.root).snapshot()
        render_worker.update(snapshot)
        assert (await render_worker.file(snapshot, "pdf")).error is fault
        render_worker.add_viewer()
        task = asyncio.create_task(render_worker.run())
        while not shown:
            await asyncio.sleep(0)
        task.cancel()
        note.contribution("ub-gjovik", "Kortere.\n")
        shown.append(render_worker.update(LiveNote(note.root).snapshot()))

    asyncio.run(run())
    before, after = (pages_state(pages_view, NB).html for pages_view in shown)
    assert f"Sidene kan ikke lages. {why}" in before
    assert "er slik det var før det." in before
    assert "Lager nye sider" in after


def test_without_a_worker_process_there_are_no_pages_and_no_crash(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the machine has no memory for another one."""

    async def test() -> None:
        shown: list[PagesView] = []
        render_worker = RenderWorker(shown.append)
        render_worker.add_viewer()
        render_worker.update(LiveNote(note.root).snapshot())
        task = asyncio.ensure_future(render_worker.run())
        for _ in range(2000):
            if shown or task.done():
                break
            await asyncio.sleep(0.005)
        assert [type(pages_view.fault) for pages_view in shown] == [WorkerError]
        answered = await render_worker.file(LiveNote(note.root).snapshot(), "docx")
        assert isinstance(answered.error, WorkerError)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    async def refuse(*_arguments: object, **_options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(asyncio, "create_subprocess_exec", refuse)
    run_async(test)


def test_a_layout_that_hangs_is_given_up_and_the_next_file_is_made(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others that ask for the same meanwhile are answered with it, and hang nothing anew."""
    monkeypatch.setenv("PYTHONPATH", hanging(tmp_path / "site"))

    async def test() -> None:
        render_worker = RenderWorker(lambda pages_view: None)
        good = LiveNote(note.root).snapshot()
        note.contribution("ub-gjovik", f"{HANGS}\n")
        bad = LiveNote(note.root).snapshot()
        monkeypatch.setattr(processes, "MOST_SECONDS", 0.5)
        impatient = [asyncio.create_task(render_worker.file(bad, "docx")) for _ in range(3)]
        answers = await asyncio.gather(*impatient)
        assert {id(answer) for answer in answers} == {id(answers[0])}
        assert isinstance(answers[0].error, GivenUpError)
        assert "ble gitt opp" in NB.error(answers[0].error)
        monkeypatch.setattr(processes, "MOST_SECONDS", 60.0)
        assert (await render_worker.file(good, "docx")).data.startswith(b"PK")
        process = render_worker._for_files._process
        render_worker.close()
        assert process
        await process.wait()
        assert isinstance((await render_worker.file(good, "docx")).error, EndedError)

    run_async(test)


def test_a_longer_note_may_take_longer(note: Project) -> None:
    short = processes.most_seconds(load(note.root))
    note.contribution("ub-gjovik", "Ord. " * 100_000)
    assert processes.most_seconds(load(note.root)) > short + 10


def test_what_only_the_pages_show_is_told_with_them_and_once(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not what the text showed already."""
    there = diagnostic(MISSING_FONT, start_of("contributions/notat.md"), font="X", package="x")

    monkeypatch.setattr("arkdoc.write.pdf.findings.findings", lambda *_: [there])
    sources = load(note.root)
    made = answer(Request(sources, "pdf", frozenset()), Cache())
    assert made.found == (there,)
    state = PreviewState(
        LiveNote(note.root).snapshot(), pages_view=PagesView(made.pictures, found=made.found)
    )
    for shows_places in (True, False):
        renderer = Renderer(
            View("", "nb"), NB, str, lambda: date(2019, 3, 1), shows_places=shows_places
        )
        regions = renderer(state).regions
        (message,) = regions["pages-messages"]
        assert "Skriften X finnes ikke" in message.html
        assert ("ARK904" in message.html) == shows_places
        assert all("Skriften X" not in each.html for each in regions["messages"])
    assert renderer(state).regions["pages-messages"]


@pytest.mark.parametrize("target", ["docx", "pdf", "html"])
def test_a_download_leads_to_no_file_that_is_not_beside_it(note: Project, target: str) -> None:
    note.write("vedlegg/plan.pdf", b"%PDF-1.7")
    file = note.root / "contributions" / "notat.md"
    file.write_text(
        file.read_text("utf-8").replace("---\n", "---\nvedlegg: [plan.pdf]\n", 1), "utf-8"
    )
    note.contribution(
        "ub-gjovik", "Se **[planen](vedlegg/plan.pdf)**[^1].\n\n[^1]: Og [her](vedlegg/plan.pdf).\n"
    )
    data = answer(Request(load(note.root), target), Cache()).data
    shown = word(data).text() if target == "docx" else ""
    shown = pdf_text(data) if target == "pdf" else shown or html_text(data)
    assert "planen" in shown
    if target == "docx":
        with ZipFile(io.BytesIO(data)) as package:
            data = b"".join(package.read(name) for name in package.namelist())
    assert b"vedlegg/plan.pdf" not in data
    assert b"vedlegg/plan.pdf" in note.build("html").outputs["html"]


def test_a_process_that_has_nothing_to_do_ends_and_another_takes_its_place(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arkdoc.preview.worker_process.IDLE_SECONDS", 0.05)

    async def test() -> None:
        worker = WorkerProcess()
        await worker.start()
        first = worker._process
        assert first
        await first.wait()
        for _ in range(2):
            made = await worker.ask(Request(load(note.root), "html"))
            assert made.error is None
            process = worker._process
            assert process is not first
            assert process
            await asyncio.wait_for(process.wait(), PATIENCE)
        await worker.end()

    run_async(test)
