"""The page of one unit: what is asked, the ways to hand it in, and the text as it will stand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from arkdoc.compare.redline.changes import ToldChange
from arkdoc.deliver.ask_unit import answer, settle_question
from arkdoc.deliver.delivery import ask_for_time, check_open, deliver
from arkdoc.deliver.edits_since import edits_since
from arkdoc.deliver.handed_in import HandedIn, NotTakenError
from arkdoc.deliver.look import basis_with, look, unit_called
from arkdoc.deliver.own_text import join, split
from arkdoc.deliver.unit_files import UnitFiles, unit_files
from arkdoc.language.messages import Translator
from arkdoc.language.without_files import reason
from arkdoc.model.cache import Cache
from arkdoc.model.dates import parse_date
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.note import Unit
from arkdoc.model.source import is_word
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.load import load
from arkdoc.pipeline.new_files import file_to_fill_in
from arkdoc.pipeline.unit_questions import read_questions
from arkdoc.pipeline.waiting_texts import WaitingText, waiting_text
from arkdoc.serve.door import Door
from arkdoc.serve.page import download, script, stylesheet, write_page
from arkdoc.serve.requests import Bounds, files_of, form_of, pasted, text_of
from arkdoc.serve.served_note import ServedNote
from arkdoc.serve.unit.answers import facts, write_answer, write_look, write_refusal, write_said
from arkdoc.serve.unit.asked import NOT_BEGUN, Asked, day_in_words, write_asked, write_foot
from arkdoc.serve.unit.edits import edits_of, write_edits
from arkdoc.serve.unit.questions import SEEN_TO, write_questions

T = TypeVar("T")

_NO_DATE = N_("Say until which day.")
_FIRST_LOOK = "se"


class UnitPages:
    """The pages of a note's units, and what their forms do."""

    def __init__(self, served: ServedNote, door: Door) -> None:
        self._served = served
        self._door = door
        self._bounds = Bounds()
        self._cache = Cache()
        self._turn = asyncio.Lock()
        # What was edited in each unit's text, by what it was made of.
        self._edits_of: dict[str, tuple[object, tuple[ToldChange, ...]]] = {}

    def routes(self) -> list[Route]:
        """Below the note's path."""
        unit = f"{self._served.base}/enhet/{{unit}}"
        return [
            Route(unit, self._page),
            Route(f"{unit}/mottatt", self._received),
            Route(f"{unit}/skjema", self._form_to_fill_in),
            Route(f"{unit}/lever", self._deliver, methods=["POST"]),
            Route(f"{unit}/mer-tid", self._more_time, methods=["POST"]),
            Route(f"{unit}/lim", self._paste, methods=["POST"]),
            Route(f"{unit}/svar", self._answer_question, methods=["POST"]),
        ]

    # --- the page -------------------------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        served, unit = self._served, request.path_params["unit"]
        tr = self._translator(request)
        if not served.gate.lets_in(request, unit):
            return self._door.page(unit, tr)
        key, done = served.gate.key(request, unit), request.query_params.get("sagt", "")
        asked = await self._in_turn(lambda: self._asked(unit, key, done, tr))
        if asked is None:  # the preview says what is wrong with the note, or that there is no such
            return await served.preview.site.page(request)
        head = stylesheet(served.base) + script(served.base, "unit.js")
        return await served.preview.site.page(
            request, before=write_asked(asked, tr), head=head, after=write_foot(asked, tr)
        )

    def _asked(self, id_: str, key: str, done: str, tr: Translator) -> Asked | None:
        served = self._served
        try:
            analysis = self._analysis()
            unit = unit_called(analysis, id_)
            closed = self._why_closed(analysis, unit, tr)
        except ArkdocError:
            return None
        files = unit_files(analysis, unit.id, self._cache)
        waiting = waiting_text(served.root, unit.id)
        draft = waiting_text(served.root, unit.id, is_draft=True)
        edits = self._edits(analysis, files, waiting, tr)
        deliveries = analysis.assembly.deliveries
        delivery = next((each for each in deliveries if each.unit == unit), None)
        base = f"{served.base}/enhet/{unit.id}"
        path, data = _last_text(analysis, files, draft or waiting)
        text = "" if not path or is_word(path) else split(path, data)[1]
        has_come = bool(files.text) and delivery is not None and delivery.state not in NOT_BEGUN
        return Asked(
            analysis.note,
            unit,
            delivery,
            served.now().date(),
            base,
            key,
            basis_with(files, waiting, draft),
            text if has_come else "",
            closed,
            f"{base}/mottatt" if has_come else "",
            analysis.sources.theme.accessibility_statement,
            edits,
            write_questions(read_questions(served.root, unit.id), base, key, done, tr),
        )

    def _edits(
        self, analysis: Analysis, files: UnitFiles, waiting: WaitingText | None, tr: Translator
    ) -> str:
        edited = edits_since(self._served.root, files, analysis.sources)
        if edited is None:
            return ""
        key = files.unit, files.basis, edited.data
        if self._edits_of.get(files.unit, (None, ()))[0] != key:
            self._edits_of[files.unit] = key, edits_of(analysis, files, edited, self._cache)
        return write_edits(self._edits_of[files.unit][1], tr, waits=waiting is not None)

    def _analysis(self) -> Analysis:
        return analyse(load(self._served.root), self._cache)

    def _why_closed(self, analysis: Analysis, unit: Unit, tr: Translator) -> str:
        try:
            check_open(self._served.root, analysis.note, unit, self._served.now().date())
        except NotTakenError as error:
            return reason(error, tr)
        return ""

    async def _received(self, request: Request) -> Response:
        """What the unit delivered last, or its contribution as it lies there, to keep."""

        def fetch(analysis: Analysis, unit: Unit) -> tuple[str, bytes]:
            files = unit_files(analysis, unit.id, self._cache)
            return _last_text(analysis, files, waiting_text(self._served.root, unit.id))

        return await self._file(request, fetch)

    async def _form_to_fill_in(self, request: Request) -> Response:
        """A form in Word with the questions."""

        def make(analysis: Analysis, unit: Unit) -> tuple[str, bytes]:
            return file_to_fill_in(analysis, unit, self._served.now().date(), in_word=True)

        return await self._file(request, make)

    async def _file(
        self, request: Request, make: Callable[[Analysis, Unit], tuple[str, bytes]]
    ) -> Response:
        """What `make` gives of the note and the unit, as a file: a path and its bytes."""
        served, unit = self._served, request.path_params["unit"]
        if not served.gate.lets_in(request, unit):
            return self._door.page(unit, self._translator(request))

        def made() -> tuple[str, bytes]:
            analysis = self._analysis()
            return make(analysis, unit_called(analysis, unit))

        try:
            path, data = await self._in_turn(made)
        except ArkdocError as error:
            raise HTTPException(404) from error
        if not path:
            raise HTTPException(404)
        return download(path.rpartition("/")[2], data)

    # --- what its forms do ------------------------------------------------------------------------

    async def _deliver(self, request: Request) -> Response:
        """Look at what is handed in (`steg=se`), or write it."""
        served, unit = self._served, request.path_params["unit"]
        tr = self._translator(request)
        with self._bounds.within(served.options.caller(request), tr):
            form = await form_of(request, served, unit, tr)
            handed = await _handed_in(form)
            person = served.gate.person(request)
            is_look = text_of(form, "steg") == _FIRST_LOOK
            basis, confirmed = text_of(form, "grunnlag"), text_of(form, "bekreft").split()
            how = "fil" if handed.files else "tekst"

            def act() -> tuple[str, dict[str, object]]:
                whole = self._with_fields(unit, handed)
                if is_look:
                    looked = look(served.root, unit, whole, self._cache)
                    check_open(served.root, looked.analysis.note, looked.unit, served.now().date())
                    html = write_look(looked, looked.questions, tr)
                    return html, {"outcome": "look", "basis": looked.basis}
                answer = deliver(
                    served.root,
                    unit,
                    whole,
                    basis=basis,
                    now=served.now(),
                    how=how,
                    person=person,
                    confirmed=confirmed,
                    cache=self._cache,
                )
                received = f"{served.base}/enhet/{unit}/mottatt"
                deadline = answer.looked.analysis.note.deadline
                html = write_answer(answer, handed, received, deadline, tr)
                return html, facts(answer, tr)

            return await self._answered(request, act, tr)

    async def _more_time(self, request: Request) -> Response:
        served, unit = self._served, request.path_params["unit"]
        tr = self._translator(request)
        with self._bounds.within(served.options.caller(request), tr):
            form = await form_of(request, served, unit, tr)
            person, until = served.gate.person(request), parse_date(text_of(form, "til"))

            def act() -> tuple[str, dict[str, object]]:
                if until is None:
                    raise NotTakenError(_NO_DATE)
                ask_for_time(served.root, unit, until, now=served.now(), person=person)
                day = day_in_words(until, served.now().date(), tr)
                html = write_said(
                    tr("Thank you. We have noted that you need until {day}.", day=day)
                )
                return html, {"outcome": "written"}

            return await self._answered(request, act, tr)

    async def _paste(self, request: Request) -> Response:
        """HTML from the clipboard → the text that the editor takes."""
        served, unit = self._served, request.path_params["unit"]
        tr = self._translator(request)
        with self._bounds.within(served.options.caller(request), tr):
            form = await form_of(request, served, unit, tr)
            return await pasted(form)

    async def _answer_question(self, request: Request) -> Response:
        """Keep an answer to what the secretariat has asked, or that it has been seen to."""
        served, unit = self._served, request.path_params["unit"]
        tr = self._translator(request)
        with self._bounds.within(served.options.caller(request), tr):
            form = await form_of(request, served, unit, tr)
            question, text = text_of(form, "sporsmal"), text_of(form, "svar")
            is_done = text_of(form, "steg") == SEEN_TO

            def act() -> None:
                if text.strip() or not is_done:
                    answer(served.root, unit, question, text, served.now())
                if is_done:
                    settle_question(served.root, question, served.now(), unit)

            try:
                await asyncio.to_thread(act)
            except ArkdocError as error:
                raise HTTPException(422, reason(error, tr)) from error
        told = SEEN_TO if is_done else "svar"
        return RedirectResponse(f"{served.base}/enhet/{quote(unit)}?sagt={told}", 303)

    def _with_fields(self, unit: str, handed: HandedIn) -> HandedIn:
        """`handed`, a text from the editor with the fields that the unit's own text has."""
        if not handed.text:
            return handed
        analysis = self._analysis()
        files = unit_files(analysis, unit_called(analysis, unit).id, self._cache)
        root = self._served.root
        waiting = waiting_text(root, files.unit, is_draft=True) or waiting_text(root, files.unit)
        path, data = _last_text(analysis, files, waiting)
        if not path or is_word(path):
            return handed
        fields, _ = split(path, data)
        own, _ = split(path, handed.text.encode(errors="replace"))
        return handed if own else replace(handed, text=join(fields, handed.text))

    async def _answered(
        self, request: Request, act: Callable[[], tuple[str, dict[str, object]]], tr: Translator
    ) -> Response:
        """What `act` answers; it may write, and the preview shows at once what it has written."""
        status = 200
        try:
            html, told = await self._in_turn(act)
        except ArkdocError as error:
            html, told, status = write_refusal(error, tr), {"outcome": "refused"}, 422
            told["message"] = reason(error, tr)
        if told["outcome"] in ("written", "waiting"):
            self._served.changed()
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({**told, "html": html}, status)
        page = write_page(tr("Hand in your text"), html, tr, base=self._served.base)
        return HTMLResponse(page, status)

    async def _in_turn(self, act: Callable[[], T]) -> T:
        """What `act` returns, called in a thread: one at a time, as they share a cache."""
        async with self._turn:
            return await asyncio.to_thread(act)

    def _translator(self, request: Request) -> Translator:
        translators = self._served.options.translators
        return translators.get(request.query_params.get("lang", ""), self._served.tr)


def _last_text(
    analysis: Analysis, files: UnitFiles, waiting: WaitingText | None
) -> tuple[str, bytes]:
    """The path and the bytes of what the unit has written last: what waits, or its contribution."""
    if waiting:
        return waiting.path, waiting.data
    return files.text, analysis.sources.contributions.get(files.text, b"")


async def _handed_in(form: FormData) -> HandedIn:
    files = await files_of(form)
    step = text_of(form, "steg")
    return HandedIn(
        tuple((name, data) for name, data in files if name),
        text_of(form, "tekst").replace("\r\n", "\n"),
        no_remarks=step == "ingen-merknader",
        is_draft=step == "utkast",
        began=text_of(form, "utgangspunkt"),
    )
