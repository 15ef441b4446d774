"""Subject → the names in it that stand near something personal (ARK427)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import partial

from arkdoc.check import account_number, email_address, identity_number, telephone
from arkdoc.check.headcount import small_groups
from arkdoc.check.passage import Passage
from arkdoc.check.people import about_a_person
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
    """Each name near, or in the same row or measure as, what another privacy rule finds."""
    with_names = {passage.group for passage, names in subject.names.items() if names}
    passages = [p for p in subject.seen_passages if p.group in with_names]
    personal = {passage: _personal(subject, passage) for passage in passages}
    groups = Counter(passage.group for passage in passages if personal[passage])
    for passage, starts in personal.items():
        is_beside = groups[passage.group] > bool(starts)
        for start, end in subject.names[passage]:
            following = bisect_right(starts, start - _NEAR)
            is_near = following < len(starts) and starts[following] < end + _NEAR
            if is_beside or is_near:
                yield diagnostic(RULE, passage.span(start, end))


def _personal(subject: Subject, passage: Passage) -> list[int]:
    """Where the other privacy rules find something in the passage, in order."""
    rules = (
        identity_number.places,
        account_number.places,
        telephone.places,
        email_address.places,
        partial(about_a_person, subject, "helse"),
        partial(about_a_person, subject, "fagforening"),
        partial(small_groups, subject),
    )
    return sorted(start for places in rules for start, _ in places(passage))
