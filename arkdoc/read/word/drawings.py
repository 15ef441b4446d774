"""A drawing, an old picture or an object of a Word file → pictures, words and text boxes.

Pictures that lie in the file become Images (20.2.2.5, 14.1.2.11), whatever they are cropped or
turned to. Of what nobody but Word can draw (charts, SmartArt, EMF …) the words are taken, and
ARK620 says so. Nothing outside the file is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from arkdoc.language.written import DECORATION
from arkdoc.model.assets import is_picture
from arkdoc.model.diagnostic import N_
from arkdoc.model.nodes import Image
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.read.word.drawn_words import chart_words, diagram_words, paragraph_words
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.tags import BOX
from arkdoc.rules.word_files import UNSHOWN_DRAWING

_SAVE_AS_PNG = N_(
    "Right-click it in Word, choose “Save as Picture” and PNG, and put that picture in its place."
)
_PASTE_AS_PNG = N_("Cut it out in Word, and put it back with “Paste Special” as a picture (PNG).")
_PUT_IN = N_("Put the picture itself in: Insert › Pictures. Then delete the old one.")


class _Unshown(NamedTuple):
    """A kind of drawing that can't be shown, and what to do about it; message ids."""

    what: str
    cure: str = _SAVE_AS_PNG


_CHART = _Unshown(N_("a chart"))
_SMART_ART = _Unshown(N_("a SmartArt drawing"))
_INK = _Unshown(N_("a drawing by hand"))
_METAFILE = _Unshown(N_("a drawing in the format EMF or WMF, which only Windows knows"))
_FORMAT = _Unshown(N_("a picture in a format that few programs know"))
_OBJECT = _Unshown(N_("something from another program, such as a sheet of Excel"), _PASTE_AS_PNG)
_MISSING = _Unshown(N_("a picture that is not in the file, only its frame"), _PUT_IN)
_LINKED = _Unshown(N_("a picture that lies outside the file, and is only linked to"), _PUT_IN)

_DOCUMENT_PROPERTIES = qname("wp:docPr")
_BLIP, _IMAGE_DATA, _FILL = qname("a:blip"), qname("v:imagedata"), qname("v:fill")
_DIAGRAM = qname("dgm:relIds")
_CHARTS = (qname("c:chart"), qname("cx:chart"))
_PARAGRAPH, _WORD_ART = qname("a:p"), qname("v:textpath")
_OLE_OBJECT = qname("o:OLEObject")
_WHOLE = frozenset((BOX, _BLIP, _DOCUMENT_PROPERTIES, _PARAGRAPH))
_HOLDERS = frozenset(map(qname, ("pic:pic", "wps:wsp")))
_HOLDERS_PROPERTIES = frozenset(map(qname, ("pic:cNvPr", "wps:cNvPr")))
_IN_BOX = frozenset(map(qname, ("w:t", "m:t", "w:drawing", "w:pict", "w:object", "w:sym")))
_METAFILES = (".emf", ".wmf", ".emz", ".wmz", ".pct", ".pict")
_EMBEDDED, _LINK, _ID = qname("r:embed"), qname("r:link"), qname("r:id")


class DrawingContent(NamedTuple):
    """What a drawing comes to: pictures, words for what can't be shown, and text boxes.

    `boxes` are the w:txbxContent (17.17.1) whose blocks stand after the paragraph.
    """

    images: tuple[Image, ...] = ()
    text: str = ""
    boxes: tuple[Element, ...] = ()


def read_drawing(reading: Reading, element: Element, number: int, column: int) -> DrawingContent:
    """Read a w:drawing (17.3.3.9), w:pict (17.3.3.21) or w:object (17.3.3.19).

    It hangs in paragraph `number`, before the character `column`.
    """
    return _DrawingReader(reading, element, number, column).read()


class _Picture(NamedTuple):
    """A picture that can be shown, and what it is said to show, if that is said of it alone."""

    source: str
    alt: str


