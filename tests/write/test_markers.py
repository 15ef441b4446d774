"""The markers of lists are the same in all outputs, and there is room for them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from arkdoc.model.document import Document
from arkdoc.model.marker import BULLET, NUMBER, Marker, Numeral
from arkdoc.style.markers import marker_steps
from arkdoc.write.docx.writer import write_docx
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.writer import write_pdf
from tests.support.pdf_tags import read_tags
from tests.support.project import word
from tests.support.reading_back import word_markers
from tests.support.sample import SVG, item, numbers, png, sample_document
from tests.write.pdf.test_writer import THEME

ALL = (
    (NUMBER, 9, ["9.", "10."]),
    (Marker(Numeral.DECIMAL, after=")"), 1, ["1)", "2)"]),
    (Marker(Numeral.DECIMAL, "(", ")"), 1, ["(1)", "(2)"]),
    (Marker(Numeral.DECIMAL, "2.1."), 9, ["2.1.9", "2.1.10"]),
    (Marker(Numeral.LOWER_LETTER, after=")"), 1, ["a)", "b)"]),
    (Marker(Numeral.UPPER_LETTER, after="."), 3, ["C.", "D."]),
    (Marker(Numeral.LOWER_ROMAN, "(", ")"), 3, ["(iii)", "(iv)"]),
    (Marker(Numeral.UPPER_ROMAN, after="."), 18, ["XVIII.", "XIX."]),
    (Marker(before="✓"), 1, ["✓", "✓"]),
    (Marker(before="➢"), 1, ["➢", "➢"]),
    (Marker(before="o"), 1, ["o", "o"]),
    (BULLET, 1, ["•", "•"]),
)
WANTED = [marker for _, _, markers in ALL for marker in markers]


@cache
def document() -> Document:
    lists = [numbers("Ett", "To", marker=marker, start=start) for marker, start, _ in ALL]
    part = replace(sample_document().parts[0], blocks=tuple(lists))
    return replace(sample_document(), parts=(part,), footnotes={}, contents=())


def test_in_word() -> None:
    data = write_docx(document(), THEME, pages={}, pictures={SVG: png(9, 9, (9, 9, 9))})
    assert word_markers(word(data)) == WANTED


def test_in_the_pdf_also_where_the_font_lacks_the_sign() -> None:
    pdf = write_pdf(write_html(document(), THEME, medium="print"), document(), THEME)
    assert [label.text.strip() for label in read_tags(pdf.data).all("Lbl")] == WANTED
    assert pdf.missing == frozenset()


def test_in_html_as_text_unless_the_style_sheet_has_them() -> None:
    markup = write_html(document(), THEME, medium="screen")
    found = re.findall(r'<span class="ark-marker">([^<]*) </span>', markup)
    assert found == [m for marker, _, ms in ALL if marker not in (NUMBER, BULLET) for m in ms]
    assert '<ol class="ark-tight ark-marked" type="A" start="3">' in markup


@pytest.mark.parametrize(
    ("marker", "start", "steps"),
    [
        (NUMBER, 100, 1),
        (Marker(Numeral.LOWER_ROMAN, after=")"), 1, 1),
        (Marker(Numeral.LOWER_ROMAN, "(", ")"), 8, 2),
        (Marker(Numeral.DECIMAL, "1.2.3."), 10, 3),
        (Marker(before="ord" * 40), 1, 6),
    ],
)
def test_room(marker: Marker, start: int, steps: int) -> None:
    assert marker_steps(numbers("Ett", "To", marker=marker, start=start), THEME) == steps


def test_a_list_of_one_and_a_task_in_a_numbered_list() -> None:
    tasks = numbers(item("Vaske", checked=True), marker=Marker(Numeral.DECIMAL, after=")"))
    part = replace(document().parts[0], blocks=(tasks,))
    markup = write_html(replace(document(), parts=(part,)), THEME, medium="screen")
    assert re.search(r'<li class="ark-list"><span class="ark-marker">1\) </span><img ', markup)


def test_letters_go_on_past_z_as_in_word() -> None:
    written = [Numeral.LOWER_LETTER.write(number) for number in (1, 26, 27, 28)]
    assert written == ["a", "z", "aa", "bb"]
    assert Numeral.UPPER_ROMAN.write(1994) == "MCMXCIV"
