"""Bytes → text as people paste it from Word, changed by mishaps that the bytes pick.

Each line of the text carries a word of its own, so that a lost one is noticed. The text is the real
note, where ARKDOC_NOTE_TEXT names it, else the project's own contributions as Word would paste them:
a line a paragraph, a bullet or a number and a tab, cells parted by tabs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from tests.support.project import REPOSITORY

LINES = 24
"""How many lines of the text are handed in."""

MARKERS = (
    "•\t", "• ", "·\t", "o\t", "o ", "§\t", "\uf0b7\t", "\uf0a7 ", "– ", "-\t", "- ", "1.\t", "1. ", "2. ", "3)\t",
    "1) ", "(1) ", "a) ", "b) ", "c)\t", "a. ", "(a) ", "i) ", "ii) ", "iii. ", "A. ", "B. ", "1.1 ", "1.2\t", "1.Uten",
    "✓ ", "✓\t", "☐ ", "# ", "> ", "\t", "    ", "| ", "```", "::: ", "==", "**", "[^1]: ", "Tabell 1. ", "<!-- ",
)  # fmt: skip
"""What a line may come to begin with."""

ENDINGS = (
    ".", ":", ",", "", "  ", "\\", "\t12\t13", "|", "\u000b", "\u2028", "\u0085", "\u000c", "**", " ==", " ^[a]", "-"
)  # fmt: skip
"""What a line may come to end with, in place of its last character."""


@cache
def text() -> tuple[str, ...]:
    """The paragraphs, a line each; every one has a `q1q` of its own after its first word."""
    lines = _real_note() or _contributions()
    return tuple(
        re.sub(r"^(\S*[^\W\d_]\S*|\S+\s+\S+)", rf"\1 q{number}q", line, count=1)
        if re.match(r"\S", line)
        else f"q{number}q"
        for number, line in enumerate(lines)
    )


def _real_note() -> list[str]:
    file = os.environ.get("ARKDOC_NOTE_TEXT")
    if not file:
        return []
    # The text has a line a row of the page with a blank one after it, and a line of one space
    # between paragraphs.
    paragraphs = re.split(r"\n \n|\n\s*(?=[-\uf0b7]|\d\. )", Path(file).read_text(encoding="utf-8"))
    lines = [re.sub(r"^([-\uf0b7]) ?", r"\1\t", " ".join(part.split())) for part in paragraphs]
    return [line for line in lines if re.search(r"\w", line)]


def _contributions() -> list[str]:
    lines: list[str] = []
    for file in sorted((REPOSITORY / "contributions").rglob("*.md")):
        body = re.sub(r"\A---\n.*?\n---\n", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for paragraph in re.split(r"\n\s*\n|\n(?=[-*#|]|\d+\. )", body):
            line = " ".join(paragraph.split())
            line = re.sub(r"^[-*] ", "•\t", re.sub(r"^(\d+\.) ", r"\1\t", line.lstrip("# ")))
            if line.startswith("|"):
                line = re.sub(r" *\| *", "\t", line.strip("| "))
            if re.search(r"\w", line):
                lines.append(line)
    return lines


def pasted(data: bytes) -> str:
    """A stretch of the text; each pair of bytes after the first picks a mishap and its line."""
    whole = text()
    start = (data[0] if data else 0) * len(whole) // 256
    lines = list(whole[start : start + LINES])
    for mishap, place in zip(data[1::2], data[2::2], strict=False):
        if lines:
            _MISHAPS[mishap % len(_MISHAPS)](lines, place % len(lines), mishap // len(_MISHAPS))
    return "\n".join(lines) + "\n"


def _begun(markers: Sequence[str], most: int) -> Callable[[list[str], int, int], None]:
    """Up to `most` lines come to begin with markers that follow each other in the table."""

    def change(lines: list[str], at: int, pick: int) -> None:
        for offset in range(most):
            if at + offset < len(lines):
                marker = markers[(at * 7 + pick + offset) % len(markers)]
                lines[at + offset] = marker + lines[at + offset]

    return change


def _blank_after(lines: list[str], at: int, _: int) -> None:
    lines.insert(at + 1, "")


def _joined(lines: list[str], at: int, _: int) -> None:
    lines[at : at + 2] = [" ".join(lines[at : at + 2])]


def _wrapped(lines: list[str], at: int, pick: int) -> None:
    """The line, and the one after it, wrapped by hand."""
    width = 40 + 20 * pick
    rows: list[str] = [""]
    for word in " ".join(lines[at : at + 2]).split(" "):
        if len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    lines[at : at + 2] = rows


def _moved(lines: list[str], at: int, pick: int) -> None:
    lines.insert(pick % len(lines), lines.pop(at))


def _shortened(lines: list[str], at: int, pick: int) -> None:
    lines[at] = " ".join(lines[at].split(" ")[: 2 + pick])


def _tabbed(lines: list[str], at: int, pick: int) -> None:
    """A few lines become rows of cells."""
    for row in range(at, min(at + 2 + pick % 4, len(lines))):
        lines[row] = "\t".join(lines[row].split(" ")[: 2 + pick % 3])


def _ended(lines: list[str], at: int, pick: int) -> None:
    ending = ENDINGS[(at + pick) % len(ENDINGS)]
    lines[at] = re.sub(r"[^\dq]?$", lambda _: ending, lines[at], count=1)


_MISHAPS: tuple[Callable[[list[str], int, int], None], ...] = (
    _begun(MARKERS, 1), _begun(MARKERS, 3), _begun(MARKERS[:2], 4), _begun(MARKERS[17:20], 3),
    _blank_after, _joined, _wrapped, _moved, _shortened, _tabbed, _ended,
)  # fmt: skip
