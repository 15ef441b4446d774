"""Subject → the headings in it with no text below them (ARK218)."""

from collections.abc import Iterator
from itertools import zip_longest

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.names import clip, fold
from arkdoc.model.nodes import Blocks, Container, Directive, DirectiveName, Heading
from arkdoc.model.source import whole_span
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
    runs = [(subject.body.blocks, _measures_follow(subject))]
    runs += [(container.blocks, False) for container in subject.blocks(Container)]
    for blocks, more_follows in runs:
        for heading in _without_text(blocks, more_follows):
            text = plain_text(heading.inlines)
            is_title = heading is blocks[0] and fold(text) == fold(subject.unit_name)
            if text and not is_title:
                place = whole_span(heading.inlines)
                yield diagnostic(RULE, place, text=clip(text))


def _without_text(blocks: Blocks, more_follows: bool) -> Iterator[Heading]:
    for block, after in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Heading) and (
            not more_follows
            if after is None
            else isinstance(after, Heading) and after.level <= block.level
        ):
            yield block


def _measures_follow(subject: Subject) -> bool:
    """Whether measures come after the text because it has no place for them (clause 5)."""
    placed = any(
        isinstance(b, Directive) and b.name == DirectiveName.MEASURES for b in subject.body.blocks
    )
    return bool(subject.measures) and not placed
