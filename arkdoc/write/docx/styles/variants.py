"""A role in another place: a heading inside a note, a paragraph inside a list item.

Each is a named style based on the role's own, so that nothing is formatted directly, and
whoever changes «Overskrift 2» in Word changes it everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from arkdoc.ooxml.units import mm, pt
from arkdoc.style.role import HEADINGS, Role
from arkdoc.style.theme import Theme
from arkdoc.write.docx.styles.paragraph_format import SIDES, ParagraphFormat, format_of

_LIST_CONTINUE_STYLES = 5
# Whose space there is below what is closed, where it isn't that of plain text.
_CLOSING = {
    Role.HEAD_VALUE: Role.HEAD_TABLE,
    Role.NOTE: Role.TABLE,
    Role.PROPOSAL: Role.TABLE,
    Role.PLACEHOLDER: Role.TABLE,
    Role.FIGURE: Role.TABLE,
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A paragraph role and where it stands.

    `frame` is the box around it; `base` is how far in the box, or the paragraph without one,
    stands, and `inner` how far in from the box's own text, in twips. `after_table` makes up
    for the space that a table can't have below it; `last` closes a list, a box or the head, or
    is a figure without a caption; `loose` is for lists with space between items, `below` for a
    caption under its figure, `across` for the header of pages that lie across. `inset`, in
    twips, keeps a number from its cell's right side. `again` is for a box right after one of
    the same kind, `kept` for a row that stays with the next one.
    """

    role: Role
    frame: Role | None = None
    base: int = 0
    inner: int = 0
    after_table: bool = False
    last: bool = False
    loose: bool = False
    below: bool = False
    across: bool = False
    inset: int = 0
    again: bool = False
    kept: bool = False

    @property
    def parent(self) -> Role:
        """The role whose style this one is based on: list items in a box take after the box."""
        if self.frame and self.role is Role.LIST:
            return self.frame
        return self.role


def style_id(name: str) -> str:
    """The style id that Word itself gives a style: «heading 1» is `Heading1`."""
    if name == "Normal Table":
        return "TableNormal"
    words = name.replace("toc ", "TOC ").split()
    return "".join(word[0].upper() + word[1:] for word in words)


def within(role: Role, frame: Role) -> str:
    """What the style for `role` in the box `frame` is called."""
    return f"{role.word_style} in {frame.word_style.removeprefix('Ark ')}"


def name_of(theme: Theme, variant: Variant) -> str:
    """What people see the style called in Word; Word's own «List Continue» where it fits."""
    parts = [
        _list_continue(theme, variant) or _plain_name(variant),
        "Below Figure" if variant.below else "",
        "Across" if variant.across else "",
        f"Inset {_millimetres(variant.inset)}" if variant.inset else "",
        "Again" if variant.again else "",
        "Loose" if variant.loose else "",
        "After Table" if variant.after_table else "",
        "Last" if variant.last else "",
        "Kept" if variant.kept else "",
    ]
    return " ".join(part for part in parts if part)


def _list_continue(theme: Theme, variant: Variant) -> str:
    step = mm(theme[Role.LIST].indent)
    if variant.role is not Role.LIST or variant.frame or not variant.base or not step:
        return ""
    level, rest = divmod(variant.base, step)
    if rest or level > _LIST_CONTINUE_STYLES:
        return ""
    return f"List Continue {level}" if level > 1 else "List Continue"


def _plain_name(variant: Variant) -> str:
    role, frame = variant.role, variant.frame
    name = within(role, frame) if frame and frame is not role else role.word_style
    at = f" at {_millimetres(variant.base)}" if variant.base else ""
    inwards = f" {_millimetres(variant.inner)}" if variant.inner else ""
    return name + at + inwards


def _millimetres(twips: int) -> str:
    return f"{twips / 1440 * 25.4:.4g} mm"


def simplest(theme: Theme, variant: Variant) -> Variant:
    """The plainest variant that looks the same: Word's own style wherever it will do."""
    for plainer in (
        replace(variant, after_table=False),
        replace(variant, last=False),
        replace(variant, after_table=False, last=False),
    ):
        if format_of_variant(theme, plainer) == format_of_variant(theme, variant):
            variant = plainer
    return variant


def format_of_variant(theme: Theme, variant: Variant) -> ParagraphFormat:
    """What paragraphs of `variant` look like."""
    formatting = _framed(theme, variant)
    listed = variant.role is Role.LIST and not variant.frame and variant.base > 0
    before, after = formatting.before, formatting.after
    # No space is shaded beside a table: what stands there has the wash's own padding instead.
    framed_wash = bool(variant.frame and theme[variant.frame].background)
    if variant.role is Role.LIST:
        after = pt(theme[Role.LIST].after)
    if variant.loose:
        after = pt(theme[Role.BODY].after)
    if variant.below:
        before, after = 0, pt(theme[Role.TABLE].after)
    if variant.role is Role.CAPTION and framed_wash and not variant.below:
        after = 0
    if variant.after_table and variant.role not in HEADINGS and not framed_wash:
        before = max(before, pt(theme[Role.TABLE].after))
    if variant.last:
        closing = _CLOSING.get(variant.frame or variant.role, Role.BODY)
        after = max(after, pt(theme[closing].after))
    page = theme.page
    formatting = _told_apart(formatting) if variant.again else formatting
    return replace(
        formatting,
        before=before,
        after=after,
        # The room a list's items have is `base` already.
        left=(0 if listed else formatting.left) + variant.base + variant.inner,
        hanging=formatting.hanging + variant.inner,
        right=formatting.right + variant.inset,
        keep_next=variant.kept or (formatting.keep_next and not (variant.below or variant.last)),
        tab=mm(page.height - page.left - page.right) if variant.across else formatting.tab,
    )


def _told_apart(formatting: ParagraphFormat) -> ParagraphFormat:
    """The same to the eye. Word draws equal boxes that meet as if they were one."""

    def nearly(colour: str) -> str:
        return f"#{int(colour[1:], 16) ^ 1:06x}" if colour else ""

    borders = tuple((side, replace(b, colour=nearly(b.colour))) for side, b in formatting.borders)
    return replace(formatting, borders=borders, shade=nearly(formatting.shade))


def _framed(theme: Theme, variant: Variant) -> ParagraphFormat:
    """The look of the style that `variant` is based on, in the variant's box."""
    formatting = format_of(theme, variant.parent)
    if variant.frame is None or variant.frame is variant.parent:
        return formatting
    box = format_of(theme, variant.frame)
    sides = dict(formatting.borders) | dict(box.borders)
    return replace(
        formatting,
        borders=tuple((side, sides[side]) for side in SIDES if side in sides),
        shade=box.shade or formatting.shade,
        left=box.left,
        right=max(formatting.right, box.right),
    )
