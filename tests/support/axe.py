"""axe-core: what it finds wrong with a page in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

_RUN = "tags => axe.run({resultTypes: ['violations'], ...(tags.length && {runOnly: tags})})"


def axe_finds(page: Page, tags: Sequence[str] = ()) -> str:
    """What it finds wrong, by the rules with one of the `tags`, or by all; empty where nothing."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    results = AxeResults(page.evaluate(_RUN, list(tags)))
    assert results.response["passes"]
    return str(results.generate_report()) if results.violations_count else ""
