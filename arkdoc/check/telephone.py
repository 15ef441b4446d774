"""Subject → the private telephone numbers in its text (ARK423)."""

from collections.abc import Iterator

from arkdoc.check.digits import Number, numbers
from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_place
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity
from arkdoc.model.regex import regex

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
_WITH_COUNTRY = regex(r"(?<![\w+])(?:\+|00)47[2-79]\d{7}(?!\d)")
_COUNTRY = regex(r"(?:\+|00)47[ \u00a0()]*\Z")
_MOBILE = "49"  # first digits (Nkom, Nasjonal nummerplan for telefoni)
_LANDLINE = "23567"
_NEAR = 40  # characters


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each usual grouping of eight digits that is a mobile number or is called a number."""
    return each_place(RULE, subject.seen_passages, places)


def places(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where such numbers stand in the passage's text."""
    if not passage.has_digits:
        return
    text = passage.prose
    yield from (match.span() for match in _WITH_COUNTRY.finditer(text))
    for number in numbers(text, 8):
        start = _start_with_country(text, number.start)
        if (
            number.groups in _GROUPINGS
            and _stands_alone(text, number, start)
            and _is_private(passage, number, start)
        ):
            yield start, number.end


def _start_with_country(text: str, start: int) -> int:
    """Where the number at `start` begins when its country code is part of it."""
    country = _COUNTRY.search(text, max(0, start - 6), start)
    return country.start() if country else start


def _stands_alone(text: str, number: Number, start: int) -> bool:
    """Whether it is not part of a longer number, an amount, a word or a case number."""
    if number.after or (number.before and start == number.start):
        return False
    if "/" in text[number.start : number.end]:
        return False
    before, after = text[start - 1 : start], text[number.end : number.end + 2]
    if before.isalnum() or before in ("/", "_"):
        return False
    return not (after[:1].isalnum() or after[:1] in ("/", "_") or after == ",-")


def _is_private(passage: Passage, number: Number, start: int) -> bool:
    sentence, _ = passage.sentence(number.start)
    before = passage.words_in(max(sentence, start - _NEAR), start)
    after = passage.words_in(number.end, number.end + 2)
    if (
        lexicon("telefon", "felles numre").has_any(before)
        or lexicon("telefon", "andre numre").has_any(before[-2:])
        or lexicon("telefon", "etter tallet").has_any(after)
    ):
        return False
    if number.digits[0] in _MOBILE or start < number.start:
        return True
    is_announced = lexicon("telefon", "foran et nummer").has_any(before[-2:])
    return number.digits[0] in _LANDLINE and is_announced
