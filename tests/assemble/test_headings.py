"""Heading normalisation, case by case: Markdown in, the outline and its findings out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.assemble.anchors import UniqueNames, slug
from arkdoc.assemble.handnumbers import hand_number
from arkdoc.assemble.headings import Outlined, normalise
from arkdoc.assemble.inline_trim import characters
from arkdoc.model.nodes import Blocks, Container, Heading, Strong, Text
from arkdoc.model.source import SourceFile, Span, decode
from arkdoc.model.tree import drop_end, drop_start, plain_text, walk, walk_inlines
from arkdoc.read.front_matter.schema import Scalar
from arkdoc.read.markdown.blocks import parse_inline, parse_markdown
from tests.support.cases import cases, rewrite_case
from tests.support.project import REPOSITORY

FIXTURES = REPOSITORY / "tests" / "fixtures" / "headings"
UNIT = "Seksjon Gjøvik"


def source(text: str) -> SourceFile:
    return decode("x.md", text.encode())


def outlined(markdown: str, base: int = 2) -> Outlined:
    blocks = parse_markdown(source(markdown)).blocks
    return normalise(blocks, base, "ub-gjovik", name=UNIT, home="ub-gjovik")


def draw(blocks: Blocks, indent: str = "") -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{indent}{'#' * block.level} {plain_text(block.inlines)}"
        elif isinstance(block, Container):
            yield f"{indent}{block.kind.value}"
            yield from draw(block.blocks, indent + "  ")
        else:
            yield f"{indent}{type(block).__name__.lower()}"


def drawn(markdown: str) -> str:
    result = outlined(markdown)
    lines = list(draw(result.blocks))
    for found in result.diagnostics:
        said = ", ".join(f"{name}={value}" for name, value in found.args)
        lines.append(f"! {found.rule.code} {found.span.line}:{found.span.column} {said}")
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(("file", "title", "markdown", "expected"), list(cases(FIXTURES)))
def test_normalisation(
    file: Path, title: str, markdown: str, expected: str, update_golden: bool
) -> None:
    got = drawn(markdown)
    if update_golden:
        rewrite_case(file, title, markdown, expected, got)
    else:
        assert got.rstrip() == expected.rstrip()


def levels(blocks: Blocks) -> list[int]:
    return [block.level for block in walk(blocks) if isinstance(block, Heading)]


@given(st.lists(st.integers(1, 6), max_size=12), st.integers(0, 5))
def test_no_level_is_skipped_and_the_order_between_headings_stays(
    written: list[int], base: int
) -> None:
    markdown = "\n\n".join(f"{'#' * level} Ord{n}" for n, level in enumerate(written))
    shown = levels(outlined(markdown, base).blocks)
    assert len(shown) == len(written)
    assert all(level <= 5 for level in shown)
    for before, after in zip([base, *shown], shown, strict=False):
        assert after <= max(before, min(before + 1, 5))
    for (a, b), (x, y) in zip(pairwise(written), pairwise(shown), strict=True):
        assert (a < b) <= (x <= y)
        assert (a == b) <= (x == y)


def test_units_in_the_middle_start_the_outline_anew() -> None:
    result = outlined("# En\n\n## To\n\n[[bidrag]]\n\n### Tre")
    assert levels(result.blocks) == [3, 4, 3]


def test_anchors_are_githubs_and_the_normalised_ones() -> None:
    result = outlined(
        "# Seksjon Gjøvik\n\n## 1. Bakgrunn\n\n## Tiltak\n\n## Tiltak\n\n**Små**\n\nx"
    )
    assert result.anchors == {
        "seksjon-gjøvik": "ub-gjovik",
        "1-bakgrunn": "ub-gjovik-bakgrunn",
        "bakgrunn": "ub-gjovik-bakgrunn",
        "tiltak": "ub-gjovik-tiltak",
        "tiltak-1": "ub-gjovik-tiltak-1",
        "små": "ub-gjovik-små",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bakgrunn og mål", "bakgrunn-og-mål"),
        ("Hva nå?", "hva-nå"),
        ("A & B", "a--b"),
        ("snake_case og kebab-case", "snake_case-og-kebab-case"),
        ("  Rom  ", "rom"),
        ("«Byttehandel» – 2025", "byttehandel--2025"),
        ("O\u0308st", "öst"),
    ],
)
def test_slugs_are_githubs(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_ids_differ_even_from_names_that_were_made_unlike() -> None:
    ids = UniqueNames(["a"])
    assert [ids.new(name) for name in ("a", "a", "a-1", "b", "b")] == [
        "a-1", "a-2", "a-1-1", "b", "b-1",
    ]  # fmt: skip


@given(st.text(alphabet="ab1.: )*I", max_size=20), st.integers(0, 5), st.integers(0, 5))
def test_cutting_keeps_every_position(text: str, leading: int, trailing: int) -> None:
    text = text.strip()
    inlines, _ = parse_inline(text, Scalar(text, Span("x.md", 1, 1, 1, len(text) + 1)).place)
    length = len(characters(inlines))
    leading, trailing = min(leading, length), min(trailing, max(0, length - leading))
    cut = drop_end(drop_start(inlines, leading), trailing)
    assert characters(cut) == characters(inlines)[leading : length - trailing]
    for inline in walk_inlines(cut):
        assert not (isinstance(inline, Strong) and not inline.inlines)
        if isinstance(inline, Text):
            column = inline.span.column - 1
            assert text[column : column + len(inline.text)] == inline.text


@given(st.text(max_size=30))
def test_a_word_always_remains(text: str) -> None:
    text = text.strip()
    leading, trailing = hand_number(text)
    if leading or trailing:
        assert any(map(str.isalpha, text[leading : len(text) - trailing]))


def test_silly_headings_take_no_time() -> None:
    markdown = "\n\n".join(f"# {n}. " + "1." * 2000 + " a" for n in range(200))
    assert len(levels(outlined(markdown).blocks)) == 200
