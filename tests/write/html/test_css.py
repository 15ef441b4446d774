"""The page's style sheet: its widths follow from the paper's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from arkdoc.style.theme import Theme
from arkdoc.write.html.css import stylesheet
from tests.support.project import REPOSITORY


@pytest.fixture
def theme() -> Theme:
    from arkdoc.pipeline.load_style import load_theme

    return load_theme(REPOSITORY)


def width(name: str, theme: Theme) -> float:
    found = re.search(rf"--ark-{name}: ([\d.]+)", stylesheet(theme, "screen", "", ""))
    assert found
    return float(found[1])


def test_the_text_of_a_page_across_is_as_wide_as_the_paper_is_high(theme: Theme) -> None:
    page = theme.page
    ratio = (page.height - page.left - page.right) / (page.width - page.left - page.right)
    assert width("across", theme) / width("measure", theme) == pytest.approx(ratio, rel=0.01)
    other = replace(theme, page=replace(page, left=page.left + 10, right=page.right + 20))
    less = width("across", theme) - width("across", other)
    assert less == pytest.approx(width("measure", theme) - width("measure", other), rel=0.01)
    assert less / width("measure", theme) == pytest.approx(30 / page.measure, rel=0.01)
