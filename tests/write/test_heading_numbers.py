"""`nummerering: ja`: the same numbers in the Word file, the PDF with its bookmarks, and the page."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pypdfium2
import pytest

from tests.support.libreoffice import PDF, LibreOffice
from tests.support.project import Project, pdf_outline, pdf_text, word

NOTE = """\
---
saksnr: 26/16
tittel: Status
fra: Prorektor
dato: 2019-02-27
innholdsfortegnelse: ja
nummerering: {numbered}
vedlegg: [Plan]
enheter:
  - {{id: ub, navn: Biblioteket, enheter: [{{id: ub-g, navn: Seksjon Gjøvik}}]}}
  - {{id: adm, navn: Administrasjonen}}
---
## 1. Bakgrunn

Tekst[^1].

### Mer

[^1]: En note.

Tekst.

[[bidrag]]
"""
TEXT = "# Tiltak\n\nA.\n\n## Quiz[^1]\n\nB.\n\n::: merknad\n## Boks\nC.\n:::\n\n[^1]: Note.\n"
EXPECTED = [
    "1 Bakgrunn", "1.1 Mer", "2 Biblioteket", "2.1 Seksjon Gjøvik", "2.1.1 Tiltak",
    "2.1.1.1 Quiz", "2.1.1.2 Boks", "3 Administrasjonen", "4 Vedlegg",
]  # fmt: skip


@pytest.fixture
def numbered(project: Project) -> Project:
    folder = project.root / "contributions"
    folder.mkdir(exist_ok=True)
    (folder / "notat.md").write_text(NOTE.format(numbered="ja"), "utf-8")
    (folder / "g.md").write_text(f"---\nenhet: ub-g\n---\n{TEXT}", "utf-8")
    (folder / "adm.md").write_text("---\nenhet: adm\n---\nTekst.\n", "utf-8")
    return project


def in_word(data: bytes) -> list[str]:
    """The headings as Word shows them: it counts the items of the list that their styles name."""
    counts = [0] * 9
    shown = []
    file = docx.Document(io.BytesIO(data))
    for paragraph in file.paragraphs:
        style = paragraph.style
        while style is not None and not re.fullmatch(r"[Hh]eading [1-5]", style.name):
            style = style.base_style
        if style is None:
            continue
        [number] = style.element.xpath("w:pPr/w:numPr/w:numId/@w:val")
        level = int(next(iter(style.element.xpath("w:pPr/w:numPr/w:ilvl/@w:val")), 0))
        instance = f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val"
        root = file.part.numbering_part.element
        [definition] = root.xpath(instance)
        place = f"w:abstractNum[@w:abstractNumId='{definition}']/w:lvl[@w:ilvl='{level}']"
        [linked] = root.xpath(f"{place}/w:pStyle/@w:val")
        assert linked == style.style_id
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        [text] = root.xpath(f"{place}/w:lvlText/@w:val")
        said = re.sub(r"%(\d)", lambda match: str(counts[int(match[1]) - 1]), text)
        shown.append(f"{said} {paragraph.text}")
    return shown


def test_all_outputs_say_the_same_numbers(numbered: Project) -> None:
    built = numbered.build("docx", "pdf", "html")
    assert in_word(built.outputs["docx"]) == EXPECTED
    assert [text for level, text in pdf_outline(built.outputs["pdf"]) if level > 1] == EXPECTED
    html = built.outputs["html"].decode()
    headings = re.findall(r"<h[2-6][^>]*>(.*?)</h", html)
    shown = [re.sub(r"<sup.*?</sup>|<a.*?</a>|<[^>]*>", "", heading) for heading in headings]
    assert shown == EXPECTED
    entries = [entry.number for entry in built.analysis.assembly.document.contents]
    assert entries == [text.split()[0] for text in EXPECTED if text.count(".") < 3]
    assert "2.1.1 Tiltak" in "".join(word(built.outputs["docx"]).text())


def test_a_template_has_them_too(numbered: Project) -> None:
    from tests.write.docx.test_template import saved, template

    styles = numbered.root / "styles"
    styles.mkdir()
    for name in ("tokens.toml", "print.css"):
        source = Path(__file__).resolve().parents[2] / "styles" / name
        (styles / name).write_bytes(source.read_bytes())
    (styles / "notat.docx").write_bytes(saved(template()))
    assert in_word(numbered.build("docx").outputs["docx"]) == EXPECTED


def test_without_them_there_are_none(numbered: Project) -> None:
    file = numbered.root / "contributions" / "notat.md"
    file.write_text(NOTE.format(numbered="nei"), "utf-8")
    built = numbered.build("docx", "html")
    assert '<h2 class="ark-heading-1" id="ub">Biblioteket</h2>' in built.outputs["html"].decode()
    assert "pStyle" not in word(built.outputs["docx"]).parts["word/numbering.xml"].decode()


QUIZ = "Quiz: mange ord om hva som ble gjort, og hva som ikke ble gjort, i den perioden som nå er over og ferdig, i det minste for denne gang"
BOX = "Boks: mange ord om det som gjenstår, og hvem som skal gjøre det, når det er tid og penger til det"


def places(pdf: bytes, *found: str) -> list[float]:
    """How far from the left of its page each of these texts begins, in points."""
    document = pypdfium2.PdfDocument(pdf)
    places = []
    for text in found:
        for page in document:
            textpage = page.get_textpage()
            if hit := textpage.search(text).get_next():
                places.append(textpage.get_charbox(hit[0])[0])
    document.close()
    return places


def test_the_second_line_of_a_heading_begins_where_its_words_do(
    numbered: Project, libreoffice: LibreOffice
) -> None:
    text = f"# Tiltak\n\nA.\n\n## {QUIZ}\n\n::: merknad\n## {BOX}\nC.\n:::\n"
    file = numbered.root / "contributions" / "g.md"
    file.write_text(f"---\nenhet: ub-g\n---\n{text}", "utf-8")
    built = numbered.build("docx", "pdf")
    [in_lo] = libreoffice.convert({"notat": built.outputs["docx"]}, PDF).values()
    for pdf in (built.outputs["pdf"], in_lo):
        number, words = places(pdf, "2.1.1.1", "Quiz")
        assert words - number > 20
        lines = pdf_text(pdf).splitlines()
        [quiz, box] = [
            (line, lines[n + 1]) for n, line in enumerate(lines) if ": mange ord om" in line
        ]
        for heading, name in (quiz, "Quiz"), (box, "Boks"):
            assert len(heading[1]) > 10
            first, second = places(pdf, name, heading[1][:25])[:2]
            assert first == pytest.approx(second, abs=1.0), name
        assert places(pdf, "Boks")[0] > words  # in its box
