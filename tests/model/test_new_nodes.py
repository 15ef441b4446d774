"""A new kind of block or inline: the type checker names every place that must know it."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from arkdoc.model.nodes import Block, Inline
from tests.support.project import REPOSITORY

NODE = """

@dataclass(frozen=True, slots=True)
class {name}:
    span: Span = _span()


"""
SCRATCH = {"Block": "ScratchBlock", "Inline": "ScratchInline"}
KINDS = {
    "ScratchBlock": {kind.__name__ for kind in get_args(Block)},
    "ScratchInline": {kind.__name__ for kind in get_args(Inline)},
}
ENOUGH = 2
"""How many kinds a `match` names at least, for it to be one over blocks or inlines."""


class Place(NamedTuple):
    """A `match` statement, and the scratch node that it does not know."""

    path: str
    line: int
    scratch: str


def matches(package: Path) -> Iterator[tuple[str, ast.Match]]:
    for file in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Match):
                yield file.relative_to(package.parent).as_posix(), node


def subjects(case: ast.pattern) -> Iterator[str]:
    """The classes that a case names for the subject itself, not for what is inside it."""
    match case:
        case ast.MatchClass(cls=ast.Name(name)):
            yield name
        case ast.MatchOr(patterns):
            for pattern in patterns:
                yield from subjects(pattern)
        case ast.MatchAs(ast.pattern() as pattern):
            yield from subjects(pattern)


def expected(package: Path) -> set[Place]:
    found = set()
    for path, match in matches(package):
        named = {name for case in match.cases for name in subjects(case.pattern)}
        for scratch, kinds in KINDS.items():
            if len(named & kinds) >= ENOUGH:
                found.add(Place(path, match.lineno, scratch))
    return found


def reported(package: Path, modules: set[str]) -> set[Place]:
    """The innermost `match` around each error of mypy's in `modules` that names a scratch node."""
    settings = ["--config-file", REPOSITORY / "pyproject.toml", "--cache-dir", os.devnull]
    settings += ["--no-pretty", "--follow-imports", "silent"]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", *settings, *sorted(modules)],
        cwd=package.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    all_matches = list(matches(package))
    found = set()
    for path, line, message in re.findall(r"(?m)^(\S+?):(\d+): error: (.*)$", run.stdout):
        around = [
            match.lineno
            for where, match in all_matches
            if where == path and match.lineno <= int(line) <= (match.end_lineno or 0)
        ]
        for scratch in KINDS:
            if around and scratch in message:
                found.add(Place(path, max(around), scratch))
    return found


@pytest.mark.sampled(0)
@pytest.mark.slow
def test_the_type_checker_names_every_match_that_lacks_a_new_node(tmp_path: Path) -> None:
    package = shutil.copytree(
        REPOSITORY / "arkdoc", tmp_path / "arkdoc", ignore=shutil.ignore_patterns("__pycache__")
    )
    document = package / "model" / "nodes.py"
    text = document.read_text("utf-8")
    for alias, scratch in SCRATCH.items():
        head = f"{alias}: TypeAlias = (\n"
        assert text.count(head) == 1
        text = text.replace(head, f"{NODE.format(name=scratch)}{head}    {scratch} |\n")
    document.write_text(text, encoding="utf-8")

    places = expected(package)
    for scratch in KINDS:
        folders = {Path(place.path).parts[1] for place in places if place.scratch == scratch}
        assert {"assemble", "check", "model", "write"} <= folders
    missing = places - reported(package, {place.path for place in places})
    assert not missing, "these end in no assert_never"
