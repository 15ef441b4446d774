"""Bytes → a Word file of ours, changed in a handful of ways: its XML, its parts, its zip.

The files that it starts from are the cases of tests/fixtures/word, one to three of them in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from lxml import etree

from tests.support.cases import CASE
from tests.support.picks import Picks
from tests.support.project import REPOSITORY
from tests.support.word_files import parts_of
from tests.support.word_fuzz_parts import Parts, change_parts, change_zip, zipped
from tests.support.word_fuzz_xml import Tree, change, qualified
from tests.support.word_notation import word_of

DOCUMENT = "word/document.xml"
STYLES = '<style id="INNH1" name="toc 1"/><style id="Kode" name="html preformatted"/>'
LEVELS = (
    (8, 0, 0), (8, 0, 0), (4, 0, 0), (2, 0, 0), (4, 2, 0), (0, 3, 0), (1, 1, 2), (0, 0, 3),
)  # fmt: skip
"""How many changes of XML, parts and zip a file has at most."""


@dataclass(frozen=True)
class FuzzedFile:
    """A Word file, what was changed in it, and the trees of its parts if their XML is all that was."""

    data: bytes
    steps: tuple[str, ...]
    trees: Mapping[str, Tree]


def unchanged(data: bytes) -> FuzzedFile:
    """A Word file as it is."""
    return FuzzedFile(data, (), _trees(parts_of(data).items()))


def _trees(parts: Iterable[tuple[str, bytes]]) -> dict[str, Tree]:
    return {
        name: etree.fromstring(part) for name, part in parts if name.endswith((".xml", ".rels"))
    }


def compose(data: bytes) -> FuzzedFile:
    """The Word file that `data` spells."""
    picks = Picks(data)
    levels = picks.of(LEVELS)
    is_marked = bool(picks.below(2))
    started = _started(picks)
    steps = []
    trees = _trees(started)
    if is_marked:
        _mark(trees[DOCUMENT])
    for _ in range(levels[0] * bool(picks)):
        if picks:
            name = picks.of((DOCUMENT, DOCUMENT, DOCUMENT, picks.of([*trees])))
            steps.append(f"{name}: {change(trees[name], picks)}")
    parts = [(name, _written(trees[name]) if name in trees else part) for name, part in started]
    inside = len(steps)
    others = _started(picks) if levels[1] else []
    steps += [change_parts(parts, others, picks) for _ in range(levels[1]) if picks]
    file = zipped(parts)
    for _ in range(levels[2]):
        if picks:
            file, step = change_zip(file, picks)
            steps.append(f"zip: {step}")
    return FuzzedFile(file, tuple(steps), trees if len(steps) == inside else {})


def _started(picks: Picks) -> Parts:
    cases = _cases()
    return [
        *_parts_of(tuple(picks.below(len(cases)) for _ in range(picks.of((1, 1, 2, 3))))).items()
    ]


@cache
def _cases() -> tuple[str, ...]:
    files = sorted((REPOSITORY / "tests" / "fixtures" / "word").glob("*.txt"))
    return tuple(
        match[2].replace("<strict/>", "")
        for file in files
        for match in CASE.finditer(file.read_text("utf-8"))
    )


def _parts_of(numbers: tuple[int, ...]) -> dict[str, bytes]:
    return parts_of(word_of(STYLES + "\n".join(_cases()[number] for number in numbers)))


def _mark(root: Tree) -> None:
    """Let every text end in a word of its own, so that a lost one is noticed."""
    words = count()
    for text in root.iter(qualified("w:t")):
        text.text = f"{text.text or ''} q{next(words)}q "


def _written(root: Any) -> bytes:
    return etree.tostring(root, encoding="UTF-8", standalone=True)
