"""Text as people write dates → a date, or nothing (contract, clause 4)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date as Date

from arkdoc.model.names import seen
from arkdoc.model.regex import regex

_ISO = regex(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DOTTED = regex(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4}|\d{2})", re.ASCII)
_NAMED = regex(r"(?P<day>\d{1,2})\.?\s*(?P<name>[a-z]+)\.?,?\s+(?P<year>\d{4}|\d{2})", re.ASCII)
_NAMES = (  # bokmål and nynorsk, then English where it differs
    "januar january jan",
    "februar february feb febr",
    "mars march mar",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sep sept",
    "oktober october okt oct",
    "november nov",
    "desember december des dec",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}


def parse_date(text: str) -> Date | None:
    """The date in `text`, or None if it is none, such as 2019-02-30.

    A year of two digits is in the 21st century.
    """
    if (numbers := _numbers(text)) is None:
        return None
    try:
        return Date(*numbers)
    except ValueError:
        return None


def is_no_day(text: str) -> bool:
    """Whether `text` is written as a date that does not exist."""
    return _numbers(text) is not None and parse_date(text) is None


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as written."""
    text = unicodedata.normalize("NFKC", seen(text)).strip().rstrip(".").casefold()
    match = _ISO.fullmatch(text) or _DOTTED.fullmatch(text) or _NAMED.fullmatch(text)
    if match is None:
        return None
    parts = match.groupdict()
    month = int(parts["month"]) if "month" in parts else _MONTHS.get(parts["name"])
    if month is None:
        return None
    year = int(parts["year"])
    return year + 2000 if len(parts["year"]) == 2 else year, month, int(parts["day"])


def in_figures(day: Date) -> str:
    """`day` as 04.03.2019; Python's own way pads years before 1000 on some systems alone."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"
