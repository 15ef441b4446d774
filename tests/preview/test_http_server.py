"""Limits on connections."""

from __future__ import annotations

import asyncio

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.server import ServerState

from arkdoc.preview import http_server
from tests.support.preview import PATIENCE


def test_a_connection_that_sends_no_request_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "IDLE_SECONDS", 0.05)
    config = uvicorn.Config(PlainTextResponse("svar"), log_config=None, lifespan="off")
    config.load()

    async def test() -> None:
        state = ServerState()
        server = await asyncio.get_running_loop().create_server(
            lambda: http_server.Connection(config, state, {}), "127.0.0.1", 0
        )
        async with server:
            address = server.sockets[0].getsockname()
            for asked in (b"", b"GET / HTTP/1.1\r\nX: ", b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET "):
                reader, writer = await asyncio.open_connection(*address)
                writer.write(asked)
                answer = await asyncio.wait_for(reader.read(), PATIENCE)
                assert answer.endswith(b"svar") == (b"\r\n\r\n" in asked)
                writer.close()

    asyncio.run(test())
