"""The notes that edits are tried on, as they are handed out."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from arkdoc.pipeline.load import load
from tests.support.project import REPOSITORY, Project
from tests.support.real_note import real_note
from tests.support.word_edits.judge import Case

ROOT = REPOSITORY / "tests" / "fixtures" / "word_back"
"""A note of our own that has all that can be edited."""


@cache
def our_note() -> Case:
    """It, with its Word file."""
    return Case(load(ROOT))


@cache
def real_text() -> Case:
    """The real note's text, where ARKDOC_NOTE_TEXT names it."""
    from tests.whole.test_note import UNITS

    with tempfile.TemporaryDirectory() as folder:
        project = real_note(Project(Path(folder) / "rot"), UNITS)
        return Case(load(project.root))
