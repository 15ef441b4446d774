"""Word files whose text is hostile, in a package that is whole: by kind, as in `hostile_word`."""

from __future__ import annotations

from arkdoc.ooxml.unreadable import TOO_DEEP
from tests.support.hostile_word import (
    BEGIN,
    CODE,
    CONTROL,
    END,
    SEPARATE,
    TABLE,
    HostileFile,
    body,
    cell,
    nested,
    replaced,
    table,
)
from tests.support.word_packages import NUMBERING, STYLES, item, p, r

_RAW = '<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/>{inside}</w:style>'
_BASED = '<w:basedOn w:val="{on}"/>'
_ALTERNATIVE = '<mc:AlternateContent><mc:Choice Requires="wps">…</mc:Choice><mc:Fallback/></mc:AlternateContent>'
_BOX = (
    "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    "…</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
_FRACTION = "<m:f><m:num>…</m:num><m:den><m:r><m:t>a</m:t></m:r></m:den></m:f>"
_NOTE = '<w:footnote w:id="{id}">{inside}</w:footnote>'


def style(id_: str, inside: str) -> str:
    return _RAW.format(id=id_, inside=inside)


def based(id_: str, on: str) -> str:
    return style(id_, _BASED.format(on=on))


def call(id_: object) -> str:
    return f'<w:r><w:footnoteReference w:id="{id_}"/></w:r>'


def in_list(text: str, number: object, level: object) -> str:
    return p(text, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def sign(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def nonsense(value: str) -> bytes:
    """Every `w:val` of the body and of the styles says `value`."""
    data = body(
        p("ORD", "Overskrift1", '<w:outlineLvl w:val="¤"/>'),
        in_list("ORD", "¤", "¤"),
        p(r("ORD", '<w:b w:val="¤"/><w:vanish w:val="¤"/><w:lang w:val="¤"/><w:vertAlign w:val="¤"/>')),
        table(cell(p("ORD"), '<w:gridSpan w:val="¤"/><w:vMerge w:val="¤"/>'), cell(p("ORD"))),
        p(call("¤")),
        styles=STYLES.replace('w:val="0"', 'w:val="¤"'),
        numbering=NUMBERING.replace('w:val="1"', 'w:val="¤"'),
    )  # fmt: skip
    for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
        data = replaced(data, name, "¤", value)
    return data


STYLES_AND_LISTS: dict[str, HostileFile] = {
    "a style based on itself": HostileFile(
        lambda: body(p("ORD", "a"), styles=STYLES + based("a", "a"))
    ),
    "styles in a circle": HostileFile(
        lambda: body(
            p("ORD", "a"), p("ORD", "c"),
            styles=STYLES + based("a", "b") + based("b", "c") + based("c", "a"),
        )
    ),
    "5,000 styles on each other": HostileFile(
        lambda: body(
            *(p("ORD", f"s{n}") for n in range(5000)),
            styles=STYLES + "".join(based(f"s{n}", f"s{n + 1}") for n in range(5000)),
        )
    ),
    "2,000 styles of one id": HostileFile(
        lambda: body(p("ORD", "a"), styles=STYLES + based("a", "a") * 2000)
    ),
    "an abstract number that links to itself": HostileFile(
        lambda: body(
            in_list("ORD", 9, 0), p("ORD", "Liste"),
            styles=STYLES
            + style("Liste", '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>'),
            numbering='<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Liste"/></w:abstractNum>'
            '<w:num w:numId="9"><w:abstractNumId w:val="0"/></w:num>',
        )
    ),
    "numbers that are nowhere": HostileFile(
        lambda: body(
            in_list("ORD", 77, 0), in_list("ORD", -1, -1), in_list("ORD", "", ""), in_list("ORD", 9, 3),
            numbering='<w:num w:numId="9"><w:abstractNumId w:val="5"/></w:num>',
        )
    ),
    "a level of 1,000,000": HostileFile(
        lambda: body(in_list("ORD", 2, 10**6), in_list("ORD", 2, 10**30))
    ),
    "a list that starts at 10^30": HostileFile(
        lambda: body(
            item("ORD", 2), item("ORD", 2, 1), item("ORD", 2),
            numbering=NUMBERING.replace('<w:start w:val="1"/>', f'<w:start w:val="{10**30}"/>'),
        )
    ),
    "20,000 items, a level down at each": HostileFile(
        lambda: body(*(item("ORD", 2, n % 9) for n in range(5000)))
    ),
    "5,000 lists": HostileFile(
        lambda: body(
            *(in_list("ORD", n, 0) for n in range(5000)),
            numbering=NUMBERING
            + "".join(
                f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/></w:num>' for n in range(3, 5000)
            ),
        )
    ),
    "5,000 headings": HostileFile(
        lambda: body(*(p("ORD", f"Overskrift{n % 6 + 1}") for n in range(5000)))
    ),
}  # fmt: skip

INSIDE_EACH_OTHER: dict[str, HostileFile] = {
    "tables 60 deep": HostileFile(lambda: body(nested(TABLE, 60, p("ORD")))),
    "tables 300 deep": HostileFile(lambda: body(nested(TABLE, 300, p("ORD")))),
    "tables 3,000 deep": HostileFile(lambda: body(nested(TABLE, 3000)), TOO_DEEP),
    "controls 200 deep": HostileFile(lambda: body(nested(CONTROL, 200, p("ORD")))),
    "controls 450 deep": HostileFile(lambda: body(nested(CONTROL, 450, p("ORD")))),
    "controls 5,000 deep": HostileFile(lambda: body(nested(CONTROL, 5000)), TOO_DEEP),
    "controls in a paragraph": HostileFile(lambda: body(p(nested(CONTROL, 450, r("ORD"))))),
    "links in links": HostileFile(
        lambda: body(p(nested('<w:hyperlink w:anchor="a">…</w:hyperlink>', 900, r("ORD"))))
    ),
    "insertions in insertions": HostileFile(
        lambda: body(p(nested('<w:ins w:author="a">…</w:ins>', 900, r("ORD"))))
    ),
    "smart tags": HostileFile(lambda: body(p(nested("<w:smartTag>…</w:smartTag>", 900, r("ORD"))))),
    "runs in runs": HostileFile(lambda: body(p(nested("<w:r>…</w:r>", 900, "<w:t>ORD</w:t>")))),
    "paragraphs in paragraphs": HostileFile(
        lambda: body(nested(f"<w:p>{r('ORD')}…</w:p>", 300, r("ORD")))
    ),
    "a body in a body": HostileFile(lambda: body(f"<w:body>{p('ORD')}</w:body>")),
    "a table in a run": HostileFile(
        lambda: body(p(f"<w:r>{table(cell(p('ORD')))}</w:r>{r('ORD')}"))
    ),
    "boxes in boxes": HostileFile(lambda: body(nested(_BOX, 140, p("ORD")))),
    "300 boxes in boxes": HostileFile(lambda: body(nested(_BOX, 300)), TOO_DEEP),
    "alternatives in alternatives": HostileFile(lambda: body(p(nested(_ALTERNATIVE, 9, r("ORD"))))),
    "1,000 alternatives in each other": HostileFile(
        lambda: body(p(nested(_ALTERNATIVE, 60, r("ORD")))), TOO_DEEP
    ),
    "fractions in fractions": HostileFile(
        lambda: body(p(f"<m:oMath>{nested(_FRACTION, 400, '<m:r><m:t>ORD</m:t></m:r>')}</m:oMath>"))
    ),
    "fields in fields": HostileFile(
        lambda: body(p((BEGIN + CODE + SEPARATE) * 5000 + r("ORD") + END * 5000), p("ORD"))
    ),
    "fields in fields, each with a text": HostileFile(
        lambda: body(p((BEGIN + CODE + SEPARATE + r("ORD")) * 8000 + END * 8000), p("ORD"))
    ),
    "240 controls around 10,000 runs": HostileFile(
        lambda: body(p(nested(CONTROL, 120, r("ORD") * 10_000)))
    ),
    "simple fields in each other": HostileFile(
        lambda: body(p(nested('<w:fldSimple w:instr="REF a">…</w:fldSimple>', 900, r("ORD"))))
    ),
}

FIELDS_AND_NOTES: dict[str, HostileFile] = {
    "a field that never ends": HostileFile(
        lambda: body(p(r("ORD") + BEGIN + CODE + SEPARATE + r("ORD")), p("ORD"))
    ),
    "5,000 fields that never end": HostileFile(
        lambda: body(*[p(BEGIN + CODE + SEPARATE + r("ORD"))] * 5000)
    ),
    "a field without a result that never ends": HostileFile(
        lambda: body(p(BEGIN + CODE + r("ORD")), p("ORD"))
    ),
    "contents that never end": HostileFile(
        lambda: body(
            p(BEGIN + "<w:r><w:instrText> TOC </w:instrText></w:r>" + SEPARATE), p("ORD"), p("ORD")
        )
    ),
    "5,000 ends of fields": HostileFile(lambda: body(p(END * 5000 + r("ORD")), p("ORD"))),
    "separators of no field": HostileFile(lambda: body(p(SEPARATE * 5000 + r("ORD")))),
    "an instruction of a megabyte": HostileFile(
        lambda: body(
            p(BEGIN + f"<w:r><w:instrText> REF {'a' * 1_000_000} </w:instrText></w:r>" + SEPARATE
              + r("ORD") + END)
        )
    ),
    "a note in itself": HostileFile(
        lambda: body(
            p(r("ORD") + call(1)),
            parts={"footnotes": _NOTE.format(id=1, inside=p(r("ORD") + call(1)))},
        )
    ),
    "2,000 notes, each in the one before": HostileFile(
        lambda: body(
            p(r("ORD") + call(1)),
            parts={
                "footnotes": "".join(
                    _NOTE.format(id=n, inside=p(r("ORD") + call(n + 1))) for n in range(1, 2001)
                )
            },
        )
    ),
    "one note 5,000 times": HostileFile(
        lambda: body(
            p(r("ORD") + call(1) * 5000), parts={"footnotes": _NOTE.format(id=1, inside=p("ORD"))}
        )
    ),
    "notes that are nowhere": HostileFile(lambda: body(p(r("ORD") + call(7) + call("") + call("x")))),
    "2,000 comments on one word": HostileFile(
        lambda: body(
            p("".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(2000)) + r("ORD")
              + "".join(f'<w:r><w:commentReference w:id="{n}"/></w:r>' for n in range(2000))),
            parts={"comments": "".join(f'<w:comment w:id="{n}">{p("a")}</w:comment>' for n in range(2000))},
        )
    ),
    "20,000 bookmarks": HostileFile(
        lambda: body(
            p("".join(f'<w:bookmarkStart w:id="{n}" w:name="a{n % 9}"/>' for n in range(20_000))
              + r("ORD"), "Overskrift1")
        )
    ),
    "5,000 languages": HostileFile(
        lambda: body(
            p("".join(r(f"ORD{n}", f'<w:lang w:val="a{n}-{"b" * 50}"/>') for n in range(5000)))
        )
    ),
    "moves without an end": HostileFile(
        lambda: body(
            *[p(f'<w:moveFromRangeStart w:id="1"/><w:moveToRangeStart w:id="2"/>{r("ORD")}')] * 500
        )
    ),
    "5,000 paragraphs whose marks are deleted": HostileFile(
        lambda: body(*[p("ORD", "", '<w:rPr><w:del w:author="a"/></w:rPr>')] * 5000)
    ),
}  # fmt: skip

TABLES: dict[str, HostileFile] = {
    "a span of 1,000,000,000": HostileFile(
        lambda: body(table(cell(p("ORD"), f'<w:gridSpan w:val="{10**9}"/>') + cell(p("ORD"))))
    ),
    "1,000 spans of 1,000,000,000": HostileFile(
        lambda: body(table(*[cell(p("ORD"), f'<w:gridSpan w:val="{10**9}"/>') * 2] * 1000))
    ),
    "spans that make a wide table": HostileFile(
        lambda: body(
            table(cell(p("ORD"), '<w:gridSpan w:val="63"/>') * 63, *[cell(p("ORD"))] * 2000)
        )
    ),
    "spans that are less than nothing": HostileFile(
        lambda: body(table(cell(p("ORD"), '<w:gridSpan w:val="-5"/>') + cell(p("ORD"))))
    ),
    "columns before of 1,000,000,000": HostileFile(
        lambda: body(
            "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1000000000'/><w:gridAfter w:val='1000000000'/>"
            f"</w:trPr>{cell(p('ORD'))}{cell(p('ORD'))}</w:tr><w:tr>{cell(p('ORD'))}</w:tr></w:tbl>"
        )
    ),
    "a row of 5,000 cells": HostileFile(
        lambda: body(table(cell(p("ORD")) * 5000, *[cell(p("ORD"))] * 500))
    ),
    "20,000 rows": HostileFile(lambda: body(table(*[cell(p("ORD"))] * 9000))),
    "5,000 tables": HostileFile(lambda: body(*[table(cell(p("ORD")) + cell("")), p()] * 5000)),
    "cells that go on for ever": HostileFile(
        lambda: body(table(*[cell(p("ORD"), "<w:vMerge/>") * 3] * 1000))
    ),
    "a table of nothing": HostileFile(
        lambda: body("<w:tbl/>", "<w:tbl><w:tr/></w:tbl>", table(cell("")), p("ORD"))
    ),
    "30,000 grid columns": HostileFile(
        lambda: body(
            f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 30_000}</w:tblGrid><w:tr>{cell(p('ORD')) * 2}</w:tr></w:tbl>"
        )
    ),
}

TEXT: dict[str, HostileFile] = {
    "50,000 runs": HostileFile(lambda: body(p("<w:r><w:t>a</w:t></w:r>" * 50_000 + r("ORD")))),
    "50,000 bold and plain runs": HostileFile(
        lambda: body(p((r("a", "<w:b/>") + r("b")) * 20_000 + r("ORD")))
    ),
    "100,000 breaks": HostileFile(lambda: body(p(f"<w:r>{'<w:br/>' * 100_000}</w:r>{r('ORD')}"))),
    "100,000 tabs": HostileFile(
        lambda: body(p(f"<w:r>{'<w:tab/>' * 100_000}</w:r>{r('ORD')}"), p("ORD") * 3)
    ),
    "signs that are none": HostileFile(
        lambda: body(
            p(r("ORD") + "".join(
                sign("Wingdings", code)
                for code in ("", "ZZ", "D800", "F0FF", "110000", "-1", "0", "1" * 5000, "FFFE")
            ))
        )
    ),
    "characters that XML allows and text does not": HostileFile(
        lambda: body(p("ORD\u202eORD\u2028ORD&#133;ORD\ufeffORD&#13;ORD&#x9;ORD\u0301\ufffdORD"))
    ),
    "5,000 combining accents": HostileFile(lambda: body(p("ORD a" + "\u0301" * 5000))),
    "text between the elements": HostileFile(
        lambda: body(f"tekst<w:p>tekst{r('ORD')}tekst</w:p>tekst<w:tbl>tekst</w:tbl>")
    ),
    "20,000 controls": HostileFile(
        lambda: body(
            p("".join(
                f'<w:sdt><w:sdtPr><w:alias w:val="enhet"/><w:tag w:val="enhet"/></w:sdtPr>'
                f"<w:sdtContent>{r('ORD')}</w:sdtContent></w:sdt>" for _ in range(5000)
            ))
        )
    ),
    "Enhet 5,000 times": HostileFile(lambda: body(*[p("Enhet: ORD")] * 5000)),
    "typed lists": HostileFile(lambda: body(*[p(f"{'a) ' * 50}ORD"), p("• ORD")] * 2000)),
    "bold lines": HostileFile(lambda: body(*[p(r("ORD", "<w:b/>"))] * 5000)),
    **{
        f"every value is {name}": HostileFile(lambda value=value: nonsense(value))  # type: ignore[misc]
        for name, value in {
            "empty": "", "text": "abc", "negative": "-1", "enormous": "9" * 5000, "a fraction": "1.5",
            "infinity": "inf", "other digits": "٣", "a superscript": "²",
        }.items()
    },
}  # fmt: skip
