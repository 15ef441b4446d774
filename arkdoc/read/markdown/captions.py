"""A paragraph «Tabell: …» or «Tabell 1. …» before a table → its Caption (clause 5)."""

from __future__ import annotations

from arkdoc.language.written import TABLE_LEAD
from arkdoc.model.nodes import Caption, Paragraph, Strong, Text
from arkdoc.model.tree import drop_start, plain_text


def caption_of(paragraph: Paragraph) -> tuple[Caption, bool | None] | None:
    """The caption, if the paragraph is one, and what it says of the first column naming rows."""
    inlines = paragraph.inlines
    if len(inlines) == 1 and isinstance(inlines[0], Strong):  # people put bold around it all
        inlines = inlines[0].inlines
    lead = TABLE_LEAD.match(plain_text(inlines))
    # «Tabell.» alone is a sentence: before a full stop there has to be a number.
    if lead is None or not (lead["mark"] == ":" or any(map(str.isdigit, lead[0]))):
        return None
    words = drop_start(inlines, lead.end())
    said = not lead["none"] if lead["row_headers"] else None
    return Caption(words, span=paragraph.span), said


def is_caption(text: str) -> bool:
    """Whether a paragraph of this text would be one."""
    return caption_of(Paragraph((Text(text),))) is not None
