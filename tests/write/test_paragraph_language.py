"""Paragraphs in another language than their part: marked so in all outputs, wherever they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from arkdoc.model.document import Document
from arkdoc.model.nodes import (
    Alignment,
    Cell,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Table,
    Text,
)
from arkdoc.model.source import Span
from arkdoc.write.docx.audit.run import audit
from arkdoc.write.docx.writer import write_docx
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.writer import write_pdf
from tests.support.pdf_tags import Tag, expected_tags, read_tags, shape
from tests.support.project import W, text_of, word
from tests.support.sample import bullets, row, sample_document
from tests.write.pdf.test_writer import THEME

WORDS = ("avsnitt", "tett", "luftig", "sitat", "celle", "første", "andre", "note", "overskrift")


def spoken(word: str, line: int, *more: FootnoteReference) -> Paragraph:
    """A paragraph that says it is in Nynorsk."""
    place = Span("contributions/a.md", line, 1, line, 20)
    return Paragraph((Text(f"Her er {word}.", place), *more), place, "nn")


def listed(paragraph: Paragraph, *, tight: bool) -> ListBlock:
    item = ListItem((paragraph,), span=paragraph.span)
    return replace(bullets("x"), items=(item, item), tight=tight)


@cache
def document() -> Document:
    place = Span("contributions/a.md", 50, 1, 50, 20)
    cells = (Cell((spoken("celle", 5),)), Cell((spoken("første", 5), spoken("andre", 5))))
    table = Table(
        (Alignment.NONE, Alignment.NONE),
        row("Hva", "Merk"),
        (cells, row("På bokmål", "her")),
        widths=(0.5, 0.5),
        span=place,
    )
    mark = FootnoteReference("n", 1, 1)
    blocks = (
        Heading(2, (Text("Her er overskrift."),), "o", "nn", replace_line(place, 40)),
        Paragraph((Text("Dette er på bokmål."),), replace_line(place, 41)),
        spoken("avsnitt", 1, mark),
        listed(spoken("tett", 2), tight=True),
        listed(spoken("luftig", 3), tight=False),
        Quote((spoken("sitat", 4),)),
        table,
        Footnotes(("n",)),
    )
    note = Footnote("n", (spoken("note", 6),), 1)
    part = replace(sample_document().parts[0], blocks=blocks, language="nb")
    return replace(
        sample_document(), language="nb", parts=(part,), footnotes={"n": note}, contents=()
    )


def replace_line(place: Span, line: int) -> Span:
    return place._replace(line=line, end_line=line)


def test_the_page_says_so_on_the_paragraph_or_around_its_text() -> None:
    page = write_html(document(), THEME, medium="screen")
    for each in WORDS:
        assert re.search(rf'lang="nn-NO"[^<>]*>Her er {each}\.', page), each
    assert '<p lang="nn-NO">Her er avsnitt.' in page
    assert re.search(r'<li[^>]*><span lang="nn-NO">Her er tett\.</span>', page)
    assert re.search(r'<td><span lang="nn-NO">Her er celle\.</span></td>', page)
    assert re.search(r'<span lang="nn-NO">Her er note\.</span>\s*<a', page), (
        "its link back is Bokmål"
    )
    assert "<p>Dette er på bokmål.</p>" in page


def test_word_has_it_on_every_run_and_the_audit_finds_nothing() -> None:
    data = write_docx(document(), THEME, pages={}, pictures={})
    file = word(data)
    roots = [file.body, file.footnotes]
    runs = [run for root in roots for run in root.iter(f"{W}r") if "Her er" in text_of(run)]
    assert len(runs) == len(WORDS) + 2, "each list has two items"
    for run in runs:
        assert run.find(f"{W}rPr/{W}lang").get(f"{W}val") == "nn-NO", text_of(run)
    (other,) = (run for run in file.body.iter(f"{W}r") if "Dette er" in text_of(run))
    assert other.find(f"{W}rPr/{W}lang") is None
    found = audit(data, document(), note="contributions/notat.md", template="")
    assert [d for d in found if d.rule.name == "docx-language"] == []


def test_the_audit_finds_a_cell_that_word_reads_in_the_wrong_language() -> None:
    data = write_docx(document(), THEME, pages={}, pictures={})
    (table,) = (b for b in document().parts[0].blocks if isinstance(b, Table))
    bokmaal = replace(table, rows=(row("Her er celle.", "x"), *table.rows[1:]))
    blocks = tuple(bokmaal if b is table else b for b in document().parts[0].blocks)
    changed = replace(document(), parts=(replace(document().parts[0], blocks=blocks),))
    found = audit(data, changed, note="contributions/notat.md", template="")
    assert {dict(d.args).get("said") for d in found if d.rule.name == "docx-language"} == {"nn-NO"}


def test_the_pdf_says_so_in_its_structure() -> None:
    page = write_html(document(), THEME, medium="print")
    pdf = write_pdf(page, document(), THEME)
    tags = read_tags(pdf.data)
    assert shape(tags) == shape(expected_tags(document(), pdf.pages))

    def said(tag: Tag, language: str) -> list[str]:
        found = []
        for kid in tag.kids:
            own = tag.lang or language
            found += said(kid, own) if isinstance(kid, Tag) else [f"{own} {kid}"]
        return found

    spoken_texts = said(tags, "")
    for each in WORDS:
        assert any(re.match(rf"nn-NO .*Her er {each}", text) for text in spoken_texts), each
    assert not any(text.startswith("nn-NO Dette er") for text in spoken_texts)
