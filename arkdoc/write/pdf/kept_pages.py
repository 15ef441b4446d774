"""Pages as WeasyPrint laid them out → the same pages, in the next layout of what has not changed.

A page depends on where it starts and on the boxes that were looked at until it was full. Where both
are the same boxes as before, the page is taken as it is. So after an edit only pages are laid out
that show what was edited, and those after it until a page ends where one ended before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import wraps
from typing import Any, TypeAlias

from weasyprint import layout
from weasyprint.formatting_structure import build
from weasyprint.layout import block, page

from arkdoc.write.pdf.page_breaking import make_page

_stock_block_level_layout = block.block_level_layout
_NAME = "arkdoc_kept_pages"

Inside: TypeAlias = "dict[int, Any] | None"
"""Where a box is gone on with: the index of a child, and where in that; None at its start."""


class KeptPage:
    """A page, the blocks it depends on, and what comes after it.

    `starts_in`: where in the first of `blocks`; `ends_in`: how many blocks further on the next page
    starts, and where in that one; None on the last page. `before` and `after` are WeasyPrint's
    notes of what kind of page was to come, and of what kind comes next; `bottom`, where its text
    ends, which WeasyPrint asks of the last page even for what is in the margins of all. `margins`
    has the boxes there, and by what they are numbered. `drawn` is for whoever draws the page.
    `notes` are the footnotes called in its blocks, and whether each was still to be set when it
    began: a table's head calls one on every page, and the first of them sets it. `set_here` are
    those that it sets.
    """

    def __init__(
        self,
        laid_out: Any,
        blocks: Sequence[Any],
        starts_in: Inside,
        ends_in: tuple[int, Inside] | None,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        notes: Sequence[tuple[Any, bool]],
        set_here: Sequence[Any],
    ) -> None:
        self.laid_out = laid_out
        self.children = tuple(laid_out.children)  # to which margin boxes are added later
        self.blocks = blocks
        self.starts_in = deepcopy(starts_in)
        self.ends_in = deepcopy(ends_in)
        self.before, self.after = dict(before), dict(after)
        self.notes, self.set_here = notes, tuple(set_here)
        self.bottom = 0.0
        self.margins: tuple[object, tuple[Any, ...]] = None, ()
        self.drawn: dict[Any, Any] = {}

    def fits(
        self,
        blocks: Sequence[Any],
        at: int,
        starts_in: Inside,
        before: Mapping[str, Any],
        unset: Collection[int],
    ) -> bool:
        """Whether it is what laying out `blocks` from `at` would give.

        `unset` are the ids of the boxes of notes that are still to be set.
        """
        now = blocks[at : at + len(self.blocks)]
        return (
            starts_in == self.starts_in
            and before == self.before
            and len(now) == len(self.blocks)
            and all(one is other for one, other in zip(now, self.blocks, strict=True))
            and (self.ends_in is not None or at + len(now) == len(blocks))
            and all((id(note) in unset) is was_unset for note, was_unset in self.notes)
        )


class KeptPages:
    """The pages of the last two layouts; `flow` is the box whose children are the blocks."""

    def __init__(self, root: Any, flow: Any) -> None:
        self._root, self._flow = root, flow
        self._path = _path(root, flow)
        self._kept: defaultdict[tuple[Any, ...], list[KeptPage]] = defaultdict(list)
        self._earlier = self._kept
        self._changing: Collection[Any] = ()

    def start(self, context: Any, changing: Collection[Any]) -> None:
        """Keep the pages of a layout in `context`, but those with blocks that are `changing`."""
        vars(context)[_NAME] = self
        self._earlier, self._kept = self._kept, defaultdict(list)
        self._changing = {id(each) for each in changing}
        self._reached: set[int] = set()

    def reach(self, box: Any) -> None:
        """Note that the layout of a page has come to `box`."""
        self._reached.add(id(box))

    def page(
        self, context: Any, root: Any, page_type: Any, resume_at: Any, number: int, state: Any
    ) -> Any:
        """As `make_page` of WeasyPrint."""
        blocks = self._flow.children
        place = self._place(resume_at)
        before = context.page_maker[number - 1][1]
        if not blocks or place is None or page_type.blank or _has_left_overs(context):
            return make_page(context, root, page_type, resume_at, number, state)
        at, starts_in = place
        unset = {id(note) for note in context.footnotes}
        # Where a page is among others makes no difference to it, except that it is the first.
        key = (id(blocks[at]), page_type.name, page_type.index == 0)
        for kept in (*self._kept[key], *self._earlier[key]):
            if kept.fits(blocks, at, starts_in, before, unset):
                if kept not in self._kept[key]:
                    self._kept[key].append(kept)
                return self._again(kept, context, page_type, at, state)
        self._reached.clear()
        made, resume_at, after = make_page(context, root, page_type, resume_at, number, state)
        end = self._place(resume_at) if resume_at else None
        last = at
        while last + 1 < len(blocks) and id(blocks[last + 1]) in self._reached:
            last += 1
        if end:
            last = max(last, end[0])
        looked_at = blocks[at : last + 1]
        if (
            (resume_at and not end)
            or (not resume_at and last + 1 < len(blocks))
            or _has_left_overs(context)
            or made.fixed_boxes
            or any(id(each) in self._changing for each in looked_at)
        ):
            return made, resume_at, after
        ends_in = (end[0] - at, end[1]) if end else None
        notes = [(note, id(note) in unset) for each in looked_at for note in _notes_of(each)]
        set_here = context.current_page_footnotes
        kept = KeptPage(made, looked_at, starts_in, ends_in, before, after, notes, set_here)
        kept.bottom = context.page_bottom
        vars(made)[_NAME] = kept
        self._kept[key].append(kept)
        return made, resume_at, after

    def _again(self, kept: KeptPage, context: Any, page_type: Any, at: int, state: Any) -> Any:
        laid_out = kept.laid_out
        laid_out.page_type = page_type
        laid_out.children = kept.children
        context.page_bottom = kept.bottom
        for note in kept.set_here:
            context.footnotes.remove(note)
        style = context.style_for(page_type)
        page._standardize_page_based_counters(style, None)
        build.update_counters(state, style)
        if kept.ends_in is None:
            return laid_out, None, dict(kept.after)
        further, inside = kept.ends_in
        resume_at: dict[int, Any] = {at + further: deepcopy(inside)}
        for index in reversed(self._path):
            resume_at = {index: resume_at}
        return laid_out, resume_at, dict(kept.after)

    def _place(self, resume_at: Any) -> tuple[int, Inside] | None:
        """A block's index, and where in it; None where it is in none of them."""
        if resume_at is None:
            return 0, None
        for index in self._path:
            if resume_at is None or list(resume_at) != [index]:
                return None
            resume_at = resume_at[index]
        if resume_at is None or len(resume_at) != 1:
            return None
        ((at, inside),) = resume_at.items()
        return at, inside


