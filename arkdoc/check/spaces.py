"""Subject → the numbers without a space before their unit, or after their § (ARK408)."""

import re
from collections.abc import Iterator
from itertools import chain

from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_correction
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity
from arkdoc.model.regex import regex

RULE = Rule(
    code="ARK408",
    name="missing-space",
    severity=Severity.WARNING,
    message=N_("“{text}” is written “{better}” in Norwegian."),
    hint=N_("Write “{better}”."),
    why=N_(
        "Norwegian has a space between a number and what it counts, and after the paragraph "
        "sign. arkdoc sees to it that no line breaks there."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Av de ansatte svarte 62,5%, jf. §5 i avtalen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Av de ansatte svarte 62,5 %, jf. § 5 i avtalen.
""",
)

_AFTER_NUMBER = regex(
    r"(?<![\w.,/-])(\d{1,7}(?:[ \u00a0]\d{3}){0,3}(?:[.,]\d{1,3})?)(%|‰|°C|kr\b|kroner\b|m²|kvm\b)"
)
_PARAGRAPH = regex(r"(§{1,2})(\d{1,4})")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each place where that space is missing."""
    return each_correction(RULE, subject, _corrections)


def _corrections(passage: Passage) -> Iterator[tuple[re.Match[str], str]]:
    prose = passage.prose
    for match in chain(_AFTER_NUMBER.finditer(prose), _PARAGRAPH.finditer(prose)):
        yield match, f"{match[1]} {match[2]}"
