"""An institution's own Word template: what it supplies, what is left out, what can't be used."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from arkdoc.ooxml.reader import MOST_BYTES, MOST_PARTS
from arkdoc.pipeline.build import BuildResult
from arkdoc.pipeline.record import write_record
from tests.support.libreoffice import DOCX, LibreOffice
from tests.support.ooxml_audit import audit_errors, needs_audit
from tests.support.project import REPOSITORY, Project, W, word
from tests.support.sample import png
from tests.support.word_files import strict

KITCHEN = REPOSITORY / "tests" / "fixtures" / "kitchen"
NS = f'xmlns:w="{W[1:-1]}"'
LOGO = "Logoen til Eksempelinstituttet"


def template() -> Any:
    """Word's own styles, made the institution's: another type, red headings, a logo."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    section.top_margin = Mm(40)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(12)
    heading = document.styles["Heading 1"]
    heading.font.color.rgb, heading.font.size = RGBColor(0x8B, 0, 0), Pt(18)
    header = section.header.paragraphs[0]
    picture = header.add_run().add_picture(io.BytesIO(png(90, 30, (139, 0, 0))), width=Mm(30))
    picture._inline.docPr.set("descr", LOGO)
    header.add_run("\tEksempelinstituttet")
    section.footer.paragraphs[0].text = "Postboks 1, 0001 Oslo"
    document.add_paragraph("Tekst som ikke skal med")
    return document


def saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(data: bytes, change: dict[str, Callable[[bytes], bytes] | bytes]) -> bytes:
    """A package with parts changed or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            said = change.get(name, source.read(name))
            target.writestr(name, said(source.read(name)) if callable(said) else said)
        for name, said in change.items():
            if name not in source.namelist() and isinstance(said, bytes):
                target.writestr(name, said)
    return written.getvalue()


def with_template(project: Project, data: bytes, *targets: str) -> BuildResult:
    """A note with headings, a list and a page across, in the template `data`."""
    project.units({"a": "Enhet A"}, "[[innhold]]\n\n## Bakgrunn\n\n[[bidrag]]\n")
    project.contribution(
        "a", "## En\n\nTekst.\n\n- punkt\n\n::: liggende\n| a |\n|---|\n| b |\n:::\n"
    )
    return again(project, data, *targets)


def again(project: Project, data: bytes, *targets: str) -> BuildResult:
    folder = project.root / "styles"
    folder.mkdir(exist_ok=True)
    (folder / "notat.docx").write_bytes(data)
    return project.build(*(targets or ("docx",)))


def said(result: BuildResult) -> dict[str, list[dict[str, str]]]:
    """Arguments of what is said of the template, by code."""
    found: dict[str, list[dict[str, str]]] = {}
    for diagnostic in result.diagnostics:
        if diagnostic.span.path == "styles/notat.docx":
            found.setdefault(diagnostic.rule.code, []).append(dict(diagnostic.args))
    return found


def styles(result: BuildResult) -> dict[str, Any]:
    root = etree.fromstring(word(result.outputs["docx"]).parts["word/styles.xml"])
    return {style.find(f"{W}name").get(f"{W}val"): style for style in root.iter(f"{W}style")}


def margin(result: BuildResult, name: str) -> Any:
    return etree.fromstring(word(result.outputs["docx"]).parts[f"word/{name}.xml"])


def texts(root: Any) -> str:
    return "".join(node.text or "" for node in root.iter(f"{W}t"))


# --- what it supplies --------------------------------------------------------------------


def test_its_styles_win_and_ours_fill_in(project: Project) -> None:
    result = with_template(project, saved(template()))
    found = styles(result)
    assert found["heading 1"].find(f"{W}rPr/{W}color").get(f"{W}val") == "8B0000"
    assert found["Normal"].find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Georgia"
    ours = found["Ark Table Text"]
    assert ours.find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Georgia", "in the template's type"
    assert ours.find(f"{W}rPr/{W}sz").get(f"{W}val") == "19", "in our own size"
    opened = docx.Document(io.BytesIO(result.outputs["docx"]))
    assert [p.style.name for p in opened.paragraphs if p.text in ("Bakgrunn", "Enhet A")] == (
        ["Heading 1"] * 2
    )
    assert "Tekst som ikke skal med" not in word(result.outputs["docx"]).text()


def test_no_style_is_there_that_nothing_uses(project: Project) -> None:
    found = styles(with_template(project, saved(template())))
    assert "List Bullet 3" not in found
    assert not [name for name in found if name.startswith("Light ")]


def test_every_style_refers_to_styles_that_are_there(project: Project) -> None:
    found = styles(with_template(project, saved(template())))
    ids = [style.get(f"{W}styleId") for style in found.values()]
    assert len({identifier.lower() for identifier in ids}) == len(ids)
    for style in found.values():
        for tag in ("basedOn", "next", "link"):
            if (other := style.find(f"{W}{tag}")) is not None:
                assert other.get(f"{W}val") in ids
    assert len([s for s in found.values() if s.get(f"{W}default") == "1"]) == 4


def test_headers_logos_and_footers_are_there_with_our_own_lines(project: Project) -> None:
    result = with_template(project, saved(template()))
    parts = word(result.outputs["docx"]).parts
    for name in ("header-first", "header-upright"):
        root = margin(result, name)
        assert "Eksempelinstituttet" in texts(root)
        (about,) = root.iter("{*}docPr")
        assert about.get("descr") == LOGO
        (blip,) = root.iter("{*}blip")
        relations = etree.fromstring(parts[f"word/_rels/{name}.xml.rels"])
        target = {r.get("Id"): r.get("Target") for r in relations}[blip.get(qn("r:embed"))]
        assert parts[f"word/{target}"].startswith(b"\x89PNG")
    assert "SAK 11/19" in texts(margin(result, "header-upright"))
    assert "SAK 11/19" not in texts(margin(result, "header-first")), "the title is right below"
    footer = margin(result, "footer-upright")
    assert texts(footer) == "Postboks 1, 0001 OsloSide 1 av 1"


def test_a_footer_that_counts_pages_is_left_as_it_is(project: Project) -> None:
    document = template()
    footer = document.sections[0].footer.paragraphs[0]
    footer._p.append(
        parse_xml(f'<w:fldSimple {NS} w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>')
    )
    result = with_template(project, saved(document))
    assert texts(margin(result, "footer-upright")) == "Postboks 1, 0001 Oslo3"


def test_a_draft_says_so_in_every_header(project: Project) -> None:
    project.units({"a": "Enhet A", "b": "Enhet B"}).contribution("a", "Tekst.\n")
    result = again(project, saved(template()))
    assert all(
        "Utkast" in texts(margin(result, name)) for name in ("header-first", "header-upright")
    )


def test_a_template_by_the_strict_variant_is_as_any_other(project: Project) -> None:
    plain = with_template(project, saved(template()))
    result = again(project, strict(saved(template())))
    assert said(result) == said(plain)
    assert styles(result)["heading 1"].find(f"{W}rPr/{W}color").get(f"{W}val") == "8B0000"
    for name in ("header-first", "header-upright", "footer-upright"):
        assert texts(margin(result, name)) == texts(margin(plain, name))
    (about,) = margin(result, "header-upright").iter("{*}docPr")
    assert about.get("descr") == LOGO
    assert b"purl.oclc.org" not in b"".join(word(result.outputs["docx"]).parts.values())


def test_a_first_page_of_its_own(project: Project) -> None:
    document = template()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Bare på første side"
    result = with_template(project, saved(document))
    assert texts(margin(result, "header-first")) == "Bare på første side"
    assert "Eksempelinstituttet" in texts(margin(result, "header-upright"))


def test_fields_show_this_note(project: Project) -> None:
    document = template()
    header = document.sections[0].header.paragraphs[0]._p
    for piece in (
        '<w:fldSimple w:instr=" TITLE "><w:r><w:t>Tittel på malen</w:t></w:r></w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r><w:instrText> SUBJECT </w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>Emnet</w:t></w:r><w:r><w:t> på malen</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        header.extend(parse_xml(f"<w:p {NS}>{piece}</w:p>"))
    result = with_template(project, saved(document))
    assert "EksempelinstituttetStatusSAK 11/19" in texts(margin(result, "header-first"))
    assert "malen" not in texts(margin(result, "header-upright"))


BOX = f"""\
<w:r {NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0"
 distR="0"><wp:extent cx="900000" cy="300000"/><wp:docPr id="7" name="Boks" descr="Adressen"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r>
<w:t>I en tekstboks</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>
</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style="width:70pt"/>
</w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def test_a_text_box_that_word_made(project: Project, tmp_path: Path) -> None:
    document = template()
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(BOX.replace("\n", "")))
    result = with_template(project, saved(document))
    root = margin(result, "header-upright")
    assert "I en tekstboks" in texts(root)
    assert next(root.iter("{*}Fallback"), None) is not None
    numbers = [about.get("id") for about in root.iter("{*}docPr")]
    assert len(set(numbers)) == len(numbers) == 2
    assert audit_errors(result.outputs["docx"], tmp_path) == []


