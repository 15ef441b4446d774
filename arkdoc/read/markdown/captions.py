"""Captions: the paragraph «Tabell: …» or «Tabell 1. …» right before a table (clause 5)."""

from __future__ import annotations

import re

from arkdoc.language.written import TABLE_WORDS
from arkdoc.model.document import Caption, Inlines, Paragraph, Strong
from arkdoc.model.tree import drop_start, plain_text

_LEAD = re.compile(
    rf"(?:{'|'.join(TABLE_WORDS)})"
    r"(?:[ \u00a0]+\d+)?"
    r"(?P<row_headers>[ \u00a0]+\(radtitler\))?"
    r"(?:[ \u00a0]+\d+)?"
    r"(?P<mark>[.:])[ \u00a0]*(?=\S)",
    re.IGNORECASE,
)


def caption_of(paragraph: Paragraph) -> tuple[Caption, bool] | None:
    """The caption that `paragraph` is, and whether the first column names the rows."""
    inlines = _unwrapped(paragraph.inlines)
    lead = _LEAD.match(plain_text(inlines))
    if lead is None or not _is_lead(lead):
        return None
    words = drop_start(inlines, lead.end())
    return Caption(words, span=paragraph.span), bool(lead["row_headers"])


def looks_like_caption(paragraph: Paragraph) -> bool:
    """Whether its author meant it for a caption."""
    return caption_of(paragraph) is not None


def _is_lead(lead: re.Match[str]) -> bool:
    """«Tabell.» alone is a sentence; with a full stop there has to be a number."""
    return lead["mark"] == ":" or any(character.isdigit() for character in lead[0])


def _unwrapped(inlines: Inlines) -> Inlines:
    """Without the bold that people put around a whole caption."""
    match inlines:
        case (Strong() as strong,):
            return strong.inlines
        case _:
            return inlines
