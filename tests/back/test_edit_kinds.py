"""The edits that «Word back» is tried with are what Word would save, and do what they say."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from arkdoc.read.word.contribution import read_word_contribution
from tests.support.ooxml_audit import audit_errors, needs_audit
from tests.support.word_edits.all import KINDS
from tests.support.word_edits.editor import Word, said
from tests.support.word_edits.inventory import inventory
from tests.support.word_edits.noise import saved_by_word
from tests.support.word_edits.notes import our_note
from tests.support.word_edits.printed import printed
from tests.support.word_edits.xml import P

LEAST = 90
UNCHANGED = {"put_in_and_taken_back", "empty_paragraph_inserted"}
"""The kinds after which the note says what it said before."""


def test_there_are_kinds_of_every_family() -> None:
    families = {kind.family for kind in KINDS.values()}
    assert len(KINDS) >= LEAST
    assert families == {
        "text", "format", "link", "paragraph", "heading", "list", "table", "note", "picture",
        "head", "measure", "tracked", "comment", "left", "signs", "hostile",
    }  # fmt: skip


@pytest.mark.parametrize("name", list(KINDS)[::40])
def test_a_kind_changes_the_note_and_loses_no_word_on_the_way(name: str) -> None:
    case = our_note()
    edited = KINDS[name].apply(case.docx)
    found = read_word_contribution("contributions/notat.docx", edited)
    assert found.fault is None
    assert [d for d in found.diagnostics if d.rule.code == "ARK602"] == []
    is_same = printed(edited) == printed(case.docx) and inventory(edited) == case.inventory
    assert is_same == (name in UNCHANGED)


@pytest.mark.parametrize("name", ["found_and_replaced", "tracked_paragraph_moved", "table_pasted"])
def test_a_kind_and_a_seed_always_give_the_same_file(name: str) -> None:
    docx = our_note().docx
    assert KINDS[name].apply(docx, 3) == KINDS[name].apply(docx, 3) != KINDS[name].apply(docx, 4)


@pytest.mark.parametrize("seed", range(2))
def test_saving_alone_changes_elements_and_no_line(seed: int) -> None:
    case = our_note()
    saved = saved_by_word(Word(case.docx), Random(seed))
    assert printed(saved) == printed(case.docx)
    assert inventory(saved) == case.inventory
    before, after = Word(case.docx), Word(saved)
    assert [said(p) for p in after.body.iter(P)] == [said(p) for p in before.body.iter(P)]
    assert len(list(after.body.iter("{*}r"))) > len(list(before.body.iter("{*}r")))
    assert list(after.body.iter("{*}proofErr"))


@pytest.mark.slow
@needs_audit
def test_the_audit_finds_nothing_in_some_of_them(tmp_path: Path) -> None:
    found = {
        name: audit_errors(kind.apply(our_note().docx), tmp_path)
        for name, kind in list(KINDS.items())[::80]
    }
    assert not any(found.values()), found
