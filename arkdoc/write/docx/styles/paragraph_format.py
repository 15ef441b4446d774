"""Theme and a paragraph's role, position and adjustments → how Word is to set the paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from arkdoc.ooxml.units import mm, pt
from arkdoc.style.role import HEADINGS, Role
from arkdoc.style.theme import WASH_PADDING, Border, Font, Style, Theme
from arkdoc.write.docx.styles.variants import LEVELS, Adjustment, Variant

# Ascent, descent and line gap together, in ems, of the fonts a theme is likely to name. Word
# counts a line height of `auto` in these; the theme counts in ems.
_NATURAL_LEADING = {
    "Arial": 1.1499,
    "Calibri": 1.2207,
    "Cambria": 1.1724,
    "Consolas": 1.1709,
    "Courier New": 1.1328,
    "Georgia": 1.1362,
    "Times New Roman": 1.1499,
    "Verdana": 1.2153,
}
_USUAL_LEADING = 1.2

_UNBROKEN = frozenset(
    {
        *HEADINGS, Role.TITLE, Role.KICKER, Role.CASE_TYPE, Role.CONTENTS_HEADING, Role.CAPTION,
        Role.NOTE_LABEL, Role.PROPOSAL_LABEL, Role.MEASURE_NAME,
    }
)  # fmt: skip
# Role → the role whose space after it follows its last paragraph; BODY for all others.
_CLOSING = {
    Role.HEAD_VALUE: Role.HEAD_TABLE,
    Role.NOTE: Role.TABLE,
    Role.PROPOSAL: Role.TABLE,
    Role.PLACEHOLDER: Role.TABLE,
    Role.FIGURE: Role.TABLE,
}

_SINGLE = 240
_POINT = 20  # twips
_WASH_EDGE = 0.25
_SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """A paragraph's properties, in twips; `line` in 240ths of the font's natural leading.

    The first line stands `hanging` to the left of `left`. `borders` are by side, in Word's
    order. `tab` is a right tab, with dots that lead to it where there is a `leader`. What stands
    beside a picture stands `high`, at its upper edge.
    """

    before: int
    after: int
    line: int
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    borders: Mapping[str, Border] = field(default_factory=dict)
    shade: str = ""
    tab: int = 0
    leader: bool = False
    align: str = ""
    outline: int | None = None
    high: bool = False


def natural_leading(font: Font) -> float:
    """The line height that Word gives the font by itself, in ems."""
    return _NATURAL_LEADING.get(font.word, _USUAL_LEADING)


# --- by role -----------------------------------------------------------------------------


def role_format(theme: Theme, role: Role) -> ParagraphFormat:
    """How paragraphs of `role` are set where nothing else affects them."""
    style = theme[role]
    borders = _borders(style)
    formatting = ParagraphFormat(
        before=pt(style.before),
        after=pt(style.after),
        line=round(_SINGLE * style.leading / natural_leading(style.font)),
        left=mm(style.indent) + _room(borders.get("left")),
        right=_room(borders.get("right")),
        keep_next=style.keep_next,
        keep_lines=role in _UNBROKEN,
        borders=borders,
        shade=style.background or "",
        outline=HEADINGS.index(role) if role in HEADINGS else None,
    )
    match role:
        case Role.CONTENTS_1 | Role.CONTENTS_2 | Role.CONTENTS_3:
            return replace(formatting, tab=mm(theme.page.measure), leader=True)
        case Role.HEAD_VALUE:
            table = theme[Role.HEAD_TABLE]
            label, padding = mm(table.label_width), 2 * table.padding
            rules = {
                side: replace(border, padding=padding) for side, border in _borders(table).items()
            }
            return replace(formatting, left=label, hanging=label, borders=rules)
        case Role.FIGURE:
            # A multiple would also multiply the height of the picture in the line.
            return replace(formatting, line=_SINGLE, high=True)
        case Role.PAGE_HEADER:
            return replace(formatting, tab=mm(theme.page.measure))
        case Role.PAGE_FOOTER:
            return replace(formatting, align="right")
        case _:
            return formatting


def _borders(style: Style) -> dict[str, Border]:
    explicit = {"top": style.border_top, "left": style.border_left, "bottom": style.border_bottom}
    # Word shades no further than the text and its borders: a border of the same colour is
    # what gives the wash its padding.
    wash = style.background and Border(_WASH_EDGE, style.background, WASH_PADDING)
    return {side: border for side in _SIDES if (border := explicit.get(side) or wash)}


def _room(border: Border | None) -> int:
    return pt(border.width + border.padding) if border else 0


# --- by position and adjustment ----------------------------------------------------------


def variant_format(theme: Theme, variant: Variant) -> ParagraphFormat:
    """How paragraphs of `variant` are set."""
    formatting = _positioned(theme, variant)
    for adjustment in Adjustment:
        if adjustment in variant.adjustments:
            formatting = _adjusted(theme, variant, adjustment, formatting)
    return formatting


def simplest(theme: Theme, variant: Variant) -> Variant:
    """The variant with the fewest adjustments that looks the same: best of all Word's own style."""
    for adjustment in (Adjustment.AFTER_TABLE, Adjustment.LAST, Adjustment.KEPT, Adjustment.WHOLE):
        if adjustment not in variant.adjustments:
            continue
        plainer = replace(variant, adjustments=variant.adjustments - {adjustment})
        if variant_format(theme, plainer) == variant_format(theme, variant):
            variant = plainer
    return variant


