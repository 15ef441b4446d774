"""A heading whose words are changed in Word: what links to it goes on leading there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arkdoc.back.model import EditPlan, Verdict
from arkdoc.back.plan import make_plan
from arkdoc.back.reasons import LINKED_HEADING
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import NOTE as NOTE_PATH
from arkdoc.pipeline.load import Sources
from tests.back.test_cases import FIELDS, NOTE, PATH
from tests.support.returned import built, note_of
from tests.support.word_edits import blocks
from tests.support.word_edits.editor import Word, said
from tests.support.word_edits.judge import written_into

_TEXT = """\
## Hva vi har gjort

Se [over](#hva-vi-har-gjort), [Ref], [med][r] og [hele](ub.md).[^1]

[ref]: #hva-vi-har-gjort
[r]: ub.md#hva-vi-har-gjort "Tittel"

## Annet

Noe helt annet står her.

[^1]: Se [den](<#hva-vi-har-gjort>).
"""
_OTHER = "---\nenhet: hf\n---\nSom [biblioteket](ub.md#hva-vi-har-gjort), se [her](ub.md#annet).\n"
_UNITS = NOTE.replace("Innledning.", "Innledning til [dette](ub.md#hva-vi-har-gjort).").replace(
    "    navn: Biblioteket\n", "    navn: Biblioteket\n  - {id: hf, navn: Humaniora}\n"
)
_HF = "contributions/hf.md"


def _sources(root: Path) -> Sources:
    return note_of(root, _UNITS, {"ub.md": FIELDS + _TEXT, "hf.md": _OTHER})


def _planned(sources: Sources, *changes: Callable[[Word], object]) -> tuple[bytes, EditPlan]:
    docx = built(sources)
    word = Word(docx)
    for change in changes:
        change(word)
    edited = word.saved()
    return edited, make_plan(edited, docx, sources, sources)


def _renamed(word: Word) -> None:
    heading = word.paragraph("Hva vi har gjort", -1)
    word.replace(heading, "har gjort", "gjør på Gjøvik")


def test_links_follow_a_heading_in_its_text_and_in_others(tmp_path: Path) -> None:
    sources = _sources(tmp_path)
    edited, plan = _planned(sources, _renamed)
    assert [change.verdict for change in plan.changes] == [Verdict.TAKEN]

    def now(text: str) -> str:
        text = text.replace("Hva vi har gjort", "Hva vi gjør på Gjøvik")
        return text.replace("#hva-vi-har-gjort", "#hva-vi-gjør-på-gjøvik")

    found = {path: data.decode() for path, data in plan.written().items()}
    assert found == {PATH: FIELDS + now(_TEXT), _HF: now(_OTHER), NOTE_PATH: now(_UNITS)}
    today = written_into(sources, plan.written())
    assert [d.rule.code for d in analyse(today).diagnostics if d.rule.code == "ARK302"] == []
    again = make_plan(edited, built(sources), sources, today)
    assert [change.verdict for change in again.changes] == [Verdict.THERE]


def test_a_paragraph_whose_link_follows_may_be_changed_or_deleted_too(tmp_path: Path) -> None:
    sources = _sources(tmp_path)
    _, plan = _planned(
        sources,
        _renamed,
        lambda word: word.replace(word.paragraph("Som biblioteket"), "Som", "Slik som"),
        lambda word: blocks.delete(word, word.paragraph("Innledning til")),
    )
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    assert "Slik som [biblioteket](ub.md#hva-vi-gjør-på-gjøvik)" in plan.written()[_HF].decode()
    assert "gjør" not in plan.written()[NOTE_PATH].decode()


def test_a_heading_that_would_be_taken_for_another_one_is_left(tmp_path: Path) -> None:
    def as_the_other(word: Word) -> None:
        word.replace(word.paragraph("Hva vi har gjort", -1), "Hva vi har gjort", "Annet!")

    sources = _sources(tmp_path)
    unlinked = {PATH: (FIELDS + _TEXT).replace("#hva-vi-har-gjort", "https://uia.no").encode()}
    for each in (sources, written_into(sources, unlinked)):
        _, plan = _planned(each, as_the_other)
        assert [(c.verdict, c.detail) for c in plan.changes] == [(Verdict.LEFT, LINKED_HEADING)]


def test_a_link_in_a_paragraph_that_is_moved_to_another_text_follows(tmp_path: Path) -> None:
    def moved(word: Word) -> None:
        blocks.move(word, [word.paragraph("Se over")], word.paragraph("Som biblioteket"))

    _, plan = _planned(_sources(tmp_path), _renamed, moved)
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    link = "(ub.md#hva-vi-gjør-på-gjøvik)"
    written = plan.written()[_HF].decode()
    assert f"\nSe [over]{link}, [Ref]{link}, [med]{link} og [hele](ub.md).[^1]\n" in written
    assert f"[^1]: Se [den]{link}.\n" in written


def test_links_follow_a_heading_to_another_text(tmp_path: Path) -> None:
    def moved(word: Word) -> None:
        section = [word.paragraph("Annet"), word.paragraph("Noe helt annet")]
        blocks.move(word, section, word.paragraph("Som biblioteket"))

    _, plan = _planned(_sources(tmp_path), moved)
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    assert "se [her](#annet).\n\n# Annet\n\nNoe helt annet" in plan.written()[_HF].decode()


_REPEATED = "## Annet\n\nSe [den andre](#resultat-1).\n" + "".join(
    f"\n## Resultat\n\n{text} står her.\n" for text in ("En", "To", "Tre")
)


@pytest.mark.parametrize(
    "change",
    [
        lambda word: word.replace(word.paragraph("Resultat", 0), "Resultat", "Funn"),
        lambda word: word.replace(word.paragraph("Annet", 0), "Annet", "Resultat 1"),
        lambda word: blocks.delete(word, word.paragraph("Resultat", 0)),
        lambda word: blocks.before(word, word.paragraph("Annet", 0), "Resultat"),
        lambda word: blocks.move(word, [word.paragraph("Resultat", 0)], word.paragraph("Tre står")),
    ],
    ids=[
        "one fewer above",
        "its own anchor above",
        "the one above deleted",
        "one put in above",
        "the one above moved",
    ],
)
def test_links_to_one_of_several_headings_of_the_same_words_lead_to_it_still(
    change: Callable[[Word], object], tmp_path: Path
) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _REPEATED})
    _, plan = _planned(sources, change)
    assert [(c.verdict, c.detail) for c in plan.changes] == [(Verdict.LEFT, LINKED_HEADING)]


def test_one_of_several_headings_of_the_same_words_may_be_changed_below(tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _REPEATED})
    _, plan = _planned(
        sources, lambda word: word.replace(word.paragraph("Resultat", 2), "Resultat", "Funn")
    )
    assert [change.verdict for change in plan.changes] == [Verdict.TAKEN]


def test_a_heading_that_links_lead_to_is_not_deleted_for_changes_beside_a_link(
    tmp_path: Path,
) -> None:
    around = ("Alfa", "Beta", "Gamma", "Delta")
    other = "---\nenhet: hf\n---\n" + "\n\n".join(
        f"{each} om saken her." for each in ("Alfa", "Beta", "Se [den](ub.md#annet)", *around[2:])
    )

    def changed(word: Word) -> None:
        blocks.delete(word, word.paragraph("Annet"))
        for each in around:
            word.replace(word.paragraph(each), "saken", "planen")

    sources = note_of(tmp_path, _UNITS, {"ub.md": FIELDS + _TEXT, "hf.md": other})
    _, plan = _planned(sources, changed)
    assert plan.written().keys() == {_HF}
    assert "Delta om planen" in plan.written()[_HF].decode()


def test_a_link_is_written_in_another_file_and_without_the_number_of_its_heading(
    tmp_path: Path,
) -> None:
    def changed(word: Word) -> None:
        linking = word.paragraph("Innledning til")
        assert "dette her (punkt\u00a01.1)" in said(linking)
        word.type(linking, at := word.find(linking, " her"), "\n")
        word.delete(linking, at + 1, at + 2)
        blocks.copy(word, [word.paragraph("Som biblioteket")], word.paragraph("Noe helt annet"))

    numbered = _UNITS.replace("dato:", "nummerering: ja\ndato:").replace("dette", "dette her")
    sources = note_of(tmp_path, numbered, {"ub.md": FIELDS + _TEXT, "hf.md": _OTHER})
    _, plan = _planned(sources, changed)
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    found = {path: data.decode() for path, data in plan.written().items()}
    copy = "Som [biblioteket](#hva-vi-har-gjort), se [her](#annet)."
    assert f"\nNoe helt annet står her.\n\n{copy}\n" in found[PATH]
    assert "[dette\\\nher](ub.md#hva-vi-har-gjort)" in found[NOTE_PATH]


def test_a_heading_is_not_called_as_one_that_has_come_into_todays_text(tmp_path: Path) -> None:
    sources = _sources(tmp_path)
    word = Word(docx := built(sources))
    _renamed(word)
    text = (FIELDS + _TEXT).replace("## Annet", "## Hva vi gjør på Gjøvik\n\nNytt.\n\n## Annet")
    today = written_into(sources, {PATH: text.encode()})
    (change,) = make_plan(word.saved(), docx, sources, today).changes
    assert (change.verdict, change.detail) == (Verdict.LEFT, LINKED_HEADING)
