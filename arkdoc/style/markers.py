"""A list and the house style → the room that the list's markers need before its text."""

from math import ceil

from arkdoc.model.marker import BULLET, NUMBER
from arkdoc.model.nodes import ListBlock
from arkdoc.style.role import Role
from arkdoc.style.theme import Theme

MOST_STEPS = 6
_LABEL_STEPS = 5
_PT_PER_MM = 72 / 25.4
# Widths in ems of characters in Calibri; other fonts differ little.
_WIDTHS = {
    **dict.fromkeys("0123456789", 0.507),
    **dict.fromkeys(".,:;", 0.26),
    **dict.fromkeys("ijlrtfI()[]-", 0.31),
    **dict.fromkeys("mwMWGOQ", 0.86),
}
_WIDTH = 0.53
_GAP = 0.2


def is_labelled(block: ListBlock) -> bool:
    """Whether the items have labels in place of markers."""
    return any(item.label for item in block.items)


def is_house_marker(block: ListBlock) -> bool:
    """Whether the list has the house style's own markers: its signs, or «1.»."""
    return block.marker in (BULLET, NUMBER) and not is_labelled(block)


def item_markers(block: ListBlock) -> list[str]:
    """What stands before each item: its label, or its number or sign."""
    if is_labelled(block):
        return [item.label for item in block.items]
    return [block.marker.text(block.start + n) for n in range(len(block.items))]


def list_step(theme: Theme, *, in_cell: bool = False) -> float:
    """The indent, in millimetres, of a list's text from its markers."""
    return theme[Role.TABLE if in_cell else Role.LIST].indent


def marker_steps(block: ListBlock, theme: Theme, *, in_cell: bool = False) -> int:
    """How many of the house style's indents the text stands in, so that the markers fit."""
    step = list_step(theme, in_cell=in_cell) * _PT_PER_MM
    if not step or (is_house_marker(block) and not in_cell):
        return 1
    markers = item_markers(block) if block.ordered or is_labelled(block) else [block.marker.text(1)]
    widest = max(map(rough_width, markers), default=0) + _GAP
    size = theme[Role.TABLE_TEXT if in_cell else Role.LIST].size
    # Lists with labels stand one below the other: their texts begin at the same place.
    least = _LABEL_STEPS if is_labelled(block) else 1
    return min(max(least, ceil(widest * size / step)), MOST_STEPS)


def rough_width(text: str) -> float:
    """About how wide `text` is, in ems."""
    return sum(_WIDTHS.get(character, _WIDTH) for character in text)
