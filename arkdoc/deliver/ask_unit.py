"""A comment in the note's Word file → a question to its unit, which answers it on its own page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from arkdoc.back.model import Comment
from arkdoc.deliver.remarks import rewrite_remarks
from arkdoc.language.messages import printable
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.private_files import alone_in
from arkdoc.pipeline.unit_questions import (
    MOST_ANSWERS,
    QuestionStep,
    UnitQuestion,
    add_step,
    read_questions,
)

_LONGEST = 4000

_NO_UNIT = N_("The comment is about no unit's text.")
_NO_QUESTION = N_("The question is not here any more.")
_NOTHING = N_("Write an answer first.")
_ENOUGH = N_("There are {limit} answers already. Ask the secretariat.")


def ask_unit(root: Path, comment: Comment, now: datetime) -> None:
    """Send a comment to its unit; one that was sent is not sent again.

    Raises ArkdocError where it is of no unit, or can't be kept.
    """
    if not comment.unit:
        raise ArkdocError(_NO_UNIT)
    with alone_in(root):
        if all(each.id != comment.id for each in read_questions(root)):
            add_step(
                root,
                now,
                QuestionStep.SENT,
                comment.id,
                unit=comment.unit,
                text=_plain(comment.text),
                quoted=_plain(comment.quoted),
                heading=_plain(comment.heading),
            )


def answer(root: Path, unit: str, question: str, text: str, now: datetime) -> None:
    """Keep what the unit with this id answers. Raises ArkdocError where that can't be."""
    if not text.strip():
        raise ArkdocError(_NOTHING)
    with alone_in(root):
        asked = _open(root, question, unit)
        if len(asked.answers) >= MOST_ANSWERS:
            raise ArkdocError(_ENOUGH, limit=MOST_ANSWERS)
        add_step(root, now, QuestionStep.ANSWERED, asked.id, text=_plain(text))


def settle_question(root: Path, question: str, now: datetime, unit: str = "") -> None:
    """Say that it has been seen to: the unit with this id does, or the secretariat.

    Raises ArkdocError where there is no such question that is open.
    """
    with alone_in(root):
        asked = _open(root, question, unit)
        step = QuestionStep.SEEN_TO if unit else QuestionStep.SETTLED
        add_step(root, now, step, asked.id)
        rewrite_remarks(root)


def _open(root: Path, question: str, unit: str) -> UnitQuestion:
    for each in read_questions(root, unit):
        if each.id == question and not each.is_settled:
            return each
    raise ArkdocError(_NO_QUESTION)


def _plain(text: str) -> str:
    return "\n".join(map(printable, text.strip().splitlines()))[:_LONGEST]
