"""What a Word file says after somebody edited it → the contribution that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from arkdoc.back.model import EditPlan, Verdict
from arkdoc.back.plan import make_plan
from arkdoc.back.reasons import OTHER_NUMBER
from arkdoc.pipeline.load import NOTE as NOTE_PATH
from tests.support.cases import cases, rewrite_case
from tests.support.returned import built, note_of, saying
from tests.support.word_edits.blocks import before, delete, relevel
from tests.support.word_edits.editor import Word

NOTE = """\
---
saksnr: 1/26
tittel: Status
fra: Prorektor
dato: 2026-02-27
enheter:
  - id: ub
    navn: Biblioteket
---
Innledning.

[[bidrag]]
"""
PATH = "contributions/ub.md"
FIELDS = "---\nenhet: ub\n---\n"
FIXTURES = Path(__file__).parent.parent / "fixtures" / "back"


def what_came(plan: EditPlan, before: str) -> str:
    written = plan.written().get(PATH, before.encode()).decode().removeprefix(FIELDS)
    left = [
        f"{change.kind}: {change.detail}\n"
        for change in plan.changes
        if change.verdict is not Verdict.TAKEN
    ]
    return written + ("~~~~\n" + "".join(left) if left else "")


@pytest.mark.parametrize(("file", "title", "text", "expected"), list(cases(FIXTURES)))
def test_what_comes_of_an_edit(
    file: Path,
    title: str,
    text: str,
    expected: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    before, _, word = text.partition("~~~~\n")
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + before})
    edited = saying(sources, PATH, FIELDS + word)
    got = what_came(make_plan(edited, built(sources), sources, sources), FIELDS + before)
    if request.config.getoption("--update-golden"):
        rewrite_case(file, title, text, expected, got.removesuffix("\n"))
        return
    assert got == expected


def test_a_file_that_nobody_edited_has_no_changes(tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": f"{FIELDS}Tekst *med* vekt.\n\n- punkt\n"})
    docx = built(sources)
    plan = make_plan(docx, docx, sources, sources)
    assert plan.changes == ()
    assert plan.written() == {}
    assert not plan.is_open


def test_two_paragraphs_above_all_that_the_note_says_itself(tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": f"{FIELDS}Tekst.\n"})
    word = Word(docx := built(sources))
    for text in ("Det første.", "Det andre."):
        before(word, word.paragraph("Innledning."), text)
    words = NOTE.replace("Innledning.", "Det første.\n\nDet andre.\n\nInnledning.")
    assert make_plan(word.saved(), docx, sources, sources).written() == {NOTE_PATH: words.encode()}


def test_a_number_that_a_contribution_counts_otherwise_is_told(tmp_path: Path) -> None:
    """The first item is deleted below the second, which was made one of a list inside it."""
    sources = note_of(tmp_path, NOTE, {"ub.md": f"{FIELDS}Dette:\n\n1. En\n2. To\n3. Tre\n"})
    word = Word(docx := built(sources))
    relevel(word, word.paragraph("To"), 1)
    delete(word, word.paragraph("En"))
    plan = make_plan(word.saved(), docx, sources, sources)
    assert [(each.what, each.text) for each in plan.not_taken] == [(OTHER_NUMBER, "Tre")]
    assert b"Dette:\n\n1. To\n" in plan.written()[PATH]
