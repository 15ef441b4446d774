"""A finding of any rule → the same without the personal numbers and addresses its text repeats.

`suppressions` redacts all that goes into a result, so whoever finds something need not.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from arkdoc.check import account_number, email_address, identity_number, telephone
from arkdoc.check.passage import passage_of
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.regex import regex

_MAY_BE_PERSONAL = regex(r"@|(?:\d\D*){8}|\d…\Z")  # no such whole number has fewer digits
_HIDDEN = "…"


def redact(diagnostic: Diagnostic) -> Diagnostic:
    """`diagnostic` with `…` for personal numbers and addresses in its arguments (clause 11)."""
    for _, value in diagnostic.args:
        if _may_be_personal(value):
            args = tuple((name, redact_text(value)) for name, value in diagnostic.args)
            return replace(diagnostic, args=args)
    return diagnostic


@lru_cache(maxsize=10_000)  # the findings of a note say the same things again and again
def _may_be_personal(text: str) -> bool:
    return _MAY_BE_PERSONAL.search(text) is not None


def redact_text(text: str) -> str:
    """`text` with `…` for each personal number and address in it."""
    if not _may_be_personal(text):
        return text
    text = _without_half(text)
    for start, end in sorted(personal_places(text), reverse=True):
        text = text[:start] + _HIDDEN + text[end:]
    return text


def personal_places(text: str) -> list[tuple[int, int]]:
    """Where in `text` each personal number and address begins and ends, as offsets."""
    if not _may_be_personal(text):
        return []
    passage = passage_of(text)
    return [
        place
        for rule in (identity_number, account_number, telephone, email_address)
        for place in rule.places(passage)
    ]


def _without_half(text: str) -> str:
    """`text` without the half of a number or an address, which no rule knows, where it was cut."""
    if not text.endswith(_HIDDEN):
        return text
    kept = text.removesuffix(_HIDDEN)
    *_, word = kept.split(" ")
    if "@" in word:
        kept = kept.removesuffix(word)
    elif kept[-1:].isdigit():
        kept = kept.rstrip("0123456789 ./-–")
    return kept + _HIDDEN
