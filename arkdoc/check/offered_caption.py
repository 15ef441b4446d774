"""Subject → the lines right before tables that say what these are, and are no captions (ARK248)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from arkdoc.check.subject import Subject
from arkdoc.language.written import TABLE_WORDS
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.nodes import Blocks, Container, Inlines, Paragraph, Strong, Table, Text
from arkdoc.model.regex import regex
from arkdoc.model.source import whole_span
from arkdoc.model.tree import plain_text

RULE = Rule(
    code="ARK248",
    name="offered-caption",
    severity=Severity.INFO,
    message=N_("“{text}” looks like the caption of the table below it, and is none."),
    hint=N_("If it is, write `Tabell: {caption}`. Then the table is numbered, and has a name."),
    hint_in_word=N_(
        "If it is, write “Tabell: {caption}” in Word. Then the table is numbered, and has a name."
    ),
    why=N_(
        "Whoever listens to a note hears a table's caption with it, and readers can refer to a "
        "table that has a number. A line before the table is no part of it."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Tabell over tiltak i 2018:

| Tiltak | Status |
|---|---|
| Felles quiz | gjennomført |
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Tabell: Tiltak i 2018

| Tiltak | Status |
|---|---|
| Felles quiz | gjennomført |
""",
)

_LONGEST = 120
_LEAD = regex(
    rf"(?:(?P<table>(?:{'|'.join(TABLE_WORDS)}) (?:over|med|of)) |"
    r"(?:oversikt|oversyn|overview|liste|list) (?:over|of) )(?=\w)",
    re.IGNORECASE,
)
_SENTENCE = regex(
    r"[.!?](?:\s|$)|\b(?:viser|syner|er|gir|følger|følgjer|står|finnes|finst|shows|is|are)\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each short line right before a table without a caption that says what is in it."""
    runs = [subject.body.blocks, *(box.blocks for box in subject.blocks(Container))]
    for blocks in runs:
        yield from _offered(blocks)


def _offered(blocks: Blocks) -> Iterator[Diagnostic]:
    for line, table in pairwise(blocks):
        if not (isinstance(line, Paragraph) and isinstance(table, Table)) or table.caption:
            continue
        text = _line(line.inlines)
        lead = _LEAD.match(text)
        if lead and len(text) <= _LONGEST and not _SENTENCE.search(text):
            words = text[lead.end() if lead["table"] else 0 :].rstrip(" :")
            caption = clip(words[:1].upper() + words[1:])
            yield diagnostic(RULE, whole_span(line.inlines), text=clip(text), caption=caption)


def _line(inlines: Inlines) -> str:
    """The words of a paragraph of plain or bold text; nothing for any other."""
    if len(inlines) == 1 and isinstance(inlines[0], Strong):
        inlines = inlines[0].inlines
    is_plain = all(isinstance(inline, Text) for inline in inlines)
    return plain_text(inlines).strip() if is_plain else ""
