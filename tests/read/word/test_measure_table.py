"""Tables of measures in Word files → measures, with the findings of clause 8 at their cells."""

from __future__ import annotations

import pytest

from arkdoc.fields.tables import CONTRIBUTION
from arkdoc.model.nodes import Blocks, Directive, HardBreak, Paragraph, Strong, Table
from arkdoc.model.note import Measure
from arkdoc.model.tree import plain_text, walk_inlines
from arkdoc.read.front_matter.schema import Fields, Mapping
from arkdoc.read.word.measure_table import take_measures
from arkdoc.read.word.reading import Reading
from tests.support.word_packages import item, p, r, table
from tests.support.word_reading import codes, read_body


def take(text: str) -> tuple[Reading, Fields, Blocks, tuple[Measure, ...]]:
    reading, blocks = read_body(text)
    fields = Fields(Mapping((), reading.span(1, 0, 0)), CONTRIBUTION, [])
    return reading, fields, *take_measures(reading, blocks, fields)


def told(measure: Measure) -> dict[str, str]:
    return {"navn": plain_text(measure.name), "status": measure.status} | {
        field.name: plain_text(field.value) for field in measure.fields
    }


def test_each_row_is_a_measure() -> None:
    reading, fields, blocks, measures = take(p("Før.") + table(
        ["Tiltak", "Status", "Ansvarlig", "Hensikt"],
        ["Restarte sosialkomiteen", "Gjennomført", "Seksjonsleder", "Flere møteplasser"],
        ["Felles lunsj", "Gjennomføres", "", ""], header=True,
    ) + p("Etter."))  # fmt: skip
    assert [told(measure) for measure in measures] == [
        {"navn": "Restarte sosialkomiteen", "status": "gjennomført", "hensikt": "Flere møteplasser",
         "ansvarlig": "Seksjonsleder"},
        {"navn": "Felles lunsj", "status": "pågår"},
    ]  # fmt: skip
    assert [type(block) for block in blocks] == [Paragraph, Directive, Paragraph]
    assert fields.diagnostics == []
    assert codes(reading) == ["ARK619"]
    assert dict(reading.diagnostics[0].args)["count"] == "2"
    assert measures[0].span.line == 6


@pytest.mark.parametrize("header", [
    ["navn", "status"], ["TILTAK", "STATUS:"], ["Navn på tiltak", "Status"], ["Namn på tiltaket", "Status"],
    ["Measures", "Status"], ["Name of measure", "Status"], ["Status", "Tiltak"],
    ["Tiltak", "Status", "Føremål", "Ansvarleg"], ["Measure", "Status", "Deadline", "Responsible"],
    ["Tiltak", "Type", "Område", "Behov", "Hensikt", "Gjennomføring", "Resultat", "Prosess", "Evaluering",
     "Effekt", "Ansvarlig", "Frist", "Status"],
])  # fmt: skip
def test_what_the_columns_may_be_called(header: list[str]) -> None:
    row = [
        "pågår" if "status" in name.lower() else "ja" if name == "Effekt" else "Lunsj"
        for name in header
    ]
    _, _, _, measures = take(table(header, ["utvikling" if h == "Type" else c for h, c in zip(header, row, strict=True)]))  # fmt: skip
    assert [told(measure)["status"] for measure in measures] == ["pågår"]
    assert len(measures[0].fields) == len(header) - 2


@pytest.mark.parametrize("header", [
    ["Tiltak", "Beskrivelse"], ["Tiltak", "Status", "Nr."], ["Status", "Ansvarlig"], ["Tiltak", "Ansvarlig"],
    ["Tiltak", "Status", ""], ["Tiltak", "Navn", "Status"], ["Seksjon", "2017"], ["Status", "Status"],
])  # fmt: skip
def test_a_table_of_something_else_stays(header: list[str]) -> None:
    reading, _, blocks, measures = take(table(header, ["x"] * len(header), header=True))
    assert isinstance(blocks[0], Table)
    assert measures == ()
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("statuses", "is_of_measures"),
    [
        (["Ikke bestilt", "I bruk"], False),
        (["I bruk", "Pågår"], True),
        (["→\u00a0pågår"], True),
        (["", "planlagt"], True),
    ],
)
def test_name_and_status_alone(statuses: list[str], is_of_measures: bool) -> None:
    rows = [[f"Lampe {number}", status] for number, status in enumerate(statuses)]
    _, _, _, measures = take(table(["Tiltak", "Status"], *rows, header=True))
    assert bool(measures) is is_of_measures


