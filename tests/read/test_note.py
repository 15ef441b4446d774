"""notat.md in, a Note out, or ArkdocError where there is none to build."""

from __future__ import annotations

import unicodedata
from datetime import date as Date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.note import Expectation, Note, Suppression
from arkdoc.read.note import read_note

PATH = "contributions/notat.md"
UNITS = "enheter: [{id: ub, navn: Universitetsbiblioteket}]"
LEAST = f"saksnr: 11/19\ntittel: Status\nfra: Prorektor\ndato: 2019-02-27\n{UNITS}"
WHOLE = """\
---
saksnr: 11/19                   # required; text
arkivsaksnr: 2019/5432
tittel: Status Arbeidsmiljøundersøkelsen 2017     # required
sakstype: informasjon/drøfting  # or a list
fra: Prorektor                  # required
til: Losam BU
kopi: [Hovedverneombudet]
saksansvarlig: Prorektor for utdanning
saksbehandler: Seksjonsleder
referanse: "2019/5432"
dato: 2019-02-27                # the note's date
møtedato: 2019-03-04
bidragsfrist: 2019-02-25        # when contributions are due
språk: nb                       # nb (default), nn, en, se
innholdsfortegnelse: auto       # auto (from the number of headings), ja, nei
typografi: ja
tillat: [ARK431]                # rules silenced for the whole note
personvern: {minstegruppe: 12}
offentlighet: unntatt           # or offentlig
hjemmel: "offl. § 13, jf. fvl. § 13 første ledd nr. 1"
vedlegg: ["Tiltaksplan UB"]     # a numbered list at the end
forrige: contributions/forrige.json
tilgang: [saksbehandler@ub.example]
adgang_til: 2019-03-18          # when units' addresses end
ledetråder:                     # guiding questions
  - "Hensikt: Hva ønsket vi å oppnå?"
enheter:                        # required
  - id: studieadministrasjon
    navn: Avd. for studieadministrasjon
    ansatte: 80                 # optional
    kontakt: "Leder, leder@ub.example"
    låst: ja
  - id: ub
    navn: Universitetsbiblioteket
    bidrag: påkrevd             # a text of its own
    enheter:
      - {id: ub-aalesund, navn: Seksjon Ålesund}
      - {id: ub-gjovik, navn: Seksjon Gjøvik, bidrag: valgfritt}
---
The introduction, in Markdown.

[[bidrag]]
"""


def read(fields: str) -> Note:
    return read_note(PATH, f"---\n{fields}\n---\nInnledning.\n".encode())


def found(note: Note) -> list[str]:
    return [
        f"{d.rule.code} {d.span.line}:{d.span.column}"
        for d in sorted(note.diagnostics, key=lambda d: d.span)
    ]


def units(text: str) -> Note:
    return read(LEAST.replace(UNITS, "enheter:\n" + text))


def test_the_contract_s_example() -> None:
    note = read_note(PATH, WHOLE.encode())
    assert found(note) == ["ARK520 5:11"]  # a proposal is all that it lacks
    assert note.case_number == "11/19"
    assert note.head == (
        ("til", "Losam BU"),
        ("kopi", "Hovedverneombudet"),
        ("fra", "Prorektor"),
        ("saksansvarlig", "Prorektor for utdanning"),
        ("saksbehandler", "Seksjonsleder"),
        ("dato", Date(2019, 2, 27)),
        ("møtedato", Date(2019, 3, 4)),
        ("arkivsaksnr", "2019/5432"),
        ("referanse", "2019/5432"),
    )
    assert note.title == "Status Arbeidsmiljøundersøkelsen 2017"
    assert note.case_types == ("informasjon", "drøfting")
    assert (note.sender, note.to, note.copy) == (
        "Prorektor", ("Losam BU",), ("Hovedverneombudet",)
    )  # fmt: skip
    assert (note.responsible, note.officer) == ("Prorektor for utdanning", "Seksjonsleder")
    assert note.date == Date(2019, 2, 27)
    assert note.deadline == Date(2019, 2, 25)
    assert (note.language, note.contents, note.typography) == ("nb", "auto", True)
    assert note.suppressions == (Suppression("ARK431"),)
    assert note.smallest_group == 12
    assert (note.exempt, note.exemption[:10]) == (True, "offl. § 13")
    assert [each.text for each in note.attachments] == ["Tiltaksplan UB"]
    assert note.prompts == ("Hensikt: Hva ønsket vi å oppnå?",)
    assert [(u.id, u.expects.value, u.staff) for u in note.all_units] == [
        ("studieadministrasjon", "påkrevd", 80),
        ("ub", "påkrevd", None),
        ("ub-aalesund", "påkrevd", None),
        ("ub-gjovik", "valgfritt", None),
    ]
    assert note.previous == "contributions/forrige.json"
    assert (note.secretariat, note.open_until) == (
        ("saksbehandler@ub.example",), Date(2019, 3, 18)
    )  # fmt: skip
    assert [(u.contacts, u.locked) for u in note.units] == [
        (("Leder, leder@ub.example",), True), ((), False)
    ]  # fmt: skip
    assert note.units[1].span[1:] == (34, 9, 34, 11)
    assert note.units[1].name_span[1:3] == (35, 11)
    assert len(note.body.blocks) == 2


