"""A unit delivers anew after the secretariat's edits: both stand, or somebody is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from arkdoc.back.delivered import KEEP_OURS, USE_THEIRS, plan_delivery
from arkdoc.back.model import EditPlan
from arkdoc.pipeline.load import Sources, load
from tests.support.project import Project, png
from tests.support.word_edits.both_sides import fault_of
from tests.support.word_edits.deliveries import delivered_anew
from tests.support.word_edits.judge import written_into
from tests.support.word_edits.notes import our_note

NOTE = (
    "---\nsaksnr: 11/19\ntittel: Status\nfra: Prorektor\ndato: 2019-02-27\nenheter:\n"
    "  - {id: ub, navn: Biblioteket}\n  - {id: hf, navn: Humaniora}\n---\n\n[[bidrag]]\n"
)
PATH = "contributions/ub.md"
TEXT = """\
---
enhet: ub
tiltak:
  - navn: Faste møter
    status: pågår
    frist: 1.6.2019
---
## Oppfølging av planen

Vi har hatt faste møter i alle avdelinger.[^1] Alle fikk en plan.

- Kurs for ledere
- Samling på Gjøvik

| År | Svar |
|----|------|
| 2017 | 60 |

[^1]: Fra januar.
"""


@pytest.mark.slow
@pytest.mark.parametrize("same", [False, True])
def test_both_the_edits_and_the_delivery_stand(*, same: bool) -> None:
    found = delivered_anew(our_note(), seed=0, same=same)
    assert fault_of(found.plan, found.path, found.merged) == ""


@pytest.fixture
def before(project: Project) -> Sources:
    project.note(NOTE)
    project.write("ub.md", TEXT)
    project.contribution(
        "hf", "Se kapittel om biblioteket.\n\nTabell: Svar\n\n| a |\n|---|\n| b |\n"
    )
    return load(project.root)


def planned(
    before: Sources, new: Mapping[str, str], ours: Mapping[str, str] | None = None, **files: bytes
) -> EditPlan:
    """The plan where the unit replaces some words by others, and the secretariat other ones."""
    mine, theirs = TEXT, TEXT
    for old, word in new.items():
        assert old in theirs
        theirs = theirs.replace(old, word, 1)
    for old, word in (ours or {}).items():
        assert old in mine
        mine = mine.replace(old, word, 1)
    after = written_into(before, {PATH: theirs.encode(), **files})
    return plan_delivery("ub", PATH, before, after, written_into(before, {PATH: mine.encode()}))


def text_of(plan: EditPlan) -> str:
    return plan.written()[PATH].decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("faste møter i", "faste, korte møter i"),
        ("- Samling på Gjøvik\n", "- Samling på Gjøvik\n- Tre seminarer\n"),
        ("Alle fikk en plan.", "Alle fikk en plan.\n\nEt nytt avsnitt til slutt."),
        ("- Kurs for ledere\n", ""),
        ("| 2017 | 60 |\n", "| 2017 | 60 |\n| 2019 | 71 |\n"),
        ("Fra januar.", "Fra februar."),
        ("av planen", "av planene"),
        ("navn: Faste møter", "navn: Faste treff"),
        ("status: pågår", "status: gjennomført"),
    ],
)
def test_what_the_unit_changed_is_written_and_no_more(before: Sources, old: str, new: str) -> None:
    """Whatever else the note says of it (an overview of measures, numbers) changes with it."""
    plan = planned(before, {old: new}, {"i alle avdelinger": "i hver avdeling"})
    assert text_of(plan) == TEXT.replace(old, new, 1).replace(
        "i alle avdelinger", "i hver avdeling"
    )
    assert {change.verdict.value for change in plan.changes} == {"taken"}
    assert {change.unit for change in plan.changes} == {"ub"}


def test_the_same_words_are_asked_and_the_others_are_not_lost(before: Sources) -> None:
    new = {"faste møter": "korte møter", "en plan": "en god plan"}
    plan = planned(before, new, {"faste møter": "jevne møter"})
    (change,) = plan.changes
    assert change.conflict
    assert change.question
    assert (change.conflict.base, change.conflict.file, change.conflict.word) == (
        "faste", "jevne", "korte",
    )  # fmt: skip
    assert plan.written() == {}
    keep, use = change.question.answers
    assert (keep.label, use.label) == (KEEP_OURS, USE_THEIRS)
    kept = plan.written((), {change.id: 0})[PATH].decode()
    assert "jevne møter" in kept
    assert "en god plan" in kept
    used = plan.written((), {change.id: 1})[PATH].decode()
    assert "korte møter" in used
    assert "en god plan" in used


def test_what_is_about_the_same_words_is_asked_once(before: Sources) -> None:
    """Two items changed by the unit where the secretariat has one sentence now."""
    items = "- Kurs for ledere\n- Samling på Gjøvik\n"
    new = {"Kurs for ledere": "Kurs for alle", "på Gjøvik": "på Lillehammer"}
    plan = planned(before, new, {items: "Alt er gjort.\n"})
    (change,) = plan.changes
    assert change.question
    assert plan.written() == {}
    used = plan.written((), {change.id: 1})[PATH].decode()
    assert used.replace("- Kurs for alle\n- Samling på Lillehammer\n", items) == TEXT
    kept = plan.written((), {change.id: 0})
    assert kept.get(PATH, TEXT.replace(items, "Alt er gjort.\n").encode()) == (
        TEXT.replace(items, "Alt er gjort.\n").encode()
    )


def test_what_both_changed_alike_is_there(before: Sources) -> None:
    plan = planned(before, {"Kurs for": "Kurset for"}, {"Kurs for": "Kurset for"})
    assert [change.verdict.value for change in plan.changes] == ["there"]


def test_a_new_picture_comes_along_under_a_free_name(before: Sources) -> None:
    there = {**before.images, "contributions/ub/1.png": png()}
    today = replace(before, images=there, paths=before.paths | there.keys())
    data = TEXT.replace("- Kurs", "![Søyler](ub/1.png)\n\n- Kurs", 1).encode()
    after = written_into(before, {PATH: data, "contributions/ub/1.png": png("4 × 4 piksler")})
    written = plan_delivery("ub", PATH, before, after, today).written()
    (picture,) = written.keys() - {PATH}
    assert picture != "contributions/ub/1.png"
    assert written[picture] == png("4 × 4 piksler")
    assert f"![Søyler]({picture.removeprefix('contributions/')})" in written[PATH].decode()


def test_nothing_but_the_unit_is_told(before: Sources) -> None:
    """The other unit's table has another number, which nobody changed."""
    table = "| 2017 | 60 |\n\nTabell: Ett til\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"
    plan = planned(before, {"| 2017 | 60 |\n": table})
    assert {change.unit for change in plan.changes} == {"ub"}
    assert {change.verdict.value for change in plan.changes} == {"taken"}
