"""The record of the note before → what `[[endringer]]` says of each measure, in every output."""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

import pytest

from arkdoc.assemble.measure_changes import ChangeKind
from arkdoc.language.printed import WORDS
from arkdoc.model.cache import Cache
from arkdoc.model.nodes import Container, ContainerKind, Paragraph, Table
from arkdoc.model.tree import cell_text, plain_text, walk
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.load import load
from arkdoc.pipeline.record import write_record
from tests.support.generate import generated
from tests.support.project import NOTE, Project, codes, cost, html_text

RECORD = "contributions/forrige.json"
ASKING = NOTE.replace("enheter:", f"forrige: {RECORD}\nenheter:", 1).replace(
    "[[bidrag]]", "[[endringer]]\n\n[[bidrag]]"
)
BEFORE = [
    {"navn": "Restarte sosialkomiteen", "status": "pågår", "frist": "2018-06-01"},
    {"navn": "Felles lunsj", "status": "planlagt"},
    {"navn": "Støydempende vegger", "status": "planlagt"},
    {"navn": "Julebord", "status": "gjennomført"},
    {"navn": "Turgruppe", "status": "pågår", "ansvarlig": "Leder"},
]
NOW = """\
  - {navn: Restarte sosialkomiteen, status: gjennomført, frist: 1. juni 2018, effekt: ja}
  - {navn: Felles lunsj, status: pågår, frist: 1.9.2019}
  - {navn: Turgruppe, status: pågår}
  - {navn: Ny skjerm, status: planlagt, frist: 2019-12-31}
"""


def unit(id_: str | None, name: str | None, *measures: dict[str, Any]) -> dict[str, Any]:
    return {"unit": id_, "name": name, "measures": list(measures)}


def before(*units: dict[str, Any], case: object = None) -> bytes:
    case = {"number": "11/18", "date": "2018-02-27"} if case is None else case
    return json.dumps({"format": 1, "case": case, "units": units}).encode()


def of_gjovik(measures: str, text: str = "Teksten.") -> str:
    return f"---\nenhet: ub-gjovik\ntiltak:\n{measures}---\n{text}\n"


@pytest.fixture
def note(project: Project) -> Project:
    project.note(ASKING).write("ub/gjovik.md", of_gjovik(NOW))
    project.write("forrige.json", before(unit("ub-gjovik", "Seksjon Gjøvik", *BEFORE)))
    return project


def seen(text: str) -> str:
    return text.replace("\u00a0", " ")


def tables(analysis: Analysis) -> dict[str, list[list[str]]]:
    """The rows of each captioned table, by its caption."""
    blocks = chain.from_iterable(walk(part.blocks) for part in analysis.assembly.document.parts)
    return {
        plain_text(block.caption.inlines): [
            [seen(cell_text(cell)) for cell in row] for row in block.rows
        ]
        for block in blocks
        if isinstance(block, Table) and block.caption
    }


def paragraphs(analysis: Analysis) -> list[str]:
    blocks = chain.from_iterable(walk(part.blocks) for part in analysis.assembly.document.parts)
    return [seen(plain_text(block.inlines)) for block in blocks if isinstance(block, Paragraph)]


def test_each_kind_of_change_is_told_by_name(note: Project) -> None:
    analysis = note.analyse()
    assert paragraphs(analysis)[1] == (
        "Siden forrige notat (sak 11/18, 27. februar 2018): 1 nytt tiltak, 1 gjennomført, "
        "2 endret, 1 ikke lenger ført opp, 1 avsluttet sist og ikke ført opp igjen."
    )
    assert tables(analysis) == {
        "Nye tiltak": [["Ny skjerm", "Seksjon Gjøvik", "planlagt", "31. desember 2019"]],
        "Gjennomført siden sist": [
            ["Restarte sosialkomiteen", "Seksjon Gjøvik",
             "Status: fra pågår til gjennomført Effekt: ja (nytt)"],
        ],
        "Endret siden sist": [
            ["Felles lunsj", "Seksjon Gjøvik",
             "Status: fra planlagt til pågår Frist: 1. september 2019 (nytt)"],
            ["Turgruppe", "Seksjon Gjøvik", "Ansvarlig: ikke lenger utfylt (var Leder)"],
        ],
        "Ikke lenger ført opp": [["Støydempende vegger", "Seksjon Gjøvik", "planlagt"]],
        "Avsluttet sist, og ikke ført opp igjen": [["Julebord", "Seksjon Gjøvik", "gjennomført"]],
    }  # fmt: skip
    assert not {"ARK519", "ARK529", "ARK530"} & set(codes(analysis))


