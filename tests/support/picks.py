"""Bytes → choices, one after another; where the bytes end, the first of what there is to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


class Picks:
    """The choices that `data` makes. A choice among more than 256 takes two bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __bool__(self) -> bool:
        """Whether there are bytes left."""
        return self._at < len(self._data)

    def below(self, number: int) -> int:
        """A number from 0 up to `number`, which is positive."""
        size = 1 if number <= 256 else 2
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "little") % number

    def of(self, choices: Sequence[Choice]) -> Choice:
        """One of `choices`, of which there is at least one."""
        return choices[self.below(len(choices))]
