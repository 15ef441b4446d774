"""A link's words say where it leads: a screen reader lists links without what stands around."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.diagnostic import N_, Diagnostic, Rule, Severity, found
from arkdoc.document import Link
from arkdoc.names import clip
from arkdoc.tree import plain_text, walk_inlines

RULE = Rule(
    code="ARK308",
    name="useless-link-text",
    severity=Severity.WARNING,
    message=N_("The link says only “{text}”, which does not tell where it leads."),
    hint=N_("Let the words of the link name what it leads to, such as “[the plan](…)”."),
    why=N_(
        "A person who listens to the note often goes from link to link. “Here” ten times over "
        "tells nothing (WCAG 2.1, 2.4.4)."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Planen ligger [her](https://example.org/plan).
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Les [tiltaksplanen for 2018](https://example.org/plan).
""",
)

_USELESS = frozenset(
    ("her", "klikk her", "klikke her", "trykk her", "trykke her", "les her", "les mer", "les meir",
     "les mer her", "les meir her", "mer", "meir", "se her", "sjå her", "se lenke", "sjå lenkje",
     "lenke", "lenken", "lenkje", "lenkja", "link", "linken", "denne", "denne lenken",
     "denne lenkja", "denne linken", "denne siden", "denne sida", "nettside", "nettsiden",
     "nettsida", "dokument", "dokumentet", "fil", "filen", "fila", "vedlegg", "last ned",
     "here", "click here", "read more", "more", "this link", "download")
)  # fmt: skip


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each link whose words would suit any link."""
    for run in subject.runs():
        for inline in walk_inlines(run):
            if isinstance(inline, Link):
                text = " ".join(plain_text(inline.inlines).split())
                if text.casefold().rstrip(".:!") in _USELESS:
                    yield found(RULE, inline.span, text=clip(text))
