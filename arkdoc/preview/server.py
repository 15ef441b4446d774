"""Requests → the preview's pages, event streams and files. It reads, and writes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import replace
from http import HTTPStatus
from typing import Protocol
from urllib.parse import quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from arkdoc.language.messages import Translator
from arkdoc.pipeline.outputs import BY_NAME
from arkdoc.pipeline.two_versions import KeptVersion
from arkdoc.preview.access import HEADERS, Access
from arkdoc.preview.assets import static_files
from arkdoc.preview.broadcaster import Broadcaster
from arkdoc.preview.guide import Guide
from arkdoc.preview.page import NOT_KEPT, View, path_to_unit, style_name
from arkdoc.preview.page_template import DocumentContext, write_document
from arkdoc.preview.refusal import refusal_page
from arkdoc.preview.render_worker import RenderWorker
from arkdoc.preview.snapshot import Snapshot

_GUIDE_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_FOREVER = "private, max-age=31536000, immutable"
_ASSET_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class Gate(Protocol):
    """Who may see what: the preview's own tokens, or the sign-in of a server for others."""

    def token(self, unit: str) -> str:
        """What opens the page of `unit`, or of the whole note, as a part of its address."""
        ...

    def lets_in(self, request: Request, unit: str) -> bool:
        """Whether whoever asks may see the page of `unit`, or of the whole note."""
        ...


