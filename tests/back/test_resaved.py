"""What LibreOffice does to a file by itself is no edit; the same done to other things is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from arkdoc.back.plan import make_plan
from tests.support.word_edits.attached import replace_picture, some_picture
from tests.support.word_edits.editor import Word, cells_of
from tests.support.word_edits.kinds_text import BOLD
from tests.support.word_edits.notes import our_note
from tests.support.word_edits.tables import table_with
from tests.support.word_edits.xml import ROW, Element, P, q


def without_drawings(word: Word) -> None:
    """The pictures as PNG alone, which stood in for drawings (SVG)."""
    for blip in word.body.iter("{*}blip"):
        for extension in list(blip):
            blip.remove(extension)


def with_bold_first_columns(word: Word) -> None:
    for table in word.body.iter(q("tbl")):
        if table.find(f"{q('tblPr')}/{q('tblLook')}").get(q("firstColumn")) == "1":
            for row in table.findall(ROW)[1:]:
                bold(word, cells_of(row)[0])


def bold(word: Word, cell: Element) -> None:
    for paragraph in cell.findall(P):
        word.format(paragraph, "".join(t.text or "" for t in paragraph.iter(q("t"))), *BOLD)


def with_addresses_from_another_folder(word: Word) -> None:
    for relation in word.tree("word/_rels/document.xml.rels"):
        if relation.get("Target") == "vedlegg/plan.pdf":
            relation.set("Target", "../build/vedlegg/plan.pdf")


def with_a_bold_draft_mark(word: Word) -> None:
    word.format(word.paragraph("Utkast"), "Utkast", *BOLD)


@pytest.mark.parametrize(
    "change",
    [
        without_drawings,
        with_bold_first_columns,
        with_addresses_from_another_folder,
        with_a_bold_draft_mark,
    ],
)
def test_what_a_program_does_by_itself(change: Callable[[Word], None]) -> None:
    assert kinds_of(change) == []


def kinds_of(change: Callable[[Word], None]) -> list[str]:
    """The changes that are seen after one."""
    case = our_note()
    word = Word(case.docx)
    change(word)
    saved = word.saved()
    assert saved != case.docx
    plan = make_plan(saved, case.docx, case.sources, case.sources)
    return [each.kind.value for each in plan.changes]


def with_a_bold_cell(word: Word) -> None:
    bold(word, cells_of(table_with(word, "Gjøvik").findall(ROW)[2])[1])


def with_another_picture(word: Word) -> None:
    drawing = next(d for d in word.body.iter(q("drawing")) if list(d.iter("{*}svgBlip")))
    replace_picture(word, drawing, some_picture(77))


def with_another_file(word: Word) -> None:
    for relation in word.tree("word/_rels/document.xml.rels"):
        if relation.get("Target") == "vedlegg/plan.pdf":
            relation.set("Target", "vedlegg/annen-plan.pdf")


@pytest.mark.parametrize("change", [with_a_bold_cell, with_another_picture, with_another_file])
def test_what_only_looks_like_it(change: Callable[[Word], None]) -> None:
    assert kinds_of(change) != []
