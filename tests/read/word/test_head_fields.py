"""Fields at the head of a Word file: lines and a table, taken out of the text, read as Markdown's."""

from __future__ import annotations

from datetime import date

import pytest

from arkdoc.fields.tables import LANGUAGE, STATUS
from arkdoc.model.nodes import Blocks, Table
from arkdoc.model.note import ClueKind, Status, UnitClue
from arkdoc.model.tree import inline_runs, plain_text, walk
from arkdoc.read.front_matter.schema import Fields
from arkdoc.read.word.head_fields import take_head
from arkdoc.read.word.reading import Reading
from tests.support.word_packages import p, r, table
from tests.support.word_reading import codes, read_body

TITLE = p("Svar på sak 11/19", "Tittel")
TEXT = p("Sosialkomiteen er i gang igjen, og vi har hatt tre møter i vår.")


def take(*parts: str) -> tuple[Reading, Blocks, Fields, tuple[UnitClue, ...]]:
    reading, blocks = read_body(*parts)
    return reading, *take_head(reading, blocks)


def lines(blocks: Blocks) -> list[str]:
    return [plain_text(run) for block in walk(blocks) for run in inline_runs(block)]


def test_lines_at_the_head_are_fields() -> None:
    _reading, blocks, fields, clues = take(
        TITLE, p("Enhet: Seksjon Gjøvik"), p("Dato: 20. februar 2019"), p("Status: utkast"),
        p("Språk: nynorsk"), p("Kontaktperson: HMS-koordinator, hms@ub.example"), TEXT,
    )  # fmt: skip
    assert lines(blocks) == ["Svar på sak 11/19", plain_text(inline_runs_of(TEXT))]
    assert fields.text("enhet") == "Seksjon Gjøvik"
    assert fields.date("dato") == date(2019, 2, 20)
    assert fields.choice("status", STATUS, Status.DONE) is Status.DRAFT
    assert fields.choice("språk", LANGUAGE, "") == "nn"
    assert fields.diagnostics == []
    (clue,) = clues
    assert (clue.kind, clue.text) == (ClueKind.FIELD, "Seksjon Gjøvik")
    assert (clue.span.line, clue.span.column, clue.span.end_column) == (2, 8, 22)


def inline_runs_of(text: str) -> tuple[object, ...]:
    _, (block,) = read_body(text)
    return next(inline_runs(block))


@pytest.mark.parametrize("line", [
    "Enhet: Seksjon Gjøvik", "ENHET : Seksjon Gjøvik", "  enhet:Seksjon Gjøvik ", "Eining: Seksjon Gjøvik",
    "Unit: Seksjon Gjøvik", "Enhet:\u00a0Seksjon Gjøvik",
])  # fmt: skip
def test_how_people_write_it(line: str) -> None:
    _, blocks, fields, _ = take(p(line), TEXT)
    assert len(blocks) == 1
    assert fields.text("enhet") == "Seksjon Gjøvik"


@pytest.mark.parametrize("runs", [
    r("Enhet:", "<w:b/>") + r(" Seksjon Gjøvik"), r("Enhet", "<w:b/>") + r(": Seksjon Gjøvik"),
    r("Enhet: ") + r("Seksjon ", "<w:b/>") + r("Gjøvik"), r("Enhet: Seksjon Gjøvik", "<w:b/>"),
])  # fmt: skip
def test_in_bold_or_in_pieces(runs: str) -> None:
    _, blocks, fields, (clue,) = take(p(runs), TEXT)
    assert len(blocks) == 1
    assert fields.text("enhet") == "Seksjon Gjøvik"
    assert (clue.span.column, clue.span.end_column) == (8, 22)


def test_lines_in_one_paragraph() -> None:
    broken = "<w:r><w:br/></w:r>"
    _, blocks, fields, _ = take(
        p(r("Enhet: UB") + broken + r("Til: Prorektor") + broken + r("Dato: 20.02.2019")), TEXT
    )
    assert lines(blocks)[0] == "Til: Prorektor"
    assert fields.text("enhet") == "UB"
    assert fields.date("dato") == date(2019, 2, 20)


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("colon", ["", ":"])
def test_a_table_at_the_head_is_fields(header: bool, colon: str) -> None:
    reading, blocks, fields, (clue,) = take(TITLE, table(
        [f"Enhet{colon}", "Seksjon Gjøvik"], [f"Dato{colon}", "20.02.2019"], [f"Status{colon}", "Ferdig"],
        [f"Kontaktperson{colon}", ""], header=header,
    ), TEXT)  # fmt: skip
    assert lines(blocks)[0] == "Svar på sak 11/19"
    assert not any(isinstance(block, Table) for block in blocks)
    assert fields.text("enhet") == "Seksjon Gjøvik"
    assert fields.date("dato") == date(2019, 2, 20)
    assert fields.span("dato").line == 5
    assert fields.get("kontaktperson") is None
    assert clue.text == "Seksjon Gjøvik"
    assert codes(reading) == []  # not that its first row was taken for a header either


