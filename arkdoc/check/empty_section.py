"""A heading promises text: one with nothing below it is left over, or its text is missing."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.document import Block, Blocks, Container, Directive, DirectiveName, Heading
from arkdoc.model.names import clip, fold
from arkdoc.model.tree import plain_text

RULE = Rule(
    code="ARK218",
    name="empty-section",
    severity=Severity.WARNING,
    message=N_("There is no text below the heading “{text}”."),
    hint=N_("Write what belongs below it, or delete the heading."),
    why=N_(
        "Readers who jump from heading to heading land where nothing is said, and wonder "
        "whether something has been lost."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
## Bakgrunn

## Tiltak

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
## Bakgrunn

Undersøkelsen ble gjort i 2017.

## Tiltak

Sosialkomiteen er i gang igjen.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each heading before one that is not below it, or before the end."""
    runs = [subject.body.blocks]
    runs += [block.blocks for block in subject.blocks() if isinstance(block, Container)]
    for number, blocks in enumerate(runs):
        for heading in _bare(blocks, ends_with_more=number == 0 and _measures_follow(subject)):
            text = plain_text(heading.inlines)
            if text and not (heading is blocks[0] and fold(text) == fold(subject.unit_name)):
                place = heading.inlines[0].span.to(heading.inlines[-1].span)
                yield diagnostic(RULE, place, text=clip(text))


def _bare(blocks: Blocks, *, ends_with_more: bool) -> Iterator[Heading]:
    following: tuple[Block | None, ...] = (*blocks, None)[1:]
    for block, after in zip(blocks, following, strict=True):
        if not isinstance(block, Heading):
            continue
        if (after is None and not ends_with_more) or (
            isinstance(after, Heading) and after.level <= block.level
        ):
            yield block


def _measures_follow(subject: Subject) -> bool:
    """Whether measures come after the text, having no place in it (clause 5)."""
    directives = [block.name for block in subject.body.blocks if isinstance(block, Directive)]
    return bool(subject.measures) and DirectiveName.MEASURES not in directives
