"""Files from e-mail: whose each is and how that was seen, never a guess; then delivered."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from arkdoc.deliver.delivery import Outcome
from arkdoc.deliver.dropped import (
    MOST_DROPPED,
    ConfirmedFile,
    DroppedFile,
    DropPlan,
    carry_out,
    plan_dropped,
)
from arkdoc.deliver.dropped_kinds import DropKind
from arkdoc.deliver.handed_in import NotTakenError
from arkdoc.deliver.log import read_log
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError
from tests.support.project import Project, png
from tests.support.word_packages import p, word_file

NOW = datetime(2019, 2, 22, 14, 10, tzinfo=UTC)
NB = in_language("nb")
UNITS = {"ub": "Biblioteket", "hf": "Humaniora", "ub-gjovik": "Seksjon Gjøvik"}
TEXT = b"Vi har det bra.\n"


@pytest.fixture
def root(project: Project) -> Path:
    return project.units(UNITS).root


def plan(root: Path, *files: tuple[str, bytes], **chosen: str) -> DropPlan:
    """The plan; `chosen` are units by `_` and the file's number."""
    return plan_dropped(root, files, NOW, {int(n[1:]): unit for n, unit in chosen.items()})


def row(root: Path, name: str, data: bytes = TEXT, unit: str = "") -> DroppedFile:
    (only,) = plan(root, (name, data), **({"_0": unit} if unit else {})).rows
    return only


def yes(given: DroppedFile, *confirmed: str) -> ConfirmedFile:
    assert given.unit
    assert given.looked
    basis = given.looked.there.basis
    return ConfirmedFile(given.name, given.data, given.unit.id, basis, (), confirmed)


def everything(root: Path) -> dict[str, bytes]:
    files = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


# --- whose it is, and how that was seen ------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "how"),
    [
        ("a.md", b"---\nenhet: Seksjon Gj\xc3\xb8vik\n---\nTekst.\n", "Linjen «Enhet» sier «Seksjon Gjøvik»."),
        ("a.txt", "# Seksjon Gjøvik\n\nTekst.\n".encode(), "Tittelen eller en overskrift sier «Seksjon Gjøvik»."),
        ("Status Gjøvik v2.txt", TEXT, "Filnavnet sier det."),
        ("a.docx", word_file(p("Enhet: ub-gjovik"), p("Tekst.")), "Linjen «Enhet» sier «ub-gjovik»."),
        ("a.docx", word_file(p("Seksjon Gjøvik", "Tittel"), p("Tekst.")),
         "Tittelen eller en overskrift sier «Seksjon Gjøvik»."),
        ("a.docx", word_file(p("Tekst."), custom={"enhet": "ub-gjovik"}), "Filen er laget for ub-gjovik."),
        ("C:\\Users\\x\\Gjøvik.DOCM", word_file(p("Tekst.")), "Filnavnet sier det."),
    ],
)  # fmt: skip
def test_the_unit_is_seen(root: Path, name: str, data: bytes, how: str) -> None:
    seen = row(root, name, data)
    assert seen.unit
    assert seen.unit.id == "ub-gjovik"
    assert seen.how(NB) == how
    assert seen.can_be_taken
    assert "\\" not in seen.name


@pytest.mark.parametrize(
    ("name", "data", "units"),
    [
        ("Dokument1.txt", TEXT, []),
        ("Dokument1.docx", word_file(p("Tekst.")), []),
        ("Biblioteket og Humaniora.txt", TEXT, ["ub", "hf"]),
        ("Humaniora.docx", word_file(p("Enhet: Biblioteket"), p("Tekst.")), ["ub", "hf"]),
        ("Humaniora.docx", word_file(p("Enhet: Juridisk"), p("Tekst.")), ["hf"]),
        ("Humaniora.md", b"---\nenhet: ub\n---\nTekst.\n", ["ub", "hf"]),
    ],
)
def test_what_is_not_sure_is_never_guessed(
    root: Path, name: str, data: bytes, units: list[str]
) -> None:
    unsure = row(root, name, data)
    assert unsure.unit is None
    assert [unit.id for unit in unsure.seen.units] == units
    assert not unsure.can_be_taken
    assert unsure.how(NB)
    chosen = row(root, name, data, "hf")
    assert chosen.unit
    assert (chosen.unit.id, chosen.is_chosen) == ("hf", True)
    assert chosen.looked
    assert chosen.how(NB) == "Du valgte enheten."


