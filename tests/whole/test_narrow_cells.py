"""Narrow cells: columns that hold their words, and compounds divided at their joints alone."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest

from arkdoc.assemble.columns import HOUSE, TableSetting, fit, table_setting
from arkdoc.model.nodes import Table, Text
from arkdoc.model.tree import all_inlines, cell_text, walk
from arkdoc.pipeline.build import BuildResult
from arkdoc.read.word.contribution import read_word_contribution
from arkdoc.style.text_width import text_width
from tests.support.compounds import compounds
from tests.support.pdf_tags import read_tags
from tests.support.project import Project, W, html_text, word
from tests.support.word_files import CUSTOM, edited, parts_of, zipped

COLUMNS = 6
"""So many that long compounds don't fit whole, and their parts do."""


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """A note with every compound of the list in a narrow cell, each table by length."""
    ordered = sorted(compounds(), key=len)
    tables = []
    for start in range(0, len(ordered) - COLUMNS * 3, COLUMNS * 3):
        cells = ordered[start : start + COLUMNS * 3]
        rows = [cells[at::3] for at in range(3)]
        rows.insert(1, ["---"] * COLUMNS)
        tables.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    project = Project(tmp_path_factory.mktemp("smale")).note()
    project.contribution("studieadministrasjon", "\n\nSå:\n\n".join(tables))
    return project.build("docx", "pdf", "html")


def tables(result: BuildResult) -> list[Table]:
    parts = result.analysis.assembly.document.parts
    return [b for part in parts for b in walk(part.blocks) if isinstance(b, Table)]


def divided(text: str) -> set[int]:
    """Where `text` has soft hyphens, as offsets in it without them."""
    return set(accumulate(map(len, text.split("\u00ad")[:-1])))


def test_no_word_is_divided_but_at_a_joint(narrow: BuildResult) -> None:
    known, seen = compounds(), 0
    for cell in read_tags(narrow.outputs["pdf"]).all("TD", "TH"):
        text = cell.text.strip()
        if places := divided(text):
            seen += 1
            assert places <= known[text.replace("\u00ad", "")], text
    assert seen > 50


def test_a_line_never_ends_inside_a_word_without_a_hyphen(narrow: BuildResult) -> None:
    for cell in read_tags(narrow.outputs["pdf"]).all("TD", "TH"):
        pieces = [kid for kid in cell.kids if isinstance(kid, str)]
        for piece, after in pairwise(pieces):
            assert "\u00ad" in (piece, after) or piece.endswith(" "), pieces


def test_word_has_the_same_soft_hyphens_and_html_none(narrow: BuildResult) -> None:
    in_tree = {
        cell_text(cell)
        for table in tables(narrow)
        for row in (table.header, *table.rows)
        for cell in row
    }
    in_word = set()
    for cell in word(narrow.outputs["docx"]).body.iter(f"{W}tc"):
        pieces = cell.iter(f"{W}t", f"{W}softHyphen")
        in_word.add("".join(p.text or "" if p.tag == f"{W}t" else "\u00ad" for p in pieces))
    assert in_word == in_tree
    assert any("\u00ad" in text for text in in_word)
    assert "\u00ad" not in html_text(narrow.outputs["html"])


def test_they_are_not_read_back_as_the_authors_own(narrow: BuildResult) -> None:
    def soft_hyphens(docx: bytes) -> int:
        read = read_word_contribution("contributions/notat.docx", docx)
        texts = [
            inline.text for inline in all_inlines(read.body.blocks) if isinstance(inline, Text)
        ]
        assert texts
        return "".join(texts).count("\u00ad")

    ours = narrow.outputs["docx"]
    assert soft_hyphens(ours) == soft_hyphens(edited(ours)) == 0
    parts = parts_of(ours)
    theirs = zipped(parts | {CUSTOM: parts[CUSTOM].replace(b"arkdoc-innhold", b"annet")})
    assert soft_hyphens(theirs) > 50


def test_body_text_is_never_divided(narrow: BuildResult) -> None:
    settings = word(narrow.outputs["docx"]).parts["word/settings.xml"]
    assert b"autoHyphenation" not in settings
    for tag in read_tags(narrow.outputs["pdf"]).all("P"):
        assert "\u00ad" not in tag.text


def test_what_is_assembled_fits_the_house_style(project: Project) -> None:
    sources = project.note().build("html").analysis.sources
    assert table_setting(sources.theme) == HOUSE


def test_a_heading_is_whole_in_the_font_of_the_template(project: Project) -> None:
    """A column that holds «Gjennomføring» in Calibri, and must be wider in Verdana."""
    head = ("Tiltak", "Ansvarlig", "Frist", "Status", "Gjennomføring", "Merknad")
    rows = "\n".join(f"| {' | '.join(['Vi vurderer det på nytt til høsten'] * 6)} |" for _ in "ab")
    project.note().contribution(
        "studieadministrasjon", f"| {' | '.join(head)} |\n{'|---' * 6}|\n{rows}\n"
    )
    (table,) = tables(project.build("html"))
    for typeface in ("Calibri", "Arial", "Verdana", "Skrift ingen kjenner"):
        setting = TableSetting(typeface)
        fitted = fit(table, "nb", 0, setting)
        for cell, share in zip(fitted.header, fitted.widths, strict=True):
            room = share * setting.portrait / 25.4 * 72 - 2 * setting.padding
            assert "\u00ad" not in cell_text(cell)
            assert text_width(cell_text(cell), typeface, bold=True) * setting.size <= room


def test_an_address_has_no_soft_hyphens(project: Project) -> None:
    word = "arbeidsmiljøundersøkelsen"
    cells = (f"https://{word}.no/x", f"{word}@ntnu.no", f"WWW.{word}.no", word)
    text = f"| {' | '.join(cells * 2)} |\n{'|---' * 8}|\n{'| x ' * 8}|\n"
    (table,) = tables(project.note().contribution("studieadministrasjon", text).build("html"))
    *addresses, own = map(cell_text, table.header[:4])
    assert "\u00ad" in own
    assert "\u00ad" not in "".join(addresses)
