"""How a w:tbl looks → whether its first row is a header, and whether it is a letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from arkdoc.model.names import fold
from arkdoc.model.nodes import Cell, Inline, Row, Strong, Text
from arkdoc.model.tree import cell_runs, cell_text
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.reader import child, value
from arkdoc.read.word.table_grid import Grid, PlacedRow, paragraphs_in

_PICTURES = tuple(map(qname, ("w:drawing", "w:pict", "w:object")))
_BORDERS = tuple(map(qname, ("w:tblBorders", "w:tcBorders")))
_NO_BORDER = ("", "nil", "none")
_UNFILLED = ("", "auto", "ffffff")
# Word's own name for a table without a look, as its id in files from Word in some languages.
_PLAIN_STYLES = frozenset(
    ("", "tablenormal", "normaltable", "vanligtabell", "vanlegtabell", "normaltabell")
)
# What stands before a colon in a letterhead: «Til: Prorektor».
_LABEL = re.compile(
    r"(?:til|fra|frå|kopi|kopi til|att|dato|vår dato|dykkar dato|deres dato|vår ref(?:eranse)?"
    r"|deres ref(?:eranse)?|dykkar ref(?:eranse)?|ref|referanse|saksbehandler|sakshandsamar"
    r"|saksansvarlig|saksnr|sak|arkiv|arkivnr|arkivsaksnr|journalnr|telefon|tlf|mobil|e-post"
    r"|epost|adresse|besøksadresse|postadresse|org\.?nr|emne|gjelder|gjeld|vedrørende"
    r"|to|from|cc|copy|date|subject|our ref|your ref|phone|tel|e-mail|email|address)\.? ?:.*"
)
_TITLES = frozenset(("notat", "brev", "saksnotat", "internt notat", "memo", "note"))


def is_header_by_look(grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether the first of `rows`, those of `grid`, is set apart as a header: by its part in the
    table's style (17.3.1.8), in bold or filled with a colour, the next row not."""
    first, *others = grid.rows
    if not others:
        return False
    mark = child(first.element, "w:trPr", "w:cnfStyle")
    if mark is not None:
        bits = mark.get(qname("w:val")) or ""
        return bits.startswith("1") or (mark.get(qname("w:firstRow")) or "0") in ("1", "true")
    if all(map(is_bold, rows[0])) and any(map(has_words, rows[0])):
        return not all(all(map(is_bold, row)) for row in rows[1:])
    return _is_filled(first) and not _is_filled(others[0])


def _is_filled(row: PlacedRow) -> bool:
    fills = [value(c.element, "w:tcPr", "w:shd", attribute="w:fill").lower() for c in row.cells]
    return all(fill not in _UNFILLED for fill in fills)


def is_bold(cell: Cell) -> bool:
    """Whether all words in `cell` are bold; so are those of an empty one."""
    return all(map(_is_bold, (inline for run in cell_runs(cell) for inline in run)))


def _is_bold(inline: Inline) -> bool:
    return isinstance(inline, Strong) or (isinstance(inline, Text) and not inline.text.strip())


def has_words(cell: Cell) -> bool:
    """Whether `cell` has any text."""
    return bool(cell_text(cell).strip())


def is_letterhead(tbl: Element, grid: Grid) -> bool:
    """Whether a table before the first heading is a letterhead and no data.

    Nobody can see that it is a table, and a picture or another table stands in it, or most of its
    cells say what they are themselves: «Til: Prorektor».
    """
    if _has_look(tbl):
        return False
    if next(tbl.iter(*_PICTURES), None) is not None:
        return True
    if any(True for _ in tbl.iterdescendants(qname("w:tbl"))):
        return True
    texts = [text for row in grid.rows for c in row.cells if (text := _text(c.element))]
    labelled = [text for text in texts if _LABEL.fullmatch(text) or text in _TITLES]
    return len(labelled) * 2 > len(texts)


def _has_look(tbl: Element) -> bool:
    """Whether a reader sees a table: a style or lines."""
    if fold(value(tbl, "w:tblPr", "w:tblStyle")) not in _PLAIN_STYLES:
        return True
    return any(
        (line.get(qname("w:val")) or "") not in _NO_BORDER
        for borders in _own(tbl)
        for line in borders
    )


def _own(tbl: Element) -> Iterable[Element]:
    """The borders that `tbl` or its cells have, not those of tables in it."""
    waiting = [tbl]
    while waiting:
        for element in waiting.pop():
            if element.tag in _BORDERS:
                yield element
            elif element.tag not in (qname("w:tbl"), qname("w:p")):
                waiting.append(element)


def _text(cell: Element) -> str:
    """The text of a cell, folded; its paragraphs on one line."""
    texts = (t.text or "" for p in paragraphs_in(cell) for t in p.iter(qname("w:t")))
    return fold(" ".join("".join(texts).split())[:200])
