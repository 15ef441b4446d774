"""Subject → the dates in it that Norwegian usually writes otherwise (ARK405)."""

import re
from collections.abc import Iterator

from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_correction
from arkdoc.language.printed import WORDS
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity
from arkdoc.model.regex import regex

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
_NUMBERS = regex(
    r"(?<![\w./–-])(\d{1,2})(?:/(\d{1,2})[-/.]|-(\d{1,2})-)((?:19|20)?\d\d)(?![\w/–-]|\.\d)"
)
_NAMED = regex(
    r"(?<![\w./:,–-])(\d{1,2})(\.?)([ \u00a0]?)(" + "|".join(_MONTHS) + r")(?![\w-])", re.IGNORECASE
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each date in numbers with strokes, or with a month that is not written as usual."""
    return each_correction(RULE, subject, _corrections)


def _corrections(passage: Passage) -> Iterator[tuple[re.Match[str], str]]:
    for match in _NUMBERS.finditer(passage.prose):
        day, month = int(match[1]), int(match[2] or match[3])
        before = passage.words_in(max(0, match.start() - _NEAR), match.start())
        is_number = lexicon("telefon", "andre numre").has_any(before[-1:])
        if 1 <= day <= 31 and 1 <= month <= 12 and not is_number:
            yield match, f"{day}. {_MONTHS[month - 1]} {_year(match[4])}"
    for match in _NAMED.finditer(passage.prose):
        day, name = int(match[1]), match[4]
        is_usual = match[2] and match[3] and name == name.lower()
        if 1 <= day <= 31 and not is_usual:
            yield match, f"{day}. {name.lower()}"


def _year(written: str) -> str:
    if len(written) == 4:
        return written
    return f"{'19' if int(written) > 50 else '20'}{written}"
