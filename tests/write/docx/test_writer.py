"""The Word writer, its files read back by others: python-docx, zipfile, lxml, openxml-audit."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from arkdoc.model.document import Document, Part
from arkdoc.model.nodes import (
    Alignment,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    Link,
    Paragraph,
    Quote,
    Strong,
    Table,
)
from arkdoc.model.tree import plain_text, simple_cell
from arkdoc.ooxml.oxml import bookmark_name, clean
from arkdoc.style.role import HEADINGS, Kind, Role
from arkdoc.style.theme import Theme, builtin_styles, parse_theme
from arkdoc.write.docx.content.inlines import address
from arkdoc.write.docx.styles.paragraph_format import natural_leading
from arkdoc.write.docx.styles.variants import style_id
from arkdoc.write.docx.writer import write_docx
from tests.support.ooxml_audit import audit_errors, needs_audit
from tests.support.project import REPOSITORY, Project, cost, growth
from tests.support.sample import (
    ICON,
    PNG,
    SVG,
    bullets,
    caption,
    heading,
    item,
    numbers,
    para,
    png,
    row,
    sample_document,
    text,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def theme() -> Theme:
    styles = builtin_styles()
    return parse_theme((styles / "tokens.toml").read_text(), (styles / "print.css").read_text())


def written(document: Document, pages: dict[str, int] | None = None) -> bytes:
    return write_docx(document, theme(), pages=pages or {}, pictures={SVG: png(96, 19, (9, 9, 9))})


@cache
def sample() -> bytes:
    document = sample_document()
    return written(document, {entry.target: n for n, entry in enumerate(document.contents, 1)})


def small(**fields: Any) -> Table:
    rows = (row("Granskog", "8"), row("Furumo", "12"))
    sides = (Alignment.LEFT, Alignment.RIGHT)
    return Table(sides, row("Rom", "Plasser"), rows, widths=(0.7, 0.3), **fields)


def nested(depth: int, levels: int) -> Any:
    inside = (nested(depth + 1, levels),) if depth < levels else ()
    return bullets(item(f"nivå {depth}", *inside))


def box(kind: ContainerKind, *blocks: Any, label: str = "Merknad") -> Container:
    return Container(kind, blocks, label)


def kitchen_sink() -> Document:
    """What the sample leaves out: everything inside everything else."""
    note, across = ContainerKind.NOTE, ContainerKind.LANDSCAPE
    blocks = (
        heading(1, "bokser", "Bokser"),
        box(
            note,
            para("Tekst"),
            bullets("punkt", item("punkt", para("mer"), numbers("en", item("to", small())))),
            small(),
            para("Etter tabellen"),
            Quote((para("sitat"),)),
            CodeBlock("kode\n\tmed tabulator"),
            heading(2, "i-boksen", "I boksen"),
            para("Sist"),
        ),
        box(
            ContainerKind.PROPOSAL,
            small(caption=caption("Tabell", 1, "I forslaget"), id="tabell-1", row_headers=True),
            numbers("Vedtas", tight=False),
            Figure(Image(PNG, "Søyler"), caption("Figur", 1, "I boksen"), "figur-1"),
            box(note, para("Innerst")),
            label="Forslag til vedtak",
        ),
        nested(1, 11),
        bullets(item(Quote((para("sitat først"),))), item(), item(box(note, para("i liste")))),
        numbers(item("gjort", checked=True), item("ugjort", checked=False)),
        Quote((para("a"), bullets("b"), box(note, para("c")), CodeBlock("d"), small())),
        small(),
        small(),
        heading(
            2,
            "å-så-lang-en-overskrift-at-word-ikke-tåler-navnet",
            "En ",
            Strong(text("sterk")),
            FootnoteReference("n1", 1, 1),
        ),
        para(
            Strong(text("a ", Emphasis(text("b")))),
            Link("https://eksempel.no/ø å?q=1#x", text("virker")),
            Link("http://[feil", text("virker ikke")),
            FootnoteReference("n1", 1, 2),
            FootnoteReference("n4", 4, 1),
            " bløt\u00adstrek",
        ),
        Directive("tiltak", "[[tiltak]]"),
        Container(across, (small(),)),
        Container(across, (para("tett på"), Container(across, (para("inni"),)), small())),
        para("Oppreist"),
        Container(across, (small(),)),
    )
    notes = {
        "n1": Footnote("n1", (para("Se ", FootnoteReference("n2", 2, 1)), bullets("punkt")), 1),
        "n2": Footnote("n2", (para("Se ", FootnoteReference("n3", 3, 1)),), 2),
        "n3": Footnote("n3", (small(),), 3, "nn"),
        "n4": Footnote(
            "n4", (para(Image(ICON, "merke"), Link("https://example.org", text("x"))),), 4
        ),
    }
    document = sample_document()
    head = replace(document.head, rows=(), exemption="", case_type="", date="", draft="")
    part = Part("", "nb", "contributions/notat.md", blocks)
    return replace(document, head=head, parts=(part,), footnotes=notes, contents=())


def just(*blocks: Any, **fields: Any) -> Document:
    """The sample's head over other blocks."""
    part = Part("", "nb", "contributions/notat.md", blocks)
    return replace(sample_document(), parts=(part,), contents=(), **fields)


