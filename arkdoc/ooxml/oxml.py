"""Names, attributes and text → elements of Office Open XML.

`w("ind", left=340)` is `<w:ind w:left="340"/>`. The functions below it each make one
construct of ECMA-376 part 1 whose shape would otherwise have to be remembered in many places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from lxml import etree

from arkdoc.model.regex import regex

Element: TypeAlias = etree._Element
Value: TypeAlias = str | int | None

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "cp": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

# What is not a Char in XML 1.0 (5th edition, 2.2), the two line ends among them: an XML
# parser would not give those back. (All others, and not these, would take ten times as long to
# compile.)
_NOT_XML = regex("[\x00-\x08\n-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = regex("\r\n|[\r\n]")
_PIECES = regex("([\t\u00ad])")


def clean(text: str) -> str:
    """`text` with every character that XML can't hold replaced by U+FFFD.

    Reading has settled those in what people write. This guards what comes from elsewhere.
    """
    return _NOT_XML.sub("\ufffd", _LINE_END.sub(" ", text))


@cache
def _name(tag: str) -> tuple[str, dict[str, str]]:
    prefix, _, local = tag.partition(":")
    uri = NAMESPACES[prefix]
    return f"{{{uri}}}{local}", {prefix: uri}


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


@cache
def qname(tag: str) -> str:
    """The name that lxml gives `prefix:tag`; a name without a prefix is its own."""
    return _name(tag)[0] if ":" in tag else tag


def el(tag: str, /, *children: Element | None, **attributes: Value) -> Element:
    """The element `tag`, as `prefix:name`; an attribute or child that is None is left out."""
    name, nsmap = _name(tag)
    return _element(name, nsmap, children, attributes)


def w(tag: str, /, *children: Element | None, **attributes: Value) -> Element:
    """The WordprocessingML element `w:tag`, its attributes in the same namespace."""
    return el(f"w:{tag}", *children, **{f"w:{key}": value for key, value in attributes.items()})


def root(tag: str, prefixes: str, *children: Element | None, **attributes: Value) -> Element:
    """A part's root element, which declares the namespaces of `prefixes`."""
    nsmap = {prefix: NAMESPACES[prefix] for prefix in prefixes.split()}
    return _element(_name(tag)[0], nsmap, children, attributes)


def _element(
    name: str,
    nsmap: dict[str, str],
    children: Iterable[Element | None],
    attributes: Mapping[str, Value],
) -> Element:
    element = etree.Element(name, None, nsmap)
    for key, value in attributes.items():
        if value is not None:
            element.set(qname(key), value if isinstance(value, str) else str(value))
    element.extend(child for child in children if child is not None)
    return element


# The order that the schema asks for (A.1: CT_PPrBase, CT_RPr).
_ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
    ),
}


def insert_property(properties: Element, element: Element) -> None:
    """Put `element` into a w:pPr, or into a w:rPr, where the schema has its place."""
    order = _ORDER[local_name(properties)].split()
    later = order[order.index(local_name(element)) + 1 :]
    place = (place for place, other in enumerate(properties) if local_name(other) in later)
    properties.insert(next(place, len(properties)), element)


def without_extensions(element: Element) -> Element:
    """`element`, after removing everything in it that is not of the standard itself."""
    own = f"{{{NAMESPACES['w']}}}"
    for inside in list(element.iterdescendants()):
        parent = inside.getparent()
        if not str(inside.tag).startswith(own) and parent is not None:
            parent.remove(inside)
    return element


def put(element: Element, attribute: str, value: str) -> None:
    """Set an attribute of an element made earlier."""
    element.set(qname(attribute), value)


def flag(tag: str, on: bool) -> Element | None:
    """The on/off property `w:tag` (17.17.4), where it is on."""
    return w(tag) if on else None


def xml(element: Element, *, keep_namespaces: bool = False) -> bytes:
    """The element as a part of a package: UTF-8, with an XML declaration.

    Namespaces that no name in it uses are dropped, unless `keep_namespaces`: in a part from
    another package mc:Ignorable may name any of them (part 3, 7.2).
    """
    if not keep_namespaces:
        etree.cleanup_namespaces(element, keep_ns_prefixes=["w", "r"])
    return etree.tostring(element, encoding="UTF-8", standalone=True)


def same(one: Element, other: Element) -> bool:
    """Whether two elements are serialised alike."""
    return etree.tostring(one) == etree.tostring(other)


# --- text: 17.3.2, 17.3.3 --------------------------------------------------------------


def run(*content: Element, style: str = "", language: str = "") -> Element:
    """A run (17.3.2.25) in the character style `style`; `language` as BCP 47."""
    properties = None
    if style or language:
        properties = w(
            "rPr",
            w("rStyle", val=style) if style else None,
            w("lang", val=language) if language else None,
        )
    return w("r", properties, *content)


