"""A contribution's file in, a Contribution out: the schema, the quarantine, and any bytes."""

from __future__ import annotations

import io
import unicodedata
from datetime import date as Date
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.model.dates import parse_date
from arkdoc.model.nodes import Text
from arkdoc.model.note import Contribution, Status
from arkdoc.model.source import NOWHERE, start_of
from arkdoc.model.tree import plain_text
from arkdoc.read.contribution import read_contribution, unopened_contribution
from arkdoc.read.file_text import LIMIT
from arkdoc.rules.front_matter import FRONT_MATTER

PATH = "contributions/x.md"


def read(text: str) -> Contribution:
    return read_contribution(PATH, text.encode())


def fields(text: str) -> Contribution:
    return read(f"---\nenhet: ub\n{text}\n---\nTekst.\n")


def found(contribution: Contribution) -> list[str]:
    return [
        f"{d.rule.code} {d.span.line}:{d.span.column}"
        for d in sorted(contribution.diagnostics, key=lambda d: d.span)
    ]


def has_text(contribution: Contribution) -> bool:
    return bool(contribution.body.blocks or contribution.measures)


def args(contribution: Contribution) -> dict[str, str]:
    (diagnostic,) = contribution.diagnostics
    return dict(diagnostic.args)


def test_a_whole_one() -> None:
    contribution = read(
        "---\nenhet: ub-gjovik\nkontaktperson: HMS-koordinator, hms@ub.example\n"
        "dato: 20.02.2019\nstatus: utkast\nspråk: nynorsk\nvisning: tabell\n---\nTekst.\n"
    )
    assert contribution.unit == "ub-gjovik"
    assert contribution.unit_span[1:] == (2, 8, 2, 17)
    assert contribution.date == Date(2019, 2, 20)
    assert contribution.date_span[1:3] == (4, 7)
    assert contribution.status is Status.DRAFT
    assert contribution.status_span[1:3] == (5, 9)
    assert contribution.language == "nn"
    assert contribution.measures_as_table
    assert has_text(contribution)
    assert contribution.diagnostics == ()
    assert contribution.fault is None


def test_the_contact_is_not_kept() -> None:
    for contact in ("Kari Nordmann", "[Kari Nordmann, Ola]", "{navn: Kari Nordmann}"):
        contribution = fields(f"kontaktperson: {contact}")
        assert "Nordmann" not in repr(contribution)
        assert contribution.diagnostics == ()


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "---\n---\n"])
def test_nothing_at_all(text: str) -> None:
    contribution = read(text)
    assert (contribution.unit, contribution.unit_span) == ("", start_of(PATH))
    assert contribution.date_span == contribution.status_span == NOWHERE
    assert not has_text(contribution)
    assert contribution.diagnostics == ()


def test_fields_alone() -> None:
    contribution = read("---\nenhet: ub\n---\n")
    assert contribution.unit == "ub"
    assert not has_text(contribution)


def test_text_without_fields() -> None:
    contribution = read("# Bakgrunn\n\nTekst: den er kort.\n")
    assert contribution.unit == ""
    assert len(contribution.body.blocks) == 2
    assert contribution.diagnostics == ()


def test_the_unit_as_people_write_it() -> None:
    assert read("Enhet: Seksjon Gjøvik\n\nTekst.").unit == "Seksjon Gjøvik"
    decomposed = unicodedata.normalize("NFD", "---\nENHET: Seksjon Gjøvik på Å\n---\n")
    assert read(decomposed).unit == "Seksjon Gjøvik på Å"
    assert read("---\nenhet: “Seksjon: Gjøvik”\n---\n").unit == "Seksjon: Gjøvik"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dato: 2019-02-30", ["ARK130 3:7"]),
        ("dato: snart", ["ARK106 3:7"]),
        ("dato: [2019-02-20]", ["ARK103 3:7"]),
        ("status: klar", ["ARK105 3:9"]),
        ("status: Ferdig", []),
        ("språk: klingon", ["ARK105 3:8"]),
        ("språk: no", []),
        ("visning: tabel", ["ARK105 3:10"]),
        ("visning:", []),
        ("statuss: ferdig", ["ARK101 3:1"]),
        ("Status: ferdig\nstatus: utkast", ["ARK102 4:1"]),
        ("tiltak: Møter", ["ARK103 3:9"]),
        ("tiltak: [{navn: A}]", ["ARK104 3:11"]),
        ("tiltak: [{status: pågår}]", ["ARK104 3:11"]),
        ("tiltak: [{navn: A, status: avlyst}]", ["ARK105 3:28"]),
        ("tiltak: [{navn: A, status: pågår, effekt: stor, farge: rød}]",
         ["ARK105 3:43", "ARK101 3:49"]),
    ],
)  # fmt: skip
def test_faults_in_fields(text: str, expected: list[str]) -> None:
    contribution = fields(text)
    assert found(contribution) == expected
    assert contribution.fault is None
    assert has_text(contribution)


