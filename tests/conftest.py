"""What every test file may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Project


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def tool() -> Callable[[str], str]:
    """The path of a program, or a skip; a failure where ARKDOC_REQUIRE_TOOLS says so."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            reason = f"{name} is not installed"
            if os.environ.get("ARKDOC_REQUIRE_TOOLS"):
                pytest.fail(reason)
            pytest.skip(reason)
        return path

    return find


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty root to put a note into."""
    return Project(tmp_path / "rot")
