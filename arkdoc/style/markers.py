"""A list and the house style → the room that the list's markers need before its text."""

from math import ceil

from arkdoc.model.marker import BULLET, NUMBER
from arkdoc.model.nodes import ListBlock
from arkdoc.style.role import Role
from arkdoc.style.text_width import text_width
from arkdoc.style.theme import Theme

MOST_STEPS = 6
_LABEL_STEPS = 5
_PT_PER_MM = 72 / 25.4
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
    style = theme[Role.TABLE_TEXT if in_cell else Role.LIST]
    typeface, size = style.font.word, style.size
    widest = max((text_width(marker, typeface) for marker in markers), default=0) + _GAP
    # Lists with labels stand one below the other: their texts begin at the same place.
    least = _LABEL_STEPS if is_labelled(block) else 1
    return min(max(least, ceil(widest * size / step)), MOST_STEPS)
