"""Subject → the deadlines of open measures that are no dates (ARK525)."""

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.source import whole_span
from arkdoc.model.tree import plain_text

RULE = Rule(
    code="ARK525",
    name="deadline-without-date",
    severity=Severity.INFO,
    message=N_("The deadline “{text}” is no date, so nobody can tell when it has passed."),
    hint=N_("If there is a date, write it, such as `frist: 1.6.2019`. Else you need do nothing."),
    why=N_(
        "The overview of measures lists those whose deadline has passed. It can only do so where "
        "the deadline is a date. The text is printed as you wrote it all the same."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Restarte sosialkomiteen
    status: pågår
    frist: så snart som mulig
---
Vi har ett tiltak.
""",
    good="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Restarte sosialkomiteen
    status: pågår
    frist: 1.6.2019
---
Vi har ett tiltak.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each such deadline of a measure that is still to be done."""
    for measure in subject.measures:
        if not measure.is_open or measure.deadline:
            continue
        for field in measure.fields:
            if field.name == "frist" and (text := plain_text(field.value).strip()):
                yield diagnostic(RULE, whole_span(field.value), text=clip(text))
