"""What a listener needs of boxes, lists and tables, in each output."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from arkdoc.pipeline.build import BuildResult
from tests.support.project import Project, W, pdf_outline, skipped_levels, text_of, word

TEXT = """\
## Bakgrunn

::: forslag
Utvalget tar saken til orientering.
:::

1. En
   - to
     1. tre
   - fire
2. Fem
   - seks

- alene
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    root: Path = tmp_path_factory.mktemp("note")
    project = Project(root).units({"a": "Avdeling A"})
    return project.contribution("a", TEXT).build("docx", "pdf", "html")


def test_a_proposal_is_a_heading_and_a_region(built: BuildResult) -> None:
    (title,) = (t for level, t in word(built.outputs["docx"]).outline() if level == 3)
    assert (4, title) in pdf_outline(built.outputs["pdf"])
    assert skipped_levels(word(built.outputs["docx"]).outline()) == []
    page = html.document_fromstring(built.outputs["html"].decode())
    (box,) = page.find_class("ark-proposal")
    assert box.get("aria-label") == f"{title} – Bakgrunn"
    assert [h.text for h in box.iter("h4")] == [title]


def test_a_list_and_those_in_it_are_one_in_word(built: BuildResult) -> None:
    found = []
    for paragraph in word(built.outputs["docx"]).body.iter(f"{W}p"):
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val")
            found.append((text_of(paragraph), number.get(f"{W}val"), level))
    assert [level for *_, level in found] == ["0", "1", "2", "1", "0", "1", "0"]
    assert len({number for _, number, _ in found[:6]}) == 1
    assert found[6][1] != found[0][1]
