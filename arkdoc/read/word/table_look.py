"""How a w:tbl looks → whether its first row is a header, and whether it is a letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from arkdoc.model.names import fold
from arkdoc.model.nodes import (
    Blocks,
    Cell,
    CodeBlock,
    Directive,
    Inlines,
    Row,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.model.tree import cell_runs, cell_text, code_lines, inline_runs, walk
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, value
from arkdoc.read.word.inlines import is_bold
from arkdoc.read.word.styles import WordStyles
from arkdoc.read.word.table_grid import Grid, PlacedRow, paragraphs_in
from arkdoc.read.word.tags import TBL, P, T, w

_PICTURES = tuple(map(w, ("drawing", "pict", "object")))
_BORDERS = tuple(map(w, ("tblBorders", "tcBorders")))
_NO_BORDER = ("", "nil", "none")
_UNFILLED = ("", "auto", "ffffff")
# The style of a table without a look; where the file doesn't say what a style is, by its id.
_PLAIN = ("normal table", "table normal")
_PLAIN_IDS = ("", "tablenormal", "normaltable", "vanligtabell", "vanlegtabell", "normaltabell")


class _TablePart(NamedTuple):
    """A part of tables that styles have a look for: its name there, and in a table."""

    name: str
    attribute: str
    bit: int


_FIRST_ROW = _TablePart("firstRow", "firstRow", 0x0020)
_FIRST_COLUMN = _TablePart("firstCol", "firstColumn", 0x0080)
# What stands before a colon in a letterhead: «Til: Prorektor».
_LABEL = regex(
    r"(?:til|fra|frå|kopi|kopi til|att|dato|vår dato|dykkar dato|deres dato|vår ref(?:eranse)?"
    r"|deres ref(?:eranse)?|dykkar ref(?:eranse)?|ref|referanse|saksbehandler|sakshandsamar"
    r"|saksansvarlig|saksnr|sak|arkiv|arkivnr|arkivsaksnr|journalnr|telefon|tlf|mobil|e-post"
    r"|epost|adresse|besøksadresse|postadresse|org\.?nr|emne|gjelder|gjeld|vedrørende"
    r"|to|from|cc|copy|date|subject|our ref|your ref|phone|tel|e-mail|email|address)\.? ?:.*"
)
_TITLES = frozenset(("notat", "brev", "saksnotat", "internt notat", "memo", "note"))


def is_header_by_look(tbl: Element, grid: Grid, rows: Sequence[Row], styles: WordStyles) -> bool:
    """Whether the first of `rows`, those of `grid`, is set apart as a header.

    The table's style shows it otherwise than the rest (17.4.55, 17.3.1.8), or it is in bold or
    filled with a colour, and the next row is not.
    """
    first, *others = grid.rows
    if not others:
        return False
    if _is_styled(tbl, _FIRST_ROW, styles):
        return True
    mark = child(first.element, "w:trPr", "w:cnfStyle")
    if mark is not None:
        is_first = value(mark, attribute="w:firstRow") in ("1", "true")
        return is_first or value(mark).startswith("1")
    if all(map(is_bold_cell, rows[0])) and any(map(has_words, rows[0])):
        return not all(all(map(is_bold_cell, row)) for row in rows[1:])
    return _is_filled(first) and not _is_filled(others[0])


def has_row_headers(tbl: Element, styles: WordStyles) -> bool:
    """Whether the table's style shows the first column otherwise than the rest."""
    return _is_styled(tbl, _FIRST_COLUMN, styles)


def _is_styled(tbl: Element, part: _TablePart, styles: WordStyles) -> bool:
    """Whether the table asks for the look that its style has for a part (17.4.55)."""
    look = child(tbl, "w:tblPr", "w:tblLook")
    if look is None:
        return False
    said, bits = look.get(w(part.attribute)), value(look)
    is_asked = said in ("1", "true", "on")
    if said is None and re.fullmatch("[0-9A-Fa-f]{1,4}", bits):
        is_asked = bool(int(bits, 16) & part.bit)
    chain = styles.chain(value(tbl, "w:tblPr", "w:tblStyle"))
    return is_asked and any(part.name in style.parts for style in chain)


def _is_filled(row: PlacedRow) -> bool:
    fills = [value(c.element, "w:tcPr", "w:shd", attribute="w:fill").lower() for c in row.cells]
    return all(fill not in _UNFILLED for fill in fills)


def is_bold_cell(cell: Cell) -> bool:
    """Whether all words in `cell` are bold; so are those of an empty one."""
    return all(map(is_bold, cell_runs(cell)))


def all_runs(blocks: Blocks) -> Iterator[Inlines]:
    """All runs of inlines in `blocks`; code and directives too, as text."""
    for block in walk(blocks):
        if isinstance(block, CodeBlock):
            yield from ((Text(line, place),) for line, place in code_lines(block))
        elif isinstance(block, Directive):
            yield (Text(block.text, block.span),)
        else:
            yield from inline_runs(block)


def has_words(cell: Cell) -> bool:
    """Whether `cell` has any text."""
    return bool(cell_text(cell).strip())


def is_letterhead(tbl: Element, grid: Grid, styles: WordStyles) -> bool:
    """Whether a table before the first heading is a letterhead and no data.

    Nobody can see that it is a table, and a picture or another table stands in it, or most of its
    cells say what they are themselves: «Til: Prorektor».
    """
    if _has_look(tbl, styles):
        return False
    if next(tbl.iter(*_PICTURES), None) is not None:
        return True
    if any(True for _ in tbl.iterdescendants(TBL)):
        return True
    texts = [text for row in grid.rows for c in row.cells if (text := _text(c.element))]
    labelled = [text for text in texts if _LABEL.fullmatch(text) or text in _TITLES]
    return len(labelled) * 2 > len(texts)


def _has_look(tbl: Element, styles: WordStyles) -> bool:
    """Whether a reader sees a table: a style or lines."""
    style = value(tbl, "w:tblPr", "w:tblStyle")
    chain = styles.chain(style)
    if chain[0].name not in _PLAIN if chain else fold(style) not in _PLAIN_IDS:
        return True
    return any(value(line) not in _NO_BORDER for borders in _own(tbl) for line in borders)


def _own(tbl: Element) -> Iterable[Element]:
    """The borders that `tbl` or its cells have, not those of tables in it."""
    waiting = [tbl]
    while waiting:
        for element in waiting.pop():
            if element.tag in _BORDERS:
                yield element
            elif element.tag not in (TBL, P):
                waiting.append(element)


def _text(cell: Element) -> str:
    """The text of a cell, folded; its paragraphs on one line."""
    texts = (t.text or "" for p in paragraphs_in(cell) for t in p.iter(T))
    return fold(" ".join("".join(texts).split())[:200])
