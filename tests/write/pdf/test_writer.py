"""The PDF: tagged, described, the same bytes anywhere, and nothing in it from outside."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from arkdoc.model.assets import Asset
from arkdoc.model.document import Part
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Container,
    ContainerKind,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Quote,
    Reference,
    Table,
    Text,
)
from arkdoc.model.tree import inline_runs, plain_text, walk
from arkdoc.style.theme import PRINT_CSS, TOKENS, Theme, builtin_styles, parse_theme
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.rasterise import rasterise
from arkdoc.write.pdf.typeset import Pdf
from arkdoc.write.pdf.writer import write_pdf
from tests.support.pdf_tags import drawn
from tests.support.project import LEADERS, REPOSITORY, Project, pdf_outline, pdf_text, squeezed
from tests.support.sample import bullets, heading, para, png, row, sample_document, wide_table

STYLES = builtin_styles()


def house_style() -> Theme:
    tokens, css = (STYLES / TOKENS).read_text("utf-8"), (STYLES / PRINT_CSS).read_text("utf-8")
    return parse_theme(tokens, css)


THEME = house_style()


def build(*blocks: Block, **changes: Any) -> Pdf:
    """The PDF of the sample, or of `blocks` under the sample's head."""
    document = replace(sample_document(), **changes)
    if blocks:
        document = replace(document, parts=(Part("", "nb", "", blocks),), contents=())
    return write_pdf(write_html(document, THEME, medium="print"), document, THEME)


@pytest.fixture(scope="module")
def pdf() -> Pdf:
    return build()


@pytest.fixture(scope="module")
def reader(pdf: Pdf) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf.data))


def page_texts(pdf: Pdf) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf.data)).pages]


def elements(reader: pypdf.PdfReader) -> list[Any]:
    """The structure elements, in reading order."""
    found: list[Any] = []

    def visit(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                visit(kid)
        elif isinstance(node, dict) and "/S" in node:
            found.append(node)
            visit(node.get("/K", pypdf.generic.ArrayObject()))

    visit(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])  # type: ignore[index]
    return found


# --- what the file says of itself ------------------------------------------------------


def test_nothing_is_complained_of(pdf: Pdf) -> None:
    assert pdf.messages == ()


