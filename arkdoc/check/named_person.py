"""No one is named beside what tells of a person: health, union, address, account, small group."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.check import account_number, email_address, health, identity_number, telephone, union
from arkdoc.check.passage import Passage
from arkdoc.check.people import names
from arkdoc.check.small_group import groups
from arkdoc.check.subject import Subject
from arkdoc.diagnostic import N_, Diagnostic, Rule, Severity, found

RULE = Rule(
    code="ARK427",
    name="named-person",
    severity=Severity.WARNING,
    message=N_("Someone is named here, next to something personal."),
    hint=N_(
        "Leave out the name, or what stands beside it. A role, such as leder, is often enough."
    ),
    why=N_(
        "A name makes what stands near it a fact about that person. The name alone is fine: "
        "people may be thanked, and be in charge. arkdoc never repeats a name."
    ),
    private=True,
    bad="""\
---
enhet: Seksjon Gjøvik
---
Siri Granmo er sykmeldt ut april.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Siri Granmo har ledet arbeidet med tiltaksplanen.
""",
)

_NEAR = 200  # characters, which is about two sentences


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each name that stands near, or in the same row or measure as, what another rule finds."""
    for passage in subject.passages:
        if passage.hidden:
            continue
        named = list(names(passage))
        if not named:
            continue
        own = list(_personal(subject, passage))
        beside = any(any(_personal(subject, cell)) for cell in subject.beside(passage))
        for start, end in named:
            if beside or any(start - _NEAR < at < end + _NEAR for at, _ in own):
                yield found(RULE, passage.span(start, end))


def _personal(subject: Subject, passage: Passage) -> Iterator[tuple[int, int]]:
    for rule in (identity_number, account_number, telephone, email_address):
        yield from rule.places(passage)
    for topic in (health, union):
        yield from topic.places(subject, passage)
    yield from groups(passage, subject.smallest_group, subject.staff)