def test_an_unknown_unit_cannot_be_chosen(root: Path) -> None:
    with pytest.raises(ArkdocError):
        row(root, "a.txt", TEXT, "finnes-ikke")


# --- what it would replace -------------------------------------------------------------------


def test_the_plan_says_what_is_there_and_writes_nothing(root: Path, project: Project) -> None:
    project.contribution("ub", "Gammel tekst.\n")
    before = everything(root)
    same = project.root / "contributions" / "ub.md"
    rows = plan(
        root, ("Biblioteket.txt", b"Ny tekst.\n"), ("Humaniora.txt", b"Fnr 01013950187.\n"),
    ).rows  # fmt: skip
    assert everything(root) == before
    assert rows[0].looked
    assert rows[0].looked.there.texts == ("contributions/ub.md",)
    assert rows[1].looked
    assert not rows[1].looked.there.texts
    assert rows[1].looked.questions
    there = row(root, "Biblioteket.md", same.read_bytes())
    assert there.looked
    assert there.looked.is_same


def test_two_files_for_one_unit_are_told(root: Path) -> None:
    rows = plan(
        root, ("Humaniora.txt", TEXT), ("Humaniora v2.txt", b"Annet.\n"), ("ub.md", TEXT)
    ).rows
    assert [r.rivals for r in rows] == [("Humaniora v2.txt",), ("Humaniora.txt",), ()]
    assert [r.can_be_taken for r in rows] == [False, False, False]
    assert rows[2].problem
    assert rows[2].problem.words(NB) == "Dette er den samme filen som Humaniora.txt."


def test_two_files_with_one_name_are_told_apart(root: Path) -> None:
    rows = plan(root, ("svar.txt", TEXT), ("svar.txt", b"Annet.\n"), _0="ub", _1="hf").rows
    assert [r.name for r in rows] == ["svar.txt", "svar (2).txt"]
    assert all(r.can_be_taken for r in rows)


def test_a_picture_goes_with_the_text_that_shows_it(root: Path) -> None:
    files = (
        ("Humaniora.md", b"![Tavle](bilder/tavle.png)\n"),
        ("tavle.png", png()),
        ("b.png", png("B")),
    )
    rows = plan(root, *files).rows
    assert rows[0].pictures == ("tavle.png",)
    assert (rows[1].shown_in, rows[1].problem) == ("Humaniora.md", None)
    assert rows[2].problem
    assert "bilde" in rows[2].problem.words(NB)
    assert rows[0].looked
    assert "contributions/hf/1.png" in rows[0].looked.prepared.files


# --- what can't be taken in ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.4", DropKind.PDF),
        ("Humaniora", b"%PDF-1.4", DropKind.PDF),
        ("a.png", png(), DropKind.PICTURE),
        ("a.doc", b"\xd0\xcf\x11\xe0", DropKind.OLD_WORD),
        ("a.ODT", b"PK\x03\x04", DropKind.OLD_WORD),
        ("Svar.msg", b"\xd0\xcf\x11\xe0", DropKind.EMAIL),
        ("a.eml", b"From: x", DropKind.EMAIL),
        ("a.zip", b"PK\x03\x04", DropKind.ARCHIVE),
        ("a.xlsx", b"PK\x03\x04", DropKind.OFFICE),
        ("~$maniora.docx", b"x", DropKind.OPEN_IN_WORD),
        ("Humaniora.txt", b"", DropKind.EMPTY),
        ("a.exe", b"MZ", DropKind.OTHER),
    ],
)
def test_what_cannot_be_taken_in_says_what_to_do(
    root: Path, name: str, data: bytes, kind: DropKind
) -> None:
    refused = row(root, name, data)
    assert refused.kind is kind
    assert refused.problem
    assert refused.unit is None
    words = refused.problem.words(NB)
    assert words[-1] == "."
    assert "{" not in words
    assert words != refused.problem.message


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + bytes(100), b"x" * 100, word_file(p("Tekst."))[:-200], b"\xd0\xcf\x11\xe0"],
)
def test_a_broken_word_file_is_told_at_its_row(root: Path, data: bytes) -> None:
    rows = plan(root, ("Humaniora.docx", data), ("Biblioteket.txt", TEXT)).rows
    assert rows[0].problem
    assert rows[0].problem.words(NB)
    assert rows[1].can_be_taken