def test_what_messages_say() -> None:
    assert args(fields("statuss: ferdig"))["suggestion"] == "status"
    assert args(fields("STATÚS: ferdig"))["suggestion"] == "status"
    assert args(fields("farge: rød"))["suggestion"] == ""
    assert args(fields("visning: tabel"))["suggestion"] == "tabell"
    assert args(fields("status: x"))["known"] == "utkast, ferdig, ingen merknader"
    assert args(fields("Status: ferdig\nstatus: utkast")) == {"field": "status", "first": "3"}
    assert len(args(fields(f"status: {'x' * 500}"))["value"]) == 60


def test_the_first_of_two_fields_is_used() -> None:
    assert fields("Status: utkast\nstatus: ferdig").status is Status.DRAFT


def test_measures() -> None:
    contribution = fields(
        "tiltak:\n"
        "  - navn: Restarte *sosialkomiteen*\n"
        "    status: Gjennomføres\n"
        "    effekt: JA\n"
        "    behov: Flere møteplasser\n"
        "  - {navn: Fast møte, status: ikkje gjennomført}"
    )
    assert contribution.diagnostics == ()
    first, second = contribution.measures
    assert plain_text(first.name) == "Restarte sosialkomiteen"
    assert first.name[0] == Text("Restarte ")
    assert first.name[0].span[1:] == (4, 11, 4, 20)
    assert [m.status for m in contribution.measures] == ["pågår", "ikke gjennomført"]
    assert [(f.name, plain_text(f.value)) for f in first.fields] == [
        ("behov", "Flere møteplasser"),
        ("effekt", "ja"),
    ]
    assert second.span[1:] == (8, 5, 8, 49)


def test_no_word_of_a_faulty_measure_is_lost() -> None:
    contribution = fields(
        "tiltak:\n  - Bare en tekst\n  - [to, ord]\n"
        "  - {navn: [A, B], status: avlyst, effekt: stor}\n  - status: pågår"
    )
    one, two, three, four = contribution.measures
    assert plain_text(one.name) == "Bare en tekst"
    assert plain_text(two.name) == "to, ord"
    assert plain_text(three.name) == "A, B"
    assert (three.status, plain_text(three.fields[0].value)) == ("avlyst", "stor")
    assert (four.name, four.status) == ((), "pågår")


def test_markdown_faults_come_along() -> None:
    contribution = fields("tiltak: [{navn: a <b>c</b>, status: pågår}]")
    assert {d.rule.code for d in contribution.diagnostics} == {"ARK212"}
    contribution = read("---\nenhet: ub\n---\na <b>c</b>\n")
    assert {d.span.line for d in contribution.diagnostics} == {4}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ('---\nenhet: ub-gjovik\nstatus: "ferdig\n---\nTekst.\n', "ub-gjovik"),
        ('---\nstatus: "ferdig\n  Enhet: “Seksjon Gjøvik”  # vi\n---\n', "Seksjon Gjøvik"),
        ("---\nenhet: &a ub\n---\n", "&a ub"),
        ('---\nstatus: "ferdig\n---\nenheten: nei\n', ""),
    ],
)
def test_quarantine(text: str, unit: str) -> None:
    contribution = read(text)
    assert contribution.fault in contribution.diagnostics
    assert contribution.fault is not None
    assert contribution.fault.is_error
    assert contribution.unit == unit
    assert not has_text(contribution)
    line = contribution.unit_span.line
    column = contribution.unit_span.column - 1
    assert text.splitlines()[line - 1][column:].startswith(unit)