@pytest.mark.parametrize("seed", range(6))
def test_a_note_compared_with_itself_has_no_changes(seed: int, project: Project) -> None:
    for path, data in generated(seed).items():
        project.write(path, data)
    text = (project.root / "contributions" / "notat.md").read_text("utf-8")
    text = "\n".join(line for line in text.split("\n") if not line.startswith("forrige:"))
    text = text.replace("[[endringer]]", "")
    project.note(text)
    record = write_record(project.build("html"), {})
    project.write("forrige.json", record)
    asking = text.replace("enheter:", f"forrige: {RECORD}\nenheter:", 1)
    project.note(asking.replace("[[bidrag]]", "[[endringer]]\n\n[[bidrag]]"))
    analysis = project.analyse()
    said = WORDS[analysis.note.language].change
    start = said.none.partition("{")[0]
    assert any(text.startswith(start) for text in paragraphs(analysis))
    known = {said.new_table, said.changed_table, said.completed_table, said.gone_table}
    assert not known & set(tables(analysis))


@pytest.mark.parametrize(
    ("was", "status", "now"),
    [
        ("Felles lunsj", "pågår", "{navn: felles  LUNSJ., status: pågår}"),
        ('Kurs i "samtaler"', "pågår", "{navn: Kurs i «samtaler», status: pågår}"),
        ("HMS\u2011dag – vår", "pågår", '{navn: "HMS-dag - vår", status: gjennomføres}'),
        ("So\u00adsialt", "pågår", "{navn: Sosialt, status: pågår}"),
        ("", "pågår", '{navn: "", status: pågår}'),
    ],
)
def test_a_name_that_is_spelt_otherwise_is_the_same_name(
    note: Project, was: str, status: str, now: str
) -> None:
    note.write("forrige.json", before(unit("ub-gjovik", "G", {"navn": was, "status": status})))
    note.write("ub/gjovik.md", of_gjovik(f"  - {now}\n"))
    assert "Ingen endringer i tiltakene siden forrige notat" in paragraphs(note.analyse())[1]


def test_the_same_day_written_otherwise_is_no_change(note: Project) -> None:
    fields = {"navn": "A", "status": "pågår", "frist": "01.06.2019", "resultat": "Vi ble ferdige."}
    note.write("forrige.json", before(unit("ub-gjovik", "G", fields)))
    same = "  - {navn: A, status: pågår, frist: 1. juni 2019, resultat: vi  ble ferdige}\n"
    note.write("ub/gjovik.md", of_gjovik(same))
    assert not tables(note.analyse())


def test_measures_of_one_name_are_paired_by_what_they_say(note: Project) -> None:
    rows = [{"navn": "Kurs", "status": s} for s in ("planlagt", "pågår", "gjennomført")]
    note.write("forrige.json", before(unit("ub-gjovik", "G", *rows)))
    note.write("ub/gjovik.md", of_gjovik("".join(
        f"  - {{navn: Kurs, status: {status}}}\n" for status in ("gjennomført", "pågår")
    )))  # fmt: skip
    assert tables(note.analyse()) == {
        "Ikke lenger ført opp": [["Kurs", "Seksjon Gjøvik", "planlagt"]]
    }


