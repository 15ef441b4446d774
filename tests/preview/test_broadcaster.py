"""Channels: what is sent to which browser."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from arkdoc.preview import broadcaster as broadcasting
from arkdoc.preview.broadcaster import Broadcaster
from arkdoc.preview.difference import KeyedElement
from arkdoc.preview.page import PreviewState, RenderedPage, View
from tests.support.preview import apply, run_async


def page(*said: str) -> RenderedPage:
    return RenderedPage({"note": [KeyedElement(text, text) for text in said]}, {"title": "x"})


def number_of(state: PreviewState) -> str:
    """The number that `numbered` made a state of."""
    return state.paths[0] if state.paths else "0"


def numbered(number: int) -> PreviewState:
    return PreviewState(paths=(str(number),))


def number_page(state: PreviewState) -> RenderedPage:
    return page("a", number_of(state), "z")


def broadcaster_of_numbers() -> Broadcaster:
    return Broadcaster(PreviewState(), lambda view: number_page)


def data(event: bytes) -> list[tuple[str, Any]]:
    """The kinds and contents of the events in what was sent."""
    found = []
    for block in event.decode().strip().split("\n\n"):
        lines = dict(line.partition(": ")[::2] for line in block.splitlines())
        found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_an_update_is_encoded_once_for_all_browsers() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        streams = [channel.events(channel.version) for _ in range(200)]
        waiting = [asyncio.ensure_future(anext(stream)) for stream in streams]
        await asyncio.sleep(0)
        broadcaster.publish(numbered(1))
        sent = await asyncio.gather(*waiting)
        assert data(sent[0]) == [("update", {"regions": {"note": [1, -1, ["1"]]}, "about": {}})]
        assert all(event == sent[0] for event in sent)
        assert channel.watchers == 200
        for stream in streams:
            await stream.aclose()
        assert channel.watchers == 0

    run_async(test)


def test_a_browser_that_reconnects_is_sent_the_updates_it_missed() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        version = channel.version
        for n in (1, 2, 3):
            broadcaster.publish(numbered(n))
        missed = data(await anext(channel.events(version)))
        shown = ["a", "0", "z"]
        for kind, change in missed:
            assert kind == "update"
            shown = apply(shown, change["regions"]["note"])
        assert shown == ["a", "3", "z"]

    run_async(test)


@pytest.mark.parametrize("version", ["", "x", "another.0", "{start}.99", "{start}.-1", "{start}.²",
                                     "{start}." + "9" * 5000])  # fmt: skip
def test_a_browser_with_an_unknown_version_is_sent_the_whole_page(version: str) -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        event = await anext(channel.events(version.replace("{start}", broadcaster.start)))
        whole = {"regions": {"note": [["a", "0", "z"]]}, "about": {"title": "x"}}
        assert data(event) == [("page", whole)]

    run_async(test)


def test_history_is_bounded_and_a_browser_behind_it_is_sent_the_whole_page() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        slow = channel.events(channel.version)
        for n in range(1, 1000):
            broadcaster.publish(numbered(n))
        assert len(channel._history) <= 64
        (event,) = data(await anext(slow))
        assert event[0] == "page"
        broadcaster.publish(numbered(1000))
        assert [kind for kind, _ in data(await anext(slow))] == ["update"]

    run_async(test)


def test_history_is_bounded_in_bytes() -> None:
    async def test() -> None:
        broadcaster = Broadcaster(
            PreviewState(), lambda view: lambda state: page(number_of(state) * 1_000_000)
        )
        channel = broadcaster.channel(View("", "nb"))
        for n in range(1, 20):
            broadcaster.publish(numbered(n % 10))
        assert sum(len(event) for _, event in channel._history) <= 4_000_000

    run_async(test)


def test_nothing_is_sent_where_nothing_differs() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        stream = channel.events(channel.version)
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        broadcaster.publish(numbered(0))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        broadcaster.close()
        with pytest.raises(StopAsyncIteration):
            await waiting

    run_async(test)


def test_a_sign_of_life_is_sent_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        monkeypatch.setattr(broadcasting, "HEARTBEAT", 0.01)
        broadcaster = broadcaster_of_numbers()
        channel = broadcaster.channel(View("", "nb"))
        stream = channel.events(channel.version)
        assert (await anext(stream)).startswith(b"event: alive\n")
        assert (await anext(stream)).startswith(b"event: alive\n")

    run_async(test)


def test_channels_without_browsers_are_dropped() -> None:
    async def test() -> None:
        broadcaster = broadcaster_of_numbers()
        seen = broadcaster.channel(View("sett", "nb"))
        seen.watchers = 1
        for n in range(300):
            broadcaster.channel(View(str(n), "nb"))
        assert len(broadcaster._channels) <= 65
        assert broadcaster.channel(View("sett", "nb")) is seen

    run_async(test)
