"""Two lists of keyed elements → the steps that lead from one to the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import is_
from typing import NamedTuple, TypeAlias


class KeyedElement(NamedTuple):
    """One element of the page. Elements with the same key have the same HTML.

    No two elements of a list have the same key.
    """

    key: str
    html: str


Step: TypeAlias = int | list[str]
"""Along the old list: keep the next *n*, drop the next *-n*, or insert this HTML."""


def keyed_by_html(html: str) -> KeyedElement:
    """An element that is its own key, for lists of one."""
    return KeyedElement(html, html)


def difference(before: Sequence[KeyedElement], after: Sequence[KeyedElement]) -> list[Step]:
    """The steps from `before` to `after`; none when they are the same.

    What keeps its order is kept; what moved is dropped and inserted again. Both lists are gone
    through once; only what lies between the first and the last different object is compared.
    """
    start = _common(before, after)
    most = min(len(before), len(after)) - start
    end = min(_common(before[::-1], after[::-1]), most)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if not old and not new:
        return []
    steps: list[Step] = []
    keep = start
    here = there = 0
    kept = _kept(old, {element.key: place for place, element in enumerate(new)})
    for place, target in (*kept, (len(old), len(new))):
        if keep and (place > here or target > there):
            steps.append(keep)
            keep = 0
        if place > here:
            steps.append(here - place)
        if target > there:
            steps.append([element.html for element in new[there:target]])
        keep += 1
        here, there = place + 1, target + 1
    return steps  # what is left is kept


def _common(one: Sequence[KeyedElement], other: Sequence[KeyedElement]) -> int:
    """How many of the same objects the two begin with."""
    same = list(map(is_, one, other))
    return same.index(False) if False in same else len(same)


def _kept(old: Sequence[KeyedElement], places: Mapping[str, int]) -> list[tuple[int, int]]:
    """The places, old and new, of the most elements that both have in the same order."""
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
