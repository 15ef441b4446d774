"""A finding of any rule → the same without the personal numbers and addresses its text repeats."""

from __future__ import annotations

import re
from dataclasses import replace

from arkdoc.check import account_number, email_address, identity_number, telephone
from arkdoc.check.passage import passage_of
from arkdoc.diagnostic import Diagnostic

_MAY_BE_PERSONAL = re.compile(r"@|(?:\d\D*){8}")  # no such number has fewer digits
_HIDDEN = "…"


def discreet(diagnostic: Diagnostic) -> Diagnostic:
    """`diagnostic`, an identity number in the heading it tells of being `…` (clause 11)."""
    if not any(_MAY_BE_PERSONAL.search(value) for _, value in diagnostic.args):
        return diagnostic
    return replace(
        diagnostic, args=tuple((name, _without(value)) for name, value in diagnostic.args)
    )


def _without(text: str) -> str:
    if not _MAY_BE_PERSONAL.search(text):
        return text
    passage = passage_of(text)
    places = [
        place
        for rule in (identity_number, account_number, telephone, email_address)
        for place in rule.places(passage)
    ]
    for start, end in sorted(places, reverse=True):
        text = text[:start] + _HIDDEN + text[end:]
    return text
