"""The preview's parts: differences, channels, who is let in, what a page holds, sessions."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arkdoc.language.messages import in_language
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.load import load
from arkdoc.preview import broadcaster as broadcasting
from arkdoc.preview.access import Access, is_loopback
from arkdoc.preview.broadcaster import Broadcaster
from arkdoc.preview.difference import KeyedElement, difference
from arkdoc.preview.page import PreviewState, RenderedPage, Renderer, View
from arkdoc.preview.pages_view import PagesView, pages_state
from arkdoc.preview.render_worker import RenderWorker
from arkdoc.preview.session import PATIENCE, Session, Update
from arkdoc.preview.snapshot import LiveNote, Snapshot
from arkdoc.preview.worker import answer
from arkdoc.preview.worker_process import Answer, Request, WorkerError
from arkdoc.rules.output import TOO_LONG_FOR_PDF
from arkdoc.write.pdf.page_images import PageImage, pictures
from tests.support.preview import apply
from tests.support.project import NOTE, Project, growth

NB = in_language("nb")

# --- differences -----------------------------------------------------------------------------

pieces_of_numbers = st.lists(st.integers(0, 12), unique=True).map(
    lambda keys: [KeyedElement(str(key), f"<p>{key}</p>") for key in keys]
)


@given(pieces_of_numbers, pieces_of_numbers)
@settings(max_examples=300, deadline=None)
def test_steps_lead_from_one_list_to_the_other(
    before: list[KeyedElement], after: list[KeyedElement]
) -> None:
    steps = difference(before, after)
    assert apply([piece.html for piece in before], steps) == [piece.html for piece in after]
    assert (steps == []) == (before == after)


def test_one_new_block_is_one_block_sent() -> None:
    before = [KeyedElement(str(n), f"<p>{n}</p>") for n in range(1000)]
    after = [*before[:500], KeyedElement("ny", "<p>ny</p>"), *before[501:]]
    assert difference(before, after) == [500, -1, ["<p>ny</p>"]]


def test_what_moves_is_all_that_is_sent_again() -> None:
    before = [KeyedElement(str(n), str(n)) for n in range(100)]
    after = [*before[1:], before[0]]
    assert difference(before, after) == [-1, 99, ["0"]]


def test_differences_take_linear_time() -> None:
    def run(size: int) -> None:
        before = [KeyedElement(str(n), "") for n in range(size)]
        after = [KeyedElement(str(n if n % 3 else -n - 1), "") for n in range(size)]
        difference(before, after)

    assert growth(run, 4000) < 5


# --- channels --------------------------------------------------------------------------------


def page(*said: str) -> RenderedPage:
    return RenderedPage({"note": [KeyedElement(text, text) for text in said]}, {"title": "x"})


def number(state: PreviewState) -> str:
    """The number that `numbered` made a state of."""
    return state.paths[0] if state.paths else "0"


def numbered(number: int) -> PreviewState:
    return PreviewState(paths=(str(number),))


def number_page(state: PreviewState) -> RenderedPage:
    return page("a", number(state), "z")


def run(test: Callable[[], Any]) -> None:
    asyncio.run(asyncio.wait_for(test(), 20))


def broadcaster_of_numbers() -> Broadcaster:
    return Broadcaster(PreviewState(), lambda view: number_page)


def data(event: bytes) -> list[tuple[str, Any]]:
    """The kinds and contents of the events in what was sent."""
    found = []
    for block in event.decode().strip().split("\n\n"):
        lines = dict(line.partition(": ")[::2] for line in block.splitlines())
        found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_an_update_is_encoded_once_for_all() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        streams = [channel.events(channel.version) for _ in range(200)]
        waiting = [asyncio.ensure_future(anext(stream)) for stream in streams]
        await asyncio.sleep(0)
        broadcaster.publish(numbered(1))
        sent = await asyncio.gather(*waiting)
        assert data(sent[0]) == [("update", {"regions": {"note": [1, -1, ["1"]]}, "about": {}})]
        assert all(event == sent[0] for event in sent)
        assert channel.watchers == 200
        for stream in streams:
            await stream.aclose()
        assert channel.watchers == 0

    run(test)


def test_who_comes_back_is_told_what_was_missed() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        version = channel.version
        for n in (1, 2, 3):
            broadcaster.publish(numbered(n))
        missed = data(await anext(channel.events(version)))
        shown = ["a", "0", "z"]
        for kind, change in missed:
            assert kind == "update"
            shown = apply(shown, change["regions"]["note"])
        assert shown == ["a", "3", "z"]

    run(test)


@pytest.mark.parametrize("version", ["", "x", "another.0", "{start}.99", "{start}.-1", "{start}.²",
                                     "{start}." + "9" * 5000])  # fmt: skip
def test_a_version_that_is_not_ours_is_sent_the_whole_page(version: str) -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        event = await anext(channel.events(version.replace("{start}", broadcaster.start)))
        whole = {"regions": {"note": [["a", "0", "z"]]}, "about": {"title": "x"}}
        assert data(event) == [("page", whole)]

    run(test)


def test_history_is_bounded_and_who_is_behind_it_is_sent_the_whole_page() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        slow = channel.events(channel.version)
        for n in range(1, 1000):
            broadcaster.publish(numbered(n))
        assert len(channel._history) <= 64
        (event,) = data(await anext(slow))
        assert event[0] == "page"
        broadcaster.publish(numbered(1000))
        assert [kind for kind, _ in data(await anext(slow))] == ["update"]

    run(test)


def test_large_updates_are_not_kept_for_long() -> None:
    async def test() -> None:
        broadcaster = Broadcaster(
            PreviewState(), lambda view: lambda state: page(number(state) * 1_000_000)
        )
        channel = broadcaster.channel(View("", "nb"))
        for n in range(1, 20):
            broadcaster.publish(numbered(n % 10))
        assert sum(len(event) for _, event in channel._history) <= 4_000_000

    run(test)


def test_nothing_is_sent_where_nothing_differs() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        stream = channel.events(channel.version)
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        broadcaster.publish(numbered(0))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        broadcaster.close()
        with pytest.raises(StopAsyncIteration):
            await waiting

    run(test)


def test_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        monkeypatch.setattr(broadcasting, "HEARTBEAT", 0.01)
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        stream = channel.events(channel.version)
        assert (await anext(stream)).startswith(b"event: alive\n")
        assert (await anext(stream)).startswith(b"event: alive\n")

    run(test)


def test_channels_that_nobody_looks_at_are_let_go() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        seen = broadcaster.channel(View("sett", "nb"))
        seen.watchers = 1
        for n in range(300):
            broadcaster.channel(View(str(n), "nb"))
        assert len(broadcaster._channels) <= 65
        assert broadcaster.channel(View("sett", "nb")) is seen

    run(test)


# --- who is let in ---------------------------------------------------------------------------

GUARD = Access.of("127.0.0.1", 8011)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8011", "localhost:8011", "LOCALHOST:8011", "[::1]:8011"]
)
def test_our_own_names_are_let_in(host: str) -> None:
    assert not GUARD.refuses({"host": host})


@pytest.mark.parametrize(
    "host",
    ["", "evil.example:8011", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8011@evil.example", "a@127.0.0.1:8011",
     "127.0.0.1.evil.example:8011", "127.0.0.1:8011/x", "[::1:8011", "127.0.0.1:x", "192.168.1.2:8011"],
)  # fmt: skip
def test_other_names_are_refused(host: str) -> None:
    assert GUARD.refuses({"host": host})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8012"},
        {"origin": ""},
        {"origin": "http://[::1"},
        {"origin": "http://[evil]"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_requests_from_other_pages_are_refused(headers: dict[str, str]) -> None:
    assert GUARD.refuses({"host": "127.0.0.1:8011", **headers})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:8011"},
        {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_our_own_pages_and_links_to_us_are_let_in(headers: dict[str, str]) -> None:
    assert not GUARD.refuses({"host": "127.0.0.1:8011", **headers})


def test_a_shared_server_takes_a_token_and_a_unit_has_its_own() -> None:
    access = Access.of("0.0.0.0", 8011)
    assert not GUARD.secret
    assert GUARD.opens("")
    whole, unit = access.token(), access.token("ub")
    assert len({whole, unit, access.token("ub-gjovik")}) == 3
    assert access.opens(whole)
    assert access.opens(whole, "ub")
    assert access.opens(unit, "ub")
    for token, asked in ((unit, ""), (unit, "ub-gjovik"), ("", ""), ("", "ub"), ("æ", "")):
        assert not access.opens(token, asked)
    assert access.secret not in repr(access)
    assert access.refuses({"host": "evil.example:8011"})
    assert not access.refuses({"host": "10.1.2.3:8011"})


def test_callers_make_us_ask_no_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody would wait for its answer."""
    asked: list[str] = []
    monkeypatch.setattr("socket.gethostname", lambda: "Maskin")
    monkeypatch.setattr("socket.getfqdn", lambda: asked.append("fqdn") or "maskin.eksempel.no")
    access = Access.of("0.0.0.0", 8011)
    for name in ("maskin", "maskin.local", "Maskin.Eksempel.no", "[fe80::1]"):
        assert not access.refuses({"host": f"{name}:8011"})
    for name in ("evil.example", "eksempel.no", "999.1.1.1"):
        assert access.refuses({"host": f"{name}:8011"})
    assert asked == ["fqdn"]