def _positioned(theme: Theme, variant: Variant) -> ParagraphFormat:
    """The format of the parent style, indented, and with the border and wash of its box."""
    role, position = variant.role, variant.position
    formatting = role_format(theme, variant.parent)
    if position.box and position.box is not variant.parent:
        box = role_format(theme, position.box)
        borders = {**formatting.borders, **box.borders}
        formatting = replace(
            formatting,
            borders={side: borders[side] for side in _SIDES if side in borders},
            shade=box.shade or formatting.shade,
            left=box.left,
            right=max(formatting.right, box.right),
        )
    after = formatting.after
    if role is Role.LIST:
        after = pt(theme[Role.LIST].after)
    elif role is Role.CAPTION and _is_washed(theme, variant):
        after = 0
    # What a list's own items are indented by is in `indent` already.
    listed = role is Role.LIST and not position.box and position.indent
    return replace(
        formatting,
        after=after,
        left=(0 if listed else formatting.left) + position.indent + position.inner,
        hanging=formatting.hanging + position.inner,
        right=formatting.right + position.inset,
    )


def _adjusted(
    theme: Theme, variant: Variant, adjustment: Adjustment, formatting: ParagraphFormat
) -> ParagraphFormat:
    below_table = pt(theme[Role.TABLE].after)
    match adjustment:
        case Adjustment.BELOW_FIGURE:
            return replace(formatting, before=0, after=below_table, keep_next=False)
        case Adjustment.ACROSS:
            return replace(formatting, tab=mm(theme.page.landscape_measure))
        case Adjustment.AGAIN:
            return _with_near_colours(formatting)
        case Adjustment.LOOSE:
            return replace(formatting, after=pt(theme[Role.BODY].after))
        case Adjustment.AFTER_TABLE:
            if variant.role in HEADINGS or _is_washed(theme, variant):
                return formatting
            return replace(formatting, before=max(formatting.before, below_table))
        case Adjustment.LAST:
            closing = _CLOSING.get(variant.position.box or variant.role, Role.BODY)
            after = max(formatting.after, pt(theme[closing].after))
            return replace(formatting, after=after, keep_next=False)
        case Adjustment.PARTED:
            return replace(formatting, after=pt(theme[Role.LIST].after))
        case Adjustment.KEPT:
            return replace(formatting, keep_next=True)
        case Adjustment.WHOLE:
            return replace(formatting, keep_lines=True)
        case (
            Adjustment.LEVEL_1
            | Adjustment.LEVEL_2
            | Adjustment.LEVEL_3
            | Adjustment.LEVEL_4
            | Adjustment.LEVEL_5
        ):
            return replace(formatting, outline=LEVELS.index(adjustment))
        case Adjustment.RULE_ABOVE:
            return _with_rule_above(theme, variant, formatting)
        case Adjustment.RULE_BELOW:
            return _with_rule_below(theme, variant, formatting)
        case Adjustment.CLOSE:
            return replace(formatting, after=0)
        case _:
            assert_never(adjustment)


def _with_rule_above(
    theme: Theme, variant: Variant, formatting: ParagraphFormat
) -> ParagraphFormat:
    """`formatting` with a rule as its upper border, as far from the text as a rule stands."""
    rule = theme[Role.RULE]
    own = _positioned(theme, variant).before / _POINT
    before = pt(rule.before + _height(rule))
    if Adjustment.AFTER_TABLE in variant.adjustments:
        before = max(before, pt(theme[Role.TABLE].after))
    return _ruled(theme, variant, replace(formatting, before=before), "top", max(own, rule.after))


def _with_rule_below(
    theme: Theme, variant: Variant, formatting: ParagraphFormat
) -> ParagraphFormat:
    """`formatting` with a rule as its lower border."""
    rule = theme[Role.RULE]
    space = max(formatting.after / _POINT, rule.before) + _height(rule)
    return _ruled(theme, variant, replace(formatting, after=pt(rule.after)), "bottom", space)


def _height(rule: Style) -> float:
    """The points above the line of a rule that is a paragraph, below the space before it."""
    return rule.size * rule.leading + (rule.border_bottom.padding if rule.border_bottom else 0)


def _ruled(
    theme: Theme, variant: Variant, formatting: ParagraphFormat, side: str, space: float
) -> ParagraphFormat:
    line = theme[Role.RULE].border_bottom
    if line is None:
        return formatting
    borders = {**formatting.borders, side: replace(line, padding=space)}
    ruled = replace(formatting, borders={s: borders[s] for s in _SIDES if s in borders})
    if Adjustment.AGAIN not in variant.adjustments:
        return ruled
    near = _with_near_colours(ruled).borders[side]
    return replace(ruled, borders={**ruled.borders, side: near})


def _is_washed(theme: Theme, variant: Variant) -> bool:
    """Whether it is in a box with a background, which has its own padding.

    Word doesn't draw the background behind space beside a table, so there is to be none.
    """
    box = variant.position.box
    return bool(box and theme[box].background)


def _with_near_colours(formatting: ParagraphFormat) -> ParagraphFormat:
    """`formatting` with colours one bit off: Word draws equal boxes that meet as one."""

    def near(colour: str) -> str:
        return f"#{int(colour[1:], 16) ^ 1:06x}" if colour else ""

    borders = {
        side: replace(border, colour=near(border.colour))
        for side, border in formatting.borders.items()
    }
    return replace(formatting, borders=borders, shade=near(formatting.shade))
