"""What all of the secretariat's pages share: who may see them, how forms are read, what is said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from arkdoc.language.messages import Translator
from arkdoc.language.without_files import reason
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.serve.door import Door
from arkdoc.serve.gate import SECRETARIAT
from arkdoc.serve.requests import Bounds, form_of
from arkdoc.serve.secretariat.frame import Step, secretariat_page
from arkdoc.serve.served_note import ServedNote
from arkdoc.write.html.markup import element, escaped


class StepPages:
    """Pages of the secretariat of one note."""

    def __init__(self, served: ServedNote, door: Door) -> None:
        self._served = served
        self._door = door
        self._bounds = Bounds()

    async def _page(
        self, request: Request, step: Step, write: Callable[[str, Translator], str], told: str = ""
    ) -> Response:
        """The page of a step, its content by `write`, which gets the key and a translator."""
        served, tr = self._served, self._served.tr
        key = served.gate.key(request, SECRETARIAT)
        if not key:
            return self._door.page(SECRETARIAT, tr)

        def written() -> str:
            try:
                return write(key, tr)
            except ArkdocError as error:
                return cannot(error, tr)

        main = await asyncio.to_thread(written)
        return HTMLResponse(secretariat_page(served, step, main, key, tr, told))

    async def _form(self, request: Request, *, even_closed: bool = False) -> FormData:
        """The form that a request brings. Raises HTTPException where it may change nothing."""
        served, tr = self._served, self._served.tr
        with self._bounds.within(served.options.caller(request), tr):
            return await form_of(request, served, SECRETARIAT, tr, even_closed=even_closed)


def cannot(error: ArkdocError, tr: Translator) -> str:
    """A box that says why something can't be done."""
    return said("error", reason(error, tr))


def said(kind: str, text: str) -> str:
    """A box that says something; `kind` is good, error or question."""
    return element("div", element("p", escaped(text)), class_="sv-told", data_kind=kind)
