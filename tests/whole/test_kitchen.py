"""A note that uses the whole dialect: all three outputs, read back, have the same content."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree
from lxml import html as lxml_html

from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from arkdoc.style.theme import PRINT_CSS, TOKENS, builtin_styles, parse_theme
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.writer import write_pdf
from tests.support.ooxml_audit import audit_errors, needs_audit
from tests.support.pdf_tags import elements
from tests.support.project import (
    KITCHEN,
    W,
    WordFile,
    html_headings,
    html_text,
    pdf_flow,
    pdf_outline,
    skipped_levels,
    squeezed,
    text_of,
    word,
)

TARGETS = frozenset({"docx", "pdf", "html"})
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOXES = "☐☒"

# Rule, file and line of every warning; there are no errors.
WARNINGS = [
    (
        "ARK310",
        "contributions/notat.md",
        "Mer om bygget står på https://bygg7.universitet.example/om.",
    ),
    (
        "ARK331",
        "contributions/notat.md",
        "- CO~2~ er ikke med før rapporten til høsten.",
    ),
    ("ARK501", "contributions/notat.md", "  - id: arkiv"),
    ("ARK502", "contributions/prosjekt.md", "status: utkast"),
    ("ARK205", "contributions/prosjekt.md", "##### Tegninger"),
]
INFOS = {"ARK201", "ARK202", "ARK203", "ARK204", "ARK237", "ARK249", "ARK441"}


@pytest.fixture(scope="module")
def kitchen(built_kitchen: BuildResult) -> BuildResult:
    return built_kitchen


@pytest.fixture(scope="module")
def docx(kitchen: BuildResult) -> WordFile:
    return word(kitchen.outputs["docx"])


@pytest.fixture(scope="module")
def page(kitchen: BuildResult) -> Any:
    """The HTML page, read by lxml."""
    return lxml_html.document_fromstring(kitchen.outputs["html"].decode())


# --- what is checked ---------------------------------------------------------------------


def test_it_warns_of_what_is_meant_and_of_nothing_else(kitchen: BuildResult) -> None:
    def line(path: str, number: int) -> str:
        return (KITCHEN / path).read_text(encoding="utf-8").split("\n")[number - 1]

    heard = [d for d in kitchen.diagnostics if d.rule.severity.value != "info"]
    said = [(d.rule.code, d.span.path, line(d.span.path, d.span.line)) for d in heard]
    assert sorted(said) == sorted(WARNINGS)
    infos = {d.rule.code for d in kitchen.diagnostics if d.rule.severity.value == "info"}
    assert infos == INFOS


def test_without_its_silences_it_would_say_more(tmp_path: Path) -> None:
    shutil.copytree(KITCHEN / "contributions", tmp_path / "contributions")
    for name, suppression in (
        ("notat.md", "tillat: [ARK206]\n"),
        ("prosjekt.md", "<!-- arkdoc: tillat ARK212 -->\n"),
    ):
        file = tmp_path / "contributions" / name
        text = file.read_text(encoding="utf-8")
        assert suppression in text
        file.write_text(text.replace(suppression, ""), encoding="utf-8")
    found = [d.rule.code for d in build(load(tmp_path), frozenset({"html"})).diagnostics]
    assert found.count("ARK206") == 2
    assert "ARK212" in found


def test_the_fixture_is_small() -> None:
    assert all(file.stat().st_size < 20_000 for file in KITCHEN.rglob("*") if file.is_file())


# --- the same in all three ---------------------------------------------------------------


def test_headings(kitchen: BuildResult, docx: WordFile) -> None:
    outline = [(level + 1, text) for level, text in docx.outline()]
    assert outline == html_headings(kitchen.outputs["html"], marks=False)
    assert outline == pdf_outline(kitchen.outputs["pdf"])
    assert skipped_levels(outline) == []
    assert {level for level, _ in outline} == {1, 2, 3, 4, 5, 6}
    assert (3, "Utskrift frå eigen maskin") in outline, "a heading in a box"


def test_every_line_is_in_all_three(kitchen: BuildResult, docx: WordFile) -> None:
    pdf = squeezed(pdf_flow(kitchen.outputs["pdf"]))
    at_end = {"Fotnoter", "Fotnotar", "Footnotes"}  # in the PDF they stand at the pages' feet
    unprinted = {"Utført", "Ikkje utført", "Utkast", "Hopp til innholdet", *at_end, *ALTS}
    for line in html_text(kitchen.outputs["html"]).split("\n"):
        if line.strip() not in unprinted:
            assert squeezed(line.replace(INLINE, "")) in pdf, line
    page = squeezed(html_text(kitchen.outputs["html"], marks=False).replace(INLINE, ""))
    for paragraph in docx.body.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}sdt"), None) is None:
            assert squeezed(_text(paragraph)) in page


def test_tables(docx: WordFile, page: Any) -> None:
    in_word = [
        [
            [" ".join(map(_text, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        for table in docx.body.iter(f"{W}tbl")
    ]
    in_html = [
        [[_content(cell) for cell in row.iterchildren("th", "td")] for row in table.iter("tr")]
        for table in page.find_class("ark-table")
    ]
    assert in_word == in_html
    assert [(len(table), len(table[0])) for table in in_word] == [
        (5, 6), (5, 5), (4, 4), (3, 2), (4, 9), (4, 3), (3, 2), (3, 2), (3, 6), (3, 3),
    ]  # fmt: skip


def test_captions_count_tables_and_figures_apart(docx: WordFile, page: Any) -> None:
    styled = docx.paragraphs()
    in_word = [" ".join(text.split()) for style, text in styled if style.startswith("caption")]
    assert in_word == [_content(caption) for caption in page.find_class("ark-caption")]
    leads = [text.split(".")[0] for text in in_word]
    assert leads == [
        *(
            "Figur 1",
            "Tabell 1",
            "Figur 2",
            "Tabell 2",
            "Tabell 3",
            "Tabell 4",
            "Tabell 5",
            "Figur 3",
            "Tabell 6",
            "Table 7",
        )
    ]


def test_row_headers_are_headers(docx: WordFile, page: Any) -> None:
    looks = [table.find(f"{W}tblPr/{W}tblLook") for table in docx.body.iter(f"{W}tbl")]
    in_word = [look.get(f"{W}firstColumn") == "1" for look in looks]
    in_html = [bool(t.xpath(".//th[@scope='row']")) for t in page.find_class("ark-table")]
    assert in_word == in_html
    assert sum(in_word) == 6, "those of measures, «Tabell (radtitler)», and what is inferred"


def test_list_items(docx: WordFile, page: Any) -> None:
    in_word = list(_word_items(docx.body))
    assert in_word == list(_html_items(page, page.find_class("ark-list")))
    assert {depth for depth, _ in in_word} == {0, 1, 2, 3, 4}


def test_footnotes(docx: WordFile, page: Any) -> None:
    notes = [
        [_text(p) for p in note.iter(f"{W}p")]
        for note in docx.footnotes.iter(f"{W}footnote")
        if note.get(f"{W}type") is None
    ]
    in_html = []
    for item in page.find_class("ark-footnote"):
        for back in item.find_class("ark-back"):
            back.drop_tree()
        blocks = item.xpath("./p | .//li")
        in_html.append([_content(block) for block in blocks if _content(block)])
    assert notes == in_html
    assert max(len(note) for note in notes) == 3


def test_footnote_marks(docx: WordFile, page: Any) -> None:
    in_html = [a.text for a in page.xpath("//main//a[@role='doc-noteref']")]
    in_word = []
    for node in docx.body.iter(f"{W}footnoteReference", f"{W}instrText"):
        if node.tag == f"{W}footnoteReference":
            in_word.append(node.get(f"{W}id"))
        elif again := re.search(r"NOTEREF \S*fotnote_(\d+)_", node.text or ""):
            in_word.append(again[1])
    assert in_word == in_html
    assert in_html.count("1") == in_html.count("2") == in_html.count("5") == 2


INLINE = "WLAN-merke"
ALTS = [
    "Stolpediagram over 6 tiltak fra 3 enheter: 2 gjennomført, 2 pågår, 1 planlagt og 1 ikke "
    "gjennomført. Flest tiltak: Eiendomsavdelingen (2), IT-avdelinga (2), HR- og HMS-avdelingen "
    "(2). Flest som ikke er gjennomført: HR- og HMS-avdelingen (1). Alle tallene står i tabellen "
    "nedenfor.",
    "Søylediagram. Avvik meldt hver måned: januar 24, februar 19, mars 17, april 12, mai 9, juni 6.",
    INLINE,
    "Linjediagram. Talet på feilmeldingar per veke går frå 40 i veke 2 til 5 i veke 24.",
]


def test_text_alternatives(kitchen: BuildResult, docx: WordFile, page: Any) -> None:
    described = [node.get("descr") for node in docx.body.iter("{*}docPr")]
    assert [alt for alt in described if alt] == ALTS
    assert described.count(None) + described.count("") == 1, "the decoration"
    shown = [img.get("alt") for img in page.iter("img") if "ark-task" not in _class(img)]
    assert [alt for alt in shown if alt] == ALTS
    reader = pypdf.PdfReader(io.BytesIO(kitchen.outputs["pdf"]))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    figures = [element for element in elements(tree) if element.get("/S") == "/Figure"]
    tagged = [str(figure["/Alt"]) for figure in figures]
    assert [alt for alt in tagged if not alt.lower().endswith("utført")] == ALTS


def test_links(kitchen: BuildResult, docx: WordFile, page: Any) -> None:
    links = page.xpath("//main//a[not(ancestor::nav) and not(@role)]")
    notes = [a for a in links if a.xpath("ancestor::*[@role='doc-endnotes']")]
    in_html = [(_outside(a.get("href")), _content(a)) for a in links if a not in notes]
    assert list(_word_links(docx, "document", docx.body)) == in_html
    assert list(_word_links(docx, "footnotes", docx.footnotes)) == [
        (a.get("href"), _content(a)) for a in notes
    ]
    reader = pypdf.PdfReader(io.BytesIO(kitchen.outputs["pdf"]))
    addresses = [
        note.get_object()["/A"]["/URI"]
        for sheet in reader.pages
        for note in sheet.get("/Annots", ())
        if "/A" in note.get_object()
    ]
    # An address that runs over two lines is two annotations.
    once = [a for n, a in enumerate(addresses) if n == 0 or a != addresses[n - 1]]
    assert once == [a.get("href") for a in links if not a.get("href").startswith("#")]


def test_languages(docx: WordFile, page: Any) -> None:
    in_word = {node.get(f"{W}val") for node in docx.body.iter(f"{W}lang")}
    assert in_word == {"nn-NO", "en-GB"}
    assert {node.get("lang") for node in page.xpath("//*[@lang]")} == {"nb-NO", *in_word}


def test_landscape(kitchen: BuildResult, docx: WordFile) -> None:
    sections = [
        (node.find(f"{W}pgSz").get(f"{W}orient") or "portrait")
        for node in docx.body.iter(f"{W}sectPr")
    ]
    assert sections == ["portrait", "landscape", "portrait"]
    reader = pypdf.PdfReader(io.BytesIO(kitchen.outputs["pdf"]))
    across = [sheet.mediabox.width > sheet.mediabox.height for sheet in reader.pages]
    assert across.count(True) == 1
    assert all("Utkast" in sheet.extract_text() for sheet in reader.pages)


# --- what others say of it ---------------------------------------------------------------


def test_weasyprint_has_nothing_to_say(kitchen: BuildResult) -> None:
    styles = builtin_styles()
    theme = parse_theme(
        (styles / TOKENS).read_text(encoding="utf-8"),
        (styles / PRINT_CSS).read_text(encoding="utf-8"),
    )
    document = kitchen.analysis.assembly.document
    assert write_pdf(write_html(document, theme, medium="print"), document, theme).messages == ()


@needs_audit
def test_the_audit_finds_nothing(kitchen: BuildResult, tmp_path: Path) -> None:
    assert audit_errors(kitchen.outputs["docx"], tmp_path) == []


def test_the_same_bytes_from_another_folder(kitchen: BuildResult, tmp_path: Path) -> None:
    shutil.copytree(KITCHEN / "contributions", tmp_path / "contributions")
    assert build(load(tmp_path), TARGETS).outputs == kitchen.outputs


# --- reading back ------------------------------------------------------------------------


def _text(element: Any) -> str:
    """The text of a part of a Word file, without footnote and task marks."""
    pieces = []
    for run in element.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is None or style.get(f"{W}val") != "FootnoteReference":
            pieces.append(text_of(run))
    return " ".join("".join(pieces).strip(BOXES).split())


def _content(element: Any) -> str:
    """The text of an element of the page, without footnote marks and lists' markers."""
    shown = ".//text()[not(ancestor::sup) and not(parent::span[@class='ark-marker'])]"
    pieces = element.xpath(f"{shown} | .//br")
    return " ".join("".join(p if isinstance(p, str) else " " for p in pieces).split())


