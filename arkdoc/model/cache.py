"""A memo of pure stages, by what went in: for whoever builds the same note again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ById(Generic[Value]):
    """A key equal to that of the same object alone: for trees, which are dear to compare.

    A stage that is remembered gives the same object again, so the next one knows it by this.
    """

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ById) and self.value is other.value


class _Entry:
    __slots__ = ("known_by", "last_round", "value")

    def __init__(self, value: object, last_round: int, known_by: object = None) -> None:
        self.value = value
        self.last_round = last_round
        self.known_by = known_by  # kept alive, so that no other gets its identity


class Cache:
    """Remembers values of the last two rounds; `next_round` forgets what went unused.

    A round is one build. What a build does not ask for is gone after the next, so memory
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
        """What the pure `function` makes of `given`; a `ById` stands for its value."""
        key = (function, *given)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(function(*_values(given)), self._round)
        entry.last_round = self._round
        return entry.value  # type: ignore[return-value]

    def cached_by_id(
        self, function: Callable[..., Value], whole: object, *given: Hashable
    ) -> Value:
        """What the pure `function` makes of `whole`, known as by `ById`, and `given`.

        It is `cached(function, ById(whole), *given)` at half the cost, for what is asked of every
        part of a note at every save.
        """
        key = (function, id(whole), *given)
        entry = self._entries.get(key)
        if entry is None:
            value = function(whole, *_values(given))
            entry = self._entries[key] = _Entry(value, self._round, whole)
        entry.last_round = self._round
        return entry.value  # type: ignore[return-value]

    def reuse_equal(self, key: Hashable, value: Value) -> Value:
        """`value`; or what was kept for `key` before, where they are equal.

        So a stage whose outcome is the same although it was made anew gives the same object.
        """
        return self.cached_while_equal(key, value, lambda: value)

    def cached_while_equal(self, key: Hashable, given: object, make: Callable[[], Value]) -> Value:
        """What `make` makes of `given`; or what was kept for `key`, if made of an equal `given`.

        It compares where the others hash: quicker for collections of mostly the same objects.
        """
        entry = self._entries.get(key)
        if entry is None or entry.known_by != given:
            entry = self._entries[key] = _Entry(make(), self._round, given)
        entry.last_round = self._round
        return entry.value  # type: ignore[return-value]


def _values(given: Iterable[object]) -> Iterator[object]:
    return (each.value if isinstance(each, ById) else each for each in given)
