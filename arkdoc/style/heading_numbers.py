"""A level of numbered headings and the house style → the room for its numbers.

The words begin at the same place in all headings of a level, and so do their further lines.
"""

from arkdoc.style.role import HEADINGS
from arkdoc.style.text_width import text_width
from arkdoc.style.theme import Theme

_GAP = 0.5  # ems between a number and the words, at least with the numbers that are usual


def number_room(theme: Theme, level: int) -> float:
    """How far the words of a numbered heading of `level` (1–5) stand in, in points.

    There is room for «10», «10.1», «10.1.1»: words stand further in only after a longer one.
    """
    style = theme[HEADINGS[level - 1]]
    usual = "10" + ".1" * (level - 1)
    return (text_width(usual, style.font.word, bold=style.bold) + _GAP) * style.size
