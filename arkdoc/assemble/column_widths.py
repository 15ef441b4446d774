"""What columns hold → how wide each is to be, so that the table is as low as it can be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

_ROWS = 40  # of a long table, so many tell how it is best set
_WORDS = 400  # and of a long cell, so many
_PARTS = 120  # the room is shared out in so many
_STEPS = (16, 8, 4, 2, 1)
_HIGH = 12  # lines: a table that looks high
_WORTH_IT = 0.7  # of the lines, for which whole words are divided


class MeasuredColumn(NamedTuple):
    """A column in ems: the widths of the words of each of its cells, the header's first.

    `padding` is what it has besides its text. With that, it is `whole` wide where no word is
    divided, and `least` where all are at every joint.
    """

    cells: tuple[tuple[float, ...], ...]
    padding: float
    whole: float
    least: float
    space: float

    def lines(self, row: int, width: float) -> int:
        """How many lines the cell in `row` has in a column of `width`, about if it is very long."""
        room, used, count = width - self.padding + 1e-6, 0.0, 1
        for word in islice(self.cells[row], _WORDS):
            if used and used + self.space + word > room:
                count, used = count + 1, 0.0
            used += word + (self.space if used else 0)
            if used > room > 0:
                more = int(used / room)
                count, used = count + more, used - more * room
        return count


def least_height(columns: Sequence[MeasuredColumn], room: float) -> list[float]:
    """The width of each of `columns` in `room`: words whole, then divided at joints, then not held.

    Of what is left beyond that, each gets what makes the table lowest. Words that could be whole
    are divided too where that makes a high table much lower.
    """
    wholes = [column.whole for column in columns]
    leasts = [column.least for column in columns]
    if sum(leasts) > room:
        return _levelled(leasts, room)
    if sum(wholes) > room:
        return _between(leasts, wholes, room)
    whole = _lowest(columns, wholes, room)
    before = _height(columns, whole)
    if before < _HIGH or leasts == wholes:
        return whole
    parted = _lowest(columns, leasts, room)
    return parted if _height(columns, parted) <= _WORTH_IT * before else whole


def _height(columns: Sequence[MeasuredColumn], widths: Sequence[float]) -> int:
    """The lines of the rows together."""
    rows = range(min(len(columns[0].cells), _ROWS))
    return sum(
        max(column.lines(row, width) for column, width in zip(columns, widths, strict=True))
        for row in rows
    )


def _levelled(needs: Sequence[float], room: float) -> list[float]:
    """`needs` cut down to `room` together: the widest shrink, so that short words stay whole."""
    left = room
    for index, need in enumerate(ordered := sorted(needs)):
        most = left / (len(ordered) - index)
        if need > most:
            widths = [min(need, most) for need in needs]
            return [width * room / sum(widths) for width in widths]
        left -= need
    return list(needs)


def _between(leasts: Sequence[float], wholes: Sequence[float], room: float) -> list[float]:
    """No column less than `leasts`; those nearest to it come to be as wide as their words."""
    widths = list(leasts)
    left = room - sum(leasts)
    for at in sorted(range(len(widths)), key=lambda at: (wholes[at] - leasts[at], at)):
        more = min(left, wholes[at] - leasts[at])
        if more < wholes[at] - leasts[at] and more < left:
            continue
        widths[at] += more
        left -= more
    return widths


def _lowest(columns: Sequence[MeasuredColumn], least: Sequence[float], room: float) -> list[float]:
    """The widths, none under `least`, at which the rows have the fewest lines together."""
    rows = range(min(len(columns[0].cells), _ROWS))
    part = room / _PARTS

    @cache
    def heights(at: int, parts: int) -> tuple[int, ...]:
        return tuple(columns[at].lines(row, parts * part) for row in rows)

    def height(shares: Sequence[int]) -> tuple[int, int]:
        """The lines of the rows; then those of the cells, fewer of which lead on to lower rows."""
        own = [heights(at, parts) for at, parts in enumerate(shares)]
        return sum(map(max, zip(*own, strict=True))), sum(map(sum, own))

    fewest = [min(_PARTS, -int(-width // part)) for width in least]
    if sum(fewest) > _PARTS:
        return [width * room / sum(least) for width in least]
    best = _shared(columns, fewest)
    lowest = height(best)
    for taker in range(len(best)):  # what no single other column can spare, all can together
        tried = [min(own, most) for own, most in zip(best, fewest, strict=True)]
        tried[taker] = _PARTS - sum(tried) + tried[taker]
        if (found := height(tried)) < lowest:
            best, lowest = tried, found
    for step in _STEPS:
        better = True
        while better:
            better = False
            for giver in range(len(best)):
                if best[giver] - step < fewest[giver]:
                    continue
                for taker in range(len(best)):
                    if taker == giver or best[giver] - step < fewest[giver]:
                        continue
                    tried = [*best]
                    tried[giver] -= step
                    tried[taker] += step
                    if (found := height(tried)) < lowest:
                        best, lowest, better = tried, found, True
    return [parts * part for parts in best]


def _shared(columns: Sequence[MeasuredColumn], fewest: Sequence[int]) -> list[int]:
    """To begin with, each has `fewest` and a share of the rest by how much text it holds."""
    amounts = [max(1.0, max(map(sum, column.cells))) ** 0.7 for column in columns]
    free = _PARTS - sum(fewest)
    shares = [
        own + int(free * amount / sum(amounts)) for own, amount in zip(fewest, amounts, strict=True)
    ]
    shares[amounts.index(max(amounts))] += _PARTS - sum(shares)
    return shares