class TokenGate:
    """Lets in whoever has the token in the address."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def token(self, unit: str) -> str:
        """As Gate."""
        return self._access.token(unit)

    def lets_in(self, request: Request, unit: str) -> bool:
        """As Gate."""
        return self._access.opens(request.query_params.get("adgang", ""), unit)


class Site:
    """The routes. `translators` are those of the languages there are, the default first.

    `base` is the path that all of them are under, as it stands in addresses, and `home` that of
    the whole note's page.
    `shows_places` as in DocumentContext. `handed_out` is called with a Word file that is given to
    somebody, and what it was made of. `newest_kept` is the version that changes can be shown since,
    and `compare` is called, in a thread, before a view of them is first rendered.
    """

    def __init__(
        self,
        broadcaster: Broadcaster,
        render_worker: RenderWorker,
        gate: Gate,
        translators: Mapping[str, Translator],
        *,
        base: str = "",
        home: str = "/",
        shows_places: bool = True,
        handed_out: Callable[[Snapshot, bytes], None] = lambda *_: None,
        newest_kept: Callable[[], KeptVersion | None] = lambda: None,
        compare: Callable[[View], None] = lambda _: None,
    ) -> None:
        self._handed_out = handed_out
        self._newest_kept = newest_kept
        self._compare = compare
        self._broadcaster = broadcaster
        self._render_worker = render_worker
        self._gate = gate
        self._translators = translators
        self._base = base
        self._home = home
        self._shows_places = shows_places
        self._guide = Guide()
        self._styles: dict[str, bytes] = {}

    def routes(self) -> list[Route]:
        """What is served, at paths below `base`."""
        routes = (
            (self._home, self._page),
            ("/enhet/{unit}", self._page),
            ("/hendelser", self._events),
            ("/stil/{name}", self._style),
            ("/bilde/{name}", self._image),
            ("/side/{name}", self._page_image),
            ("/last-ned/{target}", self._file),
            ("/veileder", self._guide_page),
            ("/statisk/{digest}/{name}", self._static),
        )
        return [Route(self._base + path, page, methods=["GET"]) for path, page in routes]

    def address(self, view: View) -> Callable[[str], str]:
        """A function that completes paths in the pages of `view` with token and language."""
        default = next(iter(self._translators))

        def complete(path: str) -> str:
            unit = path.removeprefix("/enhet/") if path.startswith("/enhet/") else view.unit
            query = {
                "enhet": view.unit if path == "/hendelser" else "",
                "adgang": self._gate.token(unit),
                "lang": "" if view.language == default else view.language,
            }
            given = urlencode({name: value for name, value in query.items() if value})
            whole = self._base + quote(path)
            return f"{whole}?{given}" if given else whole

        return complete

    # --- what takes a token -----------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        return await self.page(request)

    async def page(
        self, request: Request, before: str = "", head: str = "", after: str = ""
    ) -> Response:
        """The page of the whole note, or of the unit in the path; `before` … as in DocumentContext.

        Where there is no such unit it is a page that says so. Raises HTTPException where it may not
        be seen.
        """
        view = await self._view_since(request, request.path_params.get("unit", ""))
        unit, tr = view.unit, self._translators[view.language]
        if self._is_unknown(unit):
            said = tr("There is no unit “{unit}” in the note.", unit=unit)
            return HTMLResponse(refusal_page(said, self._way_back(request), tr, self._base), 404)
        kept = None if unit else await asyncio.to_thread(self._newest_kept)
        channel = self._broadcaster.channel(view)
        other = next(language for language in self._translators if language != view.language)
        context = DocumentContext(
            unit=unit,
            version=channel.version,
            other_language=self.address(View(unit, other))(
                f"/enhet/{unit}" if unit else self._home
            ),
            address=self.address(view),
            base=self._base,
            whole=self._base + self._home if self._gate.lets_in(request, "") else "",
            before=before,
            head=head,
            after=after,
            shows_places=self._shows_places,
            kept=kept,
            shows_changes=bool(view.since),
        )
        return Response(write_document(channel.page, context, tr), media_type="text/html")

    async def _events(self, request: Request) -> Response:
        view = await self._view_since(request, request.query_params.get("enhet", ""))
        # A unit that was removed keeps its stream, which says so; one that never existed is a 404.
        if self._is_unknown(view.unit) and not self._broadcaster.has_channel(view):
            raise HTTPException(404)
        version = request.headers.get("last-event-id") or request.query_params.get("fra", "")
        events = self._while_open(request, view, self._broadcaster.channel(view).events(version))
        if not view.unit and request.query_params.get("visning") == "sider":
            events = self._while_viewed(events)
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"x-accel-buffering": "no"}
        )

    async def _while_open(
        self, request: Request, view: View, events: AsyncGenerator[bytes, None]
    ) -> AsyncGenerator[bytes, None]:
        """`events`, for as long as whoever asked for them is let in: addresses come to an end."""
        async with aclosing(events):
            async for event in events:
                if not self._gate.lets_in(request, view.unit):
                    return
                yield event

    async def _while_viewed(
        self, events: AsyncGenerator[bytes, None]
    ) -> AsyncGenerator[bytes, None]:
        """`events`; the pages are made for as long as they are read."""
        self._render_worker.add_viewer()
        try:
            async for event in events:
                yield event
        finally:
            self._render_worker.remove_viewer()

    async def _file(self, request: Request) -> Response:
        tr = self._translators[self._view(request).language]
        output = BY_NAME.get(request.path_params["target"])
        snapshot = self._snapshot
        if output is None or not output.downloadable or snapshot is None:
            raise HTTPException(404)
        answer = await self._render_worker.file(snapshot, output.name)
        if answer.error:
            lines = (tr("The file can't be made."), tr.error(answer.error))
            raise HTTPException(500, " ".join(lines))
        if output.editable:
            await asyncio.to_thread(self._handed_out, snapshot, answer.data)
        headers = attachment(answer.name)
        return Response(answer.data, media_type=output.media_type, headers=headers)

    async def refused(self, request: Request, error: Exception) -> Response:
        """Answers what an HTTPException refuses: with a page, where people look at it."""
        assert isinstance(error, HTTPException)
        tr = self._translators[self._language(request)]
        is_seen = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        if not is_seen:
            return PlainTextResponse(error.detail, error.status_code, error.headers)
        is_standard = error.detail == HTTPStatus(error.status_code).phrase
        said = tr("There is nothing here.") if is_standard else error.detail
        page = refusal_page(said, self._way_back(request), tr, self._base)
        return HTMLResponse(page, error.status_code, error.headers)

    def _way_back(self, request: Request) -> str:
        """The address of the whole note's page; empty for those who may not see it."""
        if not self._gate.lets_in(request, ""):
            return ""
        return self.address(View("", self._language(request)))(self._home)

    def _language(self, request: Request) -> str:
        language = request.query_params.get("lang", "")
        return language if language in self._translators else next(iter(self._translators))

    def _view(self, request: Request, unit: str = "") -> View:
        """The view of `unit` that is requested. Raises HTTPException where the token is wrong."""
        language = self._language(request)
        if not self._gate.lets_in(request, unit):
            tr = self._translators[language]
            refusal = tr(
                "This address does not open the page. Open the whole address, as it was sent to "
                "you. A unit's own address opens that unit's page and no other."
            )
            raise HTTPException(403, refusal)
        return View(unit, language)

    async def _view_since(self, request: Request, unit: str) -> View:
        """As `_view`; of the whole note, with the version that changes are to be shown since."""
        view = self._view(request, unit)
        if unit or request.query_params.get("siden") != "siste":
            return view
        kept = await asyncio.to_thread(self._newest_kept)
        view = replace(view, since=kept.digest if kept else NOT_KEPT)
        if kept and not self._broadcaster.has_channel(view):
            await asyncio.to_thread(self._compare, view)
        return view

    def _is_unknown(self, unit: str) -> bool:
        snapshot = self._snapshot
        return bool(unit and snapshot and not path_to_unit(snapshot.note.units, unit))

    @property
    def _snapshot(self) -> Snapshot | None:
        return self._broadcaster.state.snapshot

    # --- what has a name that cannot be guessed, or is no secret -----------------------------

    async def _style(self, request: Request) -> Response:
        name, snapshot = request.path_params["name"], self._snapshot
        if snapshot and style_name(snapshot.style) == name:
            # In a layer, so that our own rules win over any selector of the house style.
            self._styles = {name: f"@layer note {{\n{snapshot.style}\n}}\n".encode()}
        return _immutable(self._styles.get(name), "text/css")

    async def _image(self, request: Request) -> Response:
        images = self._snapshot.images if self._snapshot else {}
        found = images.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return _immutable(found.data, found.media_type)

    async def _page_image(self, request: Request) -> Response:
        return _immutable(self._render_worker.picture(request.path_params["name"]), "image/png")

    async def _static(self, request: Request) -> Response:
        return static_file(request.path_params["name"])

    async def _guide_page(self, request: Request) -> Response:
        page = self._guide.page(self._snapshot.sources.theme if self._snapshot else None)
        # The page has its style and images in itself, and says which in its own policy.
        return Response(
            page, media_type="text/html", headers={"content-security-policy": _GUIDE_POLICY}
        )


