"""The requests to one note of a server → its pages, those of the preview among them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from arkdoc.language.messages import Translator
from arkdoc.preview.server import ASSET_TYPES
from arkdoc.serve.door import Door
from arkdoc.serve.page import plain_page, static_files
from arkdoc.serve.secretariat.site import SecretariatPages
from arkdoc.serve.served_note import ServedNote
from arkdoc.serve.unit.page import UnitPages

_FOREVER = "private, max-age=31536000, immutable"


def note_app(served: ServedNote) -> ASGIApp:
    """The application of one note."""
    door = Door(served)
    routes: list[BaseRoute] = [
        *door.routes(),
        *UnitPages(served, door).routes(),
        *SecretariatPages(served, door).routes(),
        assets(served.base),
        *served.preview.site.routes(),
    ]
    return Starlette(
        routes=routes, exception_handlers={HTTPException: told(served.tr, served.base)}
    )


def assets(base: str) -> Route:
    """Where our own files are, below `base`."""

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        data = static_files().get(name)
        if data is None:
            raise HTTPException(404)
        media_type = ASSET_TYPES.get(name.rpartition(".")[2])
        return Response(data, media_type=media_type, headers={"cache-control": _FOREVER})

    return Route(f"{base}/server/{{digest}}/{{name}}", file)


def told(tr: Translator, base: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What answers a request that is refused: a sentence, on a page where people look at it."""
    reasons = {
        403: tr("This is not open to you."),
        404: tr("There is nothing here."),
        413: tr("That is too large. A Word file may be 10 MB."),
    }

    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        is_standard = not error.detail or error.detail in _STANDARD
        said = reasons.get(error.status_code, error.detail) if is_standard else error.detail
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(plain_page(said, (), tr, base), error.status_code)
        return PlainTextResponse(said, error.status_code)

    return answer


_STANDARD = frozenset(status.phrase for status in HTTPStatus) | {"Request Entity Too Large"}
