"""A root folder → its preview, served until it is ended.

What a save goes through, step by step:

1. `watcher`: events of the file system → paths that may have changed.
2. `session`: paths → when to read the note again, leaving out what is half saved.
3. `snapshot`: the note is read, analysed and rendered block by block, as far as it changed.
4. `broadcaster`: for each view, a `page` is rendered (from `unit_page`, `inline_messages`,
   `status_panel`, `fault_box` and `pages_view`), and its `difference` from the one before is
   sent as an event to all browsers that show it.
5. `static/stream.js` receives it, `patch.js` changes the document, `scroll.js` keeps the
   reader's place and `focus.js` the focus, and `announce.js` tells screen readers what came of it.

A browser's first request goes through `http_server`, `server` with `access`, and
`page_template`, or `refusal` where there is nothing to show. The pages of the PDF and the
downloads are made meanwhile: `render_worker` asks, through a `worker_process`, a process that runs
`worker`.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from arkdoc.language.messages import Translator
from arkdoc.pipeline.load import folder_of
from arkdoc.preview.access import Access, is_loopback
from arkdoc.preview.http_server import Server, listen
from arkdoc.preview.live_preview import LivePreview, PreviewOptions
from arkdoc.preview.server import Protected, TokenGate
from arkdoc.preview.session import Update


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """Where the preview is served, and how it finds changes.

    `open_to` is the host on which other machines can reach it, else empty; `polling` tells that
    the system does not notify of changes.
    """

    address: str
    port: int
    requested_port: int
    open_to: str
    polling: bool


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose. `translators`: those of all languages, the user's own first."""

    root: Path
    host: str
    port: int
    poll: bool
    translators: Mapping[str, Translator]
    today: Callable[[], Date]


def run(
    options: Options,
    opened: Callable[[ServerInfo], None],
    report: Callable[[Update], None],
) -> None:
    """Serve the preview. Raises ArkdocError where there is nothing to watch, or no port.

    Returns when SIGTERM ends it; raises KeyboardInterrupt when Ctrl-C does.
    """
    folder_of(options.root)  # raises where there is none
    with contextlib.closing(listen(options.host, options.port)) as listener:
        asyncio.run(_serve(options, listener, opened, report))


async def _serve(
    options: Options,
    listener: socket.socket,
    opened: Callable[[ServerInfo], None],
    report: Callable[[Update], None],
) -> None:
    port: int = listener.getsockname()[1]
    access = Access.of(options.host, port)
    shown = PreviewOptions(options.translators, options.today, options.poll)
    preview = LivePreview(options.root, TokenGate(access), shown, report)
    refused = {HTTPException: preview.site.refused}
    site = Starlette(routes=preview.site.routes(), exception_handlers=refused)
    app = Protected(site, access.refuses)
    server = Server(app, preview.end_streams)
    with contextlib.closing(preview):
        await preview.start()
        opened(_server_info(options, access, port, preview.polling))
        async with asyncio.TaskGroup() as tasks:
            background = tasks.create_task(preview.run())
            await server.serve(sockets=[listener])
            background.cancel()
    if server.interrupted:
        raise KeyboardInterrupt


def _server_info(options: Options, access: Access, port: int, polling: bool) -> ServerInfo:
    host = options.host
    name = f"[{host}]" if ":" in host else host
    if host in ("0.0.0.0", "::"):
        name = socket.gethostname()
    query = f"?adgang={access.token()}" if access.token() else ""
    return ServerInfo(
        address=f"http://{name}:{port}/{query}",
        port=port,
        requested_port=options.port,
        open_to="" if is_loopback(host) else host,
        polling=polling,
    )
