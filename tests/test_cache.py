"""A build that remembers is the build that forgets."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arkdoc import examine as examining
from arkdoc.cache import Cache
from arkdoc.load import load
from arkdoc.note import Contribution
from arkdoc.pipeline import build, examine
from tests.support import Project

TEXTS = st.sampled_from(
    [
        "",
        "# En\n\nTekst[^1].\n\n[^1]: Note.\n",
        "**Bold**\n\nTekst\n",
        "Tabell: T\n\n| a |\n|---|\n| 1 |\n",
        "![x](mangler.png)\n",
        "[a](b.md#en)\n",
    ]
)
EDITS = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), TEXTS), min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(EDITS)
def test_a_cached_build_is_a_fresh_build(edits: list[tuple[str, str]]) -> None:
    cache = Cache()
    with TemporaryDirectory() as folder:
        project = Project(Path(folder)).units({"a": "En", "b": "To", "c": "Tre"})
        for unit, text in edits:
            project.contribution(unit, text)
            sources = load(project.root)
            remembered = build(sources, frozenset({"html"}), cache=cache)
            assert remembered == build(sources, frozenset({"html"}))


def test_what_went_unused_is_forgotten() -> None:
    cache, made = Cache(), []

    def value() -> int:
        made.append(1)
        return len(made)

    assert cache.get("a", value) == cache.get("a", value) == 1
    cache.next_round()
    assert cache.get("a", value) == 1
    cache.next_round()
    cache.next_round()
    assert cache.get("a", value) == 2


def test_an_unchanged_contribution_is_not_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.units({"a": "En", "b": "To"}).contribution("a", "A.\n").contribution("b", "B.\n")
    read: list[str] = []
    real = examining.read_contribution

    def counting(path: str, data: bytes) -> Contribution:
        read.append(path)
        return real(path, data)

    monkeypatch.setattr(examining, "read_contribution", counting)
    cache = Cache()
    examine(load(project.root), cache)
    project.contribution("b", "Nytt.\n")
    examine(load(project.root), cache)
    assert read == ["contributions/a.md", "contributions/b.md", "contributions/b.md"]
