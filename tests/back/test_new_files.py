"""What was put in where there was no file for it: a unit's first text, and pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from arkdoc.back.model import EditKind, Verdict
from arkdoc.back.plan import make_plan
from tests.back.test_cases import FIELDS, NOTE, PATH
from tests.support.project import png
from tests.support.returned import built, note_of, saying, without_bookmarks
from tests.support.word_edits.judge import written_into

_TEXT = "Første avsnitt.\n\nAndre avsnitt.\n"


def test_a_text_where_a_unit_had_none_is_a_new_contribution(tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {})
    edited = saying(sources, PATH, f"{FIELDS}Vi har *gjort* alt.\n\n- en\n- to\n")
    plan = make_plan(edited, built(sources), sources, sources)
    taken = {change.kind for change in plan.changes if change.verdict is Verdict.TAKEN}
    assert taken == {EditKind.PLACEHOLDER}  # the mark of drafts is gone besides, and arkdoc's own
    assert plan.written() == {PATH: f"{FIELDS}Vi har *gjort* alt.\n\n- en\n- to\n".encode()}


def test_a_text_is_never_written_over_a_file(tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {})
    edited = saying(sources, PATH, f"{FIELDS}Vi har gjort alt.\n")
    since = replace(sources, contributions={PATH: FIELDS.encode()}, paths=sources.paths | {PATH})
    plan = make_plan(edited, built(sources), sources, since)
    assert plan.written() == {}
    assert {change.verdict for change in plan.changes} == {Verdict.LEFT}


def test_a_picture_gets_a_file_of_its_own(tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    picture = png("graf")
    with_picture = replace(
        sources,
        contributions={PATH: f'{FIELDS}{_TEXT}\n![En graf](graf.png "Svar i år")\n'.encode()},
        images={"contributions/graf.png": picture},
        paths=sources.paths | {"contributions/graf.png", "contributions/ub/1.jpg"},
    )
    edited = without_bookmarks(built(with_picture))
    today = replace(sources, paths=sources.paths | {"contributions/ub/1.jpg"})
    plan = make_plan(edited, built(sources), sources, today)
    assert plan.written() == {
        PATH: f'{FIELDS}{_TEXT}\n![En graf](ub/2.png "Svar i år")\n'.encode(),
        "contributions/ub/2.png": picture,
    }


def test_a_picture_that_is_taken_in_already_is_not_taken_in_again(tmp_path: Path) -> None:
    """It may stand in two places, and then has one file."""
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    shown = "![En graf](graf.png)"
    texts = _TEXT.replace("\n\n", f"\n\n{shown}\n\n") + f"\n{shown}\n"
    with_picture = replace(
        sources,
        contributions={PATH: f"{FIELDS}{texts}".encode()},
        images={"contributions/graf.png": png("graf")},
        paths=sources.paths | {"contributions/graf.png"},
    )
    edited = without_bookmarks(built(with_picture))
    docx = built(sources)
    written = make_plan(edited, docx, sources, sources).written()
    assert written.keys() == {PATH, "contributions/ub/1.png"}
    assert written[PATH].decode() == f"{FIELDS}{texts}".replace("graf.png", "ub/1.png")
    again = make_plan(edited, docx, sources, written_into(sources, written))
    assert {change.verdict for change in again.changes} == {Verdict.THERE}
    assert again.written() == {}
