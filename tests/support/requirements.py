"""What some tests need and a machine may lack → its path, or a skip that says what is missing.

Where the environment promises a thing, its absence fails the test instead: the programs with
ARKDOC_REQUIRE_TOOLS, the corpus with ARKDOC_CORPUS, the real note with ARKDOC_NOTE_TEXT.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pytest

WANTING = "wanting"
"""What the reason of such a skip begins with: the kind follows, then what is missing."""


def find_tool(name: str) -> str:
    """The path of a program."""
    path = shutil.which(name)
    return path or missing("tools", name, required=bool(os.environ.get("ARKDOC_REQUIRE_TOOLS")))


def find_chromium() -> str:
    """The path of Chromium; of the one without windows, which is four times as quick, where it is."""
    return shutil.which("chromium-headless-shell") or find_tool("chromium")


def corpus() -> Path:
    """The folder of real inputs that ARKDOC_CORPUS names."""
    return _named("ARKDOC_CORPUS", "the corpus")


def note_text() -> Path:
    """The real note in full, a text file that ARKDOC_NOTE_TEXT names."""
    return _named("ARKDOC_NOTE_TEXT", "the real note")


def _named(variable: str, kind: str) -> Path:
    path = Path(os.environ.get(variable, ""))
    if not os.environ.get(variable):
        missing(kind, variable, required=False)
    return path if path.exists() else missing(kind, str(path), required=True)


def missing(kind: str, what: str, *, required: bool) -> NoReturn:
    """Skip the test because `what`, of a `kind` of things, is missing; fail it if `required`."""
    if required:
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{WANTING} {kind}: {what}")


def summary(reasons: Iterable[str]) -> str:
    """One line for the reasons of all skips of a run: how many tests, and for want of what."""
    counts: Counter[str] = Counter()
    lacking: dict[str, set[str]] = defaultdict(set)
    for reason in (reason.removeprefix("Skipped: ") for reason in reasons):
        found = re.fullmatch(rf"{WANTING} (.+?): (.+)", reason, re.DOTALL)
        kind, what = (f"for want of {found[1]}", found[2]) if found else ("otherwise", reason)
        counts[kind] += 1
        lacking[kind].add(what)
    told = [
        f"{count} {kind} ({', '.join(sorted(lacking[kind]))})"
        for kind, count in sorted(counts.items())
    ]
    return f"skipped: {'; '.join(told)}" if told else ""
