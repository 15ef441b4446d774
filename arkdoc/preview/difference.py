"""Two lists of pieces → the steps that lead from one to the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import is_
from typing import NamedTuple, TypeAlias


class KeyedElement(NamedTuple):
    """One element of the page. Pieces with the same key have the same HTML.

    No two pieces of a list have the same key.
    """

    key: str
    html: str


Step: TypeAlias = int | list[str]
"""Along the old list: keep the next *n*, drop the next *-n*, or insert this HTML."""


def difference(before: Sequence[KeyedElement], after: Sequence[KeyedElement]) -> list[Step]:
    """The steps from `before` to `after`; none when they are the same.

    What stays in its order is kept; what moved is dropped and inserted again. It takes the time
    to go through both lists once, most of it only through what is not the very same in them.
    """
    start = _common(before, after)
    room = min(len(before), len(after)) - start
    end = min(_common(before[::-1], after[::-1]), room)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if not old and not new:
        return []
    steps: list[Step] = [start] if start else []
    kept = _kept(old, {piece.key: place for place, piece in enumerate(new)})
    here = there = 0
    for place, target in (*kept, (len(old), len(new))):
        if place > here:
            steps.append(here - place)
        if target > there:
            steps.append([piece.html for piece in new[there:target]])
        if place < len(old):
            _keep_one(steps)
        here, there = place + 1, target + 1
    if steps and isinstance(steps[-1], int) and steps[-1] > 0:
        steps.pop()  # what is left is kept anyway
    return steps


def _common(one: Sequence[KeyedElement], other: Sequence[KeyedElement]) -> int:
    """How many pieces the two begin with that are the very same."""
    same = list(map(is_, one, other))
    return same.index(False) if False in same else len(same)


def _kept(old: Sequence[KeyedElement], places: Mapping[str, int]) -> list[tuple[int, int]]:
    """The places, old and new, of the most pieces that are in both in the same order."""
    common = [(place, places[p.key]) for place, p in enumerate(old) if p.key in places]
    # The longest increasing run of the new places (patience sorting).
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, target) in enumerate(common):
        length = bisect_left(ends, target)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [target]
        last[length : length + 1] = [number]
    kept = []
    number = last[-1] if last else -1
    while number >= 0:
        kept.append(common[number])
        number = before[number]
    return kept[::-1]


def _keep_one(steps: list[Step]) -> None:
    if steps and isinstance(steps[-1], int) and steps[-1] > 0:
        steps[-1] += 1
    else:
        steps.append(1)
