"""The notes that edits are tried on, as they are handed out."""

from __future__ import annotations

from functools import cache

from arkdoc.pipeline.load import load
from tests.support.project import REPOSITORY
from tests.support.word_edits.judge import Case

ROOT = REPOSITORY / "tests" / "fixtures" / "word_back"
"""A note of our own that has all that can be edited."""


@cache
def our_note() -> Case:
    """It, with its Word file."""
    return Case(load(ROOT))
