"""Typed items that stand together → how deep each is, and where each list begins.

Plain text has no levels. An indented item is deeper. Where nothing is indented, one with another
marker is deeper if Word has that sign below the one above, or if that one goes on afterwards; else
another list begins beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from arkdoc.model.marker import Marker
from arkdoc.read.markdown.list_markers import TypedMarker
from arkdoc.read.markdown.stretches import StretchPiece

_DEEPEST = 8  # from 0: Word has nine levels
_RANKS = {"•": 0, "·": 0, "●": 0, "–": 1, "-": 1, "o": 1, "◦": 1, "○": 1, "▪": 2}
"""How deep bullets stand, as Word and the house style have them."""


class Level(NamedTuple):
    """An item, the depth of its list from 0, and whether it is the first of that list."""

    piece: StretchPiece
    marker: TypedMarker
    depth: int
    begins: bool


@dataclass(slots=True)
class _Open:
    indent: int
    marker: TypedMarker

    @property
    def style(self) -> Marker:
        """What the markers of its list look like."""
        return self.marker.kind


def levels(pieces: Sequence[StretchPiece]) -> list[Level]:
    """How deep each of the items is."""
    markers = [marker for piece in pieces if (marker := piece.lines[0].marker)]
    styles = [marker.kind for marker in markers]
    last = {style: n for n, style in enumerate(styles)}
    below: dict[Marker, Marker] = {}  # a style that was nested, and the one it was nested in
    stack: list[_Open] = []
    found = []
    for n, (piece, marker) in enumerate(zip(pieces, markers, strict=True)):
        style, number, line = marker.kind, marker.number, piece.lines[0]
        while len(stack) > 1 and line.indent < stack[-1].indent:
            stack.pop()
        depth = _depth(stack, line.indent, style)
        if depth is None:
            top = stack[-1].style
            is_nested = below.get(style) == top or _may_be_below(style, top, number, last[top] > n)
            depth = min(len(stack), _DEEPEST) if is_nested else 0
            if is_nested:
                below[style] = top
        begins = depth >= len(stack) or not _goes_on(stack[depth].marker, marker)
        del stack[depth:]
        stack.append(_Open(line.indent, marker))
        found.append(Level(piece, marker, depth, begins))
    return found


def _depth(stack: Sequence[_Open], indent: int, style: Marker) -> int | None:
    """The depth that an item has for certain."""
    if not stack:
        return 0
    if indent > stack[-1].indent + 1 and len(stack) <= _DEEPEST:
        return len(stack)
    for depth in reversed(range(len(stack))):
        if stack[depth].style == style and stack[depth].indent <= indent + 1:
            return depth
    return None


def _may_be_below(style: Marker, top: Marker, number: int, returns: bool) -> bool:
    rank, above = _RANKS.get(style.before), _RANKS.get(top.before)
    if rank is not None and above is not None:
        return rank > above
    return returns and number <= 1


def _goes_on(before: TypedMarker, after: TypedMarker) -> bool:
    """Whether an item is the next of the list."""
    return before.marker == after.marker and after.number - before.number in (0, 1)
