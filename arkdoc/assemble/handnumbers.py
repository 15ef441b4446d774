"""The characters of a heading → how many at its ends are hand numbering or a final stop.

Contract, clause 6, rule 2. In doubt nothing is taken off: a number too many does no harm, a
date without its day does.
"""

import re

from arkdoc.assemble.inline_trim import OBJECT
from arkdoc.language.written import COUNTED, MEASURES, MONTHS
from arkdoc.model.regex import regex

_MARK = regex(r"(\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[IVX]+|[ivx]+)([.)]?)\s+")
_ROMAN = regex(r"X{0,3}(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_FIRST_WORD = regex(r"[^\W\d_]+")
_INITIALS = regex(r"(?:[^\W\d_]{1,4}\.){2,}|[^\W\d_]\.|\d{1,2}\.")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ABBREVIATIONS = _words(
    "adm ang avd bl ca cf dir dr dvs ed eks ekskl el etc evt fak forts gj hhv hr iflg ifm ift "
    "iht inc incl inkl inst jf jfr jr kap kgl kl ltd maks mfl mht mill min mm mrd mv nr no ol "
    "osb osv pga pkt prof red resp sek sr st tidl tils tlf univ utg vedr vol"
)


def hand_number(text: str) -> tuple[int, int]:
    """How many characters to take off the start and the end of a heading's `text`.

    `text` has no spaces around it, and `OBJECT` where code or a picture stands.
    """
    leading = _leading(text)
    trailing = _trailing(text[leading:])
    return leading, trailing


def _leading(text: str) -> int:
    match = _MARK.match(text)
    if not match:
        return 0
    mark, stop = match.groups()
    rest = text[match.end() :]
    if not _has_word(rest) or not (rest[0].isalnum() or rest[0] in f"«“‘\"'({OBJECT}"):
        return 0
    return match.end() if _is_numbering(mark, stop, rest) else 0


def _is_numbering(mark: str, stop: str, rest: str) -> bool:
    if "." in mark:
        return not _is_quantity(mark.split("."), stop, rest)
    if stop == ")":
        return mark.isdigit() or len(mark) == 1 or bool(_ROMAN.fullmatch(mark))
    if stop != "." or _is_counted(rest):
        return False
    if len(mark) == 1 and mark.isalpha():
        return mark in "IVX"  # «A. Hansen» is a name
    return mark.isdigit() or bool(_ROMAN.fullmatch(mark))


def _is_counted(rest: str) -> bool:
    """Whether what follows makes the number an ordinal: «1. mars», «2. etasje»."""
    word = _FIRST_WORD.match(rest)
    return rest[0].islower() or (word is not None and word[0].casefold() in MONTHS | COUNTED)


def _is_quantity(parts: list[str], stop: str, rest: str) -> bool:
    """Whether numbers with stops between them are a date, a time or an amount."""
    if any(len(part) > 1 and part[0] == "0" for part in parts):
        return True  # 16.02
    if stop == ")":
        return False
    word = _FIRST_WORD.match(rest)
    if word and word[0].casefold() in MEASURES | MONTHS:
        return True  # 2.5 millioner
    first, second = int(parts[0]), int(parts[1])
    could_be_date = 1 <= first <= 31 and 1 <= second <= 12
    if len(parts) == 3:
        return could_be_date and len(parts[2]) == 2  # 1.2.19
    if len(parts) == 2:
        is_time = 7 <= first <= 24 and len(parts[1]) == 2 and second < 60
        return (is_time and not stop) or (could_be_date and first > 12)  # 12.30; 16.2.
    return False


def _trailing(text: str) -> int:
    if text[-1:] not in (":", ".") or not _has_word(text):
        return 0
    if text[-1] == "." and _keeps_stop(text):
        return 0
    kept = text[:-1].rstrip()
    return len(text) - len(kept)


def _keeps_stop(text: str) -> bool:
    last = text.split()[-1].lstrip("(«“‘\"'")
    return (
        text.endswith(("..", "…."))
        or last[:-1].casefold() in _ABBREVIATIONS
        or bool(_INITIALS.fullmatch(last))
    )


def _has_word(text: str) -> bool:
    return any(character.isalpha() or character == OBJECT for character in text)
