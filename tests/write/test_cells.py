"""Cells with more than a paragraph: the same blocks in all outputs, set tight."""

from __future__ import annotations

import re
from dataclasses import replace

from arkdoc.model.document import Document
from arkdoc.model.marker import Marker, Numeral
from arkdoc.model.nodes import Alignment, Cell, Table
from arkdoc.write.docx.writer import write_docx
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.writer import write_pdf
from tests.support.pdf_tags import read_tags
from tests.support.project import W, WordFile, text_of, word
from tests.support.reading_back import word_markers
from tests.support.sample import bullets, numbers, para, row, sample_document
from tests.write.pdf.test_writer import THEME

LETTERS = Marker(Numeral.LOWER_LETTER, after=")")
BLOCKS = (para("Vi har:"), bullets("lunsj", "tur"), numbers("Én.", "To.", marker=LETTERS))
TABLE = Table(
    (Alignment.NONE, Alignment.CENTER),
    row("Hva", "Merk"),
    (row(Cell(BLOCKS), Cell((para("Ja."), bullets("a", "b")))), row("x", "y"), row("z", "æ")),
    row_headers=True,
    widths=(0.5, 0.5),
)


def document(table: Table = TABLE) -> Document:
    part = replace(sample_document().parts[0], blocks=(table,))
    return replace(sample_document(), parts=(part,), footnotes={}, contents=())


def in_word(table: Table = TABLE) -> WordFile:
    return word(write_docx(document(table), THEME, pages={}, pictures={}))


def test_word_has_list_paragraphs_in_the_cell() -> None:
    file = in_word()
    assert word_markers(file) == ["•", "•", "a)", "b)", "•", "•"]
    names = file.styles
    first, second = list(file.body.iter(f"{W}tc"))[2:4]
    found = [(names[style(p)], text_of(p)) for p in first.iter(f"{W}p")]
    assert found == [
        ("Ark Table Text Parted", "Vi har:"),
        ("Ark Table Text", "lunsj"),
        ("Ark Table Text Parted", "tur"),
        ("Ark Table Text", "Én."),
        ("Ark Table Text", "To."),
    ]
    sides = [p.find(f"{W}pPr/{W}jc") is not None for p in second.iter(f"{W}p")]
    assert sides == [True, False, False], "items stand by their markers, whatever the column"


def test_a_row_that_stays_with_the_next_does_so_throughout() -> None:
    table = replace(TABLE, rows=(*TABLE.rows[1:], TABLE.rows[0], TABLE.rows[1]))
    file = in_word(table)
    kept = list(file.body.iter(f"{W}tr"))[3]
    assert {file.styles[style(p)].split()[-1] for p in kept.iter(f"{W}p")} == {"Kept"}


def style(paragraph: object) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")  # type: ignore[attr-defined]
    return str(found.get(f"{W}val"))


def test_the_pdf_has_the_lists_in_the_cell() -> None:
    data = write_pdf(write_html(document(), THEME, medium="print"), document(), THEME).data
    (cell,) = (tag for tag in read_tags(data).all("TH") if tag.text.startswith("Vi har"))
    assert [kid.type for kid in cell.kids if not isinstance(kid, str)] == ["P", "L", "L"]


def test_html_has_the_lists_in_the_cell() -> None:
    markup = write_html(document(), THEME, medium="screen")
    assert re.search(r'<th scope="row"><p>Vi har:</p>\n<ul class="ark-tight">', markup)
    assert '<td class="ark-align-center"><p>Ja.</p>' in markup
    assert "<td>x</td>" not in markup
    assert '<th scope="row">x</th>' in markup


def test_markers_need_more_room_where_they_are_wide() -> None:
    wide = numbers(*"abcdefghijkl", marker=Marker(Numeral.DECIMAL, "1."))
    table = replace(TABLE, rows=(row(Cell((wide,)), "x"),))
    assert '<ol class="ark-tight ark-marked ark-steps-2" type="1">' in write_html(
        document(table), THEME, medium="print"
    )
