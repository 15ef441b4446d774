"""A number is written as Norwegian does it: a comma before decimals, a space between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic

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
_DOTS = re.compile(_NOT_IN_A_NUMBER + r"[1-9]\d{0,2}(?:\.\d{3})+" + _ENDS)
_COMMAS = re.compile(_NOT_IN_A_NUMBER + r"[1-9]\d{0,2}(?:,\d{3})+" + _ENDS)
_POINT = re.compile(_NOT_IN_A_NUMBER + r"(\d{1,6})\.(\d{1,2})" + _ENDS)
_LONG = re.compile(_NOT_IN_A_NUMBER + r"\d{5,10}" + _ENDS)
_SIGN = re.compile(r"[ \u00a0]?(?:[%‰°€]|m²|,-)")
_CURRENCY = re.compile(r"(?:\b(?:kr|kroner|NOK|EUR|USD)\.?|[€$£])[ \u00a0]?$", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each number that Norwegian writes otherwise; in texts in Norwegian."""
    for passage in subject.norwegian_numerals:
        for match, better in _found(passage):
            yield diagnostic(RULE, passage.span(*match.span()), text=match[0], better=better)


def _found(passage: Passage) -> Iterator[tuple[re.Match[str], str]]:
    prose = passage.prose
    for match in _DOTS.finditer(prose):
        many, amount = match[0].count(".") > 1, _is_amount(passage, match)
        if amount or ((match[0].endswith("00") or many) and not _is_address(match[0])):
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
    """Whether what stands before or after says that it is an amount."""
    prose, end = passage.prose, match.end()
    if _SIGN.match(prose, end):
        return True
    before = prose[max(0, match.start() - 8) : match.start()]
    if _CURRENCY.search(before):
        return True
    following = passage.words_in(end, end + 2)
    return any(word.text in lexicon("maalenheter") for word in following) or _is_whole(
        passage, match
    )


def _is_whole(passage: Passage, match: re.Match[str]) -> bool:
    """Whether what is counted has no fractions."""
    following = passage.words_in(match.end(), match.end() + 2)
    return any(word.text in lexicon("maalenheter", "bare hele") for word in following)


def _is_address(text: str) -> bool:
    """Whether it may be the address of a machine, such as 192.168.100.200 (RFC 791)."""
    groups = text.split(".")
    return len(groups) == 4 and all(int(group) < 256 for group in groups)
