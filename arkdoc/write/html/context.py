"""Where in the note the writer stands: what its words, widths and languages depend on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, TypeAlias

from arkdoc.language.printed import WORDS, Words
from arkdoc.model.document import Asset, Blocks, Document, FootnoteReference, Image
from arkdoc.model.tree import inline_runs, walk, walk_inlines
from arkdoc.style.theme import Theme
from arkdoc.write.html.markup import data_uri

Medium: TypeAlias = Literal["screen", "print"]

PX_PER_MM = 96 / 25.4
# A figure leaves room for its caption and for the heading it is kept with.
_FIGURE_SHARE = 0.78


@dataclass(frozen=True, slots=True)
class Context:
    """A place in the document. `language` is the contract's name for it (clause 3).

    `linked`: inside a link, where HTML allows no other (HTML, 4.5.1). `marks`: which marks
    call each footnote. `depth`: how many lists it is in. `address`: where an image is to be had,
    which is in the page itself unless somebody serves it.
    """

    document: Document
    theme: Theme
    medium: Medium
    language: str
    marks: Mapping[str, tuple[int, ...]]
    landscape: bool = False
    linked: bool = False
    depth: int = 0
    address: Callable[[Asset], str] = data_uri

    @property
    def words(self) -> Words:
        """The words printed in the language of the place."""
        return WORDS[self.language]

    def speaking(self, language: str) -> Context:
        """The same place in `language`; an empty one is the language that is spoken already."""
        return replace(self, language=language) if language else self

    def across(self) -> Context:
        """The same place on a landscape page."""
        return replace(self, landscape=True)

    def inside_link(self) -> Context:
        """The same place, inside a link."""
        return replace(self, linked=True)

    def in_list(self) -> Context:
        """The same place, a list deeper."""
        return replace(self, depth=self.depth + 1)

    def lang(self, language: str) -> str | None:
        """The `lang` that something in `language` needs here (WCAG 2.1, 3.1.2), if any."""
        return WORDS[language].language if language and language != self.language else None

    def asset(self, image: Image) -> Asset:
        """The file behind `image`."""
        return self.document.assets[image.source]

    def image_width(self, asset: Asset) -> int:
        """The width to show an image at, in CSS pixels: its own, or what the page has room for."""
        page = self.theme.page
        room = (page.width if self.landscape else page.height) - page.top - page.bottom
        measure = (page.height if self.landscape else page.width) - page.left - page.right
        scale = 96 / asset.dpi if asset.dpi > 0 else 1
        tallest = room * _FIGURE_SHARE * PX_PER_MM
        by_height = tallest * asset.width / max(asset.height, 1)
        return max(1, round(min(asset.width * scale, by_height, measure * PX_PER_MM)))


def beginning(document: Document, theme: Theme, medium: Medium) -> Context:
    """The place where the note begins."""
    parts = (part.blocks for part in document.parts)
    notes = (note.blocks for note in document.footnotes.values())
    marks = gathered(marks_in(blocks) for blocks in chain(parts, notes))
    return Context(document, theme, medium, document.language, marks)


def marks_in(blocks: Blocks) -> Iterator[FootnoteReference]:
    """The marks in `blocks` that call footnotes."""
    for block in walk(blocks):
        for run in inline_runs(block):
            for inline in walk_inlines(run):
                if isinstance(inline, FootnoteReference):
                    yield inline


def gathered(marks: Iterable[Iterable[FootnoteReference]]) -> Mapping[str, tuple[int, ...]]:
    """Which marks call each footnote, from those in each run of blocks."""
    by_note: defaultdict[str, list[int]] = defaultdict(list)
    for mark in chain.from_iterable(marks):
        by_note[mark.label].append(mark.occurrence)
    return {label: tuple(sorted(occurrences)) for label, occurrences in by_note.items()}
