"""States of the note → server-sent events, each encoded once for all browsers of a view.

A browser is a position in its channel's short history and nothing more: no queue grows for it.
One that reads slowly, slept, or comes from before a restart is sent the whole page instead.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncGenerator, Callable
from typing import TypeAlias

from arkdoc.preview.difference import difference
from arkdoc.preview.page import PreviewState, RenderedPage, View

HEARTBEAT = 15.0
"""Seconds of silence after which a sign of life is sent, so that both ends notice a lost one."""

_ALIVE = b"event: alive\ndata:\n\n"
_MOST_UPDATES = 64
_MOST_BYTES = 4_000_000
_MOST_CHANNELS = 64
_MOST_DIGITS = 18

Render: TypeAlias = Callable[[PreviewState], RenderedPage]
"""Renders one view's page of a state; may remember the last one."""


class Broadcaster:
    """The channels, one a view, and the state that they all show.

    `start` names this run of the server: version numbers of another run are not taken for ours.
    """

    def __init__(self, state: PreviewState, renderer: Callable[[View], Render]) -> None:
        self.start = secrets.token_hex(4)
        self.state = state
        self._number = 0
        self._renderer = renderer
        self._channels: dict[View, Channel] = {}

    def publish(self, state: PreviewState) -> None:
        """From now on, show `state`."""
        self.state = state
        self._number += 1
        for view, channel in list(self._channels.items()):
            if view.since and not channel.watchers:
                del self._channels[view]  # to compare two versions that nobody looks at would cost
            else:
                channel.publish(self._number, state)

    def channel(self, view: View) -> Channel:
        """The channel of `view`, made at the first request for it."""
        channel = self._channels.pop(view, None)
        if channel is None:
            self._drop_unused()
            start = self.start + view.since[:8]  # what shows other changes is another page
            channel = Channel(start, self._number, self._renderer(view), self.state)
        self._channels[view] = channel  # last, as the one used last
        return channel

    def has_channel(self, view: View) -> bool:
        """Whether a browser shows `view`, or did lately."""
        return view in self._channels

    def close(self) -> None:
        """End all streams."""
        for channel in self._channels.values():
            channel.close()

    def _drop_unused(self) -> None:
        """Make room for one more channel: drop those without a browser, longest unused first."""
        unused = [view for view, channel in self._channels.items() if not channel.watchers]
        for view in unused[: max(len(self._channels) + 1 - _MOST_CHANNELS, 0)]:
            del self._channels[view]


class Channel:
    """One view's page, and its latest updates as they are sent."""

    def __init__(self, start: str, number: int, render: Render, state: PreviewState) -> None:
        self.page = render(state)
        self.watchers = 0
        self._start = start
        self._number = self._oldest = number
        self._render = render
        self._history: deque[tuple[int, bytes]] = deque()
        self._whole_page: tuple[int, bytes] = (-1, b"")
        self._changed = asyncio.Event()
        self._closed = False

    @property
    def version(self) -> str:
        """What a browser sends when it reconnects, to be sent what it missed."""
        return f"{self._start}.{self._number}"

    def publish(self, number: int, state: PreviewState) -> None:
        """Show `state`, which is the `number`th; nothing is sent where nothing differs."""
        before, self.page = self.page, self._render(state)
        self._number = number
        changes = _changes(before, self.page)
        if changes is None:
            return
        self._history.append((number, self._event("update", changes)))
        while (
            len(self._history) > _MOST_UPDATES
            or sum(len(event) for _, event in self._history) > _MOST_BYTES
        ):
            self._oldest, _ = self._history.popleft()
        self._wake()

    async def events(self, version: str) -> AsyncGenerator[bytes, None]:
        """The events for a browser that shows `version`, until it leaves."""
        number = self._number_in(version)
        self.watchers += 1
        try:
            while True:
                missed = self._since(number)
                number = self._number
                if missed:
                    yield missed
                elif self._closed:
                    return
                else:
                    try:
                        async with asyncio.timeout(HEARTBEAT):
                            await self._changed.wait()
                    except TimeoutError:
                        yield _ALIVE
        finally:
            self.watchers -= 1

    def close(self) -> None:
        """End the streams."""
        self._closed = True
        self._wake()

    def _number_in(self, version: str) -> int:
        """The number in a version of this run; -1 where it is of another."""
        start, _, number = version.partition(".")
        is_ours = start == self._start and number.isdecimal() and len(number) <= _MOST_DIGITS
        return int(number) if is_ours else -1

    def _since(self, number: int) -> bytes:
        """The updates after the `number`th, or the whole page when they are not all kept."""
        if self._oldest <= number <= self._number:
            return b"".join(event for at, event in self._history if at > number)
        if self._whole_page[0] != self._number:
            self._whole_page = (self._number, self._event("page", _whole(self.page)))
        return self._whole_page[1]

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def _event(self, kind: str, data: object) -> bytes:
        """A server-sent event (HTML, 9.2); JSON has no line ends of its own."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        event = f"event: {kind}\nid: {self.version}\ndata: {text}\n\n"
        return event.encode("utf-8", "replace")


def _changes(before: RenderedPage, after: RenderedPage) -> dict[str, object] | None:
    regions = {
        name: steps
        for name, elements in after.regions.items()
        if elements is not before.regions[name]
        and (steps := difference(before.regions[name], elements))
    }
    about = {name: value for name, value in after.about.items() if value != before.about[name]}
    return {"regions": regions, "about": about} if regions or about else None


def _whole(page: RenderedPage) -> dict[str, object]:
    regions = {
        name: [[element.html for element in elements]] for name, elements in page.regions.items()
    }
    return {"regions": regions, "about": page.about}