def test_too_large() -> None:
    text = "---\nenhet: ub-gjovik\n---\n"
    data = (text + "æ" * LIMIT).encode()
    assert read_contribution(PATH, data[:LIMIT]).fault is None
    contribution = read_contribution(PATH, data)
    assert found(contribution) == ["ARK114 1:1"]
    assert args(contribution) == {"size": "2049 kB", "limit": "1024 kB"}
    assert contribution.unit == "ub-gjovik"


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zipped("word/document.xml"), "a Word file"),
        (zipped("xl/workbook.xml"), "a spreadsheet"),
        (zipped("bilde.txt"), "a compressed folder"),
        (b"{\\rtf1 enhet: ub}", "a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a Word file"),
        (b"%PDF-1.7\nenhet: ub\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\0\0\x81", "a file from another program"),
    ],
)
def test_what_is_no_text(data: bytes, what: str) -> None:
    contribution = read_contribution(PATH, data)
    assert found(contribution) == ["ARK116 1:1"]
    assert args(contribution) == {"what": what}
    assert contribution.unit == ""


def test_the_unit_of_what_is_no_text_from_some_line_on() -> None:
    contribution = read_contribution(PATH, b"enhet: ub\n\0\0\x81")
    assert found(contribution) == ["ARK116 1:1"]
    assert contribution.unit == "ub"


def test_a_file_that_could_not_be_opened() -> None:
    contribution = unopened_contribution(PATH, "Permission denied")
    assert contribution.fault in contribution.diagnostics
    assert found(contribution) == ["ARK120 1:1"]
    assert args(contribution) == {"reason": "Permission denied"}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = "---\r\nenhet: Seksjon Gjøvik\r\n---\r\nTekst på norsk.\r\n"
    contribution = read_contribution(PATH, text.encode(encoding))
    assert contribution.unit == "Seksjon Gjøvik"
    expected = "ARK112 2:18" if encoding == "cp1252" else "ARK112 1:1"
    assert found(contribution) == [expected]
    assert contribution.body.blocks == read(text).body.blocks


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_newlines_and_marks_move_nothing(newline: str, mark: str) -> None:
    text = mark + "---\nenhet: ub\nstatus: klar\n---\nTekst.\n".replace("\n", newline)
    contribution = read(text)
    assert contribution.unit == "ub"
    assert found(contribution) == ["ARK105 3:9"]
    assert contribution.body.blocks[0].span[1:] == (5, 1, 5, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-02-20", Date(2019, 2, 20)),
        ("20.02.2019", Date(2019, 2, 20)),
        ("20.02.19", Date(2019, 2, 20)),
        ("20.2.2019", Date(2019, 2, 20)),
        ("20. februar 2019", Date(2019, 2, 20)),
        ("20 Februar 2019", Date(2019, 2, 20)),
        ("20. februar 2019.", Date(2019, 2, 20)),
        ("1. mai 2019", Date(2019, 5, 1)),
        ("1 May 2019", Date(2019, 5, 1)),
        ("4. des. 2019", Date(2019, 12, 4)),
        ("29.02.2020", Date(2020, 2, 29)),
        ("20. 02. 2019", Date(2019, 2, 20)),
        ("2019-02-30", None),
        ("2019-13-01", None),
        ("30. februar 2019", None),
        ("0. mars 2019", None),
        ("20. fubar 2019", None),
        ("20.02", None),
        ("20.02.019", None),
        ("0000-01-01", None),
        ("20/2-2019", None),
        ("2019", None),
        ("", None),
        ("٢٠.٠٢.٢٠١٩", None),
    ],
)
def test_dates(text: str, expected: Date | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize("rule", FRONT_MATTER, ids=lambda rule: rule.code)
def test_good_examples_are_good(rule: object) -> None:
    text: str = rule.good  # type: ignore[attr-defined]
    if not text.startswith(("=== ", "(")):
        assert found(read(text)) == []


@pytest.mark.parametrize("rule", FRONT_MATTER, ids=lambda rule: rule.code)
def test_bad_examples_are_bad(rule: object) -> None:
    text: str = rule.bad  # type: ignore[attr-defined]
    code: str = rule.code  # type: ignore[attr-defined]
    if not text.startswith(("=== ", "(")) and code != "ARK118":  # that one needs the note
        assert [entry[:6] for entry in found(read(text))] == [code]


@given(
    st.one_of(
        st.binary(), st.text().map(str.encode), st.text().map("---\n{}\n---".format).map(str.encode)
    )
)
def test_any_bytes_are_read(data: bytes) -> None:
    contribution = read_contribution(PATH, data)
    assert contribution.fault is None or contribution.fault in contribution.diagnostics
    assert all(d.span.line >= 1 and d.span.column >= 1 for d in contribution.diagnostics)


@given(st.text(alphabet="-aktivtenhsu:[]{}\"'\n \t|>&*#", max_size=60))
def test_any_measures_are_read(text: str) -> None:
    fields(f"tiltak:\n  - navn: {text}\n    status: pågår")
