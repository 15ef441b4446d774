"""Measures as cards and tables, their overview, and its chart."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from arkdoc.assemble.assemble import assemble
from arkdoc.assemble.chart import Bar, BarKind, ChartLayout, Fill, broken, draw, parted, width_of
from arkdoc.assemble.counting import texts
from arkdoc.model.bookmarks import Bookmarks
from arkdoc.model.nodes import (
    Block,
    Container,
    ContainerKind,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Table,
)
from arkdoc.model.note import Assembly, Contribution, Files
from arkdoc.model.tree import all_inlines, cell_text, plain_text, walk
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note
from arkdoc.style.chart_look import ChartLook
from arkdoc.style.text_width import text_width
from tests.support.project import growth

NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-03-01
språk: {language}
enheter:
{units}
---
{text}
"""
SVG = "{http://www.w3.org/2000/svg}"
LOOK = ChartLook()
KINDS = (
    BarKind("Gjennomført", Fill.SOLID), BarKind("Pågår", Fill.HATCHED), BarKind("Planlagt", Fill.EMPTY),
    BarKind("Ikke gjennomført", Fill.CROSSED), BarKind("Annen", Fill.STRIPED),
)  # fmt: skip


def together(
    *texts: str, text: str = "[[tiltaksoversikt]]", language: str = "nb", names: str = "Enhet {}"
) -> Assembly:
    """A note of contributions with the fields and texts `texts`, for units u0, u1 …"""
    units = "\n".join(
        f"  - {{id: u{n}, navn: {names.format(n)}, ansatte: 3}}" for n in range(len(texts))
    )
    note = read_note(
        "contributions/notat.md", NOTE.format(language=language, units=units, text=text).encode()
    )
    given = [contribution(f"u{n}", said) for n, said in enumerate(texts)]
    return assemble(note, given, Files({}, frozenset()))


def contribution(unit: str, text: str) -> Contribution:
    data = f"---\nenhet: {unit}\n{text}".encode()
    return read_contribution(f"contributions/{unit}.md", data)


def of_unit(assembly: Assembly, unit: str = "u0") -> list[Block]:
    return [b for part in assembly.document.parts if part.unit == unit for b in part.blocks]


def introduction(assembly: Assembly) -> list[Block]:
    return of_unit(assembly, "")


def said(blocks: list[Block]) -> list[str]:
    return [text for text in texts(tuple(blocks)) if text]


def rows(table: Table) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in (table.header, *table.rows)]


def headings(assembly: Assembly, unit: str = "u0") -> list[str]:
    return [
        f"{block.level} {plain_text(block.inlines)}"
        for block in of_unit(assembly, unit)
        if isinstance(block, Heading)
    ]


FULL = """\
tiltak:
  - navn: Kaffe
    status: gjennomført
    hensikt: Våkne *møter*
    behov: ""
    effekt: delvis
    frist: 2019-06-01
  - navn: Quiz
    status: gjennomføres
  - navn: Ukjent
    status: kanskje
"""


# --- in a contribution -------------------------------------------------------------------------


def test_a_card_has_its_name_its_status_and_the_fields_that_are_filled_in() -> None:
    blocks = of_unit(together(f"{FULL}---\nTekst.\n", text=""))
    cards = [b for b in blocks if isinstance(b, Container) and b.kind is ContainerKind.MEASURE]
    assert [said([card])[0] for card in cards] == [
        "Kaffe\u2003●\u00a0gjennomført", "Quiz\u2003→\u00a0pågår", "Ukjent\u2003kanskje",
    ]  # fmt: skip
    [listed] = [block for block in walk(tuple(cards)) if isinstance(block, ListBlock)]
    assert [(item.label, said(list(item.blocks))) for item in listed.items] == [
        ("Hensikt:", ["Våkne møter"]), ("Effekt:", ["delvis"]), ("Frist:", ["1.\u00a0juni 2019"]),
    ]  # fmt: skip
    lines = [item.blocks[0].span.line for item in listed.items]
    assert lines == [6, 8, 9], "each field leads to its own line"


