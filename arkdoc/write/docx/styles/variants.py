"""A paragraph role, its position and its adjustments → the name and id of its style in Word.

Each variant is a named style based on the role's own. So nothing is formatted directly, and a
change to «Overskrift 2» in Word changes it everywhere. A paragraph in a note box in a list is
`Variant(Role.NOTE, Position(indent=340))`, in Word «Ark Note at 5.997 mm»; a heading beside it is
`Variant(Role.HEADING_2, Position(box=Role.NOTE, indent=340))`. `paragraph_format.variant_format`
gives the format of each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from arkdoc.ooxml.units import mm
from arkdoc.style.role import Role
from arkdoc.style.theme import Theme

_LIST_CONTINUE_STYLES = 5


@dataclass(frozen=True, slots=True)
class Position:
    """Where a paragraph stands between the margins, in twips.

    `indent` is how far in the box around it stands, or the paragraph itself without a `box`;
    `inner` is how far in it stands from the box's own text. Only in table cells is there an
    `inset`, which keeps a number from its cell's right side.
    """

    box: Role | None = None
    indent: int = 0
    inner: int = 0
    inset: int = 0


AT_MARGIN = Position()


class Adjustment(Enum):
    """What a paragraph's surroundings change in it. In this order they end the style's name."""

    BELOW_FIGURE = "Below Figure"  # captions, under their figures
    ACROSS = "Across"  # the page header, on landscape pages
    AGAIN = "Again"  # all in a box right after one that Word would join it to
    LOOSE = "Loose"  # list items, where there is space between them
    AFTER_TABLE = "After Table"  # any paragraph: a table can't have space below it
    LAST = "Last"  # any paragraph that closes a list, a box or the head
    PARTED = "Parted"  # table cells, above another block in the same cell
    KEPT = "Kept"  # table cells, in a row that stays with the next one; lines of a measure's card
    WHOLE = "Whole"  # lines of a measure's card, which are not divided
    LEVEL_1 = "Level 1"  # a box's label that is a heading to a listener
    LEVEL_2 = "Level 2"
    LEVEL_3 = "Level 3"
    LEVEL_4 = "Level 4"
    LEVEL_5 = "Level 5"
    RULE_ABOVE = "Rule Above"  # any paragraph, at whose border a rule is drawn
    RULE_BELOW = "Rule Below"
    CLOSE = "Close"  # in a box with a background, above or below where a rule is drawn


LEVELS = (
    Adjustment.LEVEL_1,
    Adjustment.LEVEL_2,
    Adjustment.LEVEL_3,
    Adjustment.LEVEL_4,
    Adjustment.LEVEL_5,
)


@dataclass(frozen=True, slots=True)
class Variant:
    """A paragraph role, its position, and what it adjusts to."""

    role: Role
    position: Position = AT_MARGIN
    adjustments: frozenset[Adjustment] = frozenset()

    @property
    def parent(self) -> Role:
        """The role whose style this one is based on: list items in a box take after the box."""
        return (self.role is Role.LIST and self.position.box) or self.role

    def adjusted(self, adjustment: Adjustment) -> Variant:
        """The same variant with one more adjustment."""
        return replace(self, adjustments=self.adjustments | {adjustment})


def style_id(name: str) -> str:
    """The style id that Word itself gives a style: «heading 1» is `Heading1`."""
    if name == "Normal Table":
        return "TableNormal"
    words = name.replace("toc ", "TOC ").split()
    return "".join(word[0].upper() + word[1:] for word in words)


def name_in_box(role: Role, box: Role) -> str:
    """The name of the style for `role` in the box `box`: «Ark Table in Note»."""
    return f"{role.word_style} in {box.word_style.removeprefix('Ark ')}"


def variant_name(theme: Theme, variant: Variant) -> str:
    """The style's name in Word, which is Word's own «List Continue» where it fits."""
    name = _list_continue(theme, variant) or _name_at(variant.role, variant.position)
    adjustments = [each.value for each in Adjustment if each in variant.adjustments]
    return " ".join((name, *adjustments))


def _list_continue(theme: Theme, variant: Variant) -> str:
    step = mm(theme[Role.LIST].indent)
    position = variant.position
    if variant.role is not Role.LIST or position.box or not position.indent or not step:
        return ""
    level, rest = divmod(position.indent, step)
    if rest or level > _LIST_CONTINUE_STYLES:
        return ""
    return f"List Continue {level}" if level > 1 else "List Continue"


def _name_at(role: Role, position: Position) -> str:
    name = name_in_box(role, position.box) if position.box else role.word_style
    lengths = (("at ", position.indent), ("", position.inner), ("Inset ", position.inset))
    return " ".join((name, *(f"{word}{_millimetres(n)}" for word, n in lengths if n)))


def _millimetres(twips: int) -> str:
    return f"{twips / 1440 * 25.4:.4g} mm"