def test_its_page_is_the_page_and_tables_fit_it(project: Project) -> None:
    result = with_template(project, saved(template()))
    opened = docx.Document(io.BytesIO(result.outputs["docx"]))
    assert [round(s.left_margin.mm) for s in opened.sections] == [30, 30]
    assert [round(s.page_width.mm) for s in opened.sections] == [210, 297]
    width = int(opened.tables[0]._tbl.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
    assert width == pytest.approx((297 - 60) * 1440 / 25.4, abs=20)


def test_a_page_that_no_note_can_stand_on_is_not_taken(project: Project) -> None:
    document = template()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    opened = docx.Document(io.BytesIO(with_template(project, saved(document)).outputs["docx"]))
    assert round(opened.sections[0].page_width.mm) == 210
    assert round(opened.sections[0].left_margin.mm) == 27


def test_the_language_stays_the_notes_own(project: Project) -> None:
    result = with_template(project, saved(template()))
    root = etree.fromstring(word(result.outputs["docx"]).parts["word/styles.xml"])
    assert {lang.get(f"{W}val") for lang in root.iter(f"{W}lang")} == {"nb-NO"}


# What Word's ways of locking a file put into its settings (17.15.1.29, 17.15.1.93), strongest first.
PROTECTED = (
    b'<w:writeProtection w:recommended="1" w:cryptProviderType="rsaAES" w:cryptSpinCount="100000"'
    b' w:hash="bm90YXQ=" w:salt="c2FsdA=="/>'
    b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    b'<w:lockFields/><w:formsDesign/><w:readModeInkLockDown w:actualPg="0" w:w="1" w:h="1"'
    b' w:fontSz="100"/><w:trackRevisions/>'
)
FINAL = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    b' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="_MarkAsFinal">'
    b"<vt:bool>true</vt:bool></property></Properties>"
)


def protect(settings: bytes) -> bytes:
    at = settings.index(b">", settings.index(b"<w:settings")) + 1
    return settings[:at] + PROTECTED + settings[at:]


def secure(program: bytes) -> bytes:
    return re.sub(b"<DocSecurity>.*?</DocSecurity>", b"<DocSecurity>8</DocSecurity>", program)


def test_a_template_that_is_locked_locks_no_note(project: Project) -> None:
    """The note is to be edited, whoever may edit its template."""
    locked = changed(
        saved(template()),
        {
            "word/settings.xml": protect,
            "docProps/app.xml": secure,
            "docProps/custom.xml": FINAL,
        },
    )
    assert b"documentProtection" in word(locked).parts["word/settings.xml"]
    assert b"<DocSecurity>8<" in word(locked).parts["docProps/app.xml"]
    parts = word(with_template(project, locked).outputs["docx"]).parts
    settings = etree.fromstring(parts["word/settings.xml"])
    assert [child.tag.removeprefix(W) for child in settings] == [
        "zoom",
        "defaultTabStop",
        "evenAndOddHeaders",
        "characterSpacingControl",
        "footnotePr",
        "compat",
        "themeFontLang",
        "decimalSymbol",
        "listSeparator",
    ]
    program = etree.fromstring(parts["docProps/app.xml"])
    assert [(child.tag.rpartition("}")[2], child.text) for child in program] == [
        ("Application", "arkdoc"),
        ("DocSecurity", "0"),
    ]
    assert sorted(name for name in parts if name.startswith("docProps/")) == [
        "docProps/app.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
    ]
    assert b"_MarkAsFinal" not in parts["docProps/custom.xml"]
    plain = word(again(project, saved(template())).outputs["docx"]).parts
    assert parts == plain, "nothing else of the lock is in the note either"


