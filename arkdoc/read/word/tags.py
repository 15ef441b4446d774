"""The names of elements and attributes of Word files that more than one reader asks for."""

from __future__ import annotations

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def w(local: str) -> str:
    """`local` in the namespace of WordprocessingML, as lxml spells it."""
    return _W + local


P, PPR, R, RPR, T, TBL, TR, TC = map(w, ("p", "pPr", "r", "rPr", "t", "tbl", "tr", "tc"))
SDT, SDT_PR, SDT_CONTENT = w("sdt"), w("sdtPr"), w("sdtContent")
INS, DEL, MOVE_TO, MOVE_FROM = w("ins"), w("del"), w("moveTo"), w("moveFrom")
VAL, ID = w("val"), w("id")
OFFICE_MATH, MATH_PARAGRAPH, MATH_TEXT = _M + "oMath", _M + "oMathPara", _M + "t"
RELATION = _R + "id"
CHECKBOX, CHECKED, CHECKBOX_VALUE = _W14 + "checkbox", _W14 + "checked", _W14 + "val"
LANGUAGE = w("lang")
BOX = w("txbxContent")
ALT_CHUNK = w("altChunk")
HYPERLINK, SIMPLE_FIELD = w("hyperlink"), w("fldSimple")

# What stands around content and says nothing of it (17.5, 17.13.5, 17.3.2.3, 17.3.2.8).
TRANSPARENT = frozenset(
    (INS, MOVE_TO, SDT_CONTENT, w("smartTag"), w("customXml"), w("bdo"), w("dir"))
)
DELETED = frozenset((DEL, MOVE_FROM))
