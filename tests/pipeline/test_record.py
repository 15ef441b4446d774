"""The record of a build: its hash of the inputs changes with everything that outputs are made from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from arkdoc.pipeline import record
from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import load
from arkdoc.pipeline.record import inputs_digest
from arkdoc.style.theme import TOKENS, builtin_styles
from tests.support.project import Project, png


@pytest.fixture
def note(project: Project) -> Project:
    project.units({"a": "Enhet A"}).contribution("a", "Teksten.\n\n![figur](f.png)\n")
    project.write("f.png", png())
    shutil.copytree(builtin_styles(), project.root / "styles")
    return project


def digest(note: Project) -> str:
    return inputs_digest(build(load(note.root), frozenset({"html"})))


def in_file(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


def another_picture(root: Path) -> None:
    (root / "contributions" / "f.png").write_bytes(png("3 × 3"))


def another_file(root: Path) -> None:
    (root / "contributions" / "g.png").write_bytes(png())


@pytest.mark.parametrize(
    "change",
    [
        in_file("contributions/notat.md", "Status", "Annet"),
        in_file("contributions/a.md", "Teksten", "Annet"),
        in_file(f"styles/{TOKENS}", "width = 210", "width = 200"),
        another_picture,
        another_file,
    ],
    ids=["note", "contribution", "style", "picture", "file"],
)
def test_another_input_is_another_hash(note: Project, change: Callable[[Path], None]) -> None:
    before = digest(note)
    assert digest(note) == before
    change(note.root)
    assert digest(note) != before


def test_another_version_of_a_program_is_another_hash(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(note)
    monkeypatch.setattr(record, "versions", lambda: {"weasyprint": "99"})
    assert digest(note) != before
