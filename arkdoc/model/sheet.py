"""A table for a spreadsheet: what is in it, and nothing of how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import TypeAlias

Value: TypeAlias = str | Date


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the names of its columns, each another one, and rows of texts and days.

    `title` is what the file is called and `name` its tab; `language` is a BCP 47 tag; `date` is ISO
    8601 or empty, the clock of the file; `day_format` is how a workbook shows days. `case_number`
    marks a workbook as ours.
    """

    title: str
    name: str
    language: str
    case_number: str
    author: str
    date: str
    day_format: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
