"""WeasyPrint's breaking of lines → the same lines, in time that a word's length does not multiply.

As long as there is no space, WeasyPrint looks at all the text that is left for every line of it,
tries each place to divide the word, and undoes what does not fit by a pixel at a time. Here it gets
no more than a line can hold, and what is longer than any word ends where the line does.
"""

from __future__ import annotations

import math
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_WRAP_MODE
from weasyprint.text.ffi import TO_UNITS, pango

from arkdoc.model.regex import regex

_ORDINARY = 100  # characters without a space, of which a word has fewer
_FEW = 12  # soft hyphens that a line may have
_AHEAD = 32  # characters past the end of the line, for a division that still fits
_PER_EM = 8  # characters that a line has at most for each of its ems, to begin with
_LETTER = regex(r"\w")
_RUN = regex(rf"[^ \n]{{{_ORDINARY}}}")


def _split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """As WeasyPrint's function, which gets the beginning of the text where that will do."""

    def split(some: str, style: Any) -> Any:
        return line_break.split_first_line(
            some, style, context, max_width, justification_spacing, is_line_start, minimum
        )

    if max_width is None or math.isinf(max_width) or not style["font_size"]:
        return split(text, style)
    window = max(2 * _ORDINARY, int(max_width / style["font_size"] * _PER_EM))
    start = text[:window]
    if len(text) <= window or not (_RUN.search(start) or start.count("\u00ad") > _FEW):
        return split(text, style)
    while (taken := _fits(start, style, context, max_width)) >= len(start):
        if len(start) == len(text) or not _LETTER.search(start, 1):  # marks: no end is near
            return split(text, style)
        start = text[: 2 * len(start)]
    end = taken + _AHEAD
    after = text.find(" ", end, end + _ORDINARY)
    if after < 0:  # no word is that long: it may end anywhere
        style = style.copy()
        style["hyphens"] = "manual"
        is_line_start = True
    line = split(text[: after + 2 if after >= 0 else end], style)
    return line if line[2] is not None else split(text, style)


def _fits(text: str, style: Any, context: Any, max_width: float) -> int:
    """How many characters a line takes if it may end after any; all of them, if they fit."""
    layout = line_break.create_layout(text, style, context, max_width, 0)
    pango.pango_layout_set_width(layout.layout, int(max(0, max_width) * TO_UNITS))
    pango.pango_layout_set_wrap(layout.layout, PANGO_WRAP_MODE["WRAP_CHAR"])
    _, index = layout.get_first_line()
    layout.deactivate()
    return len(text) if index is None else len(text.encode()[:index].decode())


def _break_waiting_children(
    context: Any,
    box: Any,
    max_x: float,
    bottom_space: float,
    initial_skip_stack: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    line_placeholders: Any,
    waiting_floats: Any,
    line_children: Any,
    children: list[Any],
    waiting_children: list[Any],
    *first_styles: Any,
) -> Any:
    """As WeasyPrint's function, which tries each narrower width: here steps double."""
    for at in reversed(range(len(waiting_children))):
        index, child, original = waiting_children[at]
        if not child.is_in_normal_flow() or not inline.can_break_inside(child):
            continue
        skip = (initial_skip_stack or {}).get(index)
        step, width = 1.0, child.margin_width() - 1
        while width > 0:
            new_child, resume_at, *_ = inline.split_inline_level(
                context, original, child.position_x, child.position_x + width, bottom_space, skip,
                box, absolute_boxes, fixed_boxes, line_placeholders, waiting_floats, line_children,
                *first_styles,
            )  # fmt: skip
            if resume_at:
                children.extend(waiting_children[:at])
                if new_child is not None:  # an empty TextBox gives None
                    children.append((index, new_child, child))
                return {index: resume_at}
            step, width = step * 2, width - step
    if children:
        return {children[-1][0] + 1: None}
    return None


def install() -> None:
    """Make WeasyPrint break lines so, in this process."""
    inline.split_first_line = preferred.split_first_line = _split_first_line
    inline._break_waiting_children = _break_waiting_children
