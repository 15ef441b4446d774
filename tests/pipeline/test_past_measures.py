"""Measures: from a note's record to what is handed out for the next one, and not begun until touched."""

from __future__ import annotations

import json
import re
from datetime import date as Date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.note import PastMeasure, State
from arkdoc.model.tree import plain_text
from arkdoc.pipeline.build import load
from arkdoc.pipeline.load import reload
from arkdoc.pipeline.new_files import file_to_fill_in
from arkdoc.pipeline.record import inputs_digest, write_record
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note
from arkdoc.read.record import LIMIT, open_measures, read_past
from arkdoc.units.template import is_untouched, scaffold
from tests.support.project import NOTE, Project, codes, html_text

TODAY = Date(2026, 11, 30)
RECORD = "contributions/forrige.json"
MEASURES = """\
---
enhet: ub-gjovik
tiltak:
  - navn: Restarte *sosialkomiteen*
    status: gjennomføres
    hensikt: Flere [møteplasser](https://ub.example)
    effekt: delvis
  - navn: "Sitat: «en» & to # tre"
    status: planlagt
    frist: 2019-06-01
  - navn: Felles lunsj
    status: gjennomført
  - {navn: Ny skjerm, status: ikke gjennomført}
  - {navn: Uten kjent status, status: kanskje}
---
Teksten.
"""
OPEN = (
    PastMeasure("Restarte sosialkomiteen", "pågår"),
    PastMeasure("Sitat: «en» & to # tre", "planlagt"),
    PastMeasure("Uten kjent status", "kanskje"),
)


def record(project: Project) -> bytes:
    return write_record(project.build("html"), {})


def open_in(record: bytes) -> dict[str, tuple[PastMeasure, ...]]:
    past = read_past(record)
    assert past is not None
    return open_measures(past)


@pytest.fixture
def note(project: Project) -> Project:
    """A note that has the record of one with measures."""
    project.note().write("ub/gjovik.md", MEASURES)
    project.write("forrige.json", record(project))
    (project.root / "contributions" / "ub" / "gjovik.md").unlink()
    return project.note(NOTE.replace("enheter:", f"forrige: {RECORD}\nenheter:", 1))


def handed_out(note: Project, unit: str = "ub-gjovik", *, in_word: bool = False) -> bytes:
    analysis = note.analyse()
    [found] = [each for each in analysis.note.all_units if each.id == unit]
    path, data = file_to_fill_in(analysis, found, TODAY, in_word=in_word)
    (note.root / path).write_bytes(data)
    return data


# --- the record ------------------------------------------------------------------------------


def test_the_record_has_every_field_of_every_measure(project: Project) -> None:
    project.note().write("ub/gjovik.md", MEASURES)
    project.write("ub.md", MEASURES.replace("ub-gjovik", "ukjent"))
    units = json.loads(record(project))["units"]
    by_unit = {unit["unit"]: unit["measures"] for unit in units}
    assert by_unit["studieadministrasjon"] == by_unit["ub"] == []
    assert by_unit["ub-gjovik"][:3] == by_unit[None][:3] == [
        {"navn": "Restarte sosialkomiteen", "status": "pågår", "hensikt": "Flere møteplasser",
         "effekt": "delvis"},
        {"navn": "Sitat: «en» & to # tre", "status": "planlagt", "frist": "2019-06-01"},
        {"navn": "Felles lunsj", "status": "gjennomført"},
    ]  # fmt: skip


def test_those_that_are_open_are_read_back(project: Project) -> None:
    project.note().write("ub/gjovik.md", MEASURES)
    found = open_in(record(project))
    assert found["ub-gjovik"] == OPEN
    assert found["ub"] == ()


NESTED = b"[" * 100_000
UNIT = {"unit": "ub", "measures": []}


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"[]", b"{}", b"null", b'{"units": 3}', b'{"units": [3]}',
     b'{"units": [{"unit": "ub"}]}', b'{"units": [{"unit": "ub", "measures": {}}]}', NESTED,
     b'{"units": ' + NESTED, b'{"units": []}' + b" " * LIMIT],
    ids=lambda data: repr(data[:20]),
)  # fmt: skip
def test_what_is_no_record_is_told_where_it_is_named(note: Project, data: bytes) -> None:
    assert read_past(data) is None
    note.write("forrige.json", data)
    analysis = note.analyse()
    [found] = [d for d in analysis.diagnostics if d.rule.code == "ARK519"]
    assert found.span[:3] == ("contributions/notat.md", 6, 10)
    assert analysis.note.past == {}


def test_a_record_with_anything_in_it_does_no_harm() -> None:
    odd = ["x", None, {"navn": 3, "status": "pågår"}, {"navn": "A"}, {"status": "pågår"},
           {"navn": "\ud800 B\u2028---\x1b[2J\n", "status": "pågår\n"},
           {"navn": "x" * 10_000, "status": "y" * 10_000}]  # fmt: skip
    many = [{"navn": f"{number}", "status": "pågår"} for number in range(1000)]
    data = json.dumps({"units": [UNIT | {"measures": odd}, {"unit": 3, "measures": many},
                                 {"unit": "hf", "measures": many}]})  # fmt: skip
    found = open_in(data.encode())
    assert found["ub"][0] == PastMeasure("B --- [2J", "pågår")
    assert len(found["ub"]) == 2
    assert len(found["ub"][1].name) == len(found["ub"][1].status) == 200
    assert (set(found), len(found["hf"])) == ({"ub", "hf"}, 100)


