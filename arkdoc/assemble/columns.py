"""A table → the same with column widths that fit its text, and columns of numbers aligned.

Words stay whole where the columns can hold them. Where they can't, they may be divided at the
joints of compounds, by soft hyphens that stand in the text for every output alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from arkdoc.assemble.column_widths import MeasuredColumn, least_height
from arkdoc.assemble.division import divided, pieces
from arkdoc.model.nodes import Alignment, Cell, ListBlock, Row, Strong, Table
from arkdoc.model.regex import regex
from arkdoc.model.row_headers import BLANK
from arkdoc.model.tree import all_inlines, cell_text
from arkdoc.style.role import Role
from arkdoc.style.text_width import text_width
from arkdoc.style.theme import Theme

_POINTS = 72 / 25.4  # to the millimetre
_SPARE = 0.2
"""Ems that a word is given beyond its width, as programs round and kern each in their way."""
_HYPHEN = "-"
_SPACE = "\u00a0"  # where no line ends

_GUTTER = 0.6
"""Space in ems, besides the padding, between numbers and text to the right: «21 Absorbenter»."""
_NUMBER = regex(r"[+−–-]?\s?\d{1,3}(?:(?:[ \u00a0]\d{3})+|\d*)(?:[.,]\d+)?(?:\s?%)?")
_FRACTION = regex(r"([.,])(\d+)(?:\s?%)?")
# Widths in ems of a digit and a decimal mark in Calibri; other fonts differ little.
_DIGIT, _MARK = 0.507, 0.25
MOST_DECIMALS = 12
"""Numbers with more decimals are no measurements; aligning to them would empty the column."""


@dataclass(frozen=True, slots=True)
class TableSetting:
    """How the text of tables is set: its typeface by the name it has in Word, and its size.

    `size` and `padding` are points; `indent`, of a list in a cell, and the widths of the text on a
    page that stands and one that lies down are millimetres.
    """

    typeface: str = "Calibri"
    size: float = 9.5
    padding: float = 3.5
    indent: float = 5
    portrait: float = 156
    landscape: float = 243


HOUSE = TableSetting()
"""The built-in house style's, which what is assembled is fitted to."""


def table_setting(theme: Theme) -> TableSetting:
    """The setting of tables in `theme`."""
    text, table, page = theme[Role.TABLE_TEXT], theme[Role.TABLE], theme.page
    size = max(text.size, theme[Role.TABLE_HEADER].size)
    across = (page.measure, page.landscape_measure)
    return TableSetting(text.font.word, size, table.padding, table.indent, *across)


def fit(table: Table, language: str, measure: float = 0, setting: TableSetting = HOUSE) -> Table:
    """`table` with `widths`, and columns of numbers right-aligned where nothing else is said.

    Right-aligned numbers are inset so that their decimal marks stand below each other, and
    right-aligned columns keep a distance from text that begins beside them. `measure` is the
    width that the table has, in millimetres.
    """
    texts = [[cell_text(cell) for cell in column] for column in _columns(table)]
    alignments = tuple(
        Alignment.RIGHT
        if alignment is Alignment.NONE
        and not (table.row_headers and index == 0)
        and _are_numbers(cells[1:])
        else alignment
        for index, (alignment, cells) in enumerate(zip(table.alignments, texts, strict=True))
    )
    rows = (table.header, *table.rows)
    extra = [0.0] * len(texts)
    for index, cells in enumerate(texts):
        if alignments[index] is not Alignment.RIGHT:
            continue
        extra[index] = gutter = _GUTTER if _meets_text(alignments, index) else 0
        insets = [gutter + by for by in (0, *(_insets(cells[1:]) or [0] * len(cells[1:])))]
        rows = tuple(_inset(row, index, by) for row, by in zip(rows, insets, strict=True))
    header, *rest = rows
    table = replace(table, alignments=alignments, header=header, rows=tuple(rest))
    return _with_widths(table, extra, language, measure or setting.portrait, setting)


def _columns(table: Table) -> list[tuple[Cell, ...]]:
    return list(zip(table.header, *table.rows, strict=True))


# --- widths ------------------------------------------------------------------------------------


