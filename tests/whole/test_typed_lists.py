"""Lists as people type them, from their lines to the markers in all three outputs."""

from __future__ import annotations

import re

import pytest

from arkdoc.pipeline.build import BuildResult
from tests.support.pdf_tags import read_tags
from tests.support.project import Project, codes, word
from tests.support.reading_back import word_markers

LISTS = {
    "a)\u00a0quiz\nb) lunsj\nc) tur": ["a)", "b)", "c)"],
    "a. quiz\nb. lunsj": ["a.", "b."],
    "Vi vil ha\n(a) quiz\n(b) lunsj": ["(a)", "(b)"],
    "h) quiz\ni) lunsj\nj) tur": ["h)", "i)", "j)"],
    "i) quiz\nii) lunsj\niii) tur": ["i)", "ii)", "iii)"],
    "I. Quiz\n\nII. Lunsj": ["I.", "II."],
    "A. Quiz\nB. Lunsj": ["A.", "B."],
    "A) Quiz\nB) Lunsj": ["A)", "B)"],
    "(1) quiz\n(2) lunsj": ["(1)", "(2)"],
    "1.1 Quiz\n1.2 Lunsj\n1.2.1 Kaffe\n2.1 Tur": ["1.1", "1.2", "1.2.1", "2.1"],
    "1.Quiz\n2.Lunsj": ["1.", "2."],
    "Vi vil ha\n2. quiz\n3. lunsj": ["2.", "3."],
    "✓ quiz\n✗ lunsj\n✓ tur": ["✓", "✗", "✓"],
    "o quiz\no lunsj": ["o", "o"],
    "• quiz\n• lunsj": ["•", "•"],
    "· quiz\n· lunsj": ["·", "·"],
    "– quiz\n– lunsj": ["–", "–"],
    "a) quiz\nb) lunsj\nd) tur": ["a)", "b)", "d)"],
    "1. Quiz\n   a) lunsj\n   b) tur\n2. Kurs": ["1.", "a)", "b)", "2."],
    "> (i) quiz\n> (ii) lunsj": ["(i)", "(ii)"],
}
MARKERS = [marker for markers in LISTS.values() for marker in markers]
TEXTS = ("\n\n<!-- -->\n\n").join(LISTS)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    project = Project(tmp_path_factory.mktemp("lists")).units({"a": "Enhet A"})
    return project.contribution("a", TEXTS).build("docx", "pdf", "html")


def test_in_word(built: BuildResult) -> None:
    assert word_markers(word(built.outputs["docx"])) == MARKERS


def test_in_the_pdf(built: BuildResult) -> None:
    labels = read_tags(built.outputs["pdf"]).all("Lbl")
    assert [label.text.strip() for label in labels] == MARKERS


def test_in_html(built: BuildResult) -> None:
    shown = re.findall(r'<span class="ark-marker">([^<]*) </span>', built.outputs["html"].decode())
    assert shown == [marker for marker in MARKERS if not re.fullmatch(r"\d\.", marker)]


def test_each_list_is_told_once(built: BuildResult) -> None:
    assert codes(built).count("ARK232") == len(LISTS)
