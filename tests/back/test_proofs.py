"""What can't be proved, against today's files and by this version: nothing of it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from arkdoc.back import prove, proving
from arkdoc.back.drafts import Draft
from arkdoc.back.model import EditKind, EditPlan, Verdict
from arkdoc.back.patches import TextEdit
from arkdoc.back.plan import make_plan
from arkdoc.back.printed import Atom, BlockShape, PrintedBlock
from arkdoc.back.prove import PrintedAgain, print_again
from arkdoc.back.wanted import has_both
from arkdoc.language import printed
from arkdoc.model.nodes import Image
from arkdoc.ooxml.unreadable import Fault, UnreadableError
from arkdoc.pipeline.load import NOTE as NOTE_PATH
from arkdoc.pipeline.load import Sources
from tests.back.test_cases import FIELDS, NOTE, PATH
from tests.support.returned import built, note_of, saying, without_bookmarks
from tests.support.word_edits.judge import written_into

_TEXT = "".join(f"Avsnitt {word} står her.\n\n" for word in ("a", "be", "ce", "de", "e", "ef"))


def _plan(root: Path) -> EditPlan:
    sources = note_of(root, NOTE, {"ub.md": FIELDS + _TEXT})
    edited = saying(sources, PATH, FIELDS + _TEXT.replace("her", "der"))
    return make_plan(edited, built(sources), sources, sources)


def test_what_is_left_when_every_proof_fails_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prove(
        comparison: object, drafts: Sequence[Draft], *_: object, **__: object
    ) -> tuple[Draft, ...]:
        return tuple(draft for draft in drafts if not draft.reason)[:1]

    monkeypatch.setattr(proving, "prove", prove)
    plan = _plan(tmp_path)
    assert [change.verdict for change in plan.changes] == [Verdict.LEFT] * 6
    assert plan.written() == {}


def test_where_a_block_that_nobody_edited_fails_still_nothing_of_its_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = prove._is_as_wanted

    def is_as_wanted(found: PrintedBlock, block: PrintedBlock, *rest: Any) -> bool:
        return block.text != "Avsnitt ef står her." and compared(found, block, *rest)

    monkeypatch.setattr(prove, "_is_as_wanted", is_as_wanted)
    note = NOTE.replace("Innledning.", "Innledning her.")
    sources = note_of(tmp_path, note, {"ub.md": FIELDS + _TEXT})
    words = {
        PATH: (FIELDS + _TEXT.replace("her", "der", 5)).encode(),
        NOTE_PATH: note.replace("Innledning her", "Innledning der").encode(),
    }
    edited = without_bookmarks(built(written_into(sources, words)))
    plan = make_plan(edited, built(sources), sources, sources)
    verdicts = [change.verdict for change in plan.changes]
    assert verdicts == [Verdict.TAKEN, *([Verdict.LEFT] * 5)]
    assert plan.written() == {NOTE_PATH: words[NOTE_PATH]}


def test_a_note_goes_with_the_change_that_calls_it_and_takes_nothing_else_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = prove._is_as_wanted

    def is_as_wanted(found: PrintedBlock, block: PrintedBlock, *rest: Any) -> bool:
        return "\ufffc" not in block.text and compared(found, block, *rest)

    monkeypatch.setattr(prove, "_is_as_wanted", is_as_wanted)
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT.replace("de står her", "de står")})
    words = FIELDS + _TEXT.replace("de står her.", "de står.[^n]").replace("ef står", "ef ligger")
    plan = make_plan(
        saying(sources, PATH, f"{words}[^n]: En note.\n"), built(sources), sources, sources
    )
    assert [change.verdict for change in plan.changes] == [Verdict.LEFT, Verdict.TAKEN]


def test_a_word_file_that_cannot_be_read_again_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object, **__: object) -> None:
        raise UnreadableError(Fault("no text", ""))

    monkeypatch.setattr(proving, "print_again", unreadable)
    plan = _plan(tmp_path)
    assert [change.verdict for change in plan.changes] == [Verdict.LEFT] * 6
    assert plan.written() == {}


# --- today's files, and another version --------------------------------------------------------

_WORDS = _TEXT.replace("Avsnitt ce står her", "Avsnitt ce står fast her")


def _merged(root: Path, today: str, words: str = _WORDS) -> EditPlan:
    sources = note_of(root, NOTE, {"ub.md": FIELDS + _TEXT})
    edited = saying(sources, PATH, FIELDS + words)
    now = replace(sources, contributions={PATH: (FIELDS + today).encode()})
    return make_plan(edited, built(sources), sources, now)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Avsnitt ce", "Dette avsnittet", id="other words of the block"),
        pytest.param("Avsnitt be står her.\n\n", "", id="a block gone"),
        pytest.param("Avsnitt be", "Et nytt.\n\nAvsnitt be", id="a block more"),
        pytest.param("Avsnitt a står her.\n\n", "## Tall\n\n", id="another kind of block"),
    ],
)
def test_what_comes_back_in_todays_files_is_written(tmp_path: Path, old: str, new: str) -> None:
    plan = _merged(tmp_path, _TEXT.replace(old, new))
    assert [change.verdict for change in plan.changes] == [Verdict.TAKEN]
    assert plan.written()[PATH].decode() == FIELDS + _WORDS.replace(old, new)


def test_what_would_be_printed_otherwise_in_todays_files_is_not_written(tmp_path: Path) -> None:
    """A comment that was put around the paragraph since hides what is written in it."""
    today = _TEXT.replace("Avsnitt be", "<!--\n\nAvsnitt be")
    today = today.replace("Avsnitt de", "-->\n\nAvsnitt de")
    plan = _merged(tmp_path, today)
    assert [change.verdict for change in plan.changes] == [Verdict.LEFT]
    assert plan.written() == {}


@pytest.mark.parametrize("today", [_TEXT, _TEXT.replace("Avsnitt ef", "Det siste")])
def test_four_word_files_are_made_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: str
) -> None:
    made = []

    def counted(*given: Any, **options: Any) -> PrintedAgain:
        made.append(given)
        return print_again(*given, **options)

    monkeypatch.setattr(proving, "print_again", counted)
    _merged(tmp_path, today)
    assert len(made) == 2
    monkeypatch.setattr(proving, "prove", lambda _, drafts, *__, **___: tuple(drafts)[:1])
    _plan(tmp_path / "again")
    assert len(made) == 2 + 4


def test_what_was_written_whole_is_not_written_so_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    compared = prove._is_as_wanted

    def counted(*given: Any, **options: Any) -> PrintedAgain:
        made.append(given)
        return print_again(*given, **options)

    def is_as_wanted(found: PrintedBlock, block: PrintedBlock, *rest: Any) -> bool:
        return not any(a.look.bold for a in block.atoms) and compared(found, block, *rest)

    monkeypatch.setattr(proving, "print_again", counted)
    monkeypatch.setattr(prove, "_is_as_wanted", is_as_wanted)
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    words = _TEXT.replace("t a står her", "t a står der").replace("Avsnitt ef", "**Avsnitt** ef")
    plan = make_plan(saying(sources, PATH, FIELDS + words), built(sources), sources, sources)
    assert [change.verdict for change in plan.changes] == [Verdict.TAKEN, Verdict.LEFT]
    assert len(made) == 3


def test_what_is_written_in_neither_way_takes_nothing_with_it(tmp_path: Path) -> None:
    today = _TEXT.replace("Avsnitt be", "<!--\n\nAvsnitt be")
    today = today.replace("Avsnitt de", "-->\n\nAvsnitt de")
    words = _WORDS.replace("Avsnitt ef står", "Avsnitt ef ligger")
    plan = _merged(tmp_path, today, words)
    assert [change.verdict for change in plan.changes] == [Verdict.LEFT, Verdict.TAKEN]
    assert plan.written()[PATH].decode() == FIELDS + today.replace("ef står", "ef ligger")


def test_what_is_not_proved_takes_with_it_the_files_that_it_is_moved_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prove(
        comparison: object, drafts: Sequence[Draft], *_: object, **__: object
    ) -> tuple[Draft, ...]:
        texts = (draft for draft in drafts if draft.kind is EditKind.TEXT)
        return tuple(d for d in texts if d.path == PATH and not d.is_refused)[:1]

    units = "".join(f"  - id: {unit}\n    navn: Enhet {unit}\n" for unit in ("ub", "hf", "sv"))
    note = NOTE.replace("  - id: ub\n    navn: Biblioteket\n", units)
    moved = "Et avsnitt som skal stå hos en annen enhet.\n\n"
    texts = {
        unit: f"---\nenhet: {unit}\n---\n"
        + _TEXT.replace("Avsnitt", f"Avsnittet hos {unit} som er")
        for unit in ("ub", "hf", "sv")
    }
    before = {"ub.md": texts["ub"] + moved, "hf.md": texts["hf"], "sv.md": texts["sv"]}
    after = {
        "ub.md": texts["ub"].replace("her", "der"),
        "hf.md": texts["hf"].replace("ce står her", "ce ligger her") + moved,
        "sv.md": texts["sv"].replace("ce står her", "ce ligger her"),
    }
    base = note_of(tmp_path / "base", note, before)
    edited = without_bookmarks(built(note_of(tmp_path / "word", note, after)))
    monkeypatch.setattr(proving, "prove", prove)
    plan = make_plan(edited, built(base), base, base)
    kinds = [change.kind for change in plan.changes]
    assert sorted(kinds) == [EditKind.MOVED, *([EditKind.TEXT] * 8)]
    assert plan.written().keys() == {"contributions/sv.md"}


def test_what_another_version_prints_otherwise_is_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was built by a version that has another word before the number of a table."""
    table = "\nTabell: Svar\n\n| a | b |\n|---|---|\n| c | d |\n"
    sources = note_of(tmp_path, NOTE, {"ub.md": f"{FIELDS}{_TEXT}{table}"})
    with monkeypatch.context() as before:
        words = printed.WORDS["nb"]._replace(table="Oppstilling")
        before.setitem(printed.WORDS, "nb", words)
        docx = built(sources)
        edited = saying(sources, PATH, f"{FIELDS}{_WORDS}{table}")
    assert make_plan(docx, docx, sources, sources).changes == ()
    (change,) = make_plan(edited, docx, sources, sources).changes
    assert change.verdict is Verdict.TAKEN
    assert [edit.new for edit in change.edits] == ["fast "]


