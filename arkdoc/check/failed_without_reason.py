"""Subject → the measures that did not work, with no word of why (ARK526)."""

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.source import whole_span
from arkdoc.model.tree import plain_text

RULE = Rule(
    code="ARK526",
    name="failed-without-reason",
    severity=Severity.INFO,
    message=N_("The measure “{text}” has not worked, and nothing says why."),
    hint=N_("Say why in the field `evaluering`, or in `resultat` or `prosess`."),
    why=N_(
        "The overview of measures shows what was not completed or had no effect, with what the "
        "unit itself writes about it. That is what others can learn from."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Restarte sosialkomiteen
    status: ikke gjennomført
---
Vi har ett tiltak.
""",
    good="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Restarte sosialkomiteen
    status: ikke gjennomført
    evaluering: Ingen hadde tid i eksamensperioden.
---
Vi har ett tiltak.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each such measure, at its name."""
    for measure in subject.measures:
        if measure.has_failed and not measure.reasons:
            place = whole_span(measure.name) if measure.name else measure.span
            yield diagnostic(RULE, place, text=clip(plain_text(measure.name)))
