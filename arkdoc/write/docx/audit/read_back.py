"""A finished Word file → its paragraphs and tables as the checks need them, and their origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain
from typing import NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.reader import Package, child, switched, value
from arkdoc.ooxml.stylesheet import Stylesheet

_P, _TABLE, _CONTROL = qname("w:p"), qname("w:tbl"), qname("w:sdt")
_RUN, _LINK, _BOOKMARK = qname("w:r"), qname("w:hyperlink"), qname("w:bookmarkStart")
_TEXT, _BREAKS = qname("w:t"), (qname("w:br"), qname("w:cr"))
_DRAWING, _ROW, _CELL = qname("w:drawing"), qname("w:tr"), qname("w:tc")
_PROPERTIES, _NAME, _TYPE = qname("w:rPr"), qname("w:name"), qname("w:type")
_BLOCKS = (_P, _TABLE, _CONTROL)
_SIGNS = tuple(map(qname, ("w:footnoteReference", "w:footnoteRef", "w:sym", "w:object", "w:pict")))
_ABOUT, _DECORATIVE = qname("wp:docPr"), qname("adec:decorative")


class Zone(Enum):
    """The parts of a file that paragraphs are in."""

    BODY = "body"
    CONTENTS = "contents"
    FOOTNOTES = "footnotes"
    HEADER_FOOTER = "header-footer"


@dataclass(frozen=True, slots=True)
class BookmarkedPlace:
    """The nearest bookmark that leads back to a source.

    In a table, also the cell within it, and the paragraph within that; all from 0.
    """

    name: str
    row: int | None = None
    column: int | None = None
    part: int = 0


class ReadRun(NamedTuple):
    """Text in one style; `language` is empty where it is that of the styles."""

    text: str
    style: str
    language: str


class ReadDrawing(NamedTuple):
    """A picture: its alternative, its name in the file, whether it is marked as decoration."""

    alternative: str
    name: str
    decorative: bool


@dataclass(slots=True)
class ReadParagraph:
    """A paragraph. `links` are the texts of its links, `fill` what is behind it in a table.

    `own` is whether it has a bookmark of its own: else its origin is that of a block before it.
    `needed` is whether Word needs a paragraph there, whatever it says: after a table that ends what
    it stands in or that another follows, at the end of a section, in a cell of nothing else.
    `has_sign` is whether something is in it that is seen and is neither text nor a picture.
    """

    zone: Zone
    style: str
    listed: bool
    origin: BookmarkedPlace
    own: bool = False
    cell: bool = False
    fill: str = ""
    needed: bool = False
    has_sign: bool = False
    runs: list[ReadRun] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    drawings: list[ReadDrawing] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its text; line breaks are line ends."""
        return "".join(run.text for run in self.runs)


class ReadTable(NamedTuple):
    """A table: whether its first row is a header, and what stands there.

    `irregular` is the first cell that is merged with others or has a table in it.
    """

    origin: BookmarkedPlace
    header: bool
    header_text: str
    irregular: BookmarkedPlace | None


@dataclass(slots=True)
class ReadDocument:
    """All that is read in a file, in its order, and its styles."""

    title: str
    stylesheet: Stylesheet
    paragraphs: list[ReadParagraph]
    tables: list[ReadTable]

    def coloured_by(self, *styles: str) -> str:
        """The name of the style that gives text in `styles`, the nearest first, its colour."""
        for ancestor in chain.from_iterable(map(self.stylesheet.ancestry, styles)):
            if child(ancestor, "w:rPr", "w:color") is not None:
                return value(ancestor, "w:name")
        return value(self.stylesheet.by_id.get(self.stylesheet.normal), "w:name")


def read_back(data: bytes, names: Iterable[str]) -> ReadDocument:
    """Read a finished file back. `names` are the bookmarks that lead to a source."""
    package = Package(data, trusted=True)
    document = package.related("", RT.OFFICE_DOCUMENT)
    theme = package.related(document, RT.THEME)
    styles = package.tree(package.related(document, RT.STYLES))
    stylesheet = Stylesheet(styles, package.tree(theme) if theme else None)
    reader = _Reader(frozenset(names), stylesheet)
    reader.blocks(package.tree(document)[0], Zone.BODY)
    for relation in package.relations(document).values():
        if relation.kind == RT.FOOTNOTES:
            for note in package.tree(relation.target):
                if note.get(_TYPE) in (None, "normal"):  # else the lines above notes (17.11.24)
                    reader.blocks(note, Zone.FOOTNOTES)
        elif relation.kind in (RT.HEADER, RT.FOOTER):
            reader.origin = BookmarkedPlace("")
            reader.blocks(package.tree(relation.target), Zone.HEADER_FOOTER)
    return ReadDocument(_title(package), stylesheet, reader.paragraphs, reader.tables)


def _title(package: Package) -> str:
    core = package.related("", RT.CORE_PROPERTIES)
    titles = package.tree(core).iter("{*}title") if core else ()
    return next((title.text or "" for title in titles), "")


