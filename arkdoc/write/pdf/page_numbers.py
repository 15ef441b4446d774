"""Pages laid out, and the page each id is on → the table of contents' numbers, and dots to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text import line_break

from arkdoc.write.pdf.page_html import PAGE_OF

_DOT = " ."


def is_leader(box: Any) -> bool:
    """Whether `box` is dots that lead to a number, and no text."""
    return getattr(box, "leads", False)


def fill_in_pages(document: Any, pages: Mapping[str, int]) -> None:
    """Write page numbers where room was kept for them, at the right edge of their paragraphs.

    Dots lead to them, on a grid from that edge so that those of all lines stand in columns.

    `target-counter()` would do it by laying the whole note out again until nothing moves.
    """
    for page in document.pages:
        paragraph: Any = None
        parent: Any = None
        for box in list(page._page_box.descendants()):
            if isinstance(box, boxes.BlockBox):
                paragraph = box
            elif isinstance(box, boxes.InlineBox):
                parent = box
            elif isinstance(box, boxes.TextBox) and (target := _target(box)):
                edge = paragraph.content_box_x() + paragraph.width
                _set_leader(box, parent, edge)
                _set_text(box, str(pages.get(target, "–")), edge)


def _set_leader(room: Any, parent: Any, edge: float) -> None:
    """Put dots before the number that is to stand in `room`, which begins with some space."""
    dots = room.copy_with_text(_DOT)
    dots.style = room.style.copy()
    dots.style["font_weight"] = 400
    dots.leads = True

    def drawn(text: str) -> float:
        dots.text = text
        dots.pango_layout = line_break.create_layout(text, dots.style, None, None, 0)
        width, _ = line_break.line_size(dots.pango_layout.get_first_line()[0], dots.style)
        dots.pango_layout.deactivate()
        return float(width)

    end = edge - room.width + room.style["font_size"]  # the space is an em wide
    count = int((end - room.position_x) / drawn(_DOT))
    if count < 1:
        return
    dots.width = drawn(_DOT * count)
    dots.position_x = end - dots.width
    parent.children = (dots, *parent.children)


def _set_text(box: Any, text: str, right_edge: float) -> None:
    layout = box.pango_layout
    layout.reactivate(box.style)
    layout.set_text(text)
    box.text = text
    box.width, _ = line_break.line_size(layout.get_first_line()[0], box.style)
    box.position_x = right_edge - box.width
    layout.deactivate()


def _target(box: Any) -> str:
    return "" if box.element is None else box.element.get(PAGE_OF, "")