def _word_items(root: Any) -> Iterator[tuple[int, str]]:
    for paragraph in root.iter(f"{W}p"):
        level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        if level is not None:
            yield int(level.get(f"{W}val")), _text(paragraph)


def _html_items(page: Any, items: list[Any]) -> Iterator[tuple[int, str]]:
    for item in items:
        if item.xpath("ancestor::*[@role='doc-endnotes']"):
            continue
        # A quote in an item restarts its lists, in Word as here.
        quotes = item.xpath("ancestor::blockquote[1]")
        inside = [
            a for a in item.iterancestors("li") if not quotes or quotes[0] in a.iterancestors()
        ]
        paragraph = item.find("p")
        tight = item.getparent().get("class", "").startswith("ark-tight")
        yield len(inside), _lead(item) if tight or paragraph is None else _content(paragraph)


def _lead(item: Any) -> str:
    """The text of a tight item, up to the first block in it."""
    text = item.text or ""
    for child in item:
        if child.tag in ("ul", "ol", "p", "pre", "table", "blockquote", "div"):
            break
        text += _content(child) if child.tag != "sup" else ""
        text += (" " if "ark-marker" in child.get("class", "") else "") + (child.tail or "")
    return " ".join(text.split())


def _word_links(docx: WordFile, part: str, root: Any) -> Iterator[tuple[str, str]]:
    relations = etree.fromstring(docx.parts[f"word/_rels/{part}.xml.rels"])
    targets = {r.get("Id"): r.get("Target") for r in relations}
    for link in root.iter(f"{W}hyperlink"):
        if not any(True for _ in link.iterancestors(f"{W}sdt")):
            target = link.get(f"{R}id")
            yield (targets[target] if target else "#", _text(link))


def _outside(address: str) -> str:
    return "#" if address.startswith("#") else address


def _class(image: Any) -> str:
    return str(image.getparent().get("class", ""))
