"""Subject → the links in it whose words do not tell where they lead (ARK308)."""

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.language.written import DECORATION, VAGUE_LINK_TEXTS
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.nodes import Image, Inline, Link
from arkdoc.model.tree import plain_text, walk_inlines

RULE = Rule(
    code="ARK308",
    name="useless-link-text",
    severity=Severity.WARNING,
    message=N_("The link says only “{text}”, which does not tell where it leads."),
    hint=N_("Let the words of the link name what it leads to, such as “[the plan](…)”."),
    hint_in_word=N_(
        "Right-click the link in Word, choose “Edit Hyperlink”, and write what it leads to as the "
        "text to display."
    ),
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
    for link in subject.inlines(Link):
        text = " ".join(plain_text(link.inlines).split())
        if not text and any(map(_is_decoration, walk_inlines(link.inlines))):
            text = DECORATION
        if text.casefold().rstrip(".:!") in (*VAGUE_LINK_TEXTS, DECORATION):
            yield diagnostic(RULE, link.span, text=clip(text))


def _is_decoration(inline: Inline) -> bool:
    return isinstance(inline, Image) and inline.decorative