def test_the_least_there_is() -> None:
    note = read(LEAST)
    assert note.diagnostics == ()
    assert (note.language, note.contents, note.typography) == ("nb", "auto", True)
    assert (note.to, note.copy, note.case_types, note.exempt) == ((), (), (), False)


def test_contacts_are_a_text_or_a_list_and_never_repeated() -> None:
    note = units(
        "  - {id: a, navn: A, kontakt: [Leder, verneombud@ub.example]}\n"
        "  - {id: b, navn: B, kontakt: Leder}\n"
        "  - {id: c, navn: C, kontakt: {leder@ub.example: x}}\n"
    )
    assert [unit.contacts for unit in note.units[:2]] == [
        ("Leder", "verneombud@ub.example"), ("Leder",)
    ]  # fmt: skip
    assert "ub.example" not in repr(note)


def test_short_names() -> None:
    note = read(
        f"Sak: xx/19\nTittel: Status\nfra: P\ndato: 27.02.19\ntype: [Drøfting, vedtak]\n"
        f"møte: 4. mars 2019\nfrist: 25.2.2019\ninnhold: nei\nspråk: Nynorsk\n{UNITS}"
    )
    assert found(note) == ["ARK520 6:7"]
    assert (note.case_number, note.contents, note.language) == ("xx/19", "nei", "nn")
    assert note.case_types == ("drøfting", "vedtak")
    assert (dict(note.head)["møtedato"], note.deadline) == (Date(2019, 3, 4), Date(2019, 2, 25))


def test_names_and_ids_in_any_unicode_form() -> None:
    text = unicodedata.normalize("NFD", f"{LEAST}\nmøtedato: 2019-03-04\nspråk: bokmål")
    note = read(text.replace("{id: ub,", "{id: ub-å" + ","))
    assert note.diagnostics == ()
    assert dict(note.head)["møtedato"] == Date(2019, 3, 4)
    assert note.units[0].id == "ub-å"


def test_a_second_colon_in_the_commonest_title() -> None:
    note = read(LEAST.replace("Status", "SAK 11/19: Status"))
    assert note.title == "SAK 11/19: Status"
    assert found(note) == ["ARK109 3:18"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sakstype: informasjon/prat", ["ARK105 7:23"]),
        ("sakstype: [orientering, prat]", ["ARK105 7:25"]),
        ("typografi: kanskje", ["ARK105 7:12"]),
        ("innhold: av og til", ["ARK105 7:10"]),
        ("personvern: 12", ["ARK103 7:13"]),
        ("personvern: {minstegruppe: mange}", ["ARK103 7:28"]),
        ("personvern: {minste: 3}", ["ARK101 7:14"]),
        ("offentlighet: unntatt", ["ARK104 7:15"]),
        ("offentlighet: hemmelig", ["ARK105 7:15"]),
        ("tillat: ARK43", []),
        ("tillat: [ark431, ARK432]", []),
        ("tillat: [{regel: ARK431, enhet: ub, grunn: avklart}]", []),
        ("tillat: [{enhet: ub}]", ["ARK104 7:11"]),
        ("tillat: [[ARK431]]", ["ARK103 7:10"]),
        ("møtedato: 2019-02-30", ["ARK130 7:11"]),
        ("til: {a: b, c: d}", ["ARK103 7:6"]),
        ("til: [{a: [b]}]", ["ARK103 7:7"]),
        ("kopi: [Status: den nye]", ["ARK109 7:14"]),
        ("referanse: [a, b]", ["ARK103 7:12"]),
        ("saksnummer: 12/19", ["ARK101 7:1"]),
        ("sak: 12/19", ["ARK102 7:1"]),
    ],
)
def test_faults_in_fields(text: str, expected: list[str]) -> None:
    assert found(read(f"{LEAST}\n{text}")) == expected


def test_what_is_faulty_is_kept() -> None:
    assert read(f"{LEAST}\nsakstype: informasjon/prat").case_types == ("informasjon", "prat")
    assert dict(read(f"{LEAST}\nreferanse: [a, b]").head)["referanse"] == "a, b"
    assert read(f"{LEAST}\ntil: [{{a: [b, c]}}]").to == ("a: b, c",)
    assert read(f"{LEAST}\nkopi: [Status: den nye]").copy == ("Status: den nye",)
    assert read(f"{LEAST}\nledetråder:\n  - Hensikt: Hva?").prompts == ("Hensikt: Hva?",)


def test_in_doubt_a_note_is_exempt() -> None:
    note = read(f"{LEAST}\noffentlighet: unntatt etter offl. § 13\nhjemmel: offl. § 13")
    assert note.exempt
    assert found(note) == ["ARK105 7:15"]


def test_no_date_and_no_sender() -> None:
    note = read(f"saksnr: 11/19\ntittel: Status\n{UNITS}")
    assert sorted(found(note)) == ["ARK104 2:1", "ARK509 2:1"]
    assert found(read(LEAST.replace("2019-02-27", "2019-02-30"))) == ["ARK130 5:7"]


