"""States of the note → updates, each encoded once, for however many browsers look on.

A browser is a place in a channel's short history and nothing more: no queue grows for it. One
that reads slowly, or slept, or comes from before a restart is sent the whole page instead.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Generic, Protocol, TypeVar

from arkdoc.preview.difference import difference
from arkdoc.preview.page import RenderedPage, View

HEARTBEAT = 15.0
"""Seconds between signs of life, by which both ends find out that the other is gone."""

_ALIVE = b"event: alive\ndata:\n\n"
_UPDATES = 64
_BYTES = 4_000_000
_CHANNELS = 64
_DIGITS = 18

StateT = TypeVar("StateT")
StateT_contra = TypeVar("StateT_contra", contravariant=True)


class Render(Protocol[StateT_contra]):
    """Makes one view's page of a state; it may remember the last one."""

    def __call__(self, state: StateT_contra, /) -> RenderedPage:
        """The page as it is to be."""


class Broadcaster(Generic[StateT]):
    """The channels, one a view, and the state that they all show.

    `start` names this run of the server, so that a number from another is not taken for ours.
    """

    def __init__(self, state: StateT, renderer: Callable[[View], Render[StateT]]) -> None:
        self.start = secrets.token_hex(4)
        self.state = state
        self._number = 0
        self._renderer = renderer
        self._channels: dict[View, Channel[StateT]] = {}

    def publish(self, state: StateT) -> None:
        """From now on, show `state`."""
        self.state = state
        self._number += 1
        for channel in self._channels.values():
            channel.publish(self._number, state)

    def channel(self, view: View) -> Channel[StateT]:
        """The channel of `view`, which is made when it is first asked for."""
        channel = self._channels.pop(view, None)
        if channel is None:
            self._forget()
            channel = Channel(self.start, self._number, self._renderer(view), self.state)
        self._channels[view] = channel  # last, as the one used last
        return channel

    def shows(self, view: View) -> bool:
        """Whether `view` has a channel: somebody looks at it, or did lately."""
        return view in self._channels

    async def beat(self) -> None:
        """Give signs of life, until cancelled."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            for channel in self._channels.values():
                channel.beat()

    def close(self) -> None:
        """End all streams."""
        for channel in self._channels.values():
            channel.close()

    def _forget(self) -> None:
        """Let go of channels that nobody looks at, the longest unused first."""
        unused = [view for view, channel in self._channels.items() if not channel.watchers]
        for view in unused[: max(len(self._channels) + 1 - _CHANNELS, 0)]:
            del self._channels[view]


class Channel(Generic[StateT]):
    """One view's page, and its latest updates as they go over the wire."""

    def __init__(self, start: str, number: int, render: Render[StateT], state: StateT) -> None:
        self.page = render(state)
        self.watchers = 0
        self._start = start
        self._number = self._oldest = number
        self._render = render
        self._history: deque[tuple[int, bytes]] = deque()
        self._whole: tuple[int, bytes] = (-1, b"")
        self._news = asyncio.Event()
        self._beats = 0
        self._closed = False

    @property
    def version(self) -> str:
        """What a browser says when it comes back, to be told what it missed."""
        return f"{self._start}.{self._number}"

    def publish(self, number: int, state: StateT) -> None:
        """Show `state`, which is the `number`th; nothing is sent where nothing differs."""
        before, self.page = self.page, self._render(state)
        self._number = number
        changes = _changes(before, self.page)
        if changes is None:
            return
        self._history.append((number, self._event("update", changes)))
        while len(self._history) > _UPDATES or sum(len(e) for _, e in self._history) > _BYTES:
            self._oldest, _ = self._history.popleft()
        self._wake()

    async def events(self, version: str) -> AsyncIterator[bytes]:
        """What to send to a browser that shows `version`, for as long as it listens."""
        number = self._known(version)
        self.watchers += 1
        try:
            while True:
                if missed := self._since(number):
                    number = self._number
                    yield missed
                    continue
                number = self._number
                if self._closed:
                    return
                beats = self._beats
                await self._news.wait()
                if self._beats != beats:
                    yield _ALIVE
        finally:
            self.watchers -= 1

    def beat(self) -> None:
        """Give a sign of life."""
        self._beats += 1
        self._wake()

    def close(self) -> None:
        """End the streams."""
        self._closed = True
        self._wake()

    def _known(self, version: str) -> int:
        start, _, number = version.partition(".")
        is_ours = start == self._start and number.isdecimal() and len(number) <= _DIGITS
        return int(number) if is_ours else -1

    def _since(self, number: int) -> bytes:
        """The updates after the `number`th, or the whole page when they are not all here."""
        if self._oldest <= number <= self._number:
            return b"".join(event for at, event in self._history if at > number)
        if self._whole[0] != self._number:
            self._whole = (self._number, self._event("page", _whole(self.page)))
        return self._whole[1]

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _event(self, kind: str, data: object) -> bytes:
        """A server-sent event (HTML, 9.2); JSON has no line ends of its own."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        event = f"event: {kind}\nid: {self.version}\ndata: {text}\n\n"
        return event.encode("utf-8", "replace")


def _changes(before: RenderedPage, after: RenderedPage) -> dict[str, object] | None:
    regions = {
        name: steps
        for name, pieces in after.regions.items()
        if pieces is not before.regions[name]
        and (steps := difference(before.regions[name], pieces))
    }
    about = {name: value for name, value in after.about.items() if value != before.about[name]}
    return {"regions": regions, "about": about} if regions or about else None


def _whole(page: RenderedPage) -> dict[str, object]:
    regions = {name: [[piece.html for piece in pieces]] for name, pieces in page.regions.items()}
    return {"regions": regions, "about": page.about}
