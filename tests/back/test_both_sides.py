"""A paragraph changed in Word and in its contribution meanwhile: both stand, or nothing is written."""

from __future__ import annotations

import pytest

from arkdoc.back.plan import make_plan
from tests.support.word_edits.both_sides import OURS, THEIRS, both_sides, fault_of
from tests.support.word_edits.notes import our_note


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_other_words_never_conflict(seed: int) -> None:
    case = our_note()
    sides = both_sides(case, seed, same=False)
    plan = make_plan(sides.edited, case.docx, case.sources, sides.today)
    assert fault_of(plan, sides.path, sides.merged) == ""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_the_same_words_always_do(seed: int) -> None:
    case = our_note()
    sides = both_sides(case, seed, same=True)
    plan = make_plan(sides.edited, case.docx, case.sources, sides.today)
    assert fault_of(plan, sides.path, sides.merged) == ""
    (change,) = plan.changes
    assert change.conflict
    assert OURS in change.conflict.file
    assert THEIRS in change.conflict.word