def test_it_is_tagged_titled_and_spoken(reader: pypdf.PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nb-NO"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    info = reader.metadata
    assert info is not None
    assert info.title == "Utkast: Status Arbeidsmiljøundersøkelsen 2017"
    assert info.author == "Prorektor"
    assert info.subject == "SAK 11/19 (informasjon/drøfting)"


def test_its_metadata_agree_with_themselves(reader: pypdf.PdfReader) -> None:
    xmp: Any = reader.xmp_metadata
    info: Any = reader.metadata
    assert list(xmp.dc_title.values()) == [info.title]
    assert xmp.dc_creator == [info.author]
    assert list(xmp.dc_description.values()) == [info.subject]
    assert xmp.xmp_creator_tool == info["/Creator"] == "arkdoc"
    assert xmp.pdf_producer == info["/Producer"]
    assert f"D:{xmp.xmp_create_date:%Y%m%d}" == info["/CreationDate"] == info["/ModDate"]


@pytest.mark.slow
def test_its_metadata_say_what_an_archive_registers(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    import page

    project = Project(tmp_path)
    project.units({"a": "Enhet <A>"}).contribution("a", "Text.\n", språk="en")
    project.write("vedlegg/plan.pdf", b"%PDF")
    file = project.root / "contributions" / "notat.md"
    fields = (
        "arkivsaksnr: 2019/5432\nsakstype: drøfting/informasjon\n"
        "vedlegg: ['A & B <plan> (plan.pdf)', Muntlig]\nenheter:"
    )
    file.write_text(file.read_text("utf-8").replace("enheter:", fields, 1), "utf-8")
    data = project.build("pdf").outputs["pdf"]
    reader = pypdf.PdfReader(BytesIO(data))
    xmp: Any = reader.xmp_metadata
    assert (xmp.dc_identifier, xmp.dc_format) == ("11/19", "application/pdf")
    assert xmp.dc_type == ["drøfting", "informasjon"]
    assert xmp.dc_language == ["nb-NO", "en-GB"]
    assert xmp.dc_relation == ["Vedlegg: 1. A & B <plan>", "Vedlegg: 2. Muntlig"]
    assert [f"{day:%Y-%m-%d}" for day in xmp.dc_date] == ["2019-02-27"]
    info: Any = reader.metadata
    assert "Arkivsaksnr. 2019/5432" in info["/Keywords"]
    assert xmp.pdf_keywords == info["/Keywords"]
    [packet] = re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", data, re.DOTALL)
    names = [element.tag for element in ElementTree.fromstring(packet).iter() if "}" in element.tag]
    once = [name for name in names if "elements/1.1/" in name]
    assert len(once) == len(set(once)), "XMP has each property once"
    for profile in ("2a", "ua1"):
        assert page.validate_pdf_bytes(data, profile=profile).failures == []


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_it_is_what_it_claims_to_be(pdf: Pdf, profile: str) -> None:
    import page

    report = page.validate_pdf_bytes(pdf.data, profile=profile)
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.data
    assert b'pdfaid:part="2" pdfaid:conformance="A"' in pdf.data


def test_its_pages_are_numbered_as_they_say(pdf: Pdf, reader: pypdf.PdfReader) -> None:
    assert reader.page_labels == [str(n) for n in range(1, len(reader.pages) + 1)]
    assert {page["/Tabs"] for page in reader.pages} == {"/S"}


def test_its_dates_are_the_notes(reader: pypdf.PdfReader) -> None:
    info: Any = reader.metadata
    assert (info["/CreationDate"], info["/ModDate"]) == ("D:20190227", "D:20190227")
    undated = build(para("x"), head=replace(sample_document().head, date=""))
    again: Any = pypdf.PdfReader(BytesIO(undated.data)).metadata
    assert "/CreationDate" not in again
    assert "/ModDate" not in again


def test_the_outline_is_that_of_the_headings(pdf: Pdf) -> None:
    head = sample_document().head
    expected = [(1, head.title)]
    for part in sample_document().parts:
        expected += [
            (block.level + 1, plain_text(block.inlines))
            for block in walk(part.blocks)
            if isinstance(block, Heading)
        ]
    assert pdf_outline(pdf.data) == expected


def test_a_picture_speaks_for_the_heading_and_the_link_it_is_alone_in() -> None:
    image = Image("a.png", "Planen på en plakat", "Fra 2018")
    linked = Reference("b", (image,))
    made = build(
        Heading(1, (image,), "b"),
        para(linked),
        Heading(2, (Text("Se "), image, FootnoteReference("n", 1, 1)), "c"),
        assets={"a.png": Asset("a.png", png(4, 4, (0, 0, 0), 2), "image/png", 4, 4)},
    )
    outline = pdf_outline(made.data)[1:]
    assert outline == [(2, "Planen på en plakat"), (3, "Se Planen på en plakat")]
    reader = pypdf.PdfReader(BytesIO(made.data))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    assert notes[0]["/Contents"] == "Planen på en plakat"
    assert [figure["/T"] for figure in elements(reader) if figure["/S"] == "/Figure"] == 3 * [
        "Fra 2018"
    ]


def test_structure_follows_the_note(reader: pypdf.PdfReader) -> None:
    found = [element["/S"] for element in elements(reader)]
    blocks = [b for part in sample_document().parts for b in walk(part.blocks)]
    headings = [f"/H{b.level + 1}" for b in blocks if isinstance(b, Heading)]
    assert [s for s in found if re.fullmatch("/H[1-6]", s)] == ["/H1", *headings]
    figures = [e for e in elements(reader) if e["/S"] == "/Figure"]
    assert all(e.get("/Alt") for e in figures)
    assert "grønn sirkel" in [e["/Alt"] for e in figures]
    assert "Utført" in [e["/Alt"] for e in figures]
    assert found.count("/Table") == 1 + 4


def test_pages_of_ids(pdf: Pdf, reader: pypdf.PdfReader) -> None:
    texts = [" ".join(text.split()) for text in page_texts(pdf)]
    for entry in sample_document().contents:
        number = pdf.pages[entry.target]
        assert plain_text(entry.inlines) in texts[number - 1]
    assert {"tabell-1", "figur-2", "fotnote-3"} <= set(pdf.pages)


def test_the_contents_give_the_pages(pdf: Pdf) -> None:
    first = " ".join(page_texts(pdf)[0].split())
    assert len(LEADERS.findall(first)) == len(sample_document().contents)
    for entry in sample_document().contents[-2:]:
        number = pdf.pages[entry.target]
        assert f"{plain_text(entry.inlines)} {number}" in LEADERS.sub("", first)


def test_the_dots_that_lead_to_pages_are_no_text(pdf: Pdf) -> None:
    dots = [item for item in drawn(pdf.data) if LEADERS.match(f" {item.text.strip()}")]
    assert dots
    assert {item.marks[-1] for item in dots} == {"Artifact"}


def test_fonts_are_embedded_and_told(pdf: Pdf) -> None:
    assert list(pdf.fonts) == sorted(pdf.fonts)
    assert set(pdf.fonts) == {
        "Carlito",
        "Carlito Bold",
        "Carlito Italic",
        "Carlito Bold Italic",
        "Liberation Mono",
    }
    assert all(re.fullmatch(r"[0-9.]+", version) for version in pdf.fonts.values())


# --- what stands on its pages ----------------------------------------------------------


def test_no_word_is_lost(pdf: Pdf) -> None:
    text = squeezed(pdf_text(pdf.data))
    document = sample_document()
    runs = [[para(*row)] for row in document.head.rows]
    runs += [list(part.blocks) for part in document.parts]
    runs += [list(note.blocks) for note in document.footnotes.values()]
    for blocks in runs:
        for block in walk(blocks):
            for run in inline_runs(block):
                visible = tuple(i for i in run if not isinstance(i, Image))
                for word in plain_text(visible).replace("\0", "").replace("\7", "").split():
                    assert squeezed(word) in text, word


def test_words_come_back_whole_and_in_order(pdf: Pdf) -> None:
    text = " ".join(pdf_text(pdf.data).split())
    assert "Avdelingene fikk disse ledetrådene: Hvilke større eller mindre tiltak er" in text
    assert "Få kjenner hverandre på tvers av fagområdene. Kalenderinnkalling til alle." in text
    assert "Kontrolltegn og skal bort; <script>alert('nei')</script> & «sitat» skal stå." in text
    # WeasyPrint draws a list's markers last; in the tag tree they stand in their place.
    assert {"3.", "4.", "5.", "–", "•"} <= set(text.split())


def test_headers_and_footers(pdf: Pdf) -> None:
    running = sample_document().head.running
    texts = list(page_texts(pdf))
    for number, text in enumerate(texts, 1):
        assert f"Side {number} av {len(texts)}" in text
        assert "Utkast" in text
        assert (running in text) == (number > 1)
    finished = build(para("x"), head=replace(sample_document().head, draft=""))
    assert "Utkast" not in page_texts(finished)[0]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [para("etter")], "PLP"),
        ([para("før")], [], "PL"),
        ([para("før")], [para("etter")], "PLP"),
        ([para("før"), heading(1, "h", "Over")], [heading(1, "i", "Under"), para("etter")], "PLP"),
        ([Container(ContainerKind.LANDSCAPE, (para("like før"),))], [para("etter")], "PLP"),
    ],
)
def test_landscape_pages_come_and_go(
    before: list[Block], after: list[Block], expected: str
) -> None:
    across = Container(ContainerKind.LANDSCAPE, (wide_table(),))
    made = build(*before, across, *after)
    pages = pypdf.PdfReader(BytesIO(made.data)).pages
    assert "".join("L" if p.mediabox.width > p.mediabox.height else "P" for p in pages) == expected
    assert all(len(text.split()) > 6 for text in page_texts(made))
    assert "h" not in made.pages or made.pages["h"] == made.pages["tabell-3"]


