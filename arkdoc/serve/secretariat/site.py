"""The secretariat's requests → its pages, and what is done for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from arkdoc.deliver.addresses import addresses, new_secret
from arkdoc.deliver.log import Happening, LogLine, add, more_time, read_log
from arkdoc.deliver.save_settings import (
    SavedSettings,
    SettingsChanged,
    read_note_file,
    save_settings,
)
from arkdoc.deliver.settings import Settings, read_settings
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import load
from arkdoc.serve.door import Door
from arkdoc.serve.gate import SECRETARIAT
from arkdoc.serve.page import stylesheet
from arkdoc.serve.requests import Bounds, caller_of, form_of, text_of
from arkdoc.serve.secretariat.frame import Step, navigation, secretariat_page
from arkdoc.serve.secretariat.gathering import Gathering, write_gathering
from arkdoc.serve.secretariat.setup import settings_of, write_faults, write_setup
from arkdoc.serve.served_note import WHOLE, ServedNote
from arkdoc.units.status import DeliveryStatus
from arkdoc.write.html.markup import element, escaped

T = TypeVar("T")


class SecretariatPages:
    """The pages of the secretariat of one note."""

    def __init__(self, served: ServedNote, door: Door) -> None:
        self._served = served
        self._door = door
        self._bounds = Bounds()

    def routes(self) -> list[Route]:
        """Below the note's path."""
        base = self._served.base
        pages = {
            Step.SETTINGS.path: self._setup,
            Step.GATHERING.path: self._gathering,
            WHOLE: self._note,
        }
        forms = {
            "/oppsett": self._save_setup,
            "/ny-adresse": self._new_address,
            "/laas": self._lock,
            "/laas-opp": self._unlock,
        }
        return [
            *(Route(base + path, page) for path, page in pages.items()),
            *(Route(base + path, do, methods=["POST"]) for path, do in forms.items()),
        ]

    # --- pages ------------------------------------------------------------------------------------

    async def _gathering(self, request: Request) -> Response:
        return await self._page(request, Step.GATHERING, self._write_gathering)

    async def _setup(self, request: Request) -> Response:
        return await self._page(request, Step.SETTINGS, self._write_setup)

    async def _note(self, request: Request) -> Response:
        """The preview of the whole note, below the steps of the case."""
        served, tr = self._served, self._served.tr
        if not served.gate.lets_in(request, SECRETARIAT):
            return self._door.page(SECRETARIAT, tr)
        head = stylesheet(served.base) + stylesheet(served.base, "secretariat.css")
        nav = navigation(served, Step.NOTE, tr)
        return served.preview.site.page(request, before=nav, head=head)

    async def _page(
        self, request: Request, step: Step, write: Callable[[str, Translator], str], told: str = ""
    ) -> Response:
        served, tr = self._served, self._served.tr
        key = served.gate.key(request, SECRETARIAT)
        if not key:
            return self._door.page(SECRETARIAT, tr)

        def written() -> str:
            try:
                return write(key, tr)
            except ArkdocError as error:
                return _cannot(error, tr)

        main = await asyncio.to_thread(written)
        return HTMLResponse(secretariat_page(served, step, main, key, tr, told))

    def _write_gathering(self, key: str, tr: Translator) -> str:
        served = self._served
        analysis = analyse(load(served.root))
        today = served.now().date()
        lines = read_log(served.root)
        status = DeliveryStatus(
            analysis.assembly.deliveries,
            analysis.diagnostics,
            analysis.note.deadline,
            today,
            analysis.sources.changed,
        )
        known = addresses(served.root)
        gathering = Gathering(analysis, status, known, more_time(lines), today, key)
        return write_gathering(served, gathering, tr)

    def _write_setup(self, key: str, tr: Translator) -> str:
        file = read_note_file(self._served.root)
        return write_setup(self._served, read_settings(file.text), file.basis, key, tr)

    # --- what its forms do ------------------------------------------------------------------------

    async def _save_setup(self, request: Request) -> Response:
        served, tr = self._served, self._served.tr
        form = await self._form(request)
        person = served.gate.person(request)

        def save() -> tuple[str, Settings | None, str]:
            file = read_note_file(served.root)
            settings = settings_of(form, read_settings(file.text))
            basis = text_of(form, "grunnlag")
            saved = save_settings(served.root, settings, basis, served.now(), person)
            if isinstance(saved, SavedSettings):
                return _said("good", tr("Saved")), None, ""
            if isinstance(saved, SettingsChanged):
                line = tr("Somebody else has changed this meanwhile. Below is what you wrote.")
                return _said("error", line), settings, saved.basis
            return write_faults(saved, tr), settings, basis

        try:
            told, again, basis = await asyncio.to_thread(save)
        except ArkdocError as error:
            told, again, basis = _cannot(error, tr), None, ""
        served.changed()
        if again is None:
            return await self._page(request, Step.SETTINGS, self._write_setup, told)
        return await self._page(
            request,
            Step.SETTINGS,
            lambda key, tr: write_setup(served, again, basis, key, tr),
            told,
        )

    async def _new_address(self, request: Request) -> Response:
        served, tr = self._served, self._served.tr
        form = await self._form(request)
        unit, person = text_of(form, "enhet"), served.gate.person(request)

        def renew() -> None:
            new_secret(served.root, unit)
            add(served.root, LogLine(served.now(), Happening.NEW_ADDRESS, unit, person=person))

        return await self._done(renew, tr("The unit has a new address. The old one opens nothing."))

    async def _lock(self, request: Request) -> Response:
        return await self._set_lock(request, locked=True)

    async def _unlock(self, request: Request) -> Response:
        return await self._set_lock(request, locked=False)

    async def _set_lock(self, request: Request, *, locked: bool) -> Response:
        served, tr = self._served, self._served.tr
        form = await self._form(request)
        unit, person = text_of(form, "enhet"), served.gate.person(request)

        def lock() -> None:
            file = read_note_file(served.root)
            settings = read_settings(file.text)
            rows = tuple(
                replace(row, locked=locked) if row.id == unit else row for row in settings.units
            )
            changed = replace(settings, units=rows)
            save_settings(served.root, changed, file.basis, served.now(), person)

        done = tr("No more texts are taken.") if locked else tr("Texts are taken again.")
        return await self._done(lock, done)

    async def _form(self, request: Request) -> FormData:
        served, tr = self._served, self._served.tr
        with self._bounds.within(caller_of(request), tr):
            return await form_of(request, served.options.public, served.gate, SECRETARIAT, tr)

    async def _done(self, act: Callable[[], None], said: str) -> Response:
        """Do it, and go back to the page that gathers texts, which says so."""
        served = self._served
        try:
            await asyncio.to_thread(act)
        except ArkdocError as error:
            raise HTTPException(422, served.tr.error(error)) from error
        served.changed()
        del said
        return RedirectResponse(f"{served.base}{Step.GATHERING.path}", 303)


def _cannot(error: ArkdocError, tr: Translator) -> str:
    return _said("error", tr.error(error))


def _said(kind: str, text: str) -> str:
    return element("div", element("p", escaped(text)), class_="sv-told", data_kind=kind)
