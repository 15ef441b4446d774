"""Table lines → tokens, with every cell and its place; tokens → Table."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from arkdoc.model.marker import BULLET, NUMBER
from arkdoc.model.nodes import Alignment, Cell, HardBreak, ListBlock, Table
from arkdoc.model.regex import regex
from arkdoc.model.tree import simple_cell, walk_inlines
from arkdoc.read.markdown.block_rules import USAGE
from arkdoc.read.markdown.body_source import BodySource
from arkdoc.read.markdown.cells import cell_blocks
from arkdoc.read.markdown.inlines import InlineReader
from arkdoc.read.markdown.limits import Limit, Usage
from arkdoc.read.markdown.list_markers import marks
from arkdoc.read.markdown.positions import STARTS, BlockRule, text_start
from arkdoc.rules.links import UNEVEN_ROW
from arkdoc.rules.structure import TYPED_LIST

_BAR = regex(r"(?<!\\)\|")


def table_rule(rule: BlockRule) -> BlockRule:
    """Wrap the library's rule, which drops cells past the header's, and knows no places.

    A table past the limit on cells stays as text, and so do those after it: to find out costs as
    much as to read it.
    """

    def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        usage: Usage = state.env[USAGE]
        before = len(state.tokens)
        if Limit.CELLS in usage.exceeded or not rule(state, start, end, silent):
            return False
        if silent:
            return True
        tokens = state.tokens[before:]
        del state.tokens[before:]
        lines = [token.map[0] for token in tokens if token.type == "tr_open" and token.map]
        styles = [str(token.attrs.get("style", "")) for token in tokens if token.type == "th_open"]
        rows = [list(_cells(state, line)) for line in lines]
        cells = len(rows) * max(len(styles), *map(len, rows))
        if not usage.add(Limit.CELLS, cells, text_start(state, start)):
            state.line = start
            return False
        opening, closing = tokens[0], tokens[-1]
        opening.meta["alignments"] = [Alignment(style.partition(":")[2]) for style in styles]
        state.tokens.append(opening)
        for row in rows:
            state.tokens += (Token("tr_open", "tr", 1), *row, Token("tr_close", "tr", -1))
        state.tokens.append(closing)
        return True

    return table


def _cells(state: StateBlock, line: int) -> Iterator[Token]:
    """The cells of a row as inline tokens.

    An escaped pipe keeps its backslash here: the inline parser removes it, which keeps every
    column true.
    """
    begin = text_start(state, line)
    text = state.src[begin : state.eMarks[line]].rstrip(" \t")
    bars = [match.start() for match in _BAR.finditer(text)]
    cells = list(zip([0, *(bar + 1 for bar in bars)], [*bars, len(text)], strict=True))
    if len(cells) > 1 and text.startswith("|"):
        cells.pop(0)
    if len(cells) > 1 and not text[slice(*cells[-1])].strip(" \t"):
        cells.pop()
    for start, end in cells:
        content = text[start:end].strip(" \t")
        offset = begin + (text.index(content, start) if content else start)
        yield Token("inline", "", 0, content=content, children=[], meta={STARTS: [offset]})


def read_table(token: Token, source: BodySource, inlines: InlineReader) -> Table:
    """A table as wide as its widest row, so that no cell is lost."""
    alignments: list[Alignment] = token.meta["alignments"]
    columns = len(alignments)
    rows = [
        tuple(_read_cell(cell, source, inlines) for cell in row.children or ())
        for row in token.children or ()
    ]
    for row in rows:
        if len(row) > columns:
            place = row[columns].span.to(row[-1].span)
            source.report(UNEVEN_ROW, place, cells=len(row), columns=columns)
    width = max(columns, *map(len, rows))
    alignments += [Alignment.NONE] * (width - columns)
    header, *body = (row + (Cell(()),) * (width - len(row)) for row in rows)
    return Table(tuple(alignments), header, tuple(body), span=source.lines(token))


def _read_cell(token: Token, source: BodySource, inlines: InlineReader) -> Cell:
    start = token.meta[STARTS][0]
    span = source.span(start, start + len(token.content))
    read = inlines.read(token, in_cell=True)
    if any(isinstance(inline, HardBreak) for inline in walk_inlines(read)):
        blocks = cell_blocks(read, span)
        for block in blocks:
            if isinstance(block, ListBlock) and block.marker not in (BULLET, NUMBER):
                first = marks(block.marker, block.start, len(block.items))
                source.report(TYPED_LIST, block.items[0].span, marks=first)
        return Cell(blocks, span)
    return simple_cell(read, span)
