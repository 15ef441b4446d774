"""Tracked changes beside those of others, and of our own: what the schema allows, and no more."""

from __future__ import annotations

from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.tracked_edits import TrackedEdits, runs_in
from arkdoc.ooxml.xml_part import parse
from tests.support.word_packages import p, r

_KARI = 'w:id="3" w:author="Kari"'
_OURS = 'w:id="4" w:author="Sekretariatet"'


def body(*parts: str) -> Element:
    inside = "".join(parts)
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return parse(f'<w:body xmlns:w="{namespace}">{inside}</w:body>'.encode())


def deletions(root: Element, within: str) -> int:
    return len(root.findall(f".//{qname(within)}/{qname('w:del')}"))


def test_a_paragraph_mark_that_another_has_deleted_is_deleted_once() -> None:
    root = body(p("En del ", properties=f"<w:rPr><w:del {_KARI}/></w:rPr>"), p("og resten."))
    paragraph = root[0]
    TrackedEdits([root]).delete_paragraph(paragraph, list(runs_in(paragraph)))
    assert deletions(root, "w:rPr") == 1
    assert deletions(root, "w:p") == 1


def test_a_row_that_another_has_deleted_is_deleted_once() -> None:
    row = f"<w:tr><w:trPr><w:del {_KARI}/></w:trPr><w:tc>{p('A')}</w:tc></w:tr>"
    root = body(f"<w:tbl>{row}</w:tbl>")
    [element] = root.iter(qname("w:tr"))
    TrackedEdits([root]).delete_row(element, list(runs_in(element)))
    assert deletions(root, "w:trPr") == 1


def test_a_paragraph_of_ours_in_which_another_has_put_a_mark_is_not_taken_out() -> None:
    mark = '<w:commentRangeStart w:id="9"/>'
    inside = (
        f"<w:pPr><w:rPr><w:ins {_OURS}/></w:rPr></w:pPr>{mark}<w:ins {_OURS}>{r('Nytt.')}</w:ins>"
    )
    root = body(f"<w:p>{inside}</w:p>", p("Resten."))
    paragraph = root[0]
    TrackedEdits([root]).delete_paragraph(paragraph, list(runs_in(paragraph)))
    assert root.find(f".//{qname('w:commentRangeStart')}") is not None
    assert not [each for each in root.iter(qname("w:t")) if each.text == "Nytt."]


def test_a_paragraph_of_ours_is_taken_out_whole() -> None:
    inside = f"<w:pPr><w:rPr><w:ins {_OURS}/></w:rPr></w:pPr><w:ins {_OURS}>{r('Nytt.')}</w:ins>"
    root = body(f"<w:p>{inside}</w:p>", p("Resten."))
    TrackedEdits([root]).delete_paragraph(root[0], list(runs_in(root[0])))
    assert len(root) == 1


def test_a_new_row_has_nobody_elses_changes() -> None:
    cell = f"<w:tcPr><w:cellIns {_KARI}/><w:tcPrChange {_KARI}><w:tcPr/></w:tcPrChange></w:tcPr>"
    numbered = f'<w:numPr><w:numId w:val="1"/><w:ins {_KARI}/></w:numPr>'
    root = body(f"<w:tbl><w:tr><w:tc>{cell}{p('A', properties=numbered)}</w:tc></w:tr></w:tbl>")
    [like] = root.iter(qname("w:tr"))
    made = TrackedEdits([root]).new_row(like, [[]])
    assert [each.get(qname("w:author")) for each in made.iter() if each.get(qname("w:author"))] == [
        "Sekretariatet"
    ]
