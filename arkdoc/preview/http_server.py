"""An ASGI application → served on a socket, until a signal ends it. The only user of uvicorn."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from arkdoc.model.diagnostic import N_, ArkdocError

IDLE_SECONDS = 10.0
"""How long a connection may take to send its next request."""

_PORTS_TRIED = 20
_BACKLOG = 16  # asyncio takes as many in one go, before any of them can be turned away
_MOST_CONNECTIONS = 512
# Windows also keeps stretches of ports for itself, and says so in this way.
_TAKEN = (errno.EADDRINUSE, errno.EACCES) if sys.platform == "win32" else (errno.EADDRINUSE,)


def listen(host: str, port: int, ports: int = _PORTS_TRIED) -> socket.socket:
    """A socket on the first free one of so many `ports` from `port` on.

    Raises ArkdocError where there is none.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + ports if port else 1):
        listener = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform == "win32":  # where SO_REUSEADDR would share a port that is taken
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(_BACKLOG)
        except OSError as error:
            listener.close()
            if error.errno in _TAKEN and ports > 1:
                continue
            raise ArkdocError(
                N_("Can't serve on {host}: {reason}"), host=host, reason=error.strerror or error
            ) from error
        return listener
    raise ArkdocError(
        N_("All ports from {first} to {last} are taken. Choose another with --port."),
        first=port,
        last=port + ports - 1,
    )


class Server(uvicorn.Server):
    """Serves `app` until SIGINT or SIGTERM comes; `interrupted` tells whether it was SIGINT.

    `end_streams` ends the responses that would never end by themselves.
    """

    def __init__(
        self, app: Callable[..., Awaitable[None]], end_streams: Callable[[], None]
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app, http=Connection, backlog=_BACKLOG, log_config=None, access_log=False,
                log_level="error", lifespan="off", ws="none", server_header=False,
                date_header=False, proxy_headers=False, timeout_graceful_shutdown=2,
            )
        )  # fmt: skip
        self._end_streams = end_streams
        self.interrupted = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Leave the main loop. Unlike uvicorn's own, the signal is not raised again afterwards."""
        self.interrupted = self.interrupted or sig == signal.SIGINT
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, and wait a little for the other responses."""
        self._end_streams()
        log = logging.getLogger("uvicorn.error")
        log.disabled = True  # that a response is cut off now is no fault
        try:
            await super().shutdown(sockets)
            await asyncio.gather(*self.server_state.tasks, return_exceptions=True)
        finally:
            log.disabled = False


def _most_connections() -> int:
    """How many connections there may be: half as many as files may be open, where that is few."""
    if sys.platform != "win32":  # there, a connection is no file
        with suppress(ImportError):
            import resource

            open_files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
            if open_files != resource.RLIM_INFINITY:
                return min(_MOST_CONNECTIONS, open_files // 2)
    return _MOST_CONNECTIONS


class Connection(H11Protocol):
    """A connection that is closed when it is idle, or one too many.

    Without these limits, connections could use up the open files that reading the note needs.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """As asyncio's Protocol."""
        super().connection_made(transport)
        if len(self.connections) > _most_connections():
            transport.abort()
        else:
            self._close_if_idle(since=self)

    def _close_if_idle(self, since: object) -> None:
        """Close it where no request has come after `since`, the last one seen; else look later."""
        if self.transport.is_closing():
            return
        last: RequestResponseCycle | None = self.cycle
        if last is since and (last is None or last.response_complete):
            self.transport.close()
        else:
            self.loop.call_later(IDLE_SECONDS, self._close_if_idle, last)
