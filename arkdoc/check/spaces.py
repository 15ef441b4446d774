"""A space stands between a number and its per cent sign, degree or unit, and after §."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic

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

_AFTER_NUMBER = re.compile(
    r"(?<![\w.,/-])(\d{1,7}(?:[ \u00a0]\d{3}){0,3}(?:[.,]\d{1,3})?)(%|‰|°C|kr\b|kroner\b|m²|kvm\b)"
)
_PARAGRAPH = re.compile(r"(§{1,2})(\d{1,4})")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each place where that space is missing; in texts in Norwegian."""
    for passage in subject.norwegian_numerals:
        for pattern in (_AFTER_NUMBER, _PARAGRAPH):
            for match in pattern.finditer(passage.prose):
                better = f"{match[1]} {match[2]}"
                place = passage.span(*match.span())
                yield diagnostic(RULE, place, text=match[0], better=better)
