"""A rule and the paragraph beside it → how well it can be that one's border."""

from __future__ import annotations

from arkdoc.ooxml.units import mm
from arkdoc.style.role import Role
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import Adjustment, Variant

RULED = frozenset((Adjustment.RULE_ABOVE, Adjustment.RULE_BELOW))

_BOXES = {
    Role.NOTE_LABEL: Role.NOTE,
    Role.PROPOSAL_LABEL: Role.PROPOSAL,
    **{role: role for role in (Role.NOTE, Role.PROPOSAL, Role.PLACEHOLDER)},
    **{role: role for role in (Role.QUOTE, Role.CODE_BLOCK)},
}


def fit(styles: Styles, rule: Variant, neighbour: Variant, side: str, level: int | None) -> int:
    """How well `rule` is a border of `neighbour` at `side`, «top» or «bottom»: 0 badly, 3 well.

    Badly where it has a line there of its own; better in the same box, best if it begins where the
    rule does. `level` is that of the list whose item `neighbour` is.
    """
    formatting = styles.format(neighbour)
    if side in formatting.borders and not formatting.shade:
        return 0
    if box_of(neighbour) is not box_of(rule):
        return 1
    edge = formatting.left - formatting.hanging
    if level is not None:
        edge = level * mm(styles.theme[Role.LIST].indent)
    return 3 if edge == rule.position.indent + rule.position.inner or box_of(rule) else 2


def box_of(variant: Variant) -> Role | None:
    """The box that a paragraph stands in, or is."""
    return variant.position.box or _BOXES.get(variant.role)
