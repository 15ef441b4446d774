"""Subject → the small groups of people that its text counts (ARK431)."""

from collections.abc import Iterator
from functools import partial

from arkdoc.check.headcount import small_groups
from arkdoc.check.subject import Subject, each_place
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity

RULE = Rule(
    code="ARK431",
    name="small-group",
    severity=Severity.WARNING,
    message=N_("This tells of so few people that one may guess who they are."),
    hint=N_(
        "Write it without the number, or of a larger group: at least {limit} people. If the "
        "secretariat finds it right as it stands, it writes so in notat.md, with the reason, as "
        "an item of `tillat`: `- {approval}`."
    ),
    why=N_(
        "“Two of four” in a unit that everybody knows is as good as their names. The limit is the "
        "note's `minstegruppe`, 12 unless it says otherwise. Where the number of `ansatte` of a "
        "unit is known, per cents and fractions of them are counted too."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
To av fire ansatte mener at ledelsen er utydelig.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Noen av de ansatte ønsker seg en tydeligere ledelse.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each number of people that is under the limit, and each share of the staff that is."""
    places, limit = partial(small_groups, subject), subject.smallest_group
    unit = f"enhet: {subject.unit_id}, " if subject.unit_id else ""
    approval = f'{{regel: {RULE.code}, {unit}grunn: "…"}}'
    return each_place(RULE, subject.seen_passages, places, limit=limit, approval=approval)