class _Reader:
    def __init__(self, names: frozenset[str], stylesheet: Stylesheet) -> None:
        self._names = names
        self._stylesheet = stylesheet
        self.origin = BookmarkedPlace("")
        self.paragraphs: list[ReadParagraph] = []
        self.tables: list[ReadTable] = []

    def blocks(self, parent: Element, zone: Zone, fill: str = "", *, cell: bool = False) -> None:
        """Read what stands on the level of blocks in `parent`."""
        for element in parent:
            if element.tag == _P:
                self._paragraph(element, zone, fill, cell=cell)
            elif element.tag == _TABLE:
                self._table(element, zone)
            elif element.tag == _CONTROL:
                gallery = value(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
                inside = Zone.CONTENTS if gallery == "Table of Contents" else zone
                content = child(element, "w:sdtContent")
                if content is not None:
                    self.blocks(content, inside, fill, cell=cell)

    def _paragraph(self, element: Element, zone: Zone, fill: str, *, cell: bool) -> None:
        properties = child(element, "w:pPr")
        found = ReadParagraph(
            zone,
            value(properties, "w:pStyle") or self._stylesheet.normal,
            child(properties, "w:numPr") is not None,
            self.origin,
            cell=cell,
            fill=fill,
            needed=_is_needed(element),
        )
        self._content(element, found)
        self.paragraphs.append(found)
        if cell:
            self.origin = replace(self.origin, part=self.origin.part + 1)

    def _content(self, parent: Element, found: ReadParagraph) -> None:
        for element in parent:
            if element.tag == _RUN:
                self._run(element, found)
            elif element.tag == _BOOKMARK:
                name = element.get(_NAME) or ""
                if name in self._names:
                    found.origin = self.origin = replace(self.origin, name=name)
                    found.own = True
            elif element.tag == _LINK:
                before = len(found.runs)
                self._content(element, found)
                alternatives = " ".join(drawing.alternative for drawing in found.drawings)
                text = "".join(run.text for run in found.runs[before:])
                found.links.append(text or alternatives)
            elif len(element):
                self._content(element, found)

    def _run(self, element: Element, found: ReadParagraph) -> None:
        style = language = ""
        pieces = []
        for part in element:
            if part.tag == _TEXT:
                pieces.append(part.text or "")
            elif part.tag == _PROPERTIES:
                style = value(part, "w:rStyle")
                language = value(part, "w:lang")
            elif part.tag in _BREAKS:
                pieces.append("\n")
            elif part.tag == _DRAWING:
                found.drawings += _drawings(part)
            elif part.tag in _SIGNS:
                found.has_sign = True
        if pieces:
            found.runs.append(ReadRun("".join(pieces), style, language))

    def _table(self, element: Element, zone: Zone) -> None:
        # Only rows of the first level: those of a table within are that table's.
        style = value(element, "w:tblPr", "w:tblStyle")
        first_row = value(element, "w:tblPr", "w:tblLook", attribute="w:firstRow")
        has_first_row = first_row in ("1", "true", "on")
        header, header_text, irregular = False, "", None
        outside = self.origin.name
        for number, row in enumerate(element.iterchildren(_ROW)):
            start = len(self.paragraphs)
            fill = self._fill_of(style, header=has_first_row and number == 0)
            for column, cell in enumerate(row.iterchildren(_CELL)):
                self.origin = BookmarkedPlace(self.origin.name, number, column)
                about = child(cell, "w:tcPr")
                own = self._stylesheet.fill(child(about, "w:shd"))
                self.blocks(cell, zone, own or fill, cell=True)
                if _is_merged(about) or child(cell, "w:tbl") is not None:
                    irregular = irregular or replace(self.origin, row=number)
            if number == 0:
                outside = self.origin.name
                header = bool(switched(row, "w:trPr", "w:tblHeader"))
                header_text = "".join(p.text for p in self.paragraphs[start:])
        self.tables.append(ReadTable(BookmarkedPlace(outside, 0), header, header_text, irregular))
        self.origin = BookmarkedPlace(outside)

    def _fill_of(self, style: str, *, header: bool) -> str:
        """The background that a table's style gives a row (17.7.6), or empty."""
        for ancestor in self._stylesheet.ancestry(style):
            parts = ancestor.iterfind(qname("w:tblStylePr")) if header else ()
            first = [part for part in parts if part.get(qname("w:type")) == "firstRow"]
            for part in (*first, ancestor):
                if fill := self._stylesheet.fill(child(part, "w:tcPr", "w:shd")):
                    return fill
        return ""


def _is_needed(paragraph: Element) -> bool:
    """Whether Word needs a paragraph here (17.4.65, 17.6.18); it joins tables that touch."""
    before = next(paragraph.itersiblings(*_BLOCKS, preceding=True), None)
    after = next(paragraph.itersiblings(*_BLOCKS), None)
    if after is None or _ends_section(paragraph):
        return before is None or before.tag != _P or _ends_section(before)
    return before is not None and before.tag == after.tag == _TABLE


def _ends_section(paragraph: Element) -> bool:
    return child(paragraph, "w:pPr", "w:sectPr") is not None


def _is_merged(properties: Element | None) -> bool:
    joined = (child(properties, "w:vMerge"), child(properties, "w:hMerge"))
    return value(properties, "w:gridSpan") not in ("", "1") or joined != (None, None)


def _drawings(element: Element) -> Iterator[ReadDrawing]:
    for about in element.iter(_ABOUT):
        descr, name = about.get("descr") or "", about.get("name") or ""
        yield ReadDrawing(descr, name, is_decorative(about))


def is_decorative(about: Element | None) -> bool:
    """Whether a drawing's properties mark it as decoration ([MS-ODRAWXML] 2.39)."""
    marks = () if about is None else about.iter(_DECORATIVE)
    return any(mark.get("val") in ("1", "true") for mark in marks)
