"""WordprocessingML as text → a Reading of it, and its blocks, for tests of what is read from them."""

from __future__ import annotations

from arkdoc.model.nodes import Blocks
from arkdoc.read.word.body import read_blocks
from arkdoc.read.word.parts import open_parts
from arkdoc.read.word.reading import Reading
from tests.support.word_packages import word_file

PATH = "contributions/ub.docx"


def read_body(*body: str, headed: bool = True, styles: str | None = None) -> tuple[Reading, Blocks]:
    """A Reading of a Word file with that body, read; `headed`: a heading stands before it."""
    given = {} if styles is None else {"styles": styles}
    reading = Reading(PATH, open_parts(word_file(*body, **given)))  # type: ignore[arg-type]
    if headed:
        reading.headings.add(0)
    return reading, read_blocks(reading, reading.file.body)


def codes(reading: Reading) -> list[str]:
    return [finding.rule.code for finding in reading.diagnostics]
