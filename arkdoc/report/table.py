"""Rows of text → a table for a terminal, wide cells broken over several lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from arkdoc.report.text import Style, cells, pad

_GAP = "  "
_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading; numbers stand to the right; only wide texts are broken."""

    heading: str
    number: bool = False
    breaks: bool = False


def write_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], style: Style) -> str:
    """The table, no wider than the terminal if that can be had."""
    widths = _widths(columns, rows, style.width)
    headings = _row(columns, [column.heading for column in columns], widths)
    ruled = _GAP.join("─" * width for width in widths) + "\n"
    body = "".join(_row(columns, row, widths) for row in rows)
    return "".join(style.paint(line, "1") + "\n" for line in headings.splitlines()) + ruled + body


def full_width(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """How wide the table is when nothing is broken."""
    return _total(_widths(columns, rows, 0))


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int) -> list[int]:
    widths = [
        max(cells(text) for text in (column.heading, *(row[number] for row in rows)))
        for number, column in enumerate(columns)
    ]
    breakable = [number for number, column in enumerate(columns) if column.breaks]
    while limit and _total(widths) > limit:
        widest = max(breakable, key=lambda number: widths[number])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> str:
    broken = [_broken(text, width) for text, width in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(map(len, broken))):
        texts = [cell[number] if number < len(cell) else "" for cell in broken]
        padded = [
            " " * (width - cells(text)) + text if column.number else pad(text, width)
            for column, text, width in zip(columns, texts, widths, strict=True)
        ]
        lines.append(_GAP.join(padded).rstrip() + "\n")
    return "".join(lines)


def _broken(text: str, width: int) -> list[str]:
    if cells(text) <= width:
        return [text]
    indent = " " * (len(text) - len(text.lstrip()))
    if " " not in text.strip() and "/" in text:
        return _broken_path(text, width)
    wrapped = textwrap.wrap(text, width, subsequent_indent=indent + "  ", break_on_hyphens=False)
    return wrapped or [text]


def _broken_path(path: str, width: int) -> list[str]:
    lines = [""]
    for part in re.split(r"(?<=[/-])", path):
        if lines[-1].strip() and cells(lines[-1]) + cells(part) > width:
            lines.append("  ")
        lines[-1] += part
    # One part may still be too long.
    broken = [textwrap.wrap(line, width, subsequent_indent="  ") for line in lines]
    return [piece for pieces in broken for piece in pieces]
