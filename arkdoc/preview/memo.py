"""Values by name, made anew only when what they are made from is another."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

Given = TypeVar("Given")
Value = TypeVar("Value")


class Memo:
    """Remembers the values of the last round.

    It compares, where `arkdoc.model.cache.Cache` hashes: quicker for what is mostly the very same.
    """

    def __init__(self) -> None:
        self._now: dict[Hashable, tuple[object, object]] = {}
        self._before: dict[Hashable, tuple[object, object]] = {}

    def next_round(self) -> None:
        """Start a new round."""
        self._before, self._now = self._now, {}

    def get(self, name: Hashable, given: Given, make: Callable[[Given], Value]) -> Value:
        """What `make` makes of `given`, or made of it the last time."""
        last = self._before.get(name)
        if last is None or last[0] != given:
            last = (given, make(given))
        self._now[name] = last
        return last[1]  # type: ignore[return-value]
