"""The columns of two tables → the columns of one that has both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from arkdoc.compare.align import Compared, MatchKind, align
from arkdoc.model.nodes import Alignment, Row, Table
from arkdoc.model.tree import text_of

Column: TypeAlias = tuple[int, int]
"""A column's index in the old table and in the new one; -1 where one hasn't it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of both tables, in one order."""

    pairs: tuple[Column, ...]

    @property
    def has_both(self) -> bool:
        """Whether the tables have a column in common."""
        return bool(self.paired)

    @property
    def are_the_same(self) -> bool:
        """Whether neither table has a column of its own."""
        return len(self.paired) == len(self.pairs)

    @property
    def paired(self) -> tuple[Column, ...]:
        """The columns that both have."""
        return tuple(pair for pair in self.pairs if min(pair) >= 0)

    def shared(self, row: Row, *, is_old: bool) -> Row:
        """The cells of a row in the columns that both have."""
        return tuple(row[old if is_old else new] for old, new in self.paired)

    def alignments(self, old: Table, new: Table) -> tuple[Alignment, ...] | None:
        """How each column stands; None where the tables say otherwise of one that both have."""
        if any(old.alignments[one] is not new.alignments[other] for one, other in self.paired):
            return None
        return tuple(
            new.alignments[other] if other >= 0 else old.alignments[one]
            for one, other in self.pairs
        )

    def widths(self, old: Table, new: Table) -> tuple[float, ...]:
        """The widths of all columns, in proportion; none where the tables have none."""
        if not old.widths or not new.widths:
            return ()
        widths = [new.widths[other] if other >= 0 else old.widths[one] for one, other in self.pairs]
        return tuple(width / sum(widths) for width in widths)


def columns_of(old: Table, new: Table) -> Columns:
    """The columns of two tables, told by what stands above them."""
    matches = align(_heads(old), _heads(new))
    sure = [
        (match.old, match.new)
        for match in matches
        if match.kind in (MatchKind.SAME, MatchKind.CHANGED)
    ]
    pairs: list[Column] = []
    last = (-1, -1)
    for here in (*sure, (len(old.header), len(new.header))):
        gone, come = range(last[0] + 1, here[0]), range(last[1] + 1, here[1])
        if len(gone) == len(come):
            pairs += zip(gone, come, strict=True)  # what is above them was written anew
        else:
            pairs += [(place, -1) for place in gone]
            pairs += [(-1, place) for place in come]
        pairs.append(here)
        last = here
    return Columns(tuple(pairs[:-1]))


def _heads(table: Table) -> Sequence[Compared]:
    return [Compared("column", text_of(cell.blocks)) for cell in table.header]