def test_units_are_known_by_id_and_then_by_name(note: Project) -> None:
    measure = {"navn": "Ny skjerm", "status": "planlagt"}
    note.write("ub/gjovik.md", of_gjovik("  - {navn: Ny skjerm, status: planlagt}\n"))
    for same in (
        unit("ub-gjovik", "Gammelt navn", measure),
        unit("gamle", "seksjon  GJØVIK", measure),
    ):
        note.write("forrige.json", before(same))
        assert not tables(note.analyse()), same
    other = unit("gamle", "Seksjon Oslo", measure, measure | {"status": "gjennomført"})
    note.write("forrige.json", before(other))
    name = "Seksjon Oslo (ikke lenger egen enhet)"
    found = tables(note.analyse())
    assert found["Ikke lenger ført opp"] == [["Ny skjerm", name, "planlagt"]]
    assert found["Avsluttet sist, og ikke ført opp igjen"] == [["Ny skjerm", name, "gjennomført"]]
    assert [row[0] for row in found["Nye tiltak"]] == ["Ny skjerm"]


@pytest.mark.parametrize(
    "text",
    [None, "---\nenhet: ub-gjovik\nstatus: ingen merknader\n---\n", "---\nenhet: [\n---\nTekst\n"],
    ids=["missing", "no remarks", "unreadable"],
)
def test_of_a_unit_that_has_no_text_nothing_is_gone(note: Project, text: str | None) -> None:
    (note.root / "contributions" / "ub" / "gjovik.md").unlink()
    if text is not None:
        note.write("ub-gjovik.md", text)
    analysis = note.analyse()
    assert not tables(analysis)
    said = "Ikke sammenlignet, fordi det ikke foreligger noen tekst: Seksjon Gjøvik."
    assert said in paragraphs(analysis)


def test_a_text_without_measures_has_none_any_more(note: Project) -> None:
    note.write("ub/gjovik.md", "---\nenhet: ub-gjovik\n---\nTekst.\n")
    assert len(tables(note.analyse())["Ikke lenger ført opp"]) == 4


def test_contributions_of_no_unit_are_compared_too(note: Project) -> None:
    note.write("ub/gjovik.md", of_gjovik(NOW).replace("ub-gjovik", "ukjent"))
    note.write("forrige.json", before(unit(None, None, *BEFORE)))
    assert {row[1] for rows in tables(note.analyse()).values() for row in rows} == {
        "Uplasserte bidrag"
    }


def test_what_no_unit_had_is_gone_where_all_texts_have_a_unit(note: Project) -> None:
    note.write("forrige.json", before(unit(None, None, *BEFORE)))
    analysis = note.analyse()
    rows = tables(analysis)["Ikke lenger ført opp"]
    assert [row[:2] for row in rows] == [
        [measure["navn"], "Uplasserte bidrag"]
        for measure in BEFORE
        if measure["navn"] != "Julebord"
    ]
    assert not any("Ikke sammenlignet" in said for said in paragraphs(analysis))


def test_a_long_text_shows_what_differs(note: Project) -> None:
    long = " ".join(f"ord{number}" for number in range(100))
    fields = {"navn": "A", "status": "pågår", "resultat": long}
    note.write("forrige.json", before(unit("ub-gjovik", "G", fields)))
    new = long.replace("ord50", "nytt")
    note.write("ub/gjovik.md", of_gjovik(f"  - {{navn: A, status: pågår, resultat: {new}}}\n"))
    [[_, _, told]] = tables(note.analyse())["Endret siden sist"]
    around = "… ord45 ord46 ord47 ord48 ord49 {} ord51 ord52 ord53 ord54 ord55 …"
    old, now = (around.format(word) for word in ("ord50", "nytt"))
    assert told == f"Resultat: fra «{old}» til «{now}»"


def test_a_name_is_in_the_language_of_its_text(note: Project) -> None:
    text = of_gjovik("  - {navn: A new screen, status: planlagt}\n", "We have written this text.")
    note.write("ub/gjovik.md", text.replace("tiltak:", "språk: en\ntiltak:", 1))
    blocks = walk(note.analyse().assembly.document.parts[0].blocks)
    table = next(block for block in blocks if isinstance(block, Table))
    [name, unit, *_] = [block for cell in table.rows[0] for block in cell.blocks]
    assert isinstance(name, Paragraph)
    assert isinstance(unit, Paragraph)
    assert (name.language, unit.language) == ("en", "")


