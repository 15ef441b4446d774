"""Fixtures and options of all tests, and the line that says what was skipped."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import signal
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.support.libreoffice import LibreOffice
from tests.support.project import KITCHEN, REPOSITORY, Project
from tests.support.requirements import find_chromium, find_tool, summary
from tests.support.sampling import not_drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from arkdoc.pipeline.build import BuildResult


# What the tests start hears Ctrl-C, also where they are run in the background, which ignores it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no fault: what takes too long is measured by ratios (support.growth).
settings.register_profile("arkdoc", deadline=None)
settings.load_profile("arkdoc")


# What is collected stays to the end: looking for garbage among it would take longer than most tests.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")
    parser.addoption("--sample", action="store_true", help="run some cases of `sampled` tests only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, with `--sample`, the cases of `sampled` tests that were not drawn."""
    if config.getoption("--sample"):
        left_out = not_drawn(items)
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    """Say last, in one line, how many tests were skipped, and for want of what."""
    yield
    reports = terminalreporter.stats.get("skipped", [])
    if line := summary(report.longrepr[2] for report in reports):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def _weasyprint_is_loaded() -> None:
    """Else a process is started for each build, and loads it anew."""
    from arkdoc.write.pdf.typeset import can_lay_out

    can_lay_out()


@pytest.fixture
def tool() -> Callable[[str], str]:
    """Finds a program: see `find_tool`."""
    return find_tool


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice, which the processes of a test run share."""
    return LibreOffice(find_tool("soffice"), _shared(tmp_path_factory) / "libreoffice")


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes of a test run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[], Any]], Any]:
    """What a function makes, by a name; the first process that wants it makes it for the others."""
    folder = _shared(tmp_path_factory)

    def made_once(name: str, make: Callable[[], Any]) -> Any:
        file = folder / f"{name}.pickle"
        with file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.is_file():
                file.write_bytes(pickle.dumps(make()))
            return pickle.loads(file.read_bytes())

    return made_once


@pytest.fixture(scope="session")
def built_note(kept: Callable[[str, Callable[[], BuildResult]], BuildResult]) -> BuildResult:
    """The note itself, as DOCX, PDF and HTML."""
    return kept("note", lambda: _built(REPOSITORY))


@pytest.fixture(scope="session")
def built_kitchen(kept: Callable[[str, Callable[[], BuildResult]], BuildResult]) -> BuildResult:
    """The test note that uses the whole dialect, as DOCX, PDF and HTML."""
    return kept("kitchen", lambda: _built(KITCHEN))


def _built(root: Path) -> BuildResult:
    from arkdoc.pipeline.build import build
    from arkdoc.pipeline.load import load

    return build(load(root), frozenset({"docx", "pdf", "html"}))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright; it looks nothing up by itself."""
    chromium = find_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-gpu-rasterization",
                "--disable-software-rasterizer",
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
