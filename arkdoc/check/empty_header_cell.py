"""A column without a heading is one whose cells nobody can place."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.document import Table
from arkdoc.model.source import NOWHERE
from arkdoc.model.tree import plain_text

RULE = Rule(
    code="ARK320",
    name="empty-header-cell",
    severity=Severity.WARNING,
    message=N_("Column {number} of the table has no heading."),
    hint=N_(
        "Write what the column holds. If the first column names what each row is about, begin"
        " the line above the table with `Tabell (radtitler):`."
    ),
    why=N_("A screen reader says the heading of the column with each cell (WCAG 2.1, 1.3.1)."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
|       | 2018 | 2019 |
|-------|------|------|
| Turer | 2    | 4    |
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Tabell (radtitler): Hva vi har gjort

|       | 2018 | 2019 |
|-------|------|------|
| Turer | 2    | 4    |
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each empty cell in a first row that says something; the corner above row headings may."""
    for block in subject.blocks():
        if not isinstance(block, Table):
            continue
        said = [bool(plain_text(cell.inlines).strip()) for cell in block.header]
        if not any(said):
            continue  # all of them: ARK311
        for number, cell in enumerate(block.header):
            is_corner = number == 0 and block.row_headers
            # A cell that stands nowhere was added for a row that is too long: ARK317.
            if not said[number] and not is_corner and cell.span != NOWHERE:
                yield diagnostic(RULE, cell.span, number=number + 1)
