"""What is delivered after the secretariat's edits: it waits, stands in the way, and nothing is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from arkdoc.cli import main
from arkdoc.deliver import merge_waiting as merging
from arkdoc.deliver.apply import fetch, take_in, undo
from arkdoc.deliver.delivery import Delivered, Outcome, deliver
from arkdoc.deliver.forget import forget, kept_copies
from arkdoc.deliver.handed_in import HandedIn
from arkdoc.deliver.look import look
from arkdoc.deliver.merge_waiting import (
    keep_ours,
    merge_waiting,
    put_aside,
    take_in_waiting,
    use_theirs,
)
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.nodes import Paragraph
from arkdoc.model.tree import plain_text
from arkdoc.ooxml.unreadable import DAMAGED, UnreadableError
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.exchange import settle
from arkdoc.pipeline.load import load
from arkdoc.pipeline.waiting_texts import waiting_text, waiting_texts
from arkdoc.pipeline.word_edits import waiting_deliveries
from tests.support.mortal import Mortal, moments
from tests.support.project import Project
from tests.support.word_edits.editor import Word
from tests.support.word_packages import p
from tests.support.word_packages import word_file as word_text

NOW = datetime(2019, 2, 22, 14, 10, tzinfo=UTC)
NOTE = (
    "---\nsaksnr: 11/19\ntittel: Status\nfra: Prorektor\ndato: 2019-02-27\nenheter:\n"
    "  - {id: ub, navn: Biblioteket}\n---\nInnledning.\n\n[[bidrag]]\n"
)
FIRST = "Vi har fulgt opp med faste møter. Alle fikk en plan.\n\nKurset er holdt.\n"
NEW = FIRST.replace("en plan", "en god plan")


class Edited:
    """A note whose unit has delivered, and whose text the secretariat has edited in Word."""

    def __init__(self, project: Project) -> None:
        self.root = project.root
        project.note(NOTE)
        self.deliver(FIRST)
        self.edit_in_word()

    def edit_in_word(self) -> None:
        path = self.root / "build" / "sak-11-19.docx"
        main(["build", "--to", "docx", "-q", "--root", str(self.root)])
        word = Word(path.read_bytes())
        word.replace(word.paragraph("faste møter"), "faste møter", "faste samlinger")
        path.unlink()
        take_in(self.root, fetch(self.root, word.saved()), NOW, in_language("nb"))

    def deliver(self, handed: str | HandedIn, minutes: int = 0) -> Delivered:
        given = HandedIn(files=(("a.md", handed.encode()),)) if isinstance(handed, str) else handed
        looked = look(self.root, "ub", given)
        confirmed = [question.key for question in looked.questions]
        return deliver(
            self.root, "ub", given, basis=looked.basis, now=NOW + timedelta(minutes=minutes),
            how="fil", confirmed=confirmed,
        )  # fmt: skip

    @property
    def text(self) -> str:
        return (self.root / "contributions" / "ub.md").read_text("utf-8")

    def kept(self) -> str:
        """All texts that lie anywhere in the root."""
        return "\n".join(
            file.read_text("utf-8", "replace")
            for file in self.root.rglob("*")
            if file.is_file() and file.suffix in (".md", ".jsonl")
        )


@pytest.fixture
def edited(project: Project) -> Edited:
    return Edited(project)


def test_it_waits_and_stands_in_the_way_of_a_final_note(
    edited: Edited, capsys: pytest.CaptureFixture[str]
) -> None:
    before = edited.text
    assert edited.deliver(NEW).outcome is Outcome.WAITING
    assert edited.text == before
    for more in ((), ("--without-word-edits",)):
        capsys.readouterr()
        assert main(["build", "--final", *more, "--root", str(edited.root)]) == 1
        assert "ARK975" in capsys.readouterr().err
    assert not (edited.root / "endelig").exists()
    main(["status", "--root", str(edited.root)])
    assert "en ny tekst venter" in capsys.readouterr().out
    merge = merge_waiting(edited.root, "ub")
    taken = take_in_waiting(edited.root, merge, NOW, chosen={"1"}, answers={})
    assert (taken.is_written, taken.left) == (True, 0)
    assert edited.text == before.replace("en plan", "en god plan")
    assert main(["build", "--final", "--root", str(edited.root)]) == 0


def test_without_edits_or_once_they_are_undone_it_takes_the_place(project: Project) -> None:
    case = Edited(project)
    undo(case.root, NOW)
    assert case.deliver(NEW).outcome is Outcome.WRITTEN
    assert case.text.endswith(NEW)


def test_what_waits_goes_when_a_later_one_takes_the_place(edited: Edited) -> None:
    edited.deliver(NEW)
    merge = merge_waiting(edited.root, "ub")
    use_theirs(edited.root, merge, NOW)
    assert edited.text.endswith(NEW)
    assert waiting_texts(edited.root) == ()
    assert edited.deliver(FIRST, 1).outcome is Outcome.WRITTEN


def test_a_second_one_takes_the_place_of_the_first(edited: Edited) -> None:
    edited.deliver(NEW)
    assert edited.deliver(NEW, 1).outcome is Outcome.WAITING, "the same one again"
    edited.deliver(NEW.replace("Kurset", "Kurs nummer to"), 2)
    (waiting,) = waiting_texts(edited.root)
    assert "Kurs nummer to" in waiting.data.decode()
    assert waiting.base.decode().endswith(FIRST), "compared with what stood before the edits"
    kept = [file.read_text("utf-8") for file in (edited.root / ".arkdoc/tidligere").rglob("ub.md")]
    assert any(text.endswith(NEW) for text in kept)


def test_the_next_one_is_compared_with_what_was_merged(edited: Edited) -> None:
    edited.deliver(NEW)
    take_in_waiting(edited.root, merge_waiting(edited.root, "ub"), NOW, chosen={"1"}, answers={})
    third = NEW.replace("Kurset er holdt", "Kursene er holdt")
    assert edited.deliver(third, 1).outcome is Outcome.WAITING
    merge = merge_waiting(edited.root, "ub")
    assert merge.plan
    assert [change.verdict.value for change in merge.plan.changes] == ["taken"]
    take_in_waiting(edited.root, merge, NOW, chosen={"1"}, answers={})
    for words in ("faste samlinger", "en god plan", "Kursene er holdt"):
        assert words in edited.text


def test_what_was_before_may_be_gone(edited: Edited) -> None:
    forget(edited.root, kept_copies(edited.root), NOW)
    edited.deliver(NEW)
    merge = merge_waiting(edited.root, "ub")
    assert merge.plan is None
    assert waiting_texts(edited.root), "what waits is not forgotten"
    keep_ours(edited.root, merge, NOW)
    assert "samlinger" in edited.text
    assert waiting_texts(edited.root) == ()


def test_a_word_file_for_a_text_is_merged_too(edited: Edited) -> None:
    paragraphs = [p(line) for line in NEW.split("\n\n")]
    given = HandedIn(files=(("Vår tekst.docx", word_text(p("Enhet: ub"), *paragraphs)),))
    assert edited.deliver(given).outcome is Outcome.WAITING
    merge = merge_waiting(edited.root, "ub")
    assert merge.plan
    chosen = {change.id for change in merge.plan.changes}
    take_in_waiting(edited.root, merge, NOW, chosen=chosen, answers={})
    assert "faste samlinger. Alle fikk en god plan." in edited.text


def test_a_word_file_for_a_word_file_is_merged_as_tracked_changes(project: Project) -> None:
    project.note(NOTE)
    case = Edited.__new__(Edited)
    case.root = project.root

    def given(text: str) -> HandedIn:
        paragraphs = (p(line) for line in text.split("\n\n"))
        return HandedIn(files=(("Tekst.docx", word_text(p("Enhet: ub"), *paragraphs)),))

    case.deliver(given(FIRST))
    case.edit_in_word()
    assert case.deliver(given(NEW), 1).outcome is Outcome.WAITING
    merge = merge_waiting(case.root, "ub")
    assert merge.plan
    assert [change.verdict.value for change in merge.plan.changes] == ["taken"]
    take_in_waiting(case.root, merge, NOW, chosen={"1"}, answers={})
    analysis = project.analyse()
    printed = " ".join(
        plain_text(block.inlines)
        for part in analysis.assembly.document.parts
        for block in part.blocks
        if isinstance(block, Paragraph)
    )
    assert "faste samlinger. Alle fikk en god plan." in printed
    assert "ARK611" in [found.rule.code for found in analysis.everything], "tracked changes"


def test_nothing_is_taken_in_that_was_not_shown(edited: Edited) -> None:
    edited.deliver(NEW)
    merge = merge_waiting(edited.root, "ub")
    (edited.root / "contributions" / "ub.md").write_text(f"{edited.text}\nMer.\n", "utf-8")
    before = edited.text
    for do in (keep_ours, use_theirs):
        with pytest.raises(ArkdocError, match="changed meanwhile"):
            do(edited.root, merge, NOW)
    with pytest.raises(ArkdocError, match="changed meanwhile"):
        take_in_waiting(edited.root, merge, NOW, chosen={"1"}, answers={})
    assert edited.text == before
    assert waiting_text(edited.root, "ub") == merge.waiting


def test_what_was_declined_or_answered_is_not_asked_again(edited: Edited) -> None:
    new = NEW.replace("faste møter", "faste treff").replace("Kurset er", "Kursene er")
    edited.deliver(new.replace("holdt.", "holdt.\n\nEt avsnitt til.\n"))
    merge = merge_waiting(edited.root, "ub")
    assert merge.plan
    assert [change.id for change in merge.plan.changes] == ["1", "2", "3"]
    nothing = take_in_waiting(edited.root, merge, NOW, chosen={"2", "3"}, answers={})
    assert (nothing.is_written, nothing.left) == (True, 1)
    undo(edited.root, NOW)
    merge = merge_waiting(edited.root, "ub")
    take_in_waiting(edited.root, merge, NOW, chosen={"2"}, answers={})
    again = merge_waiting(edited.root, "ub")
    assert again.plan
    assert [(c.id, c.verdict.value) for c in again.plan.changes] == [
        ("1", "conflict"),
        ("2", "there"),
    ]
    undo(edited.root, NOW)
    asked = merge_waiting(edited.root, "ub").plan
    assert asked
    assert len(asked.changes) == 3


def test_nothing_decided_is_nothing_written(edited: Edited) -> None:
    edited.deliver(FIRST.replace("faste møter", "faste treff"))
    before = edited.kept()
    merge = merge_waiting(edited.root, "ub")
    taken = take_in_waiting(edited.root, merge, NOW, chosen=(), answers={})
    assert (taken.is_written, taken.left) == (False, 1)
    assert edited.kept() == before


def test_a_file_is_compared_with_what_was_delivered_whatever_the_page_says(edited: Edited) -> None:
    """Its author may not have seen the edits: only a text from the editor was begun with them."""
    handed = HandedIn(files=(("a.md", NEW.encode()),))
    handed = replace(handed, began=look(edited.root, "ub", handed).basis)
    edited.deliver(handed)
    merge = merge_waiting(edited.root, "ub")
    take_in_waiting(edited.root, merge, NOW, chosen={"1", "2"}, answers={})
    assert "faste samlinger. Alle fikk en god plan." in edited.text


def test_a_draft_lies_beside_what_was_delivered(edited: Edited) -> None:
    edited.deliver(NEW)
    draft = HandedIn(text="Et utkast.\n", is_draft=True)
    assert edited.deliver(draft, 1).outcome is Outcome.WAITING
    (waiting,) = waiting_texts(edited.root)
    assert waiting.data.decode().endswith(NEW)
    beside = waiting_text(edited.root, "ub", is_draft=True)
    assert beside
    assert b"Et utkast." in beside.data
    keep_ours(edited.root, merge_waiting(edited.root, "ub"), NOW)
    assert waiting_text(edited.root, "ub", is_draft=True) == beside
    edited.deliver(HandedIn(text="Ferdig.\n"), 2)
    assert waiting_text(edited.root, "ub", is_draft=True) is None
    assert waiting_texts(edited.root)


def test_fields_that_are_not_printed_are_merged_too(edited: Edited) -> None:
    edited.deliver(f"---\nkontaktperson: Leder, leder@ub.example\n---\n{FIRST}")
    merge = merge_waiting(edited.root, "ub")
    assert merge.plan
    (change,) = merge.plan.changes
    assert change.verdict.value == "taken"
    take_in_waiting(edited.root, merge, NOW, chosen={change.id}, answers={})
    assert "Leder, leder@ub.example" in edited.text
    assert "samlinger" in edited.text


def test_a_draft_that_was_edited_can_be_delivered(project: Project) -> None:
    project.note(NOTE)
    case = Edited.__new__(Edited)
    case.root = project.root
    case.deliver(HandedIn(text=FIRST, is_draft=True))
    path = project.root / "contributions" / "ub.md"
    assert b"status: utkast" in path.read_bytes()
    case.edit_in_word()
    case.deliver(HandedIn(text=NEW), 1)
    merge = merge_waiting(case.root, "ub")
    assert merge.plan
    chosen = {change.id for change in merge.plan.changes}
    assert take_in_waiting(case.root, merge, NOW, chosen=chosen, answers={}).left == 0
    assert "status" not in case.text
    assert "faste samlinger. Alle fikk en god plan." in case.text


def test_a_unit_that_is_no_more_stands_in_the_way_and_can_be_put_aside(edited: Edited) -> None:
    edited.deliver(NEW)
    note = edited.root / "contributions" / "notat.md"
    note.write_text(note.read_text("utf-8").replace("id: ub", "id: bib"), "utf-8")
    (edited.root / "contributions" / "ub.md").unlink()
    analysis = analyse(load(edited.root))
    assert [each.rule.code for each in waiting_deliveries(analysis, edited.root)] == ["ARK975"]
    with pytest.raises(ArkdocError):
        merge_waiting(edited.root, "ub")
    put_aside(edited.root, "ub", NOW)
    assert waiting_texts(edited.root) == ()
    assert "en god plan" in edited.kept()


def test_what_cannot_be_compared_can_still_be_settled(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited.deliver(NEW)

    def refuse(*_: object) -> None:
        raise UnreadableError(DAMAGED)

    monkeypatch.setattr(merging, "plan_delivery", refuse)
    merge = merge_waiting(edited.root, "ub")
    assert merge.plan is None
    use_theirs(edited.root, merge, NOW)
    assert edited.text.endswith(NEW)


@pytest.mark.parametrize(
    "facts",
    ["{", "[]", '{"path": "contributions/../notat.md"}', '{"path": 1}', "null", '"x"'],
)
def test_what_somebody_else_put_there_is_nothing(edited: Edited, facts: str) -> None:
    folder = edited.root / ".arkdoc" / "venter" / "ub" / "levert"
    folder.mkdir(parents=True)
    (folder / "om.json").write_text(facts, "utf-8")
    assert waiting_texts(edited.root) == ()
    (edited.root / "utenfor").mkdir()
    (edited.root / ".arkdoc" / "venter" / "x").symlink_to(edited.root / "utenfor")
    assert waiting_texts(edited.root) == ()


@pytest.mark.kills
def test_a_kill_at_any_operation_loses_nothing(
    edited: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text, and what waits, are whole: as before, or as after."""
    edited.deliver(NEW)
    merge = merge_waiting(edited.root, "ub")
    whole = tmp_path / "whole"
    shutil.copytree(edited.root, whole)
    mortal = Mortal(monkeypatch)

    def take(root: Path) -> None:
        take_in_waiting(root, merge, NOW, chosen={"1"}, answers={})

    before = (edited.root / "contributions" / "ub.md").read_bytes()
    operations = mortal.operations(lambda: take(whole))
    after = (whole / "contributions" / "ub.md").read_bytes()
    assert before != after
    for at, half in moments(operations, 14):
        trial = tmp_path / f"trial-{at}-{half}"
        shutil.copytree(edited.root, trial)
        mortal.kill(lambda trial=trial: take(trial), at, half=half)
        settle(trial)
        now = (trial / "contributions" / "ub.md").read_bytes()
        waits = waiting_text(trial, "ub")
        assert (now, waits) in ((before, merge.waiting), (after, None)), operations[at]
