"""Subject → the table columns in it without a heading (ARK320)."""

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.nodes import Table
from arkdoc.model.row_headers import names_rows
from arkdoc.model.source import NOWHERE
from arkdoc.model.tree import cell_text

RULE = Rule(
    code="ARK320",
    name="empty-header-cell",
    severity=Severity.WARNING,
    message=N_("Column {number} of the table has no heading."),
    hint=N_(
        "Write what the column holds. If the first column names what each row is about, begin"
        " the line above the table with `Tabell (radtitler):`."
    ),
    hint_in_word=N_(
        "Write what the column holds. If the first column names what each row is about, tick "
        "“First Column” under Table Design in Word."
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
    """Each empty cell in a first row with text, except the corner above row headings."""
    for table in subject.blocks(Table):
        texts = [cell_text(cell).strip() for cell in table.header]
        if not any(texts):
            continue  # all of them: ARK311
        for number, (cell, text) in enumerate(zip(table.header, texts, strict=True), 1):
            is_corner = number == 1 and (table.row_headers or names_rows(table))
            # A cell that stands nowhere was added for a row that is too long: ARK317.
            if not text and not is_corner and cell.span != NOWHERE:
                yield diagnostic(RULE, cell.span, number=number)
