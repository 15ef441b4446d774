"""Typography, case by case: Markdown in, the text as printed out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.assemble.typography import typeset, typeset_inlines
from arkdoc.language.printed import WORDS
from arkdoc.model.nodes import Inlines, Text
from arkdoc.model.source import decode
from arkdoc.model.tree import inline_runs, plain_text, walk_inlines
from arkdoc.read.markdown.blocks import parse_markdown
from tests.support.cases import cases, rewrite_case
from tests.support.project import REPOSITORY, growth

FIXTURES = REPOSITORY / "tests" / "fixtures" / "typography"


def runs(markdown: str) -> list[Inlines]:
    blocks = parse_markdown(decode("x.md", markdown.encode())).blocks
    return [run for block in blocks for run in inline_runs(block)]


def printed(title: str, markdown: str) -> str:
    language = title[-3:-1]
    lines = [plain_text(typeset_inlines(run, language)) for run in runs(markdown)]
    return "".join(f"{line}\n" for line in lines).replace("\u00a0", "~")


@pytest.mark.parametrize(("file", "title", "markdown", "expected"), list(cases(FIXTURES)))
def test_typography(
    file: Path, title: str, markdown: str, expected: str, update_golden: bool
) -> None:
    got = printed(title, markdown)
    if update_golden:
        rewrite_case(file, title, markdown, expected, got)
    else:
        assert got.rstrip() == expected.rstrip()


TRICKY = st.text(alphabet="a5 .\"'-%§\n«(kl*`", max_size=40)
ALIKE = dict.fromkeys("“”«»‘’", "\"'") | {"–": "-", "\u00a0": " \n"}


@given(TRICKY, st.sampled_from(sorted(WORDS)))
def test_only_quotes_hyphens_and_spaces_change(text: str, language: str) -> None:
    new = typeset(text, language)
    assert len(new) == len(text)
    for before, after in zip(text, new, strict=True):
        assert before == after or before in ALIKE[after]


@given(TRICKY)
def test_double_quotes_come_in_pairs(text: str) -> None:
    text = text.replace("'", "").replace("«", "")
    new = typeset(text, "nb")
    assert new.count("«") == new.count("»")
    assert new.count("‘") == new.count("’")


@given(TRICKY)
def test_every_text_keeps_its_length_and_place(text: str) -> None:
    for run in runs(text):
        new = typeset_inlines(run, "nb")
        before = [i for i in walk_inlines(run) if isinstance(i, Text)]
        after = [i for i in walk_inlines(new) if isinstance(i, Text) and i.text != "\u00a0"]
        texts = [i for i in before if i.text != "\u00a0"]
        if len(after) == len(texts):
            assert [(len(i.text), i.span) for i in after] == [(len(i.text), i.span) for i in texts]
        assert len(plain_text(new)) == len(plain_text(run))


def test_many_quotes_take_no_longer_each() -> None:
    assert growth(lambda n: typeset("\"a 'b " * n, "nb"), 5_000) < 3
    assert growth(lambda n: typeset("'" * n, "nb"), 10_000) < 3
