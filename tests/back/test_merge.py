"""What was changed in Word, and what has been changed in the contribution since → today's file."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from arkdoc.back.model import EditPlan, Verdict
from arkdoc.back.plan import make_plan
from arkdoc.pipeline.load import Sources
from tests.back.test_cases import FIELDS, NOTE, PATH
from tests.support.returned import built, note_of, saying

_TEXT = """\
Vi har arbeidet med kompetanse og informasjon i hele avdelingen dette året.

Møtene er blitt kortere, og alle har fått en plan som gjelder fra høsten.

- første punkt om ordningen
- andre punkt om lokalene
"""


def _with(sources: Sources, text: str) -> Sources:
    return replace(sources, contributions={PATH: (FIELDS + text).encode()})


def _plan(tmp_path: Path, word: str, today: str) -> EditPlan:
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    edited = saying(sources, PATH, FIELDS + word)
    return make_plan(edited, built(sources), sources, _with(sources, today))


def test_other_words_of_the_same_paragraph_are_both_kept(tmp_path: Path) -> None:
    word = _TEXT.replace("kompetanse", "kompetanseutvikling")
    today = _TEXT.replace("dette året", "i fjor")
    plan = _plan(tmp_path, word, today)
    got = plan.written()[PATH].decode()
    assert got == FIELDS + word.replace("dette året", "i fjor")


def test_the_same_words_conflict_and_nothing_is_written(tmp_path: Path) -> None:
    plan = _plan(tmp_path, _TEXT.replace("kortere", "færre"), _TEXT.replace("kortere", "bedre"))
    (change,) = plan.changes
    assert change.verdict is Verdict.CONFLICT
    assert change.conflict is not None
    assert (change.conflict.base, change.conflict.file, change.conflict.word) == (
        "kortere",
        "bedre",
        "færre",
    )
    assert plan.written() == {}
    assert plan.is_open


def test_what_todays_file_says_already_is_there(tmp_path: Path) -> None:
    word = _TEXT.replace("kortere", "færre")
    plan = _plan(tmp_path, word, word)
    assert [change.verdict for change in plan.changes] == [Verdict.THERE]
    assert plan.written() == {}
    assert not plan.is_open


def test_what_is_deleted_with_all_that_is_below_it_is_there(tmp_path: Path) -> None:
    below = "\nEt siste avsnitt.[^1]\n\n[^2]: Ingen viser hit.\n[^1]: En note.\n"
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT + below})
    edited = saying(sources, PATH, FIELDS + _TEXT)
    plan = make_plan(edited, built(sources), sources, _with(sources, _TEXT))
    assert {change.verdict for change in plan.changes} == {Verdict.THERE}


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    edited = saying(sources, PATH, FIELDS + _TEXT.replace("kortere", "færre"))
    today = replace(sources, contributions={}, paths=sources.paths - {PATH})
    (change,) = make_plan(edited, built(sources), sources, today).changes
    assert change.verdict is Verdict.LEFT
    assert change.args == {"path": PATH}


@pytest.mark.parametrize("seed", range(12))
def test_disjoint_words_never_conflict_and_the_same_always_do(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    words = [word for word in _TEXT.split() if word.isalpha() and _TEXT.count(word) == 1]
    mine, theirs = chance.sample(words, 2)
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    docx = built(sources)
    word = _TEXT.replace(mine, "endret")
    edited = saying(sources, PATH, FIELDS + word)
    apart = make_plan(edited, docx, sources, _with(sources, _TEXT.replace(theirs, "annet")))
    assert apart.written()[PATH].decode() == FIELDS + word.replace(theirs, "annet")
    same = make_plan(edited, docx, sources, _with(sources, _TEXT.replace(mine, "annet")))
    assert [change.verdict for change in same.changes] == [Verdict.CONFLICT]
    assert same.written() == {}


def test_windows_lines_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    data = b"\xef\xbb\xbf" + (FIELDS + _TEXT).replace("\n", "\r\n").encode()
    sources = replace(sources, contributions={PATH: data})
    edited = saying(sources, PATH, FIELDS + _TEXT.replace("kortere", "færre"))
    plan = make_plan(edited, built(sources), sources, sources)
    assert plan.written()[PATH] == data.replace(b"kortere", "færre".encode())


_BLOCKS = """\
En setning her om noe.

To setninger her nå.

- punkt en her
- punkt to her

| a | b |
|---|---|
| c1 | d1 |
| c2 | d2 |
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("To set", "Et nytt avsnitt her.\n\nTo set", id="paragraph"),
        pytest.param("- punkt to", "- et nytt punkt\n- punkt to", id="item"),
        pytest.param("| c2", "| ny rad | x |\n| c2", id="row"),
        pytest.param(
            "En setning her om noe.\n\nTo setninger her nå.",
            "To setninger her nå.\n\nEn setning her om noe.",
            id="moved",
        ),
        pytest.param("To setninger her nå.\n\n", "", id="deleted"),
        pytest.param("nå.\n", "nå.[^1]\n\n[^1]: Min note.\n", id="note"),
        pytest.param("setning her", "**setning** her", id="bold"),
        pytest.param("punkt to her", "*punkt to her*", id="italic"),
        pytest.param("| c1 |", "| ~~c1~~ |", id="struck out in a cell"),
        pytest.param("her nå", "[her nå](https://example.org/)", id="link"),
        pytest.param("- punkt en her\n", "- punkt en her\n- punkt en her\n", id="copied"),
    ],
)
def test_a_file_that_has_been_taken_in_has_nothing_to_take_in(
    tmp_path: Path, old: str, new: str
) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _BLOCKS})
    edited = saying(sources, PATH, FIELDS + _BLOCKS.replace(old, new))
    first = make_plan(edited, built(sources), sources, sources)
    taken = {Verdict.TAKEN}
    assert {change.verdict for change in first.changes} == taken
    after = replace(sources, contributions={PATH: first.written()[PATH]})
    again = make_plan(edited, built(sources), sources, after)
    assert {change.verdict for change in again.changes} == {Verdict.THERE}
    assert again.written() == {}


def test_what_both_sides_put_in_at_one_place_stands_side_by_side(tmp_path: Path) -> None:
    word = _TEXT.replace("- andre", "- fra Word\n- andre")
    plan = _plan(tmp_path, word, _TEXT.replace("- andre", "- fra enheten\n- andre"))
    written = plan.written()[PATH].decode()
    assert "- fra Word\n" in written
    assert "- fra enheten\n" in written
    assert written.count("- ") == 4
