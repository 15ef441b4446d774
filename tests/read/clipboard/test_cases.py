"""What is read of a clipboard, case by case: HTML as programs write it in, Markdown out."""

from __future__ import annotations

from pathlib import Path

import pytest

from arkdoc.deliver.pasting import markdown_of_clipboard
from tests.support.cases import cases, rewrite_case
from tests.support.project import REPOSITORY

FIXTURES = REPOSITORY / "tests" / "fixtures" / "clipboard"
PLAIN = "(som ren tekst)"


def written(html: str) -> str:
    """The Markdown, and below it how many pictures are not in it."""
    text, pictures = markdown_of_clipboard(html, PLAIN)
    return f"{text}\n! pictures {pictures}\n" if pictures else f"{text}\n"


@pytest.mark.parametrize(("file", "title", "html", "expected"), list(cases(FIXTURES)))
def test_pasting(file: Path, title: str, html: str, expected: str, update_golden: bool) -> None:
    got = written(html)
    if update_golden:
        rewrite_case(file, title, html, expected, got)
    else:
        assert got.rstrip() == expected.rstrip()
