"""Two sequences → which of their members are the same, in order, in time near their length.

Members that occur once on both sides are anchors (patience diff); what is between two anchors is
looked at in the same way. Where there are none, the longest common subsequence is found if that is
short, else pairs and fours of members are anchors; what is left is taken as different.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeAlias

Pair: TypeAlias = tuple[int, int]
"""The index of a member in the old sequence, and that in the new one."""

_Gap: TypeAlias = tuple[int, int, int, int]

_CELLS = 40_000
_DEPTH = 40
_LENGTHS = (1, 2, 4)


def common_pairs(
    old: Sequence[Hashable], new: Sequence[Hashable], weight: Callable[[int], int] = lambda _: 1
) -> list[Pair]:
    """The members that stay, rising on both sides; `weight` is that of a member of `old`."""
    pairs: list[Pair] = []
    gaps = [(0, len(old), 0, len(new), 0)]
    while gaps:
        *gap, depth = gaps.pop()
        start, end, new_start, new_end = _trimmed(old, new, (gap[0], gap[1], gap[2], gap[3]), pairs)
        if start == end or new_start == new_end:
            continue
        inner = (start, end, new_start, new_end)
        is_short = (end - start) * (new_end - new_start) <= _CELLS
        lengths = _LENGTHS[:1] if is_short else _LENGTHS
        anchors = _anchors(old, new, inner, lengths) if depth < _DEPTH else []
        if not anchors:
            if is_short:
                pairs += _heaviest_common(old, new, inner, weight)
            continue
        pairs += anchors
        last = (start - 1, new_start - 1)
        for anchor in (*anchors, (end, new_end)):
            gaps.append((last[0] + 1, anchor[0], last[1] + 1, anchor[1], depth + 1))
            last = anchor
    return sorted(pairs)


def _trimmed(
    old: Sequence[Hashable], new: Sequence[Hashable], gap: _Gap, pairs: list[Pair]
) -> _Gap:
    """`gap` without what its ends have in common, which is added to `pairs`."""
    start, end, new_start, new_end = gap
    while start < end and new_start < new_end and old[start] == new[new_start]:
        pairs.append((start, new_start))
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
        pairs.append((end, new_end))
    return start, end, new_start, new_end


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], gap: _Gap, lengths: Iterable[int]
) -> list[Pair]:
    """Where runs of members that occur once on both sides begin, rising on both sides."""
    start, end, new_start, new_end = gap
    for length in lengths:
        places = _once(old, start, end, length)
        new_places = _once(new, new_start, new_end, length)
        pairs = [
            (place, new_places[run])
            for run, place in places.items()
            if place >= 0 and new_places.get(run, -1) >= 0
        ]
        if pairs:
            return rising(sorted(pairs))
    return []


def _once(members: Sequence[Hashable], start: int, end: int, length: int) -> dict[Hashable, int]:
    """Where each run of `length` members begins; -1 for what occurs more than once."""
    found: dict[Hashable, int] = {}
    for place in range(start, end - length + 1):
        run = members[place] if length == 1 else tuple(members[place : place + length])
        found[run] = -1 if run in found else place
    return found


def rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest choice of `pairs`, sorted by their first, whose second numbers rise."""
    tails: list[int] = []
    chain: list[int] = []  # the pair that each tail is of
    before: list[int] = []
    for index, (_, new) in enumerate(pairs):
        place = bisect_left(tails, new)
        before.append(chain[place - 1] if place else -1)
        if place == len(tails):
            tails.append(new)
            chain.append(index)
        else:
            tails[place], chain[place] = new, index
    return [pairs[index] for index in _back(chain[-1] if chain else -1, before)]


def heaviest_rising(pairs: Sequence[Pair], weights: Sequence[float]) -> list[Pair]:
    """As `rising`, the choice that weighs most: each pair counts by its number in `weights`."""
    ranks = {new: rank for rank, new in enumerate(sorted({new for _, new in pairs}), start=1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)  # a Fenwick tree of maxima
    before: list[int] = []
    top = (0.0, -1)
    for index, (_, new) in enumerate(pairs):
        below = (0.0, -1)
        place = ranks[new] - 1
        while place:
            below = max(below, best[place])
            place -= place & -place
        before.append(below[1])
        here = (below[0] + weights[index], index)
        top = max(top, here)
        place = ranks[new]
        while place < len(best):
            best[place] = max(best[place], here)
            place += place & -place
    return [pairs[index] for index in _back(top[1], before)]


def _back(last: int, before: Sequence[int]) -> Iterator[int]:
    """The chain that ends with `last`, from its beginning."""
    chain = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return reversed(chain)


def _heaviest_common(
    old: Sequence[Hashable], new: Sequence[Hashable], gap: _Gap, weight: Callable[[int], int]
) -> list[Pair]:
    """The common subsequence of a short gap that weighs most."""
    start, end, new_start, new_end = gap
    width = new_end - new_start
    below = [0] * (width + 1)
    rows = [below]
    for place in range(end - 1, start - 1, -1):
        member, weighs = old[place], weight(place)
        row = [0] * (width + 1)
        for column in range(width - 1, -1, -1):
            kept = max(below[column], row[column + 1])
            if member == new[new_start + column]:
                kept = max(kept, below[column + 1] + weighs)
            row[column] = kept
        below = row
        rows.append(row)
    rows.reverse()
    pairs: list[Pair] = []
    row_number = column = 0
    while row_number < end - start and column < width:
        here, under = rows[row_number], rows[row_number + 1]
        place = start + row_number
        if old[place] == new[new_start + column] and here[column] == under[column + 1] + weight(
            place
        ):
            pairs.append((place, new_start + column))
            row_number, column = row_number + 1, column + 1
        elif here[column] == under[column]:
            row_number += 1
        else:
            column += 1
    return pairs