# --- where nothing is known -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "record", "code"),
    [
        (ASKING.replace(f"forrige: {RECORD}\n", ""), b"", "ARK529"),
        (ASKING, None, "ARK530"),
        (ASKING, b"{}", "ARK530"),
        (ASKING, b'{"units": [[]]}', "ARK530"),
    ],
)
def test_without_a_record_it_is_told_where_it_was_asked_for(
    note: Project, text: str, record: bytes | None, code: str
) -> None:
    note.note(text)
    (note.root / RECORD).unlink()
    if record is not None:
        note.write("forrige.json", record)
    analysis = note.analyse()
    [found] = [d for d in analysis.diagnostics if d.rule.code == code]
    line = text.split("\n").index("[[endringer]]") + 1
    assert found.span[:3] == ("contributions/notat.md", line, 1)
    blocks = list(analysis.assembly.document.parts[0].blocks)
    assert isinstance(blocks[1], Container)
    assert blocks[1].kind is ContainerKind.PLACEHOLDER
    assert "Teksten." in html_text(note.build("html").outputs["html"])


def test_in_a_contribution_it_stays_text(note: Project) -> None:
    note.write("ub/gjovik.md", of_gjovik(NOW, "[[endringer]]"))
    analysis = note.analyse()
    assert "ARK210" in codes(analysis)
    assert "[[endringer]]" in paragraphs(analysis)


def test_a_note_that_does_not_ask_is_told_nothing(note: Project) -> None:
    note.note(ASKING.replace("[[endringer]]", "Tekst."))
    assert not tables(note.analyse())


def test_a_hostile_record_is_only_text_and_takes_no_time(note: Project) -> None:
    odd = {"navn": "<b>\u202e[x](y) {units}\x1b", "status": "{n}", "frist": "1.1.1", "x": "y",
           "resultat": ["liste"]}  # fmt: skip
    data = before(unit("ub-gjovik", "G", odd), unit("u{n}", "U{unit}", odd), case=[1])
    note.write("forrige.json", data)
    assert ["<b>[x](y) {units}", "Seksjon Gjøvik", "{n}"] in tables(note.analyse())[
        "Ikke lenger ført opp"
    ]
    assert "&lt;b&gt;" in note.build("html").outputs["html"].decode()

    def with_many(number: int) -> float:
        many = [{"navn": "A", "status": "planlagt", "frist": str(n)} for n in range(number)]
        note.write("forrige.json", before(*(unit("ub-gjovik", "G", m) for m in many)))
        sources = load(note.root)
        return cost(lambda: analyse(sources), times=1)

    assert with_many(8000) < 8 * with_many(2000) + 1


# --- languages, and what is remembered ------------------------------------------------------------


@pytest.mark.parametrize("language", WORDS)
def test_it_is_said_in_the_languages_of_notes(note: Project, language: str) -> None:
    note.note(ASKING.replace("enheter:", f"språk: {language}\nenheter:", 1))
    analysis = note.analyse()
    said, shown = WORDS[language].change, tables(analysis)
    assert list(shown) == [said.new_table, said.completed_table, said.changed_table,
                           said.gone_table, said.closed_table]  # fmt: skip
    assert len(shown) == len(ChangeKind)
    assert WORDS[language].measure.completed in str(shown)
    assert "{" not in str([*shown.items(), paragraphs(analysis)])


def test_a_save_of_the_record_shows_and_a_save_of_a_text_leaves_the_introduction(
    note: Project,
) -> None:
    cache = Cache()
    first = analyse(load(note.root), cache).assembly.document.parts[0]
    note.write("ub/gjovik.md", of_gjovik(NOW, "En annen tekst."))
    assert analyse(load(note.root), cache).assembly.document.parts[0] is first
    note.write("forrige.json", before(unit("ub-gjovik", "G", *BEFORE[:2])))
    changed = analyse(load(note.root), cache)
    assert tables(changed) == tables(note.analyse())
    assert len(tables(changed)["Nye tiltak"]) == 2
