"""The secretariat's requests → its pages, and what is done for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from arkdoc.deliver.addresses import addresses, new_secret, unit_address
from arkdoc.deliver.close import plan_closing
from arkdoc.deliver.dropped import carry_out, plan_dropped
from arkdoc.deliver.finality import finals, is_final, open_again
from arkdoc.deliver.finish import grouped, in_the_way
from arkdoc.deliver.forget import forget, kept_copies
from arkdoc.deliver.log import Happening, LogLine, add, read_log
from arkdoc.deliver.look import unit_called
from arkdoc.deliver.make_note import make_note
from arkdoc.deliver.occasions import occasion
from arkdoc.deliver.reminders import invitations, reminders
from arkdoc.deliver.save_settings import (
    SavedSettings,
    SettingsChanged,
    read_note_file,
    save_settings,
)
from arkdoc.deliver.settings import Settings, read_settings
from arkdoc.language.messages import Translator
from arkdoc.language.without_files import reason
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.closed import closed_case
from arkdoc.pipeline.confined import read_inside
from arkdoc.pipeline.files import OUT
from arkdoc.pipeline.finals import FOLDER as FINALS
from arkdoc.pipeline.load import load
from arkdoc.pipeline.outputs import OUTPUTS
from arkdoc.pipeline.processes import LayoutProcess
from arkdoc.serve.gate import SECRETARIAT
from arkdoc.serve.page import download, script, stylesheet
from arkdoc.serve.requests import files_of, pasted, text_of
from arkdoc.serve.secretariat.dropping import (
    chosen_units,
    confirmed,
    is_newly_chosen,
    taken,
    write_done,
    write_plan,
)
from arkdoc.serve.secretariat.finish import (
    PLAN,
    SINCE_FINAL,
    write_closed,
    write_finish,
    write_forgotten,
    write_hindrances,
)
from arkdoc.serve.secretariat.frame import Step, navigation
from arkdoc.serve.secretariat.gathering import Gathering, write_gathering
from arkdoc.serve.secretariat.made_files import (
    Handler,
    MadeFile,
    changes_since_final,
    plan_of_measures,
)
from arkdoc.serve.secretariat.pages import StepPages, cannot, said
from arkdoc.serve.secretariat.setup import settings_of, write_faults, write_setup
from arkdoc.serve.served_note import WHOLE
from arkdoc.write.html.markup import element, escaped

_DONE = {
    "adresse": N_("The unit has a new address. The old one opens nothing."),
    "laast": N_("No more texts are taken."),
    "aapen": N_("Texts are taken again."),
}
_BY_DEFAULT = frozenset(output.name for output in OUTPUTS if output.by_default)


class SecretariatPages(StepPages):
    """The pages of the secretariat of one note."""

    def routes(self) -> list[Route]:
        """Below the note's path."""
        base = self._served.base
        pages = {
            Step.SETTINGS.path: self._setup,
            Step.GATHERING.path: self._gathering,
            WHOLE: self._note,
            Step.FINISH.path: self._finish,
            "/endelig/{name:path}": self._final_file,
            PLAN: self._made(plan_of_measures),
            SINCE_FINAL: self._made(changes_since_final),
        }
        forms = {
            "/oppsett": self._save_setup,
            "/ny-adresse": self._new_address,
            "/laas": self._lock,
            "/laas-opp": self._unlock,
            "/slipp": self._drop,
            "/endelig": self._make_final,
            "/aapne": self._open_again,
            "/slett": self._forget,
            "/lim": self._paste,
        }
        return [
            *(Route(base + path, page) for path, page in pages.items()),
            *(Route(base + path, do, methods=["POST"]) for path, do in forms.items()),
        ]

    # --- pages ------------------------------------------------------------------------------------

    async def _gathering(self, request: Request) -> Response:
        done = _DONE.get(request.query_params.get("sagt", ""), "")
        told = said("good", self._served.tr(done)) if done else ""
        return await self._page(request, Step.GATHERING, self._write_gathering, told)

    async def _setup(self, request: Request) -> Response:
        return await self._page(request, Step.SETTINGS, self._write_setup)

    async def _note(self, request: Request) -> Response:
        """The preview of the whole note, below the steps of the case."""
        served, tr = self._served, self._served.tr
        if not served.gate.lets_in(request, SECRETARIAT):
            return self._door.page(SECRETARIAT, tr)
        head = stylesheet(served.base) + stylesheet(served.base, "secretariat.css")
        head += script(served.base, "address.js")
        nav = navigation(served, Step.NOTE, tr)
        return await served.preview.site.page(request, before=nav, head=head)

    def _write_gathering(self, key: str, tr: Translator) -> str:
        served = self._served
        analysis = analyse(load(served.root))
        today = served.now().date()
        known = addresses(served.root)
        shown = {
            unit.id: unit_address(served.url, unit.id, known.unit_token(unit.id))
            for unit in analysis.note.all_units
        }
        now = replace(occasion(served.root, analysis, today), addresses=shown)
        gathering = Gathering(
            analysis,
            now.status,
            shown,
            {message.unit.id: message for message in reminders(now)},
            {message.unit.id: message for message in invitations(now)},
            today,
            key,
        )
        return write_gathering(served, gathering, tr)

    def _write_setup(self, key: str, tr: Translator) -> str:
        file = read_note_file(self._served.root)
        return write_setup(self._served, read_settings(file.text), file.basis, key, tr)

    async def _finish(self, request: Request) -> Response:
        return await self._page(request, Step.FINISH, self._write_finish)

    def _write_finish(self, key: str, tr: Translator) -> str:
        root = self._served.root
        if case := closed_case(root):
            left = plan_closing(root).gone
            return write_closed(self._served, case, finals(root), left, key, tr)
        return write_finish(
            self._served,
            in_the_way(root, root / OUT),
            finals(root),
            kept_copies(root),
            key,
            tr,
            is_final=is_final(root, read_log(root)),
        )

    async def _final_file(self, request: Request) -> Response:
        """A file of `endelig/`, by the name that the page gives it."""
        served, name = self._served, request.path_params["name"]
        if not served.gate.lets_in(request, SECRETARIAT):
            return self._door.page(SECRETARIAT, served.tr)

        def read() -> bytes | None:
            if name not in finals(served.root):
                return None
            with suppress(OSError):  # gone meanwhile, or a link that leads out of the folder
                return read_inside(served.root / FINALS / name, served.root.resolve())
            return None

        data = await asyncio.to_thread(read)
        if data is None:
            raise HTTPException(404)
        return download(name.rpartition("/")[2], data)

    def _made(self, make: MadeFile) -> Handler:
        """A page that makes a file of the texts as they are now."""

        async def page(request: Request) -> Response:
            served = self._served
            if not served.gate.lets_in(request, SECRETARIAT):
                return self._door.page(SECRETARIAT, served.tr)
            try:
                return download(*await asyncio.to_thread(make, served.root))
            except ArkdocError as error:
                raise HTTPException(404, reason(error, served.tr)) from error

        return page

    # --- what its forms do ------------------------------------------------------------------------

    async def _save_setup(self, request: Request) -> Response:
        served, tr = self._served, self._served.tr
        form = await self._form(request)
        person = served.gate.person(request)

        def save() -> tuple[str, Settings | None, str]:
            settings = settings_of(form, read_settings(read_note_file(served.root).text))
            basis = text_of(form, "grunnlag")
            try:
                saved = save_settings(served.root, settings, basis, served.now(), person)
            except ArkdocError as error:  # what was written is shown again
                return cannot(error, tr), settings, basis
            if isinstance(saved, SavedSettings):
                return said("good", tr("Saved")), None, ""
            if isinstance(saved, SettingsChanged):
                line = tr("Somebody else has changed this meanwhile. Below is what you wrote.")
                return said("error", line), settings, saved.basis
            return write_faults(saved, tr), settings, basis

        try:
            told, again, basis = await asyncio.to_thread(save)
        except ArkdocError as error:
            told, again, basis = cannot(error, tr), None, ""
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
        served = self._served
        form = await self._form(request)
        given, person = text_of(form, "enhet"), served.gate.person(request)

        def renew() -> None:
            unit = unit_called(analyse(load(served.root)), given).id
            new_secret(served.root, unit)
            add(served.root, LogLine(served.now(), Happening.NEW_ADDRESS, unit, person=person))

        return await self._done(renew, "adresse")

    async def _lock(self, request: Request) -> Response:
        return await self._set_lock(request, locked=True)

    async def _unlock(self, request: Request) -> Response:
        return await self._set_lock(request, locked=False)

    async def _set_lock(self, request: Request, *, locked: bool) -> Response:
        served, tr = self._served, self._served.tr
        form = await self._form(request)
        given, person = text_of(form, "enhet"), served.gate.person(request)

        def lock() -> None:
            unit = unit_called(analyse(load(served.root)), given).id
            file = read_note_file(served.root)
            settings = read_settings(file.text)
            rows = tuple(
                replace(row, locked=locked) if row.id == unit else row for row in settings.units
            )
            changed = replace(settings, units=rows)
            saved = save_settings(served.root, changed, file.basis, served.now(), person)
            if isinstance(saved, SettingsChanged):
                raise HTTPException(409, tr("Somebody else has changed this meanwhile. Try again."))
            if not isinstance(saved, SavedSettings):
                raise HTTPException(422, " ".join(fault.words(tr) for fault in saved))

        return await self._done(lock, "laast" if locked else "aapen")

    async def _drop(self, request: Request) -> Response:
        """Files from e-mail: what would be done with them (`steg=se`), or doing it."""
        served, tr = self._served, self._served.tr
        form = await self._form(request)
        person = served.gate.person(request)
        files = await files_of(form)

        def act() -> tuple[str, list[int]]:
            now = served.now()
            plan = plan_dropped(served.root, files, now, chosen_units(form, len(files)))
            if text_of(form, "steg") != "ta-inn" or is_newly_chosen(form, len(files)):
                return write_plan(plan, tr), []
            done = carry_out(served.root, confirmed(form, plan), now, person)
            gone = taken(done)
            rest = [(row.name, row.data) for row in plan.rows if row.name not in gone]
            again = write_plan(plan_dropped(served.root, rest, now), tr) if rest else ""
            numbers = [number for number, row in enumerate(plan.rows) if row.name in gone]
            return write_done(done, plan, tr) + again, numbers

        try:
            html, numbers = await asyncio.to_thread(act)
        except ArkdocError as error:
            html, numbers = cannot(error, tr), []
        if numbers:
            served.changed()
        return JSONResponse({"html": html, "taken": numbers})

    async def _make_final(self, request: Request) -> Response:
        served, tr = self._served, self._served.tr
        await self._form(request)

        def make() -> str:
            out, now = served.root / OUT, served.now()
            with LayoutProcess() as process:
                process.start()  # layout would hold up what the server does for others
                made = make_note(served.root, _BY_DEFAULT, out, now, final=True, process=process)
            if faults := made.faults:
                title = element("h2", escaped(tr("The final note is not made.")))
                content = title + write_hindrances(grouped(made.analysis, faults), tr)
                return element("div", content, class_="sv-told", data_kind="error")
            return said("good", tr("The final note is made."))

        try:
            told = await asyncio.to_thread(make)
        except ArkdocError as error:
            told = cannot(error, tr)
        served.changed()
        return await self._page(request, Step.FINISH, self._write_finish, told)

    async def _open_again(self, request: Request) -> Response:
        served = self._served
        await self._form(request)
        person = served.gate.person(request)
        await asyncio.to_thread(open_again, served.root, served.now(), person)
        return RedirectResponse(f"{served.base}{Step.FINISH.path}", 303)

    async def _paste(self, request: Request) -> Response:
        """HTML from the clipboard → the text that the introduction takes."""
        return await pasted(await self._form(request))

    async def _forget(self, request: Request) -> Response:
        """Take away the copies that are kept; where else the words may be is told."""
        served, tr = self._served, self._served.tr
        await self._form(request)
        person = served.gate.person(request)

        def take_away() -> str:
            forget(served.root, kept_copies(served.root), served.now(), person)
            return write_forgotten(tr)

        try:
            told = await asyncio.to_thread(take_away)
        except ArkdocError as error:
            told = cannot(error, tr)
        return await self._page(request, Step.FINISH, self._write_finish, told)

    async def _done(self, act: Callable[[], None], said: str) -> Response:
        """Do it, and go back to the page that gathers texts, which says so: a key of _DONE."""
        served = self._served
        try:
            await asyncio.to_thread(act)
        except ArkdocError as error:
            raise HTTPException(422, reason(error, served.tr)) from error
        served.changed()
        return RedirectResponse(f"{served.base}{Step.GATHERING.path}?sagt={said}", 303)
