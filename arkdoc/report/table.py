"""Rows of text → a table for a terminal, wide cells broken over several lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from arkdoc.report.text import TerminalStyle, cells, pad

_GAP = "  "
_NARROWEST = 12
_PATH_PART = re.compile(r"(?<=[/-])")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading; numbers stand to the right; texts are broken if they must be."""

    heading: str
    number: bool = False
    breaks: bool = False


def write_table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], style: TerminalStyle
) -> str:
    """The table, no wider than the terminal if that can be had."""
    widths = _widths(columns, rows, style.width)
    headings = _row(columns, [column.heading for column in columns], widths)
    ruled = _GAP.join("─" * width for width in widths) + "\n"
    body = "".join(_row(columns, row, widths) for row in rows)
    return "".join(style.paint(line, "1") + "\n" for line in headings.splitlines()) + ruled + body


def full_width(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """How wide the table is when nothing is broken."""
    return _total(_widths(columns, rows, 0))


def least_width(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """How narrow the table can be without breaking a word."""
    return _total(_floors(columns, rows, _widths(columns, rows, 0)))


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int) -> list[int]:
    widths = [
        max(cells(text) for text in (column.heading, *(row[number] for row in rows)))
        for number, column in enumerate(columns)
    ]
    breakable = [number for number, column in enumerate(columns) if column.breaks]
    if limit and _total(widths) > limit:
        _narrow(widths, breakable, _floors(columns, rows, widths), limit)
        _narrow(widths, breakable, [_NARROWEST] * len(widths), limit)
    return widths


def _narrow(widths: list[int], breakable: Sequence[int], floors: Sequence[int], limit: int) -> None:
    """Take from the widest of `widths` that are above their floors, until the table fits."""
    while _total(widths) > limit:
        free = [number for number in breakable if widths[number] > floors[number]]
        if not free:
            break
        widths[max(free, key=lambda number: widths[number])] -= 1


def _floors(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> list[int]:
    """The width of each column below which words would be broken."""
    return [
        max(_longest_piece(text) for text in (column.heading, *(row[number] for row in rows)))
        if column.breaks
        else width
        for number, (column, width) in enumerate(zip(columns, widths, strict=True))
    ]


def _longest_piece(text: str) -> int:
    return max(_longest_of_line(line) for line in text.split("\n"))


def _longest_of_line(line: str) -> int:
    first, *rest = _PATH_PART.split(line.strip()) if _is_path(line) else line.split() or [""]
    indent = len(line) - len(line.lstrip())
    return indent + max([cells(first), *(cells(piece) + len(_GAP) for piece in rest)])


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> str:
    broken = [
        [piece for line in text.split("\n") for piece in _broken(line, width)]
        for text, width in zip(row, widths, strict=True)
    ]
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
    if _is_path(text):
        return _broken_path(text.strip(), width, indent)
    wrapped = textwrap.wrap(text, width, subsequent_indent=indent + _GAP, break_on_hyphens=False)
    return wrapped or [text]


def _is_path(text: str) -> bool:
    return " " not in text.strip() and "/" in text


def _broken_path(path: str, width: int, indent: str) -> list[str]:
    lines = [indent]
    for part in _PATH_PART.split(path):
        if lines[-1].strip() and cells(lines[-1]) + cells(part) > width:
            lines.append(indent + _GAP)
        lines[-1] += part
    # One part may still be too long.
    broken = [
        textwrap.wrap(line, width, subsequent_indent=indent + _GAP, break_on_hyphens=False)
        for line in lines
    ]
    return [piece for pieces in broken for piece in pieces]