def test_loopback() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("127.1.2.3")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.168.0.1")
    assert not is_loopback("maskin.example")


# --- pages -----------------------------------------------------------------------------------


@pytest.fixture
def note(project: Project) -> Project:
    project.note()
    project.contribution("studieadministrasjon", "Vi har en hemmelig plan.\n\n![](kart.png)\n")
    project.contribution("ub", "Biblioteket har fulgt opp.\n")
    project.contribution(
        "ub-gjovik", 'Komiteen er i gang, sa "lederen".\n\n### 1. Tid\n\nTekst.\n', status="utkast"
    )
    return project


def shown(project: Project, unit: str = "", language: str = "nb", **more: Any) -> RenderedPage:
    view = View(unit, language)
    renderer = Renderer(view, in_language(language), lambda path: path, lambda: date(2019, 3, 1))
    return renderer(PreviewState(LiveNote(project.root).snapshot(), **more))


def text(page: RenderedPage, *regions: str) -> str:
    return "\n".join(piece.html for name in regions or page.regions for piece in page.regions[name])


def test_the_board_has_every_unit_and_how_it_stands(note: Project) -> None:
    (note.root / "contributions" / "ub.md").unlink()
    board = text(shown(note), "units")
    assert board.count("<li ") == 3
    assert 'data-state="missing"' in board
    assert 'data-state="draft"' in board
    assert 'href="/enhet/ub-gjovik"' in board
    assert 'href="#ub-gjovik"' in board
    assert "2 av 3 bidrag" in text(shown(note), "summary")


