"""The tree of a part of a Word file → the same tree with one change, as the picks say, and its name.

Most changes keep paragraphs where paragraphs may stand and runs where runs may; some don't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from lxml import etree

from tests.support.picks import Picks
from tests.support.word_packages import DECLARATIONS

PREFIXES = {
    name.removeprefix("xmlns:"): uri.strip('"')
    for name, _, uri in (each.partition("=") for each in DECLARATIONS.split())
}
MOST_BYTES = 400_000
"""How large a part may become by what is doubled in it."""

Tree = Any
_Change = Callable[[Any, Tree, Picks], str]


def change(root: Tree, picks: Picks) -> str:
    """Make one change below `root`; what it was, or empty where nothing could be changed."""
    function = picks.of(CHANGES)
    if not len(root):
        return ""
    first, *others = root.iterdescendants("*")
    return function(picks.of([*others, first]), root, picks)


# --- any element ---------------------------------------------------------------------------


def _removed(element: Any, root: Tree, picks: Picks) -> str:
    element.getparent().remove(element)
    return f"{name_of(element)} removed"


def _unwrapped(element: Any, root: Tree, picks: Picks) -> str:
    for child in [*element]:
        element.addprevious(child)
    element.getparent().remove(element)
    return f"{name_of(element)} replaced by what is in it"


def _doubled(element: Any, root: Tree, picks: Picks) -> str:
    if len(etree.tostring(root)) > MOST_BYTES:
        return ""
    element.addnext(deepcopy(element))
    return f"{name_of(element)} doubled"


def _nested(element: Any, root: Tree, picks: Picks) -> str:
    """The element in copies of its own shell."""
    times = picks.of((1, 2, 12, 60, 300))
    if len(etree.tostring(root)) > MOST_BYTES:
        return ""
    for _ in range(times):
        shell = etree.Element(element.tag, dict(element.attrib))
        element.addprevious(shell)
        shell.append(element)
    return f"{name_of(element)} in itself {times} times"


def _moved(element: Any, root: Tree, picks: Picks) -> str:
    """To stand beside another one of its kind."""
    there = picks.of([*root.iter(element.tag)])
    if there is element or element in there.iterancestors():
        return ""
    there.addnext(element)
    return f"{name_of(element)} moved to another one"


def _lost(element: Any, root: Tree, picks: Picks) -> str:
    """Into any other element."""
    there = picks.of([root, *root.iterdescendants("*")])
    if there is element or element in there.iterancestors():
        return ""
    there.insert(picks.below(len(there) + 1), element)
    return f"{name_of(element)} moved into {name_of(there)}"


def _attribute(element: Any, root: Tree, picks: Picks) -> str:
    """An attribute of an element that has one, or a `w:val`, says something else."""
    having = [each for each in root.iter("*") if each.attrib] or [element]
    element = picks.of(having)
    name = picks.of([*element.attrib] or [f"{{{PREFIXES['w']}}}val"])
    element.set(name, picks.of(VALUES))
    return f"{name_of(element)} {_local(name)}={element.get(name)!r:.40}"


def _reference(element: Any, root: Tree, picks: Picks) -> str:
    """An attribute says what another one by its name says: another style, number, note, link."""
    element = picks.of([each for each in root.iter("*") if each.attrib] or [element])
    name = picks.of([*element.attrib] or [f"{{{PREFIXES['w']}}}val"])
    said = [each.get(name) for each in root.iter("*") if each.get(name) is not None]
    element.set(name, picks.of(said or [""]))
    return f"{name_of(element)} {_local(name)}={element.get(name)!r:.40}"


def _text(element: Any, root: Tree, picks: Picks) -> str:
    """Text instead of, or after, that of an element which has some."""
    element = picks.of([each for each in root.iter("*") if each.text] or [element])
    said = picks.of(TEXTS)
    element.text = picks.of(("", element.text or "")) + said
    return f"{name_of(element)} says {said!r:.40}"


# --- elements by their kind ----------------------------------------------------------------


def _wrapped(element: Any, root: Tree, picks: Picks) -> str:
    """One or all that stand in a row in something that may stand there, or may not."""
    if not (tags := _there(root, WRAPPERS)):
        return ""
    tag = picks.of(tags)
    element, wrapper = picks.of([*root.iter(qualified(tag))]), picks.of(WRAPPERS[tag])
    around, there = _wrapper(wrapper)
    element.addprevious(around)
    for each in [element, *element.itersiblings(element.tag)][: picks.of((1, 1, 2, 99))]:
        there.append(each)
    return f"{name_of(element)} in {wrapper[:40]}"


def _added(element: Any, root: Tree, picks: Picks) -> str:
    """What may stand in an element of some kind, put into one of them."""
    if not (tags := _there(root, CONTENT)):
        return ""
    tag = picks.of((*tags, tags[0]))
    element, written = picks.of([*root.iter(qualified(tag))]), picks.of(CONTENT[tag])
    for number, each in enumerate(_elements(written), picks.below(len(element) + 1)):
        element.insert(number, each)
    return f"{written[:60]} in {name_of(element)}"


def _with_property(element: Any, root: Tree, picks: Picks) -> str:
    """A property of a paragraph, a run, a cell …, which comes before those that it has."""
    if not (tags := _there(root, PROPERTIES)):
        return ""
    tag = picks.of(tags)
    element = picks.of([*root.iter(qualified(tag))])
    kind, choices = PROPERTIES[tag]
    written = picks.of(choices)
    properties = element.find(qualified(kind))
    if properties is None:
        properties = etree.Element(qualified(kind))
        element.insert(0, properties)
    for each in _elements(written):
        properties.insert(0, each)
    return f"{name_of(element)} with {written[:60]}"


def _field_mark(element: Any, root: Tree, picks: Picks) -> str:
    """A mark of a field lost, or turned into another one."""
    marks = [*root.iter(qualified("w:fldChar"))]
    if not marks:
        return _added(element, root, picks)
    mark, kind = picks.of(marks), picks.of(("", "begin", "separate", "end"))
    if kind:
        mark.set(qualified("w:fldCharType"), kind)
    else:
        mark.getparent().remove(mark)
    return f"a mark of a field is {kind or 'lost'}"


CHANGES: Sequence[_Change] = (
    _removed, _unwrapped, _doubled, _nested, _moved, _lost, _attribute, _attribute, _reference,
    _text, _text, _wrapped, _wrapped, _wrapped, _added, _added, _added, _with_property,
    _with_property, _with_property, _field_mark,
)  # fmt: skip

# --- what is put in ------------------------------------------------------------------------

_WHO = 'w:id="7" w:author="Kari"'
_BOX = (
    '<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
)  # fmt: skip
_SHAPE = (
    '<w:r><w:drawing><wp:anchor><wp:docPr id="9" name="Boks"/><a:graphic><a:graphicData><wps:wsp>'
    "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:anchor></w:drawing></w:r>"
)
_ALTERNATIVES = (
    '<mc:AlternateContent><mc:Choice Requires="wps">…</mc:Choice><mc:Fallback/></mc:AlternateContent>',
    '<mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback>…</mc:Fallback></mc:AlternateContent>',
    '<mc:AlternateContent>…</mc:AlternateContent>',
)  # fmt: skip
CODES = (
    "PAGE", "TOC \\o", "REF a \\h", "NOTEREF a", "SEQ Figur \\* ARABIC", "SEQ Tabell", "FORMTEXT", "FORMCHECKBOX",
    "HYPERLINK &quot;https://x.example/&quot;", "HYPERLINK \\l a", "HYPERLINK", "IF 1 = 1", "XE &quot;a&quot;",
    "INCLUDETEXT &quot;/etc/hostname&quot;", "INCLUDEPICTURE &quot;http://x.example/a.png&quot;", "DDEAUTO a b",
    "=1+1", "", "SYMBOL 183 \\f Symbol", "MACROBUTTON a b", "QUOTE 65", "TC &quot;a&quot;", "RD a", "TIME", "AUTONUM",
    "LISTNUM", "EQ \\f(1;2)", "BIBLIOGRAPHY", "CITATION a", "FILLIN a", "ADVANCE \\d 4",
)  # fmt: skip

WRAPPERS: dict[str, tuple[str, ...]] = {
    "w:r": (
        *(f"<w:{kind} {_WHO}>…</w:{kind}>" for kind in ("ins", "del", "moveFrom", "moveTo")),
        *(f'<w:fldSimple w:instr=" {code} ">…</w:fldSimple>' for code in CODES),
        *_ALTERNATIVES,
        '<w:hyperlink w:anchor="a">…</w:hyperlink>', '<w:hyperlink r:id="link0">…</w:hyperlink>',
        '<w:hyperlink r:id="styles">…</w:hyperlink>', "<w:smartTag>…</w:smartTag>", "<w:bdo>…</w:bdo>",
        "<w:dir>…</w:dir>", "<w:customXml>…</w:customXml>", "<w:r>…</w:r>", "<w:p>…</w:p>", "<w:t>…</w:t>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>…</w:sdtContent></w:sdt>",
        '<w:sdt><w:sdtPr><w:tag w:val="enhet"/></w:sdtPr><w:sdtContent>…</w:sdtContent></w:sdt>',
        "<w:sdt><w:sdtContent>…</w:sdtContent></w:sdt>", "<w:sdt>…</w:sdt>", "<w:pPr>…</w:pPr>",
        "<w:r><w:ruby><w:rt>…</w:rt><w:rubyBase/></w:ruby></w:r>", "<m:oMath>…</m:oMath>",
        _BOX.format("<w:p>…</w:p>"), _SHAPE.format("<w:p>…</w:p>"), _BOX.format("…"),
        "<w:fitText>…</w:fitText>", "<w:subDoc>…</w:subDoc>",
    ),
    "w:p": (
        *(f"<w:{kind} {_WHO}>…</w:{kind}>" for kind in ("ins", "del", "moveFrom", "moveTo")),
        *_ALTERNATIVES,
        "<w:tbl><w:tr><w:tc>…</w:tc></w:tr></w:tbl>", "<w:tbl>…</w:tbl>", "<w:customXml>…</w:customXml>",
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>…</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:sdt><w:sdtContent>…</w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>…</w:sdtContent></w:sdt>",
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent>…</w:sdtContent></w:sdt>",
        '<w:sdt><w:sdtPr><w:tag w:val="enhet"/></w:sdtPr><w:sdtContent>…</w:sdtContent></w:sdt>',
        '<w:sdt><w:sdtPr><w:tag w:val="svar"/></w:sdtPr><w:sdtContent>…</w:sdtContent></w:sdt>',
        f"<w:p>{_BOX.format('…')}</w:p>", f"<w:p>{_SHAPE.format('…')}</w:p>", "<w:p>…</w:p>", "<w:body>…</w:body>",
        f"<w:p>{_SHAPE.format('…')}{_BOX.format('<w:p/>')}</w:p>",
        f'<w:p><w:pPr><w:pStyle w:val="INNH1"/></w:pPr>{_BOX.format("…")}</w:p>',
    ),
    "w:tbl": (
        "<w:tbl><w:tr><w:tc>…<w:p/></w:tc></w:tr></w:tbl>", "<w:ins>…</w:ins>", "<w:del>…</w:del>", "<w:p>…</w:p>",
        "<w:sdt><w:sdtContent>…</w:sdtContent></w:sdt>", f"<w:p>{_BOX.format('…')}</w:p>", *_ALTERNATIVES,
    ),
    "w:tr": ("<w:sdt><w:sdtContent>…</w:sdtContent></w:sdt>", "<w:ins>…</w:ins>", "<w:del>…</w:del>", *_ALTERNATIVES),
    "w:tc": (
        "<w:sdt><w:sdtContent>…</w:sdtContent></w:sdt>", "<w:ins>…</w:ins>", "<w:del>…</w:del>", "<w:tr>…</w:tr>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>…</w:sdtContent></w:sdt>",
    ),
    "w:t": ("<w:r>…</w:r>", "<w:t>…</w:t>", "<w:ins>…</w:ins>", "<w:instrText>…</w:instrText>", "<w:delText/>…"),
    "m:r": (
        "<m:f><m:num>…</m:num><m:den/></m:f>", "<m:rad><m:e>…</m:e></m:rad>", "<m:d><m:e>…</m:e></m:d>",
        "<m:sSup><m:e/><m:sup>…</m:sup></m:sSup>", "<m:nary><m:sub>…</m:sub><m:e/></m:nary>", "<w:ins>…</w:ins>",
        "<m:m><m:mr><m:e>…</m:e></m:mr></m:m>", "<w:del>…</w:del>", "<m:box>…</m:box>",
    ),
}  # fmt: skip
"""What stands around an element of each kind, with `…` in its place."""

_FIELD_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_RUN = "<w:r><w:t>{}</w:t></w:r>"
_BLOCKS = (
    f"<w:p>{_RUN.format('Avsnitt')}</w:p>", "<w:p/>", "<w:tbl/>", '<w:altChunk r:id="styles"/>', "<w:sectPr/>",
    f"<w:tbl><w:tr><w:tc><w:p>{_RUN.format('Uke')}</w:p></w:tc><w:tc/></w:tr><w:tr/></w:tbl>",
    "<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>", '<w:bookmarkStart w:id="9" w:name="a"/>',
    f'<w:p><w:pPr><w:pStyle w:val="Bildetekst"/></w:pPr>{_RUN.format("Tabell 1: Tall")}</w:p>',
)  # fmt: skip
CONTENT: dict[str, tuple[str, ...]] = {
    "w:p": (
        *(_FIELD_MARK.format(kind) for kind in ("begin", "separate", "end")),
        *(_FIELD_MARK.format("begin") + f"<w:r><w:instrText> {code} </w:instrText></w:r>" + _FIELD_MARK.format("separate")
          for code in CODES),
        *(f"<w:r><w:{name}/></w:r>" for name in
          ("br", "cr", "tab", "ptab", "noBreakHyphen", "softHyphen", "pgNum", "sym", "footnoteRef", "separator")),
        *(f'<w:r><w:{name} w:id="{id_}"/></w:r>' for name in ("footnoteReference", "endnoteReference", "commentReference")
          for id_ in ("1", "2", "-1", "")),
        '<w:r><w:br w:type="page"/></w:r>', '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', _RUN.format("ord"), _RUN.format(" "), "<w:r/>",
        '<w:r><w:sym w:font="Ukjent" w:char="0041"/></w:r>', "<m:oMath><m:r><m:t>y</m:t></m:r></m:oMath>",
        '<w:bookmarkStart w:id="8" w:name="a"/>', '<w:bookmarkEnd w:id="8"/>', "<w:proofErr/>",
        '<w:commentRangeStart w:id="1"/>', '<w:moveFromRangeStart w:id="3" w:name="m"/>', '<w:permStart w:id="5"/>',
        *(f'<w:r><w:drawing><wp:inline><wp:docPr id="3" name="a" descr="{descr}"/><a:graphic><a:graphicData><pic:pic>'
          f'<pic:blipFill><a:blip r:{how}="{id_}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
          "</w:drawing></w:r>" for descr in ("", "Et bilde", "dekorasjon") for how in ("embed", "link")
          for id_ in ("image1", "styles", "borte")),
        '<w:r><w:pict><v:shape><v:imagedata r:id="image1"/></v:shape></w:pict></w:r>',
        '<w:r><w:object><o:OLEObject r:id="image1"/></w:object></w:r>', _BOX.format(_BLOCKS[0]), _SHAPE.format(_BLOCKS[0]),
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>',
        "<w:del><w:r><w:delText>borte</w:delText></w:r></w:del>", _RUN.format("Enhet: a"),
    ),
    "w:r": (
        "<w:br/>", "<w:tab/>", "<w:noBreakHyphen/>", "<w:softHyphen/>", "<w:t>ord</w:t>", "<w:t/>", "<w:instrText>PAGE</w:instrText>",
        "<w:delText>borte</w:delText>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', "<w:cr/>",
        '<w:sym w:font="Symbol" w:char="00B7"/>', '<w:fldChar w:fldCharType="separate"/>', "<w:dayLong/>",
    ),
    "w:body": _BLOCKS, "w:tc": _BLOCKS, "w:txbxContent": _BLOCKS, "w:sdtContent": _BLOCKS,
    "w:tr": ("<w:tc/>", f"<w:tc>{_BLOCKS[0]}</w:tc>", "<w:tc><w:p/></w:tc>"),
    "w:tbl": ("<w:tr/>", f"<w:tr><w:tc>{_BLOCKS[0]}</w:tc></w:tr>", "<w:tblGrid><w:gridCol/></w:tblGrid>"),
    "w:footnotes": ('<w:footnote w:id="1"><w:p/></w:footnote>', '<w:footnote w:id="2"/>'),
    "w:styles": ('<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="heading 1"/></w:style>',),
}  # fmt: skip
"""What may stand in an element of each kind."""

PROPERTIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "w:r": ("w:rPr", (
        "<w:vanish/>", "<w:webHidden/>", "<w:specVanish/>", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>', "<w:b/>", "<w:i/>",
        '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', '<w:vertAlign w:val="superscript"/>', "<w:caps/>",
        '<w:vertAlign w:val="subscript"/>', '<w:lang w:val="en-US"/>', '<w:lang w:val="x"/>', "<w:strike/>", "<w:dstrike/>",
        '<w:rStyle w:val="Overskrift1"/>', '<w:rStyle w:val="Normal"/>', "<w:rPrChange/>", "<w:del/>", "<w:ins/>", "<w:rtl/>",
    )),
    "w:p": ("w:pPr", (
        *(f'<w:pStyle w:val="{style}"/>' for style in ("Normal", "Tittel", "Overskrift1", "Overskrift2", "Overskrift6",
          "Bildetekst", "Listeavsnitt", "Sitat", "Kode", "INNH1", "Borte", "")),
        *(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' for level in (0, 1, 8) for number in (0, 1, 2, 9)),
        *(f'<w:outlineLvl w:val="{level}"/>' for level in (0, 2, 8, 9)), "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:ins/></w:rPr>",
        "<w:rPr><w:moveFrom/></w:rPr>", '<w:ind w:left="720"/>', '<w:ind w:left="-720" w:firstLine="9999"/>', "<w:bidi/>",
        "<w:pageBreakBefore/>", "<w:sectPr/>", "<w:pPrChange><w:pPr/></w:pPrChange>", "<w:rPr><w:vanish/></w:rPr>", "<w:framePr/>",
    )),
    "w:tc": ("w:tcPr", (
        '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="99"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>', "<w:hMerge/>",
        '<w:hMerge w:val="restart"/>', "<w:cellDel/>", "<w:cellIns/>", '<w:cellMerge w:vMerge="cont"/>',
    )),
    "w:tr": ("w:trPr", ("<w:tblHeader/>", '<w:gridBefore w:val="1"/>', '<w:gridAfter w:val="9"/>', "<w:del/>", "<w:ins/>", "<w:hidden/>")),
    "w:tbl": ("w:tblPr", ('<w:tblStyle w:val="Tabellrutenett"/>', "<w:tblpPr/>", '<w:tblLook w:val="04A0"/>', "<w:bidiVisual/>")),
    "w:sdt": ("w:sdtPr", (
        "<w:showingPlcHdr/>", *(f'<w:tag w:val="{tag}"/>' for tag in ("enhet", "dato", "status", "svar", "navn", "kontaktperson")),
        '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>', "<w:temporary/>", "<w:bibliography/>",
        '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "<w:dropDownList/>", '<w:dataBinding w:xpath="/a"/>',
    )),
}  # fmt: skip

VALUES = (
    "", " ", "0", "1", "2", "9", "-1", "-9" * 20, "9" * 30, "2147483648", "1e9", "1.5", "NaN", "inf", "abc", "0x10", "٣", "²",
    "true", "false", "off", "æøå", "a" * 3000, "../..", "http://x.example/", "javascript:x", "#a", "\u202e", "\n", "&<>\"'",
    "restart", "begin", "end", "superscript", "bullet", "none", "nb-NO", "Normal", "F0B7", "D800", "10FFFF", "footnotes", "image1",
)  # fmt: skip
TEXTS = (
    "", " ", "   ", "\t", "\n", "a\nb", "\r", "\x7f", "\x85", "\x9f", "\u2028", "\u200b", "\u200d", "\u202e", "\ufeff", "\ufdd0", "\ufffd",
    "\ue000", "\U000f0000", "\U0001ffff", "\u0301", "a\u030a", "\u0345", "ﬁ½²Ⅳ①", "İßſ", "\u00ad", "a\u00adb", "\u2011", "\u00a0", "😀",
    "lang" * 2000, "ord " * 500, "<b>ord</b>", "&amp;", "[[bidrag]]", "[[innhold]]", "[[tiltak]]", "[[borte]]", "[a](b)", "![a](b.png)", "[^1]",
    "`a`", "**a**", "*", "_a_", "# a", "---", "===", "::: merknad", ":::", "| a | b |", "> a", "<!-- a -->", "\\", "Enhet: a", "Enhet: c", "Enhet:",
    "Dato: 20.02.2019", "Dato: x", "Status: ferdig", "Status: utkast", "Kontaktperson: Kari", "Tittel: a", "1. a", "a) a", "1.2 a", "(1) a", "• a", "– a", "- a", "o a",
    "Tabell 1: Tall", "Figur 1. Kart", "Tabell", "https://x.example/a_b", "a@b.example", "C:\\a", "1", "å", "Skriv her", "navn", "status",
)  # fmt: skip


def _there(root: Tree, kinds: Iterable[str]) -> list[str]:
    """The kinds of elements that there are some of."""
    return [tag for tag in kinds if next(root.iter(qualified(tag)), None) is not None]


# --- names and fragments -------------------------------------------------------------------


def qualified(tag: str) -> str:
    """`prefix:name` as lxml spells it."""
    prefix, _, name = tag.partition(":")
    return f"{{{PREFIXES[prefix]}}}{name}"


def name_of(element: Any) -> str:
    return _local(element.tag)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _elements(written: str) -> list[Any]:
    return [*deepcopy(_parsed(written))]


@cache
def _parsed(written: str) -> Any:
    return etree.fromstring(f"<a {DECLARATIONS}>{written}</a>")


def _wrapper(written: str) -> tuple[Any, Any]:
    """The outermost element of a wrapper, and the one that has its `…`."""
    root = deepcopy(_parsed(written.replace("…", "<here/>")))
    here = next(root.iter("here"))
    there = here.getparent()
    there.remove(here)
    if there is root:  # `…` stands beside it
        return root[0], root[0]
    return root[0], there
