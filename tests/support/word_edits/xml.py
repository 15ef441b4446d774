"""Elements of WordprocessingML: made from short notation, and put where the schema wants them."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
R_ID = f"{{{OFFICE}}}id"
R_EMBED = f"{{{OFFICE}}}embed"


def q(name: str) -> str:
    """`p` → the full name of `w:p`."""
    return f"{{{WORD}}}{name}"


P, R, T, TAB, BR = q("p"), q("r"), q("t"), q("tab"), q("br")
PPR, RPR, INS, DEL = q("pPr"), q("rPr"), q("ins"), q("del")
MOVED_FROM, MOVED_TO = q("moveFrom"), q("moveTo")
LINK, CONTROL, VAL = q("hyperlink"), q("sdt"), q("val")
TABLE, ROW, CELL = q("tbl"), q("tr"), q("tc")
GONE = (DEL, MOVED_FROM)
AROUND = (LINK, INS, MOVED_TO, q("smartTag"), CONTROL, q("sdtContent"))
"""What runs stand in, besides the paragraph itself."""


def w(name: str, /, *children: Element, **attributes: object) -> Element:
    """An element with these children; `id=3` becomes `w:id="3"`."""
    made = etree.Element(q(name), nsmap={"w": WORD})
    for key, value in attributes.items():
        made.set(q(key), str(value))
    made.extend(children)
    return made


def text_element(text: str, name: str = "t") -> Element:
    made = w(name)
    made.text = text
    if text != text.strip() or not text:
        made.set(SPACE, "preserve")
    return made


_RUN = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow "
    "emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
    "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath "
    "rPrChange"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN "
    "bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
    "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_ROW = (
    "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing "
    "jc hidden ins del trPrChange"
)
_CELL = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark headers cellIns cellDel cellMerge tcPrChange"
)
_SETTINGS = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData "
    "embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins "
    "alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
    "hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign "
    "attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection "
    "autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
    "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
    "clickAndTypeStyle defaultTableStyle evenAndOddHeaders characterSpacingControl footnotePr "
    "endnotePr compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator"
)
_ORDER = {
    q(name): {q(child): place for place, child in enumerate(order.split())}
    for name, order in {
        "rPr": _RUN, "pPr": _PARAGRAPH, "trPr": _ROW, "tcPr": _CELL, "settings": _SETTINGS,
    }.items()
}  # fmt: skip


def put(properties: Element, child: Element) -> Element:
    """`child` in `properties`, in the schema's order and in place of one of its name."""
    drop(properties, child.tag)
    order = _ORDER[properties.tag]
    place = order[child.tag]
    later = (n for n, each in enumerate(properties) if order.get(each.tag, 999) > place)
    properties.insert(next(later, len(properties)), child)
    return child


def drop(properties: Element, *tags: str) -> None:
    for tag in tags:
        for old in properties.findall(tag):
            properties.remove(old)


def properties_of(element: Element) -> Element:
    """The properties of a paragraph, run, row or cell, made where there are none."""
    name = {P: PPR, R: RPR, ROW: q("trPr"), CELL: q("tcPr")}[element.tag]
    found = element.find(name)
    if found is None:
        found = w(name.rpartition("}")[2])
        element.insert(int(element.tag == ROW and element.find(q("tblPrEx")) is not None), found)
    return found


def mark_of(paragraph: Element) -> Element:
    """The properties of a paragraph's mark."""
    properties = properties_of(paragraph)
    found = properties.find(RPR)
    return put(properties, w("rPr")) if found is None else found


def parsed(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    return etree.fromstring(data, parser)


def written(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
