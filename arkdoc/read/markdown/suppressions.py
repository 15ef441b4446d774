"""Texts that suppress rules → Silences: the codes in `tillat`, and comments `arkdoc: tillat …`.

Which codes exist, and whether they may be suppressed, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.note import Suppression
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.read.markdown.positions import SpanOf
from arkdoc.rules.suppressions import UNREAD_COMMENT

_ADDRESSED = regex(r"\s*arkdoc\b", re.IGNORECASE)
_TILLAT = regex(r"\s*arkdoc\s{0,9}:?\s{0,9}tillat\b", re.IGNORECASE)
_CODE = regex(r"[\s,;:]*((?:[^\W\d_]{1,9}[ -]?)?\d{2,5}\b|[\w-]+)")
_PREFIXED = regex(r"ark[ -]?(\d+)", re.IGNORECASE | re.ASCII)
_BEFORE_REASON = " \t\r\n,;:.–—-"


def is_for_arkdoc(comment: str) -> bool:
    """Whether a comment with this text is meant for arkdoc."""
    return _ADDRESSED.match(comment) is not None


def suppresses(comment: str) -> bool:
    """Whether a comment with this text suppresses rules."""
    return _TILLAT.match(comment) is not None


def read_comment(text: str, span_of: SpanOf) -> Iterator[Suppression | Diagnostic]:
    """What a comment with this text suppresses in the next block; `within` is its own place.

    Nothing where it is not meant for arkdoc. What follows the codes is the reason.
    """
    if not is_for_arkdoc(text):
        return
    tillat = _TILLAT.match(text)
    codes = list(codes_in(text[tillat.end() :])) if tillat else []
    if not tillat or not codes:
        yield unread_comment(text, span_of(0, len(text)))
        return
    last = tillat.end() + codes[-1][2]
    reason = clip(text[last:].strip(_BEFORE_REASON), 200)
    for code, start, end in codes:
        place = span_of(tillat.end() + start, tillat.end() + end)
        yield Suppression(code, place, within=place, reason=reason)


def unread_comment(text: str, span: Span) -> Diagnostic:
    """ARK222: a comment to arkdoc that it can't read, or in a place where it has no effect."""
    return diagnostic(UNREAD_COMMENT, span, text=clip(text.strip()))


def codes_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The codes that `text` begins with, with their offsets; the first word always counts."""
    at = 0
    while match := _CODE.match(text, at):
        written = match[1]
        if at and not any(c.isdigit() for c in written):
            return
        prefixed = _PREFIXED.fullmatch(written)
        yield f"ARK{prefixed[1]}" if prefixed else written, match.start(1), match.end(1)
        at = match.end()
