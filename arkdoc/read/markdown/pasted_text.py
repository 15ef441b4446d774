"""Lines that were pasted from Word → tokens of the paragraphs, lists, headings, tables they are.

A block rule that comes before the others. It takes the pieces of a stretch up to the next that
Markdown has signs for, which the other rules read; what it took them for is told (ARK227–229).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from arkdoc.model.diagnostic import Rule
from arkdoc.model.marker import Numeral
from arkdoc.model.names import clip
from arkdoc.model.nodes import Alignment
from arkdoc.model.regex import regex
from arkdoc.read.markdown.block_rules import USAGE
from arkdoc.read.markdown.limits import Limit, Usage
from arkdoc.read.markdown.pasted_lists import Level, levels
from arkdoc.read.markdown.positions import FINDINGS, STARTS
from arkdoc.read.markdown.stretch_lines import LineKind, row_cells
from arkdoc.read.markdown.stretches import Stretch, StretchPiece, read_stretch
from arkdoc.read.markdown.typed_lists import TYPED, TypedList
from arkdoc.rules.pasted import PASTED_HEADING, PASTED_ROWS, PASTED_TEXT
from arkdoc.rules.structure import PASTED_TABLE

_STRETCH = "stretch"  # in the parser's environment: the stretch that was read last
_ANYWHERE = "pasted"  # and whether there is pasted text in the file, once that was asked
_BLANK = regex(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch and the lines where it stands; whether its paragraphs were told is in `told`.

    `begins` has where each of its lines began when it was read.
    """

    first: int
    end: int
    begins: Sequence[int]
    stretch: Stretch
    told: list[bool] = field(default_factory=list)

    def piece_at(self, line: int, begin: int) -> StretchPiece | None:
        """The piece that begins in a line of the text, where a comment has not taken some of it."""
        piece = self.stretch.pieces.get(line - self.first)
        return piece if piece and self.begins[piece.first] == begin else None