@pytest.mark.parametrize(
    ("language", "date", "label"),
    [
        ("nb", "1. juni 2019", "Frist:"), ("nn", "1. juni 2019", "Frist:"),
        ("en", "1 June 2019", "Deadline:"), ("se", "01.06.2019", "Áigemearri:"),
    ],
)  # fmt: skip
def test_dates_are_in_words(language: str, date: str, label: str) -> None:
    assembly = together(f"{FULL}språk: {language}\n---\nTekst.\n", text="")
    listed = next(b for b in walk(tuple(of_unit(assembly))) if isinstance(b, ListBlock))
    shown = {item.label: said(list(item.blocks))[0] for item in listed.items}
    assert shown[label].replace("\u00a0", " ") == date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tekst.", ["1 Enhet 0", "2 Tiltak"]),
        ("## Bakgrunn\n\nTekst.\n\n### Mer\n\nTekst.", ["2 Bakgrunn", "3 Mer", "2 Tiltak"]),
        ("## Våre tiltak\n\nDette har vi gjort:", ["2 Våre tiltak"]),
        ("Tekst.\n\n## Tiltak", ["2 Tiltak"]),
        ("Tekst.\n\n## Det vi gjorde", ["2 Det vi gjorde"]),
        ("Tekst.\n\n[[tiltak]]\n\nMer.", ["2 Tiltak"]),
        ("## Hva vi gjorde\n\nTekst.\n\n[[tiltak]]", ["2 Hva vi gjorde"]),
        ("Tekst.\n\n**Det vi gjorde**\n\n[[tiltak]]", ["2 Det vi gjorde"]),
    ],
)
def test_there_is_one_heading(text: str, expected: list[str]) -> None:
    assembly = together(f"{FULL}---\n{text}\n", text="")
    assert headings(assembly)[-len(expected) :] == expected
    assert len(headings(assembly)) <= len(expected) + 1
    given = [d for d in assembly.diagnostics if ("text", "Tiltak") in d.args]
    assert text.startswith("##") or given == [], "nobody wrote that heading"


def test_a_table_of_many_columns_has_one_for_what_is_told() -> None:
    fields = "".join(f"    {name}: Noe\n" for name in ("område", "behov", "hensikt", "resultat"))
    given = f"tiltak:\n  - navn: Kaffe\n    status: pågår\n{fields}    frist: 1.6.2019\n"
    assembly = together(f"{given}visning: tabell\n---\n[[tiltak]]\n", text="")
    [table] = [block for block in of_unit(assembly) if isinstance(block, Table)]
    assert rows(table) == [
        ["Tiltak", "Status", "Om tiltaket", "Frist"],
        ["Kaffe", "→\u00a0pågår", "Område: Noe Behov: Noe Hensikt: Noe Resultat: Noe",
         "1.\u00a0juni 2019"],
    ]  # fmt: skip


# --- the overview ------------------------------------------------------------------------------

FAILED = """\
språk: nn
tiltak:
  - navn: "[Lunsj](https://ub.example)"
    status: ikkje gjennomført
    evaluering: Ingen hadde tid.
    frist: 1.1.2019
  - {navn: Skjerm, status: ikke gjennomført, hensikt: Ro}
  - {navn: Kurs, status: pågår, frist: 28. februar 2019, ansvarlig: Leiar}
  - {navn: Møte, status: planlagt, frist: 2019-03-01}
  - {navn: Mer, status: planlagt, frist: i haust}
---
Tekst.
"""


def test_the_numbers_are_those_of_the_units() -> None:
    assembly = together(f"{FULL}---\nx\n", f"{FAILED}", "---\nTekst.\n")
    blocks = introduction(assembly)
    table = next(block for block in blocks if isinstance(block, Table))
    assert rows(table) == [
        ["Enhet", "Gjennomført", "Pågår", "Planlagt", "Ikke gjennomført", "Annen status", "Totalt"],
        ["Enhet 0", "1", "1", "0", "0", "1", "3"],
        ["Enhet 1", "0", "1", "2", "2", "0", "5"],
        ["Totalt", "1", "2", "2", "2", "1", "8"],
    ]
    summary = (
        "8 tiltak fra 2 enheter: 1 gjennomført, 2 pågår, 2 planlagt, 2 ikke gjennomført og "
        "1 annen status."
    )
    assert f"Notatet har {summary}" in said(blocks)
    assert "Uten tiltak: Enhet 2." in said(blocks)
    [figure] = [block for block in blocks if isinstance(block, Figure)]
    assert figure.image.alt == (
        f"Stolpediagram over {summary} Flest tiltak: Enhet 1 (5). Flest som ikke er gjennomført: "
        "Enhet 1 (2). Alle tallene står i tabellen nedenfor."
    )
    assert assembly.document.assets[figure.image.source].media_type == "image/svg+xml"


