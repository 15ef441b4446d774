"""The fixture files that anyone can add to → the cases in them.

A case is a line `.... title`, what is read, a line `....`, and what is expected of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CASE = re.compile(r"^\.\.\.\. (.+)\n((?:.*\n)*?)\.\.\.\.\n((?:(?!\.\.\.\. ).*\n)*)", re.MULTILINE)


def cases(folder: Path) -> Iterator[Any]:
    """A parameter set for each case in the folder: its file, title, text and what is expected."""
    for file in sorted(folder.glob("*.txt")):
        for match in CASE.finditer(file.read_text(encoding="utf-8")):
            yield pytest.param(file, match[1], match[2], match[3], id=f"{file.stem}: {match[1]}")


def rewrite_case(file: Path, title: str, text: str, expected: str, got: str) -> None:
    """Write `got` into the file in place of what was expected of the case."""
    whole = file.read_text(encoding="utf-8")
    before = f".... {title}\n{text}....\n"
    file.write_text(whole.replace(before + expected, f"{before}{got}\n"), encoding="utf-8")
