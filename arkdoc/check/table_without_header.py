"""Subject → the tables in it without column headings (ARK311)."""

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.nodes import Table
from arkdoc.model.source import whole_span
from arkdoc.model.tree import cell_text, written_cells

RULE = Rule(
    code="ARK311",
    name="table-without-header",
    severity=Severity.WARNING,
    message=N_("The columns of this table have no headings."),
    hint=N_("Write in the first row what each column holds."),
    why=N_(
        "A screen reader says the heading of the column with each cell. Without it, the "
        "numbers are just numbers (WCAG 2.1, 1.3.1)."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
|         |          |
|---------|----------|
| Quiz    | Hver dag |
| Turer   | I juni   |
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
| Møteplass | Når      |
|-----------|----------|
| Quiz      | Hver dag |
| Turer     | I juni   |
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each table with no text in its first row."""
    for table in subject.blocks(Table):
        if not any(cell_text(cell).strip() for cell in table.header):
            cells = written_cells(table.header)
            yield diagnostic(RULE, whole_span(cells))
