"""A list and the house style → the room that the list's markers need before its text."""

from math import ceil

from arkdoc.model.marker import BULLET, NUMBER
from arkdoc.model.nodes import ListBlock
from arkdoc.style.role import Role
from arkdoc.style.theme import Theme

MOST_STEPS = 6
_PT_PER_MM = 72 / 25.4
# Widths in ems of the characters of markers, in Calibri; other fonts differ little.
_WIDTHS = {**dict.fromkeys("ijlrtfI.,:;()[]-", 0.31), **dict.fromkeys("mwMWGOQ", 0.86)}
_WIDTH = 0.53
_GAP = 0.2


def is_house_marker(block: ListBlock) -> bool:
    """Whether the list has the house style's own markers: its signs, or «1.»."""
    return block.marker in (BULLET, NUMBER)


def marker_steps(block: ListBlock, theme: Theme) -> int:
    """How many of the house style's indents the text stands in, so that the markers fit."""
    step = theme[Role.LIST].indent * _PT_PER_MM
    if is_house_marker(block) or not step:
        return 1
    count = len(block.items) if block.ordered else 1
    markers = map(block.marker.text, range(block.start, block.start + count))
    widest = max(map(_width, markers), default=0) + _GAP
    return min(max(1, ceil(widest * theme[Role.LIST].size / step)), MOST_STEPS)


def _width(marker: str) -> float:
    return sum(_WIDTHS.get(character, _WIDTH) for character in marker)