class Protected:
    """An application that refuses requests from elsewhere, and sends `headers` with responses.

    `refused` answers what is refused.
    """

    def __init__(
        self,
        app: ASGIApp,
        refuses: Callable[[Mapping[str, str]], bool],
        headers: Mapping[str, str] = HEADERS,
        refused: ASGIApp | None = None,
    ) -> None:
        self._app = app
        self._refused = refused or PlainTextResponse("Forbidden", 403)
        self._refuses = refuses
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3.0; `scope` is that of an HTTP request."""

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        app = self._refused if self._refuses(Headers(scope=scope)) else self._app
        await app(scope, receive, send_protected)


def attachment(name: str) -> dict[str, str]:
    """The header of a file to keep, under the name `name` (RFC 6266)."""
    return {"content-disposition": f"attachment; filename*=utf-8''{quote(name)}"}


def static_file(name: str, package: str = "arkdoc.preview") -> Response:
    """The file `name` in `static/` of `package`. Raises HTTPException where there is none."""
    return _immutable(static_files(package).get(name), _ASSET_TYPES.get(name.rpartition(".")[2]))


def _immutable(data: bytes | None, media_type: str | None) -> Response:
    """What is named by its contents. Raises HTTPException where there is none."""
    if data is None:
        raise HTTPException(404)
    return Response(data, media_type=media_type, headers={"cache-control": _FOREVER})
