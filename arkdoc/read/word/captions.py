"""Blocks with the paragraphs that caption them → tables and figures with captions (clause 5).

A caption has Word's style for captions or its number (a SEQ field), or begins as a caption of ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from arkdoc.language.written import FIGURE_WORDS, TABLE_WORDS
from arkdoc.model.nodes import Caption, Figure, Table
from arkdoc.model.regex import regex
from arkdoc.model.source import whole_span
from arkdoc.read.word.inlines import inlines_of, leave_out_start, shown_text
from arkdoc.read.word.lists import ListParagraph, Piece, TextParagraph
from arkdoc.read.word.reading import Reading

_LEAD = regex(
    rf"\s*(?:(?P<table>{'|'.join(TABLE_WORDS)})|(?P<figure>{'|'.join(FIGURE_WORDS)}))"
    r"(?:[ \t\u00a0]*[\d.]*\d)?"
    r"(?P<row_headers>[ \t\u00a0]+\((?P<none>ingen[ \u00a0]+)?radtitler\))?"
    r"(?:(?P<mark>[.:–-])|(?=[ \t\u00a0]|$))[ \t\u00a0]*",
    re.IGNORECASE,
)


class CaptionParagraph(NamedTuple):
    """A paragraph that says what a table or figure is. `lead` characters only number it."""

    text: TextParagraph
    lead: int
    is_of_table: bool
    is_of_figure: bool
    has_row_headers: bool = False
    has_none: bool = False


def caption_paragraph(text: TextParagraph, *, is_marked: bool) -> CaptionParagraph | None:
    """The paragraph as a caption, if it is one; `is_marked`: its style or a field says so."""
    written = shown_text(text.leaves)
    match = _LEAD.match(written)
    if match is None:
        return CaptionParagraph(text, 0, False, False) if is_marked else None
    has_words = bool(written[match.end() :].strip())
    is_written = bool(match["mark"]) and match["mark"] in ".:" and has_words
    is_written = is_written and (match["mark"] == ":" or any(map(str.isdigit, match[0])))
    if not is_marked and not (is_written and match["table"]):
        return None
    return CaptionParagraph(
        text,
        match.end() if has_words else 0,
        bool(match["table"]),
        bool(match["figure"]),
        bool(match["row_headers"]) and not match["none"],
        bool(match["none"]),
    )


def bind_captions(reading: Reading, pieces: Sequence[Piece | CaptionParagraph]) -> list[Piece]:
    """Each caption in the table after it or the figure before it, else the other way round."""
    result: list[Piece] = []
    waiting: CaptionParagraph | None = None
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        if isinstance(piece, CaptionParagraph):
            last = result[-1] if result else None
            figure = _figure_at_end(last)
            if isinstance(following, Table) and not piece.is_of_figure:
                waiting = piece
            elif last and figure and figure.caption is None and not piece.is_of_table:
                captioned = replace(figure, caption=_caption(reading, piece))
                result[-1] = _with_figure_at_end(last, captioned)
            elif isinstance(last, Table) and last.caption is None and piece.is_of_table:
                result[-1] = _captioned(reading, last, piece)
            elif isinstance(following, Figure) and not piece.is_of_table:
                waiting = piece
            else:
                result.append(piece.text)
            continue
        if waiting is not None and isinstance(piece, Table):
            piece = _captioned(reading, piece, waiting)
        elif waiting is not None and isinstance(piece, Figure):
            piece = replace(piece, caption=_caption(reading, waiting))
        waiting = None
        result.append(piece)
    return result


def _figure_at_end(piece: Piece | None) -> Figure | None:
    """The figure that `piece` is, or that an item of pictures ends with."""
    block = piece.rest[-1] if isinstance(piece, ListParagraph) and piece.rest else piece
    return block if isinstance(block, Figure) else None


def _with_figure_at_end(piece: Piece, figure: Figure) -> Piece:
    if isinstance(piece, ListParagraph):
        return replace(piece, rest=(*piece.rest[:-1], figure))
    return figure


def _captioned(reading: Reading, table: Table, piece: CaptionParagraph) -> Table:
    caption = _caption(reading, piece)
    heads = (table.row_headers or piece.has_row_headers) and not piece.has_none
    return replace(table, caption=caption, row_headers=heads, no_row_headers=piece.has_none)


def _caption(reading: Reading, piece: CaptionParagraph) -> Caption:
    leaves = list(piece.text.leaves)
    inlines = inlines_of(leave_out_start(reading, leaves, piece.lead))
    return Caption(inlines, span=whole_span(inlines))
