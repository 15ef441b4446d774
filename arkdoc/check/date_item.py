"""Subject → the lines in it that begin with a date and became list items (ARK224)."""

import re
from collections.abc import Iterator
from itertools import islice

from arkdoc.check.subject import Subject
from arkdoc.language.printed import WORDS
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.marker import NUMBER
from arkdoc.model.nodes import ListBlock, Paragraph, Text
from arkdoc.model.regex import regex

RULE = Rule(
    code="ARK224",
    name="date-as-item",
    severity=Severity.WARNING,
    message=N_("The line begins with a date, and has become item {number} of a list."),
    hint=N_("Begin with another word, or write a \\ before the full stop: `{number}\\. {month}`."),
    why=N_(
        "In Markdown a number and a full stop at the start of a line make a numbered list. The day "
        "then counts the items, and the next line gets the number after it."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
14. mars 2019 hadde vi kurs i førstehjelp.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Den 14. mars 2019 hadde vi kurs i førstehjelp.
""",
)

_MONTHS = "|".join(month for words in WORDS.values() for month in words.months)
_MONTH = regex(rf"(?:{_MONTHS})(?!\w)", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """The first such item of each list."""
    for block in subject.blocks(ListBlock):
        if block.marker == NUMBER:
            yield from islice(_date_items(block), 1)


def _date_items(block: ListBlock) -> Iterator[Diagnostic]:
    for number, item in enumerate(block.items, block.start):
        match item.blocks:
            case (Paragraph(inlines=(Text() as text, *_)), *_) if number <= 31:
                if month := _MONTH.match(text.text):
                    place = text.span.part(0, month.end())
                    place = place._replace(column=max(1, place.column - len(f"{number}. ")))
                    yield diagnostic(RULE, place, number=number, month=month[0])
