"""WeasyPrint's breaking of pages → the same, but that what is kept together opens no hole.

The house style keeps things together with three strengths of `avoid`. `avoid` is for what is never
parted, such as a heading and its text; `avoid-page`, and `avoid-column` below it, for what is only
better together, such as a table's last two rows. Where that leaves more white at a page's foot than
anybody would think was meant, the page is laid out again without the weakest, then without both.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy, deepcopy
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, page

MOST_WHITE = 35 / 25.4 * 96
"""How much white keeping things together may leave at a page's foot, in CSS pixels: 35 mm, which
is up to 40 from the foot of the last line's letters to the line above the notes."""

_KEEPS = ("avoid-column", "avoid-page", "avoid")
_STATE = (
    "footnotes",
    "page_footnotes",
    "current_page_footnotes",
    "reported_footnotes",
    "broken_out_of_flow",
    "rendered_notes",
)

_stock_page_break = block.block_level_page_break
_stock_make_page = page.make_page


def _avoid_page_break(page_break: str, context: Any) -> bool:
    """As WeasyPrint's function, but for the strengths that this page does without."""
    return page_break in _KEEPS[getattr(context, "arkdoc_parts", 0) :]


def _block_level_page_break(sibling_before: Any, sibling_after: Any) -> str:
    """As WeasyPrint's function, which lets the first of several `avoid` win, not the strongest."""
    found: str = _stock_page_break(sibling_before, sibling_after)
    if found not in _KEEPS:
        return found
    after = block._add_break_values(sibling_before, "after")
    before = block._add_break_values(sibling_after, "before")
    strongest: str = max({*after, *before}.intersection(_KEEPS), key=_KEEPS.index)
    return strongest


def make_page(
    context: Any, root_box: Any, page_type: Any, resume_at: Any, number: int, state: Any
) -> Any:
    """As WeasyPrint's function, which is called again for each strength while there is a hole."""
    before = {name: copy(getattr(context, name)) for name in _STATE}
    counters = deepcopy(state)

    def laid_out(parts: int) -> tuple[Any, float]:
        for name, value in before.items():
            setattr(context, name, copy(value))
        for own, value in zip(state, deepcopy(counters), strict=True):
            own.clear()
            (own.update if isinstance(own, dict) else own.extend)(value)
        context.arkdoc_parts = parts
        made = _stock_make_page(context, root_box, page_type, resume_at, number, state)
        return made, _hole(context, page_type, *made)

    whites: list[float] = []
    for parts in range(len(_KEEPS)):
        made, white = laid_out(parts)
        whites.append(white)
        if white <= MOST_WHITE:
            return made
    return made if white == min(whites) else laid_out(whites.index(min(whites)))[0]


def _hole(context: Any, page_type: Any, laid_out: Any, resume_at: Any, following: Any) -> float:
    """The white at the foot of a page that has been laid out; none where it was asked for."""
    is_last = resume_at is None and not context.reported_footnotes
    if is_last or following["break"] != "any" or following["page"] != page_type.name:
        return 0
    return float(context.page_bottom - max(_feet(laid_out.children[0]), default=0))


def _feet(box: Any) -> Iterator[float]:
    """Where what is drawn in `box` ends: lines, pictures and rules."""
    for child in getattr(box, "children", ()):
        is_rule = isinstance(child, boxes.BlockBox) and not child.children and child.height != 0
        if isinstance(child, boxes.LineBox | boxes.ReplacedBox) or is_rule:
            yield child.position_y + child.margin_height()
        else:
            yield from _feet(child)


def install() -> None:
    """Make WeasyPrint break pages so, in this process."""
    block.avoid_page_break = _avoid_page_break
    block.block_level_page_break = _block_level_page_break
    page.make_page = make_page