def test_too_much_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotTakenError):
        plan(root, *((f"{n}.txt", TEXT) for n in range(MOST_DROPPED + 1)))
    monkeypatch.setattr("arkdoc.deliver.dropped.MOST_BYTES", 10)
    with pytest.raises(NotTakenError):
        plan(root, ("a.txt", TEXT))


@pytest.mark.parametrize(
    ("field", "told"),
    [("adgang_til: 2019-02-01\n", "01.02.2019"), ("", "låst")],
)
def test_a_unit_that_takes_nothing(root: Path, project: Project, field: str, told: str) -> None:
    note = (
        (root / "contributions/notat.md").read_text("utf-8").replace("enheter:", field + "enheter:")
    )
    if not field:
        note = note.replace("navn: Humaniora", "navn: Humaniora, låst: ja")
    project.note(note)
    locked = row(root, "Humaniora.txt")
    assert locked.problem
    assert told in locked.problem.words(NB)


def test_a_final_note_takes_nothing(root: Path) -> None:
    (root / "endelig").mkdir()
    (root / "endelig" / "sak-11-19.docx").write_bytes(b"x")
    final = row(root, "Humaniora.txt")
    assert final.problem
    assert "endelig" in final.problem.words(NB)


# --- doing it --------------------------------------------------------------------------------


def test_what_was_said_yes_to_is_delivered(root: Path) -> None:
    word = word_file(p("Enhet: Seksjon Gjøvik"), p("Tekst."))
    rows = plan(root, ("Humaniora.txt", TEXT), ("x.docx", word), ("y.txt", b"Y.\n"), _2="ub").rows
    done = carry_out(root, [yes(r) for r in rows], NOW, "Kari Ås")
    assert [d.delivered and d.delivered.outcome for d in done] == [Outcome.WRITTEN] * 3
    assert (root / "contributions/hf.md").read_bytes() == b"---\nenhet: hf\n---\n" + TEXT
    assert (root / "contributions/ub-gjovik.docx").read_bytes() == word
    assert {(line.unit, line.how, line.person) for line in read_log(root)} == {
        (unit, "e-post", "Kari Ås") for unit in UNITS
    }


def test_a_row_in_the_way_stops_no_other(root: Path, project: Project) -> None:
    rows = plan(root, ("Humaniora.txt", TEXT), ("Biblioteket.txt", b"B.\n")).rows
    project.contribution("hf", "Kommet imens.\n")
    done = carry_out(root, [yes(r) for r in rows], NOW)
    assert done[0].delivered
    assert done[0].delivered.outcome is Outcome.CHANGED
    assert done[1].delivered
    assert done[1].delivered.outcome is Outcome.WRITTEN
    assert b"Kommet imens" in (root / "contributions/hf.md").read_bytes()


def test_of_two_for_one_unit_neither_is_written(root: Path) -> None:
    rows = [row(root, "Humaniora.txt"), row(root, "Humaniora v2.txt", b"Annet.\n")]
    done = carry_out(root, [yes(r) for r in rows], NOW)
    assert all(d.problem and d.problem.words(NB) for d in done)
    assert not (root / "contributions/hf.md").exists()


def test_a_number_is_asked_about_first(root: Path) -> None:
    private = row(root, "Humaniora.txt", b"Fnr 01013950187.\n")
    assert private.looked
    (asked,) = carry_out(root, [yes(private)], NOW)
    assert asked.delivered
    assert asked.delivered.outcome is Outcome.TO_CONFIRM
    (done,) = carry_out(root, [yes(private, *(q.key for q in private.looked.questions))], NOW)
    assert done.delivered
    assert done.delivered.outcome is Outcome.WRITTEN
