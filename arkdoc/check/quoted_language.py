"""Quotations whose words leave no doubt of another language → what is told of them: ARK440."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.check.languages import sure_language_of
from arkdoc.check.passage import passages
from arkdoc.check.subject import Subject
from arkdoc.check.wrong_language import NAMES
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.nodes import Block, Blocks, Container, Heading, Paragraph, Quote
from arkdoc.model.note import Body
from arkdoc.model.tree import children, stated_language

RULE = Rule(
    code="ARK440",
    name="quotation-in-another-language",
    severity=Severity.INFO,
    message=N_("This quotation is {found}, and the note says so to those who listen to it."),
    hint=N_("Is it another language? Write a line with `::: språk nb` before it, and `:::` after."),
    hint_in_word=N_(
        "Is it another language? Mark it in Word and choose that language under Review > Language "
        "> Set Proofing Language."
    ),
    why=N_(
        "A screen reader pronounces a text by the rules of the language that it is said to be in. "
        "A quotation stands in the language that it was said in."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
I svarene på undersøkelsen står det blant annet:

> We have not been told about the measures, and they should have been discussed with the employees.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
I svarene på undersøkelsen står det blant annet:

::: språk en
> We have not been told about the measures, and they should have been discussed with the employees.
:::
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each quotation that is marked as another language than the text is in."""
    footnotes = (note.blocks for note in subject.body.footnotes)
    for blocks in (subject.body.blocks, *footnotes):
        for block, language in _sure(blocks, subject.language, is_quoted=False):
            if language != subject.actual_language:
                yield diagnostic(RULE, block.span, found=NAMES[language])


def _sure(blocks: Blocks, around: str, *, is_quoted: bool) -> Iterator[tuple[Block, str]]:
    """The quotations, and what is in them, that are surely in another language than `around`."""
    for block in blocks:
        if isinstance(block, Container) and block.language:
            continue  # whoever wrote it says what it is in
        quoted = is_quoted or isinstance(block, Quote)
        language = other_language(block, around) if quoted else ""
        if language:
            yield block, language
            continue
        for inside in children(block):
            yield from _sure(inside, stated_language(block) or around, is_quoted=quoted)


def other_language(block: Block, around: str) -> str:
    """The language of a paragraph, heading or quotation if it is surely another; or nothing."""
    if not isinstance(block, Heading | Paragraph | Quote) or stated_language(block):
        return ""
    found = (p for p in passages(Body((block,))) if not p.hidden and not p.is_code)
    language = sure_language_of(p for p in found if not p.language)
    return "" if language == around else language
