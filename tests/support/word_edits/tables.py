"""What people do to tables: cells, rows and columns put in, deleted, moved; a table pasted."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from tests.support.word_edits.blocks import unmark
from tests.support.word_edits.editor import NothingToEditError, Word, around, cells_of, runs, said
from tests.support.word_edits.xml import (
    CELL,
    PPR,
    ROW,
    RPR,
    TABLE,
    Element,
    P,
    properties_of,
    put,
    q,
    text_element,
    w,
)


def table_with(word: Word, words: str, nth: int = 0) -> Element:
    """The table that has these words in a cell."""
    found = [
        table for table in word.body.iter(TABLE) if any(words in said(p) for p in table.iter(P))
    ]
    if len(found) <= nth:
        raise NothingToEditError(words)
    return found[nth]


def row_with(word: Word, words: str, table: Element | None = None) -> Element:
    inside = word.body if table is None else table
    for row in inside.iter(ROW):
        if any(words in said(p) for p in row.iter(P)):
            return row
    raise NothingToEditError(words)


def fill(word: Word, cell: Element, words: str) -> None:
    """Write into a cell that is empty."""
    paragraph = cell.find(P)
    word.type(paragraph, 0, words)


def insert_row(word: Word, after: Element, texts: Sequence[str]) -> Element:
    """«Sett inn rad under», and fill it in."""
    row = deepcopy(after)
    unmark(row)
    header = row.find(f"{q('trPr')}/{q('tblHeader')}")
    if header is not None:
        header.getparent().remove(header)
    for cell, text in zip(cells_of(row), texts, strict=False):
        _empty(cell)
        if text:
            word.type(cell.find(P), 0, text, plain=True)
    after.addnext(row)
    if word.author:
        put(properties_of(row), word.revision("ins"))
        for paragraph in row.iter(P):
            word.mark(paragraph, "ins")
    return row


def _empty(cell: Element) -> None:
    """Leave one paragraph without text in a cell."""
    first, *rest = cell.findall(P)
    for other in (*rest, *cell.findall(TABLE)):
        cell.remove(other)
    for child in list(first):
        if child.tag != PPR:
            first.remove(child)
    mark = first.find(f"{PPR}/{RPR}")
    if mark is not None:
        mark.getparent().remove(mark)


def delete_row(word: Word, row: Element) -> None:
    if not word.author:
        row.getparent().remove(row)
        return
    put(properties_of(row), word.revision("del"))
    for paragraph in row.iter(P):
        for run in list(runs(paragraph)):
            word.delete_run(run)
        word.mark(paragraph, "del")


def move_row(word: Word, row: Element, after: Element) -> None:
    """Drag a row below another."""
    if word.author:
        made = deepcopy(row)
        unmark(made)
        delete_row(word, row)
        after.addnext(made)
        put(properties_of(made), word.revision("ins"))
        for paragraph in made.iter(P):
            for run in list(runs(paragraph)):
                put_in = word.revision("ins")
                run.getparent().replace(run, put_in)
                put_in.append(run)
            word.mark(paragraph, "ins")
        return
    after.addnext(row)


def insert_column(word: Word, table: Element, at: int, texts: Sequence[str]) -> None:
    """«Sett inn kolonne til høyre» after column `at`; nobody fills in a row that is struck out."""
    grid = table.find(q("tblGrid"))
    grid.insert(at + 1, deepcopy(grid[at]))
    rows = table.findall(ROW)
    for row, text in zip(rows, (*texts, *[""] * len(rows)), strict=False):
        cell = deepcopy(cells_of(row)[at])
        unmark(cell)
        _empty(cell)
        cells_of(row)[at].addnext(cell)
        if text and row.find(f"{q('trPr')}/{q('del')}") is None:
            word.type(cell.find(P), 0, text, plain=True)
    _spread(table)


def delete_column(word: Word, table: Element, at: int) -> None:
    grid = table.find(q("tblGrid"))
    grid.remove(grid[at])
    for row in table.findall(ROW):
        row.remove(cells_of(row)[at])
    _spread(table)


def move_column(word: Word, table: Element, old: int, new: int) -> None:
    """Drag a column to another place."""
    grid = table.find(q("tblGrid"))
    column = grid[old]
    grid.remove(column)
    grid.insert(new, column)
    for row in table.findall(ROW):
        cell = cells_of(row)[old]
        row.remove(cell)
        cells = cells_of(row)
        if new < len(cells):
            cells[new].addprevious(cell)
        else:
            cells[-1].addnext(cell)


def _spread(table: Element) -> None:
    """Give the columns as much room as the table has, as Word does."""
    grid = table.find(q("tblGrid"))
    width = 8800 // max(1, len(grid))
    for column in grid:
        column.set(q("w"), str(width))
    for cell in table.iter(CELL):
        put(properties_of(cell), w("tcW", w=width, type="dxa"))


def paste(word: Word, after: Element, rows: Sequence[Sequence[str]]) -> Element:
    """Paste a table from another document below a paragraph, with a paragraph after it."""
    width = 8800 // len(rows[0])
    edge = {"val": "single", "sz": 4, "space": 0, "color": "auto"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    about = w("tblPr", w("tblW", w=0, type="auto"), w("tblBorders", *(w(s, **edge) for s in sides)))
    look = w("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0)
    about.append(look)
    grid = w("tblGrid", *(w("gridCol", w=width) for _ in rows[0]))
    made = w("tbl", about, grid)
    for row in rows:
        cells = [
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), w("p", w("r", text_element(text))))
            for text in row
        ]
        made.append(w("tr", *cells))
    after.addnext(made)
    if word.author:
        for row in made.iter(ROW):
            put(properties_of(row), word.revision("ins"))
            for paragraph in row.iter(P):
                for run in list(runs(paragraph)):
                    inserted = word.revision("ins")
                    run.getparent().replace(run, inserted)
                    inserted.append(run)
                word.mark(paragraph, "ins")
    return made


def table_of(paragraph: Element) -> Element:
    return around(paragraph, TABLE)
