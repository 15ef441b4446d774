"""The accessibility gate: planted faults are found in the finished Word file, at their lines."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import count

import docx
import pytest

from arkdoc.check.registry import BY_CODE
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import Document, Part
from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from arkdoc.rules.word import EARLIER_RULES
from arkdoc.write.docx.audit.contrast import ratio_of
from arkdoc.write.docx.audit.run import audit
from arkdoc.write.docx.writer import write_docx
from tests.support.project import REPOSITORY, Project, growth
from tests.write.docx.test_writer import long_table, theme

KITCHEN = REPOSITORY / "tests" / "fixtures" / "kitchen"

TEXT = """\
---
enhet: a
språk: nn
---
## Korleis det gjekk

Sjå [planen for hausten](https://example.org/plan).

Tabell: Svar

| Seksjon | Svar |
|---------|-----:|
| Gjøvik  |   12 |
| Ålesund | [9 svar](https://example.org/svar) |

![Søyler som stig](a.png)

### Meir

Siste avsnitt.

Aller siste.
"""
PNG = (KITCHEN / "contributions" / "strek.png").read_bytes()


@cache
def built() -> BuildResult:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder)).units({"a": "Eining A"})
        project.write("a.md", TEXT)
        project.write("a.png", PNG)
        return project.build("docx")


def planted(old: str, new: str, part: str = "word/document.xml") -> list[tuple[str, int]]:
    """Code and line of what is found when `old` is `new` in a part of the file."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(built().outputs["docx"])) as source,
        zipfile.ZipFile(written, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                data, times = re.subn(old.encode(), new.encode(), data, count=1, flags=re.DOTALL)
                assert times, f"{old} is not in {part}"
            target.writestr(name, data)
    document = built().analysis.assembly.document
    found = audit(written.getvalue(), document, note="notat.md", template="notat.docx")
    return [(d.rule.code, d.span.line) for d in found]


def line(text: str) -> int:
    return next(n for n, written in enumerate(TEXT.split("\n"), 1) if text in written)


def paragraph(of: str) -> str:
    """A pattern: from the start of the paragraph that says `of`, up to that text."""
    return f"<w:p>((?:(?!</w:p>).)*?){of}"


FAULTS = {
    "title": (("<dc:title>.*?</dc:title>", "<dc:title> </dc:title>", "docProps/core.xml"),
              ("ARK910", 1)),
    "language of the whole": (
        ('<w:lang w:val="nb-NO"', '<w:lang w:val="en-US"', "word/styles.xml"), ("ARK911", 1)),
    "language of a part": (
        ('<w:rPr><w:lang w:val="nn-NO"/></w:rPr>(<w:t>Aller)', r"\1"),
        ("ARK911", line("Aller siste"))),
    "language in a cell": (
        ('<w:rPr><w:lang w:val="nn-NO"/></w:rPr>(<w:t>Gjøvik)', r"\1"),
        ("ARK911", line("Gjøvik"))),
    "heading order": (
        ('Heading3("/></w:pPr>(?:(?!</w:p>).)*Meir)', r"Heading5\1"), ("ARK912", line("### Meir"))),
    "header row": (("<w:tblHeader/>", ""), ("ARK913", line("| Seksjon"))),
    "empty header row": (
        ("<w:t>Seksjon</w:t>(.*?)<w:t>Svar</w:t>", r"<w:t> </w:t>\1<w:t> </w:t>"),
        ("ARK913", line("| Seksjon"))),
    "merged cells": (
        (r"(<w:tcW [^>]*/>)(</w:tcPr>(?:(?!</w:tc>).)*Gjøvik)", r'\1<w:gridSpan w:val="2"/>\2'),
        ("ARK914", line("Gjøvik"))),
    "joined rows": (
        (r"(<w:tcW [^>]*/>)(</w:tcPr>(?:(?!</w:tc>).)*Gjøvik)", r"\1<w:vMerge/>\2"),
        ("ARK914", line("Gjøvik"))),
    "no alternative": (('descr="[^"]*"', 'descr=""'), ("ARK915", line("![Søyler"))),
    "a file's name for alternative": (
        ('descr="[^"]*"', 'descr="IMG_2041.JPG"'), ("ARK915", line("![Søyler"))),
    "a camera's name for alternative": (
        ('descr="[^"]*"', 'descr="Bilde 1"'), ("ARK915", line("![Søyler"))),
    "link text": (("planen for hausten", "her"), ("ARK916", line("[planen"))),
    "link text in a cell": (("9 svar", "Les meir"), ("ARK916", line("[9 svar]"))),
    "link without text": (("planen for hausten", " "), ("ARK916", line("[planen"))),
    "imitated list": (
        ("Siste avsnitt.(.*?)Aller siste.", r"– Siste avsnitt.\1– Aller siste."),
        ("ARK917", line("Siste avsnitt"))),
    "imitated numbers": (
        ("Siste avsnitt.(.*?)Aller siste.", r"2) Siste avsnitt.\1 3) Aller siste."),
        ("ARK917", line("Siste avsnitt"))),
    "imitated list in one paragraph": (
        ("Siste avsnitt.", "• En</w:t><w:br/><w:t>• To"), ("ARK917", line("Siste avsnitt"))),
    "blank paragraphs": (
        (r"<w:t>Siste avsnitt.</w:t>(.*?)<w:t>Aller siste.</w:t>", r"\1"),
        ("ARK918", line("Siste avsnitt"))),
    "a blank paragraph": (
        ("<w:t>Siste avsnitt.</w:t>", ""), ("ARK918", line("Siste avsnitt"))),
    "a blank paragraph with a border": (
        (r"</w:pPr>((?:(?!</w:p>).)*)<w:t>Siste avsnitt.</w:t>",
         r'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr></w:pPr>\1'),
        ("ARK918", line("Siste avsnitt"))),
    "a blank paragraph in a cell": (
        ("(</w:tcPr>)(<w:p>(?:(?!</w:p>).)*Gjøvik)", r"\1<w:p/>\2"),
        ("ARK918", line("| Gjøvik"))),
    "a blank paragraph below a table that text follows": (
        ("</w:tbl>", "</w:tbl><w:p/>"), ("ARK918", line("Tabell: Svar"))),
    "contrast": (
        ('(w:styleId="BodyText".*?<w:color w:val=")[0-9A-F]{6}', r"\g<1>999999", "word/styles.xml"),
        ("ARK919", line("Sjå [planen"))),
    "contrast by the theme": (
        ('(w:styleId="BodyText".*?<w:color )w:val="[0-9A-F]{6}',
         r'\1w:themeColor="background2" w:themeShade="D9" w:val="000000', "word/styles.xml"),
        ("ARK919", line("Sjå [planen"))),
    "contrast against a cell": (
        (r"(<w:tcW [^>]*/>)(</w:tcPr>(?:(?!</w:tc>).)*Gjøvik)",
         r'\1<w:shd w:val="clear" w:color="auto" w:fill="404040"/>\2'),
        ("ARK919", line("Gjøvik"))),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_at_its_line(fault: str) -> None:
    change, expected = FAULTS[fault]
    found = planted(*change)
    assert expected in found
    assert {code for code, _ in found} == {expected[0]}, found


def test_every_rule_of_the_gate_is_planted() -> None:
    planted_codes = {expected[0] for _, expected in FAULTS.values()}
    assert planted_codes == {f"ARK{number}" for number in range(910, 920)}


def gate(diagnostics: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [d for d in diagnostics if "ARK910" <= d.rule.code <= "ARK919"]


@pytest.mark.parametrize("root", [REPOSITORY, KITCHEN], ids=["real", "kitchen"])
def test_nothing_is_found_in_a_sound_note(root: object) -> None:
    result = build(load(root), frozenset({"docx"}))  # type: ignore[arg-type]
    assert gate(result.diagnostics) == []
    assert gate(built().diagnostics) == []


@pytest.mark.parametrize("code", ["ARK913", "ARK915", "ARK917", "ARK918"])
def test_examples_that_one_can_write(code: str, project: Project) -> None:
    rule = BY_CODE[code]
    project.units({"a": "A", "b": "B"}).write("figur1.png", PNG)
    project.contribution("a", f"Før.\n\n{rule.bad}").contribution("b", f"Før.\n\n{rule.good}")
    same = {code, *EARLIER_RULES.get(code, ())}
    found = [d for d in project.build("docx").diagnostics if d.rule.code in same]
    assert {d.span.path for d in found} == {"contributions/a.md"}
    assert len({d.rule.code for d in found}) == 1, "it is said once"


def test_what_is_said_of_the_contribution_is_not_said_again(project: Project) -> None:
    project.units({"a": "A"})
    project.contribution("a", "Planen ligger [her](https://example.org/plan).\n")
    assert [d.rule.code for d in project.build("docx").diagnostics] == ["ARK308"]


def test_nor_of_the_second_paragraph_of_a_cell(project: Project) -> None:
    project.units({"a": "A"})
    cell = "Les [hele planen](https://example.org/a).<br><br>Den er [her](https://example.org/b)."
    project.contribution("a", f"Slik:\n\n| Plan |\n|---|\n| {cell} |\n")
    assert [d.rule.code for d in project.build("docx").diagnostics] == ["ARK308"]


def test_a_silenced_fault_does_not_come_back_by_another_code(project: Project) -> None:
    project.units({"a": "A"})
    suppression = "<!-- arkdoc: tillat ARK308 -->\n"
    project.contribution("a", f"{suppression}Planen ligger [her](https://example.org/plan).\n")
    assert project.build("docx").diagnostics == ()


def test_the_gate_can_be_silenced_where_it_warns(project: Project) -> None:
    project.units({"a": "A"})
    lines = "Slik:<br>a) en\\\nb) to"
    project.contribution("a", f"<!-- arkdoc: tillat ARK917 -->\n{lines}\n\n{lines}\n")
    found = gate(project.build("docx").diagnostics)
    assert [d.span.line for d in found] == [8]


def test_final_refuses_on_an_error_in_the_finished_file(project: Project) -> None:
    """A template's logo without an alternative: nothing in a contribution brings it about."""
    project.units({"a": "A"}).contribution("a", "Tekst.\n")
    logo = docx.Document()
    picture = logo.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(PNG))
    picture._inline.docPr.attrib.pop("descr", None)
    (project.root / "styles").mkdir()
    logo.save(str(project.root / "styles" / "notat.docx"))
    result = project.build("docx", final=True)
    assert result.outputs == {}
    assert {(d.rule.code, d.span.path) for d in result.obstacles} == {
        ("ARK934", "styles/notat.docx")
    }


@pytest.mark.parametrize(
    ("colours", "ratio"),
    [(("000000", "FFFFFF"), 21), (("777777", "FFFFFF"), 4.478), (("FFFFFF",) * 2, 1)],
)
def test_contrast_is_that_of_wcag(colours: tuple[str, str], ratio: float) -> None:
    assert ratio_of(*colours) == pytest.approx(ratio, abs=0.001)
    assert ratio_of(*reversed(colours)) == ratio_of(*colours)


def _audited(make: Callable[[int], Document]) -> Callable[[int], object]:
    cached = cache(
        lambda size: (write_docx(make(size), theme(), pages={}, pictures={}), make(size))
    )
    return lambda size: audit(*cached(size), note="n", template="t")


def test_it_is_linear_in_rows() -> None:
    assert growth(_audited(long_table), 100) < 2


def test_it_is_linear_in_tables() -> None:
    def many(size: int) -> Document:
        one = long_table(10)
        numbers = count(1)
        blocks = tuple(
            replace(one.parts[0].blocks[0], id=f"t{next(numbers)}")  # type: ignore[type-var]
            for _ in range(size)
        )
        return replace(one, parts=(Part("", "nb", "", blocks),))

    assert growth(_audited(many), 20) < 2


def test_it_is_linear_in_findings_of_one_paragraph(project: Project) -> None:
    def many(size: int) -> Document:
        project.units({"a": "Avdeling A"}).contribution("a", "[lenke](https://a.no/) " * size)
        return project.analyse().assembly.document

    assert growth(_audited(many), 150) < 2
