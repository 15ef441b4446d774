"""Subject → what its text tells of a person's health (ARK425)."""

from collections.abc import Iterator
from functools import partial

from arkdoc.check.people import about_a_person
from arkdoc.check.subject import Subject, each_place
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity

RULE = Rule(
    code="ARK425",
    name="health-information",
    severity=Severity.WARNING,
    message=N_("This seems to tell of someone's health."),
    hint=N_("Leave it out, or write what is done for everybody, without anyone being meant."),
    why=N_(
        "What concerns a person's health is protected (GDPR, article 9), also without a name when "
        "colleagues understand who is meant. Figures for a whole department, and what is done "
        "for all, are fine."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Arbeidet er forsinket fordi seksjonslederen har vært sykmeldt siden januar.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Arbeidet er forsinket. Sykefraværet ved biblioteket var 5,4 % i 2018.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each word of `data/helse.txt` that concerns a person."""
    return each_place(RULE, subject.passages, partial(about_a_person, subject, "helse"))
