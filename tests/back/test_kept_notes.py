"""A note that is called twice, and loses its first call in Word: the other one calls it still."""

from __future__ import annotations

from pathlib import Path

import pytest

from arkdoc.back.model import Verdict
from arkdoc.back.plan import make_plan
from tests.back.test_cases import FIELDS, NOTE, PATH
from tests.support.returned import built, note_of
from tests.support.word_edits import blocks
from tests.support.word_edits.editor import Word
from tests.support.word_edits.judge import written_into

_FIRST = "Noe om saken.[^1]\n\n"
_TEXT = f"""\
Alfa her nå.

{_FIRST}Mer her nå.

Se også kilden.[^1]

| a               | b |
| --------------- | - |
| Se kapittel.[^1] | c |

[^1]: Kilden.

    Og mer av den.
"""


@pytest.mark.parametrize(("old", "new"), [("", ""), ("Se også", "Hør også")])
def test_the_paragraph_of_the_first_call_is_deleted(old: str, new: str, tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    docx = built(sources)
    word = Word(docx)
    blocks.delete(word, word.paragraph("Noe om saken"))
    if old:
        word.replace(word.paragraph(old), old, new)
    plan = make_plan(word.saved(), docx, sources, sources)
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    expected = _TEXT.replace(_FIRST, "").replace(old, new)
    assert plan.written()[PATH].decode() == FIELDS + expected
    today = written_into(sources, plan.written())
    again = make_plan(word.saved(), docx, sources, today)
    assert {change.verdict for change in again.changes} == {Verdict.THERE}


def test_a_note_is_changed_and_moved_with_its_paragraph_to_another_text(tmp_path: Path) -> None:
    units = "    navn: Biblioteket\n  - {id: hf, navn: Humaniora}\n"
    note = NOTE.replace("    navn: Biblioteket\n", units)
    other = "---\nenhet: hf\n---\nTekst fra humaniora.\n"
    moved = "Et avsnitt som har en note.[^1]\n\n"
    text = f"{FIELDS}{moved}Resten står her.\n\n[^1]: Sagt av ledelsen.\n"
    sources = note_of(tmp_path, note, {"ub.md": text, "hf.md": other})
    word = Word(docx := built(sources))
    blocks.move(word, [word.paragraph("Et avsnitt")], word.paragraph("Tekst fra humaniora"))
    word.replace(word.note_paragraph("Sagt av"), "ledelsen", "alle")
    plan = make_plan(word.saved(), docx, sources, sources)
    assert [change.verdict for change in plan.changes] == [Verdict.TAKEN]
    assert {path: data.decode() for path, data in plan.written().items()} == {
        PATH: f"{FIELDS}\nResten står her.\n",
        "contributions/hf.md": f"{other}\n{moved}[^1]: Sagt av alle.\n",
    }