def kept_page(laid_out: Any) -> KeptPage | None:
    """What is kept of a page's box, if anything is."""
    found: KeptPage | None = vars(laid_out).get(_NAME)
    return found


def _path(box: Any, inner: Any) -> list[int]:
    """The indices of the children that lead from `box` to `inner`."""
    for index, child in enumerate(box.children):
        if child is inner:
            return [index]
        if rest := _path(child, inner) if hasattr(child, "children") else []:
            return [index, *rest]
    return []


def _notes_of(box: Any) -> Iterator[Any]:
    """The boxes of the footnotes that are called in a block."""
    for each in box.descendants():
        if each.footnote is not None:
            yield each.footnote


def _has_left_overs(context: Any) -> bool:
    """Whether something of an earlier page is still to be set."""
    return bool(context.reported_footnotes or context.broken_out_of_flow or context.rendered_notes)


def _make_page(
    context: Any, root: Any, page_type: Any, resume_at: Any, number: int, state: Any
) -> Any:
    """As WeasyPrint's function, which is not called for a page that is kept."""
    pages: KeptPages | None = vars(context).get(_NAME)
    make = pages.page if pages else make_page
    return make(context, root, page_type, resume_at, number, state)


def _make_margin_boxes(context: Any, laid_out: Any, state: Any) -> Iterator[Any]:
    """As WeasyPrint's function, which is not called for what a kept page has in its margins."""
    kept = kept_page(laid_out)
    if kept is None:
        yield from page.make_margin_boxes(context, laid_out, state)
        return
    numbers = context.current_page, tuple(state[1]["pages"]), context.page_bottom
    if kept.margins[0] != numbers:
        kept.margins = numbers, tuple(page.make_margin_boxes(context, laid_out, state))
    yield from kept.margins[1]


@wraps(_stock_block_level_layout)
def _block_level_layout(context: Any, box: Any, *rest: Any) -> Any:
    """As WeasyPrint's function."""
    if pages := vars(context).get(_NAME):
        pages.reach(box)
    return _stock_block_level_layout(context, box, *rest)


def install() -> None:
    """Make WeasyPrint ask for kept pages, in this process."""
    page.make_page = _make_page
    layout.make_margin_boxes = _make_margin_boxes
    block.block_level_layout = _block_level_layout