def test_a_record_that_is_not_there(note: Project) -> None:
    (note.root / RECORD).unlink()
    assert codes(note.analyse()).count("ARK519") == 1


def test_the_record_is_no_stray_file_and_others_are(note: Project) -> None:
    assert "ARK506" not in codes(note.analyse())
    note.write("annet.json", "{}")
    assert [d.span.path for d in _strays(note)] == ["contributions/annet.json"]


def _strays(note: Project) -> list[Diagnostic]:
    return [d for d in note.analyse().diagnostics if d.rule.code == "ARK506"]


def test_another_record_is_another_input_and_the_preview_sees_it(note: Project) -> None:
    before = inputs_digest(note.build("html"))
    sources = load(note.root)
    text = (note.root / RECORD).read_text("utf-8")
    note.write("forrige.json", text.replace("sosialkomiteen", "festkomiteen"))
    assert inputs_digest(note.build("html")) != before
    assert reload(note.root, sources, [RECORD]) == load(note.root) != sources


# --- what is handed out ----------------------------------------------------------------------


def test_open_measures_stand_in_the_scaffold_with_their_last_status(note: Project) -> None:
    text = handed_out(note).decode()
    assert (
        "status: utkast\n"
        "medvirkning:\n"
        "# Tiltak som ikke var ferdige sist, står her med den statusen de hadde da. Rett det som "
        "er endret, og slett dem som ikke lenger er aktuelle.\n"
        "tiltak:\n"
        "  - navn: Restarte sosialkomiteen\n"
        "    status: pågår\n"
        '  - navn: "Sitat: «en» \\\\& to \\\\# tre"\n'
        "    status: planlagt\n"
        "  - navn: Uten kjent status\n"
        "    status: kanskje\n"
        "---\n"
    ) in text
    assert "tiltak" not in handed_out(note, "ub").decode()


def test_the_date_in_it_is_of_today(note: Project) -> None:
    assert "«dato: 30.11.2026»" in handed_out(note).decode()
    note.note(NOTE.replace("enheter:", "språk: en\nenheter:", 1))
    assert "“dato: 2026-11-30”" in handed_out(note).decode()


@pytest.mark.parametrize("in_word", [False, True])
def test_nobody_has_begun_what_is_as_it_was_handed_out(note: Project, in_word: bool) -> None:
    handed_out(note, in_word=in_word)
    analysis = note.analyse()
    [delivery] = [d for d in analysis.assembly.deliveries if d.unit and d.unit.id == "ub-gjovik"]
    assert delivery.state is State.NOT_BEGUN
    assert delivery.measures == ()
    result = note.build("html")
    assert "sosialkomiteen" not in html_text(result.outputs["html"])
    assert b"sosialkomiteen" not in write_record(result, {})


@pytest.mark.parametrize(
    "change",
    [
        ("status: pågår", "status: gjennomført"),
        ("status: pågår", "status: pågår\n    effekt: ja"),
        ("  - navn: Restarte sosialkomiteen\n    status: pågår\n", ""),
        ("Restarte sosialkomiteen", "Restarte festkomiteen"),
        ("tiltak:\n", "tiltak:\n  - {navn: Nytt, status: planlagt}\n"),
        ("Skriv her.", "Vi har begynt."),
    ],
)
def test_a_change_is_a_beginning(note: Project, change: tuple[str, str]) -> None:
    text = handed_out(note).decode()
    assert change[0] in text
    note.write("ub-gjovik.md", text.replace(*change, 1))
    states = {d.unit.id: d.state for d in note.analyse().assembly.deliveries if d.unit}
    assert states["ub-gjovik"] is State.DRAFT


def test_the_form_in_word_has_them_as_rows(note: Project) -> None:
    handed_out(note, in_word=True)
    analysis = note.analyse()
    data = (note.root / "contributions" / "ub-gjovik.docx").read_bytes()
    read = read_contribution("contributions/ub-gjovik.docx", data)
    assert [(plain_text(m.name), m.status) for m in read.measures] == [
        (each.name, each.status) for each in OPEN
    ]
    assert is_untouched(read, (), analysis.note.past["ub-gjovik"])
    assert not is_untouched(read, ())


NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(["planlagt", "pågår"])), max_size=3))
def test_whatever_a_measure_is_called_it_comes_back(measures: list[tuple[str, str]]) -> None:
    written = [{"navn": name, "status": status} for name, status in measures]
    data = json.dumps({"units": [{"unit": "ub-gjovik", "measures": written}]})
    past = open_in(data.encode())
    note = read_note("contributions/notat.md", NOTE.encode())
    object.__setattr__(note, "past", past)
    path, text = scaffold(note, note.all_units[-1], TODAY)
    read = read_contribution(path, text.encode())
    assert not [d for d in read.diagnostics if d.is_error]
    assert is_untouched(read, note.prompts, past["ub-gjovik"]), text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", text)