def test_the_last_row_of_a_table_is_never_alone_on_a_page() -> None:
    """Whatever stands above it: a line more each time, over more lines than a row has."""
    rows = tuple(row(f"rad{n}.", "x") for n in range(6))
    table = Table((Alignment.NONE,) * 2, row("a", "b"), rows)
    split = 0
    for lines in range(14, 24):
        first, *rest = page_texts(build(*(para("linje"),) * lines, table))
        found = [[n for n in range(6) if f"rad{n}." in text] for text in (first, *rest)]
        split += len([page for page in found if page]) > 1
        assert [5] not in found, lines
    assert split


def test_a_list_of_one_item_is_not_tied_to_what_follows_it() -> None:
    def apart(lines: int) -> bool:
        made = build(*(para("linje"),) * lines, bullets("punkt"), heading(1, "h", "Etter"))
        first, *_ = page_texts(made)
        return "punkt" in first and "Etter" not in first

    assert any(apart(lines) for lines in range(16, 24))


def test_the_line_that_leads_up_to_a_quotation_stays_with_it() -> None:
    for lines in range(18, 24):
        quote = Quote((para("sitat " * 40),))
        first, *_ = page_texts(build(*(para("linje"),) * lines, para("Ombudet:"), quote))
        assert ("Ombudet" in first) == ("sitat" in first), lines


