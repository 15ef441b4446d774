"""What can't be proved: nothing of it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from arkdoc.back import proving
from arkdoc.back.drafts import Draft
from arkdoc.back.model import EditPlan, Verdict
from arkdoc.back.plan import make_plan
from arkdoc.ooxml.unreadable import Fault, UnreadableError
from tests.back.test_cases import FIELDS, NOTE, PATH
from tests.support.returned import built, note_of, saying

_TEXT = "".join(f"Avsnitt {word} står her.\n\n" for word in ("a", "be", "ce", "de", "e", "ef"))


def _plan(root: Path) -> EditPlan:
    sources = note_of(root, NOTE, {"ub.md": FIELDS + _TEXT})
    edited = saying(sources, PATH, FIELDS + _TEXT.replace("her", "der"))
    return make_plan(edited, built(sources), sources, sources)


def test_what_is_left_when_every_proof_fails_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prove(comparison: object, drafts: Sequence[Draft], *_: object) -> tuple[Draft, ...]:
        return tuple(draft for draft in drafts if not draft.reason)[:1]

    monkeypatch.setattr(proving, "prove", prove)
    plan = _plan(tmp_path)
    assert [change.verdict for change in plan.changes] == [Verdict.LEFT] * 6
    assert plan.written() == {}


def test_a_word_file_that_cannot_be_read_again_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object, **__: object) -> None:
        raise UnreadableError(Fault("no text", ""))

    monkeypatch.setattr(proving, "print_again", unreadable)
    plan = _plan(tmp_path)
    assert [change.verdict for change in plan.changes] == [Verdict.LEFT] * 6
    assert plan.written() == {}
