"""Text → the numbers in it that people write in groups of digits, and their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

_GROUP = re.compile(r"\d+")
_JOINS = frozenset(("", *" \u00a0\u202f\u2009\t.-–\u2011\u00ad\u200b/"))
"""What may stand between two groups of one number."""


class Number(NamedTuple):
    """A number as it stands in a text: all its digits, how they are grouped, and where.

    `before` and `after` tell whether it is part of a longer row of digits.
    """

    digits: str
    groups: tuple[int, ...]
    start: int
    end: int
    before: bool
    after: bool


def numbers(text: str, length: int) -> Iterator[Number]:
    """Each row of digits, in one group or more, that makes a number of `length` digits."""
    groups = list(_GROUP.finditer(text))
    joined = [text[one.end() : two.start()] in _JOINS for one, two in pairwise(groups)]
    for first, opening in enumerate(groups):
        digits, sizes = "", []
        for last in range(first, len(groups)):
            if last > first and not joined[last - 1]:
                break
            digits += groups[last][0]
            sizes.append(len(groups[last][0]))
            if len(digits) < length:
                continue
            if len(digits) == length:
                yield Number(
                    "".join(str(int(digit)) for digit in digits),
                    tuple(sizes),
                    opening.start(),
                    groups[last].end(),
                    first > 0 and joined[first - 1],
                    last < len(joined) and joined[last],
                )
            break


def _sum(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits can be a fødselsnummer, a D-nummer or one of their like.

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
        _sum(digits[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) <= 3
        and _sum(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) == 0
    )


def is_account_number(digits: str) -> bool:
    """Whether eleven digits can be a Norwegian account: modulus 11, weights 2 to 7 from the right.

    ISO 13616 registry, Norway; a number of noughts is none.
    """
    return digits.strip("0") != "" and _sum(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) == 0


def is_grouped_as_account(number: Number) -> bool:
    """Whether it is written 1234 56 78901, as nobody writes another number."""
    return number.groups == (4, 2, 5)
