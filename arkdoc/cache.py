"""A memo of pure stages, by what went in: for whoever builds the same note again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

Value = TypeVar("Value")


class Cache:
    """Remembers values of the last two rounds; `next_round` forgets what went unused.

    A round is one build. What a build does not ask for is gone after the next, so memory
    follows the note, however long the process lives.
    """

    def __init__(self) -> None:
        self._now: dict[Hashable, object] = {}
        self._before: dict[Hashable, object] = {}

    def next_round(self) -> None:
        """Start a new round."""
        self._before, self._now = self._now, {}

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value for `key`, made by `make` the first time."""
        if key in self._now:
            value = self._now[key]
        elif key in self._before:
            value = self._before[key]
        else:
            value = make()
        self._now[key] = value
        return value  # type: ignore[return-value]
