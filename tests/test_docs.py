"""The reference pages say what the code does: fields, examples, limits, commands."""

from __future__ import annotations

import re
import shlex
import sys

import pytest

from arkdoc.assemble.headings import DEEPEST
from arkdoc.assemble.references import MOST_BYTES, MOST_PICTURES, MOST_PIXELS
from arkdoc.check.registry import BY_CODE
from arkdoc.fields import tables
from arkdoc.language.messages import in_language
from arkdoc.model.nodes import DirectiveName
from arkdoc.ooxml import reader as ooxml
from arkdoc.pipeline.load import MOST_FILES, TOTAL_LIMIT
from arkdoc.pipeline.load_style import load_theme
from arkdoc.preview.guide import Guide
from arkdoc.read import file_text
from arkdoc.read.front_matter.nodes import MAX_DEPTH, MAX_LENGTH
from arkdoc.read.image import raster, reader, svg
from arkdoc.read.markdown import limits
from arkdoc.read.markdown.limits import MAX_DEPTHS
from arkdoc.report.command_table import COMMANDS
from arkdoc.report.usage import parse
from arkdoc.rules.delivery import DRAFT_CONTRIBUTION
from arkdoc.write.docx.template import read as template
from tests.support.project import REPOSITORY, Project, html_text, png

FORMAT = (REPOSITORY / "docs" / "format.md").read_text("utf-8")
CLI = (REPOSITORY / "docs" / "cli.md").read_text("utf-8")

# ```markdown is the text of a contribution, or all of one if it begins with fields;
# ```markdown notat is a whole notat.md.
EXAMPLES = re.findall(r"^```markdown( notat)?\n(.*?)^```$", FORMAT, re.MULTILINE | re.DOTALL)

