"""Subject → the lists in it with too many items (ARK221)."""

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.nodes import ListBlock
from arkdoc.model.tree import walk

RULE = Rule(
    code="ARK221",
    name="wall-of-bullets",
    severity=Severity.WARNING,
    message=N_("This list has {items} items."),
    hint=N_(
        "Choose the most important ones, or put them in groups with a heading or a sentence "
        "above each."
    ),
    why=N_(
        "A list shows that its items belong together. In one with more than twenty, nobody "
        "sees how."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Dette har vi prøvd:

- quiz
- turer
- kaffe
- frokost
- lunsj
- fagdag
- seminar
- julebord
- sommerfest
- strikking
- sang
- dans
- ski
- sykling
- bading
- bowling
- vaffel
- fadder
- kurs
- samtaler
- bursdager
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har prøvd mye. Mest fornøyd er vi med disse:

- felles quiz
- turer
- kaffe
""",
)

_LIMIT = 20  # items, with those of the lists inside it


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each bulleted list with more items than the limit; not the lists inside it."""
    inside: set[int] = set()
    for block in subject.blocks(ListBlock):
        if not block.ordered and id(block) not in inside:
            lists = [b for b in walk((block,)) if isinstance(b, ListBlock)]
            inside.update(map(id, lists))
            items = sum(len(each.items) for each in lists)
            if items > _LIMIT:
                yield diagnostic(RULE, block.items[0].span, items=items)