def text(string: str) -> list[Element]:
    """A run's content for `string`: w:t, and w:tab and w:softHyphen where it has them."""
    content = []
    for piece in _PIECES.split(clean(string)):
        if piece == "\t":
            content.append(w("tab"))
        elif piece == "\u00ad":
            content.append(w("softHyphen"))
        elif piece:
            element = w("t")
            element.text = piece
            if piece != piece.strip() or "  " in piece:
                put(element, "xml:space", "preserve")
            content.append(element)
    return content


def lines(string: str) -> list[Element]:
    """`text`, keeping the line ends of `string` as breaks (17.3.3.1)."""
    first, *rest = _LINE_END.split(string)
    content = text(first)
    for line in rest:
        content += [w("br"), *text(line)]
    return content


def paragraph(properties: Element, content: Iterable[Element]) -> Element:
    """A paragraph (17.3.1.22)."""
    element = w("p", properties)
    element.extend(content)
    return element


# --- links and fields: 17.13.6, 17.16 ---------------------------------------------------


def bookmark_name(identifier: str) -> str:
    """A unique name that Word accepts for a bookmark: at most 40 letters, digits and `_`.

    Word compares names without regard to case, hence lower case only.
    """
    if re.fullmatch("[a-z][a-z0-9_]{0,39}", identifier):
        return identifier
    readable = re.sub("[^a-z0-9]+", "_", identifier.lower()).strip("_")[:27]
    return f"b_{readable}_{sha256(identifier.encode('utf-8', 'replace')).hexdigest()[:10]}"


def bookmark(number: int, name: str, content: Iterable[Element]) -> list[Element]:
    """`content` between the two ends of a bookmark (17.13.6.2); `number` pairs them."""
    return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]


def bookmark_first(number: int, name: str, element: Element) -> None:
    """Put a bookmark around the content of the first paragraph of a table's row."""
    first = next(element.iter(qname("w:p")))
    first.insert(1, w("bookmarkStart", id=number, name=name))
    first.append(w("bookmarkEnd", id=number))


def hyperlink(
    content: Iterable[Element], *, relationship: str = "", anchor: str = "", tip: str = ""
) -> Element:
    """A link (17.16.22) to the outside by `relationship`, or to the bookmark `anchor`."""
    identifier: dict[str, Value] = {"r:id": relationship or None}
    where = {"w:anchor": anchor or None, "w:tooltip": clean(tip) or None}
    return el("w:hyperlink", *content, **identifier, **where, **{"w:history": 1})


def field(instruction: str, result: Iterable[Element]) -> list[Element]:
    """A complex field (17.16.18) with the runs that are its cached `result`."""
    return [*field_start(instruction), *result, field_end()]


def field_start(instruction: str) -> list[Element]:
    """The runs that open a field, up to its result."""
    code = w("instrText")
    code.text = f" {instruction} "
    put(code, "xml:space", "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
    ]


def field_end() -> Element:
    """The run that closes a field."""
    return w("r", w("fldChar", fldCharType="end"))


# --- pictures: 20.4.2.8, 20.2 -----------------------------------------------------------

_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_DECORATIVE_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


class PictureShape(NamedTuple):
    """What a drawing shows: `width` and `height` in EMU, `image` and `svg` as relationships.

    Without `alt` it is decoration. `number` is the document's own, `name` its label in Word.
    """

    number: int
    name: str
    width: int
    height: int
    alt: str | None
    title: str
    image: str
    svg: str = ""


def drawing(picture: PictureShape) -> Element:
    """A picture in the line of text (20.4.2.8), its decoration as in [MS-ODRAWXML] 2.39."""
    decorative = None
    if picture.alt is None:
        mark = el("adec:decorative", val=1)
        decorative = el("a:extLst", el("a:ext", mark, uri=_DECORATIVE_EXTENSION))
    about = el(
        "wp:docPr",
        decorative,
        id=picture.number,
        name=picture.name,
        descr=clean(picture.alt or ""),
        title=clean(picture.title) or None,
    )
    extent = el("wp:extent", cx=picture.width, cy=picture.height)
    frame = el("wp:cNvGraphicFramePr", el("a:graphicFrameLocks", noChangeAspect=1))
    graphic = el("a:graphic", el("a:graphicData", _picture(picture), uri=NAMESPACES["pic"]))
    inline = el("wp:inline", extent, about, frame, graphic, distT=0, distB=0, distL=0, distR=0)
    return w("drawing", inline)


def _picture(picture: PictureShape) -> Element:
    name = el("pic:cNvPr", id=picture.number, name=picture.name)
    vector = None
    if picture.svg:
        blip = el("asvg:svgBlip", **{"r:embed": picture.svg})
        vector = el("a:extLst", el("a:ext", blip, uri=_SVG_EXTENSION))
    image = el("a:blip", vector, **{"r:embed": picture.image})
    extent = el("a:ext", cx=picture.width, cy=picture.height)
    frame = el("a:xfrm", el("a:off", x=0, y=0), extent)
    return el(
        "pic:pic",
        el("pic:nvPicPr", name, el("pic:cNvPicPr")),
        el("pic:blipFill", image, el("a:stretch", el("a:fillRect"))),
        el("pic:spPr", frame, el("a:prstGeom", el("a:avLst"), prst="rect")),
    )
