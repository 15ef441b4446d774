"""Memoises pure functions across builds; entries unused for one build are dropped."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ById(Generic[Value]):
    """Hashes and compares by identity, because comparing trees is slow.

    A cached function returns the same object again, which the next one then recognises.
    """

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ById) and self.value is other.value


class _Entry:
    __slots__ = ("keyed_by", "last_round", "value")

    def __init__(self, value: object, last_round: int, keyed_by: object = None) -> None:
        self.value = value
        self.last_round = last_round
        self.keyed_by = keyed_by  # kept alive, so that no other object gets its id


class Cache:
    """Keeps the values used in the last two rounds; `next_round` drops the others.

    A round is one build. What a build does not use is dropped after the next one, so memory use
    follows the note, however long the process lives.
    """

    def __init__(self) -> None:
        self._entries: dict[Hashable, _Entry] = {}
        self._round = 0

    def next_round(self) -> None:
        """Start a new round."""
        unused = [key for key, entry in self._entries.items() if entry.last_round < self._round]
        for key in unused:
            del self._entries[key]
        self._round += 1

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value for `key`, made by `make` the first time."""
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(make(), self._round)
        entry.last_round = self._round
        return entry.value  # type: ignore[return-value]

    def cached(self, function: Callable[..., Value], *given: Hashable) -> Value:
        """The result of the pure `function` for `given`; a `ById` is passed as its value."""
        key = (function, *given)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(function(*_values(given)), self._round)
        entry.last_round = self._round
        return entry.value  # type: ignore[return-value]

    def cached_by_id(
        self, function: Callable[..., Value], whole: object, *given: Hashable
    ) -> Value:
        """The result of the pure `function` for `whole`, compared as by `ById`, and `given`.

        It is `cached(function, ById(whole), *given)` at half the cost, for functions that are
        called on every part of a note at every save.
        """
        key = (function, id(whole), *given)
        entry = self._entries.get(key)
        if entry is None:
            value = function(whole, *_values(given))
            entry = self._entries[key] = _Entry(value, self._round, whole)
        entry.last_round = self._round
        return entry.value  # type: ignore[return-value]

    def reuse_equal(self, key: Hashable, value: Value) -> Value:
        """The value kept for `key` if it equals `value`; else `value`, which is then kept.

        A result that was computed again and has not changed thus stays the same object.
        """
        return self.cached_while_equal(key, value, lambda: value)

    def cached_while_equal(self, key: Hashable, given: object, make: Callable[[], Value]) -> Value:
        """What `make` makes of `given`; or what was kept for `key`, if made of an equal `given`.

        It compares where the others hash: quicker for collections of mostly the same objects.
        """
        entry = self._entries.get(key)
        if entry is None or entry.keyed_by != given:
            entry = self._entries[key] = _Entry(make(), self._round, given)
        entry.last_round = self._round
        return entry.value  # type: ignore[return-value]


def _values(given: Iterable[object]) -> Iterator[object]:
    return (each.value if isinstance(each, ById) else each for each in given)