def test_a_table_with_other_labels_stays_and_its_fields_are_offered() -> None:
    reading, blocks, fields, clues = take(
        table(["Dato", "20.02.2019"], ["Vår ref.", "2019/5432"]), TEXT
    )
    assert isinstance(blocks[0], Table)
    assert fields.get("dato") is None
    assert clues == ()
    assert codes(reading) == ["ARK615", "ARK627"]


def test_the_unit_in_such_a_table_is_a_claim() -> None:
    _, blocks, _, (clue,) = take(table(["Enhet", "Seksjon Gjøvik"], ["Rom", "204"]), TEXT)
    assert isinstance(blocks[0], Table)
    assert (clue.kind, clue.text) == (ClueKind.FIELD, "Seksjon Gjøvik")


@pytest.mark.parametrize("rows", [
    (["Seksjon", "Dato"], ["Gjøvik", "1. mars"]), (["Møte", "Når"], ["Lunsj", "fredag"]),
    (["Enhet", "Dato", "Status"], ["UB", "1. mars", "ferdig"]), (["Enhet", "UB"], ["Enhet", "HF"]),
])  # fmt: skip
def test_data_at_the_head_is_no_head_table(rows: tuple[list[str], ...]) -> None:
    _, blocks, fields, _ = take(table(*rows, header=True), TEXT)
    assert isinstance(blocks[0], Table)
    assert fields.get("enhet") is None


def test_a_field_without_a_value_is_not_set() -> None:
    _, blocks, fields, clues = take(p("Enhet: "), p("Dato:"), p("Status: "), TEXT)
    assert len(blocks) == 1
    assert [fields.get(name) for name in ("enhet", "dato", "status")] == [None, None, None]
    assert clues == ()


def test_faults_are_told_where_they_stand() -> None:
    _, _, fields, _ = take(p("Dato: 31.02.2019"), p("Status: halvferdig"), TEXT)
    assert fields.date("dato") is None
    assert fields.choice("status", STATUS, Status.DONE) is Status.DONE
    assert [(d.rule.code, d.span.line, d.span.column) for d in fields.diagnostics] == [
        ("ARK130", 1, 7), ("ARK105", 2, 9)
    ]  # fmt: skip


def test_a_field_twice_is_told() -> None:
    _, _, fields, clues = take(p("Enhet: UB"), p("Enhet: HF"), TEXT)
    assert [d.rule.code for d in fields.diagnostics] == ["ARK102"]
    assert [clue.text for clue in clues] == ["UB", "HF"]


@pytest.mark.parametrize("line", [
    "Status: Vi har gjennomført halvparten av tiltakene", "Merknad: se under", "Dato for neste møte: 1. mars",
    "Enheten: vi er ti", "Enhet Seksjon Gjøvik", "Dato: " + "svært lenge siden " * 5, ": UB",
])  # fmt: skip
def test_lines_that_are_no_fields_stay(line: str) -> None:
    _reading, blocks, _, clues = take(p(line), TEXT)
    assert lines(blocks)[0] == line.strip()
    assert clues == ()


@pytest.mark.parametrize("before", [
    TEXT, p("Bakgrunn", "Overskrift1") + TEXT, TITLE + p("Kort.") + p("Bakgrunn", "Overskrift1"),
], ids=["prose", "section", "heading"])  # fmt: skip
def test_only_the_head_has_fields(before: str) -> None:
    _reading, blocks, fields, _ = take(before, p("Status: ferdig"), TEXT)
    assert "Status: ferdig" in lines(blocks)
    assert fields.get("status") is None


def test_after_title_and_name_and_in_a_letterhead() -> None:
    _, blocks, fields, _ = take(
        TITLE, p("Seksjon Gjøvik", "Overskrift1"), p("NOTAT"), p("Til: Prorektor"),
        p("Dato: 20.02.2019"), p("Bakgrunn", "Overskrift2"), p("Dato: 21.02.2019"),
    )  # fmt: skip
    assert fields.date("dato") == date(2019, 2, 20)
    assert lines(blocks)[-1] == "Dato: 21.02.2019"
    assert "Til: Prorektor" in lines(blocks)


def test_nothing_at_all() -> None:
    assert take()[1] == ()
    assert take(TEXT)[3] == ()
