"""A Word file's clues → its unit: the five ways in their order, conflicts, and never a wrong unit."""

from __future__ import annotations

import pytest

from arkdoc.assemble.assemble import assemble
from arkdoc.assemble.unit_clues import with_unit
from arkdoc.language.messages import in_language
from arkdoc.model.cache import Cache
from arkdoc.model.nodes import Paragraph, Text
from arkdoc.model.note import Body, ClueKind, Contribution, Files, Note, State, UnitClue
from arkdoc.model.source import NOWHERE, Span, start_of
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note
from arkdoc.read.word.contribution import read_word_contribution
from arkdoc.units.index import UnitIndex
from tests.support.word_packages import p, r, table, word_file

CONTROL, PROPERTY, FIELD, TITLE, FILE = ClueKind
PATH = "contributions/Dokument1.docx"
UNITS = """\
  - {id: studieadministrasjon, navn: Avd. for studieadministrasjon}
  - {id: studenttjenester, navn: Avd. for studenttjenester}
  - id: ub
    navn: Universitetsbiblioteket
    enheter:
      - {id: ub-aalesund, navn: Seksjon Ålesund}
      - {id: ub-gjovik, navn: Seksjon Gjøvik}
  - {id: hf, navn: Det humanistiske fakultet}
"""


def a_note(units: str = UNITS, title: str = "Status Arbeidsmiljøundersøkelsen 2017") -> Note:
    text = f"---\nsaksnr: 11/19\ntittel: {title}\nfra: Prorektor\nenheter:\n{units}---\n"
    return read_note("contributions/notat.md", text.encode())


NOTE = a_note()