def test_the_sign_of_a_printed_status_is_no_part_of_it() -> None:
    rows = [["Lunsj", "●\u00a0gjennomført"], ["Tur", "→ pågår"], ["Kor", "× Ikke gjennomført"]]
    _, fields, _, measures = take(table(["Tiltak", "Status"], *rows))
    assert [each.status for each in measures] == ["gjennomført", "pågår", "ikke gjennomført"]
    assert fields.diagnostics == []


def test_empty_rows_are_skipped() -> None:
    reading, fields, _, measures = take(
        table(["Tiltak", "Status"], ["", ""], ["Lunsj", "planlagt"], ["", " "])
    )
    assert [told(measure)["navn"] for measure in measures] == ["Lunsj"]
    assert fields.diagnostics == []
    assert codes(reading) == ["ARK619"]


def test_a_form_where_no_measure_was_filled_in_leaves_nothing() -> None:
    _reading, _, blocks, measures = take(p("Tekst.") + table(["Tiltak", "Status"], ["", ""]))
    assert measures == ()
    assert [type(block) for block in blocks] == [Paragraph]


def test_what_is_missing_or_unknown_is_told_at_its_cell() -> None:
    _, fields, _, measures = take(table(
        ["Tiltak", "Status", "Effekt"], ["", "pågår", ""], ["Lunsj", "", ""], ["Tur", "ferdig", "kanskje"]
    ))  # fmt: skip
    assert [(d.rule.code, d.span.line) for d in fields.diagnostics] == [
        ("ARK104", 4), ("ARK104", 8), ("ARK105", 11), ("ARK105", 12)
    ]  # fmt: skip
    assert told(measures[0]) == {"navn": "", "status": "pågår"}
    assert told(measures[1]) == {"navn": "Lunsj", "status": ""}
    assert told(measures[2]) == {"navn": "Tur", "status": "ferdig", "effekt": "kanskje"}


def test_text_is_no_markdown_and_keeps_its_look() -> None:
    _, fields, _, measures = take(table(
        ["Tiltak", "Status", "Hensikt"],
        [p(r("Lunsj *hver* ") + r("dag", "<w:b/>")), "pågår", p("[Første](x)") + item("en") + item("to")],
    ))  # fmt: skip
    (measure,) = measures
    assert plain_text(measure.name) == "Lunsj *hver* dag"
    assert any(isinstance(inline, Strong) for inline in walk_inlines(measure.name))
    value = measure.fields[0].value
    assert plain_text(value) == "[Første](x) en to"
    assert sum(isinstance(inline, HardBreak) for inline in value) == 2
    assert fields.diagnostics == []


def test_the_authors_own_place_counts() -> None:
    reading, read = read_body(
        p("Før.") + table(["Tiltak", "Status"], ["Lunsj", "pågår"]) + p("Etter.")
    )
    fields = Fields(Mapping((), reading.span(1, 0, 0)), CONTRIBUTION, [])
    placed = (*read, Directive("Tiltak", "[[Tiltak]]"))
    blocks, measures = take_measures(reading, placed, fields)
    assert len(measures) == 1
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Directive]


def test_measures_of_two_tables_in_order_at_the_place_of_the_first() -> None:
    one, two = (
        table(["Tiltak", "Status"], ["A", "pågår"]),
        table(["Status", "Tiltak"], ["planlagt", "B"]),
    )
    _, _, blocks, measures = take(one + p("Mellom.") + two)
    assert [told(measure)["navn"] for measure in measures] == ["A", "B"]
    assert [type(block) for block in blocks] == [Directive, Paragraph]


CARD = [["Tiltak:", "Lunsj"], ["Status:", "pågår"], ["Hensikt", "Møtes"]]


def test_a_card_is_a_measure() -> None:
    reading, _, _, measures = take(
        table(*CARD) + table(*CARD, *[["Navn", "Tur"], ["Status", "planlagt"]])
    )
    assert [told(measure)["navn"] for measure in measures] == ["Lunsj", "Lunsj", "Tur"]
    assert told(measures[0])["hensikt"] == "Møtes"
    assert codes(reading) == ["ARK619", "ARK619"]


@pytest.mark.parametrize("rows", [
    [["Tiltak", "Lunsj"], ["Hensikt", "Møtes"]], [["Tiltak", "Lunsj"], ["Status", "pågår"], ["Rom", "2"]],
    [["Felt", "Verdi"], *CARD], [["Status", "pågår"], ["Tiltak", "Lunsj"]],
])  # fmt: skip
def test_what_is_no_card_stays_a_table(rows: list[list[str]]) -> None:
    _, _, blocks, measures = take(table(*rows))
    assert isinstance(blocks[0], Table)
    assert measures == ()
