"""The page for print in parts → WeasyPrint's boxes of each part, and all of them laid out as one.

A part is parsed, styled and made boxes of by itself. Its boxes then go into the `main` of the page
that all parts share, and that is laid out as any page is. So what depends on one part alone is done
again only when that part has changed, and pages are kept as `kept_pages` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout import LayoutContext, layout_document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration

from arkdoc.model.regex import regex
from arkdoc.write.html.writer import PartedPage
from arkdoc.write.pdf.engine import ARCHIVABLE, LaidOutPage, parse, profiles
from arkdoc.write.pdf.kept_pages import KeptPages
from arkdoc.write.pdf.notes_at_foot import has_stray_marks, move_to_feet
from arkdoc.write.pdf.page_html import (
    PAGE_OF,
    Links,
    describe_links,
    links,
    prepare,
    style_with_stand_ins,
)
from arkdoc.write.pdf.repeated_drawings import forget_drawn

_KNOWN = "70."
"""The versions of WeasyPrint whose private parts these are, as `tests` hold against its whole."""

# What a house style may say that reaches further than from a part to the next, or that no page has
# by itself.
_REACHES_FAR = regex(
    r"""~ | \bnth- | of-type | \+[^{},]*\+ | :has\([^)]*\+ | @page[^{]*:(left|right|blank)\b
    | @(import|layer|namespace|font-face)\b | \d(vw|vh|vi|vb|vmin|vmax)\b
    | \b(target-|string\b|string-|running|element\(|leader|content\(|bookmark-)
    | \b(open|close)-quote\b
    | \bcounters?\s*\( | \bcounter-(reset|increment|set)\b
    | \bposition\s*: | \bfloat\b | \bcolumns?\s*: | \bcolumn-(count|width)\b""",
    re.VERBOSE,
)
_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)


class NotInPartsError(Exception):
    """Laid out part by part, the page might look otherwise than laid out whole."""


class Neighbours(NamedTuple):
    """What a selector can see of the elements around a part: the one before, and if one follows."""

    before: tuple[str, tuple[tuple[str, str], ...]] | None
    is_last: bool


@dataclass(frozen=True, slots=True, eq=False)
class PartBoxes:
    """A part's `elements`, and the `boxes` of those; `footnotes` are boxes of notes.

    `feet`: as of `move_to_feet`. `ids` are there, and `targets` are the ids that its links lead to.
    `last`: its last element, without what is in it. `changes`: it shows page numbers, which may
    change while it does not.
    """

    elements: tuple[Element, ...]
    boxes: tuple[Any, ...]
    footnotes: tuple[Any, ...]
    feet: Mapping[str, str]
    links: Links
    ids: tuple[str, ...]
    targets: frozenset[str]
    last: tuple[str, tuple[tuple[str, str], ...]]
    changes: bool


class SharedPage:
    """The page that parts are laid out on: what is around them, and the styles that all follow."""

    def __init__(self, page: PartedPage, house_css: str, missing: Set[str]) -> None:
        is_known = weasyprint.__version__.startswith(_KNOWN)
        if not is_known or _REACHES_FAR.search(_COMMENT.sub(" ", house_css)):
            raise NotInPartsError
        self._page, self._missing = page, missing
        self._fonts, self._counters = FontConfiguration(), CounterStyle()
        self._profiles = profiles()
        self._images: dict[str, Any] = {}
        self._before, self._after = (self._style(css) for css in page.styles)
        self._html = parse(page.around)
        self._links = links(self._html.etree_element)
        self._ids = tuple(_ids(self._html.etree_element))
        prepare(self._html.etree_element, missing)
        self._root, self._context = self._boxes(self._html, page.around_widths)
        self._main = _one(self._html.etree_element.iter("main"))
        self._flow = _one(box for box in self._root.descendants() if box.element is self._main)
        self._kept = KeptPages(self._root, self._flow)

    def boxes(
        self, content: str, widths: str, neighbours: Neighbours, at_end: Set[str]
    ) -> PartBoxes:
        """The boxes of a part; notes `at_end` stay there."""
        html = parse(self._page.of_part(f"<main>{content}</main>"))
        root = html.etree_element
        main = _one(root.iter("main"))
        elements = tuple(main)
        found = links(root)
        last = elements[-1].tag, tuple(elements[-1].attrib.items())
        if neighbours.before:
            tag, attributes = neighbours.before
            main.insert(0, Element(tag, dict(attributes)))
        if not neighbours.is_last:
            main.append(Element("div"))
        prepare(root, self._missing)
        if has_stray_marks(root):
            raise NotInPartsError
        feet = move_to_feet(root, at_end)
        root_box, context = self._boxes(html, widths)
        flow = _one(box for box in root_box.descendants() if box.element is main)
        inside = set(elements)
        around = set(main) - inside
        boxes = tuple(box for box in flow.children if box.element not in around)
        if not all(box.element in inside and box.is_in_normal_flow() for box in boxes):
            raise NotInPartsError
        return PartBoxes(
            elements,
            boxes,
            tuple(context.footnotes),
            feet,
            found,
            tuple(id_ for each in elements for id_ in _ids(each)),
            _targets(found),
            last,
            PAGE_OF in content,
        )

    def laid_out(self, parts: Sequence[PartBoxes]) -> LaidOutPage:
        """All `parts`, one after the other."""
        ids = [*self._ids, *(id_ for part in parts for id_ in part.ids)]
        targets = _targets(self._links).union(*(part.targets for part in parts))
        if len(set(ids)) < len(ids) or targets - set(ids):
            raise NotInPartsError  # WeasyPrint has something to say about that
        describe_links([self._links, *(part.links for part in parts)])
        self._main[:] = chain.from_iterable(part.elements for part in parts)
        self._flow.children = tuple(chain.from_iterable(part.boxes for part in parts))
        earlier = self._context
        context = LayoutContext(
            earlier.style_for,
            earlier.get_image_from_uri,
            self._fonts,
            earlier.counter_style,
            earlier.target_collector,
        )
        context.footnotes = list(chain.from_iterable(part.footnotes for part in parts))
        changing = [box for part in parts if part.changes for box in part.boxes]
        self._kept.start(context, changing)
        document = Document(
            [Page(box) for box in layout_document(self._html, self._root, context)],
            DocumentMetadata(**get_html_metadata(self._html)),
            self._html.url_fetcher,
            self._fonts,
            profiles(),
            ARCHIVABLE["output_intent"],
        )
        feet = {note: mark for part in parts for note, mark in part.feet.items()}
        return LaidOutPage(document, self._html.etree_element, feet)

    @property
    def images(self) -> frozenset[str]:
        """The addresses of the images that it has seen, which hold their data."""
        return frozenset(self._images)

    def forget_images(self, *, but: Set[str]) -> None:
        """Forget the images that it has seen, but those at some addresses."""
        for address in self.images - but:
            del self._images[address]

    @contextmanager
    def images_unchanged(self) -> Iterator[None]:
        """Afterwards images are as they were: WeasyPrint keeps those that it has made smaller."""
        before = dict(self._images)
        try:
            yield
        finally:
            self._images.clear()
            self._images.update(before)
            forget_drawn(before.values())

    def _style(self, css: str) -> CSS:
        return CSS(
            string=style_with_stand_ins(css, self._missing),
            url_fetcher=parse("").url_fetcher,
            font_config=self._fonts,
            counter_style=self._counters,
            color_profiles=self._profiles,
        )

    def _boxes(self, html: HTML, widths: str) -> tuple[Any, Any]:
        """The box of the page's root, and the context that it was made in."""
        counters = CounterStyle()
        styles = [self._before, self._style(widths), self._after]
        options = {**DEFAULT_OPTIONS, **ARCHIVABLE, "stylesheets": styles, "cache": self._images}
        context = Document._build_layout_context(
            html, self._fonts, counters, self._profiles, options
        )
        counters.update(self._counters)  # over WeasyPrint's own, which are there now
        root = build_formatting_structure(
            html.etree_element,
            context.style_for,
            context.get_image_from_uri,
            html.base_url,
            context.target_collector,
            counters,
            context.footnotes,
        )
        return root, context


def _ids(element: Element) -> Iterator[str]:
    return (id_ for each in element.iter() if (id_ := each.get("id")))


def _targets(found: Links) -> frozenset[str]:
    """The ids that links lead to."""
    addresses = (link.get("href", "") for link, _ in found.texts)
    return frozenset(unquote(to.removeprefix("#")) for to in addresses if to.startswith("#"))


def _one(found: Iterator[Any]) -> Any:
    first, *more = found
    if more:
        raise NotInPartsError
    return first
