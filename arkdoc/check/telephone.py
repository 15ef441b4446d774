"""No private telephone number stands in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arkdoc.check.digits import Number, numbers
from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_place
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity

RULE = Rule(
    code="ARK423",
    name="private-telephone",
    severity=Severity.WARNING,
    message=N_("This looks like someone's telephone number."),
    hint=N_("Delete it, or give the number of a switchboard or a duty telephone."),
    why=N_(
        "The note goes to many readers and into the archive, and the number with it. A number "
        "that several people answer, and is called that, is left alone. arkdoc never repeats "
        "a number."
    ),
    private=True,
    bad="""\
---
enhet: Seksjon Gjøvik
---
Ved feil på heisen: Ring vaktmesteren på mobil 999 99 991.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Ved feil på heisen: Ring vakttelefonen, 73 00 00 02.
""",
)

_GROUPINGS = ((2, 2, 2, 2), (3, 2, 3), (8,))
_WITH_COUNTRY = re.compile(r"(?<![\w+])(?:\+|00)47[2-79]\d{7}(?!\d)")
_COUNTRY = ("+47", "0047")
_MOBILE = "49"  # the first digit (Nkom, Nasjonal nummerplan for telefoni: 4 and 9 are mobile)
_NEAR = 40  # characters


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Eight digits, grouped as people group them, that are a mobile or are said to be a number."""
    return each_place(RULE, subject.seen_passages, places)


def places(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where such numbers stand in the passage's text."""
    if not passage.has_digits:
        return
    text = passage.prose
    yield from (match.span() for match in _WITH_COUNTRY.finditer(text))
    for number in numbers(text, 8):
        start = _country(text, number.start)
        if number.groups not in _GROUPINGS:
            continue
        if _stands_alone(text, number, start) and _is_private(passage, number, start):
            yield start, number.end


def _country(text: str, start: int) -> int:
    """Where the number starts, its country with it."""
    before = text[max(0, start - 6) : start]
    bare = before.rstrip(" \u00a0()")
    for country in _COUNTRY:
        if bare.endswith(country):
            return start - (len(before) - len(bare)) - len(country)
    return start


def _stands_alone(text: str, number: Number, start: int) -> bool:
    """Whether it is no part of a longer number, an amount, a word or a case number."""
    if number.after or (number.before and start == number.start):
        return False
    if "/" in text[number.start : number.end]:
        return False
    before, after = text[start - 1 : start], text[number.end : number.end + 2]
    if before.isalnum() or before in ("/", "_"):
        return False
    return not (after[:1].isalnum() or after[:1] in ("/", "_") or after[:1] + after[1:2] == ",-")


def _is_private(passage: Passage, number: Number, start: int) -> bool:
    sentence, _ = passage.sentence(number.start)
    before = passage.words_in(max(sentence, start - _NEAR), start)
    after = passage.words_in(number.end, number.end + 2)
    if any(word.text in lexicon("telefon", "felles numre") for word in before):
        return False
    if any(word.text in lexicon("telefon", "andre numre") for word in before[-2:]):
        return False
    if any(word.text in lexicon("telefon", "etter tallet") for word in after):
        return False
    if number.digits[0] in _MOBILE or start < number.start:
        return True
    said = lexicon("telefon", "foran et nummer")
    return number.digits[0] in "23567" and any(word.text in said for word in before[-2:])
