"""A box that is deleted in Word: it goes where all that stands in it went."""

from __future__ import annotations

from pathlib import Path

from arkdoc.back.model import Verdict
from arkdoc.back.plan import make_plan
from arkdoc.back.reasons import GENERATED
from arkdoc.pipeline.load import NOTE as NOTE_PATH
from tests.back.test_cases import NOTE
from tests.support.returned import built, note_of
from tests.support.word_edits import blocks
from tests.support.word_edits.editor import Word


def test_a_box_stays_where_what_a_placeholder_makes_was_kept(tmp_path: Path) -> None:
    box = "::: merknad\nTekst i boks.\n\n[[endringer]]\n:::\n"
    sources = note_of(tmp_path, NOTE.replace("Innledning.\n", box), {})
    docx = built(sources)
    word = Word(docx)
    blocks.delete(word, word.paragraph("Merknad"))
    blocks.delete(word, word.paragraph("Tekst i boks"))
    plan = make_plan(word.saved(), docx, sources, sources)
    found = [(change.verdict, change.detail) for change in plan.changes]
    assert found == [(Verdict.LEFT, GENERATED), (Verdict.TAKEN, "")]
    written = plan.written()[NOTE_PATH].decode()
    assert written == NOTE.replace("Innledning.\n", box.replace("Tekst i boks.\n", ""))
