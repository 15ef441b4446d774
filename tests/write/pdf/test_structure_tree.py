"""The tags of the PDF: those of the document, element for element, and nothing beside them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from arkdoc.model.marker import BULLET
from arkdoc.model.nodes import (
    Block,
    CodeBlock,
    Contents,
    Emphasis,
    Heading,
    Link,
    ListBlock,
    Strong,
    Text,
)
from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import load
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.typeset import Pdf
from arkdoc.write.pdf.writer import write_pdf
from tests.support.pdf_tags import Tag, drawn, expected_tags, read_tags, same_text, shape
from tests.support.project import (
    KITCHEN,
    REPOSITORY,
    Project,
    cost,
    fold_hyphens,
    numbered_kitchen,
    squeezed,
)
from tests.support.sample import bullets, heading, item, numbers, para, row, sample_document, text
from tests.write.pdf.test_writer import THEME, build

LONG = "Enheten følger opp resultatene fra arbeidsmiljøundersøkelsen hver måned. " * 9


@cache
def made(root: Path) -> tuple[Pdf, Tag, Tag]:
    """The PDF of a note, its tags, and those that it should have."""
    sources = load(root)
    document = analyse(sources).assembly.document
    pdf = write_pdf(write_html(document, sources.theme, medium="print"), document, sources.theme)
    wanted = expected_tags(document, pdf.pages, pdf.notes_at_end, sources.theme.sender)
    return pdf, read_tags(pdf.data), wanted


NOTES = [
    pytest.param(REPOSITORY, id="the note"),
    pytest.param(KITCHEN, id="kitchen"),
    pytest.param(numbered_kitchen(), id="numbered"),
]


@pytest.mark.parametrize("root", NOTES)
def test_an_element_for_each_of_the_document(root: Path) -> None:
    _, found, wanted = made(root)
    assert shape(found) == shape(wanted)
    assert same_text(found, wanted)


@pytest.mark.parametrize("root", NOTES)
def test_words_are_apart_and_whole_whatever_the_lines(root: Path) -> None:
    _, found, wanted = made(root)
    kinds = ("P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "TH", "TD")
    for one, other in zip(found.all(*kinds), wanted.all(*kinds), strict=True):
        if "↑" not in one.text and not one.all("L"):
            assert plain(one.text) == plain(other.text)


def plain(words: str) -> str:
    return " ".join(words.replace("\u00ad", "").split())


def test_an_element_for_each_of_the_sample() -> None:
    pdf = build()
    assert shape(read_tags(pdf.data)) == shape(expected_tags(sample_document(), pdf.pages))


@pytest.mark.parametrize("root", NOTES)
def test_all_that_is_drawn_is_tagged_or_an_artifact(root: Path) -> None:
    pdf, found, _ = made(root)
    items = drawn(pdf.data)
    assert [item for item in items if item.mcid < 0 and "Artifact" not in item.marks] == []
    assert [item for item in items if item.mcid >= 0 and "Artifact" in item.marks] == []
    assert sum(tag.runs for tag in every(found)) == len(parents(pdf)[0])


@pytest.mark.parametrize("root", NOTES)
def test_content_and_links_lead_back_to_their_elements(root: Path) -> None:
    pdf, found, _ = made(root)
    runs, annotations = parents(pdf)
    assert {element["/Type"] for element in runs.values()} == {"/StructElem"}
    for tag in every(found):
        for annotation in tag.annotations:
            element = annotations[annotation["/StructParent"]]
            assert element.indirect_reference.idnum == tag.entry.indirect_reference.idnum  # type: ignore[attr-defined]
            assert annotation["/Subtype"] == "/Link"
            assert tag.type == "Link"


def parents(pdf: Pdf) -> tuple[dict[tuple[int, int], Any], dict[int, Any]]:
    """What the parent tree says: runs of content by page and number, annotations by key."""
    reader = pypdf.PdfReader(io.BytesIO(pdf.data))
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    numbers_ = root["/ParentTree"]["/Nums"]
    tree = {numbers_[at]: numbers_[at + 1].get_object() for at in range(0, len(numbers_), 2)}
    runs = {}
    for index, page in enumerate(reader.pages):
        for mcid, element in enumerate(tree.pop(page["/StructParents"])):
            runs[index, mcid] = element.get_object()
    return runs, tree


def every(tag: Tag) -> list[Tag]:
    return [tag, *(t for kid in tag.kids if isinstance(kid, Tag) for t in every(kid))]


# --- over page breaks ------------------------------------------------------------------------


def tags(*blocks: Block, **changes: Any) -> Tag:
    return read_tags(build(*blocks, **changes).data)


def test_a_paragraph_over_two_pages_is_one() -> None:
    found = tags(*(para(LONG * 3) for _ in range(5)))
    texts = [p for p in found.all("P") if squeezed(p.text) == squeezed(LONG * 3)]
    assert len(texts) == 5
    assert any(len(p.pages) == 2 for p in texts)


def test_a_list_over_pages_is_one() -> None:
    inner = bullets(LONG, LONG)
    found = tags(numbers(*(item(para(LONG), inner) for _ in range(9))))
    assert len(found.all("L")) == 10
    assert len(found.all("LI")) == 9 + 18
    assert len(found.all("L")[0].pages) > 2
    assert any(len(body.pages) > 1 for body in found.all("LBody"))


def test_a_table_over_pages_is_one_and_its_head_is_read_once() -> None:
    from arkdoc.model.nodes import Alignment, Table

    name = text("Navn, se ", Link("https://example.org", text("lenke")))
    table = Table(
        (Alignment.NONE,) * 2,
        row(name, "Tall"),
        tuple(row(f"Rad {n}", LONG[:200]) for n in range(60)),
        widths=(0.4, 0.6),
    )
    pdf = build(table)
    found = read_tags(pdf.data)
    (tag,) = found.all("Table")[1:]
    assert len(tag.pages) > 2
    assert [len(tag.all(name)) for name in ("THead", "TBody", "TR", "TH")] == [1, 1, 61, 2]
    assert len(tag.all("Link")[0].annotations) == 1
    repeated = [item for item in drawn(pdf.data) if "Tall" in item.text]
    assert len(repeated) == len(tag.pages)
    assert sum("Artifact" in item.marks for item in repeated) == len(repeated) - 1


def test_headers_and_footers_are_artifacts_that_say_so() -> None:
    pdf, found, _ = made(KITCHEN)
    assert "Side 1 av" not in found.text
    assert found.text.count("Utkast") == 1, "said once, at the top"
    for page in pypdf.PdfReader(io.BytesIO(pdf.data)).pages:
        content = page.get_contents().get_data()  # type: ignore[union-attr]
        assert content.count(b"/Artifact\n<</Type /Pagination/Subtype /Footer>>\nBDC") == 1
        assert b"/Artifact\n<</Type /Pagination/Subtype /Header>>\nBDC" in content


# --- languages -------------------------------------------------------------------------------


def test_every_part_says_its_language() -> None:
    _, found, _ = made(KITCHEN)
    parts = {part.lang: part.text for part in found.all("Part")}
    assert parts["nn-NO"].startswith("IT-avdelinga")
    assert "Visiting researchers like the building" in parts["en-GB"]
    titles = {tag.text: tag.lang for tag in found.all("H2", "H3")}
    assert titles["What our guests say"] in ("", "en-GB")
    _, note, _ = made(REPOSITORY)
    assert [part.lang for part in note.all("Part")] == ["nn-NO"]


# --- links -----------------------------------------------------------------------------------


def contents(found: Tag) -> list[str]:
    return [str(a["/Contents"]) for link in found.all("Link") for a in link.annotations]


def test_links_say_where_they_lead() -> None:
    from arkdoc.model.nodes import Reference

    found = tags(
        para(
            Link("https://www.universitet.example/om?x=1#y", text("om bygget")),
            Link("https://universitet.example/", text("https://universitet.example/")),
            Link("mailto:hms@ub.example", text("skriv til oss")),
            Reference("h", text("her")),
            Reference("h", text("plan")),
            Reference("h", text("plan"), "fra 2018"),
            Link("https://universitet.example/", text("mer"), "om bygget"),
        ),
        heading(1, "h", "Vår plan"),
    )
    assert contents(found) == [
        "om bygget – universitet.example",
        "https://universitet.example/",
        "skriv til oss – hms@ub.example",
        "her – Vår plan",
        "Vår plan",
        "Vår plan – fra 2018",
        "mer – universitet.example – om bygget",
    ]
    _, kitchen, _ = made(KITCHEN)
    assert not [c for c in contents(kitchen) if c.startswith("#") or not c.strip()]
    assert "Fotnote 1" in contents(kitchen)


def test_a_link_is_one_annotation_over_lines_and_typefaces() -> None:
    inside = (Text(LONG[:150]), Emphasis(text("utheving")), Strong(text("og fet")))
    found = tags(para("Se ", Link("https://example.org", inside), "."))
    (link,) = found.all("Link")
    (annotation,) = link.annotations
    corners = [float(value) for value in annotation["/QuadPoints"]]
    left, bottom, right, top = (float(value) for value in annotation["/Rect"])
    assert len(corners) % 8 == 0
    assert len(corners) >= 16
    low, high = sorted((bottom, top))
    assert all(left - 1 <= x <= right + 1 for x in corners[::2])
    assert all(low - 1 <= y <= high + 1 for y in corners[1::2])
    assert [kid.type for kid in link.kids if isinstance(kid, Tag)] == ["Em", "Strong"]


def test_notes_and_marks_lead_to_each_other() -> None:
    pdf, found, _ = made(KITCHEN)
    reader = pypdf.PdfReader(io.BytesIO(pdf.data))
    dests = {str(name) for name in reader.named_destinations}
    notes = {str(note.entry["/ID"]): note for note in found.all("Note")}
    assert len(notes) == len(found.all("Note")) > 5
    marks = [t for t in found.all("Reference") if re.fullmatch(r"\d+\s?", t.text) and t.pages]
    to = {str(mark.all("Link")[0].annotations[0]["/Dest"]) for mark in marks}
    assert to == set(notes)
    for note in notes.values():
        back = [str(a.get("/Dest", "")) for link in note.all("Link") for a in link.annotations]
        assert [name for name in back if name.startswith("ref.")]
        assert set(filter(lambda name: name.startswith("ref."), back)) <= dests


# --- tables, lists, figures ------------------------------------------------------------------


@pytest.mark.parametrize("root", NOTES)
def test_header_cells_have_scopes_and_names(root: Path) -> None:
    pdf, found, _ = made(root)
    heads = found.all("TH")
    assert {head.attribute("/Scope") for head in heads} == {"/Column", "/Row"}
    reader = pypdf.PdfReader(io.BytesIO(pdf.data))
    tree: Any = reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]  # type: ignore[index]
    names = [str(name) for name in tree["/Names"][::2]]
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    named = {str(tag.entry["/ID"]) for tag in every(found) if "/ID" in tag.entry}
    assert named == set(names)
    assert len(named) == len(heads) + len(found.all("Note"))
    for cell in found.all("TD"):
        assert set(map(str, cell.attribute("/Headers") or ())) <= named


def test_cells_between_two_kinds_of_heads_name_both() -> None:
    _, found, _ = made(KITCHEN)
    table = next(t for t in found.all("Table") if "Avvik etter type" in t.text)
    by_name = {str(head.entry["/ID"]): head.text for head in table.all("TH")}
    cell = table.all("TD")[0]
    assert [by_name[str(name)].strip() for name in cell.attribute("/Headers")] == ["Støy", "Meldt"]


def test_lists_say_how_they_are_numbered() -> None:
    found = tags(bullets("a"), numbers("b", start=4), numbers("c"))
    assert [t.attribute("/ListNumbering") for t in found.all("L")] == [
        "/Disc",
        "/Decimal",
        "/Decimal",
    ]
    assert [label.text.strip() for label in found.all("Lbl")] == ["•", "4.", "1."]


def test_labels_that_are_text_are_no_numbers() -> None:
    """«Hensikt:» is neither a sign nor counted (ISO 32000-1, table 347)."""
    labelled = ListBlock(BULLET, tuple(replace(item(x), label=f"{x}:") for x in ("Mål", "Frist")))
    found = tags(labelled, bullets("a"))
    assert [t.attribute("/ListNumbering") for t in found.all("L")] == ["/None", "/Disc"]
    assert [label.text.strip() for label in found.all("Lbl")] == ["Mål:", "Frist:", "•"]


def test_an_item_holds_text_or_blocks() -> None:
    mixed = para("Se ", Strong(text("her")), ":")
    found = tags(bullets("bare tekst"), numbers(item(mixed, bullets("under"))))
    bodies = [[k.type if isinstance(k, Tag) else k for k in b.kids] for b in found.all("LBody")]
    assert bodies == [["bare tekst"], ["P", "L"], ["under"]]
    (said,) = (p for p in found.all("P") if plain(p.text) == "Se her:")
    assert [kid.type for kid in said.kids if isinstance(kid, Tag)] == ["Strong"]


def test_a_line_of_code_is_an_element_however_long_and_an_empty_one_is_none() -> None:
    code = CodeBlock(f"\nfor x in y:\n    f({'x, ' * 80})\n\n \nslutt\n")
    found = tags(code, bullets(item(para("a"), CodeBlock("en\nto"))))
    blocks = [div for div in found.all("Div") if div.all("Code")]
    assert [[kid.type for kid in block.kids if isinstance(kid, Tag)] for block in blocks] == [
        ["P"] * 3,
        ["P"] * 2,
    ]
    said = [plain(line.text) for block in blocks for line in block.all("Code")]
    assert said == ["for x in y:", plain(f"f({'x, ' * 80})"), "slutt", "en", "to"]
    assert not any(isinstance(kid, str) for block in blocks for kid in block.kids)


def test_figures_have_alternatives_and_a_place_on_the_page() -> None:
    pdf, found, _ = made(KITCHEN)
    pages = pypdf.PdfReader(io.BytesIO(pdf.data)).pages
    figures = found.all("Figure")
    assert all(str(figure.entry["/Alt"]).strip() for figure in figures)
    for figure in figures:
        left, bottom, right, top = map(float, figure.attribute("/BBox"))
        (page,) = figure.pages
        assert 0 < left < right < float(pages[page].mediabox.width)
        assert 0 < bottom < top < float(pages[page].mediabox.height)
    done = [f for f in figures if f.entry["/Alt"] in ("Utført", "Ikkje utført", "Utførd")]
    assert len(done) >= 4


# --- the table of contents -------------------------------------------------------------------


def test_contents_cost_no_second_layout() -> None:
    def of(listed: bool) -> Callable[[], object]:
        document = sample_document()
        blocks: list[Block] = [Contents()] if listed else []
        for number in range(8):
            blocks += [heading(1, f"h{number}", f"Kapittel {number}"), *[para(LONG)] * 4]
        headings = [block for block in blocks if isinstance(block, Heading)]
        entry = document.contents[0]
        entries = [replace(entry, target=h.id, level=1, inlines=h.inlines) for h in headings]
        part = replace(document.parts[0], blocks=tuple(blocks))
        note = replace(
            document, parts=(part,), footnotes={}, contents=tuple(entries) if listed else ()
        )
        html = write_html(note, THEME, medium="print")
        return lambda: write_pdf(html, note, THEME)

    assert cost(of(True)) < 1.6 * cost(of(False))


# --- characters that no font has -------------------------------------------------------------


def test_what_no_font_has_is_told_at_its_place_and_still_read(project: Project) -> None:
    project.units({"ub": "Biblioteket"})
    project.contribution(
        "ub",
        "Alt er bra 漢 her.\n\n- og **\U0001f642\u200d\U0001f642**\n\n```\nx \U0001f642\n```\n",
    )
    result = project.build("pdf")
    places = [
        (d.span.path, d.span.line, d.span.column, dict(d.args)["character"])
        for d in result.diagnostics
        if d.rule.code == "ARK930"
    ]
    assert places == [
        ("contributions/ub.md", 4, 12, "漢"),
        ("contributions/ub.md", 6, 8, "\U0001f642"),
    ]
    found = read_tags(result.outputs["pdf"])
    assert "Alt er bra 漢 her." in found.text
    assert "\U0001f642\u200d\U0001f642" in found.text
    assert "¤" not in found.text
    page = pypdf.PdfReader(io.BytesIO(result.outputs["pdf"])).pages[0]
    assert page.extract_text().count("¤") == 3


def test_titles_may_have_what_no_font_has(project: Project) -> None:
    project.units({"ub": "Bibliotek 漢"})
    project.contribution("ub", "Tekst.\n")
    note = (project.root / "contributions" / "notat.md").read_text("utf-8")
    project.note(note.replace("tittel: Status", "tittel: Status 漢"))
    result = project.build("pdf")
    assert {d.rule.code for d in result.diagnostics if d.rule.code.startswith("ARK9")} == {"ARK930"}
    reader = pypdf.PdfReader(io.BytesIO(result.outputs["pdf"]))
    assert reader.metadata is not None
    assert reader.metadata.title == "Status 漢"
    assert [item.title for item in reader.outline if not isinstance(item, list)][:1] == [
        "Status 漢"
    ]  # type: ignore[union-attr]


def test_drawings_too_may_have_what_no_font_has(project: Project) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><text y="20">漢</text></svg>'
    project.units({"ub": "Biblioteket"})
    project.write("tegning.svg", svg)
    project.contribution("ub", "Se:\n\n![et tegn](tegning.svg)\n")
    result = project.build("pdf")
    found = [(d.rule.code, d.span.line) for d in result.diagnostics if d.rule.code >= "ARK9"]
    assert found == [("ARK930", 6)]


def test_a_silence_covers_it(project: Project) -> None:
    project.units({"ub": "Biblioteket"})
    project.contribution("ub", "<!-- arkdoc: tillat ARK930 -->\n\nAlt er bra 漢 her.\n")
    assert "ARK930" not in [d.rule.code for d in project.build("pdf").diagnostics]


# --- with other eyes -------------------------------------------------------------------------


@pytest.mark.tools
@pytest.mark.parametrize("root", NOTES)
def test_pdftotext_gives_every_word_in_order(
    root: Path, tool: Callable[[str], str], tmp_path: Path
) -> None:
    import subprocess

    pdf, found, _ = made(root)
    (tmp_path / "n.pdf").write_bytes(pdf.data)
    # The room of an icon or a mark in a line is, to its eyes, that between columns: hence raw.
    command = [tool("pdftotext"), "-raw", "-enc", "UTF-8", str(tmp_path / "n.pdf"), "-"]
    shown = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    header = rf"(?:Universitetet i Fjordbyen\n)?{re.escape(KICKERS[root])} · .*"
    running = rf"^(?:Side \d+ av \d+|{header}|Utkast · .*)$"
    shown = shown.replace("\f", "\n")
    flow = squeezed(fold_hyphens(re.sub(running, "", shown, flags=re.MULTILINE)))
    notes = found.all("Note")
    for note in notes:  # at the page's foot, which a paragraph may go on from
        assert squeezed(note.text) in flow, note.text
        flow = flow.replace(squeezed(note.text), "", 1)
    in_notes = [id(tag) for note in notes for tag in every(note)]
    position = 0
    for tag in found.all("H1", "H2", "H3", "H4", "H5", "H6", "P", "Caption"):
        if tag.all("Code") or id(tag) in in_notes:
            continue
        wanted = squeezed(tag.text)
        at = flow.find(wanted, position)
        assert at >= 0, tag.text
        position = at + len(wanted)


KICKERS = {
    REPOSITORY: "SAK 11/19",
    KITCHEN: "AMU-sak 42/24 · revidert 16.09.2024",
    numbered_kitchen(): "AMU-sak 42/24 · revidert 16.09.2024",
}
