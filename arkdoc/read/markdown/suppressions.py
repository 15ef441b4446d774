"""What silences rules → Silences: the codes in `tillat`, and a comment `arkdoc: tillat …`.

Which codes there are, and whether they may be silenced, is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.note import Silence
from arkdoc.model.source import Span
from arkdoc.rules.suppressions import UNREAD_COMMENT

SpanOf = Callable[[int, int], Span]
"""The span of the characters from one offset up to another."""

_FOR_US = re.compile(r"\s*arkdoc\b", re.IGNORECASE)
_TILLAT = re.compile(r"\s*arkdoc\s{0,9}:?\s{0,9}tillat\b", re.IGNORECASE)
_CODE = re.compile(r"[\s,;:]*((?:[^\W\d_]{1,9}[ -]?)?\d{2,5}\b|[\w-]+)")
_PROPER = re.compile(r"ark[ -]?(\d+)", re.IGNORECASE | re.ASCII)
_BEFORE_A_REASON = " \t\r\n,;:.–—-"


def is_for_us(comment: str) -> bool:
    """Whether the text of a comment speaks to arkdoc."""
    return _FOR_US.match(comment) is not None


def read_comment(text: str, span_of: SpanOf) -> Iterator[Silence | Diagnostic]:
    """What the text of a comment silences, for what comes next; its `within` is its own place.

    Nothing where it does not speak to arkdoc. What follows the codes is the reason.
    """
    if not is_for_us(text):
        return
    tillat = _TILLAT.match(text)
    codes = list(codes_in(text[tillat.end() :])) if tillat else []
    if not tillat or not codes:
        yield unread(text, span_of(0, len(text)))
        return
    last = tillat.end() + codes[-1][2]
    reason = clip(text[last:].strip(_BEFORE_A_REASON), 200)
    for code, start, end in codes:
        place = span_of(tillat.end() + start, tillat.end() + end)
        yield Silence(code, place, within=place, reason=reason)


def unread(text: str, span: Span) -> Diagnostic:
    """ARK222: a comment to arkdoc that it can't follow, or that stands where it can't."""
    return diagnostic(UNREAD_COMMENT, span, text=clip(text.strip()))


def codes_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The codes that `text` begins with, each with its offsets; the first word counts as one."""
    at = 0
    while match := _CODE.match(text, at):
        written = match[1]
        if at and not any(c.isdigit() for c in written):
            return
        proper = _PROPER.fullmatch(written)
        yield f"ARK{proper[1]}" if proper else written, match.start(1), match.end(1)
        at = match.end()
