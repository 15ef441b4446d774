"""What docs/architecture.md and CONTRIBUTING.md say of the layout holds."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter

import pytest

from arkdoc.model.measure_status import MeasureStatus
from tests.support.project import REPOSITORY

PACKAGE = REPOSITORY / "arkdoc"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
LONGEST = 420
OF_TEXTS = (
    "rules/",
    "language/printed.py",
    "report/command_table.py",
)  # modules that hold texts may be longer


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {path: ast.parse(file.read_text("utf-8")) for path, file in MODULES.items()}


def test_three_modules_stand_at_the_top() -> None:
    assert {path for path in MODULES if "/" not in path} == {"__init__.py", "__main__.py", "cli.py"}


def test_no_module_is_too_long() -> None:
    lengths = {path: len(file.read_text("utf-8").splitlines()) for path, file in MODULES.items()}
    code = {path: length for path, length in lengths.items() if not path.startswith(OF_TEXTS)}
    assert {path: length for path, length in code.items() if length > LONGEST} == {}


def test_no_class_name_has_two_meanings(trees: dict[str, ast.Module]) -> None:
    names = Counter(
        node.name.lstrip("_")
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_the_layers_are_those_of_the_architecture_page() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    contracts = {c["id"]: c for c in project["tool"]["importlinter"]["contracts"]}
    layers = [re.findall(r"\w+", layer) for layer in contracts["layers"]["layers"]]
    assert layers.pop(0) == ["__main__"]
    assert len(layers) <= 11
    page = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
    order = re.search(r"The list is the order of imports: (.*?)\. A folder", page, re.DOTALL)
    assert order
    written = [re.findall(r"`(\w+)`", layer) for layer in order[1].split(" >")]
    assert [sorted(layer) for layer in layers] == [sorted(layer) for layer in written]
    house = re.search(r"```\narkdoc/\n(.*?)```", page, re.DOTALL)
    assert house
    folders = {folder for layer in layers for folder in layer} - {"cli"}
    assert set(re.findall(r"^  (\w+)/", house[1], re.MULTILINE)) == folders


def test_every_module_begins_by_saying_what_it_is(trees: dict[str, ast.Module]) -> None:
    silent = [
        path
        for path, tree in trees.items()
        if not ast.get_docstring(tree) and path[-11:] != "__init__.py"
    ]
    assert silent == []


def test_a_module_compiles_no_pattern_when_it_is_imported(trees: dict[str, ast.Module]) -> None:
    """Every command that imports it would wait for that: `regex` compiles it when it is used."""
    slow = {
        path
        for path, tree in trees.items()
        for part in tree.body
        if isinstance(part, ast.Assign | ast.AnnAssign)
        for node in ast.walk(part)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    }
    assert slow == set()


def test_the_statuses_of_measures_stand_once(trees: dict[str, ast.Module]) -> None:
    """Only how people may write them, and the words that are printed, name them again."""
    found = {
        name
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in set(MeasureStatus)
    }
    assert found == {"language/printed.py", "model/measure_status.py"}
