"""What is read of a Word file, case by case: WordprocessingML in, the tree and its places out.

`tests/support/word_notation.py` says how a file is written in a case.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.note import Contribution
from arkdoc.read.contribution import read_contribution
from tests.support.cases import cases, rewrite_case
from tests.support.project import REPOSITORY
from tests.support.tree_text import draw, place
from tests.support.word_notation import word_of

FIXTURES = REPOSITORY / "tests" / "fixtures" / "word"
PATH = "contributions/bidrag.docx"


def drawn(notation: str) -> str:
    return "".join(f"{line}\n" for line in _lines(read_contribution(PATH, word_of(notation))))


def _lines(read: Contribution) -> Iterator[str]:
    for clue in read.clues[:-1]:  # the last is the file's name
        yield f"unit? {clue.kind.value} {place(clue.span)} {clue.text!r}"
    if read.date:
        yield f"date {read.date} {place(read.date_span)}"
    if read.status_span.line:
        yield f"status {read.status.value} {place(read.status_span)}"
    if read.language not in ("", "nb"):
        yield f"language {read.language}"
    for name in sorted(read.pictures):
        yield f"picture {name}"
    for measure in read.measures:
        yield f"measure {place(measure.span)} {measure.status!r}"
        for value in (measure.name, *(field.value for field in measure.fields)):
            for inline in value:
                yield from draw(inline, 1)
    for node in (*read.body.blocks, *read.body.footnotes):
        yield from draw(node)
    for found in read.diagnostics:
        yield _found(found)


def _found(found: Diagnostic) -> str:
    said = " ".join(f"{name}={value!r}" for name, value in sorted(dict(found.args).items()))
    return f"! {found.rule.code} {place(found.span)} {said}".rstrip()


@pytest.mark.parametrize(("file", "title", "notation", "expected"), list(cases(FIXTURES)))
def test_reading(file: Path, title: str, notation: str, expected: str, update_golden: bool) -> None:
    got = drawn(notation)
    if update_golden:
        rewrite_case(file, title, notation, expected, got)
    else:
        assert got.rstrip() == expected.rstrip()
