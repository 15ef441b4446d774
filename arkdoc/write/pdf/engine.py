"""The note's page, parsed → a tagged PDF, through WeasyPrint and its private parts.

Its neighbours know some of them: `footnotes` and `line_breaking` in the layout, `line_repair` after
it, `repeated_drawings`. tests/write/pdf/test_engine.py lists what is used.
"""

from __future__ import annotations

import logging
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from weasyprint import HTML
from weasyprint.css import ColorProfile
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, fontconfig, harfbuzz_subset, pango
from weasyprint.urls import URLFetcher

from arkdoc.write.pdf import (
    footnotes,
    kept_pages,
    line_breaking,
    page_breaking,
    repeated_drawings,
)
from arkdoc.write.pdf.line_repair import attribute, is_repeated, repair_line_ends
from arkdoc.write.pdf.page_html import CONTENTS, STANDS_FOR
from arkdoc.write.pdf.page_numbers import fill_in_pages, is_leader
from arkdoc.write.pdf.structure_tree import (
    Drawn,
    ElementPlace,
    Linked,
    Marked,
    TaggedContent,
    note_places,
    structure,
    write_structure,
)

# By this name, as for WeasyPrint's own `srgb` it opens the profile itself and doesn't close it.
_COLOURS = "sRGB"
# No printer shows more than 300 dots to the inch, and photographs have ten times as many.
ARCHIVABLE = {"pdf_variant": "pdf/a-2a", "output_intent": _COLOURS, "dpi": 300}
_POINTS = 0.75  # a CSS pixel

_Rectangle: TypeAlias = tuple[float, float, float, float]

# A stretch of content that repeats or decorates (ISO 32000-1, 14.8.2.2; PDF/UA-1, 7.8).
_PAGINATION = {"Type": "/Pagination"}
_HEADER = {**_PAGINATION, "Subtype": "/Header"}
_FOOTER = {**_PAGINATION, "Subtype": "/Footer"}
_LEADER = {"Type": "/Layout"}


