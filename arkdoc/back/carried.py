"""The blocks of a note that came back → those that were moved with the unit that they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arkdoc.back.matching import Matching
from arkdoc.back.origins import SourceBlock
from arkdoc.model.nodes import Heading
from arkdoc.pipeline.load import NOTE


def carried(matching: Matching, origin: Sequence[SourceBlock | None], count: int) -> Iterator[int]:
    """The new blocks that stand elsewhere because the heading of their unit does, and it too."""
    unit = ""
    for number in range(count):
        mine = matching.old_of.get(number, -1)
        where = origin[mine] if mine >= 0 else None
        is_moved = number in matching.moved
        if where is not None and is_unit(where):
            unit = where.unit if is_moved else ""
        if is_moved and unit and (where is None or where.unit == unit):
            yield number


def is_unit(where: SourceBlock) -> bool:
    """Whether a block is the heading of a unit."""
    return where.is_field and where.path == NOTE and isinstance(where.node, Heading)
