"""The dialect, case by case: Markdown in, the tree and its positions out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.model.nodes import Blocks, FootnoteReference, Table, Text
from arkdoc.model.source import SourceFile, Span, decode
from arkdoc.model.tree import inline_runs, plain_text, walk, walk_inlines
from arkdoc.read.front_matter.schema import Scalar
from arkdoc.read.markdown.blocks import parse_inline, parse_markdown
from tests.support.cases import cases, rewrite_case
from tests.support.project import REPOSITORY, growth
from tests.support.tree_text import draw, place

FIXTURES = REPOSITORY / "tests" / "fixtures" / "markdown"


def source(text: str) -> SourceFile:
    return decode("x.md", text.encode())


def drawn(text: str) -> str:
    body = parse_markdown(source(text))
    lines = [line for block in body.blocks for line in draw(block)]
    for note in body.footnotes:
        lines += draw(note)
    for suppression in body.suppressions:
        lines.append(f"silence {suppression.code} {place(suppression.within)}")
    for found in body.diagnostics:
        lines.append(f"! {found.rule.code} {place(found.span)}")
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(("file", "title", "markdown", "expected"), list(cases(FIXTURES)))
def test_dialect(file: Path, title: str, markdown: str, expected: str, update_golden: bool) -> None:
    got = drawn(markdown)
    if update_golden:
        rewrite_case(file, title, markdown, expected, got)
    else:
        assert got.rstrip() == expected.rstrip()


def texts(blocks: Blocks) -> Iterator[Text]:
    for block in walk(blocks):
        for run in inline_runs(block):
            for inline in walk_inlines(run):
                if isinstance(inline, Text):
                    yield inline


MARKDOWN = st.text(
    alphabet=st.sampled_from("ab \n\t>-*_~`[]()!#|:.1<&;\\^\"'=æ\u00a0\r\1\v\f"), max_size=120
)


@given(MARKDOWN)
def test_text_stands_where_its_span_says(markdown: str) -> None:
    file = source(markdown)
    body = parse_markdown(file)
    for text in texts((*body.blocks, *(b for note in body.footnotes for b in note.blocks))):
        line = file.line(text.span.line)
        there = re.sub("[\u00a0\1]", " ", line[text.span.column - 1 : text.span.end_column - 1])
        is_rewritten = there[:1] in "\\&" or "![" in there  # an escape, an entity, a title
        assert text.text.replace("\u00a0", " ") == there or is_rewritten


@given(MARKDOWN)
def test_any_text_is_read(markdown: str) -> None:
    parse_markdown(source(markdown))
    parse_inline(markdown, Scalar(markdown, Span("x.md", 1, 1, 1, 1)).place)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 1000 + "ord",
        "- " * 1000 + "ord",
        "\n".join("  " * depth + "- ord" for depth in range(300)),
        "[" * 2000 + "ord",
        "![" * 500 + "ord" + "](x)" * 500,
        "*" * 2000 + "ord",
        "[^a]: " * 500 + "ord",
        "::: merknad\n" * 200 + "ord\n",
        "<!-- " * 1000 + "ord",
        "a " + "`" * 1001 + "ord",
        "|" * 1000 + "\n" + "|-" * 999 + "|\n" + "|ord" * 999,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_depth_does_not_break_it_and_loses_nothing(text: str) -> None:
    body = parse_markdown(source(text))
    runs = [run for block in walk(body.blocks) for run in inline_runs(block)]
    assert any("ord" in plain_text(run) for run in runs)


def test_a_footnote_mark_in_the_lead_of_a_caption_is_kept() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    [block] = parse_markdown(source(f"Tabell[^n] 1: Svar\n\n{table}\n[^n]: Note.\n")).blocks
    assert isinstance(block, Table)
    assert block.caption
    assert block.caption.inlines == (FootnoteReference("n"), Text("Svar"))


def test_a_cell_with_many_lines_takes_no_longer_a_line() -> None:
    def cell(times: int) -> str:
        return f"| a |\n|---|\n| {'- 0,3<br><br>- a<br>b<br>' * times} |\n"

    assert growth(lambda n: parse_markdown(source(cell(n))), 2000) < 3


@pytest.mark.sampled(4)
@pytest.mark.parametrize("ends", [":::", "::::"])
@pytest.mark.parametrize("opening", ["::: merknad", ":::: merknad"])
def test_many_boxes_in_one_another_take_no_longer_a_line(opening: str, ends: str) -> None:
    def boxes(times: int) -> str:
        return f"{opening}\n" * times + f"{ends}\n" * times

    assert growth(lambda n: parse_markdown(source(boxes(n))), 300) < 3