GUIDE = (REPOSITORY / "docs" / "veileder.md").read_text("utf-8")
GUIDE_EXAMPLES = re.findall(r"^```markdown\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)

HEAD = "---\nenhet: ub-gjovik\n---\n"
OTHER = "---\nenhet: studieadministrasjon\n---\n## Plan for 2019\n\n![Møter](figur1.png)\n"


def section(heading: str) -> str:
    """What stands below a heading, up to the next one of any level."""
    _, _, after = FORMAT.partition(f"\n{heading}\n")
    assert after, heading
    return re.split(r"^#{2,3} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def test_the_tables_of_fields_are_up_to_date() -> None:
    sys.path.insert(0, str(REPOSITORY / "tools"))
    try:
        import field_docs
    finally:
        sys.path.pop(0)
    assert field_docs.page(FORMAT) == FORMAT, "run tools/field_docs.py"


def test_the_rows_of_the_head_are_named_in_their_order() -> None:
    _, _, named = section("## The note: `notat.md`").partition("\nWhat is set of ")
    assert re.findall(r"`(\w+)`", named.partition(" stands in this order")[0]) == [
        field.name for field in tables.HEAD
    ]


def test_inner_fields_are_named() -> None:
    for field in (*tables.PRIVACY, *tables.SUPPRESSION):
        assert f"`{field.name}`" in section("## The note: `notat.md`")


def test_every_placeholder_has_its_row() -> None:
    rows = re.findall(r"^\| `\[\[(\w+)\]\]`", section("## Placeholders"), re.MULTILINE)
    assert rows == list(DirectiveName)


def test_limits_are_the_codes() -> None:
    assert f"| lists inside lists | {MAX_DEPTHS['list']} |" in FORMAT
    assert f"| quotations inside quotations | {MAX_DEPTHS['blockquote']} |" in FORMAT
    assert f"| boxes inside boxes | {MAX_DEPTHS['container_box']} |" in FORMAT
    for row in (
        f"| lines of a file | {_number(limits.MAX_LINES)} |",
        f"| lists, quotations and boxes in a file | {_number(limits.MAXIMA[limits.Limit.BOXES])} |",
        f"| table cells in a file | {_number(limits.MAXIMA[limits.Limit.CELLS])},",
        f"such as `*` and `[` | {_number(limits.MAXIMA[limits.Limit.MARKS])},",
        f"| pictures shown in a note | {_number(MOST_PICTURES)}, {MOST_BYTES // 10**6} MB and "
        f"{MOST_PIXELS // 10**6} megapixels together |",
        f"| files under `contributions/` | {_number(MOST_FILES)}, and {TOTAL_LIMIT >> 20} MB",
        f"| a contribution, and `notat.md` | {file_text.LIMIT >> 20} MiB |",
        f"| the fields of a file | {_number(MAX_LENGTH)} characters, {MAX_DEPTH} levels of lists",
        f"| levels of headings | {DEEPEST} | level {DEEPEST} (ARK205) |",
        f"| a picture | {reader.LIMIT // 10**6} MB, {raster.PIXEL_LIMIT // 10**6} megapixels |",
        f"| an SVG | {svg.LIMIT // 10**6} MB,",
        f"| `styles/notat.docx` | {template.MOST_BYTES >> 20} MB, {ooxml.MOST_BYTES >> 20} MB unpacked |",
    ):
        assert row in FORMAT


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def test_every_rule_that_is_named_exists() -> None:
    assert set(re.findall(r"ARK\d{3}", FORMAT + CLI)) <= set(BY_CODE)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_check_clean(number: int, project: Project) -> None:
    is_note, text = EXAMPLES[number]
    if is_note:
        project.note(text)
        project.write("ub-gjovik.md", HEAD + "Tekst.\n")
    else:
        project.note()
        project.write("ub-gjovik.md", text if text.startswith("---\n") else HEAD + text)
        project.contribution("ub", "Tekst.\n")
        project.write("studieadministrasjon.md", OTHER)
        project.write("figur1.png", png())
    analysis = project.analyse()
    faults = [d for d in analysis.diagnostics if d.rule.severity.value != "info"]
    assert [(d.rule.code, d.span) for d in faults] == []


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 8


def test_the_headings_example_comes_out_as_it_says(project: Project) -> None:
    (text,) = re.findall(r"```markdown\n(.*?)^```$", section("## Headings"), re.M | re.S)
    project.units({"gjovik": "Seksjon Gjøvik"}).contribution("gjovik", text)
    headings = [
        (entry.level, "".join(getattr(inline, "text", "") for inline in entry.inlines))
        for part in project.analyse().assembly.document.parts
        for entry in part.blocks
        if type(entry).__name__ == "Heading"
    ]
    assert headings == [(1, "Seksjon Gjøvik"), (2, "Fellesskap"), (3, "Møter")]


# --- the guide for departments ---------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(GUIDE_EXAMPLES)))
def test_the_guides_examples_check_clean(number: int, project: Project) -> None:
    text = GUIDE_EXAMPLES[number]
    project.note()
    project.write("ub-gjovik.md", text if text.startswith("---\n") else HEAD + text)
    project.contribution("ub", "Tekst.\n")
    project.write("studieadministrasjon.md", OTHER)
    project.write("figur1.png", png())
    found = project.analyse().diagnostics
    # A draft is said to be one: that is what the guide goes on to tell.
    draft = {DRAFT_CONTRIBUTION} if "status: utkast" in text else set()
    assert {d.rule for d in found if d.rule.severity.value != "info"} == draft


def test_the_guides_examples_are_all_that_one_needs() -> None:
    said = "".join(GUIDE_EXAMPLES)
    for needed in ("enhet:", "status:", "\n## ", "- ", "1. ", "**", "Tabell:", "![", "](", "[^"):
        assert needed in said


def test_the_guide_names_what_the_preview_says() -> None:
    tr = in_language("nb")
    assert f"«{tr('Live')}»" in GUIDE
    assert f"«{tr('No connection. Trying again …').partition('.')[0]}»" in GUIDE
    assert f"**{tr('Follow: show what changes').partition(':')[0]}**" in GUIDE
    assert set(re.findall(r"ARK\d{3}", GUIDE)) <= set(BY_CODE)


def test_the_guides_pictures_are_there_and_small() -> None:
    named = re.findall(r"!\[.{40,}\]\((images/[\w-]+\.png) ", GUIDE)
    assert len(named) == GUIDE.count("](images/") > 1
    for name in named:
        assert (REPOSITORY / "docs" / name).stat().st_size < 200_000


def test_the_guide_is_a_page_of_its_own_in_the_house_style() -> None:
    page = Guide().page(None)
    assert page.count("<h1") == 1
    assert "Fra Word til levert bidrag" in page
    assert page.count("<img ") == GUIDE.count("](images/")
    assert page.count("<pre ") == len(GUIDE_EXAMPLES)
    assert "SAK" not in html_text(page)
    assert load_theme(REPOSITORY).colours["accent"] in page


# --- the command line ----------------------------------------------------------------------


def commands_in(page: str) -> list[str]:
    """The command lines of a page, without those that only say what may be written."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`(arkdoc [^`]+)`", page)
    found = re.compile(r"(?:[A-Z_]+=\w+ )?(arkdoc .+)").fullmatch
    written = [match[1] for line in (*lines, *spans) if (match := found(line))]
    return [line for line in written if not re.search(r"\[|\||COMMAND|ENHET", line)]


@pytest.mark.parametrize("line", sorted({*commands_in(CLI), *commands_in(FORMAT)}))
def test_every_command_line_is_understood(line: str) -> None:
    options = parse(shlex.split(line)[1:], in_language("en"))
    assert options.command or options.help


def test_every_command_that_is_named_exists() -> None:
    names = {command.name for command in COMMANDS}
    assert {line.split()[1] for line in commands_in(CLI) if line.split()[1][0] != "-"} <= names
    assert set(re.findall(r"^## ([a-z]+)$", CLI, re.MULTILINE)) == names
    assert set(re.findall(r"^\| \[`(\w+)`\]", CLI, re.MULTILINE)) == names


def test_every_option_that_is_named_is_offered() -> None:
    tr = in_language("en")
    pages = [
        parse([*name.split(), "--help"], tr).help for name in ("", *(c.name for c in COMMANDS))
    ]
    offered = set(re.findall(r"--\w+", "".join(pages)))
    assert set(re.findall(r"(?<![\w-])--[a-z]+", CLI)) <= offered
