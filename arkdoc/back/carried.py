"""The blocks of a note that came back → those that were moved with the unit that they are of.

And fields that stand where their measure doesn't.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from arkdoc.back.matching import Matching
from arkdoc.back.origins import SourceBlock
from arkdoc.back.printed import PrintedBlock
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


def without_lone_fields(
    matching: Matching, old: Sequence[PrintedBlock], origin: Sequence[SourceBlock | None]
) -> Matching:
    """`matching` without fields of measures that are gone, or stand elsewhere without them.

    Such a field has gone, and another one that says the same has come.
    """
    lone: set[int] = set()
    title = -1
    for mine, (block, where) in enumerate(zip(old, origin, strict=True)):
        if where is None or not where.is_field or block.rows:
            title = -1
        elif block.shape.kind != "item":
            title = mine
        elif title >= 0:
            field, measure = (matching.new_of.get(each, -1) for each in (mine, title))
            if measure < 0 or (field in matching.moved and measure not in matching.moved):
                lone.add(mine)
    if not lone:
        return matching
    new_of = {mine: number for mine, number in matching.new_of.items() if mine not in lone}
    old_of = {number: mine for mine, number in new_of.items()}
    return replace(matching, new_of=new_of, old_of=old_of, moved=matching.moved & old_of.keys())
