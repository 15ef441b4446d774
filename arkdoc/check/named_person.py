"""No one is named beside what tells of a person: health, union, address, account, small group."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from arkdoc.check import account_number, email_address, health, identity_number, telephone, union
from arkdoc.check.headcount import groups
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic

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
    with_names = {passage.group for passage in subject.passages if subject.names(passage)}
    if not with_names:
        return
    read = [p for p in subject.passages if p.group in with_names and not p.hidden]
    personal = [sorted(_personal(subject, passage)) for passage in read]
    rows = Counter(p.group for p, told in zip(read, personal, strict=True) if told)
    for passage, told in zip(read, personal, strict=True):
        beside = rows[passage.group] > bool(told)
        for start, end in subject.names(passage):
            first = bisect_right(told, start - _NEAR)
            if beside or (first < len(told) and told[first] < end + _NEAR):
                yield diagnostic(RULE, passage.span(start, end))


def _personal(subject: Subject, passage: Passage) -> Iterator[int]:
    """Where the other rules of privacy find something."""
    for rule in (identity_number, account_number, telephone, email_address):
        for start, _ in rule.places(passage):
            yield start
    for topic in (health, union):
        for start, _ in topic.places(subject, passage):
            yield start
    for start, _ in groups(passage, subject.smallest_group, subject.staff):
        yield start
