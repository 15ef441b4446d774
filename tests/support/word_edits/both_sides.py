"""A note and a seed → one paragraph changed in Word, and in its contribution after it was handed out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from arkdoc.back.model import EditPlan
from arkdoc.pipeline.load import Sources
from tests.support.word_edits.editor import Word
from tests.support.word_edits.judge import Case, written_into
from tests.support.word_edits.noise import saved_by_word
from tests.support.word_edits.xml import Element

_LEAST = 6
THEIRS, OURS = "ordskifte", "samråding"
"""The words that the Word file and the contribution get."""


@dataclass(frozen=True)
class BothSides:
    """The edited Word file and today's sources, and the line as it is on each side and with both.

    `merged` is empty where both sides changed the same word.
    """

    edited: bytes
    today: Sources
    path: str
    now: str
    merged: str


def both_sides(case: Case, seed: int, *, same: bool) -> BothSides:
    """Both sides change a line: the same word of it, or two of them."""
    random = Random(f"both sides {seed}")
    word = Word(case.docx)
    path, line = random.choice(_lines(case))
    words = [match.span() for match in re.finditer(r"\w+", line)]
    first, second = random.sample(range(len(words)), 2)
    mine, yours = (first, first) if same else random.sample((first, second), 2)
    kinds = ["replaced"] if same else list(_CHANGES)
    ours, theirs = random.choice(kinds), random.choice(kinds)
    text = case.sources.text(path)
    assert text
    now = _CHANGES[ours](line, *words[mine], OURS)
    today = written_into(case.sources, {path: text.text.replace(line, now).encode()})
    _change_in_word(word, word.paragraph(line), theirs, *words[yours])
    order = [(words[mine], ours, OURS), (words[yours], theirs, THEIRS)]
    merged = line
    for place, change, new in sorted(order, reverse=True):
        merged = _CHANGES[change](merged, *place, new)
    return BothSides(saved_by_word(word, random), today, path, now, "" if same else merged.strip())


def fault_of(plan: EditPlan, path: str, merged: str) -> str:
    """What is wrong with a plan for two changes of a line; empty where nothing is.

    `merged` is the line with both, which has to be written to `path`; where it is empty they meet in
    the same word, and nothing may be.
    """
    verdicts = [change.verdict.value for change in plan.changes]
    written = plan.written()
    if not merged:
        right = verdicts == ["conflict"] and written == {}
        return "" if right else f"the same word, and {verdicts}"
    text = written.get(path, b"").decode()
    right = verdicts == ["taken"] and merged in text
    return "" if right else f"other words, and {verdicts}, not: {merged}"


def _change_in_word(word: Word, paragraph: Element, change: str, start: int, end: int) -> None:
    if change == "put in":
        word.type(paragraph, start, f"{THEIRS} ")
        return
    if change == "replaced":
        word.type(paragraph, end, THEIRS)
    word.delete(paragraph, start, end)


def _lines(case: Case) -> list[tuple[str, str]]:
    """The lines of contributions that are one paragraph each, printed as they are written."""
    printed = [line.plain for line in case.lines]
    found = []
    for path in case.sources.contributions:
        text = case.sources.text(path)
        for line in (text.text if text else "").split("\n"):
            is_whole = printed.count(line) == 1 and len(re.findall(r"\w+", line)) >= _LEAST
            if is_whole and text and text.text.count(line) == 1:
                found.append((path, line))
    return found


_Change = Callable[[str, int, int, str], str]
_CHANGES: dict[str, _Change] = {
    "replaced": lambda line, start, end, new: line[:start] + new + line[end:],
    "put in": lambda line, start, _, new: f"{line[:start]}{new} {line[start:]}",
    "deleted": lambda line, start, end, _: line[:start] + line[end:],
}
