"""What the secretariat has asked a unit about its text → `.arkdoc/sporsmal.jsonl`, and back.

A question is a comment in the note's Word file that was sent to its unit. The file is only added
to: a line for each question, each answer, and for that it is settled. Nobody's name is in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from arkdoc.pipeline.private_files import MOST_OF_LOG, add_line, read_private

QUESTIONS = "sporsmal.jsonl"

MOST_ANSWERS = 20
"""Answers to one question."""

_LONGEST_LINE = 64 * 1024


class QuestionStep(Enum):
    """What a line tells; the values stand in the file."""

    SENT = "sendt"
    ANSWERED = "svar"
    SEEN_TO = "ordnet"  # the unit says so
    SETTLED = "ferdig"  # the secretariat says so


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """A question about the words `quoted`, under `heading`, of the text of the unit with this id.

    `id` is that of the comment. Of one `is_settled` nothing waits; `by_unit`: the unit says so.
    """

    id: str
    unit: str
    text: str
    quoted: str
    heading: str
    sent: datetime
    answers: tuple[str, ...] = ()
    is_settled: bool = False
    by_unit: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether the unit has done something about it."""
        return bool(self.answers) or self.is_settled


def read_questions(root: Path, unit: str = "") -> tuple[UnitQuestion, ...]:
    """The questions to the unit with this id, or to all, in the order in which they were sent."""
    data = read_private(root, QUESTIONS)
    lines = data.split(b"\n")
    if len(data) == MOST_OF_LOG:
        del lines[0]  # most likely half of one
    found: dict[str, UnitQuestion] = {}
    for line in lines:
        # A torn line, one by somebody else's hand, one by a later arkdoc. (RecursionError: deep)
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            if line and len(line) <= _LONGEST_LINE:
                _take(json.loads(line), found)
    return tuple(each for each in found.values() if unit in ("", each.unit))


def _take(facts: Mapping[str, str], found: dict[str, UnitQuestion]) -> None:
    step, id_ = QuestionStep(facts["what"]), str(facts["id"])
    if step is QuestionStep.SENT:
        unit, text, quoted, heading = (
            str(facts[name]) for name in ("unit", "text", "quoted", "heading")
        )
        sent = datetime.fromisoformat(facts["time"])
        found.setdefault(id_, UnitQuestion(id_, unit, text, quoted, heading, sent))
        return
    question = found[id_]
    if step is QuestionStep.ANSWERED:
        question = replace(question, answers=(*question.answers, str(facts["text"])))
    else:
        question = replace(question, is_settled=True, by_unit=step is QuestionStep.SEEN_TO)
    found[id_] = question


def settled_questions(root: Path) -> frozenset[str]:
    """The ids of the comments that nothing waits of, as their units have seen to them."""
    return frozenset(each.id for each in read_questions(root) if each.is_settled)


def add_step(root: Path, time: datetime, step: QuestionStep, id_: str, **texts: str) -> None:
    """Add a line. Raises ArkdocError where it can't be written."""
    facts = {"time": time.isoformat(timespec="seconds"), "what": step.value, "id": id_, **texts}
    line = json.dumps(facts, ensure_ascii=False).encode(errors="replace") + b"\n"
    add_line(root, QUESTIONS, line)