def test_another_deadline_tells_anew_how_late_a_unit_is(note: Project) -> None:
    (note.root / "contributions" / "ub.md").unlink()
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    live = LiveNote(note.root)
    for deadline, late in (("2019-02-25", "4 dager over frist"), ("2019-02-20", "9 dager over")):
        note.note(NOTE.replace("enheter:", f"bidragsfrist: {deadline}\nenheter:"))
        assert late in text(renderer(PreviewState(live.snapshot())), "units")


def test_a_remark_stands_before_the_paragraph_it_concerns(note: Project) -> None:
    html = [piece.html for piece in shown(note).regions["note"]]
    (place,) = [n for n, piece in enumerate(html) if "ARK312" in piece]
    assert "alternativ tekst" in html[place]
    assert "contributions/studieadministrasjon.md:6:1" in html[place]
    assert 'data-line="6"' in html[place + 1]


def test_what_concerns_a_whole_file_stands_at_its_units_heading(note: Project) -> None:
    html = [piece.html for piece in shown(note).regions["note"]]
    (place,) = [n for n, piece in enumerate(html) if "ARK502" in piece]
    assert "Seksjon Gjøvik" in html[place + 1]


def test_messages_come_the_gravest_first(note: Project) -> None:
    found = [piece.html for piece in shown(note).regions["messages"]]
    order = ["error", "warning", "info"]
    places = [next(n for n, grave in enumerate(order) if f'"{grave}"' in html) for html in found]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}


