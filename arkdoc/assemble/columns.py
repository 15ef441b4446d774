"""A table → the same with column widths that fit its text, and columns of numbers aligned."""

import re
from dataclasses import replace

from arkdoc.model.nodes import Alignment, Cell, ListBlock, Row, Table
from arkdoc.model.tree import cell_text

PORTRAIT = 95
"""How many characters of a table's text fit across a page in portrait."""
LANDSCAPE = 148
"""The same for a page in landscape."""

_PADDING = 2
_INDENT = 3  # how many characters the items of a list are set in
_BOLD = 1  # how many characters wider a word is in bold, as in a header
_LEAST = 0.04
_GUTTER = 0.6
"""Space in ems, besides the padding, between numbers and text to the right: «21 Absorbenter»."""
_NUMBER = re.compile(r"[+−–-]?\s?\d{1,3}(?:(?:[ \u00a0]\d{3})+|\d*)(?:[.,]\d+)?(?:\s?%)?")
_FRACTION = re.compile(r"([.,])(\d+)(?:\s?%)?")
# Widths in ems of a digit and a decimal mark in Calibri; other fonts differ little.
_DIGIT, _MARK = 0.507, 0.25
_BLANK = re.compile(r"[\s–−-]*")
MOST_DECIMALS = 12
"""Numbers with more decimals are no measurements; aligning to them would empty the column."""

_BREAK = re.compile(r"[ \n\t/–-]+")


def fit(table: Table, measure: int = PORTRAIT) -> Table:
    """`table` with `widths`, and columns of numbers right-aligned where nothing else is said.

    Right-aligned numbers are inset so that their decimal marks stand below each other, and
    right-aligned columns keep a distance from text that begins beside them. `measure` is the
    width of the page, in characters.
    """
    columns = zip(table.header, *table.rows, strict=True)
    texts = [[cell_text(cell) for cell in column] for column in columns]
    alignments = tuple(
        Alignment.RIGHT
        if alignment is Alignment.NONE
        and not (table.row_headers and index == 0)
        and _are_numbers(cells[1:])
        else alignment
        for index, (alignment, cells) in enumerate(zip(table.alignments, texts, strict=True))
    )
    rows = (table.header, *table.rows)
    needs = [_longest_word(cells) + _PADDING for cells in texts]
    for index, column in enumerate(zip(*rows, strict=True)):
        needs[index] += _INDENT if any(map(_has_list, column)) else 0
    for index, cells in enumerate(texts):
        if alignments[index] is not Alignment.RIGHT:
            continue
        gutter = _GUTTER if _meets_text(alignments, index) else 0
        needs[index] += round(2 * gutter)
        insets = [gutter + by for by in (0, *(_insets(cells[1:]) or [0] * len(cells[1:])))]
        rows = tuple(_inset(row, index, by) for row, by in zip(rows, insets, strict=True))
    header, *rest = rows
    widths = _widths(texts, [need / measure for need in needs])
    return replace(table, alignments=alignments, widths=widths, header=header, rows=tuple(rest))


def _has_list(cell: Cell) -> bool:
    return any(isinstance(block, ListBlock) for block in cell.blocks)


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
        if own < most and not _BLANK.fullmatch(text)
        else 0
        for own, text in zip(decimals, texts, strict=True)
    ]


def _are_numbers(texts: list[str]) -> bool:
    filled = [text for text in texts if not _BLANK.fullmatch(text)]
    return bool(filled) and all(_NUMBER.fullmatch(text.strip()) for text in filled)


def _widths(columns: list[list[str]], needs: list[float]) -> tuple[float, ...]:
    """Fractions of the measure: by the amount of text, but no less than the longest word needs."""
    if sum(needs) >= 1:
        return _rounded(_levelled(needs))
    wishes = [_amount(texts) ** 0.7 for texts in columns]
    shares = [0.0] * len(columns)
    free, room = set(range(len(columns))), 1.0
    while free:
        wished = sum(wishes[i] for i in free)
        tight = {i for i in free if wishes[i] * room / wished < needs[i]}
        for i in tight or free:
            shares[i] = needs[i] if tight else wishes[i] * room / wished
        room -= sum(shares[i] for i in tight)
        free = free - tight if tight else set()
    return _rounded(shares)


def _levelled(needs: list[float]) -> list[float]:
    """`needs` cut down to 1 together: the widest columns shrink, so that short words stay whole."""
    room = 1.0
    for index, need in enumerate(ordered := sorted(needs)):
        most = room / (len(ordered) - index)
        if need > most:
            return [min(need, most) for need in needs]
        room -= need
    return needs


def _longest_word(texts: list[str]) -> int:
    header, *rest = ([len(word) for word in _BREAK.split(text)] for text in texts)
    return max(max(header) + _BOLD, *map(max, rest), 0)


def _amount(texts: list[str]) -> float:
    """How much text a column has; the fullest cell counts most, as it makes its row tall."""
    lengths = [len(text) for text in texts]
    return max(1.0, sum(lengths) / len(lengths) + max(lengths))


def _rounded(shares: list[float]) -> tuple[float, ...]:
    total = sum(max(share, _LEAST) for share in shares)
    rounded = [round(max(share, _LEAST) / total, 4) for share in shares]
    widest = rounded.index(max(rounded))
    rounded[widest] = round(rounded[widest] + 1 - sum(rounded), 4)
    return tuple(rounded)