@pytest.mark.parametrize(
    ("text", "expected", "ids"),
    [
        ("  - {id: a, navn: A}\n  - {id: A, navn: B}", ["ARK508 8:10"], ["a"]),
        ("  - navn: Seksjon Ålesund", ["ARK104 7:5"], ["seksjon-aalesund"]),
        ("  - {id: Æ Ø, navn: A}", ["ARK119 7:10"], ["ae-o"]),
        ("  - {id: '!', navn: A}", ["ARK119 7:11"], ["enhet-1"]),
        ("  - id: ub", ["ARK104 7:5"], ["ub"]),
        ("  - ub", ["ARK103 7:5"], ["ub"]),
        ("  id: ub\n  navn: Én enhet", [], ["ub"]),
        ("  - {id: a, navn: A, bidrag: kanskje}", ["ARK105 7:30"], ["a"]),
        ("  - {id: a, navn: A, ansatte: mange}", ["ARK103 7:31"], ["a"]),
        ("  - {id: a, navn: A, leder: B}", ["ARK101 7:22"], ["a"]),
        ("  - {id: a, navn: A, enheter: [{id: a, navn: B, enheter: [{id: c, navn: C}]}]}",
         ["ARK508 7:37"], ["a", "c"]),
    ],
)  # fmt: skip
def test_units(text: str, expected: list[str], ids: list[str]) -> None:
    note = units(text)
    assert found(note) == expected
    assert [unit.id for unit in note.all_units] == ids


def test_what_is_expected_of_units() -> None:
    note = units(
        "  - {id: a, navn: A, bidrag: Ingen merknader}\n"
        "  - {id: b, navn: B, bidrag: ikkje levert}\n"
        "  - id: c\n    navn: C\n    ansatte: 1 200\n    enheter:\n      - {id: d, navn: D}\n"
    )
    assert note.diagnostics == ()
    assert [unit.expects for unit in note.all_units] == [
        Expectation.NO_REMARKS,
        Expectation.NOT_DELIVERED,
        Expectation.OPTIONAL,
        Expectation.REQUIRED,
    ]
    assert note.units[2].staff == 1200


def test_deep_trees() -> None:
    def tree(depth: int) -> str:
        below = f", enheter: [{tree(depth - 1)}]" if depth > 1 else ""
        return f"{{id: e{depth}, navn: E{below}}}"

    assert len(units(f"  - {tree(9)}").all_units) == 9
    with pytest.raises(ArkdocError) as raised:
        units(f"  - {tree(30)}")
    assert raised.value.diagnostics[0].rule.code == "ARK115"


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (b"", "ARK104 1:1"),
        (b"Bare tekst.\n", "ARK104 1:1"),
        (b"---\ntittel: A\n---\n", "ARK104 2:1"),
        (f"---\nsaksnr:\ntittel: A\n{UNITS}\n---\n".encode(), "ARK104 2:1"),
        (b"---\nsaksnr: 1\ntittel: A\nenheter: []\n---\n", "ARK104 4:1"),
        (b"---\nsaksnr: 1\ntittel: A\nenheter: ''\n---\n", "ARK104 4:1"),
        (b'---\nsaksnr: "1\ntittel: A\n---\n', "ARK107 2:9"),
        (b"PK\x03\x04word/", "ARK116 1:1"),
        (b"\x81\0", "ARK116 1:1"),
        (b"a" * 2_000_000, "ARK114 1:1"),
        (f"---\nukjent: x\nsaksnr: 1\n{UNITS}\n---\n".encode(), "ARK104 2:1"),
    ],
)
def test_no_note_to_build(data: bytes, first: str) -> None:
    with pytest.raises(ArkdocError) as raised:
        read_note(PATH, data)
    diagnostic = raised.value.diagnostics[0]
    assert f"{diagnostic.rule.code} {diagnostic.span.line}:{diagnostic.span.column}" == first
    assert "\n" not in raised.value.message.format(**raised.value.arguments)


def read_any(data: bytes) -> None:
    try:
        note = read_note(PATH, data)
    except ArkdocError:
        return
    assert note.case_number
    assert note.title
    assert note.units


@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_bytes_are_read(data: bytes) -> None:
    read_any(data)


VALUES = st.text(alphabet="ab1:-[]{},\"'&*!|>#\n æ\u00a0\t", max_size=20)


@given(st.sampled_from([line.split(":")[0] for line in WHOLE.splitlines() if line[:1].isalpha()]),
       VALUES)  # fmt: skip
def test_any_value_is_read(name: str, value: str) -> None:
    read_any(f"---\n{LEAST}\n{name}: {value}\n---\n".encode())
    read_any(f"---\n{name}: {value}\n{LEAST}\n---\n".encode())


@given(VALUES, VALUES)
def test_any_unit_is_read(unit_id: str, name: str) -> None:
    read_any(f"---\n{LEAST}\n  - id: {unit_id}\n    navn: {name}\n---\n".encode())