def test_page_numbers_are_those_of_the_templates_pages(project: Project) -> None:
    words = "ord " * 4000
    project.units({"a": "Enhet A", "b": "Enhet B"}, "[[innhold]]\n\n[[bidrag]]\n")
    project.contribution("a", words).contribution("b", "Siste.\n")

    def last_page(result: BuildResult) -> int:
        entries = [
            text for style, text in word(result.outputs["docx"]).paragraphs() if style == "toc 1"
        ]
        return int(entries[-1].split()[-1])

    plain = last_page(project.build("docx"))
    document = template()
    document.styles["Normal"].font.size = Pt(20)
    assert last_page(again(project, saved(document))) > plain * 1.5


def test_styles_are_known_by_name_in_any_language_and_case(project: Project) -> None:
    def translated(data: bytes) -> bytes:
        data = data.replace(b'w:styleId="Heading1"', b'w:styleId="Overskrift1"')
        data = data.replace(b'w:val="Heading1"', b'w:val="Overskrift1"')
        return data.replace(b'w:val="heading 1"', b'w:val="Heading 1"')

    data = changed(saved(template()), {"word/styles.xml": translated})
    found = styles(with_template(project, data))
    assert found["heading 1"].get(f"{W}styleId") == "Heading1"
    assert found["heading 1"].find(f"{W}rPr/{W}color").get(f"{W}val") == "8B0000"


def test_headings_keep_their_place_in_the_outline(project: Project) -> None:
    def spoilt(data: bytes) -> bytes:
        data = data.replace(b'<w:outlineLvl w:val="0"/>', b"")
        return data.replace(b"<w:pPr><w:pBdr>", b'<w:pPr><w:outlineLvl w:val="0"/><w:pBdr>', 1)

    result = with_template(project, changed(saved(template()), {"word/styles.xml": spoilt}))
    outline = word(result.outputs["docx"]).outline()
    assert outline == [(0, "Status"), (1, "Bakgrunn"), (1, "Enhet A"), (2, "En")]
    assert said(result).keys() == {"ARK922"}


def test_a_note_of_ours_can_be_the_template(project: Project) -> None:
    with_template(project, b"")
    (project.root / "styles" / "notat.docx").unlink()
    plain = project.build("docx")
    result = again(project, plain.outputs["docx"])
    assert said(result) == {}
    assert texts(margin(result, "header-upright")) == texts(margin(plain, "header-upright"))
    assert texts(margin(result, "footer-upright")) == texts(margin(plain, "footer-upright"))
    assert again(project, result.outputs["docx"]).outputs == result.outputs


def test_a_logo_put_into_our_own_line_stays(project: Project) -> None:
    with_template(project, b"")
    (project.root / "styles" / "notat.docx").unlink()
    document = docx.Document(io.BytesIO(project.build("docx").outputs["docx"]))
    paragraph = document.sections[-1].header.paragraphs[0]
    picture = paragraph.add_run().add_picture(io.BytesIO(png(30, 30, (0, 99, 0))), width=Mm(10))
    picture._inline.docPr.set("descr", LOGO)
    # In the midst of the line, as where somebody clicks in it.
    paragraph._p.insert(2, paragraph._p[-1])
    result = again(project, saved(document))
    root = margin(result, "header-upright")
    assert [about.get("descr") for about in root.iter("{*}docPr")] == [LOGO]
    assert texts(root).count("SAK 11/19") == 1


# --- what differs, and what is left out ----------------------------------------------------


def test_it_says_where_it_differs_from_the_house_style(project: Project) -> None:
    told = {
        args["what"]: args["styles"]
        for args in said(with_template(project, saved(template())))["ARK922"]
    }
    assert "Body Text (Georgia; Calibri)" in told["the typeface"]
    assert "Body Text (12; 11)" in told["the size of the type"]
    assert "heading 1 (#8b0000; #1d3d63)" in told["the colour"]
    assert told["the page"].startswith("210 × 297 mm, 40/25/30/30 mm;")


def test_differences_can_be_silenced(project: Project) -> None:
    with_template(project, saved(template()))
    note = project.root / "contributions" / "notat.md"
    note.write_text(note.read_text("utf-8").replace("fra:", "tillat: [ARK922]\nfra:"), "utf-8")
    assert "ARK922" not in said(project.build("docx"))


def test_but_for_its_logo_it_is_nothing_to_the_pdf_and_the_html(project: Project) -> None:
    plain = with_template(project, b"", "html", "pdf")
    document = template()
    document.sections[0].header.paragraphs[0].clear()
    result = again(project, saved(document), "html", "pdf")
    assert result.outputs == plain.outputs
    assert result.diagnostics == plain.diagnostics


