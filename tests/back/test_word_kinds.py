"""Every kind of edit comes back, is asked about or is listed, as it is said to; none is lost.

Some of the kinds are tried here, `make wordback` tries them all.
"""

from __future__ import annotations

import pytest

from arkdoc.back.plan import make_plan
from tests.support.word_edits.all import KINDS
from tests.support.word_edits.judge import judge, written_into
from tests.support.word_edits.kind import Expected
from tests.support.word_edits.notes import our_note
from tests.support.word_edits.random_files import edited_by_chance

COUNTED = {"text", "format", "link", "paragraph", "heading", "list", "table", "note", "picture",
           "head", "measure", "tracked", "signs"}  # fmt: skip
"""The families whose edits should come back exactly, of which at least 95 of 100 have to."""
SOME = [
    name
    for number, (name, kind) in enumerate(KINDS.items())
    if number % 40 == 0 or (kind.family == "hostile" and number % 2)
]
TWICE = list(KINDS)[::80]
"""A smaller sample, for what takes longer."""
LINES = 6
"""How many lines an edit rewrites at most."""


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME)
def test_a_kind_of_edit(name: str) -> None:
    kind = KINDS[name]
    found = judge(our_note(), kind.apply(our_note().docx))
    assert found.lost == []
    assert found.verdict == kind.expected, str(found)
    # A line that is neither printed otherwise nor beside such a line stays as it was written.
    edits = sum(len(change.edits) for change in found.plan.changes)
    for path, data in found.plan.written().items():
        if before := our_note().sources.text(path):
            lines = before.text.split("\n")
            kept = [line for line in data.decode().split("\n") if line in before.text]
            assert len(lines) - len(kept) <= LINES * edits, path


def test_nearly_all_of_them_come_back() -> None:
    counted = [kind for kind in KINDS.values() if kind.family in COUNTED]
    exact = [kind for kind in counted if kind.expected is Expected.EXACT]
    assert len(exact) >= 0.95 * len(counted)


@pytest.mark.slow
@pytest.mark.parametrize("name", TWICE)
def test_the_second_time_there_is_nothing_to_take_in(name: str) -> None:
    case = our_note()
    edited = KINDS[name].apply(case.docx)
    first = make_plan(edited, case.docx, case.sources, case.sources)
    today = written_into(case.sources, first.written())
    again = make_plan(edited, case.docx, case.sources, today)
    assert again.written() == {}
    assert [c for c in again.changes if c.verdict.value in ("taken", "conflict")] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 3))
def test_a_file_edited_by_chance(seed: int) -> None:
    edited, names = edited_by_chance(our_note().docx, seed)
    found = judge(our_note(), edited)
    assert found.lost == [], names
