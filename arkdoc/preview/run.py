"""A root folder → its preview, served until somebody ends it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import resource
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.load import folder_of
from arkdoc.preview.access import Access, is_loopback
from arkdoc.preview.broadcaster import Broadcaster
from arkdoc.preview.page import PreviewState, Renderer, View
from arkdoc.preview.pages_view import PagesView
from arkdoc.preview.render_worker import RenderWorker
from arkdoc.preview.server import Site
from arkdoc.preview.session import Session, Update
from arkdoc.preview.snapshot import Live
from arkdoc.preview.watcher import Watcher

_PORTS = 20
_BACKLOG = 64
_CALLERS = 512
SLOW = 10.0
"""Seconds a caller may take to say what it wants."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is said when the preview is there. `asked` is the port that was wanted."""

    address: str
    port: int
    asked: int
    open_to: str
    polling: bool


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose. `voices`: the languages there are, the reader's own first."""

    root: Path
    host: str
    port: int
    poll: bool
    voices: Mapping[str, Translator]
    today: Callable[[], Date]


def run(
    options: Options,
    opened: Callable[[Opening], None],
    report: Callable[[Update], None],
) -> None:
    """Serve the preview. Raises ArkdocError where there is nothing to watch, or no port.

    Returns when the process is told to end; KeyboardInterrupt then says that it was Ctrl-C.
    """
    folder_of(options.root)  # what is not there can't be watched
    with contextlib.closing(_listen(options.host, options.port)) as listener:
        asyncio.run(_serve(options, listener, opened, report))


async def _serve(
    options: Options,
    listener: socket.socket,
    opened: Callable[[Opening], None],
    report: Callable[[Update], None],
) -> None:
    port: int = listener.getsockname()[1]
    access = Access.of(options.host, port)
    live = Live(options.root)

    def renderer(view: View) -> Renderer:
        return Renderer(view, options.voices[view.language], site.address(view), options.today)

    def show(state: PreviewState) -> None:
        broadcaster.publish(replace(state, pages_view=render_worker.offer(state.snapshot)))

    def show_pages(pages_view: PagesView) -> None:
        broadcaster.publish(replace(broadcaster.state, pages_view=pages_view))

    broadcaster = Broadcaster(PreviewState(), renderer)
    render_worker = RenderWorker(show_pages)
    site = Site(broadcaster, render_worker, access, options.voices)
    session = Session(live, options.root, show=show, report=report)
    watcher = Watcher(options.root, session.told, poll=options.poll)
    try:
        await session.start()
        server = _Server(
            uvicorn.Config(
                site.app(), http=Caller, backlog=_BACKLOG, log_config=None, access_log=False,
                log_level="error", lifespan="off", ws="none", server_header=False,
                date_header=False, timeout_graceful_shutdown=2,
            ),
            lambda: opened(_opening(options, access, port, watcher.polling)),
            broadcaster.close,
        )  # fmt: skip
        beside = [
            asyncio.create_task(task)
            for task in (session.run(), render_worker.run(), broadcaster.beat())
        ]
        try:
            await _first(asyncio.create_task(server.serve(sockets=[listener])), *beside)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
    finally:
        watcher.close()
    if server.interrupted:
        raise KeyboardInterrupt


async def _first(server: asyncio.Task[None], *beside: asyncio.Task[None]) -> None:
    """Wait for the server; what runs beside it never ends by itself, but it may fail."""
    done, _ = await asyncio.wait((server, *beside), return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


class Caller(H11Protocol):
    """A connection. Those that never ask, and those that are too many, are closed.

    They would take the open files that reading the note needs.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """As asyncio's Protocol."""
        super().connection_made(transport)
        if len(self.connections) > min(
            _CALLERS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2
        ):
            transport.abort()
        else:
            self._look(self)

    def _look(self, before: object) -> None:
        """Close it when nothing has been asked for since the last look."""
        if self.transport.is_closing():
            return
        now: RequestResponseCycle | None = self.cycle
        if now is before and (now is None or now.response_complete):
            self.transport.close()
        else:
            self.loop.call_later(SLOW, self._look, now)


class _Server(uvicorn.Server):
    """uvicorn, which tells when it is there, and ends the streams before it waits for them."""

    def __init__(
        self, config: uvicorn.Config, opened: Callable[[], None], end_streams: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._opened = opened
        self._end_streams = end_streams
        self.interrupted = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to serve, and say so."""
        await super().startup(sockets)
        self._opened()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C and its like end us in order, and are not raised again afterwards."""
        loop = asyncio.get_running_loop()
        wanted = (signal.SIGINT, signal.SIGTERM)
        # Not in the main thread, or on Windows, it is for whoever started us to end us.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for number in wanted:
                loop.add_signal_handler(number, self._stop, number)
        yield
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for number in wanted:
                loop.remove_signal_handler(number)

    def _stop(self, number: int) -> None:
        self.interrupted = self.interrupted or number == signal.SIGINT
        self.should_exit = True
        self._end_streams()


def _opening(options: Options, access: Access, port: int, polling: bool) -> Opening:
    host = options.host
    name = f"[{host}]" if ":" in host else host
    if host in ("0.0.0.0", "::"):
        name = socket.gethostname()
    query = f"?adgang={access.token()}" if access.token() else ""
    return Opening(
        address=f"http://{name}:{port}/{query}",
        port=port,
        asked=options.port,
        open_to="" if is_loopback(host) else host,
        polling=polling,
    )


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the first free port from `port` on. Raises ArkdocError where there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + _PORTS if port else 1):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(_BACKLOG)
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRINUSE:
                continue
            raise ArkdocError(
                N_("Can't serve on {host}: {reason}"), host=host, reason=error.strerror or error
            ) from error
        return listener
    raise ArkdocError(
        N_("All ports from {first} to {last} are taken. Choose another with --port."),
        first=port,
        last=port + _PORTS - 1,
    )
