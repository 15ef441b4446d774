"""Subject → text that is struck out, which a listener hears like any other (ARK441)."""

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.nodes import Strikethrough
from arkdoc.model.source import whole_span
from arkdoc.model.tree import plain_text

RULE = Rule(
    code="ARK441",
    name="struck-out-text",
    severity=Severity.INFO,
    message=N_("“{text}” is struck out, but is read out like the rest to those who listen."),
    hint=N_("Delete it, or say in words what was changed: “flyttet fra mars til april”."),
    why=N_(
        "Few screen readers say that text is struck out. Whoever hears an old date and a new one "
        "doesn't know which holds."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Møtet er ~~4. mars~~ 11. mars.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Møtet er flyttet fra 4. mars til 11. mars.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each stretch of struck-out text, by itself."""
    for struck in subject.inlines(Strikethrough):
        text = plain_text(struck.inlines).strip()
        if text:
            yield diagnostic(RULE, whole_span(struck.inlines), text=clip(text, 40))
