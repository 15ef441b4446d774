"""A template's header for the first page → the logo and the lines of text that it shows.

They are given to the PDF and the web page where the house style names no sender. What fields show
is the note's own, and no part of a letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from arkdoc.model.regex import regex
from arkdoc.ooxml.media import Media
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.reader import child, value
from arkdoc.ooxml.units import EMU_PER_INCH
from arkdoc.write.docx.audit.read_back import is_decorative
from arkdoc.write.docx.template.headers_footers import HeaderFooter

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MM_PER_EMU = 25.4 / EMU_PER_INCH
_FRAMES = (qname("wp:inline"), qname("wp:anchor"))
_EMBED, _ID = qname("r:embed"), qname("r:id")
_LENGTH = regex(
    r"(?:^|;)\s*width:\s*(\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})(pt|in|mm|cm|px)",
    re.IGNORECASE | re.ASCII,
)
_MM = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96}


@dataclass(frozen=True, slots=True)
class TemplateLetterhead:
    """A header's logo, what Word says of it, and the lines of text beside it.

    `decorative`: Word has it marked as something that needs no words. `width` is the logo's in
    millimetres, 0 where the header doesn't say.
    """

    logo: Media
    alternative: str
    decorative: bool
    width: float
    side: Literal["left", "right"]
    lines: tuple[str, ...]


def has_logo(header: HeaderFooter | None) -> bool:
    """Whether a header shows a picture: it is a letterhead then."""
    return header is not None and next(_pictures(header), None) is not None


def letterhead(header: HeaderFooter, measure: float) -> TemplateLetterhead | None:
    """What a header that has a logo shows; `measure` is the width of its text in millimetres."""
    shown = next(_pictures(header), None)
    if shown is None:
        return None
    picture, media = shown
    around = list(_around(picture))
    frame = next((element for element in around if element.tag in _FRAMES), None)
    about = child(frame, "wp:docPr")
    shape = next((element for element in around if element.tag == qname("v:shape")), None)
    alternative = value(about, attribute="descr") or value(shape, attribute="alt")
    return TemplateLetterhead(
        logo=media,
        alternative=" ".join(alternative.split()),
        decorative=is_decorative(about),
        width=_width(frame, shape),
        side="right" if _is_at_right(picture, around, frame, measure) else "left",
        lines=tuple(_lines(header.root)),
    )


def _pictures(header: HeaderFooter) -> Iterator[tuple[Element, Media]]:
    """The pictures of a header that are shown, as SVG where there is one."""
    for element in header.root.iter(qname("a:blip"), qname("v:imagedata")):
        if any(parent.tag == _FALLBACK for parent in element.iterancestors()):
            continue
        vectors = (vector.get(_EMBED) for vector in element.iter(qname("asvg:svgBlip")))
        for identifier in (*vectors, element.get(_EMBED), element.get(_ID)):
            if identifier and identifier in header.pictures:
                yield element, header.pictures[identifier]
                break


def _around(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def _width(frame: Element | None, shape: Element | None) -> float:
    extent = value(child(frame, "wp:extent"), attribute="cx")
    if extent.isascii() and extent.isdigit():
        return int(extent[:12]) * _MM_PER_EMU
    said = _LENGTH.search(value(shape, attribute="style"))
    return float(said[1]) * _MM[said[2].lower()] if said else 0


def _is_at_right(
    picture: Element, around: list[Element], frame: Element | None, measure: float
) -> bool:
    """Whether the picture stands in the right half of the header."""
    across = child(frame, "wp:positionH")
    if across is not None:
        align, offset = child(across, "wp:align"), child(across, "wp:posOffset")
        if align is not None:
            return align.text in ("right", "outside")
        said = (offset.text or "") if offset is not None else ""
        is_number = re.fullmatch(r"\d{1,12}", said) is not None
        return is_number and int(said) * _MM_PER_EMU > measure / 2
    cell = next((element for element in around if element.tag == qname("w:tc")), None)
    if cell is not None and cell.getprevious() is not None:
        return next(cell.itersiblings(qname("w:tc")), None) is None
    paragraph = next((element for element in around if element.tag == qname("w:p")), None)
    if value(paragraph, "w:pPr", "w:jc") in ("right", "end"):
        return True
    for element in () if paragraph is None else paragraph.iter():
        if element is picture:
            return False
        if _is_tab(element):
            return True
    return False


def _lines(root: Element) -> Iterator[str]:
    """The texts of a header, parted by line breaks and tabs, without the results of fields."""
    for paragraph in root.iter(qname("w:p")):
        if any(parent.tag == _FALLBACK for parent in paragraph.iterancestors()):
            continue
        for piece in "".join(_own_text(paragraph)).split("\n"):
            if line := " ".join(piece.split()):
                yield line


def _own_text(paragraph: Element) -> Iterator[str]:
    depth = 0
    for element in paragraph.iter():
        kind = value(element, attribute="w:fldCharType")
        depth += (kind == "begin") - (kind == "end" and depth > 0)
        if depth or _is_elsewhere(element, paragraph):
            continue
        if element.tag == qname("w:t"):
            yield element.text or ""
        elif element.tag in (qname("w:br"), qname("w:cr")) or _is_tab(element):
            yield "\n"


def _is_tab(element: Element) -> bool:
    """Whether it is a tab in the text, and no tab stop of its paragraph."""
    parent = element.getparent()
    is_one = element.tag in (qname("w:tab"), qname("w:ptab"))
    return is_one and parent is not None and parent.tag == qname("w:r")


def _is_elsewhere(element: Element, paragraph: Element) -> bool:
    """Whether it is the result of a simple field, or in a paragraph within this one."""
    for parent in element.iterancestors():
        if parent is paragraph:
            return False
        if parent.tag in (qname("w:fldSimple"), qname("w:p"), _FALLBACK):
            return True
    return False