def numbered(document: Any) -> None:
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {NS}><w:numId w:val="1"/></w:numPr>'))


def with_field(code: str) -> Callable[[Any], None]:
    def add(document: Any) -> None:
        paragraph = document.sections[0].header.paragraphs[0]._p
        for piece in (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            *(f"<w:r><w:instrText>{half}</w:instrText></w:r>" for half in (code[:4], code[4:])),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ):
            paragraph.append(parse_xml(piece.replace("<w:r>", f"<w:r {NS}>", 1)))

    return add


def linked_picture(document: Any) -> None:
    header = document.sections[0].header
    identifier = header.part.relate_to(
        "https://example.org/spor.png", docx.opc.constants.RELATIONSHIP_TYPE.IMAGE, is_external=True
    )
    blip = next(header._element.iter("{*}blip"))
    blip.set(qn("r:link"), identifier)


def with_object(document: Any) -> None:
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(f"<w:r {NS}><w:object/></w:r>"))


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("change", "what", "header"),
    [
        (numbered, "the numbering of headings and paragraphs", True),
        (with_field(' DDEAUTO c:\\\\calc "x" '), "a field that fetches or runs something", False),
        (with_field(' INCLUDEPICTURE "https://example.org/x" '), "a field that fetches", False),
        (linked_picture, "refers to a file elsewhere", False),
        (with_object, "something that Word would run", False),
    ],
    ids=["numbering", "dde", "include", "linked", "object"],
)
def test_what_is_left_out_is_said(
    change: Callable[[Any], None], what: str, header: bool, project: Project, tmp_path: Path
) -> None:
    document = template()
    change(document)
    result = with_template(project, saved(document))
    assert any(what in args["what"] for args in said(result)["ARK921"])
    assert ("Eksempelinstituttet" in texts(margin(result, "header-upright"))) is header
    data = result.outputs["docx"]
    everything = b"".join(word(data).parts.values())
    assert b"example.org" not in everything
    assert b"DDEAUTO" not in everything
    heading = styles(result)["heading 1"]
    assert heading.find(f".//{W}numPr") is None
    assert audit_errors(data, tmp_path) == []


def test_fields_that_show_what_is_in_the_document_stay(project: Project) -> None:
    document = template()
    for name in (
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TITLE", "SUBJECT", "AUTHOR", "DATE", "TIME",
        "SAVEDATE", "CREATEDATE", "STYLEREF", "REF", "IF", "HYPERLINK", "FILENAME", "DOCPROPERTY",
        "KEYWORDS", "COMMENTS", "=",
    ):  # fmt: skip
        with_field(f" {name} ")(document)
    result = with_template(project, saved(document))
    assert "ARK921" not in said(result)
    assert "Eksempelinstituttet" in texts(margin(result, "header-upright"))


def test_a_macro_is_left_behind(project: Project) -> None:
    def macro(data: bytes) -> bytes:
        return data.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )

    change: dict[str, Any] = {
        "[Content_Types].xml": macro,
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    }
    result = with_template(project, changed(saved(template()), change))
    assert [args["what"] for args in said(result)["ARK921"]] == ["a macro"]
    assert not any("vba" in name for name in word(result.outputs["docx"]).parts)
    assert "Eksempelinstituttet" in texts(margin(result, "header-upright"))


def test_a_reference_elsewhere_is_left_behind(project: Project) -> None:
    relations = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
        b'2006/relationships/attachedTemplate" Target="file:///srv/mal.dotx" TargetMode="External"/>'
        b"</Relationships>"
    )
    data = changed(saved(template()), {"word/_rels/settings.xml.rels": relations})
    result = with_template(project, data)
    assert [args["what"] for args in said(result)["ARK921"]] == ["a reference to a file elsewhere"]
    assert b"mal.dotx" not in b"".join(word(result.outputs["docx"]).parts.values())


# --- what can't be used ------------------------------------------------------------------


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(io.BytesIO(saved(template()))) as source:
            for name in source.namelist():
                if name != "word/styles.xml":
                    archive.writestr(name, source.read(name))
        archive.writestr("word/styles.xml", b" " * (MOST_BYTES + 1))
    return written.getvalue()


