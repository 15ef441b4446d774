"""Pieces of a body in order → findings where they look like the rows of a table, parted by tabs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from arkdoc.read.word.lists import Piece, TextParagraph
from arkdoc.read.word.reading import Reading
from arkdoc.rules.word_reading import TABBED_COLUMNS

_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3


def tell_columns(reading: Reading, pieces: Iterable[Piece]) -> None:
    """Report paragraphs in a row of as many columns each, three at least."""
    for columns, group in groupby(pieces, lambda piece: _columns(reading, piece)):
        rows = [piece for piece in group if isinstance(piece, TextParagraph)]
        if columns and len(rows) >= _FEWEST_ROWS:
            reading.say(TABBED_COLUMNS, reading.whole(rows[0].number), count=len(rows))


def _columns(reading: Reading, piece: Piece) -> int:
    """How many texts stand in `piece` with tabs between; 0 for too few, and for no paragraph."""
    if not isinstance(piece, TextParagraph):
        return 0
    columns = sum(map(bool, map(str.strip, reading.texts[piece.number - 1].split("\t"))))
    return 0 if columns < _FEWEST_COLUMNS or piece.begins_item() else columns
