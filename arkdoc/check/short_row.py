"""Subject → the table rows in it with too few cells (ARK321)."""

from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.nodes import Table
from arkdoc.model.source import is_word, whole_span
from arkdoc.model.tree import written_cells

RULE = Rule(
    code="ARK321",
    name="short-row",
    severity=Severity.WARNING,
    message=N_("The row has only {cells} of the table's {columns} cells."),
    hint=N_("{cure}"),
    why=N_(
        "When a | is forgotten, all that follows ends up in the wrong column. We can't tell "
        "that from a row that is meant so."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
| Møteplass | Når      | Deltakere |
|-----------|----------|-----------|
| Quiz      | Hver dag |
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
| Møteplass | Når      | Deltakere |
|-----------|----------|-----------|
| Quiz      | Hver dag | –         |
""",
)


_OF_A_ROW = N_("Write a cell for each column. One with nothing to say gets a dash: `| – |`.")
_OF_TEXT_BELOW = N_(
    "If this is the text after the table, put an empty line between the two. If it is a row, "
    "write a cell for each column. One with nothing to say gets a dash: `| – |`."
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each row that was filled up with cells that stand nowhere."""
    for table in subject.blocks(Table):
        if is_word(table.span.path):
            continue  # no bar is forgotten there, and merged cells are told of in reading
        header = written_cells(table.header)
        columns = len(header)
        for row in table.rows:
            cells = written_cells(row)
            if 0 < len(cells) < columns:
                place = whole_span(cells)
                has_no_bar = len(cells) == 1 and place.column < header[0].span.column
                cure = _OF_TEXT_BELOW if has_no_bar else _OF_A_ROW
                yield diagnostic(RULE, place, cells=len(cells), columns=columns, cure=cure)
