"""A place in the note: what the words, widths and languages written there depend on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, TypeAlias

from arkdoc.language.printed import WORDS, Words
from arkdoc.model.assets import Asset
from arkdoc.model.document import Document
from arkdoc.model.nodes import FootnoteReference, Row
from arkdoc.model.revisions import MarkedNodes, RevisedNode, Revision
from arkdoc.model.tree import all_inlines
from arkdoc.style.theme import Theme
from arkdoc.write.html.markup import data_uri

Medium: TypeAlias = Literal["screen", "print"]

PX_PER_MM = 96 / 25.4
# A figure leaves room for its caption and for the heading it is kept with.
_FIGURE_SHARE = 0.78


@dataclass(frozen=True, slots=True)
class Context:
    """A place in the document. `language` is the contract's name for it (clause 3).

    `linked`: inside a link, where HTML allows no other (HTML, 4.5.1). `marks`: the occurrences
    of each footnote's marks, by its label. `depth`: the number of lists around it, in a cell of
    a table those within it. `address`: the address of an image, which is in the page itself unless
    it is served. `has_attachments`: the attachments lie beside the page. `revisions`: which nodes
    are of one version alone, where two are shown together.
    """

    document: Document
    theme: Theme
    medium: Medium
    language: str
    marks: Mapping[str, tuple[int, ...]]
    landscape: bool = False
    linked: bool = False
    depth: int = 0
    in_cell: bool = False
    address: Callable[[Asset], str] = data_uri
    has_attachments: bool = True
    revisions: MarkedNodes | None = None

    @property
    def words(self) -> Words:
        """The words printed in the language of the place."""
        return WORDS[self.language]

    def in_language(self, language: str) -> Context:
        """The same place in `language`; an empty one is that of the place already."""
        return replace(self, language=language) if language else self

    def change(self, node: RevisedNode | Row) -> Revision | None:
        """What was done to `node`, where two versions are shown."""
        return self.revisions.of(node) if self.revisions else None

    def inside_link(self) -> Context:
        """The same place, inside a link."""
        return replace(self, linked=True)

    def lang(self, language: str) -> str | None:
        """The `lang` that something in `language` needs here (WCAG 2.1, 3.1.2), if any."""
        return WORDS[language].language if language and language != self.language else None

    def image_width(self, asset: Asset) -> int:
        """The width to show an image at, in CSS pixels: its own, or what the page has room for."""
        page = self.theme.page
        height = (page.width if self.landscape else page.height) - page.top - page.bottom
        measure = page.landscape_measure if self.landscape else page.measure
        scale = 96 / asset.dpi if asset.dpi > 0 else 1
        tallest = height * _FIGURE_SHARE * PX_PER_MM
        by_height = tallest * asset.width / max(asset.height, 1)
        return max(1, round(min(asset.width * scale, by_height, measure * PX_PER_MM)))


def start_of_note(document: Document, theme: Theme, medium: Medium) -> Context:
    """The place where the note begins."""
    parts = (part.blocks for part in document.parts)
    notes = (note.blocks for note in document.footnotes.values())
    inlines = all_inlines(chain.from_iterable(chain(parts, notes)))
    marks = marks_by_label(mark for mark in inlines if isinstance(mark, FootnoteReference))
    return Context(document, theme, medium, document.language, marks)


def marks_by_label(marks: Iterable[FootnoteReference]) -> Mapping[str, tuple[int, ...]]:
    """The occurrences of each footnote's marks, in order, by its label."""
    occurrences: defaultdict[str, list[int]] = defaultdict(list)
    for mark in marks:
        occurrences[mark.label].append(mark.occurrence)
    return {label: tuple(sorted(numbers)) for label, numbers in occurrences.items()}
