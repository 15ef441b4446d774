"""A link's words say where it leads: a screen reader lists links without what stands around."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.language.written import DECORATION, SAYS_NOTHING
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.document import Image, Link
from arkdoc.model.names import clip
from arkdoc.model.tree import plain_text, walk_inlines

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


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each link whose words would suit any link."""
    for run in subject.runs():
        for inline in walk_inlines(run):
            if isinstance(inline, Link):
                text = " ".join(plain_text(inline.inlines).split()) or _decoration(inline)
                if text.casefold().rstrip(".:!") in (*SAYS_NOTHING, DECORATION):
                    yield diagnostic(RULE, inline.span, text=clip(text))


def _decoration(link: Link) -> str:
    """What stands for the words of a link that shows pictures without any."""
    pictures = (inline for inline in walk_inlines(link.inlines) if isinstance(inline, Image))
    return DECORATION if any(picture.decorative for picture in pictures) else ""
