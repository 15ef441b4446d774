"""Another language, or a page turned on its side, is told: neither has a place in the contributions."""

from __future__ import annotations

from pathlib import Path

from arkdoc.back.plan import make_plan
from arkdoc.back.reasons import LANGUAGE, PAGE
from tests.back.test_cases import FIELDS, NOTE, PATH
from tests.support.returned import built, note_of
from tests.support.word_edits.editor import Word, runs
from tests.support.word_edits.xml import Element, properties_of, put, w

_TEXT = "Avsnitt en står her og blir.\n\nAvsnitt to står her og blir.\n\nAvsnitt tre står her.\n"


def _told(root: Path, text: str, change: str) -> list[tuple[str, str, str, int]]:
    sources = note_of(root, NOTE, {"ub.md": FIELDS + _TEXT})
    docx = built(sources)
    word = Word(docx)
    paragraph = word.paragraph(text)
    if change == "language":
        for run in runs(paragraph):
            put(_run_properties(run), w("lang", val="nn-NO"))
    else:
        section = w("sectPr")
        section.append(w("pgSz", w="16838", h="11906", orient="landscape"))
        put(properties_of(paragraph), section)
    plan = make_plan(word.saved(), docx, sources, sources)
    assert plan.changes == ()
    assert plan.is_open
    return [(each.what, each.text, each.path, each.line) for each in plan.not_taken]


def _run_properties(run: Element) -> Element:
    found = run.find("{*}rPr")
    if found is None:
        found = w("rPr")
        run.insert(0, found)
    return found


def test_another_language_of_a_paragraph(tmp_path: Path) -> None:
    words = "Avsnitt to står her og blir."
    assert _told(tmp_path, words, "language") == [(LANGUAGE, words, PATH, 6)]


def test_a_page_turned_on_its_side(tmp_path: Path) -> None:
    ((what, _, _, _),) = _told(tmp_path, "Avsnitt to står her og blir.", "page")
    assert what == PAGE
