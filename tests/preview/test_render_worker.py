"""Pictures of pages and files to download, and what happens when they can't be made."""

from __future__ import annotations

import asyncio

import pytest

from arkdoc.language.messages import in_language
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.load import load
from arkdoc.preview.pages_view import PagesView, pages_state
from arkdoc.preview.render_worker import RenderWorker
from arkdoc.preview.snapshot import LiveNote
from arkdoc.preview.worker import answer
from arkdoc.preview.worker_process import Answer, Request, WorkerError
from arkdoc.rules.output import TOO_LONG_FOR_PDF
from arkdoc.write.pdf.page_images import PageImage, pictures
from tests.support.preview import run_async
from tests.support.project import Project

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
