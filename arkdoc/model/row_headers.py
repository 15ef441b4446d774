"""Tables whose first column names its rows, though nobody says so."""

from __future__ import annotations

import re

from arkdoc.model.nodes import Table
from arkdoc.model.regex import regex
from arkdoc.model.tree import cell_text

_LONGEST = 80
BLANK = regex(r"[\s–−-]*")
"""A cell that says nothing: empty, or a dash."""

_NUMBER = regex(
    r"(?:n ?= ?|kr\.? ?)?[+−–-]?\s?\d[\d \u00a0.,/:–-]*"
    r"(?:\s?(?:%|‰|prosent|per cent|kr|kroner|mill\.?))?(?:\s?\(\d[\d.,]*\s?%?\))?",
    re.IGNORECASE,
)
_NAME = regex(r"[^\W\d_]|\d{4}")
"""A letter or a year: a running number names nothing."""


def names_rows(table: Table) -> bool:
    """Whether the first column names its rows: filled and unique, by numbers or an empty corner.

    False where its author has said it, either way.
    """
    if table.row_headers or table.no_row_headers or len(table.header) < 2 or len(table.rows) < 2:
        return False
    names = [cell_text(row[0]).strip() for row in table.rows]
    folded = {" ".join(name.casefold().split()) for name in names}
    if len(folded) < len(names) or not all(
        _NAME.search(name) and len(name) <= _LONGEST for name in names
    ):
        return False
    corner, *others = (cell_text(cell).strip() for cell in table.header)
    if not all(others):
        return False
    rest = [cell_text(cell).strip() for row in table.rows for cell in row[1:]]
    filled = [text for text in rest if not BLANK.fullmatch(text)]
    return not corner or (bool(filled) and all(map(_NUMBER.fullmatch, filled)))
