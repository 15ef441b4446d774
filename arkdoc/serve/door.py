"""The way in: what stands after # in an address → a cookie, and the page without it.

What stands after # is never sent by a browser, nor seen by what scans e-mail. The script of the
door's page hands it over once, and takes it out of the address line.
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from arkdoc.language.messages import Translator
from arkdoc.pipeline.closed import closed_case
from arkdoc.serve.gate import SECRETARIAT, cookie_name
from arkdoc.serve.page import script, write_page
from arkdoc.serve.public_address import PublicAddress
from arkdoc.serve.requests import read_token, refusal, refuse_foreign
from arkdoc.serve.served_note import ServedNote
from arkdoc.units.status import local_date
from arkdoc.write.html.markup import element, escaped

_A_MONTH = 30 * 24 * 3600


class Door:
    """The door of one note."""

    def __init__(self, served: ServedNote) -> None:
        self._served = served

    def routes(self) -> list[Route]:
        """Where tokens are handed over."""
        return [Route(f"{self._served.base}/inn", self._enter, methods=["POST"])]

    def page(self, unit: str, tr: Translator) -> Response:
        """The page of whoever has no cookie yet for `unit`, or SECRETARIAT."""
        gate = self._served.gate
        has_ended = unit != SECRETARIAT and gate.has_ended
        ended = gate.last_day if has_ended else None
        closed = tr("The case is closed.") if has_ended else ""
        if ended and not closed_case(self._served.root):
            closed = tr("This address was open until {date}.", date=local_date(ended, tr))
        return door_page(self._served.base, unit, tr, closed)

    async def _enter(self, request: Request) -> Response:
        """Take a token, and give the cookie that holds it."""
        served, tr = self._served, self._served.tr
        refuse_foreign(request, served.options.public, tr)
        unit, token = await read_token(request)
        if not served.gate.accepts(token, unit):
            raise HTTPException(403, refusal(tr))
        return with_cookie(
            Response(status_code=204), unit, token, served.base, served.options.public
        )


def door_page(base: str, unit: str, tr: Translator, closed: str = "") -> Response:
    """The page without a cookie. `closed` is why no address opens it any more, or empty."""
    title = closed or tr("Open the whole address")
    said = element("h1", escaped(title))
    if not closed:
        said += element("p", escaped(refusal(tr)))
    waiting = element("p", escaped(tr("Opening …")), id="sv-opening", hidden="")
    content = element("div", said, id="sv-refusal") + waiting
    main = element(
        "div", content, class_="sv-card", data_enter=f"{base}/inn", data_unit=unit, id="sv-door"
    )
    head = script(base, "door.js")
    return HTMLResponse(write_page(tr("Open the page"), main, tr, base=base, head=head), 403)


def with_cookie(
    response: Response, unit: str, token: str, base: str, public: PublicAddress
) -> Response:
    """`response`, which gives a browser the cookie with `token`, for the pages below `base`."""
    response.set_cookie(
        cookie_name(base, unit),
        token,
        max_age=_A_MONTH,
        path=f"{base}/",
        secure=public.is_encrypted,
        httponly=True,
        samesite="lax",
    )
    return response
