"""A date is written as Norwegian does it: 3. april 2019, or 3.4.2019."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject
from arkdoc.language.printed import WORDS
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic

RULE = Rule(
    code="ARK405",
    name="unusual-date",
    severity=Severity.WARNING,
    message=N_("The date “{text}” is usually written “{better}” in Norwegian."),
    hint=N_("Write “{better}”."),
    why=N_(
        "In 3/4-2019 and 03-04-19 one reader sees April and another March, and a screen reader "
        "reads out strokes. Språkrådet's advice is a full stop after the day, a space, and the "
        "month with a small letter."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Tiltakene ble vedtatt 3/4-2019 og gjelder fra 1.Mai.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Tiltakene ble vedtatt 3. april 2019 og gjelder fra 1. mai.
""",
)

_NEAR = 20  # characters
_MONTHS = WORDS["nb"].months
_NUMBERS = re.compile(
    r"(?<![\w./–-])(\d{1,2})(?:/(\d{1,2})[-/.]|-(\d{1,2})-)((?:19|20)?\d\d)(?![\w/–-]|\.\d)"
)
_NAMED = re.compile(
    r"(?<![\w./:,–-])(\d{1,2})(\.?)([ \u00a0]?)(" + "|".join(_MONTHS) + r")(?![\w-])", re.IGNORECASE
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each date that Norwegian writes otherwise; in texts in Norwegian."""
    for passage in subject.norwegian_numerals:
        yield from _in_numbers(passage)
        yield from _with_a_month(passage)


def _in_numbers(passage: Passage) -> Iterator[Diagnostic]:
    for match in _NUMBERS.finditer(passage.prose):
        day, month = int(match[1]), int(match[2] or match[3])
        before = passage.words_in(max(0, match.start() - _NEAR), match.start())
        is_number = any(word.text in lexicon("telefon", "andre numre") for word in before[-1:])
        if 1 <= day <= 31 and 1 <= month <= 12 and not is_number:
            yield _found(passage, match, f"{day}. {_MONTHS[month - 1]} {_year(match[4])}")


def _year(written: str) -> str:
    if len(written) == 4:
        return written
    return f"{'19' if int(written) > 50 else '20'}{written}"


def _with_a_month(passage: Passage) -> Iterator[Diagnostic]:
    for match in _NAMED.finditer(passage.prose):
        day, stop, space, month = match.groups()
        if not 1 <= int(day) <= 31:
            continue
        if not (stop and space) or month != month.lower():
            yield _found(passage, match, f"{int(day)}. {month.lower()}")


def _found(passage: Passage, match: re.Match[str], better: str) -> Diagnostic:
    place = passage.span(match.start(), match.end())
    return diagnostic(RULE, place, text=match[0], better=better)