def _with_widths(
    table: Table, extra: list[float], language: str, measure: float, setting: TableSetting
) -> Table:
    """`table` with the columns of the least height; `extra` is what each has besides its text."""
    room = measure * _POINTS / setting.size
    measured = [
        _measured(cells, language, setting, extra[at], bold=table.row_headers and at == 0)
        for at, cells in enumerate(_columns(table))
    ]
    widths = least_height(measured, room)
    rows = [
        tuple(
            divided(cell, language, lambda word, at=at, bold=bold: _is_wider(  # type: ignore[misc]
                word, widths[at] - measured[at].padding, setting, bold
            ))
            if widths[at] < measured[at].whole
            else cell
            for at, cell in enumerate(row)
            for bold in (not number or (table.row_headers and at == 0) or _has_bold(cell),)
        )
        for number, row in enumerate((table.header, *table.rows))
    ]  # fmt: skip
    shares = _rounded([width / room for width in widths])
    return replace(table, widths=shares, header=rows[0], rows=tuple(rows[1:]))


def _measured(
    cells: tuple[Cell, ...], language: str, setting: TableSetting, extra: float, *, bold: bool
) -> MeasuredColumn:
    """A column, its header first, as `least_height` sees it: in ems."""

    def width(text: str, is_bold: bool) -> float:
        return text_width(text, setting.typeface, bold=is_bold)

    whole = least = 0.0
    lines: list[tuple[float, ...]] = []
    for number, cell in enumerate(cells):
        is_bold = bold or not number or _has_bold(cell)
        words = cell_text(cell).replace("\u00ad", "").split(" ")
        wide = [width(piece, is_bold) for word in words for piece in pieces(word)]
        lines.append(tuple(wide))
        whole = max(whole, *wide, 0.0)
        parts = [part for word in words for part in pieces(word, language)]
        least = max(least, *(width(part, is_bold) for part in parts), 0.0)
    indent = setting.indent * _POINTS / setting.size if any(map(_has_list, cells)) else 0
    padding = 2 * setting.padding / setting.size + extra + indent + _SPARE
    space = width(" ", False)
    return MeasuredColumn(tuple(lines), padding, whole + padding, least + padding, space)


def _is_wider(word: str, room: float, setting: TableSetting, bold: bool) -> bool:
    return text_width(word, setting.typeface, bold=bold) > room


def _has_bold(cell: Cell) -> bool:
    return any(isinstance(inline, Strong) for inline in all_inlines(cell.blocks))


def _has_list(cell: Cell) -> bool:
    return any(isinstance(block, ListBlock) for block in cell.blocks)


def _rounded(shares: list[float]) -> tuple[float, ...]:
    rounded = [round(share / sum(shares), 4) for share in shares]
    widest = rounded.index(max(rounded))
    rounded[widest] = round(rounded[widest] + 1 - sum(rounded), 4)
    return tuple(rounded)


# --- numbers -----------------------------------------------------------------------------------


def _meets_text(alignments: tuple[Alignment, ...], column: int) -> bool:
    """Whether the column after `column`, which is right-aligned, is left-aligned."""
    after = alignments[column + 1 : column + 2]
    return bool(after) and after[0] in (Alignment.NONE, Alignment.LEFT)


def _inset(row: Row, column: int, by: float) -> Row:
    return (*row[:column], replace(row[column], inset=by), *row[column + 1 :]) if by else row


def _insets(texts: list[str]) -> list[float]:
    """How much narrower, in ems, each number's decimals are than the longest of the column."""
    if not _are_numbers(texts):
        return []
    found = [_FRACTION.search(text) for text in texts]
    marks = {match[1] for match in found if match}
    decimals = [len(match[2]) if match else 0 for match in found]
    if marks == {"."} and set(decimals) <= {0, 3}:
        return []  # in Norwegian, 1.250 is one thousand two hundred and fifty
    most = max(decimals, default=0)
    if most > MOST_DECIMALS:
        return []
    return [
        round((most - own) * _DIGIT + (0 if own else _MARK), 2)
        if own < most and not BLANK.fullmatch(text)
        else 0
        for own, text in zip(decimals, texts, strict=True)
    ]


def _are_numbers(texts: list[str]) -> bool:
    filled = [text for text in texts if not BLANK.fullmatch(text)]
    return bool(filled) and all(_NUMBER.fullmatch(text.strip()) for text in filled)
