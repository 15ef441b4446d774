"""WeasyPrint's layout of footnotes → the same, with each note on the page of its mark.

WeasyPrint 70 lets a line that overflows push the page's notes on, one by one, and sets the line
where it is: it does not set the notes that are called in it. Here notes make room for no line. And
it leaves the spaces and line ends of a note as they are in the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

_CALL = "::footnote-call"


class _PageNotes(list[Any]):
    """The notes of a page. It is false, so that WeasyPrint finds none to push on."""

    def __bool__(self) -> bool:
        return False


def _page_notes(context: Any) -> _PageNotes:
    notes: _PageNotes = vars(context)["arkdoc_page_notes"]
    return notes


def _set_page_notes(context: Any, notes: Sequence[Any]) -> None:
    vars(context)["arkdoc_page_notes"] = _PageNotes(notes)


def _update_footnote_area(context: Any) -> bool:
    """As WeasyPrint's method, which lays out all notes of the page again for each new one."""
    area = context.current_footnote_area
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    area.children = context.current_page_footnotes
    area.height = sum(_height(context, note) for note in area.children) or "auto"
    if area.height != "auto":
        context.page_bottom -= area.margin_height()
    return False  # the area is as high as its notes


def _height(context: Any, note: Any) -> float:
    area = context.current_footnote_area
    heights: dict[tuple[Any, float], float] = vars(context).setdefault("arkdoc_heights", {})
    if (note, area.page.width) not in heights:
        # WeasyPrint has done this with the page, from which it had taken the notes.
        note.process_whitespace()
        note.process_text_transform()
        alone = area.copy_with_children([note.deepcopy()])
        alone.height = "auto"
        alone = build.create_anonymous_boxes(alone)
        alone = block_level_layout(context, alone, -float("inf"), None, area.page)[0]
        heights[note, area.page.width] = alone.height
    return heights[note, area.page.width]


def install() -> None:
    """Make WeasyPrint set footnotes so, in this process."""
    LayoutContext.current_page_footnotes = property(_page_notes, _set_page_notes)
    LayoutContext._update_footnote_area = _update_footnote_area


def is_call(box: Any) -> bool:
    """Whether it is the empty box that stays where a note was called."""
    return bool(box.element_tag) and box.element_tag.endswith(_CALL)


def is_foot(box: Any) -> bool:
    """Whether it is what holds the notes of a page."""
    return isinstance(box, boxes.FootnoteAreaBox)


def notes_at_foot(page: Any) -> Iterator[Any]:
    """The boxes of the notes at the foot of a page that has been laid out."""
    for box in page._page_box.children:
        if is_foot(box):
            yield from box.children


def misplaced(pages: Sequence[Any], marks: Mapping[str, str]) -> frozenset[str]:
    """The notes that aren't set once, on the page of their mark; `marks`: their marks, by id.

    Only the first of a page, as one that has no room takes those after it along.
    """
    page_of: dict[str, int] = {}
    for number, page in enumerate(pages):
        for anchor in page.anchors:
            page_of.setdefault(anchor, number)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for note in notes_at_foot(page):
            found[note.element.get("id", "")].append(number)
    first: dict[int, str] = {}
    for note, mark in marks.items():
        if found[note] != [page_of.get(mark)]:
            first.setdefault(page_of.get(mark, -1), note)
    return frozenset(first.values())
