"""What every test file may ask for."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.project import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# A busy machine is no fault: what takes too long is measured by ratios (support.growth).
settings.register_profile("arkdoc", deadline=None)
settings.load_profile("arkdoc")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line: how many tests were skipped, and for want of what."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    if reasons:
        said = "; ".join(f"{count} as {reason}" for reason, count in reasons.most_common())
        tests = "test was" if len(skipped) == 1 else "tests were"
        terminalreporter.write_line(f"{len(skipped)} {tests} skipped: {said}.")


def find_tool(name: str) -> str:
    """The path of a program, or a skip; a failure where ARKDOC_REQUIRE_TOOLS says so."""
    path = shutil.which(name)
    if path is None:
        reason = f"{name} is not installed"
        if os.environ.get("ARKDOC_REQUIRE_TOOLS"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture
def tool() -> Callable[[str], str]:
    """Finds a program: see `find_tool`."""
    return find_tool


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright; it looks nothing up by itself."""
    chromium = find_tool("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty root to put a note into."""
    return Project(tmp_path / "rot")
