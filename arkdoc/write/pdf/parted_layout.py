"""The page for print in parts → pictures of its pages, of which only those that changed are made.

It remembers what each part and each page came to, in the last two layouts. What can't be laid out
in parts for certain is not: whoever asks has it laid out whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from arkdoc.model.cache import Cache
from arkdoc.model.document import Document
from arkdoc.model.garbage import little_collecting
from arkdoc.style.theme import Theme
from arkdoc.write.html.writer import PartedPage
from arkdoc.write.pdf.page_images import PageImage, pictures, scale
from arkdoc.write.pdf.typeset import Typeset, missing_characters, with_notes_in_place
from arkdoc.write.pdf.writer import page_facts

if TYPE_CHECKING:
    from arkdoc.write.pdf.engine import LaidOutPage
    from arkdoc.write.pdf.part_boxes import PartBoxes, SharedPage

MOST_CHARACTERS = 3_000_000
"""How long a page may be for its boxes to be remembered, which take some 300 times as much."""

MOST_IMAGES = 100_000_000
"""How large the images may be that are remembered, in bytes."""


@dataclass(frozen=True, slots=True)
class _DrawnSheet:
    picture: PageImage
    fonts: tuple[tuple[str, str], ...]


class PartedLayout:
    """What one note's pages came to when they were last asked for.

    `shown` are its parts, and `shared` the page that they go into.
    """

    def __init__(self) -> None:
        self.shared: SharedPage | None = None
        self._by: object = None
        self._parts = Cache()
        self._messages: list[str] = []
        self.shown: tuple[PartBoxes, ...] = ()

    def pages(
        self,
        page: PartedPage,
        document: Document,
        theme: Theme,
        is_known: Callable[[str], bool],
    ) -> tuple[Typeset, tuple[PageImage, ...]] | None:
        """The pages, and what setting them showed; None where they are to be laid out whole.

        Pictures whose name `is_known` come without their data.
        """
        from arkdoc.write.pdf import engine
        from arkdoc.write.pdf.part_boxes import NotInPartsError

        messages = self._messages = []
        facts = page_facts(document, theme)
        text = page.text
        if len(text) > MOST_CHARACTERS:
            return None
        with engine.captured_warnings(messages.append), little_collecting():
            missing = missing_characters(text, facts)
            try:
                rendering = self.laid_out(page, facts.notes, theme, missing)
                drawn = [] if messages else self._drawn(rendering, is_known)
                if messages or rendering.has_broken_links:
                    self.shared = None  # kept pages would not say that again
                    return None
            except NotInPartsError:
                return None
        fonts = {font for each in drawn for font in each.fonts}
        typeset = Typeset(
            pages=rendering.pages,
            fonts=dict(sorted(fonts)),
            missing=missing,
            notes_at_end=facts.notes - rendering.feet.keys(),
            messages=(),
        )
        return typeset, tuple(each.picture for each in drawn)

    def laid_out(
        self, page: PartedPage, notes: Set[str], theme: Theme, missing: frozenset[str]
    ) -> LaidOutPage:
        """What `laid_out_whole` gives; NotInPartsError where that isn't certain."""
        shared = self._page(page, theme, missing)
        self._parts.next_round()

        def laid_out(at_end: frozenset[str]) -> LaidOutPage:
            self.shown = tuple(self._boxes(shared, page, at_end))
            return shared.laid_out(self.shown)

        return with_notes_in_place(laid_out, notes)

    def _page(self, page: PartedPage, theme: Theme, missing: frozenset[str]) -> SharedPage:
        from arkdoc.write.pdf.part_boxes import SharedPage

        by = page.around, page.styles, missing
        is_full = self.shared and sum(map(len, self.shared.images)) > MOST_IMAGES
        if self.shared is None or by != self._by or is_full:
            self.shared, self._by = None, by
            self._parts = Cache()
            self.shared = SharedPage(page, theme.css, missing)
        return self.shared

    def _boxes(
        self, shared: SharedPage, page: PartedPage, at_end: frozenset[str]
    ) -> Iterator[PartBoxes]:
        from arkdoc.write.pdf.part_boxes import Neighbours, NotInPartsError

        shown = [
            (part, widths)
            for part, widths in zip(page.parts, page.widths, strict=True)
            if part.strip()
        ]
        times: dict[object, int] = {}
        before = None
        for number, (part, widths) in enumerate(shown, 1):
            around = Neighbours(before, is_last=number == len(shown))
            own_at_end = frozenset(label for label in at_end if label in part)
            key = part, widths, around, own_at_end
            times[key] = times.get(key, 0) + 1
            boxes = self._parts.get((*key, times[key]), partial(self._made, shared, key))
            if boxes is None:
                raise NotInPartsError
            before = boxes.last
            yield boxes

    def _made(self, shared: SharedPage, key: Any) -> PartBoxes | None:
        """The boxes of a part; None where WeasyPrint has something to say about it."""
        said, images = len(self._messages), shared.images
        boxes = shared.boxes(*key)
        if len(self._messages) == said:
            return boxes
        shared.forget_images(but=images)  # another part that shows one of them is to say so itself
        return None

    def _drawn(self, rendering: LaidOutPage, is_known: Callable[[str], bool]) -> list[_DrawnSheet]:
        """The picture of each sheet; those are drawn that have changed, or are not known."""
        from arkdoc.write.pdf.fonts import versions
        from arkdoc.write.pdf.kept_pages import kept_page

        sheets = rendering.sheets
        size = scale(len(sheets))
        found: list[_DrawnSheet | None] = []
        for number, sheet in enumerate(sheets, 1):
            kept = kept_page(sheet)
            drawn = kept.drawn.get((number, len(sheets), size)) if kept else None
            found.append(drawn if drawn and is_known(drawn.picture.name) else None)
        wanted = [index for index, drawn in enumerate(found) if drawn is None]
        if wanted and self.shared:
            with self.shared.images_unchanged():
                data, used = rendering.draw(wanted)
            fonts = tuple(versions(used))
            for index, picture in zip(wanted, pictures(data, is_known, size), strict=True):
                found[index] = _DrawnSheet(picture, fonts)
                if kept := kept_page(sheets[index]):
                    without = replace(picture, data=None)
                    kept.drawn = {(index + 1, len(sheets), size): _DrawnSheet(without, fonts)}
        return [drawn for drawn in found if drawn]
