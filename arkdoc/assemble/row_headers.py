"""Blocks → the same, with the first columns that name their rows as headers of rows."""

from collections.abc import Iterator
from dataclasses import replace

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.nodes import Block, Blocks, Table
from arkdoc.model.row_headers import names_rows
from arkdoc.model.tree import map_blocks, walk
from arkdoc.rules.heard import ROW_HEADERS


def with_row_headers(block: Block) -> Block:
    """`block`, and all tables in it, whose first columns head their rows where they name them."""
    if isinstance(block, Table) and names_rows(block):
        block = replace(block, row_headers=True)
    return map_blocks(block, lambda inside: tuple(map(with_row_headers, inside)))


def inferred_row_headers(blocks: Blocks) -> Iterator[Diagnostic]:
    """Where it was done."""
    for block in walk(blocks):
        if isinstance(block, Table) and names_rows(block):
            place = next((row[0].span for row in block.rows if row[0].blocks), block.span)
            yield diagnostic(ROW_HEADERS, place)