def _table(*rows: str) -> str:
    head = "| Tiltak | Status | Sted | Frist |\n|---|---|---|---|\n"
    return FIELDS + head + "".join(f"| {row} |\n" for row in rows)


def test_a_cell_of_a_row_that_is_gone_today_is_written_into_no_other(tmp_path: Path) -> None:
    others = "pågår | Fakultetet | våren 2020"
    base = note_of(tmp_path, NOTE, {"ub.md": _table(f"Alfa | {others}", f"Beta | {others}")})
    edited = saying(
        base, PATH, _table("Alfa | ferdig | Fakultetet | våren 2020", f"Beta | {others}")
    )
    now = _table(f"Beta | {others}", f"Gamma | {others}")
    today = note_of(tmp_path, NOTE, {"ub.md": now})
    plan = make_plan(edited, built(base), base, today)
    assert [change.verdict for change in plan.changes] in ([Verdict.LEFT], [Verdict.CONFLICT])
    assert plan.written() == {}


def test_cells_of_two_rows_of_which_each_side_changed_one(tmp_path: Path) -> None:
    others = "pågår | Fakultetet | våren 2020"
    base = note_of(tmp_path, NOTE, {"ub.md": _table(f"Alfa | {others}", f"Beta | {others}")})
    edited = saying(
        base, PATH, _table("Alfa | ferdig | Fakultetet | våren 2020", f"Beta | {others}")
    )
    now = _table(f"Alfa | {others}", "Beta | pågår | Biblioteket | våren 2020", f"Gamma | {others}")
    today = note_of(tmp_path, NOTE, {"ub.md": now})
    plan = make_plan(edited, built(base), base, today)
    assert [change.verdict for change in plan.changes] == [Verdict.TAKEN]
    [data] = plan.written().values()
    assert data.decode() == now.replace("Alfa | pågår", "Alfa | ferdig")


