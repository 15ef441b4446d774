"""`import arkdoc`: the functions that a program needs, imported when they are used."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import arkdoc
from tests.support.project import Project


def test_the_example_in_the_docstring_runs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.note()
    monkeypatch.chdir(project.root)
    example = re.search(r"::\n\n((?:    .*\n|\n)+)", arkdoc.__doc__ or "")
    assert example
    names: dict[str, object] = {}
    exec(re.sub(r"^    ", "", example[1], flags=re.MULTILINE), names)
    built = sorted(path.name for path in Path("build").iterdir())
    assert built == ["sak-11-19.docx", "sak-11-19.json", "sak-11-19.pdf"]
    assert names["published"].paths == tuple(  # type: ignore[attr-defined]
        Path("build", f"sak-11-19.{ending}") for ending in ("docx", "pdf", "json")
    )


def test_importing_arkdoc_imports_nothing_of_it() -> None:
    code = "import sys, arkdoc; print([name for name in sys.modules if name.startswith('arkdoc.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_what_arkdoc_does_not_have_is_said() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = arkdoc.nothing
