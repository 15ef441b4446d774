"""Text → the numbers in it that are written in groups of digits; and tests of check digits."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from arkdoc.model.regex import regex

_GROUP = regex(r"\d+")
_JOINS = frozenset(("", *" \u00a0\u202f\u2009\t.-–\u2011\u00ad\u200b/"))
"""What may separate two groups of one number."""

_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


class Number(NamedTuple):
    """A number in a text: its digits as ASCII, the sizes of their groups, and its place.

    `before` and `after`: whether more digits are joined to it on that side.
    """

    digits: str
    groups: tuple[int, ...]
    start: int
    end: int
    before: bool
    after: bool


def numbers(text: str, length: int) -> Iterator[Number]:
    """Each run of one or more groups that together have `length` digits."""
    groups = list(_GROUP.finditer(text))
    joined = [text[one.end() : two.start()] in _JOINS for one, two in pairwise(groups)]
    for first, opening in enumerate(groups):
        digits, last = opening[0], first
        while len(digits) < length and last < len(joined) and joined[last]:
            last += 1
            digits += groups[last][0]
        if len(digits) == length:
            yield Number(
                "".join(str(int(digit)) for digit in digits),
                tuple(len(group[0]) for group in groups[first : last + 1]),
                opening.start(),
                groups[last].end(),
                first > 0 and joined[first - 1],
                last < len(joined) and joined[last],
            )


def _modulus_11(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits can be a fødselsnummer, a D-nummer or the like.

    The date of birth (a D-nummer has 40 added to the day; an H-nummer, and the numbers of test
    persons, 40, 65 or 80 to the month), three digits of a series, and two check digits, modulus
    11 (forskrift til folkeregisterloven, kapittel 2). From 2032 on the first check digit may
    leave a remainder from 0 to 3, and the series no longer tells the century (Skatteetaten,
    «Nytt fødselsnummer fra 2032»): what is valid today is valid then.
    """
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= 40 if day > 40 else 0
    month -= next((more for more in (80, 65, 40) if month > more), 0)
    try:
        date(2000 + year if year % 4 == 0 else 2001, month, day)  # the century is not known
    except ValueError:
        return False
    return (
        _modulus_11(digits[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) <= 3
        and _modulus_11(digits, _WEIGHTS) == 0
    )


def is_account_number(digits: str) -> bool:
    """Whether eleven digits can be a Norwegian account: modulus 11, weights 2 to 7 from the right.

    ISO 13616 registry, Norway. Zeros alone are not an account.
    """
    return digits.strip("0") != "" and _modulus_11(digits, _WEIGHTS) == 0


def is_grouped_as_account(number: Number) -> bool:
    """Whether it is written 1234 56 78901, a grouping that only account numbers have."""
    return number.groups == (4, 2, 5)
