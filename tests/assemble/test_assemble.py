"""Assembling: a note and contributions in, the document, its findings and deliveries out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arkdoc.assemble.assemble import assemble
from arkdoc.assemble.columns import HOUSE
from arkdoc.assemble.counting import texts
from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.diagnostic import in_order
from arkdoc.model.document import Document, Part
from arkdoc.model.nodes import (
    Block,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Emphasis,
    Figure,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Reference,
    Table,
)
from arkdoc.model.note import Assembly, Contribution, Files, Note, State
from arkdoc.model.tree import cell_text, inline_runs, plain_text, walk, walk_inlines
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note
from arkdoc.style.text_width import text_width
from tests.support.project import growth, words

NO_FILES = Files({}, frozenset())
FIELDS = "saksnr: 11/19\ntittel: Status\nfra: Prorektor\ndato: 2019-02-27\n"
UNITS = """\
enheter:
  - {id: adm, navn: Avd. for administrasjon}
  - id: ub
    navn: Universitetsbiblioteket
    bidrag: påkrevd
    enheter:
      - {id: ub-gjovik, navn: Seksjon Gjøvik}
      - {id: ub-aalesund, navn: Seksjon Ålesund, bidrag: valgfritt}
"""
ALL_IN = {"adm": "Fra adm.", "ub": "Fra ub.", "ub-gjovik": "Fra Gjøvik."}


def a_note(text: str = "", *, fields: str = "", units: str = UNITS) -> Note:
    whole = f"---\n{FIELDS}{fields}{units}---\n{text}"
    return read_note("contributions/notat.md", whole.encode())


def from_unit(unit: str, text: str, path: str = "", fields: str = "") -> Contribution:
    whole = f"---\nenhet: {unit}\n{fields}---\n{text}"
    return read_contribution(path or f"contributions/{unit}.md", whole.encode())


def put_together(
    note: Note | None = None, *more: Contribution, files: Files = NO_FILES, **units: str
) -> Assembly:
    """An assembly of `more` and of plain contributions, a text for each unit."""
    given = {name.replace("_", "-"): text for name, text in units.items()}
    plain = [from_unit(unit, text) for unit, text in given.items()]
    return assemble(note or a_note(), [*more, *plain], files)


def full(note: Note | None = None, *more: Contribution, **units: str) -> Assembly:
    """The same, with a text from every unit that is asked for one."""
    whole = {unit.replace("-", "_"): text for unit, text in ALL_IN.items()} | units
    for contribution in more:
        whole.pop(contribution.unit.replace("-", "_"), None)
    return put_together(note, *more, **whole)


def blocks(document: Document) -> Iterator[Block]:
    for part in document.parts:
        yield from walk(part.blocks)
    for note in document.footnotes.values():
        yield from walk(note.blocks)


def inlines(document: Document) -> Iterator[Inline]:
    for block in blocks(document):
        for run in inline_runs(block):
            yield from walk_inlines(run)


def outline(assembly: Assembly) -> list[str]:
    return [
        f"{'#' * block.level} {plain_text(block.inlines)}"
        for block in blocks(assembly.document)
        if isinstance(block, Heading)
    ]


def shown(assembly: Assembly) -> list[str]:
    """Every paragraph, heading and cell, in reading order."""
    return [text for part in assembly.document.parts for text in texts(part.blocks) if text]


def codes(assembly: Assembly) -> list[str]:
    """All but infos, and the pictures that a test does not show."""
    return [
        d.rule.code
        for d in in_order(assembly.diagnostics)
        if d.rule.severity.value != "info" and not d.span.path.endswith(".png")
    ]


def arguments(assembly: Assembly, code: str) -> dict[str, str]:
    return dict(next(d.args for d in in_order(assembly.diagnostics) if d.rule.code == code))


def place(assembly: Assembly, code: str) -> str:
    span = next(d.span for d in in_order(assembly.diagnostics) if d.rule.code == code)
    return f"{span.path}:{span.line}:{span.column}"


def states(assembly: Assembly) -> dict[str, State]:
    return {d.unit.id if d.unit else d.paths[0]: d.state for d in assembly.deliveries}


def check_soundness(document: Document) -> None:
    """What holds of every document, whatever came in."""
    headings = [b for part in document.parts for b in walk(part.blocks) if isinstance(b, Heading)]
    levels = [heading.level for heading in headings]
    assert all(1 <= level <= 5 for level in levels)
    for before, after in zip([0, *levels], levels, strict=False):
        assert after <= before + 1
    ids = [heading.id for heading in headings]
    ids += [b.id for b in blocks(document) if isinstance(b, Table | Figure) and b.caption]
    ids += list(document.footnotes)
    assert all(ids)
    assert not any(character.isspace() for id_ in ids for character in id_)
    assert len(ids) == len(set(ids))
    for inline in inlines(document):
        match inline:
            case Reference():
                assert inline.target in ids
            case Link():
                assert inline.destination.lower().startswith(("http:", "https:", "mailto:"))
            case Image():
                assert inline.source in document.assets
                assert inline.alt or inline.decorative
            case FootnoteReference():
                assert document.footnotes[inline.label].number == inline.number
            case _:
                pass
    assert not any(isinstance(block, Directive) for block in blocks(document))
    assert all(part.blocks for part in document.parts)
    listed = [id_ for b in blocks(document) if isinstance(b, Footnotes) for id_ in b.ids]
    assert sorted(listed) == sorted(document.footnotes)
    for block in blocks(document):
        if isinstance(block, Table):
            assert len(block.widths) == len(block.alignments)
            assert abs(sum(block.widths) - 1) < 1e-6
    assert {entry.target for entry in document.contents} <= set(ids)


# --- order ---------------------------------------------------------------------------------


def test_the_note_follows_the_tree() -> None:
    assembly = full(None, from_unit("ub-aalesund", "Fra Ålesund.", "contributions/a.md"))
    assert shown(assembly) == [
        "Avd. for administrasjon", "Fra adm.", "Universitetsbiblioteket", "Fra ub.",
        "Seksjon Gjøvik", "Fra Gjøvik.", "Seksjon Ålesund", "Fra Ålesund.",
    ]  # fmt: skip
    assert outline(assembly) == [
        "# Avd. for administrasjon", "# Universitetsbiblioteket", "## Seksjon Gjøvik",
        "## Seksjon Ålesund",
    ]  # fmt: skip
    assert codes(assembly) == []
    assert not assembly.document.head.draft
    check_soundness(assembly.document)


@pytest.mark.parametrize(
    "name",
    [
        *("ub-aalesund", "UB-Aalesund", "Seksjon Ålesund", "seksjon  ålesund"),
        *("Seksjon A\u030alesund", "Sek\u00adsjon Åle\u00adsund", "Seksjon\u00a0\u200bÅlesund"),
    ],
)
def test_units_are_named_as_people_write(name: str) -> None:
    assembly = full(None, from_unit(name, "x", "contributions/x.md"))
    assert codes(assembly) == []
    assert states(assembly)["ub-aalesund"] is State.DONE


def test_a_unit_that_is_not_there() -> None:
    stray = from_unit("Seksjon Gjøvk", "Tekst.\n\n# Tiltak\n\nMer.", "contributions/x.md")
    assembly = put_together(None, stray, adm="Tekst.", ub="Tekst.")
    assert codes(assembly) == ["ARK501", "ARK503"]
    assert arguments(assembly, "ARK503")["suggestion"] == "Seksjon Gjøvik"
    assert place(assembly, "ARK503") == "contributions/x.md:2:8"
    assert outline(assembly)[-3:] == ["# Uplasserte bidrag", "## Seksjon Gjøvk", "### Tiltak"]
    assert states(assembly)["contributions/x.md"] is State.UNPLACED
    check_soundness(assembly.document)


def test_no_unit_at_all() -> None:
    assembly = full(None, read_contribution("contributions/ub-gjovik-2.md", b"Tekst.\n"))
    assert codes(assembly) == ["ARK118"]
    assert arguments(assembly, "ARK118")["example"] == "Seksjon Gjøvik"
    assert outline(assembly)[-1] == "## ub-gjovik-2.md"


def test_a_name_that_two_units_share() -> None:
    units = "enheter:\n  - {id: a, navn: Stab}\n  - {id: b, navn: stab}\n"
    assembly = put_together(a_note(units=units), from_unit("Stab", "x"))
    assert "ARK511" in codes(assembly)
    assert arguments(assembly, "ARK511")["known"] == "a, b"


def test_two_contributions_for_one_unit() -> None:
    first = from_unit("adm", "En[^1].\n\n# Tiltak\n\n[^1]: Ett.", "contributions/a.md")
    second = from_unit("adm", "To[^1].\n\n# Tiltak\n\n[^1]: To.", "contributions/b.md")
    assembly = full(None, second, first)
    assert codes(assembly) == ["ARK504"]
    assert place(assembly, "ARK504").startswith("contributions/b.md:2")
    assert arguments(assembly, "ARK504")["other"] == "contributions/a.md"
    assert shown(assembly)[:5] == ["Avd. for administrasjon", "En.", "Tiltak", "To.", "Tiltak"]
    ends = [b.ids for b in blocks(assembly.document) if isinstance(b, Footnotes)]
    assert ends == [("fotnote-1", "fotnote-2")]
    check_soundness(assembly.document)


def test_what_comes_in_any_order_gives_the_same_document() -> None:
    contributions = [
        from_unit(unit, f"# {text}\n\nx[^1]\n\n[^1]: {text}") for unit, text in ALL_IN.items()
    ]
    contributions += [from_unit("ukjent", "a", "contributions/u.md"), from_unit("annet", "b")]
    contributions += [from_unit("adm", "to", "contributions/z.md")]
    first = assemble(a_note(), contributions, NO_FILES)
    for seed in range(5):
        random.Random(seed).shuffle(contributions)
        other = assemble(a_note(), contributions, NO_FILES)
        assert other == first


def test_units_below_the_fifth_level_are_held_there() -> None:
    units = "enheter:\n"
    for depth in range(1, 8):
        indent = "  " * (2 * depth - 1)
        units += f"{indent}- id: u{depth}\n{indent}  navn: Enhet {depth}\n"
        units += f"{indent}  enheter:\n" if depth < 7 else ""
    assembly = put_together(a_note(units=units), u7="# Bakgrunn\n\nTekst.")
    assert [h.count("#") for h in outline(assembly)] == [1, 2, 3, 4, 5, 5, 5, 5]
    assert codes(assembly) == ["ARK205"] * 3
    check_soundness(assembly.document)


# --- what is missing -------------------------------------------------------------------------


def test_a_missing_contribution() -> None:
    assembly = put_together(adm="Tekst.", ub="Tekst.")
    assert codes(assembly) == ["ARK501"]
    assert place(assembly, "ARK501").startswith("contributions/notat.md:")
    assert shown(assembly)[-2:] == ["Seksjon Gjøvik", "Bidrag fra Seksjon Gjøvik er ikke mottatt."]
    box = list(blocks(assembly.document))[-2]
    assert isinstance(box, Container)
    assert box.kind is ContainerKind.PLACEHOLDER
    assert assembly.document.head.draft == "Utkast"


def test_an_empty_subtree_has_one_placeholder() -> None:
    assembly = put_together(adm="Tekst.")
    assert codes(assembly) == ["ARK501", "ARK501"]
    assert outline(assembly) == ["# Avd. for administrasjon", "# Universitetsbiblioteket"]
    assert shown(assembly)[-1] == "Bidrag fra Universitetsbiblioteket er ikke mottatt."


def test_an_optional_unit_without_text_leaves_no_heading() -> None:
    assert "## Seksjon Ålesund" not in outline(full())


def test_an_optional_unit_has_a_heading_for_its_sub_units() -> None:
    units = UNITS.replace("    bidrag: påkrevd\n", "")
    assembly = put_together(a_note(units=units), adm="x", ub_gjovik="y")
    assert codes(assembly) == []
    assert shown(assembly)[2:] == ["Universitetsbiblioteket", "Seksjon Gjøvik", "y"]


@pytest.mark.parametrize(
    ("expects", "text", "state"),
    [
        ("ingen merknader", "Avd. for administrasjon har ingen merknader.", State.NO_REMARKS),
        ("ikke levert", "Avd. for administrasjon har ikke levert bidrag.", State.NOT_DELIVERED),
    ],
)
def test_what_the_secretariat_knows_is_printed(expects: str, text: str, state: State) -> None:
    units = UNITS.replace("administrasjon}", f"administrasjon, bidrag: {expects}}}")
    assembly = put_together(a_note(units=units), ub="x", ub_gjovik="y")
    assert codes(assembly) == []
    assert shown(assembly)[:2] == ["Avd. for administrasjon", text]
    assert states(assembly)["adm"] is state
    assert not assembly.document.head.draft
    delivered = full(a_note(units=units))
    assert codes(delivered) == ["ARK510"]
    assert shown(delivered)[1] == "Fra adm."


@pytest.mark.parametrize("text", ["", "<!-- Her kommer det. -->\n", "[[tiltak]]\n", "#\n\n---\n"])
def test_an_empty_contribution_is_a_missing_one(text: str) -> None:
    assembly = full(adm=text)
    assert codes(assembly) == ["ARK507"]
    assert states(assembly)["adm"] is State.MISSING
    assert shown(assembly)[1] == "Bidraget fra Avd. for administrasjon er tomt."
    assert assembly.document.head.draft == "Utkast"


def test_drafts_and_late_ones() -> None:
    note = a_note(fields="bidragsfrist: 2019-02-20\n")
    fields = "status: utkast\ndato: 21.02.2019\n"
    assembly = full(note, from_unit("adm", "Tekst.", fields=fields))
    assert codes(assembly) == ["ARK502", "ARK505"]
    assert place(assembly, "ARK502") == "contributions/adm.md:3:9"
    assert place(assembly, "ARK505") == "contributions/adm.md:4:7"
    delivery = assembly.deliveries[0]
    assert (delivery.state, delivery.late, delivery.words) == (State.DRAFT, True, (("nb", 1),))
    assert assembly.document.head.draft == "Utkast"


def test_what_can_not_be_read_is_replaced_by_a_placeholder() -> None:
    broken = from_unit("adm", "Tekst.", fields="tiltak: [\n")
    assert broken.fault
    assembly = full(None, broken)
    assert codes(assembly) == [broken.fault.rule.code]
    text = shown(assembly)[1]
    assert text.startswith("Bidraget i contributions/adm.md kan ikke leses (linje ")
    assert states(assembly)["adm"] is State.UNREADABLE
    nowhere = full(None, read_contribution("contributions/x.md", b"%PDF-1.4"))
    assert outline(nowhere)[-2:] == ["# Uplasserte bidrag", "## x.md"]
    assert "x.md kan ikke leses (linje 1): filen" in shown(nowhere)[-1]
    assert nowhere.document.head.draft == "Utkast"
    check_soundness(nowhere.document)


# --- directives --------------------------------------------------------------------------------


def test_the_units_stand_where_the_note_says() -> None:
    assembly = full(
        a_note("# Først\n\nInn[^1].\n\n[[bidrag]]\n\n## Sist\n\nUt[^2].\n\n[^1]: En.\n\n[^2]: To.")
    )
    assert outline(assembly) == [
        "# Først", "# Avd. for administrasjon", "# Universitetsbiblioteket", "## Seksjon Gjøvik",
        "# Sist",
    ]  # fmt: skip
    ends = [b.ids for b in blocks(assembly.document) if isinstance(b, Footnotes)]
    assert ends == [("fotnote-1",), ("fotnote-2",)]
    check_soundness(assembly.document)


def test_sub_units_stand_where_a_contribution_says() -> None:
    assembly = full(ub="# Inn\n\nFør.\n\n[[bidrag]]\n\n## Ut\n\nEtter.")
    assert outline(assembly)[1:] == [
        "# Universitetsbiblioteket", "## Inn", "## Seksjon Gjøvik", "## Ut",
    ]  # fmt: skip
    check_soundness(assembly.document)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[bidarg]]", "ARK209"),
        ("[[innhold]]", "ARK210"),
        ("x\n\n[[bidrag]]", "ARK210"),
        ("x\n\n[[tiltak]]\n\n[[tiltak]]", "ARK210"),
        ("> [[tiltak]]", "ARK210"),
        ("- a\n\n  [[tiltak]]", "ARK210"),
        ("x[^1]\n\n[^1]: [[tiltak]]", "ARK210"),
    ],
)
def test_what_can_not_be_placed_stays_visible(text: str, code: str) -> None:
    assembly = full(adm=text)
    assert codes(assembly) == [code]
    notes = [t for n in assembly.document.footnotes.values() for t in texts(n.blocks)]
    assert any("[[" in text for text in [*shown(assembly), *notes])
    check_soundness(assembly.document)


def test_a_guess_at_a_placeholder() -> None:
    assembly = full(ub="[[bidarg]]")
    assert arguments(assembly, "ARK209") == {
        "text": "[[bidarg]]",
        "suggestion": "[[bidrag]]",
        "known": "[[tiltak]], [[bidrag]]",
    }


def test_attachments() -> None:
    fields = "vedlegg: [Tiltaksplan UB, Referat]\n"
    assembly = full(a_note("Inn.", fields=fields))
    assert outline(assembly)[-1] == "# Vedlegg"
    assert shown(assembly)[-2:] == ["Tiltaksplan UB", "Referat"]
    last = list(blocks(assembly.document))[-3]
    assert isinstance(last, ListBlock)
    assert last.ordered
    placed = full(a_note("[[vedlegg]]\n\n## Så\n\n[[bidrag]]", fields=fields))
    assert outline(placed)[:3] == ["# Vedlegg", "## Så", "# Avd. for administrasjon"]
    named = full(a_note("# Bilag\n\n[[vedlegg]]", fields=fields))
    assert outline(named)[:2] == ["# Bilag", "# Avd. for administrasjon"]
    check_soundness(placed.document)


# --- measures ----------------------------------------------------------------------------------

MEASURES = """\
tiltak:
  - navn: Restarte sosialkomiteen
    status: gjennomført
    hensikt: Flere *møteplasser*
    effekt: delvis
  - navn: Quiz
    status: gjennomføres
