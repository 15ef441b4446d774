"""The front page of a folder of notes: which there are, and how a new one is begun."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from arkdoc.deliver.addresses import addresses, secretariat_address
from arkdoc.deliver.earlier_note import read_earlier
from arkdoc.deliver.new_note import in_the_way, new_note, write_note
from arkdoc.deliver.note_text import Answers
from arkdoc.deliver.save_settings import read_note_file
from arkdoc.deliver.unit_list import units_of
from arkdoc.language.messages import Translator
from arkdoc.language.without_files import reason
from arkdoc.model.dates import parse_date
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.note import Note
from arkdoc.pipeline.load import NOTE
from arkdoc.read.note import read_note
from arkdoc.serve.door import door_page, with_cookie
from arkdoc.serve.gate import SECRETARIAT, cookie_name
from arkdoc.serve.page import script, write_page
from arkdoc.serve.requests import (
    Bounds,
    read_form,
    read_token,
    refusal,
    refuse_foreign,
    text_of,
)
from arkdoc.serve.served_note import ServerOptions, note_base
from arkdoc.serve.site import assets, handlers
from arkdoc.units.ids import slug
from arkdoc.write.html.markup import element, escaped, opening

_FIELDS = ("saksnr", "tittel", "fra", "møtedato", "bidragsfrist", "enheter", "fra-notat")
_LACKING = N_("Say what the note is called, who it is from, and which units are to write.")
_NO_SUCH_NOTE = N_("There is no such note.")
_NO_DATE = N_("“{given}” is no date. Write day, month and year.")
_THERE_ALREADY = N_("There is a note with that case number already.")


@dataclass(frozen=True, slots=True)
class _Visitor:
    """Who may see the page: the token that changes something, who signed in, and their notes."""

    key: str = field(repr=False)
    person: str
    notes: tuple[str, ...]


class FrontPage:
    """The page of the notes in `folder`, whose `names` are asked for anew at each request."""

    def __init__(
        self, folder: Path, options: ServerOptions, names: Callable[[], Iterable[str]]
    ) -> None:
        self._folder = folder
        self._options = options
        self._names = names
        self._bounds = Bounds()
        self._base = options.public.base

    def app(self) -> Starlette:
        """The application: this page, and the form on it."""
        base = self._base
        routes = [
            Route(f"{base}/", self._page),
            Route(f"{base}/inn", self._enter, methods=["POST"]),
            Route(f"{base}/nytt", self._begin, methods=["POST"]),
            assets(base),
        ]
        return Starlette(routes=routes, exception_handlers=handlers(self._tr, base))

    @property
    def _tr(self) -> Translator:
        return next(iter(self._options.translators.values()))

    async def _page(self, request: Request) -> Response:
        visitor = await asyncio.to_thread(self._visitor, request)
        if visitor is None:
            return door_page(self._base, SECRETARIAT, self._tr)
        return HTMLResponse(await asyncio.to_thread(self._write, visitor, "", {}))

    async def _enter(self, request: Request) -> Response:
        """Take the token of the folder, and give the cookie that holds it."""
        refuse_foreign(request, self._options.public, self._tr)
        _, token = await read_token(request)
        if not addresses(self._folder).is_secretariat(token):
            raise HTTPException(403, refusal(self._tr))
        given = Response(status_code=204)
        return with_cookie(given, SECRETARIAT, token, self._base, self._options.public)

    async def _begin(self, request: Request) -> Response:
        """Make a note of what the form says."""
        tr = self._tr
        refuse_foreign(request, self._options.public, tr)
        visitor = await asyncio.to_thread(self._visitor, request)
        if visitor is None:
            raise HTTPException(403, refusal(tr))
        with self._bounds.within(self._options.caller(request), tr):
            form = await read_form(request)
            given = text_of(form, "adgang").encode("utf-8", "replace")
            if not hmac.compare_digest(visitor.key.encode(), given):
                raise HTTPException(403, refusal(tr))
            said = {name: text_of(form, name).strip() for name in _FIELDS}
            try:
                name = await asyncio.to_thread(self._make, said, visitor)
            except ArkdocError as error:
                page = await asyncio.to_thread(self._write, visitor, reason(error, tr), said)
                return HTMLResponse(page, 422)
        token = addresses(self._folder / name).secretariat_token()
        base = note_base(self._options.public, name)
        there = RedirectResponse(f"{base}/", 303)
        return with_cookie(there, SECRETARIAT, token, base, self._options.public)

    def _make(self, said: dict[str, str], visitor: _Visitor) -> str:
        """The name of the folder of the note that is made."""
        earlier = None
        if said["fra-notat"]:
            if said["fra-notat"] not in visitor.notes:
                raise ArkdocError(_NO_SUCH_NOTE)
            earlier = read_earlier(self._folder / said["fra-notat"])
        old = earlier.note if earlier else None
        known = old.all_units if old else ()
        units = earlier.units if earlier else ()
        if said["enheter"]:
            units = units_of(said["enheter"], known).units
        title = said["tittel"] or (old.title if old else "")
        sender = said["fra"] or (old.sender if old else "")
        if not (title and sender and units):
            raise ArkdocError(_LACKING)
        answers = Answers(
            said["saksnr"],
            title,
            sender,
            units,
            old.case_types if old else (),
            meeting=_date(said["møtedato"]),
            deadline=_date(said["bidragsfrist"]),
            secretariat=(visitor.person,) if visitor.person else (),
        )
        today = self._options.now().date()
        made = new_note(answers, earlier, today, self._tr)
        name = f"sak-{slug(said['saksnr'])}"
        root = self._folder / name
        if (root / NOTE).exists() or in_the_way(root, made.files):
            raise ArkdocError(_THERE_ALREADY)
        if NOTE not in write_note(root, made):  # somebody else has begun it meanwhile
            raise ArkdocError(_THERE_ALREADY)
        return name

    def _visitor(self, request: Request) -> _Visitor | None:
        """Whoever asks: by the folder's address, or as the secretariat of a note here."""
        known, sign_in = addresses(self._folder), self._options.sign_in
        person = sign_in.person(request) if sign_in else ""
        token = request.cookies.get(cookie_name(self._base, SECRETARIAT), "")
        names = tuple(self._names())
        if known.is_secretariat(token):
            return _Visitor(token, person, names)
        theirs = tuple(name for name in names if person and self._is_of(name, person))
        return _Visitor(known.person_token(person), person, theirs) if theirs else None

    def _read(self, name: str) -> Note:
        """What `notat.md` in the folder `name` says; the contributions aren't read for that."""
        return read_note(NOTE, read_note_file(self._folder / name).text.encode())

    def _is_of(self, name: str, person: str) -> bool:
        """Whether `person` is the secretariat of the note in the folder `name`."""
        with contextlib.suppress(ArkdocError):
            note = self._read(name)
            return person.casefold() in {each.strip().casefold() for each in note.secretariat}
        return False

    # --- what it shows ----------------------------------------------------------------------------

    def _write(self, visitor: _Visitor, fault: str, said: Mapping[str, str]) -> str:
        tr, names = self._tr, visitor.notes
        title = element("h1", escaped(tr("Notes")))
        told = element("div", element("p", escaped(fault)), class_="sv-told", data_kind="error")
        notes = "".join(element("li", self._note(name)) for name in names)
        there = element("ul", notes) if names else element("p", escaped(tr("There are none yet.")))
        listed = element("section", there, class_="sv-card", aria_label=tr("Notes"))
        main = title + (told if fault else "") + listed + self._form(visitor.key, names, said)
        head = script(self._base, "address.js")
        return write_page(tr("Notes"), main, tr, base=self._base, head=head)

    def _note(self, name: str) -> str:
        """A link to the secretariat's page of a note, by its own address."""
        root = self._folder / name
        label = name
        with contextlib.suppress(ArkdocError):
            note = self._read(name)
            label = f"{note.case_number} {note.title}".strip() or name
        with contextlib.suppress(ArkdocError):
            token = addresses(root).secretariat_token()
            url = self._options.public.origin + note_base(self._options.public, name)
            return element("a", escaped(label), href=secretariat_address(url, token))
        return escaped(label)

    def _form(self, key: str, names: Iterable[str], said: Mapping[str, str]) -> str:
        tr = self._tr
        choices = (("", tr("None: a new one from nothing")), *((name, name) for name in names))
        options = "".join(
            element(
                "option",
                escaped(label),
                value=value,
                selected="" if value == said.get("fra-notat") else None,
            )
            for value, label in choices
        )
        hint = tr(
            "Units, questions and contacts come from it. Leave empty what is to be as it was."
        )
        earlier = (
            element("label", escaped(tr("From an earlier note")), for_="sv-earlier")
            + element("select", options, id="sv-earlier", name="fra-notat")
            + element("p", escaped(hint), class_="sv-hint")
        )
        labels = {
            "saksnr": tr("Case number"),
            "tittel": tr("Title"),
            "fra": tr("From"),
            "møtedato": tr("Day of the meeting"),
            "bidragsfrist": tr("Deadline for the contributions"),
        }
        lines = "".join(
            element("label", escaped(label), for_=f"sv-{name}")
            + opening(
                "input", id=f"sv-{name}", name=name, value=said.get(name, ""),
                required="" if name == "saksnr" else None,
            )
            for name, label in labels.items()
        )  # fmt: skip
        units = element("label", escaped(tr("Units, one a line")), for_="sv-enheter")
        units += element(
            "textarea", "\n" + escaped(said.get("enheter", "")), id="sv-enheter", name="enheter"
        )
        units += element(
            "p", escaped(tr("Indent those that are below another one.")), class_="sv-hint"
        )
        begin = element("button", escaped(tr("Begin")), type="submit", class_="sv-main")
        token = opening("input", type="hidden", name="adgang", value=key)
        content = token + earlier + lines + units + element("p", begin, class_="sv-buttons")
        form = element("form", content, method="post", action=f"{self._base}/nytt")
        title = element("h2", escaped(tr("New note")), id="sv-new")
        return element("section", title + form, class_="sv-card", aria_labelledby="sv-new")


def _date(given: str) -> Date | None:
    day = parse_date(given)
    if given and day is None:
        raise ArkdocError(_NO_DATE, given=given)
    return day