DOCUMENTS = {"sample": sample, "kitchen sink": lambda: written(kitchen_sink())}


@pytest.fixture(params=DOCUMENTS)
def both(request: pytest.FixtureRequest) -> bytes:
    return DOCUMENTS[request.param]()


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def val(element: Any, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{attribute}")


def said(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def indent(styles: dict[str, Any], identifier: str | None) -> int:
    """The left indent that a style says, or that those it is based on say."""
    while identifier:
        left = val(styles[identifier], "pPr/ind", "left")
        if left is not None:
            return int(left)
        identifier = val(styles[identifier], "basedOn")
    return 0


def number(paragraph: Any) -> tuple[str | None, str | None]:
    return val(paragraph, "pPr/numPr/numId"), val(paragraph, "pPr/numPr/ilvl")


# --- the package -------------------------------------------------------------------------


def test_every_part_is_well_formed_and_typed(both: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(both)) as archive:
        names = archive.namelist()
        types = archive.read("[Content_Types].xml").decode()
        for name in names:
            if name.endswith((".xml", ".rels", ".svg")):
                etree.fromstring(archive.read(name))
            assert f'Extension="{name.rpartition(".")[2]}"' in types or f"/{name}" in types
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert not any("thumbnail" in name for name in names)


@needs_audit
def test_the_audit_finds_nothing(both: bytes, tmp_path: Path) -> None:
    assert audit_errors(both, tmp_path) == []


def test_same_bytes_in_another_process_hash_seed_and_time_zone() -> None:
    code = (
        "import hashlib, tests.write.docx.test_writer as t;"
        "print(hashlib.sha256(t.sample()).hexdigest(),"
        " hashlib.sha256(t.written(t.kitchen_sink())).hexdigest())"
    )
    here = [hashlib.sha256(make()).hexdigest() for make in DOCUMENTS.values()]
    environ = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    command = [sys.executable, "-c", code]
    other = subprocess.run(
        command, cwd=REPOSITORY, env=environ, capture_output=True, text=True, check=True
    )
    assert other.stdout.split() == here


def test_properties_say_what_is_true() -> None:
    properties = opened(sample()).core_properties
    assert properties.title == "Utkast: Status Arbeidsmiljøundersøkelsen 2017"
    assert properties.subject == "SAK 11/19"
    assert properties.author == "Prorektor"
    assert properties.language == "nb-NO"
    assert properties.identifier == "11/19"
    for found in (properties.created, properties.modified):
        assert found is not None
        assert found.strftime("%Y-%m-%d %H:%M:%S") == "2019-02-27 00:00:00"
    undated = part(written(kitchen_sink()), "docProps/core.xml")
    assert not [element for element in undated if element.tag.endswith(("created", "modified"))]
    assert b"python-docx" not in sample()


def test_settings_ask_word_nothing() -> None:
    settings = part(sample(), "word/settings.xml")
    modes = {
        setting.get(f"{W}name"): setting.get(f"{W}val")
        for setting in settings.iter(f"{W}compatSetting")
    }
    assert modes["compatibilityMode"] == "15"
    assert settings.find(f"{W}updateFields") is None
    assert settings.find(f"{W}autoHyphenation") is None
    assert val(settings, "evenAndOddHeaders") == "0"
    assert val(settings, "themeFontLang") == "nb-NO"


# --- styles ------------------------------------------------------------------------------


def styles_of(data: bytes) -> dict[str, Any]:
    return {style.get(f"{W}styleId"): style for style in part(data, "word/styles.xml")[1:]}


def test_the_document_speaks_its_language() -> None:
    defaults = part(sample(), "word/styles.xml").find(f"{W}docDefaults")
    assert val(defaults, "rPrDefault/rPr/lang") == "nb-NO"


@pytest.mark.parametrize("role", Role, ids=lambda role: role.token)
def test_each_role_has_a_style_under_words_own_name(role: Role) -> None:
    found = styles_of(sample())[style_id(role.word_style)]
    assert val(found, "name") == role.word_style
    assert found.get(f"{W}type") == role.kind.value
    assert (found.get(f"{W}customStyle") == "1") == role.word_style.startswith("Ark ")


@pytest.mark.parametrize("role", Role, ids=lambda role: role.token)
def test_each_style_sets_its_type_as_the_theme_says(role: Role) -> None:
    if role.kind is Kind.TABLE:
        return
    found, style = styles_of(sample())[style_id(role.word_style)], theme()[role]
    says = theme().explicit[role] if role.kind is Kind.CHARACTER else style.__dataclass_fields__
    properties = found.find(f"{W}rPr")
    expected = {
        "sz": str(round(style.size * 2)) if "size" in says else None,
        "color": style.colour[1:].upper() if "colour" in says else None,
    }
    assert {tag: val(properties, tag) for tag in expected} == expected
    assert val(properties, "rFonts", "ascii") == (style.font.word if "font" in says else None)
    for tag, on in (
        ("b", style.bold and "bold" in says),
        ("i", style.italic and "italic" in says),
        ("strike", style.strike and "strike" in says),
        ("u", style.underline and "underline" in says),
        ("vertAlign", style.superscript and "superscript" in says),
    ):
        assert (properties.find(f"{W}{tag}") is not None) == on, tag


PARAGRAPHS = [role for role in Role if role.kind is Kind.PARAGRAPH]


@pytest.mark.parametrize("role", PARAGRAPHS, ids=lambda role: role.token)
def test_each_paragraph_style_is_spaced_as_the_theme_says(role: Role) -> None:
    properties = styles_of(sample())[style_id(role.word_style)].find(f"{W}pPr")
    style = theme()[role]
    assert val(properties, "spacing", "before") == str(round(style.before * 20))
    assert val(properties, "spacing", "after") == str(round(style.after * 20))
    assert (properties.find(f"{W}keepNext") is not None) == style.keep_next
    if role is not Role.FIGURE:  # a picture's line is as high as the picture
        lines = int(val(properties, "spacing", "line") or 0) / 240
        points = lines * natural_leading(style.font) * style.size
        assert points == pytest.approx(style.size * style.leading, abs=0.05)
    left = val(properties, "pBdr/left", "color")
    shade = val(properties, "shd", "fill")
    assert shade == (style.background[1:].upper() if style.background else None)
    if style.border_left:
        assert left == style.border_left.colour[1:].upper()
        assert val(properties, "pBdr/left", "sz") == str(round(style.border_left.width * 8))


def test_headings_are_words_own() -> None:
    styles = styles_of(sample())
    for level, role in enumerate(HEADINGS):
        properties = styles[f"Heading{level + 1}"].find(f"{W}pPr")
        assert val(properties, "outlineLvl") == str(level)
        assert properties.find(f"{W}keepLines") is not None
        assert role.word_style == f"heading {level + 1}"


def test_nothing_is_formatted_directly(both: bytes) -> None:
    allowed = {"pStyle", "numPr", "sectPr", "rStyle", "lang", "jc"}
    for name in ("word/document.xml", "word/footnotes.xml"):
        for properties in part(both, name).iter(f"{W}pPr", f"{W}rPr"):
            tags = {etree.QName(child).localname for child in properties}
            assert tags <= allowed, tags


def test_every_style_that_is_used_is_there_and_every_id_is_its_own(both: bytes) -> None:
    root = part(both, "word/styles.xml")
    ids = [style.get(f"{W}styleId") for style in root.iter(f"{W}style")]
    assert len(ids) == len(set(ids))
    names = [val(style, "name") for style in root.iter(f"{W}style")]
    assert len(names) == len({str(name).lower() for name in names})
    with zipfile.ZipFile(io.BytesIO(both)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
                    for use in etree.fromstring(archive.read(name)).iter(f"{W}{tag}"):
                        assert use.get(f"{W}val") in ids


def test_no_style_is_there_for_nothing(both: bytes) -> None:
    """Word's four, the roles and the head's label always; variants only where they are used."""
    always = {style_id(role.word_style) for role in Role}
    always |= {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "ArkHeadLabelChar"}
    used = set()
    with zipfile.ZipFile(io.BytesIO(both)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "styles" not in name:
                root = etree.fromstring(archive.read(name))
                for use in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
                    used.add(use.get(f"{W}val"))
    assert set(styles_of(both)) - always <= used


# --- blocks ------------------------------------------------------------------------------


def test_headings_and_levels() -> None:
    blocks = [b for p in sample_document().parts for b in p.blocks if isinstance(b, Heading)]
    found = [
        (int(paragraph.style.name.split()[1]), paragraph)
        for paragraph in opened(sample()).paragraphs
        if paragraph.style.name.startswith("Heading ")
    ]
    assert [level for level, _ in found] == [block.level for block in blocks]
    assert [p.text.strip("0123456789") for _, p in found] == [
        plain_text(block.inlines) for block in blocks
    ]
    names = {
        start.get(f"{W}name")
        for _, paragraph in found
        for start in paragraph._p.iter(f"{W}bookmarkStart")
    }
    assert names == {bookmark_name(block.id) for block in blocks}


def test_the_head_is_paragraphs() -> None:
    draft, *paragraphs = opened(sample()).paragraphs[:14]
    assert (draft.text, draft.runs[0].style.name) == ("Utkast", "Ark Draft")
    assert [(p.style.name, p.text) for p in paragraphs[:4]] == [
        ("Ark Kicker", "SAK 11/19"),
        ("Title", "Status Arbeidsmiljøundersøkelsen 2017"),
        ("Subtitle", "(informasjon/drøfting)"),
        ("Ark Head Value", "Til\tLosam BU"),
    ]
    assert paragraphs[11].style.name == "Ark Head Value Last"
    assert paragraphs[12].style.name == "Ark Exemption"


def test_each_list_counts_from_its_own_start() -> None:
    data = written(
        just(numbers("a", "b"), para("x"), numbers("c"), numbers("d", start=7), bullets("e"))
    )
    items = [number(p) for p in part(data).iter(f"{W}p") if number(p)[0]]
    assert [level for _, level in items] == ["0"] * 5
    ids = [identifier for identifier, _ in items]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 4
    starts = {
        num.get(f"{W}numId"): val(num, "lvlOverride/startOverride")
        for num in part(data, "word/numbering.xml").iter(f"{W}num")
    }
    assert [starts[str(identifier)] for identifier in ids[1:]] == ["1", "1", "7", None]


def test_lists_nest_past_words_nine_levels() -> None:
    data = written(just(nested(1, 11)))
    items = [(number(p), said(p)) for p in part(data).iter(f"{W}p") if number(p)[0]]
    assert [level for (_, level), _ in items] == [*(str(n) for n in range(9)), "0", "1"]
    assert [name for _, name in items] == [f"nivå {n}" for n in range(1, 12)]
    lefts = []
    numbering = part(data, "word/numbering.xml")
    shapes = {num.get(f"{W}numId"): val(num, "abstractNumId") for num in numbering.iter(f"{W}num")}
    for (identifier, level), _ in items:
        path = f"{W}abstractNum[@{W}abstractNumId='{shapes[str(identifier)]}']/{W}lvl"
        lefts.append(int(val(numbering.findall(path)[int(str(level))], "pPr/ind", "left") or 0))
    assert lefts == sorted(set(lefts))


def test_tasks_show_their_state() -> None:
    texts = [said(p) for p in part(sample()).iter(f"{W}p")]
    assert "☒Velge verneombud" in texts
    assert any(found.startswith("☐Gå vernerunde") for found in texts)


def test_blocks_in_items_stand_in_as_far_as_the_item() -> None:
    styles = styles_of(sample())
    paragraphs = {p.text: p for p in opened(sample()).paragraphs}
    step = round(theme()[Role.LIST].indent * 1440 / 25.4)
    more = paragraphs["Det har vært behov for å sikre den enkelte medarbeiders involvering."]
    assert more.style.name == "List Continue Loose"
    assert indent(styles, more.style.style_id) == step
    code = next(p for p in paragraphs.values() if p.text.startswith("SELECT"))
    assert code.text == "SELECT tiltak, status\nFROM plan  -- tre rader\nWHERE år = 2018;"
    assert indent(styles, code.style.style_id) > step
    table = next(t for t in part(sample()).iter(f"{W}tbl") if "Granskog" in said(t))
    assert val(table, "tblPr/tblInd", "w") == str(step)


def test_tables_have_a_header_and_the_width_of_their_page(both: bytes) -> None:
    page = theme().page
    body = part(both).find(f"{W}body")
    for table in body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows] == [
            True,
            *[False] * (len(rows) - 1),
        ]
        assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look.get(f"{W}firstRow") == "1"
        assert val(table, "tblPr/tblLayout", "type") == "fixed"
        widths = [int(c.get(f"{W}w")) for c in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert sum(widths) == int(val(table, "tblPr/tblW", "w") or 0)
        assert sum(widths) <= round((page.height - page.left - page.right) * 1440 / 25.4) + 20
    upright, across = (
        next(t for t in opened(sample()).tables if word in t._tbl.xml)
        for word in ("Svarprosent etter seksjon", "Bruk av fellesarealene")
    )
    for table, measure in (
        (upright, page.measure),
        (across, page.height - page.left - page.right),
    ):
        total = int(val(table._tbl, "tblPr/tblW", "w") or 0)
        assert total == pytest.approx(measure * 1440 / 25.4, abs=20)
        assert val(table._tbl, "tblPr/tblLook", "firstColumn") == "1"
    assert val(upright._tbl, "tblPr/tblCaption").startswith("Tabell\u00a02. Svarprosent")
    second = upright._tbl.findall(f"{W}tr")[1].findall(f"{W}tc")
    assert [val(cell, "p/pPr/jc") for cell in second] == ["left", "right", "right", "center"]


def test_tables_never_touch(both: bytes) -> None:
    for name in ("word/document.xml", "word/footnotes.xml"):
        for table in part(both, name).iter(f"{W}tbl"):
            assert table.getnext().tag == f"{W}p"


def test_captions_are_counted_by_fields() -> None:
    codes = [code.text.strip() for code in part(sample()).iter(f"{W}instrText")]
    assert codes.count("SEQ Tabell \\* ARABIC") == 3
    assert codes.count("SEQ Figur \\* ARABIC") == 2
    captions = [p.text for p in opened(sample()).paragraphs if "aption" in p.style.name]
    assert "Figur\u00a02. Svarprosent ved Universitetsbiblioteket" in captions


def test_pages_across_are_sections_and_none_is_empty() -> None:
    sections = opened(sample()).sections
    assert [section.orientation for section in sections] == [0, 1, 0]
    assert [section.different_first_page_header_footer for section in sections] == [
        True,
        False,
        False,
    ]
    header = [paragraph.text for paragraph in sections[1].header.paragraphs]
    # Beside a law's long name there is no room for the title.
    assert header == [
        "\tUtkast · Unntatt offentlighet, jf. offl. § 13, jf. fvl. § 13 første ledd nr. 1",
        "SAK 11/19: Status Arbeidsmiljøundersøkelsen 2017",
    ]
    (first,) = sections[0].first_page_header.paragraphs
    assert first.text == header[0]
    assert [p.text for p in sections[1].footer.paragraphs] == ["Side 1 av 1"]
    # Across, across (joined), upright, across at the very end: four sections and no more.
    assert [s.orientation for s in opened(written(kitchen_sink())).sections] == [0, 1, 0, 1]


def test_only_what_word_asks_for_is_blank(both: bytes) -> None:
    for paragraph in part(both).iter(f"{W}p"):
        drawn = paragraph.find(f".//{W}drawing") is not None
        if said(paragraph) or drawn or number(paragraph)[0] is not None:
            continue
        above, below = paragraph.getprevious(), paragraph.getnext()
        is_in_cell = paragraph.getparent().tag == f"{W}tc"
        if not (is_in_cell and len(paragraph.getparent()) == 2):  # an empty cell
            assert above.tag == f"{W}tbl"
            assert (
                below is None
                or below.tag in (f"{W}tbl", f"{W}sectPr")
                or (paragraph.find(f"{W}pPr/{W}sectPr") is not None)
            )
            between = below is not None and below.tag == f"{W}tbl"
            ends = paragraph.find(f"{W}pPr/{W}sectPr") is not None
            name = "ArkSeparator" if between and not ends else "ArkEnding"
            assert val(paragraph, "pPr/pStyle") == name


def test_what_ends_in_a_table_has_no_space_there() -> None:
    data = written(just(small(), small()))
    styles = styles_of(data)
    spaces = {
        name: (val(styles[name], "pPr/spacing", "before"), val(styles[name], "pPr/spacing", "line"))
        for name in ("ArkSeparator", "ArkEnding")
    }
    assert spaces == {
        "ArkSeparator": (str(round(theme()[Role.TABLE].after * 20)), "20"),
        "ArkEnding": ("0", "20"),
    }
    assert {val(styles[name], "rPr/sz") for name in spaces} == {"2"}


def borders(styles: dict[str, Any], identifier: str | None) -> bytes:
    """What a paragraph style says of its borders and shading, or those it is based on."""
    said = []
    for tag in ("pBdr", "shd"):
        style = identifier
        while style and (found := styles[style].find(f"{W}pPr/{W}{tag}")) is None:
            style = val(styles[style], "basedOn")
        said.append(etree.tostring(found) if style else b"")
    return b"".join(said)


@pytest.mark.parametrize(
    "blocks",
    [
        [box(ContainerKind.NOTE, para(text_)) for text_ in ("en", "to", "tre")],
        [box(ContainerKind.PROPOSAL, para(text_)) for text_ in ("en", "to")],
        [CodeBlock("en"), CodeBlock("to"), CodeBlock("tre")],
        [Quote((para("en"),)), Quote((para("to"),))],
        [box(ContainerKind.NOTE, para("en")), CodeBlock("to"), CodeBlock("tre")],
    ],
    ids=["notes", "proposals", "code", "quotes", "one ground"],
)
def test_boxes_that_meet_stay_apart(blocks: list[Any]) -> None:
    """Word draws paragraphs with the same borders as one box, and shades the space between."""
    data = written(just(*blocks))
    styles = styles_of(data)
    drawn = [
        borders(styles, val(p, "pPr/pStyle"))
        for p in part(data).find(f"{W}body").findall(f"{W}p")
        if said(p) in ("Merknad", "en", "to", "tre")
    ]
    runs = [len(list(run)) for _, run in groupby(drawn)]
    assert runs == [2 if isinstance(block, Container) else 1 for block in blocks]
    shades = [d[d.rindex(b"fill=") :] for d in drawn if b"fill=" in d]
    assert len(list(groupby(shades))) in (0, len(blocks))


def test_numbers_stand_in_from_the_right() -> None:
    rows = (row("a", "1,5"), (*row("b"), replace(simple_cell(text("12")), inset=0.76)))
    sides = (Alignment.LEFT, Alignment.RIGHT)
    data = written(just(Table(sides, row("Hva", "Tall"), rows, widths=(0.5, 0.5))))
    styles = styles_of(data)
    (inset,) = (p for p in part(data).iter(f"{W}p") if said(p) == "12")
    style = styles[str(val(inset, "pPr/pStyle"))]
    size = theme()[Role.TABLE_TEXT].size
    assert val(style, "pPr/ind", "right") == str(round(0.76 * size * 20))
    assert val(style, "basedOn") == "ArkTableText"
    assert val(inset, "pPr/jc") == "right"


def test_the_last_row_is_never_alone_below_the_header_that_returns() -> None:
    for count in (1, 2, 4):
        rows = tuple(row(f"a{n}", f"b{n}") for n in range(count))
        data = written(just(Table((Alignment.NONE,) * 2, row("a", "b"), rows)))
        styles = styles_of(data)
        table = next(part(data).iter(f"{W}tbl"))
        kept = [
            {
                styles[str(val(p, "pPr/pStyle"))].find(f"{W}pPr/{W}keepNext") is not None
                for p in line.iter(f"{W}p")
            }
            for line in table.findall(f"{W}tr")
        ]
        header, *body = kept
        assert header == {True}
        assert [True in line for line in body] == [n == count - 2 for n in range(count)]
        assert all(len(line) == 1 for line in body)


def test_a_figure_without_a_caption_keeps_from_what_follows_and_is_not_tied_to_it() -> None:
    data = written(just(Figure(Image(PNG, "Et bilde")), para("etter")))
    drawn = next(p for p in part(data).iter(f"{W}p") if p.find(f".//{W}drawing") is not None)
    style = styles_of(data)[str(val(drawn, "pPr/pStyle"))]
    assert val(style, "pPr/spacing", "after") == str(round(theme()[Role.TABLE].after * 20))
    assert val(style, "pPr/keepNext") == "0"


def test_text_keeps_from_the_contents_above_it() -> None:
    """By the text's own space: Word makes the entries anew."""
    document = sample_document()
    blocks = (Contents(), para("etter"))
    data = written(replace(document, parts=(Part("", "nb", "contributions/notat.md", blocks),)))
    after = next(p for p in part(data).iter(f"{W}p") if said(p) == "etter")
    style = styles_of(data)[str(val(after, "pPr/pStyle"))]
    assert int(val(style, "pPr/spacing", "before") or 0) >= theme()[Role.TABLE].after * 20


def test_boxes_keep_their_border_around_all_that_is_in_them() -> None:
    styles = styles_of(written(kitchen_sink()))
    border = theme()[Role.NOTE].border_left
    assert border is not None
    inside = [s for s in styles.values() if " in Note" in str(val(s, "name"))]
    assert len(inside) > 4
    for style in inside:
        if style.get(f"{W}type") == "table":
            colour = val(style, "tblPr/tblBorders/left", "color")
        else:
            based = styles[str(val(style, "basedOn"))]
            colour = val(style, "pPr/pBdr/left", "color") or val(based, "pPr/pBdr/left", "color")
        assert colour == border.colour[1:].upper(), val(style, "name")


# --- inlines -----------------------------------------------------------------------------


def test_links_lead_somewhere(both: bytes) -> None:
    body = part(both)
    names = {start.get(f"{W}name") for start in body.iter(f"{W}bookmarkStart")}
    assert len(names) == len({str(name).lower() for name in names})
    outside = {r.rId: r.target_ref for r in opened(both).part.rels.values() if r.is_external}
    for link in body.iter(f"{W}hyperlink"):
        identifier = link.get(qn("r:id"))
        assert link.get(f"{W}anchor") in names or identifier in outside
    for code in body.iter(f"{W}instrText"):
        if target := re.match(r"\s*(?:PAGEREF|NOTEREF) (\S+)", code.text or ""):
            assert target[1] in names


def test_a_link_has_its_title_wherever_it_leads(tmp_path: Path) -> None:
    project = Project(tmp_path).units({"a": "Enhet A"})
    project.contribution("a", '[x](#enhet-a "Om A") og [y](https://x.example/y "Om Y")\n')
    body = part(project.build("docx").outputs["docx"])
    tips = [link.get(f"{W}tooltip") for link in body.iter(f"{W}hyperlink")]
    assert tips == ["Om A", "Om Y"]


def test_addresses_are_uris() -> None:
    targets = {r.target_ref for r in opened(sample()).part.rels.values() if r.is_external}
    assert targets == {
        "https://example.org/studieadministrasjonen-2025?a=1&b=2",
        "mailto:post@studier.example",
    }
    assert address("https://eksempel.no/ø å?q=ø#x") == (
        "https://eksempel.no/%C3%B8%20%C3%A5?q=%C3%B8#x"
    )
    assert address("https://blåbær.no/100%") == "https://xn--blbr-roah.no/100%25"
    for unusable in (
        "http://[feil",
        "https://",
        "mailto:",
        "http://a b/",
        "https://a.no/" + "x" * 3000,
    ):
        assert address(unusable) == ""


def test_bookmark_names_are_words() -> None:
    identifiers = ["bakgrunn", "a-b", "a_b", "A_b", "å" * 90, "x" * 41, "1", "", "ødegård--1"]
    names = [bookmark_name(identifier) for identifier in identifiers]
    assert names[0] == "bakgrunn"
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,39}", name) for name in names)


def test_footnotes_are_words_own() -> None:
    notes = part(sample(), "word/footnotes.xml").findall(f"{W}footnote")
    assert [note.get(f"{W}type") for note in notes] == [
        "separator",
        "continuationSeparator",
        None,
        None,
        None,
    ]
    assert [len(note.findall(f"{W}p")) for note in notes[2:]] == [2, 1, 1]
    assert said(notes[2]).strip().startswith("Tiltaksplanene ble vedtatt våren 2018.")
    languages = {lang.get(f"{W}val") for lang in notes[4].iter(f"{W}lang")}
    assert languages == {"nn-NO"}
    calls = [call.get(f"{W}id") for call in part(sample()).iter(f"{W}footnoteReference")]
    assert calls == ["1", "2", "3"]
    codes = [code.text for code in part(sample()).iter(f"{W}instrText")]
    assert sum("NOTEREF" in str(code) for code in codes) == 3


def test_footnotes_called_in_footnotes_are_called_in_the_text() -> None:
    data = written(kitchen_sink())
    calls = list(part(data).iter(f"{W}footnoteReference"))
    assert [call.get(f"{W}id") for call in calls] == ["1", "2", "3", "4"]
    assert not any(call.get(f"{W}customMarkFollows") for call in calls)
    assert not list(part(data, "word/footnotes.xml").iter(f"{W}footnoteReference"))


def test_a_footnote_that_word_would_number_otherwise_keeps_its_number() -> None:
    notes = {"x": Footnote("x", (para("Note"),), 5)}
    data = written(just(para("Se", FootnoteReference("x", 5, 1)), footnotes=notes))
    (call,) = part(data).iter(f"{W}footnoteReference")
    assert call.get(f"{W}customMarkFollows") == "1"
    assert call.getnext().text == "5"


def test_images_have_their_alternative_or_are_decoration() -> None:
    found = [
        (about.get("descr"), b"decorative" in etree.tostring(about))
        for about in part(sample()).iter("{*}docPr")
    ]
    assert found == [
        ("Søylediagram: oppmøtet stiger.", False),
        ("grønn sirkel", False),
        ("Fem bokser i rekke, nummerert fra én til fem.", False),
        ("Søylediagram: svarprosenten stiger fra 71 i 2014 til 86 i 2017.", False),
        ("", True),
    ]


def test_an_svg_is_embedded_with_its_picture() -> None:
    with zipfile.ZipFile(io.BytesIO(sample())) as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
        vector = next(name for name in media if name.endswith(".svg"))
        assert archive.read(vector) == sample_document().assets[SVG].data
    assert len(media) == 5
    blip = next(part(sample()).iter("{*}svgBlip"))
    assert blip.getparent().getparent().getparent().tag.endswith("}blip")


def test_images_keep_their_size_until_they_must_shrink() -> None:
    document = sample_document()
    large = replace(document.assets[PNG], width=4000, height=2000)
    tall = replace(document.assets[PNG], width=500, height=9000)
    sizes = []
    for asset in (document.assets[PNG], large, tall):
        data = written(just(Figure(Image(PNG, "x")), assets={PNG: asset}))
        extent = next(part(data).iter("{*}extent"))
        sizes.append((int(extent.get("cx")) / 36000, int(extent.get("cy")) / 36000))
    page = theme().page
    assert sizes[0] == pytest.approx((360 / 96 * 25.4, 160 / 96 * 25.4), abs=0.1)
    assert sizes[1] == pytest.approx((page.measure, page.measure / 2), abs=0.1)
    assert sizes[2][1] == pytest.approx(page.height * 0.6, abs=0.1)


def test_text_in_another_language_says_so() -> None:
    spoken: dict[str, set[str]] = {}
    for p in opened(sample()).paragraphs:
        spoken[p.text] = {lang.get(f"{W}val") for lang in p._p.iter(f"{W}lang")}
    assert spoken["Summary in English"] == {"en-GB"}
    assert spoken["Tiltak og erfaringar"] == {"nn-NO"}
    assert spoken["Seksjon Gjøvik"] == set()
    assert spoken["Bakgrunn"] == set()


def test_styles_of_characters_are_mixed_by_name() -> None:
    data = written(just(para(Strong(text("a ", Emphasis(text("b")))))))
    styles = [
        val(run, "rPr/rStyle") for run in part(data).iter(f"{W}r") if said(run) in ("a ", "b")
    ]
    assert styles == ["Strong", "ArkEmphasisStrong"]
    mixture = styles_of(data)["ArkEmphasisStrong"]
    assert mixture.find(f"{W}rPr/{W}b") is not None
    assert mixture.find(f"{W}rPr/{W}i") is not None


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_becomes_a_sign_of_its_own(character: str) -> None:
    bad = f"a{character}b"
    document = just(
        heading(1, bad, bad),
        para(bad, Link(f"https://example.org/{bad}", text(bad), bad)),
        CodeBlock(bad),
        Figure(Image(PNG, bad), caption("Figur", 1, bad), bad),
        small(caption=caption("Tabell", 1, bad), id="t" + bad),
    )
    data = written(
        replace(document, head=replace(document.head, title=bad, running=bad, author=bad))
    )
    assert said(part(data)).count("a\ufffdb") >= 6
    assert clean(bad) == "a\ufffdb"


# --- the table of contents ---------------------------------------------------------------


def test_contents_are_entries_with_links_and_pages() -> None:
    document = sample_document()
    control = part(sample()).find(f"{W}body/{W}sdt")
    paragraphs = list(control.iter(f"{W}p"))
    assert said(paragraphs[0]) == "Innhold"
    assert val(paragraphs[0], "pPr/pStyle") == "TOCHeading"
    for page, (entry, paragraph) in enumerate(
        zip(document.contents, paragraphs[1:], strict=True), start=1
    ):
        assert val(paragraph, "pPr/pStyle") == f"TOC{entry.level}"
        link = paragraph.find(f"{W}hyperlink")
        assert link.get(f"{W}anchor") == bookmark_name(entry.target)
        assert said(paragraph).endswith(str(page))
    kinds = [char.get(f"{W}fldCharType") for char in control.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    assert kinds[-1] == "end"


def test_contents_without_pages_have_no_numbers() -> None:
    control = part(written(sample_document())).find(f"{W}body/{W}sdt")
    assert not [code for code in control.iter(f"{W}instrText") if "PAGEREF" in code.text]
    assert not list(control.iter(f"{W}tab"))


# --- time --------------------------------------------------------------------------------


def long_table(rows: int) -> Document:
    wide = tuple(row(f"rad {n}", "tekst", "mer tekst", str(n), "ja") for n in range(rows))
    sides = (Alignment.LEFT,) * 5
    return just(Table(sides, row(*"abcde"), wide, widths=(0.2,) * 5))


def test_long_tables_take_no_longer_a_row() -> None:
    assert growth(lambda rows: written(long_table(rows)), 200) < 3


@pytest.mark.sampled(2)
@pytest.mark.slow
@pytest.mark.parametrize(
    ("tables", "rows"), [((6, 48), (20, 20)), ((1, 1), (150, 1200))], ids=["48 × 20", "1200"]
)
def test_many_and_long_tables_build_in_linear_time(
    tables: tuple[int, int], rows: tuple[int, int], tmp_path: Path
) -> None:
    """From Markdown to the finished Word file, checked."""

    def build(number: int, folder: Path) -> float:
        project = Project(folder).units({"a": "A"})
        lines = "".join(f"| rad {n} | **tekst** | {n},5 |\n" for n in range(rows[number]))
        table = f"Tabell: T\n\n| a | b | c |\n|---|---|---|\n{lines}\n"
        project.contribution("a", table * tables[number])
        return cost(lambda: project.build("docx"), times=1)

    build(0, tmp_path / "warm")
    assert build(1, tmp_path / "large") / build(0, tmp_path / "small") < 8 * 2


def test_long_notes_take_no_longer_a_paragraph() -> None:
    def long_note(many: int) -> Document:
        blocks: list[Paragraph] = [
            para("Se ", Link(f"https://example.org/{n}", text("lenken"))) for n in range(many)
        ]
        return just(*blocks)

    assert growth(lambda many: written(long_note(many)), 200) < 3