def word(*clues: tuple[ClueKind, str], path: str = PATH) -> Contribution:
    """A Word file with these clues, each at a paragraph of its own; the file's name is another."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    told = tuple(
        UnitClue(kind, text, NOWHERE if kind is PROPERTY else Span(path, n, 1, n, len(text) + 1))
        for n, (kind, text) in enumerate(clues, 1)
    )
    text = Paragraph((Text("Vi har begynt."),), start_of(path))
    return Contribution(
        path, "0" * 64, "", start_of(path), Body((text,)), clues=(*told, UnitClue(FILE, stem))
    )


def unit_of(contribution: Contribution, note: Note = NOTE) -> str:
    """The id of the unit that the settled contribution is placed at, or nothing."""
    settled = with_unit(contribution, note)
    found = UnitIndex(note.units).named(settled.unit)
    return found[0].id if len(found) == 1 else ""


def said(contribution: Contribution, note: Note = NOTE) -> list[str]:
    return [d.rule.code for d in with_unit(contribution, note).diagnostics]


def by_file_name(name: str, note: Note = NOTE) -> str:
    return unit_of(word(path=f"contributions/{name}"), note)


# --- the ways, one by one --------------------------------------------------------------------


@pytest.mark.parametrize("kind", [CONTROL, PROPERTY, FIELD, TITLE], ids=lambda kind: kind.name)
@pytest.mark.parametrize("text", ["Seksjon Gjøvik", "seksjon  GJØVIK", "Seksjon Gjo\u0308vik".replace("o\u0308", "ø"), "Seksjon\u00a0Gjøvik", "Seksjon Gjøvik.", "«Seksjon Gjøvik»"])  # fmt: skip
def test_each_way_finds_the_unit_by_itself(kind: ClueKind, text: str) -> None:
    contribution = word((kind, text))
    assert unit_of(contribution) == "ub-gjovik"
    assert said(contribution) == []


@pytest.mark.parametrize("kind", [CONTROL, PROPERTY, FIELD], ids=lambda kind: kind.name)
def test_a_claim_may_be_the_short_name(kind: ClueKind) -> None:
    assert unit_of(word((kind, "ub-gjovik"))) == "ub-gjovik"
    assert unit_of(word((kind, "UB"))) == "ub"


@pytest.mark.parametrize("name", [
    "Seksjon Gjøvik.docx", "ub-gjovik.docx", "UB-Gjøvik.DOCX", "Status Gjøvik.docx",
    "Status UB Gjøvik v2 endelig.docx", "status_gjovik_2019-02-20.docx", "Gjoevik.docx",
    "Bidrag fra Seksjon Gjøvik til Losam.docx", "2019 Seksjon Gjøvik (1).docx",
    "Seksjon Gjøvik - Kari sine rettelser.docx", "Status Arbeidsmiljøundersøkelsen 2017 Gjøvik.docm",
    "undermappe/Gjøvik.docx",
])  # fmt: skip
def test_a_file_name_that_holds_one_unit(name: str) -> None:
    assert by_file_name(name) == "ub-gjovik"


@pytest.mark.parametrize(("name", "unit"), [
    ("Status UB.docx", "ub"), ("Universitetsbiblioteket 2019.docx", "ub"),
    ("HF.docx", "hf"), ("Status HF Kari.docx", "hf"), ("status-hf.docx", "hf"),
    ("Ålesund.docx", "ub-aalesund"), ("aalesund.docx", "ub-aalesund"), ("Alesund.docx", "ub-aalesund"),
    ("Avdeling for studieadministrasjon.docx", "studieadministrasjon"),
    ("Studenttjenester - status.docx", "studenttjenester"),
])  # fmt: skip
def test_other_units_by_their_file_names(name: str, unit: str) -> None:
    assert by_file_name(name) == unit


# --- never a wrong one -----------------------------------------------------------------------


@pytest.mark.parametrize("name", [
    "Dokument1.docx", "Status.docx", "Status HFs innspill.docx", "hf ola nordmann.docx",
    "Seksjon Hamar.docx", "Avd. for HR.docx", "Avdeling for studier.docx", "Seksjon.docx",
    "Gjøvik og Ålesund.docx", "Seksjon Gjøvik og Seksjon Ålesund.docx", "UB og HF.docx",
    "UB og Gjøvik.docx", "Gjøvik HR.docx", "Gjøvikregionen.docx", "Universitetet.docx",
    "Universitetsbiblioteket Seksjon Gjøvik og Ålesund.docx", "Pub.docx", "notat fra hf-kurset.docx",
    "Seksjon Ålesund studenttjenester.docx", "Det.docx", "For.docx",
    "Status Arbeidsmiljøundersøkelsen 2017.docx", "....docx", "ub ub-aalesund ub-gjovik.docx",
])  # fmt: skip
def test_a_file_name_that_is_not_clear_names_none(name: str) -> None:
    contribution = word(path=f"contributions/{name}")
    assert unit_of(contribution) == ""
    assert said(contribution) == ["ARK605"]


def test_names_inside_other_names() -> None:
    note = a_note(
        "  - {id: gjovik, navn: Gjøvik}\n  - {id: seksjon-gjovik, navn: Seksjon Gjøvik}\n"
        "  - {id: ubg, navn: UB Gjøvik}\n"
    )
    assert by_file_name("Status Gjøvik.docx", note) == "gjovik"
    assert by_file_name("Status Seksjon Gjøvik v2.docx", note) == "seksjon-gjovik"
    assert by_file_name("Status UB Gjøvik v2 endelig.docx", note) == "ubg"
    assert by_file_name("Gjøvik og UB Gjøvik.docx", note) == ""
    assert unit_of(word((TITLE, "Gjøvik")), note) == "gjovik"


def test_a_short_name_of_the_unit_above_with_a_word_of_the_unit_itself() -> None:
    note = a_note(
        "  - id: ub\n    navn: Universitetsbiblioteket\n    enheter:\n"
        "      - {id: bibliotek-1, navn: Seksjon Gjøvik}\n      - {id: bibliotek-2, navn: Seksjon Ålesund}\n"
        "  - {id: it, navn: IT-avdelingen}\n"
    )
    assert by_file_name("Status UB Gjøvik v2 endelig.docx", note) == "bibliotek-1"
    assert by_file_name("UB, blant annet Gjøvik.docx", note) == ""
    assert by_file_name("what it is about.docx", note) == ""
    assert by_file_name("IT.docx", note) == "it"


def test_two_units_with_one_name() -> None:
    note = a_note(
        "  - id: nord\n    navn: Nord\n    enheter: [{id: stab-nord, navn: Staben}]\n"
        "  - id: soer\n    navn: Sør\n    enheter: [{id: stab-soer, navn: Staben}]\n"
    )
    assert by_file_name("Staben.docx", note) == ""
    assert unit_of(word((TITLE, "Staben")), note) == ""
    assert (
        unit_of(word((TITLE, "Staben"), path="contributions/stab-nord.docx"), note) == "stab-nord"
    )
    claimed = with_unit(word((FIELD, "Staben")), note)
    assert claimed.unit == "Staben"  # which assembling reports as ARK511, as for Markdown
    assert claimed.diagnostics == ()


@pytest.mark.parametrize("text", ["Status", "UB", "Status Seksjon Gjøvik", "Seksjon Gjøvik 2019", "Om Gjøvik", "Gjøvik"])  # fmt: skip
def test_a_title_must_be_the_name_itself(text: str) -> None:
    assert unit_of(word((TITLE, text))) == ""


def test_the_title_of_the_note_is_no_unit() -> None:
    note = a_note("  - {id: hms, navn: HMS}\n  - {id: hr, navn: HR}\n", title="HMS")
    assert unit_of(word((TITLE, "HMS")), note) == ""
    assert unit_of(word((TITLE, "HMS"), path="contributions/HR.docx"), note) == "hr"
    assert by_file_name("HMS.docx", note) == ""
    assert unit_of(word((FIELD, "HMS")), note) == "hms"


@pytest.mark.parametrize("text", ["", "  ", "Velg", "Klikk eller trykk her for å skrive inn tekst.", "Velg et element.", "[Enhet]", "Enhet", "……", "____", "Choose an item.", "<skriv enhet her>"])  # fmt: skip
def test_a_claim_that_nobody_has_filled_in_is_no_answer(text: str) -> None:
    contribution = word((CONTROL, text), (FIELD, "Seksjon Gjøvik"))
    assert unit_of(contribution) == "ub-gjovik"
    assert said(contribution) == []


@pytest.mark.parametrize("kind", [CONTROL, PROPERTY, FIELD], ids=lambda kind: kind.name)
def test_an_unknown_claim_never_falls_through(kind: ClueKind) -> None:
    contribution = with_unit(word((kind, "Seksjon Gjøvk"), (TITLE, "Seksjon Ålesund"),
                                  path="contributions/HF.docx"), NOTE)  # fmt: skip
    assert contribution.unit == "Seksjon Gjøvk"
    assert contribution.diagnostics == ()
    findings = assemble(NOTE, [contribution], Files({}, frozenset())).diagnostics
    unknown = next(d for d in findings if d.rule.code == "ARK503")
    assert dict(unknown.args)["suggestion"] == "Seksjon Gjøvik"
    assert unknown.span == contribution.unit_span


# --- several ways at once --------------------------------------------------------------------


def test_the_ways_in_their_order() -> None:
    ways = [
        (CONTROL, "HF"),
        (PROPERTY, "UB"),
        (FIELD, "Seksjon Gjøvik"),
        (TITLE, "Seksjon Ålesund"),
    ]
    for first, unit in enumerate(("hf", "ub", "ub-gjovik", "ub-aalesund")):
        contribution = word(*ways[first:], path="contributions/Studenttjenester.docx")
        assert unit_of(contribution) == unit
        assert said(contribution) == ["ARK604"] * (4 - first)


def test_a_contradiction_is_told_where_it_stands() -> None:
    contribution = with_unit(word((FIELD, "Seksjon Gjøvik"), (TITLE, "Seksjon Ålesund")), NOTE)
    (finding,) = contribution.diagnostics
    assert finding.rule.code == "ARK604"
    assert finding.span.line == 2
    assert contribution.unit_span.line == 1
    assert in_language("nb").message(finding) == (
        "Tittelen eller en overskrift sier at teksten er fra Seksjon Ålesund. Vi bruker "
        "Seksjon Gjøvik, som står i linjen «Enhet»."
    )


def test_an_unknown_claim_that_counts_less_is_told() -> None:
    contribution = word((CONTROL, "Seksjon Gjøvik"), (FIELD, "Seksjon Hamar"))
    assert unit_of(contribution) == "ub-gjovik"
    assert said(contribution) == ["ARK604"]


def test_what_says_the_same_is_not_told() -> None:
    contribution = word((CONTROL, "ub-gjovik"), (PROPERTY, "Seksjon Gjøvik"), (FIELD, "UB-gjovik"),
                        (TITLE, "SEKSJON GJØVIK"), path="contributions/Gjøvik.docx")  # fmt: skip
    assert unit_of(contribution) == "ub-gjovik"
    assert said(contribution) == []


def test_the_first_heading_answers_where_the_title_is_none() -> None:
    contribution = with_unit(word((TITLE, "Status 2019"), (TITLE, "Seksjon Gjøvik")), NOTE)
    assert contribution.unit == "Seksjon Gjøvik"
    assert contribution.unit_span.line == 2


def test_a_title_and_a_heading_of_two_units_give_none() -> None:
    contribution = with_unit(word((TITLE, "Universitetsbiblioteket"), (TITLE, "Seksjon Gjøvik"),
                                  path="contributions/HF.docx"), NOTE)  # fmt: skip
    assert contribution.unit == ""
    (finding,) = contribution.diagnostics
    assert finding.rule.code == "ARK605"
    assert "Det kan være fra Universitetsbiblioteket, Seksjon Gjøvik." in in_language("nb").message(finding)  # fmt: skip


def test_the_file_name_decides_between_a_title_and_a_heading() -> None:
    clues = (TITLE, "Universitetsbiblioteket"), (TITLE, "Seksjon Gjøvik")
    assert unit_of(word(*clues, path="contributions/UB.docx")) == "ub"


def test_two_claims_of_one_kind_that_differ_give_none() -> None:
    contribution = word((CONTROL, "UB"), (CONTROL, "Seksjon Gjøvik"))
    assert unit_of(contribution) == ""
    assert said(contribution) == ["ARK605"]
    assert unit_of(word((CONTROL, "UB"), (CONTROL, "Universitetsbiblioteket"))) == "ub"


# --- what becomes of it ----------------------------------------------------------------------


def test_without_a_unit_the_hint_says_what_to_type_in_word() -> None:
    contribution = with_unit(word(), NOTE)
    (finding,) = contribution.diagnostics
    translator = in_language("nb")
    assert "Ingenting i dokumentet nevner en enhet." in translator.message(finding)
    assert "«Enhet: Avd. for studieadministrasjon»" in translator.hint(finding)
    assembly = assemble(NOTE, [contribution], Files({}, frozenset()))
    assert "ARK118" not in [d.rule.code for d in assembly.diagnostics]
    assert assembly.deliveries[-1].state is State.UNPLACED


def test_a_settled_unit_has_delivered() -> None:
    contribution = with_unit(word((TITLE, "Seksjon Gjøvik")), NOTE)
    deliveries = assemble(NOTE, [contribution], Files({}, frozenset())).deliveries
    assert [d.unit.id for d in deliveries if d.unit and d.paths] == ["ub-gjovik"]


def test_nothing_is_made_anew_while_nothing_changes() -> None:
    cache = Cache()
    contribution = word((TITLE, "Seksjon Gjøvik"))
    settled = with_unit(contribution, NOTE, cache)
    assert with_unit(contribution, a_note(), cache) is settled  # notat.md read anew, the same units
    other = a_note(UNITS.replace("Seksjon Gjøvik", "Seksjon Hamar"))
    assert with_unit(contribution, other, cache).unit == ""
    assert with_unit(settled, NOTE) == settled


def test_markdown_is_left_alone() -> None:
    markdown = read_contribution("contributions/gjovik.md", b"Tekst.\n")
    assert with_unit(markdown, NOTE) is markdown


# --- from the file itself --------------------------------------------------------------------

NAME, PROSE = p("Seksjon Gjøvik"), p("Sosialkomiteen er i gang igjen, og vi har hatt tre møter.")
CONTROLLED = (
    '<w:sdt><w:sdtPr><w:tag w:val="enhet"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
)


@pytest.mark.parametrize(("body", "custom"), [
    ([CONTROLLED.format(NAME), PROSE], {}), ([p(CONTROLLED.format(r("Seksjon Gjøvik"))), PROSE], {}),
    ([PROSE], {"enhet": "ub-gjovik"}), ([p("Enhet: Seksjon Gjøvik"), PROSE], {}),
    ([table(["Enhet", "Seksjon Gjøvik"], ["Dato", "20.02.2019"]), PROSE], {}),
    ([p("Seksjon Gjøvik", "Tittel"), PROSE], {}), ([p("Status", "Tittel"), p("Seksjon Gjøvik", "Overskrift1"), PROSE], {}),
    ([p("Seksjon Gjøvik", "Overskrift2"), PROSE], {}), ([p(r("Seksjon Gjøvik", "<w:b/>")), PROSE], {}),
], ids=["control", "control in a line", "property", "line", "table", "title", "first heading after a title",
        "first heading", "bold line"])  # fmt: skip
def test_each_way_in_a_real_file(body: list[str], custom: dict[str, str]) -> None:
    contribution = read_word_contribution(PATH, word_file(*body, custom=custom))
    assert unit_of(contribution) == "ub-gjovik"
    assert "ARK605" not in said(contribution)


def test_a_file_that_can_not_be_read_has_the_unit_of_its_name() -> None:
    contribution = read_word_contribution("contributions/Status Gjøvik.docx", b"PK")
    assert contribution.fault
    assert unit_of(contribution) == "ub-gjovik"
    assert "ARK605" not in said(read_word_contribution(PATH, b"PK"))