def test_one_units_page_holds_nothing_of_the_others(note: Project) -> None:
    page = shown(note, "ub-gjovik")
    said = text(page)
    assert "Komiteen er i gang" in said
    assert "ARK502" in said
    for other in (
        "hemmelig plan",
        "ARK312",
        "kart.png",
        "studieadministrasjon",
        "fulgt opp",
        "Innledning",
    ):
        assert other not in said
    assert page.regions["units"]
    assert page.about["title"] == "Seksjon Gjøvik – Status"


def test_one_units_page_keeps_its_place_in_the_outline(note: Project) -> None:
    html = text(shown(note, "ub-gjovik"), "head", "note")
    headings = [html[place + 2] for place in range(len(html)) if html.startswith("<h", place)]
    assert headings[:4] == ["1", "2", "3", "4"]


def test_every_view_is_made_of_the_same_blocks(note: Project) -> None:
    whole = {piece.key for piece in shown(note).regions["note"]}
    assert {piece.key for piece in shown(note, "ub").regions["note"]} <= whole


def test_a_broken_note_lies_over_the_last_good_page(note: Project) -> None:
    good = shown(note)
    note.write("notat.md", "---\nsaksnr: [\n---\n")
    with pytest.raises(ArkdocError) as caught:
        LiveNote(note.root).snapshot()
    state = PreviewState(None, caught.value)
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    said = text(renderer(state), "fault")
    assert "Notatet kan ikke leses" in said
    assert "contributions/notat.md:2" in said
    alone = Renderer(View("ub", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    assert "notat.md" not in text(alone(state), "fault")
    assert good.regions["fault"] == ()


def test_a_place_where_two_things_are_wrong_is_given_once(note: Project) -> None:
    note.write("notat.md", NOTE.replace("saksnr", "saksnnr"))
    with pytest.raises(ArkdocError) as caught:
        LiveNote(note.root).snapshot()
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    said = text(renderer(PreviewState(None, caught.value)), "fault")
    assert "saksnnr" in said
    assert said.count("data-location=") == 1


def test_pieces_are_single_elements_with_keys_of_their_own(note: Project) -> None:
    from lxml import html as parser

    page = shown(note)
    for name, pieces_ in page.regions.items():
        keys = [piece.key for piece in pieces_]
        assert len(set(keys)) == len(keys), name
        for piece in pieces_:
            assert len(parser.fragments_fromstring(piece.html)) == 1


def test_what_one_file_costs_follows_that_file(project: Project) -> None:
    units = {f"enhet-{n}": f"Enhet {n}" for n in range(200)}
    project.units(units)
    for unit in units:
        project.contribution(unit, "## 1. Tiltak\n\nTekst.\n")
    live = LiveNote(project.root)
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    before = renderer(PreviewState(live.snapshot()))
    project.contribution("enhet-7", "## 1. Tiltak\n\nTekst og mer tekst.\n")
    after = renderer(PreviewState(live.snapshot(["contributions/enhet-7.md"])))
    made = {id(piece) for region in before.regions.values() for piece in region}
    new = [piece for region in after.regions.values() for piece in region if id(piece) not in made]
    assert 0 < len(new) < 20


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


def test_a_note_that_is_too_long_for_a_pdf_is_an_answer(
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
def test_why_there_are_no_pages_is_said(note: Project, fault: ArkdocError, why: str) -> None:
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


def test_where_no_process_can_be_started_there_are_no_pages_and_the_rest_goes_on(
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
    run(test)


# --- sessions --------------------------------------------------------------------------------


class Notes(LiveNote):
    """A note that tells what was asked for."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.asked: list[list[str] | None] = []
        self.before: Callable[[], None] = lambda: None

    def snapshot(self, changed: Iterable[str] | None = None) -> Snapshot:
        self.before()
        self.asked.append(None if changed is None else sorted(changed))
        return super().snapshot(changed)


class Desk:
    """A session, and what it showed and reported."""

    def __init__(self, project: Project) -> None:
        self.notes = Notes(project.root)
        self.shown: list[PreviewState] = []
        self.updates: list[Update] = []
        self.session = Session(
            self.notes, project.root, show=self.shown.append, report=self.updates.append
        )

    async def __aenter__(self) -> Desk:
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


def test_a_save_is_shown_and_said(note: Project) -> None:
    async def test() -> None:
        async with Desk(note) as desk:
            note.contribution("ub-gjovik", "Ny tekst.\n")
            desk.session.notify(GJOVIK)
            await desk.shows(lambda state: desk.says("Ny tekst."))
            assert desk.notes.asked == [None, [GJOVIK]]
            assert desk.updates[-1].paths == (GJOVIK,)
            assert desk.updates[-1].seconds < PATIENCE

    run(test)


def test_what_changed_nothing_is_neither_shown_nor_said(note: Project) -> None:
    async def test() -> None:
        async with Desk(note) as desk:
            desk.session.notify(GJOVIK)
            for _ in range(200):
                if len(desk.notes.asked) == 2:
                    break
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.02)
            assert len(desk.notes.asked) == 2
            assert len(desk.shown) == len(desk.updates) == 1

    run(test)


def test_what_only_the_files_show_is_there_to_download(note: Project) -> None:
    """Word's template leaves no trace on the page; the files are made from the shown note."""

    async def test() -> None:
        async with Desk(note) as desk:
            (note.root / "styles").mkdir()
            (note.root / "styles" / "notat.docx").write_bytes(b"en mal")
            desk.session.notify("styles/notat.docx")
            await desk.shows(
                lambda state: bool(state.snapshot and state.snapshot.sources.template == b"en mal")
            )

    run(test)


def test_what_comes_meanwhile_is_shown_together_next(note: Project) -> None:
    async def test() -> None:
        async with Desk(note) as desk:

            def more() -> None:  # comes while the first is being rendered
                desk.notes.before = lambda: None
                for unit in ("ub", "ub-gjovik", "studieadministrasjon"):
                    note.contribution(unit, "Samtidig.\n")
                    for _ in range(5):
                        desk.session.notify(f"contributions/{unit}.md")

            desk.notes.before = more
            desk.session.notify(GJOVIK)
            await desk.shows(
                lambda state: sum("Samtidig" in b.html for b in state.snapshot.blocks) == 3  # type: ignore[union-attr]
            )
            assert len(desk.notes.asked) == 3

    run(test)


@pytest.mark.parametrize("gone", ["empty", "missing"])
def test_a_file_that_is_gone_for_a_moment_keeps_its_text(note: Project, gone: str) -> None:
    async def test() -> None:
        async with Desk(note) as desk:
            desk.loses(note.root, GJOVIK, gone)
            await asyncio.sleep(PATIENCE / 4)
            assert len(desk.shown) == 1
            note.contribution("ub-gjovik", "Tilbake.\n")
            desk.session.notify(GJOVIK)
            await desk.shows(lambda state: desk.says("Tilbake."))
            assert len(desk.shown) == 2

    run(test)


@pytest.mark.parametrize("gone", ["empty", "missing"])
def test_a_file_that_stays_gone_is_said_to_be(note: Project, gone: str) -> None:
    async def test() -> None:
        async with Desk(note) as desk:
            desk.loses(note.root, GJOVIK, gone)
            await desk.shows(lambda state: not desk.says("Komiteen"))
            assert desk.updates[-1].seconds >= PATIENCE

    run(test)


def test_a_file_in_between_does_not_hold_up_another(note: Project) -> None:
    async def test() -> None:
        async with Desk(note) as desk:
            (note.root / GJOVIK).write_text("")
            desk.session.notify(GJOVIK)
            note.contribution("ub", "Straks.\n")
            desk.session.notify("contributions/ub.md")
            await desk.shows(lambda state: desk.says("Straks."))
            assert desk.says("Komiteen")

    run(test)


def test_a_file_emptied_as_it_is_read_keeps_its_text(note: Project) -> None:
    async def test() -> None:
        async with Desk(note) as desk:

            def empty() -> None:
                desk.notes.before = lambda: None
                (note.root / GJOVIK).write_text("")

            desk.notes.before = empty
            desk.session.notify(GJOVIK)
            await asyncio.sleep(PATIENCE / 4)
            assert len(desk.shown) == 1
            note.contribution("ub-gjovik", "Tilbake.\n")
            desk.session.notify(GJOVIK)
            await desk.shows(lambda state: desk.says("Tilbake."))

    run(test)


def test_what_editors_leave_for_a_moment_is_never_shown(note: Project) -> None:
    async def test() -> None:
        async with Desk(note) as desk:
            other = note.root / "contributions" / "4913"
            other.write_text("x")
            desk.session.notify("contributions/4913")
            await asyncio.sleep(0.02)
            other.unlink()
            desk.session.notify("contributions/4913")
            await asyncio.sleep(PATIENCE * 1.3)
            assert len(desk.shown) == 1

    run(test)


def test_a_pipe_or_a_folder_in_a_files_place_holds_nothing_up(note: Project) -> None:
    async def test() -> None:
        async with Desk(note) as desk:
            folder = note.root / "contributions"
            os.mkfifo(folder / "pipe.md")
            os.mkfifo(folder / "pipe.txt")
            (note.root / GJOVIK).unlink()
            (note.root / GJOVIK).mkdir()
            for path in ("contributions/pipe.md", "contributions/pipe.txt", GJOVIK):
                desk.session.notify(path)
            note.contribution("ub", "Videre.\n")
            desk.session.notify("contributions/ub.md")
            await desk.shows(lambda state: desk.says("Videre."))

    run(test)


def test_a_broken_note_keeps_the_last_good_one_and_comes_back(note: Project) -> None:
    async def test() -> None:
        async with Desk(note) as desk:
            good = (note.root / "contributions" / "notat.md").read_bytes()
            note.write("notat.md", "---\nsaksnr: [\n---\n")
            desk.session.notify("contributions/notat.md")
            state = await desk.shows(lambda state: state.fault is not None)
            assert desk.says("Komiteen")
            assert state.snapshot is desk.shown[0].snapshot
            note.write("notat.md", good)
            desk.session.notify("contributions/notat.md")
            await desk.shows(lambda state: state.fault is None)

    run(test)


@pytest.mark.parametrize("where", ["reading", "showing"])
def test_a_bug_is_reported_and_the_session_goes_on(note: Project, where: str) -> None:
    async def test() -> None:
        async with Desk(note) as desk:

            def fail(*_: object) -> None:
                desk.notes.before = lambda: None
                desk.session._show = desk.shown.append
                raise RuntimeError("a bug")

            if where == "reading":
                desk.notes.before = fail
            else:
                desk.session._show = fail
                note.contribution("ub-gjovik", "Ny tekst.\n")
            desk.session.notify(GJOVIK)
            for _ in range(1000):
                if len(desk.updates) == 2:
                    break
                await asyncio.sleep(0.005)
            assert isinstance(desk.updates[-1].failure, RuntimeError)
            note.contribution("ub-gjovik", "Videre.\n")
            desk.session.notify(GJOVIK)
            await desk.shows(lambda state: desk.says("Videre."))
            assert desk.notes.asked[-1] is None

    run(test)