class _OwnImages(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Fetches what the page itself holds, and nothing else."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.lower().startswith("data:"):
            raise ValueError("only images inside the page are shown")
        return super().fetch(url, headers)


def parse(html: str) -> HTML:
    """The page, of which `etree_element` may still be changed."""
    return HTML(string=html, base_url=None, url_fetcher=_OwnImages(allowed_protocols=("data",)))


def untagged(html: str) -> bytes:
    """`html` as a PDF without tags, to be rasterised."""
    data: bytes = parse(html).render().write_pdf()
    return data


def profiles() -> dict[str, ColorProfile]:
    """The colour profile that a file says its colours are of, by its name."""
    profile = BytesIO((files(weasyprint.pdf) / "sRGB2014.icc").read_bytes())
    rgb = ["r"], ["g"], ["b"]
    return {_COLOURS: ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", rgb)}


def rendered(page: HTML) -> Document:
    """A page as WeasyPrint lays it out."""
    return page.render(color_profiles=profiles(), **ARCHIVABLE)


class LaidOutPage:
    """A page that has been laid out. `pages`: an id → the number of the sheet it is on, from 1.

    `root`: its element. `feet`: the ids of notes that were moved to their marks, and of those;
    `misplaced`: the notes among them that aren't at the foot of their mark's page, and make this
    layout unfit.
    """

    def __init__(self, document: Document, root: Element, feet: Mapping[str, str]) -> None:
        self._document = document
        self.pages: dict[str, int] = {}
        for number, sheet in enumerate(document.pages, 1):
            for anchor in sheet.anchors:
                self.pages.setdefault(anchor, number)
        self.feet = feet
        self.misplaced = footnotes.misplaced(document.pages, feet)
        if self.misplaced:
            return
        repair_line_ends(document, root)
        fill_in_pages(document, self.pages)
        self._outlines = _one_annotation_each(document, root)

    @property
    def metadata(self) -> Any:
        """The file's metadata, to be set before it is written."""
        return self._document.metadata

    @property
    def fonts(self) -> Iterator[Any]:
        """The fonts that the written file has."""
        return iter(self._document.fonts.values())

    def write(self, finish: Callable[[pydyf.PDF], None]) -> bytes:
        """The file, with what `finish` changes in it before it is serialised."""
        self._document.arkdoc_tags = self._tag
        data: bytes = self._document.write_pdf(
            finisher=lambda _document, pdf: finish(pdf), **ARCHIVABLE
        )
        return data

    @property
    def has_broken_links(self) -> bool:
        """Whether a link leads to a place that the page does not have."""
        links = (link for sheet in self._document.pages for link in sheet.links)
        return any(kind == "internal" and to not in self.pages for kind, to, *_ in links)

    @property
    def sheets(self) -> tuple[Any, ...]:
        """The box of each sheet."""
        return tuple(sheet._page_box for sheet in self._document.pages)

    def draw(self, sheets: Iterable[int]) -> tuple[bytes, Iterable[Any]]:
        """A file of those `sheets` alone, by their index, and its fonts: for looking at.

        It has no tags, and nothing in it leads anywhere.
        """
        drawn = [copy(self._document.pages[index]) for index in sheets]
        for sheet in drawn:
            sheet.links, sheet.bookmarks, sheet.anchors = [], [], {}
        document = self._document.copy(drawn)
        document.arkdoc_tags = lambda _pdf, _streams: None
        return document.write_pdf(**ARCHIVABLE), document.fonts.values()

    def _tag(self, pdf: pydyf.PDF, streams: list[Stream]) -> None:
        walk = _Walk(self._outlines)
        for index, (page, stream) in enumerate(zip(self._document.pages, streams, strict=True)):
            walk.page(index, page, stream)
        write_structure(structure(walk.pieces), pdf)


def _add_tags(pdf: pydyf.PDF, document: Any, pdf_version: Any, page_streams: Any) -> None:
    document.arkdoc_tags(pdf, page_streams)


# WeasyPrint makes tags in this one place. In this process all documents with tags are ours;
# `untagged` asks for none.
weasyprint.pdf.add_tags = _add_tags
footnotes.install()
line_breaking.install()
page_breaking.install()
kept_pages.install()
repeated_drawings.install()


# --- between layout and drawing ------------------------------------------------------------


def _one_annotation_each(document: Any, root: Element) -> dict[Any, list[_Rectangle]]:
    """Leave a link one annotation a page, however many lines and typefaces it runs through.

    Returns the stretches of each, in CSS pixels from the top left: left, top, right, bottom.
    """
    outlines: dict[Any, list[_Rectangle]] = {}
    in_heads = {link for head in root.iter("thead") for link in head.iter("a")}
    repeated: set[Element] = set()
    for page in document.pages:
        first: dict[Element, Any] = {}
        kept = []
        for kind, target, rectangle, box in page.links:
            # What is inside a link is part of it; a table's head is read once.
            if box.element_tag != "a" or box.element in repeated:
                continue
            if box.element in first:
                outlines[first[box.element]].append(rectangle)
            else:
                first[box.element] = box
                outlines[box] = [rectangle]
                kept.append((kind, target, box))
        repeated |= {link for link in first if link in in_heads}
        page.links = [(kind, target, _around(outlines[box]), box) for kind, target, box in kept]
    return outlines


def _around(stretches: list[_Rectangle]) -> _Rectangle:
    left, top, right, bottom = zip(*stretches, strict=True)
    return min(left), min(top), max(right), max(bottom)


# --- from boxes to pieces --------------------------------------------------------------------


class _Walk:
    """A walk over the boxes of pages, in reading order, that collects `pieces`."""

    def __init__(self, outlines: Mapping[Any, list[_Rectangle]]) -> None:
        self.pieces: list[TaggedContent] = []
        self._outlines = outlines
        self._headed: set[Element] = set()

    def page(self, index: int, page: Any, stream: Stream) -> None:
        """Collect what `stream` has drawn of `page`."""
        self._index = index
        self._height = page.height
        self._marks = stream._tags
        self._operators = stream.stream
        self._where = {
            operator["MCID"]: at
            for at, operator in enumerate(stream.stream)
            if isinstance(operator, pydyf.Dictionary) and "MCID" in operator
        }
        self._next = 0
        self._visit(page._page_box, (), None)
        if self._marks:
            raise AssertionError(f"drawn on page {index + 1}, but not met: {self._marks}")

    def _visit(
        self, box: Any, places: tuple[ElementPlace, ...], artifact: Mapping[str, str] | None
    ) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        artifact = artifact or self._artifact(box)
        if footnotes.is_call(box) and not artifact:
            self.pieces.append(TaggedContent(note_places(places, box.element), None))
            return
        if not artifact and box.element is not None:
            place = ElementPlace(box.element, box.element_tag)
            if not places or places[-1] != place:
                places = (*places, place)
                if box.element_tag in ("td", "th"):
                    self.pieces.append(TaggedContent(places, None))
            if box.link_annotation:
                self._link(box, places)
        if box in self._marks:
            self._drawn(box, places, artifact)
        for child in getattr(box, "children", ()):
            self._visit(child, places, artifact)

    def _artifact(self, box: Any) -> Mapping[str, str] | None:
        """What makes all inside `box` no part of the text."""
        if isinstance(box, boxes.MarginBox):
            return _HEADER if box.at_keyword.startswith("@top") else _FOOTER
        if is_leader(box):
            return _LEADER
        return _PAGINATION if is_repeated(box, self._headed) else None

    def _drawn(
        self, box: Any, places: tuple[ElementPlace, ...], artifact: Mapping[str, str] | None
    ) -> None:
        at = self._where[self._marks.pop(box)["mcid"]]
        if artifact:
            self._operators[at - 1] = "/Artifact"
            self._operators[at] = pydyf.Dictionary(artifact)
            return
        properties = self._operators[at]
        properties["MCID"] = self._next
        if stands_for := getattr(box, "stands_for", "") or attribute(box, STANDS_FOR):
            properties["ActualText"] = pydyf.String(stands_for)
        self.pieces.append(TaggedContent(places, Marked(self._index, self._next)))
        self._next += 1
        if isinstance(box, boxes.ReplacedBox):
            left, top = box.content_box_x(), box.content_box_y()
            rectangle = self._points(left, top, left + box.width, top + box.height)
            self.pieces.append(TaggedContent(places, Drawn(self._index, rectangle)))

    def _link(self, box: Any, places: tuple[ElementPlace, ...]) -> None:
        annotation = box.link_annotation
        annotation["Contents"] = pydyf.String(box.element.get(CONTENTS, ""))
        outline = self._outlines[box]
        if len(outline) > 1:
            # ISO 32000-1, 12.5.6.5: corners of each stretch; the order is Acrobat's.
            corners = pydyf.Array()
            for stretch in outline:
                left, bottom, right, top = self._points(*stretch)
                corners.extend((left, top, right, top, left, bottom, right, bottom))
            annotation["QuadPoints"] = corners
        self.pieces.append(TaggedContent(places, Linked(self._index, annotation)))

    def _points(self, left: float, top: float, right: float, bottom: float) -> _Rectangle:
        """Pixels from the top left → points from the lower left: left, bottom, right, top."""
        height = self._height
        corners = (left, height - bottom, right, height - top)
        return tuple(round(value * _POINTS, 3) for value in corners)  # type: ignore[return-value]


# --- fonts -----------------------------------------------------------------------------------


@cache
def font_files() -> Mapping[str, tuple[str, ...]]:
    """The fonts on this machine: a family's name → its files, in the order of their names."""
    files: defaultdict[str, set[str]] = defaultdict(set)
    fonts = fontconfig.FcConfigGetFonts(ffi.NULL, fontconfig.FcSetSystem)
    for pattern in fonts.fonts[0 : fonts.nfont] if fonts != ffi.NULL else ():
        found = [_property(pattern, name) for name in (b"family", b"file")]
        if all(found):
            files[found[0]].add(found[1])
    return {family: tuple(sorted(paths)) for family, paths in files.items()}


def _property(pattern: Any, name: bytes) -> str:
    value = ffi.new("FcChar8 **")
    if fontconfig.FcPatternGetString(pattern, name, 0, value) != fontconfig.FcResultMatch:
        return ""
    text: bytes = ffi.string(value[0])
    return text.decode("utf-8", "replace")


def pango_version() -> tuple[int, int, int]:
    """The version of the Pango that lays the text out."""
    number = pango.pango_version()
    return number // 10000, number // 100 % 100, number % 100


def has_subsetter() -> bool:
    """Whether HarfBuzz subsets fonts; if not, fontTools does, with other bytes."""
    return harfbuzz_subset is not None


# --- WeasyPrint's warnings -------------------------------------------------------------------


@contextmanager
def captured_warnings(report: Callable[[str], None]) -> Iterator[None]:
    """Pass WeasyPrint's warnings to `report` and to no other handler; Pillow's reach nobody."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            report(record.getMessage())

    logger = logging.getLogger("weasyprint")
    handler = Handler(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"PIL\.")
            yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