def pasted_text(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule. Within a paragraph it applies before the rows of a table alone."""
    if silent:
        found = state.env.get(_STRETCH)
        is_inside = 0 < state.blkIndent <= state.sCount[start]
        piece = found.piece_at(start, state.bMarks[start]) if found and not is_inside else None
        return piece is not None and piece.kind is LineKind.ROW
    if state.blkIndent or state.env[USAGE].depths["blockquote"]:
        return False
    found = _find(state, start)
    run: list[StretchPiece] = []
    line = start
    while (piece := found.piece_at(line, state.bMarks[line])) and found.first + piece.end <= end:
        run.append(piece)
        line = found.first + piece.end
    if not run:
        return False
    writer = _TokenWriter(state, found.first)
    writer.write(run)
    if found.stretch.is_pasted and not found.told:
        found.told.append(True)
        writer.tell_first(PASTED_TEXT, run)
    state.line = line
    return True


def _find(state: StateBlock, start: int) -> _Found:
    """The stretch that the line `start` is in; each is read once."""
    found: _Found | None = state.env.get(_STRETCH)
    if found is None or not found.first <= start < found.end:
        end = start + 1
        while end < len(state.bMarks) - 1 and not state.isEmpty(end):
            end += 1
        texts = [state.src[state.bMarks[n] : state.eMarks[n]] for n in range(start, end)]
        found = _Found(start, end, state.bMarks[start:end], _read(state, texts))
        state.env[_STRETCH] = found
    return found


def _read(state: StateBlock, texts: Sequence[str]) -> Stretch:
    """A stretch; what there is in the whole file counts where the lines alone tell too little."""
    return read_stretch(texts, among_others=lambda: _has_pasted_text(state))


def _has_pasted_text(state: StateBlock) -> bool:
    """Whether there is a stretch in the file that was pasted for certain."""
    if _ANYWHERE not in state.env:
        stretches = (stretch.split("\n") for stretch in _BLANK.split(state.src) if "\n" in stretch)
        state.env[_ANYWHERE] = any(read_stretch(texts).is_pasted for texts in stretches)
    return bool(state.env[_ANYWHERE])


class _TokenWriter:
    """Pushes the tokens of pieces; `first` is the line where their stretch begins."""

    def __init__(self, state: StateBlock, first: int) -> None:
        self._state = state
        self._first = first
        self._usage: Usage = state.env[USAGE]
        self._begin = len(state.tokens)
        self._torn: StretchPiece | None = None  # the first of several rows that don't match

    def write(self, pieces: Sequence[StretchPiece]) -> None:
        """Push the tokens."""
        torn = [piece for piece in pieces if piece.kind is LineKind.TEXT and "\t" in piece.text]
        self._torn = torn[0] if len(torn) > 1 else None
        for kind, run in groupby(pieces, lambda piece: piece.kind):
            together = list(run)
            if kind is LineKind.ITEM and self._may(Limit.BOXES, len(together), together[0]):
                self._list(levels(together))
            elif kind is LineKind.ROW and self._may(Limit.CELLS, _cells(together), together[0]):
                self._table(together)
            else:
                for piece in together:
                    self._paragraph(piece, has_marker=kind is LineKind.ITEM)

    def tell_first(self, rule: Rule, pieces: Sequence[StretchPiece]) -> None:
        """Tell of `pieces` at the first token that was written."""
        self._tell(self._state.tokens[self._begin], rule, pieces)

    def _tell(
        self, token: Token, rule: Rule, pieces: Sequence[StretchPiece], **args: object
    ) -> None:
        start = self._offset(pieces[0], pieces[0].lines[0].indent)
        end = self._state.eMarks[self._first + pieces[-1].end - 1]
        token.meta.setdefault(FINDINGS, []).append((rule, start, end, args))

    def _may(self, limit: Limit, count: int, piece: StretchPiece) -> bool:
        return self._usage.add(limit, count, self._offset(piece, 0))

    def _offset(self, piece: StretchPiece, column: int, line: int = 0) -> int:
        return self._state.bMarks[self._first + piece.first + line] + column

    def _push(self, type_: str, tag: str, nesting: int, piece: StretchPiece) -> Token:
        token = Token(type_, tag, nesting)  # type: ignore[arg-type]
        token.block = True
        token.map = [self._first + piece.first, self._first + piece.end]
        self._state.tokens.append(token)
        return token

    def _paragraph(
        self, piece: StretchPiece, *, has_marker: bool = False, hidden: bool = False
    ) -> None:
        """A paragraph or a heading, with its marker as text if so asked."""
        name, tag = ("heading", "h0") if piece.is_heading else ("paragraph", "p")
        opening = self._push(f"{name}_open", tag, 1, piece)
        opening.hidden = hidden
        inline = self._push("inline", "", 0, piece)
        inline.children = []
        texts = [line.raw[line.indent if has_marker else line.start :] for line in piece.lines]
        inline.content = "\n".join(text.strip() for text in texts)
        inline.meta[STARTS] = [
            self._offset(piece, len(line.raw) - len(text.lstrip()), n)
            for n, (line, text) in enumerate(zip(piece.lines, texts, strict=True))
        ]
        self._push(f"{name}_close", tag, -1, piece)
        if piece is self._torn:
            self._tell(opening, PASTED_TABLE, [piece])
        if piece.is_heading:
            self._tell(opening, PASTED_HEADING, [piece], text=clip(piece.text))

    def _list(self, items: Sequence[Level]) -> None:
        """The items of one or more lists, one after the other or nested."""
        state, opened = self._state, list[Token]()

        def close(down_to: int, end: int) -> None:
            while len(opened) > down_to:
                token = opened.pop()
                assert token.map is not None
                token.map[1] = self._first + end
                state.tokens.append(Token(token.type.replace("_open", "_close"), token.tag, -1))

        for item in items:
            piece = item.piece
            close(2 * item.depth + (0 if item.begins else 1), piece.first)
            if item.begins:
                is_told = any(token.type == "typed_list_open" for token in opened)
                opened.append(self._list_open(item, goes_on=is_told))
            opened.append(self._push("list_item_open", "li", 1, piece))
            self._paragraph(piece, hidden=True)
        close(0, items[-1].piece.end)

    def _list_open(self, item: Level, *, goes_on: bool) -> Token:
        marker, line = item.marker, item.piece.lines[0]
        is_counted = marker.marker.numeral is not Numeral.NONE
        name, tag = ("ordered_list", "ol") if is_counted else ("bullet_list", "ul")
        opening = self._push(f"{name}_open", tag, 1, item.piece)
        opening.markup = marker.marker.after
        if is_counted:
            opening.attrs = {"start": marker.number}
        if not marker.is_common:
            opening.type = "typed_list_open"
            offset = self._offset(item.piece, line.indent)
            opening.meta[TYPED] = TypedList(
                marker.marker, marker.number or 1, offset, marker.written, goes_on
            )
        return opening

    def _table(self, rows: Sequence[StretchPiece]) -> None:
        """A table, whose first row is its header."""
        opening = self._push("table_open", "table", 1, rows[0])
        assert opening.map is not None
        opening.map[1] = self._first + rows[-1].end
        opening.meta["alignments"] = [Alignment.NONE] * len(rows[0].lines[0].raw.split("\t"))
        for row in rows:
            self._push("tr_open", "tr", 1, row)
            self._row(row)
            self._push("tr_close", "tr", -1, row)
        self._push("table_close", "table", -1, rows[-1])
        self._tell(opening, PASTED_ROWS, rows)

    def _row(self, row: StretchPiece) -> None:
        """The cells of a row; the paragraphs in one are parted by a hard break."""
        starts: list[list[int]] = [[]]
        for number, line in enumerate(row.lines):
            column = 0
            for n, part in enumerate(line.raw.split("\t")):
                if n:
                    starts.append([])
                lead = len(part) - len(part.lstrip())
                starts[-1].append(self._offset(row, column + lead, number))
                column += len(part) + 1
        for texts, places in zip(row_cells(row.lines), starts, strict=True):
            inline = self._push("inline", "", 0, row)
            inline.children, inline.content = [], "\\\n".join(texts)
            inline.meta[STARTS] = places


def _cells(rows: Sequence[StretchPiece]) -> int:
    return sum(len(row_cells(row.lines)) for row in rows)