def test_what_is_overdue_by_the_date_of_the_note() -> None:
    blocks = introduction(together(f"{FULL}---\nx\n", FAILED))
    late = [block for block in blocks if isinstance(block, Table)][1]
    assert rows(late) == [
        ["Tiltak", "Enhet", "Frist", "Status", "Ansvarlig"],
        ["Kurs", "Enhet 1", "28.\u00a0februar 2019", "→\u00a0pågår", "Leiar"],
    ]
    assert (
        "Per 1.\u00a0mars 2019 er fristen ute for 1\u00a0tiltak som verken er gjennomført eller "
        "avsluttet. 2\u00a0tiltak som gjenstår, har ingen dato som frist."
    ) in [text.replace("1 tiltak", "1\u00a0tiltak").replace("2 tiltak", "2\u00a0tiltak")
          for text in said(blocks)]  # fmt: skip


def test_what_has_not_worked_in_the_units_own_words() -> None:
    assembly = together(f"{FULL}---\nx\n", FAILED)
    blocks = introduction(assembly)
    start = next(
        n
        for n, block in enumerate(blocks)
        if isinstance(block, Heading) and "uten full effekt" in plain_text(block.inlines)
    )
    cards = [block for block in blocks[start:] if isinstance(block, Container)]
    assert [said([card]) for card in cards] == [
        ["Kaffe\u2003●\u00a0gjennomført", "Enhet 0", "delvis", "Enheten har ikke skrevet hvorfor."],
        ["Lunsj\u2003×\u00a0ikkje gjennomført", "Enhet 1", "Ingen hadde tid."],
        ["Skjerm\u2003×\u00a0ikkje gjennomført", "Enhet 1", "Enheten har ikke skrevet hvorfor."],
    ]
    languages = [b.language for b in walk((cards[1],)) if isinstance(b, Paragraph)]
    assert languages == ["nn", "", "nn"], "the name and the words are the unit's, its name is not"
    kinds = {type(inline).__name__ for inline in all_inlines(tuple(blocks))}
    assert not kinds & {"Link", "FootnoteReference"}, "those are another file's"


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
def test_every_language_says_all_of_it(language: str) -> None:
    assembly = together(FULL + "---\nx\n", FAILED, language=language)
    shown = " ".join(said(introduction(assembly)))
    assert not re.search(r"[{}]", shown)
    figures = [block for block in introduction(assembly) if isinstance(block, Figure)]
    assert all("8" in figure.image.alt and "{" not in figure.image.alt for figure in figures)


def test_no_measures_at_all() -> None:
    assembly = together("---\nTekst.\n")
    assert said(introduction(assembly)) == ["Ingen enheter har meldt inn tiltak."]
    assert assembly.document.assets == {}


def test_a_note_of_sixty_units() -> None:
    measures = "".join(f"  - {{navn: Nr {n}, status: pågår}}\n" for n in range(100))
    assembly = together(
        *(f"tiltak:\n{measures}---\nx\n" for _ in range(60)),
        names="Avdeling for utdanning, forskning og formidling nummer {}",
    )
    figures = [block for block in introduction(assembly) if isinstance(block, Figure)]
    heights = [assembly.document.assets[f.image.source].height for f in figures]
    assert len(figures) > 2
    assert max(heights) < 600
    assert min(heights) > 0.8 * max(heights)
    captions = [plain_text(figure.caption.inlines) for figure in figures if figure.caption]
    assert captions[0].endswith(f"(del 1 av {len(figures)})")
    table = next(block for block in introduction(assembly) if isinstance(block, Table))
    assert rows(table)[-1] == ["Totalt", "0", "6000", "0", "0", "6000"]