def test_what_no_font_has_is_found_before_the_layout() -> None:
    made = build(para("ikke tildelt: \u0378 \u0378; satt sammen: e\u0301, a\u200db"))
    assert made.missing == {"\u0378"}
    assert made.messages == ()
    assert "Segoe UI Emoji" not in made.fonts


# --- bytes -----------------------------------------------------------------------------

ELSEWHERE = """\
import sys
from hashlib import sha256
from tests.write.pdf.test_writer import build
sys.stdout.write(sha256(build().data).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_in_another_process(pdf: Pdf, tmp_path: Path) -> None:
    for zone, seed, locale in (("UTC", "1", "C"), ("Pacific/Auckland", "77", "nb_NO.UTF-8")):
        environment = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        made = subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        assert made.stdout == sha256(pdf.data).hexdigest()


# --- nothing from outside --------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "FILE", "ftp://127.0.0.1/x", "x.png"]
)
def test_only_what_is_in_the_page_is_fetched(address: str, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    picture.write_bytes(png(2, 2, (255, 0, 0)))
    address = address.replace("FILE", picture.as_uri())
    document = sample_document()
    html = write_html(replace(document, parts=()), THEME, medium="print")
    made = write_pdf(html.replace("<main", f'<img alt="x" src="{address}"><main'), document, THEME)
    assert made.messages
    assert not pypdf.PdfReader(BytesIO(made.data)).pages[0].images


def drawing(inside: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="20" height="10" viewBox="0 0 20 10">{inside}</svg>'
    ).encode()


def test_a_drawing_shows_nothing_from_outside(tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    picture.write_bytes(png(2, 2, (255, 0, 0)))
    svg = drawing(f'<image xlink:href="{picture.as_uri()}" width="20" height="10"/>')
    asset = Asset("a", svg, "image/svg+xml", 20, 10)
    made = build(Figure(Image("a", "x")), assets={"a": asset}, footnotes={})
    assert made.messages
    assert not any("data:image" in message for message in made.messages)
    assert rasterise(svg, 20, 10) == rasterise(drawing(""), 20, 10)


def test_drawings_become_pictures_of_the_size_asked_for() -> None:
    from PIL import Image as Picture

    data = rasterise(drawing('<rect width="10" height="10" fill="#00f"/>'), 60, 30)
    assert data == rasterise(drawing('<rect width="10" height="10" fill="#00f"/>'), 60, 30)
    picture = Picture.open(BytesIO(data))
    assert picture.size == (60, 30)
    assert picture.convert("RGB").getpixel((15, 15)) == (0, 0, 255)
    assert picture.convert("RGB").getpixel((45, 15)) == (255, 255, 255)


def test_capturing_warnings_leaves_the_log_as_it_was() -> None:
    import logging

    logger = logging.getLogger("weasyprint")
    before = (list(logger.handlers), logger.propagate)
    build(para("x"))
    assert (list(logger.handlers), logger.propagate) == before