# --- what is compared --------------------------------------------------------------------------

_MEASURE = "---\nenhet: ub\ntiltak:\n  - navn: Ny vaktliste\n    status: planlagt\n---\n" + _TEXT


def _written_otherwise(
    monkeypatch: pytest.MonkeyPatch, otherwise: Callable[[TextEdit], TextEdit]
) -> None:
    """Let what is proved be other than what the changes say."""

    def written(sources: Sources, edits: Iterable[TextEdit], files: Mapping[str, bytes]) -> Sources:
        return prove.with_edits(sources, map(otherwise, edits), files)

    monkeypatch.setattr(proving, "with_edits", written)


@pytest.mark.parametrize("is_otherwise", [False, True])
def test_a_block_of_which_only_some_is_written_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_otherwise: bool
) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": _MEASURE})
    words = _MEASURE.replace("Ny vaktliste", "Ny, lang vaktliste").replace("planlagt", "pågår")
    if is_otherwise:
        _written_otherwise(monkeypatch, lambda edit: replace(edit, new=f"{edit.new}feil"))
    plan = make_plan(saying(sources, PATH, words), built(sources), sources, sources)
    name = Verdict.LEFT if is_otherwise else Verdict.TAKEN
    assert [change.verdict for change in plan.changes] == [name, Verdict.ASKED]


def test_a_block_that_is_printed_twice_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = ".\n\nAvsnitt a står her."
    _written_otherwise(
        monkeypatch, lambda edit: replace(edit, end=edit.end + 1, new=edit.new + twice)
    )
    sources = note_of(tmp_path, NOTE, {"ub.md": FIELDS + _TEXT})
    edited = saying(sources, PATH, FIELDS + _TEXT.replace("ef står her.", "ef står der."))
    (change,) = make_plan(edited, built(sources), sources, sources).changes
    assert change.verdict is Verdict.LEFT


_SHAPES = BlockShape("paragraph"), BlockShape("heading", 2)


@pytest.mark.parametrize(
    ("printed", "today", "word", "is_right"),
    [
        (0, 1, 0, False),
        (1, 1, 0, True),
        (0, 0, 1, False),
        (1, 0, 1, True),
    ],
)
def test_a_block_has_the_shape_and_the_words_for_a_picture_of_the_side_that_changed_them(
    printed: int, today: int, word: int, *, is_right: bool
) -> None:
    def block(kind: int, text: str) -> PrintedBlock:
        return PrintedBlock(_SHAPES[kind], tuple(map(Atom, text)), 1)

    texts = ("ett nytt ord til", "ett ord", "ett ord til", "ett nytt ord")
    kinds = zip((printed, 0, today, word), texts, strict=True)
    assert has_both(*(block(*each) for each in kinds)) is is_right

    def picture(alt: int) -> PrintedBlock:
        image = Image("a.png", ("et hus", "en båt")[alt])
        return PrintedBlock(BlockShape("figure"), (Atom("a", thing="picture"),), 1, picture=image)

    assert has_both(*map(picture, (printed, 0, today, word))) is is_right