def many_parts() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(MOST_PARTS + 1):
            archive.writestr(f"{number}.xml", b"")
    return written.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:styles>"""
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

UNUSABLE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"Dette er ikke en Word-fil.",
    "old": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "cut off": lambda: saved(template())[:9000],
    "without styles": lambda: changed(
        saved(template()),
        {"word/_rels/document.xml.rels": lambda d: d.replace(b"/relationships/styles", b"/x")},
    ),
    "no document": lambda: changed(
        saved(template()), {"_rels/.rels": lambda d: d.replace(b'officeDocument"', b'x"')}
    ),
    "a spreadsheet": lambda: changed(
        saved(template()),
        {
            "[Content_Types].xml": lambda d: d.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                SPREADSHEET.encode(),
            )
        },
    ),
    "broken XML": lambda: changed(saved(template()), {"word/styles.xml": b"<w:styles"}),
    "entities": lambda: changed(saved(template()), {"word/styles.xml": ENTITIES}),
    "deep": lambda: changed(saved(template()), {"word/document.xml": b"<a>" * 5000}),
    "a bomb": bomb,
    "many parts": many_parts,
    "damaged": lambda: saved(template()).replace(b"word/styles.xml", b"word/styles.xmx", 1),
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("fault", UNUSABLE)
def test_a_template_that_cannot_be_used_is_a_warning(fault: str, project: Project) -> None:
    with_template(project, b"", "html")
    (project.root / "styles" / "notat.docx").unlink()
    plain = project.build("docx")
    result = again(project, UNUSABLE[fault]())
    assert list(said(result)) == ["ARK920"]
    assert result.outputs == plain.outputs


@pytest.mark.sampled(4)
@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_template_never_stops_the_build(seed: int, project: Project) -> None:
    """Values that mean nothing, anywhere in the package: a note comes out all the same."""
    dice = random.Random(seed)
    data = saved(template())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]

    def damage(part: bytes) -> bytes:
        text = part.decode()
        for _ in range(6):
            value = dice.choice(list(re.finditer(r'="([^"]*)"', text)))
            nonsense = dice.choice(("", "-1", "99999999", "abc", "0", "../../x", "rId1", "auto"))
            text = text[: value.start(1)] + nonsense + text[value.end(1) :]
        return text.encode()

    result = with_template(project, changed(data, {dice.choice(parts): damage}))
    assert word(result.outputs["docx"]).outline()[0] == (0, "Status")


def test_a_template_is_not_fetched_from_outside(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "annet.docx"
    outside.write_bytes(saved(template()))
    with_template(project, b"", "html")
    file = project.root / "styles" / "notat.docx"
    file.unlink()
    file.symlink_to(outside)
    result = project.build("docx")
    assert [args["reason"] for args in said(result)["ARK920"]] == [
        "it is a link that leads out of the folder"
    ]


# --- as others make them -----------------------------------------------------------------


@needs_audit
def test_the_audit_finds_nothing_in_what_python_docx_makes(
    project: Project, tmp_path: Path
) -> None:
    result = with_template(project, saved(template()))
    assert audit_errors(result.outputs["docx"], tmp_path) == []


@pytest.mark.tools
def test_a_template_that_libreoffice_saved(
    libreoffice: LibreOffice, project: Project, tmp_path: Path
) -> None:
    converted = libreoffice.convert({"mal.docx": saved(template())}, DOCX)
    result = with_template(project, converted["mal"])
    assert audit_errors(result.outputs["docx"], tmp_path) == []
    assert styles(result)["heading 1"].find(f"{W}rPr/{W}color").get(f"{W}val") == "8B0000"
    assert "Eksempelinstituttet" in texts(margin(result, "header-upright"))


def test_the_record_names_it(project: Project) -> None:
    result = with_template(project, saved(template()))
    record = json.loads(write_record(result, {}))
    data = (project.root / "styles" / "notat.docx").read_bytes()
    assert record["template"] == {"path": "styles/notat.docx", "sha256": sha256(data).hexdigest()}
    other = again(project, saved(docx.Document()))
    assert json.loads(write_record(other, {}))["inputs"] != record["inputs"]


def test_it_is_the_same_whatever_else_is_built(project: Project) -> None:
    data = saved(template())
    alone = with_template(project, data).outputs["docx"]
    assert again(project, data, "docx", "pdf", "html").outputs["docx"] == alone
