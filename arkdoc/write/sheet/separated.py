"""Rows of texts and days → CSV, as Norwegian Excel and LibreOffice open it.

Semicolons, as commas are decimal points there; every cell between quotation marks, and days as ISO
8601, which both take for days. No text of others is ever a formula: one that begins like one gets
an apostrophe before it, which is shown, and is how people say «this is text» in a cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from arkdoc.model.sheet import Value

BYTE_ORDER_MARK = "\ufeff"
"""What a file has to begin with for Excel to take it for UTF-8."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_BEFORE = " \u00a0\u2007\u202f\ufeff"  # what programs overlook before a formula


def write_separated(rows: Iterable[Sequence[Value]]) -> str:
    """The table, without a byte order mark."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        table.writerow([_cell(value) for value in row])
    return written.getvalue()


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take `text` for something to calculate, or may do so."""
    return text.lstrip(_BEFORE).startswith(_FORMULA)


def _cell(value: Value) -> str:
    if not isinstance(value, str):
        return value.isoformat()
    return f"'{value}" if looks_like_formula(value) else value
