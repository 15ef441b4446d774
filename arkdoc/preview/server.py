"""Requests → the preview's pages, streams of updates and files. It reads, and writes nothing."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from arkdoc.language.messages import Translator
from arkdoc.pipeline.outputs import BY_NAME
from arkdoc.preview.access import HEADERS, Access
from arkdoc.preview.assets import asset_address, static_files
from arkdoc.preview.broadcaster import Broadcaster
from arkdoc.preview.guide import Guide
from arkdoc.preview.page import PreviewState, View, style_name
from arkdoc.preview.page_template import Frame, write_document
from arkdoc.preview.render_worker import RenderWorker

_GUIDE_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_FOREVER = "private, max-age=31536000, immutable"
_TYPES = {"svg": "image/svg+xml", "js": "text/javascript"}


class Site:
    """The routes. `voices` are those that can be spoken, the first by default."""

    def __init__(
        self,
        broadcaster: Broadcaster[PreviewState],
        render_worker: RenderWorker,
        access: Access,
        voices: Mapping[str, Translator],
    ) -> None:
        self._broadcaster = broadcaster
        self._render_worker = render_worker
        self._access = access
        self._voices = voices
        self._guide = Guide()
        self._styles: dict[str, bytes] = {}

    def app(self) -> ASGIApp:
        """The application, guarded."""
        routes = (
            ("/", self._page),
            ("/enhet/{unit}", self._page),
            ("/hendelser", self._events),
            ("/stil/{name}", self._style),
            ("/bilde/{name}", self._image),
            ("/side/{name}", self._sheet),
            ("/last-ned/{target}", self._file),
            ("/veileder", self._guide_page),
            ("/statisk/{digest}/{name}", self._static),
        )
        return Protected(
            Starlette(routes=[Route(p, e, methods=["GET"]) for p, e in routes]), self._access
        )

    # --- the note ---------------------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        unit = request.path_params.get("unit", "")
        if not self._may_see(request, unit):
            return self._closed(request)
        view = View(unit, self._language(request))
        tr = self._voices[view.language]
        if self._is_unknown(unit):
            return PlainTextResponse(tr("There is no unit “{unit}” in the note.", unit=unit), 404)
        channel = self._broadcaster.channel(view)
        other = next(language for language in self._voices if language != view.language)
        frame = Frame(
            unit=unit,
            version=channel.version,
            other_language=self.address(View(unit, other))(f"/enhet/{unit}" if unit else "/"),
            asset=asset_address,
            address=self.address(view),
        )
        return Response(write_document(channel.page, frame, tr), media_type="text/html")

    async def _events(self, request: Request) -> Response:
        unit = request.query_params.get("enhet", "")
        if not self._may_see(request, unit):
            return self._closed(request)
        version = request.headers.get("last-event-id") or request.query_params.get("fra", "")
        view = View(unit, self._language(request))
        # Who looks at a unit that has gone is told so; what never was takes no work.
        if self._is_unknown(unit) and not self._broadcaster.shows(view):
            return _missing()
        events = self._broadcaster.channel(view).events(version)
        if not unit and request.query_params.get("visning") == "sider":
            events = self._while_reading(events)
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    def _is_unknown(self, unit: str) -> bool:
        snapshot = self._broadcaster.state.snapshot
        known = (known.id for known in snapshot.note.all_units) if snapshot else ()
        return bool(unit and snapshot) and unit not in known

    async def _while_reading(self, events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """`events`, and for as long as they are read, the pages are made."""
        self._render_worker.opened()
        try:
            async for event in events:
                yield event
        finally:
            self._render_worker.closed()

    async def _style(self, request: Request) -> Response:
        snapshot = self._broadcaster.state.snapshot
        name = request.path_params["name"]
        if snapshot and style_name(snapshot.style) == name:
            # Below our own rules, whatever the house style's selectors.
            self._styles = {name: f"@layer note {{\n{snapshot.style}\n}}\n".encode()}
        found = self._styles.get(name)
        return _lasting(found, "text/css") if found else _missing()

    async def _image(self, request: Request) -> Response:
        snapshot = self._broadcaster.state.snapshot
        found = snapshot.images.get(request.path_params["name"]) if snapshot else None
        return _lasting(found.data, found.media_type) if found else _missing()

    async def _sheet(self, request: Request) -> Response:
        found = self._render_worker.picture(request.path_params["name"])
        return _lasting(found, "image/png") if found else _missing()

    async def _file(self, request: Request) -> Response:
        if not self._may_see(request, ""):
            return self._closed(request)
        target, snapshot = request.path_params["target"], self._broadcaster.state.snapshot
        output = BY_NAME.get(target)
        if output is None or not output.downloadable or snapshot is None:
            return _missing()
        tr = self._voices[self._language(request)]
        answer = await self._render_worker.file(snapshot, target)
        if answer.error:
            lines = (tr("The file can't be made."), tr.error(answer.error))
            return PlainTextResponse(" ".join(lines), 500)
        disposition = f"attachment; filename*=utf-8''{quote(answer.name)}"
        return Response(
            answer.data,
            media_type=output.media_type,
            headers={"content-disposition": disposition, "cache-control": "no-store"},
        )

    # --- the rest ---------------------------------------------------------------------------

    async def _guide_page(self, request: Request) -> Response:
        snapshot = self._broadcaster.state.snapshot
        page = self._guide.page(snapshot.sources.theme if snapshot else None)
        # The page has its style and images in itself, and says which in its own policy.
        return Response(
            page, media_type="text/html", headers={"content-security-policy": _GUIDE_POLICY}
        )

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        data = static_files().get(name)
        return _lasting(data, _media_type(name)) if data is not None else _missing()

    def _language(self, request: Request) -> str:
        asked = request.query_params.get("lang", "")
        return asked if asked in self._voices else next(iter(self._voices))

    def _may_see(self, request: Request, unit: str) -> bool:
        return self._access.opens(request.query_params.get("adgang", ""), unit)

    def _closed(self, request: Request) -> Response:
        tr = self._voices[self._language(request)]
        said = tr(
            "This address does not open the page. Open the whole address, as it was sent to you. "
            "A unit's own address opens that unit's page and no other."
        )
        return PlainTextResponse(said, 403)

    def address(self, view: View) -> Callable[[str], str]:
        """Completes paths in the pages of `view`: who may see it, and the language if chosen."""
        default = next(iter(self._voices))

        def complete(path: str) -> str:
            unit = path.removeprefix("/enhet/") if path.startswith("/enhet/") else view.unit
            query = {
                "enhet": view.unit if path == "/hendelser" else "",
                "adgang": self._access.token(unit),
                "lang": "" if view.language == default else view.language,
            }
            said = urlencode({name: value for name, value in query.items() if value})
            return f"{quote(path)}?{said}" if said else quote(path)

        return complete


class Protected:
    """Refuses what comes from elsewhere, and puts our headers on every answer."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3.0."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _protected(message["headers"])
            await send(message)

        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        app = _refusal if self._access.refuses(headers) else self._app
        await app(scope, receive, send_guarded)


def _protected(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    said = {name.lower() for name, _ in headers}
    added = [
        (name.encode(), value.encode())
        for name, value in HEADERS.items()
        if name.encode() not in said
    ]
    if b"cache-control" not in said:
        added.append((b"cache-control", b"no-store"))
    return headers + added


_refusal: Callable[[Scope, Receive, Send], Awaitable[None]] = PlainTextResponse("Forbidden", 403)


def _lasting(data: bytes, media_type: str) -> Response:
    """What is named by its contents, and may be kept."""
    return Response(data, media_type=media_type, headers={"cache-control": _FOREVER})


def _missing() -> Response:
    return PlainTextResponse("Not found", 404)


def _media_type(name: str) -> str:
    ending = name.rpartition(".")[2]
    return _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
