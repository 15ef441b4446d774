"""Subject → what its text tells of a person's union membership (ARK426)."""

from collections.abc import Iterator
from functools import partial

from arkdoc.check.people import about_a_person
from arkdoc.check.subject import Subject, each_place
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity

RULE = Rule(
    code="ARK426",
    name="union-membership",
    severity=Severity.WARNING,
    message=N_("This seems to tell whether someone is a member of a union."),
    hint=N_("Leave it out. What the unions and their representatives do, may stand."),
    why=N_(
        "Membership of a union is protected (GDPR, article 9). Unions as bodies, and who is "
        "tillitsvalgt, are another matter: that is a task, and known to all."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Den nye rådgiveren er medlem av Forskerforbundet.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Tiltaket er drøftet med Forskerforbundet og de andre fagforeningene.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each word of `data/fagforening.txt` that concerns a person."""
    return each_place(RULE, subject.passages, partial(about_a_person, subject, "fagforening"))
