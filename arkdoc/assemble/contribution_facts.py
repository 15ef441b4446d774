"""One contribution → its words, dates and faults, whichever unit it is of (contract, clause 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import NamedTuple, assert_never

from arkdoc.assemble.counting import words_by_language, words_in
from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.nodes import (
    Block,
    CodeBlock,
    Container,
    Contents,
    Directive,
    DirectiveName,
    Figure,
    Footnotes,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from arkdoc.model.note import Contribution, PastMeasure, Status
from arkdoc.model.source import NOWHERE, Span, start_of
from arkdoc.model.tree import plain_text
from arkdoc.rules.delivery import (
    DRAFT_CONTRIBUTION,
    EMPTY_CONTRIBUTION,
    LATE_CONTRIBUTION,
    NOT_FILLED_IN,
)
from arkdoc.units.template import fill_in_line, is_untouched


class ContributionFacts(NamedTuple):
    """What is known of a contribution without looking at its unit.

    `is_shown`: it says something, or its placeholder does; `is_late`: dated after the deadline;
    `is_untouched`: it is a scaffold as it was handed out, which says nothing. `words` counts its
    words by the language that a paragraph states, "" being that of the contribution.
    """

    contribution: Contribution
    is_shown: bool
    is_late: bool
    is_untouched: bool
    words: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]


def facts_of(
    contribution: Contribution,
    deadline: Date | None,
    prompts: tuple[str, ...],
    past: tuple[PastMeasure, ...] = (),
) -> ContributionFacts:
    """The account of `contribution` in a note with that `deadline` and those `prompts`.

    `past` are the measures of its unit that were open in the note before.
    """
    if is_untouched(contribution, prompts, past):
        return ContributionFacts(contribution, False, False, True, {}, ())
    date = contribution.date
    has_text = says_something(contribution)
    is_answer = has_text or contribution.status is Status.NO_REMARKS
    is_late = is_answer and date is not None and deadline is not None and date > deadline
    return ContributionFacts(
        contribution,
        bool(contribution.fault) or has_text,
        is_late,
        False,
        _words(contribution),
        tuple(_of_itself(contribution, deadline if is_late else None)),
    )


def _of_itself(contribution: Contribution, missed: Date | None) -> Iterator[Diagnostic]:
    """The diagnostics of a contribution alone; `missed` is the deadline, where it is late."""
    if contribution.fault:
        yield contribution.fault
        return
    if contribution.status is Status.DRAFT:
        yield diagnostic(DRAFT_CONTRIBUTION, or_start(contribution.status_span, contribution))
    else:
        yield from _not_filled_in(contribution)
    has_remarks = contribution.status is not Status.NO_REMARKS
    if has_remarks and not says_something(contribution):
        yield diagnostic(EMPTY_CONTRIBUTION, start_of(contribution.path))
    elif missed and contribution.date:
        span = or_start(contribution.date_span, contribution)
        date, deadline = in_figures(contribution.date), in_figures(missed)
        yield diagnostic(LATE_CONTRIBUTION, span, date=date, deadline=deadline)


def _not_filled_in(contribution: Contribution) -> Iterator[Diagnostic]:
    """A diagnostic for each line of the scaffold, in any language, that is still in the text."""
    for block in contribution.body.blocks:
        if text := fill_in_line(block):
            yield diagnostic(NOT_FILLED_IN, block.span, text=clip(text))


def says_something(contribution: Contribution) -> bool:
    """Whether there is anything to show: a directive or an empty heading alone is not."""
    return bool(contribution.measures) or any(map(_is_shown, contribution.body.blocks))


def _is_shown(block: Block) -> bool:
    match block:
        case Directive():
            return block.name not in (DirectiveName.MEASURES, DirectiveName.UNITS)
        case Heading() | Paragraph():
            return bool(block.inlines)
        case ThematicBreak():
            return False
        case ListBlock() | Quote() | Container() | CodeBlock() | Table() | Figure():
            return True
        case Contents() | Footnotes():
            return True
        case _:
            assert_never(block)


def or_start(span: Span, contribution: Contribution) -> Span:
    """`span`, the place of a field; the start of the file where it has no such field."""
    return start_of(contribution.path) if span == NOWHERE else span


def _words(contribution: Contribution) -> Mapping[str, int]:
    """How many words its text, footnotes and measures have, by stated language."""
    body = contribution.body
    count = words_by_language(body.blocks)
    for note in body.footnotes:
        count += words_by_language(note.blocks)
    for measure in contribution.measures:
        count[""] += words_in(plain_text(measure.name))
        count[""] += sum(words_in(plain_text(field.value)) for field in measure.fields)
    return count
