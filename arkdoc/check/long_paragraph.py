"""Subject → the paragraphs in it that are too long (ARK220)."""

from collections.abc import Iterator
from itertools import chain

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.nodes import Paragraph, Table
from arkdoc.model.tree import children, plain_text, walk

RULE = Rule(
    code="ARK220",
    name="long-paragraph",
    severity=Severity.WARNING,
    message=N_("This paragraph has {words} words."),
    hint=N_(
        "Divide it, with an empty line where a new thought begins. Up to {limit} words is fine."
    ),
    hint_in_word=N_(
        "Divide it: begin a new paragraph where a new thought begins. Up to {limit} words is fine."
    ),
    why=N_(
        "Those who read on a screen, or have many papers to read, lose their way in a "
        "paragraph without an end."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har jobbet med trivsel på mange måter dette året, og det har vært både felles måltider,
turer, quiz og samtaler om hvordan vi vil ha det sammen, og alle har fått være med på det.
Vi har jobbet med trivsel på mange måter dette året, og det har vært både felles måltider,
turer, quiz og samtaler om hvordan vi vil ha det sammen, og alle har fått være med på det.
Vi har jobbet med trivsel på mange måter dette året, og det har vært både felles måltider,
turer, quiz og samtaler om hvordan vi vil ha det sammen, og alle har fått være med på det.
Vi har jobbet med trivsel på mange måter dette året, og det har vært både felles måltider,
turer, quiz og samtaler om hvordan vi vil ha det sammen, og alle har fått være med på det.
Vi har jobbet med trivsel på mange måter dette året, og det har vært både felles måltider,
turer, quiz og samtaler om hvordan vi vil ha det sammen, og alle har fått være med på det.
Vi har jobbet med trivsel på mange måter dette året, og det har vært både felles måltider,
turer, quiz og samtaler om hvordan vi vil ha det sammen, og alle har fått være med på det.
Vi har jobbet med trivsel på mange måter dette året, og det har vært både felles måltider,
turer, quiz og samtaler om hvordan vi vil ha det sammen, og alle har fått være med på det.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har jobbet med trivsel.

Vi har felles quiz hver dag.
""",
)

_LIMIT = 200  # words: about half a page


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each paragraph outside tables with more words than the limit."""
    cells = chain.from_iterable(map(children, subject.blocks(Table)))
    in_cells = set(map(id, walk(chain.from_iterable(cells))))
    for paragraph in subject.blocks(Paragraph):
        if id(paragraph) in in_cells:
            continue
        words = len(plain_text(paragraph.inlines).split())
        if words > _LIMIT:
            yield diagnostic(RULE, paragraph.span, words=words, limit=_LIMIT)
