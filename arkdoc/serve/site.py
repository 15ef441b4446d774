"""The requests to one note of a server → its pages, those of the preview among them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from arkdoc.language.messages import Translator
from arkdoc.language.without_files import reason
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.preview.server import static_file
from arkdoc.serve.door import Door
from arkdoc.serve.page import PACKAGE, plain_page
from arkdoc.serve.requests import too_much
from arkdoc.serve.secretariat.closing import ClosingPages
from arkdoc.serve.secretariat.site import SecretariatPages
from arkdoc.serve.secretariat.waiting_pages import WaitingPages
from arkdoc.serve.secretariat.word_pages import WordPages
from arkdoc.serve.served_note import ServedNote
from arkdoc.serve.unit.page import UnitPages

Handler: TypeAlias = Callable[[Request, Exception], Awaitable[Response]]


def note_app(served: ServedNote) -> ASGIApp:
    """The application of one note."""
    door = Door(served)
    routes: list[BaseRoute] = [
        *door.routes(),
        *UnitPages(served, door).routes(),
        *SecretariatPages(served, door).routes(),
        *WordPages(served, door).routes(),
        *WaitingPages(served, door).routes(),
        *ClosingPages(served, door).routes(),
        assets(served.base),
        *served.preview.site.routes(),
    ]
    return Starlette(routes=routes, exception_handlers=handlers(served.tr, served.base))


def assets(base: str) -> Route:
    """Where our own files are, below `base`."""

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        return static_file(name, PACKAGE)

    return Route(f"{base}/server/{{digest}}/{{name}}", file)


def handlers(tr: Translator, base: str) -> Mapping[Any, Handler]:
    """What answers a request that is refused: a sentence, on a page where people look at it.

    Of a bug of ours the server's own log has more.
    """

    async def answer(request: Request, error: Exception) -> Response:
        status, said = _said(error, tr)
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(plain_page(said, (), tr, base), status)
        return PlainTextResponse(said, status)

    return dict.fromkeys((HTTPException, ArkdocError, Exception), answer)


def saying(status: int, tr: Translator, base: str) -> ASGIApp:
    """An application that refuses every request with the sentence of `status`."""
    answer = handlers(tr, base)[HTTPException]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await answer(Request(scope), HTTPException(status))
        await response(scope, receive, send)

    return app


def _said(error: Exception, tr: Translator) -> tuple[int, str]:
    if isinstance(error, ArkdocError):
        return 503, reason(error, tr)
    if not isinstance(error, HTTPException):
        return 500, tr("Something is wrong with the server. Try again, or tell those who run it.")
    if error.detail and error.detail not in _STANDARD:
        return error.status_code, error.detail
    reasons = {
        403: tr("This is not open to you."),
        404: tr("There is nothing here."),
        413: tr("That is too large. A Word file may be 10 MB."),
        429: too_much(tr),
    }
    return error.status_code, reasons.get(
        error.status_code, tr("That can't be understood, and nothing was changed. Try again.")
    )


_STANDARD = frozenset(status.phrase for status in HTTPStatus) | {"Request Entity Too Large"}
