"""Footnote marks that stand next to each other, and items that hold only a picture."""

from __future__ import annotations

import re

import pytest

from arkdoc.model.nodes import FootnoteReference
from arkdoc.model.tree import all_inlines
from arkdoc.pipeline.build import BuildResult
from tests.support.pdf_tags import read_tags
from tests.support.project import Project, W, text_of, word
from tests.support.reading_back import word_markers
from tests.support.sample import png

NOTES = "\n\n[^a]: Én kilde.\n[^b]: En annen.\n"


@pytest.mark.parametrize(
    ("markdown", "adjacent"),
    [
        ("Ordet[^a][^b] står her.", [False, True]),
        ("Ordet[^a][^b][^a] står her.", [False, True, True]),
        ("**Ordet[^a]**[^b] står *her[^a]*.", [False, True, False]),
        ("Ordet[^a] [^b] står[^a], her.", [False, False, False]),
        ("Ordet[^a][^borte][^b] står her.", [False, False]),
        ("| Ordet[^a][^b] | her[^a] |\n|---|---|\n| a | b |", [False, True, False]),
        ("| Ordet |\n|---|\n| en[^a]<br>[^b]to |", [False, False]),
    ],
)
def test_marks_right_after_others(project: Project, markdown: str, adjacent: list[bool]) -> None:
    project.units({"a": "A"}).contribution("a", f"Før.\n\n{markdown}{NOTES}")
    document = project.build("html").analysis.assembly.document
    found = [
        inline.adjacent
        for part in document.parts
        for inline in all_inlines(part.blocks)
        if isinstance(inline, FootnoteReference)
    ]
    assert found == adjacent


def test_a_raised_comma_parts_them_in_all_outputs(project: Project) -> None:
    project.units({"a": "A"}).contribution("a", f"Ordet[^a][^b] står her.{NOTES}")
    outputs = project.build("docx", "pdf", "html").outputs
    assert re.search(
        r'>1</a></sup><sup class="ark-footnote-mark ark-comma">,</sup><sup [^>]*><a [^>]*>2</a>',
        outputs["html"].decode(),
    )
    paragraphs = (p for p in read_tags(outputs["pdf"]).all("P") if "Ordet" in p.text)
    assert next(paragraphs).text == "Ordet1,2 står her."
    (paragraph,) = (p for p in word(outputs["docx"]).body.iter(f"{W}p") if "Ordet" in text_of(p))
    (comma,) = (run for run in paragraph.iter(f"{W}r") if text_of(run) == ",")
    assert comma.find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "FootnoteReference"


def pictures(project: Project) -> BuildResult:
    project.units({"a": "A"}).write("bilde.png", png(400, 200, (9, 9, 9)))
    return project.contribution(
        "a",
        "Slik:\n\n- ![Svart felt](bilde.png)\n- Tekst\n\nEller:\n\n"
        '1. ![Svart felt](bilde.png "Feltet")\n2. Tekst\n\nSå:\n\n'
        "a) ![Svart felt](bilde.png)\nb) Tekst\n",
    ).build("docx", "pdf", "html")


def test_a_picture_stands_beside_its_marker_in_word(project: Project) -> None:
    result = pictures(project)
    file = word(result.outputs["docx"])
    assert word_markers(file) == ["•", "•", "1.", "2.", "a)", "b)"]
    items = [p for p in file.body.iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None]
    drawn = [next(item.iter(f"{W}drawing"), None) is not None for item in items]
    assert drawn == [True, False] * 3
    marks = [mark.get(f"{W}name") for item in items for mark in item.iter(f"{W}bookmarkStart")]
    assert {"_ark_1_6", "_ark_1_11", "_ark_1_16"} <= set(marks)


def test_a_picture_stands_beside_its_marker_in_the_pdf(project: Project) -> None:
    found = read_tags(pictures(project).outputs["pdf"])
    kinds = [
        [kid.type for kid in item.kids if not isinstance(kid, str)] for item in found.all("LI")
    ]
    assert kinds == [["Lbl", "LBody"]] * 6
    assert [len(item.all("Figure")) for item in found.all("LI")] == [1, 0] * 3


def test_a_box_may_stand_before_a_picture_or_bold_text(project: Project) -> None:
    project.units({"a": "A"}).write("bilde.png", png(400, 200, (9, 9, 9)))
    project.contribution("a", "Slik:\n\n- [x] ![Svart felt](bilde.png)\n- [ ] **Tekst**\n- [ ]\n")
    page = project.build("html").outputs["html"].decode()
    assert page.count('class="ark-task-box"') == 2
    assert "[ ]" in page
