"""Subject → the numbers in it that Norwegian writes otherwise (ARK406)."""

import re
from collections.abc import Iterator

from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_correction
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity
from arkdoc.model.regex import regex

RULE = Rule(
    code="ARK406",
    name="unusual-number",
    severity=Severity.WARNING,
    message=N_("The number “{text}” is written “{better}” in Norwegian."),
    hint=N_("Write “{better}”."),
    why=N_(
        "A Norwegian reader takes a comma for the start of the decimals: 1,000 is one. A full "
        "stop is for dates and times. Thousands are parted by a space, from five digits on."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Ombyggingen kostet 1.250.000 kroner, som er 12.5 % mer enn i fjor.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Ombyggingen kostet 1 250 000 kroner, som er 12,5 % mer enn i fjor.
""",
)

_NOT_IN_A_NUMBER = r"(?<![\w.,:/§–-])(?<!§ )"
_ENDS = r"(?![\w:/–]|[.,-]\d)"
_DOTS = regex(_NOT_IN_A_NUMBER + r"[1-9]\d{0,2}(?:\.\d{3})+" + _ENDS)
_COMMAS = regex(_NOT_IN_A_NUMBER + r"[1-9]\d{0,2}(?:,\d{3})+" + _ENDS)
_POINT = regex(_NOT_IN_A_NUMBER + r"(\d{1,6})\.(\d{1,2})" + _ENDS)
_LONG = regex(_NOT_IN_A_NUMBER + r"\d{5,10}" + _ENDS)
_SIGN = regex(r"[ \u00a0]?(?:[%‰°€]|m²|,-)")
_CURRENCY = regex(r"(?:\b(?:kr|kroner|NOK|EUR|USD)\.?|[€$£])[ \u00a0]?$", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each number without a comma before its decimals, or a space between its thousands."""
    return each_correction(RULE, subject, _corrections)


def _corrections(passage: Passage) -> Iterator[tuple[re.Match[str], str]]:
    prose = passage.prose
    for match in _DOTS.finditer(prose):
        many, amount = match[0].count(".") > 1, _is_amount(passage, match)
        if amount or ((match[0].endswith("00") or many) and not _is_ip_address(match[0])):
            yield match, match[0].replace(".", " ")
    for match in _COMMAS.finditer(prose):
        if match[0].count(",") > 1 or match[0].endswith("000") or _is_whole(passage, match):
            yield match, match[0].replace(",", " ")
    for match in _POINT.finditer(prose):
        if _is_amount(passage, match):
            yield match, f"{match[1]},{match[2]}"
    for match in _LONG.finditer(prose):
        if _is_amount(passage, match):
            yield match, f"{int(match[0]):,}".replace(",", " ")


def _is_amount(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a currency stands before it, or a sign or a unit after it."""
    start, end = match.span()
    return (
        _SIGN.match(passage.prose, end) is not None
        or _CURRENCY.search(passage.prose[max(0, start - 8) : start]) is not None
        or lexicon("maalenheter").has_any(passage.words_in(end, end + 2))
        or _is_whole(passage, match)
    )


def _is_whole(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the unit after it has no fractions."""
    following = passage.words_in(match.end(), match.end() + 2)
    return lexicon("maalenheter", "bare hele").has_any(following)


def _is_ip_address(text: str) -> bool:
    """Whether it may be an IP address, such as 192.168.100.200 (RFC 791)."""
    groups = text.split(".")
    return len(groups) == 4 and all(int(group) < 256 for group in groups)