class _DrawingReader:
    def __init__(self, reading: Reading, element: Element, number: int, column: int) -> None:
        self._reading = reading
        self._element = element
        self._span = reading.span(number, column - 1, column - 1)
        self._parts = reading.drawn_parts
        self._relations = self._parts.relations(element)
        self._alt = ""
        self._own_alt = ""
        self._is_decorative = False
        self._is_object = element.find(f".//{_OLE_OBJECT}") is not None
        self._pictures: list[_Picture] = []
        self._words: list[str] = []
        self._boxes: list[Element] = []
        self._unshown: set[tuple[str, ...]] = set()

    def read(self) -> DrawingContent:
        for element in _outermost(self._element):
            self._take(element)
        if self._is_object and not self._pictures and not self._unshown:
            self._leave_out(_OBJECT, self._alt)
        return DrawingContent(tuple(self._images()), " ".join(self._words), tuple(self._boxes))

    def _take(self, element: Element) -> None:
        tag = element.tag
        if tag == _DOCUMENT_PROPERTIES:
            self._alt = _alt(element.get("descr"), element.get("title"))
            self._is_decorative = _is_decorative(element) or self._alt.lower() == DECORATION
        elif tag in _HOLDERS:
            self._own_alt = ""
        elif tag in _HOLDERS_PROPERTIES:
            self._own_alt = _alt(element.get("descr"), element.get("title"))
        elif tag == BOX:
            if next(element.iter(*_IN_BOX), None) is not None:
                self._boxes.append(element)
        elif tag == _BLIP:
            self._blip(element)
        elif tag in (_IMAGE_DATA, _FILL):
            self._image_data(element)
        elif tag in _CHARTS:
            self._chart(element)
        elif tag == _DIAGRAM:
            part = self._target(element.get(qname("r:dm")))
            self._leave_out(_SMART_ART, self._alt, self._parts.words(part, diagram_words))
        elif tag == _PARAGRAPH:
            self._say_words(paragraph_words(element))
        elif tag == _WORD_ART:
            self._say_words(element.get("string") or "")
        elif str(tag).endswith("}contentPart"):  # 20.5.2.14, of an application's own choice
            self._leave_out(_INK, self._alt)

    def _say_words(self, text: str) -> None:
        if words := " ".join(text.split()):
            self._words.append(words)

    # --- pictures ------------------------------------------------------------------------

    def _blip(self, blip: Element) -> None:
        """A picture of DrawingML (20.1.8.13); a drawing of points beside it is the finer one."""
        alt = self._own_alt
        svg = blip.find(f".//{qname('asvg:svgBlip')}")
        finer = "" if svg is None else self._target(svg.get(_EMBEDDED))
        if self._parts.keep_svg(finer):
            self._parts.keep_stand_in(finer, self._target(blip.get(_EMBEDDED)))
            self._show(finer, alt)
        elif (id_ := blip.get(_EMBEDDED)) is not None:
            self._picture(id_, alt)
        elif blip.get(_LINK) is not None:
            self._leave_out(_LINKED, self._alt or alt)

    def _image_data(self, element: Element) -> None:
        """A picture of VML (14.1.2.11), or a shape filled with one (14.1.2.5)."""
        if element.tag == _FILL and element.get("type") != "frame":
            return
        shape = element.getparent()
        title = element.get(qname("o:title"))
        alt = _alt(None if shape is None else shape.get("alt"), title)
        if (id_ := element.get(_ID) or element.get(qname("o:relid"))) is not None:
            self._picture(id_, alt)
        elif element.get(qname("r:href")) or element.get("src"):
            self._leave_out(_LINKED, self._alt or alt)

    def _picture(self, id_: str, alt: str) -> None:
        relation = self._relations.get(id_)
        part = self._target(id_)
        fault = self._fault_of(part) if part else _MISSING
        if relation is not None and relation.external:
            fault = _LINKED
        if fault is None:
            self._show(part, alt)
        else:
            self._leave_out(_OBJECT if self._is_object else fault, self._alt or alt)

    def _show(self, part: str, alt: str) -> None:
        self._pictures.append(_Picture(self._parts.source(part), alt))

    def _fault_of(self, part: str) -> _Unshown | None:
        """Why the picture in `part` is of a kind that can't be shown; its bytes are kept if not."""
        start = self._parts.keep_picture(part)
        if not start:
            return None
        is_metafile = _is_metafile(start) or part.lower().endswith(_METAFILES)
        return _METAFILE if is_metafile else _FORMAT

    def _images(self) -> Iterator[Image]:
        """The pictures, each with its text. What is said of a group is said of its first."""
        is_group = len(self._pictures) > 1
        for place, picture in enumerate(self._pictures):
            alt = picture.alt
            if not is_group:
                alt = self._alt or picture.alt
            elif place == 0 and self._alt and self._alt != alt:
                alt = f"{self._alt}: {alt}" if alt else self._alt
            is_decorative = self._is_decorative or (place > 0 and not alt and bool(self._alt))
            yield Image(
                picture.source,
                "" if is_decorative else alt,
                decorative=is_decorative,
                span=self._span,
            )

    # --- what can't be shown -------------------------------------------------------------

    def _chart(self, element: Element) -> None:
        part = self._target(element.get(_ID))
        alt = _words_only(self._alt)
        self._leave_out(_CHART, alt, "" if alt else self._parts.words(part, chart_words))

    def _leave_out(self, kind: _Unshown, *words: str) -> None:
        """Report what can't be shown; its words stand in for it."""
        if (kind.what, *words) in self._unshown:
            return
        self._unshown.add((kind.what, *words))
        self._words += [text for text in map(_words_only, words) if text]
        self._reading.say(UNSHOWN_DRAWING, self._span, what=kind.what, cure=kind.cure)

    def _target(self, id_: str | None) -> str:
        """The part that a relationship leads to, or empty."""
        relation = self._relations.get(id_ or "")
        if relation is None or relation.external:
            return ""
        return relation.target if self._parts.has(relation.target) else ""


def _outermost(drawing: Element) -> Iterator[Element]:
    """The elements in `drawing` in order, without what is in those that are read as a whole."""
    left = [drawing]
    while left:
        element = left.pop()
        yield element
        if element.tag not in _WHOLE:
            left.extend(reversed(element))


# --- what it is said to show -------------------------------------------------------------


def _alt(description: str | None, title: str | None) -> str:
    """The alternative text: the description, else the title, unless that alone tells something."""
    texts = [" ".join((text or "").split()) for text in (description, title)]
    return next(filter(_words_only, texts), texts[0])


def _words_only(text: str) -> str:
    """`text`, or nothing where it is the name of a file."""
    return "" if is_picture(text) else text


def _is_decorative(properties: Element) -> bool:
    mark = properties.find(f".//{qname('adec:decorative')}")
    return mark is not None and mark.get("val") in ("1", "true")


def _is_metafile(data: bytes) -> bool:
    """Whether it is an EMF or WMF, by how it begins (MS-EMF 2.3.4.2, MS-WMF 2.3.2)."""
    if data[40:44] == b" EMF":
        return True
    return data.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0"))
