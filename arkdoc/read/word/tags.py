"""The names of elements and attributes of Word files that more than one reader asks for."""

from __future__ import annotations

from arkdoc.ooxml.oxml import qname


def w(local: str) -> str:
    """`local` in the namespace of WordprocessingML, as lxml spells it."""
    return qname(f"w:{local}")


P, PPR, R, RPR, T, TBL, TR, TC = map(w, ("p", "pPr", "r", "rPr", "t", "tbl", "tr", "tc"))
SDT, SDT_PR, SDT_CONTENT = w("sdt"), w("sdtPr"), w("sdtContent")
INS, DEL, MOVE_TO, MOVE_FROM = w("ins"), w("del"), w("moveTo"), w("moveFrom")
ID = w("id")
OFFICE_MATH, MATH_PARAGRAPH, MATH_TEXT = map(qname, ("m:oMath", "m:oMathPara", "m:t"))
RELATION = qname("r:id")
BOX = w("txbxContent")
ALT_CHUNK = w("altChunk")
HYPERLINK, SIMPLE_FIELD = w("hyperlink"), w("fldSimple")

# What stands around content and says nothing of it (17.5, 17.13.5, 17.3.2.3, 17.3.2.8).
TRANSPARENT = frozenset(
    (INS, MOVE_TO, SDT_CONTENT, w("smartTag"), w("customXml"), w("bdo"), w("dir"))
)
DELETED = frozenset((DEL, MOVE_FROM))
