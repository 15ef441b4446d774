"""Subject → the times of day in it that Norwegian usually writes otherwise (ARK407)."""

import re
from collections.abc import Iterator

from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_correction
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity
from arkdoc.model.regex import regex

RULE = Rule(
    code="ARK407",
    name="unusual-time",
    severity=Severity.WARNING,
    message=N_("The time “{text}” is usually written “{better}” in Norwegian."),
    hint=N_("Write “{better}”."),
    why=N_(
        "Språkrådet's advice is a full stop in kl., a space after it, and a full stop between "
        "hours and minutes. Fifteen contributions with five ways of writing a time look like "
        "fifteen notes."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Fagmøtet begynner kl 12:30.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Fagmøtet begynner kl. 12.30.
""",
)

_TIME = r"(\d{1,2})(?:[:.](\d\d))?"
_CLOCK = regex(
    r"(?<!\w)([Kk]l|[Kk]lokka|[Kk]lokken)(\.?)([ \u00a0]?)" + _TIME + r"(?![\w:/]|[.,]\d)"
)
_FOUR_DIGITS = regex(r"(?<!\w)([Kk]l)\.?[ \u00a0]?([01]\d|2[0-4])([0-5]\d)(?![\w:/]|[.,]\d)")
_BARE = regex(
    r"(?<![\w.,:/–-])(?<![Kk]l )(?<![Kk]l\. )(?<!lokken )(?<!lokka )"  # _CLOCK finds those
    r"([01]\d|2[0-3]):([0-5]\d)(?![\w:/]|[.,]\d)"
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each time of day that is not written as in kl. 12.30."""
    return each_correction(RULE, subject, _corrections)


def _corrections(passage: Passage) -> Iterator[tuple[re.Match[str], str]]:
    for match in _CLOCK.finditer(passage.prose):
        word, _, _, hours, minutes = match.groups()
        stop = "." if word.lower() == "kl" else ""
        better = f"{word}{stop} {hours}" + (f".{minutes}" if minutes else "")
        if match[0].replace("\u00a0", " ") != better:
            yield match, better
    for match in _FOUR_DIGITS.finditer(passage.prose):
        yield match, f"{match[1]}. {match[2]}.{match[3]}"
    for match in _BARE.finditer(passage.prose):
        yield match, f"{match[1]}.{match[2]}"