"""


def test_measures_as_a_list() -> None:
    assembly = full(None, from_unit("adm", "Tekst.\n\n**Tiltak**", fields=MEASURES))
    assert shown(assembly)[:8] == [
        "Avd. for administrasjon", "Tekst.", "Tiltak",
        "Restarte sosialkomiteen\u2003●\u00a0gjennomført", "Flere møteplasser", "delvis",
        "Quiz\u2003→\u00a0pågår", "Universitetsbiblioteket",
    ]  # fmt: skip
    assert "## Tiltak" in outline(assembly)


def test_measures_as_a_table_in_another_language() -> None:
    fields = f"{MEASURES}visning: tabell\nspråk: en\n"
    assembly = full(None, from_unit("adm", "A.\n\n[[tiltak]]\n\nB.", fields=fields))
    assert shown(assembly)[1:15] == [
        "A.", "Measures", "Measures", "Status", "Purpose", "Effect",
        "Restarte sosialkomiteen", "●\u00a0completed", "Flere møteplasser", "partly",
        "Quiz", "→\u00a0in progress", "B.", "Universitetsbiblioteket",
    ]  # fmt: skip
    check_soundness(assembly.document)


# --- head and contents -------------------------------------------------------------------------


def test_the_head() -> None:
    fields = (
        "sakstype: [informasjon, drøfting]\ntil: Losam BU\nkopi: [Hovedverneombudet, HR]\n"
        "saksansvarlig: Prorektor for utdanning\nsaksbehandler: Seksjonsleder\n"
        'møtedato: 4.3.2019\narkivsaksnr: 2019/5432\nreferanse: "R-1"\n'
        "offentlighet: unntatt\nhjemmel: offl. § 13\n"
    )
    head = full(a_note(fields=fields)).document.head
    assert head.rows == (
        ("Til", "Losam BU"), ("Kopi", "Hovedverneombudet, HR"), ("Fra", "Prorektor"),
        ("Saksansvarlig", "Prorektor for utdanning"), ("Saksbehandler", "Seksjonsleder"),
        ("Dato", "27. februar 2019"), ("Møtedato", "4. mars 2019"),
        ("Arkivsaksnr.", "2019/5432"), ("Referanse", "R-1"),
    )  # fmt: skip
    assert (head.title, head.kicker, head.running) == ("Status", "SAK 11/19", "SAK 11/19 · Status")
    assert (head.case_type, head.date, head.author) == (
        "informasjon/drøfting", "2019-02-27", "Prorektor",
    )  # fmt: skip
    assert head.exemption == "Unntatt offentlighet, jf. offl. §\u00a013"


def first_block(assembly: Assembly) -> Block:
    return assembly.document.parts[0].blocks[0]


def test_contents_when_asked_for() -> None:
    assembly = full(
        a_note("Inn.", fields="innholdsfortegnelse: ja\n"), adm="# A *b*[^1]\n\n[^1]: x"
    )
    assert isinstance(first_block(assembly), Contents)
    entries = [(e.level, plain_text(e.inlines), e.target) for e in assembly.document.contents]
    assert entries[:2] == [(1, "Avd. for administrasjon", "adm"), (2, "A b", "adm-a-b")]
    assert not any(
        isinstance(i, FootnoteReference) for e in assembly.document.contents for i in e.inlines
    )
    check_soundness(assembly.document)


def test_contents_in_their_place() -> None:
    assembly = full(a_note("Inn.\n\n[[innhold]]\n\n[[bidrag]]"))
    assert isinstance(assembly.document.parts[0].blocks[1], Contents)
    assert len(assembly.document.contents) == 3


@pytest.mark.parametrize(
    ("headings", "length", "contents", "expected"),
    [
        (9, 3000, "auto", True),
        (8, 3000, "auto", False),
        (9, 2900, "auto", False),
        (9, 3000, "nei", False),
    ],
)
def test_contents_by_themselves(headings: int, length: int, contents: str, expected: bool) -> None:
    text = "\n\n".join(["# Ord"] * headings) + "\n\n" + "ord " * length
    assembly = full(a_note(fields=f"innholdsfortegnelse: {contents}\n"), adm=text)
    assert bool(assembly.document.contents) is expected
    assert isinstance(first_block(assembly), Contents) is expected


def test_entries_name_their_language() -> None:
    note = a_note(fields="innholdsfortegnelse: ja\n")
    assembly = full(note, from_unit("adm", "# Bakgrunn", fields="språk: nn\n"))
    assert [e.language for e in assembly.document.contents[:2]] == ["", "nn"]
    part = next(p for p in assembly.document.parts if p.unit == "adm")
    assert part.language == "nn"
    assert [b.language for b in part.blocks if isinstance(b, Heading)] == ["nb", ""]


# --- numbers -----------------------------------------------------------------------------------


def test_footnotes_are_numbered_through_the_note() -> None:
    assembly = full(
        a_note("Inn[^a].\n\n[^a]: Innledning."),
        adm="En[^1] og[^b] igjen[^1].\n\n[^1]: Ett.\n\n[^b]: B.",
        ub="En[^1].\n\n[^1]: Et annet.",
    )
    marks = [i for i in inlines(assembly.document) if isinstance(i, FootnoteReference)]
    assert [(m.number, m.occurrence) for m in marks] == [(1, 1), (2, 1), (3, 1), (2, 2), (4, 1)]
    said = {n.number: "".join(texts(n.blocks)) for n in assembly.document.footnotes.values()}
    assert said == {1: "Innledning.", 2: "Ett.", 3: "B.", 4: "Et annet."}
    ends = [b.ids for b in blocks(assembly.document) if isinstance(b, Footnotes)]
    assert ends == [("fotnote-1",), ("fotnote-2", "fotnote-3"), ("fotnote-4",)]
    check_soundness(assembly.document)


def test_captions_are_numbered_by_kind_in_the_language_of_the_part() -> None:
    table = "Tabell: Svar\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    assembly = full(
        None,
        from_unit("ub", table, fields="språk: en\n"),
        adm=f"{table}\n::: liggende\n{table}:::\n\n| uten | tekst |\n|---|---|\n| a | b |\n",
    )
    captions = [b.caption for b in blocks(assembly.document) if isinstance(b, Table) and b.caption]
    assert [c.lead for c in captions] == ["Tabell\u00a01. ", "Tabell\u00a02. ", "Table\u00a03. "]
    check_soundness(assembly.document)


def test_boxes_are_named_in_the_language_of_the_part() -> None:
    text = "::: forslag\nVi foreslår.\n:::\n\n::: merknad\nMerk.\n:::"
    assembly = full(None, from_unit("adm", text, fields="språk: nn\n"))
    labels = [b.label for b in blocks(assembly.document) if isinstance(b, Container)]
    assert labels == ["Framlegg til vedtak", "Merknad"]


def test_columns_fit_and_numbers_stand_to_the_right() -> None:
    assembly = full(
        adm="| Nr | Tiltak | Svar |\n|---|---|:--|\n"
        f"| 1 | {'mange ord ' * 20} | 62,5 % |\n| 1 200 | Kort | – |\n"
    )
    table = next(b for b in blocks(assembly.document) if isinstance(b, Table))
    assert [a.value for a in table.alignments] == ["right", "", "left"]
    narrow, wide, _ = table.widths
    assert narrow < 0.2 < 0.5 < wide


def first_table(text: str) -> Table:
    return next(b for b in blocks(full(adm=text).document) if isinstance(b, Table))


def test_in_a_crowded_table_long_words_are_divided_so_that_short_ones_are_whole() -> None:
    names = ("Tiltak", "Status", "Type", "Område", "Behov", "Hensikt", "Effekt", "Frist")
    cells = (
        "Kompetanseutviklingsprogram", "planlagt", "utvikling", "Organisasjon",
        "arbeidsbelastningen", "arbeidsmiljøundersøkelsen", "delvis", "31.12.2024",
    )  # fmt: skip
    lines = [names, ("---",) * len(names), cells]
    table = first_table("".join(f"| {' | '.join(line)} |\n" for line in lines))
    room = [width * HOUSE.portrait / 25.4 * 72 - 2 * HOUSE.padding for width in table.widths]
    shown = [cell_text(cell) for cell in table.rows[0]]
    assert shown[0] == "Kompetanse\u00adutviklings\u00adprogram"
    assert shown[4] == "arbeidsbelastningen", "a word without a joint that is known"
    for cell, header, points in zip(shown, names, room, strict=True):
        pieces = [*cell.split("\u00ad"), header]
        assert max(text_width(p, "Calibri") for p in pieces) * HOUSE.size <= points, cell


def test_numbers_keep_from_text_that_begins_beside_them() -> None:
    table = first_table("| Hva | 2023 | 2024 | Merknad |\n|---|---|---|---|\n| a | 1 | 2 | b |\n")
    for line in (table.header, *table.rows):
        assert [cell.inset for cell in line] == [0, 0, 0.6, 0]


@pytest.mark.parametrize(
    ("numbers", "insets"),
    [
        (("1,5", "12", "3,25"), [0.51, 1.26, 0]),
        (("62,5 %", "7 %", "–"), [0, 0.76, 0]),
        (("1 250 000", "12,75"), [1.26, 0]),
        (("1,5", "2,5"), [0, 0]),
        (("12", "1 024"), [0, 0]),
        (("1.250", "12"), [0, 0]),
        (("1.25", "12"), [0, 1.26]),
        (("1,5", "omtrent 2"), [0, 0]),
    ],
)
def test_decimals_stand_below_each_other(numbers: tuple[str, ...], insets: list[float]) -> None:
    lines = "".join(f"| {number} |\n" for number in numbers)
    table = next(
        b for b in blocks(full(adm=f"| Svar |\n|---|\n{lines}").document) if isinstance(b, Table)
    )
    assert [row[0].inset for row in table.rows] == insets


# --- links and pictures ------------------------------------------------------------------------


def links(assembly: Assembly) -> list[str]:
    return [i.target for i in inlines(assembly.document) if isinstance(i, Reference)]


def test_links_within_the_note() -> None:
    assembly = full(
        a_note("# Innledning\n\n[a](ub/gjovik.md) [b](#innledning)\n\n[[bidrag]]"),
        from_unit("ub-gjovik", "# 1. Våre tiltak:\n\n[c](../adm.md#plan) [d](../notat.md)",
                  "contributions/ub/gjovik.md"),
        adm="# Plan\n\n[e](ub/gjovik.md#1-våre-tiltak) [f](ub/gjovik.md#v%C3%A5re-tiltak) "
        "[g](adm.md) [h](notat.md#seksjon-gjøvik)",
    )  # fmt: skip
    assert codes(assembly) == []
    assert links(assembly) == [
        "ub-gjovik", "notat-innledning", "ub-gjovik-våre-tiltak", "ub-gjovik-våre-tiltak",
        "adm", "ub-gjovik", "adm-plan", "notat-innledning",
    ]  # fmt: skip
    check_soundness(assembly.document)


def test_a_dropped_headings_anchor_becomes_the_units() -> None:
    assembly = full(ub_gjovik="# Seksjon Gjøvik\n\nx [y](#seksjon-gjøvik)")
    assert links(assembly) == ["ub-gjovik"]


@pytest.mark.parametrize(
    ("link", "code", "suggestion"),
    [
        ("[ord](borte.md)", "ARK301", ""),
        ("[ord](ubb.md)", "ARK301", "ub.md"),
        ("[ord](plan.pdf)", "ARK301", ""),
        ("[ord](#tiltk)", "ARK302", "#tiltak"),
        ("[ord](ub.md#ikke-her)", "ARK302", ""),
        ("[ord](#)", "ARK302", ""),
        ("[ord](../../x.md)", "ARK304", None),
        ("[ord](..%2f..%2Fx.md)", "ARK304", None),
    ],
)
def test_links_that_lead_nowhere_keep_their_words(
    link: str, code: str, suggestion: str | None
) -> None:
    assembly = full(adm=f"# Tiltak\n\nEt {link} her.")
    assert codes(assembly) == [code]
    assert place(assembly, code) == "contributions/adm.md:6:4"
    assert arguments(assembly, code).get("suggestion") == suggestion
    assert "Et ord her." in shown(assembly)
    assert links(assembly) == []


def test_a_link_to_what_has_no_place_keeps_its_words() -> None:
    assembly = full(None, from_unit("ub-aalesund", ""), adm="[ord](ub-aalesund.md)")
    assert codes(assembly) == ["ARK507"]
    assert links(assembly) == []


@pytest.mark.parametrize(
    "link",
    [
        '[planen](borte.md "fra 2018")',
        '[planen](#borte "fra 2018")',
        '[planen](file:///x "fra 2018")',
        '[planen](<> "fra 2018")',
    ],
)
def test_the_title_of_a_link_that_leads_nowhere_is_shown(link: str) -> None:
    assembly = put_together(adm=f"Se {link}.", ub="x", ub_gjovik="y")
    assert shown(assembly)[1] == "Se planen (fra 2018)."


def test_the_title_of_a_link_stays_with_it_unless_it_is_too_long_for_word() -> None:
    long = "ord " * 65 + "slutt"
    text = f'[a](#del "b") [c](https://x.example "d") [e](#del "{long}") [f](https://x.example "{long}")'
    assembly = put_together(adm=f"{text}\n\n# Del\n\nx", ub="x", ub_gjovik="y")
    assert shown(assembly)[1] == f"a c e ({long}) f ({long})"
    paragraph = assembly.document.parts[0].blocks[1]
    assert isinstance(paragraph, Paragraph)
    links = [inline for inline in paragraph.inlines if isinstance(inline, Link | Reference)]
    assert [link.title for link in links] == ["b", "d", "", ""]


def test_a_link_without_words_says_where_it_leads() -> None:
    assembly = full(adm="[](https://x.no)")
    assert shown(assembly)[1] == "https://x.no"


PICTURE = Asset("contributions/ub/figur 1.png", b"", "image/png", 10, 10)
PICTURES = Files(
    {PICTURE.path: PICTURE, "contributions/feil.png": Unusable("it is broken", "Mend it.")},
    frozenset({PICTURE.path, "contributions/feil.png"}),
    frozenset({"contributions/ute.png"}),
)


def test_pictures_are_found_from_their_file() -> None:
    assembly = put_together(
        None,
        from_unit("ub", '![Søyler](figur%201.png "Svar")\n\n[x](#y)', "contributions/ub/ub.md"),
        files=PICTURES,
        adm="Se ![Søyler](ub/figur%201.png).",
        ub_gjovik="x",
    )
    assert codes(assembly) == ["ARK302"]
    assert set(assembly.document.assets) == {PICTURE.path}
    figure = next(b for b in blocks(assembly.document) if isinstance(b, Figure))
    assert figure.caption
    assert (figure.caption.lead, figure.id) == ("Figur\u00a01. ", "figur-1")
    check_soundness(assembly.document)


@pytest.mark.parametrize(
    ("image", "code", "text"),
    [
        ("![Søyler](figur%201.png)", "ARK305", "Søyler"),
        ("![Søyler](feil.png)", "ARK306", "Søyler"),
        ("![Søyler](https://x.no/a.png)", "ARK307", "Søyler"),
        ("![Søyler](../../a.png)", "ARK304", "Søyler"),
        ("![Søyler](ute.png)", "ARK304", "Søyler"),
        ('![Søyler](borte.png "Svar")', "ARK305", "Søyler Svar"),
        ("![dekorasjon](borte.png)", "ARK305", "Bilde"),
    ],
)
def test_pictures_that_can_not_be_shown(image: str, code: str, text: str) -> None:
    assembly = put_together(files=PICTURES, adm=image, ub="x", ub_gjovik="y")
    assert codes(assembly) == [code]
    assert place(assembly, code) == "contributions/adm.md:4:1"
    assert shown(assembly)[1] == text
    paragraph = assembly.document.parts[0].blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert isinstance(paragraph.inlines[0], Emphasis)
    assert not assembly.document.assets


def test_a_picture_in_another_folder_is_guessed() -> None:
    assembly = put_together(files=PICTURES, adm="![a](figur%201.png)", ub="x", ub_gjovik="y")
    assert arguments(assembly, "ARK305")["suggestion"] == "ub/figur 1.png"


def test_a_picture_without_words() -> None:
    assembly = put_together(files=PICTURES, adm="![](ub/figur%201.png)", ub="x", ub_gjovik="y")
    assert codes(assembly) == ["ARK312"]
    figure = next(b for b in blocks(assembly.document) if isinstance(b, Figure))
    assert figure.image.alt == "Bilde"
    check_soundness(assembly.document)


def test_files_that_nothing_refers_to() -> None:
    paths = {"contributions/notat.md", "contributions/adm.md", "contributions/ub.md.txt"}
    files = Files({}, frozenset({*paths, "contributions/plan.pdf", "contributions/nevnt.pdf"}))
    assembly = put_together(files=files, adm="[x](nevnt.pdf)", ub="x", ub_gjovik="y")
    assert codes(assembly) == ["ARK301", "ARK506", "ARK506"]
    unreferenced_files = [d.span.path for d in assembly.diagnostics if d.rule.code == "ARK506"]
    assert unreferenced_files == ["contributions/plan.pdf", "contributions/ub.md.txt"]


# --- typography --------------------------------------------------------------------------------


def test_typography_follows_the_part_and_can_be_off() -> None:
    english = from_unit("ub", 'The "word" - 5 %', fields="språk: en\n")
    assert shown(full(None, english, adm='Et "ord"[^1]\n\n[^1]: 4. mars'))[1] == "Et «ord»"
    assert "The “word” – 5\u00a0%" in shown(full(None, english))
    off = full(a_note(fields="typografi: nei\n"), english)
    assert 'The "word" - 5 %' in shown(off)


# --- whatever is written -------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "# 1. Bakgrunn", "#### Tiltak:", "**Prosess**", "## Seksjon Gjøvik", "Vanlig *tekst*.",
        "- en\n- to", "> sitat\n>\n> # inni", "::: merknad\n### Merk\n:::", "Fotnote[^1] her[^2].",
        "[lenke](ub.md#tiltak)", "[borte](x.md)", "![bilde](x.png)", "[[bidrag]]", "[[tiltak]]",
        "[[tull]]", "Tabell: T\n\n| a | b |\n|---|---|\n| 1 | 2 |", "`kode`", "    kode", "***",
        "[^1]: note", "[^2]: - liste", "#", "**a**", "| x |\n|---|\n| [l](#bakgrunn) |",
        "::: liggende\n[[tiltak]]\n\n| y |\n|---|\n| z |\n:::", "[[innhold]]", "[[vedlegg]]",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=8).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_whatever_is_written_the_document_is_sound(
    note: str, adm: str, ub: str, gjovik: str
) -> None:
    own = a_note(note, fields="innholdsfortegnelse: ja\nvedlegg: [En plan]\n")
    contributions = [
        from_unit("adm", adm, fields=MEASURES),
        from_unit("ub", ub),
        from_unit("ub-gjovik", gjovik),
        from_unit("tull", gjovik),
        from_unit("ub", adm, "contributions/ub2.md"),
    ]
    document = assemble(own, contributions, NO_FILES).document
    check_soundness(document)
    there = words(" ".join(text for block in blocks(document) for text in shown_in(block)))
    for contribution in contributions:
        body = contribution.body
        written = words(
            " ".join(texts([*body.blocks, *(b for n in body.footnotes for b in n.blocks)]))
        )
        lost = {
            word
            for word in written
            if word not in there and not word.isdigit() and word not in ("bidrag", "tiltak")
        }
        assert not lost


def shown_in(block: Block) -> Iterator[str]:
    if hasattr(block, "text"):
        yield block.text
    for run in inline_runs(block):
        yield plain_text(run)


def many(count: int, text: str, name: str = "u{}") -> Callable[[int], Assembly]:
    """Assembling of the first n of `count` contributions, each of which says `text`."""
    contributions = [from_unit(name.format(n), text, f"contributions/{n}.md") for n in range(count)]

    def run(size: int) -> Assembly:
        units = "".join(f"  - {{id: u{n}, navn: Enhet {n}}}\n" for n in range(size))
        note = a_note("Inn.\n\n[[innhold]]\n\n[[bidrag]]", units=f"enheter:\n{units}")
        return assemble(note, contributions[:size], NO_FILES)

    return run


def test_many_contributions_take_no_longer_each() -> None:
    text = (
        "# 1. Bakgrunn\n\n" + 'Noen ord, og "flere" - til 5 %. ' * 20 + "[^1]\n\n- a\n- b\n\n"
        "**Tiltak**\n\nTekst med [lenke](1.md#bakgrunn).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "[^1]: En fotnote.\n"
    )
    run = many(320, text)
    assert len(run(320).document.footnotes) == 320
    assert growth(run, 40) < 3


def test_many_faults_take_no_longer_each() -> None:
    text = "[a](nesten.md) [b](#nesten) ![c](bilde.png)\n\n" * 5
    assert growth(many(320, text, "Enhet {}x"), 40) < 3


def test_parts_say_where_they_come_from() -> None:
    parts = full(a_note("Inn.")).document.parts
    assert [(p.unit, p.source) for p in parts] == [
        ("", "contributions/notat.md"), ("adm", "contributions/adm.md"),
        ("ub", "contributions/ub.md"), ("ub-gjovik", "contributions/ub-gjovik.md"),
    ]  # fmt: skip
    assert all(isinstance(part, Part) for part in parts)


def test_silences_come_from_everywhere() -> None:
    note = a_note("<!-- arkdoc: tillat ARK204 -->\n\n# A", fields="tillat: [ARK431]\n")
    assembly = full(note, adm="<!-- arkdoc: tillat ARK201 -->\n\n**B**\n\nx")
    assert sorted(s.code for s in assembly.suppressions) == ["ARK201", "ARK204", "ARK431"]