def test_only_the_tables_have_bookmarks_and_lead_to_the_directive() -> None:
    measure = "tiltak:\n  - navn: Kurs\n    status: pågår\n    frist: 2018-01-01\n---\nx\n"
    assembly = together(measure)
    bookmarks = Bookmarks(assembly.document)
    named = [b for b in introduction(assembly) if bookmarks.name(b)]
    assert [type(block) for block in named] == [Table, Table]
    assert len({bookmarks.name(block) for block in named}) == 2
    assert {block.span.path for block in named} == {"contributions/notat.md"}


def test_a_chart_is_as_wide_as_the_page_it_stands_on() -> None:
    for text, width in (
        ("[[tiltaksoversikt]]", LOOK.width),
        ("::: liggende\n\n[[tiltaksoversikt]]\n\n:::", LOOK.landscape_width),
        ("::: liggende\n\nTekst.\n\n:::\n\n[[tiltaksoversikt]]", LOOK.width),
    ):
        (chart,) = together(FULL + "---\nx\n", text=text).document.assets.values()
        assert chart.width == width
        assert ElementTree.fromstring(chart.data).get("width") == str(width)


def test_a_link_cannot_name_the_chart_where_there_is_none() -> None:
    text = "![Bilde](notat.md/tiltaksoversikt-1.svg)"
    codes = {d.rule.code for d in together("---\nx\n", text=text).diagnostics}
    assert codes & {"ARK304", "ARK305", "ARK306", "ARK307"}


# --- the chart ---------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 15, 60])
@pytest.mark.parametrize("each", [0, 1, 100])
def test_a_chart_keeps_within_its_sides(number: int, each: int) -> None:
    names = ("IT", "Avdeling for " + "forsknings" * 9, "Seksjon for " + "svært lange navn " * 9)
    bars = [Bar(names[n % 3], (each, 0, 1 - (n % 2), each // 3, 0)) for n in range(number)]
    shown = 0
    runs, layout = parted(bars, LOOK)
    for run in runs:
        data, width, height = draw(run, KINDS, layout)
        assert draw(run, KINDS, layout)[0] == data
        assert height < 560
        root = ElementTree.fromstring(data)
        for rect in root.iter(f"{SVG}rect"):
            x, y, w, h = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
            assert 0 <= x <= x + w <= width
            assert 0 <= y <= y + h <= height
        for text in root.iter(f"{SVG}text"):
            assert 0 <= float(text.get("x", "")) <= width - 2
        for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", data.decode()):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height
        shown += len(run)
    assert shown == number


def test_many_units_and_long_names_take_no_longer_each() -> None:
    def charts(number: int) -> None:
        bars = [Bar(f"Avdeling {n}", (n % 4, 1, 0, 0, 0)) for n in range(number)]
        runs, layout = parted(bars, LOOK)
        for run in runs:
            draw(run, KINDS, layout)

    assert growth(charts, 40) < 2
    assert growth(lambda letters: broken("m" * letters, 200, LOOK), 2000) < 0.5


@pytest.mark.parametrize("typeface", ["Calibri", "Verdana"])
def test_a_name_fits_in_the_typeface_it_is_set_in(typeface: str) -> None:
    look = ChartLook(typeface=typeface)
    name = "Avdeling for arbeidsmiljøundersøkelser og " * 3
    for line in broken(name, 200, look)[:2]:
        assert text_width(line, typeface) * look.size <= 200
    assert width_of(name, ChartLook(typeface="Verdana")) > 1.1 * width_of(name, ChartLook())


def test_no_name_is_markup() -> None:
    data, *_ = draw(
        [Bar("<a> & \x01b", (1,))], KINDS[:1], ChartLayout([Bar("lenger navn", (1,))], LOOK)
    )
    assert "<a> & b" in "".join(ElementTree.fromstring(data).itertext())


def test_every_kind_has_its_own_pattern() -> None:
    drawn = set()
    for kind in KINDS:
        data, *_ = draw(
            [Bar("x", (3,))],
            [BarKind("x", kind.fill)],
            ChartLayout([], ChartLook(alert="#333333")),
        )
        drawn.add(re.sub(rb"fill=\"#\w+\"", b"", data) + str(data.count(b"#ffffff")).encode())
    assert len(drawn) == len(Fill)
