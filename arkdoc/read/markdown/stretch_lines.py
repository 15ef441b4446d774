"""The lines of a stretch → what each is by itself: text, an item, a row of a table, markup.

A stretch is a run of lines without a blank one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from arkdoc.model.marker import Marker, Numeral
from arkdoc.model.regex import regex
from arkdoc.read.markdown.list_markers import TypedMarker, typed_markers

_MARKUP = regex(
    r" {0,3}(?:#{1,6}(?:[ \t]|$)|>|`{3}|~{3}|:{3}|\||<!--|\[\[|\[[^\]\n]{1,80}\]:"
    r"|(?:([-*_=])[ \t]*)(?:\1[ \t]*){2,}$)"
)
_UNDERLINE = regex(r" {0,3}(?:=+[ \t]*$|[|: \t]*-[-|: \t]*$)")
_FENCE = regex(r" {0,3}(`{3,}|~{3,})")
_MARKDOWN_BULLET = regex(r"([-*+])[ \t\u00a0]+(?=\S)")
_WINGDINGS = {"v": "❖", "q": "□", "n": "■", "ü": "✓", "Ø": "➢", "à": "→"}
"""Letters that are bullets in a font of Word's, which plain text lacks; only a tab tells."""

_LETTER = regex(rf"([{''.join(_WINGDINGS)}])\t[ \t]*(?=\S)")

SECTION = regex(r"\d{1,2}(?:\.\d{1,2})*[.)]?\t(?=\S)")
"""The number of a section, as Word copies headings."""

_LONGEST_ROW = 40  # lines


class LineKind(Enum):
    """What a line is by itself."""

    TEXT = auto()
    ITEM = auto()
    ROW = auto()
    """A row of a table, with tabs between its cells."""
    MARKUP = auto()
    """Part of a block that Markdown has signs for."""


@dataclass(slots=True)
class StretchLine:
    """A line of a stretch: where its marker begins and where its text, in characters."""

    raw: str
    kind: LineKind = LineKind.TEXT
    indent: int = 0
    start: int = 0
    marker: TypedMarker | None = None
    is_inner: bool = False
    """Whether it goes on with the line above: indented below an item, or within a row."""

    @property
    def text(self) -> str:
        """The line without its marker and the space around it."""
        return self.raw[self.start :].strip()

    @property
    def style(self) -> Marker | None:
        """What the markers of its list look like."""
        return self.marker.kind if self.marker else None

    @property
    def number(self) -> int:
        """The item's number; 0 where items are not counted."""
        return self.marker.number if self.marker else 0

    @property
    def has_tab(self) -> bool:
        """Whether a tab follows the marker, as in what Word copies."""
        return self.marker is not None and "\t" in self.raw[self.indent : self.start]

    @property
    def is_far_in(self) -> bool:
        """Whether it stands as far in as LibreOffice puts items, where Markdown begins no list."""
        return self.kind is LineKind.ITEM and self.raw.startswith("    ")


def read_lines(texts: Sequence[str]) -> list[StretchLine]:
    """What each line of a stretch is."""
    lines = [_line(text) for text in texts]
    _mark_fences(lines)
    for above, line in pairwise(lines):
        if above.kind is LineKind.TEXT and _UNDERLINE.match(line.raw):
            above.kind = line.kind = LineKind.MARKUP
    _mark_tables(lines)
    _settle(lines)
    for above, line in pairwise(lines):
        is_below = above.kind is LineKind.ITEM or (above.is_inner and above.kind is line.kind)
        if line.kind is LineKind.TEXT:
            line.is_inner = is_below and _columns(line) > 1
    return lines


def _columns(line: StretchLine) -> int:
    return len(line.raw[: line.indent].expandtabs(4))


def _line(raw: str) -> StretchLine:
    indent = len(raw) - len(raw.lstrip())
    if _MARKUP.match(raw):
        return StretchLine(raw, LineKind.MARKUP, indent, indent)
    for marker in _readings(raw, indent):
        return StretchLine(raw, LineKind.ITEM, indent, indent + marker.length, marker)
    return StretchLine(raw, LineKind.TEXT, indent, indent)


def _readings(raw: str, indent: int) -> tuple[TypedMarker, ...]:
    if found := _MARKDOWN_BULLET.match(raw, indent):
        return (TypedMarker(Marker(before=found[1]), 0, found[1], len(found[0]), is_common=True),)
    if found := _LETTER.match(raw, indent):
        sign = _WINGDINGS[found[1]]
        return (TypedMarker(Marker(before=sign), 0, found[1], len(found[0])),)
    return typed_markers(raw, indent)


def _mark_fences(lines: Sequence[StretchLine]) -> None:
    """Everything in a fence is markup."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line.raw)
        if fence:
            line.kind = LineKind.MARKUP
            if found and found[1].startswith(fence):
                fence = ""
        elif found:
            fence = found[1]


def _mark_tables(lines: Sequence[StretchLine]) -> None:
    """Mark the lines that are rows: two or more together, as wide as the first, no column empty."""
    at = 0
    while at < len(lines):
        rows = _rows(lines, at)
        columns = zip(*(row_cells(row) for row in rows), strict=True)
        is_table = len(rows) > 1 and all(any(map(any, column)) for column in columns)
        for row in rows if is_table else ():
            for n, line in enumerate(row):
                line.kind, line.start, line.marker, line.is_inner = LineKind.ROW, 0, None, n > 0
        at += sum(map(len, rows)) if len(rows) > 1 else 1


def _rows(lines: Sequence[StretchLine], start: int) -> list[Sequence[StretchLine]]:
    """The lines of each row, if a table begins at `start`."""
    first = lines[start]
    width = _tabs(first)
    if not width or (width == 1 and (first.kind is LineKind.ITEM or SECTION.match(first.raw))):
        return []
    end, rows = start + 1, [lines[start : start + 1]]
    while length := _row_length(lines, end, width):
        is_list = width == 1 and len(rows) > 1 and lines[end].kind is not rows[1][0].kind
        if is_list and lines[end].kind is LineKind.ITEM:
            break
        rows.append(lines[end : end + length])
        end += length
    return rows


def _row_length(lines: Sequence[StretchLine], start: int, width: int) -> int:
    """How many lines a row takes: more than one where cells hold several paragraphs; else 0."""
    tabs = 0
    for length, line in enumerate(lines[start : start + _LONGEST_ROW], 1):
        more = _tabs(line)
        is_item = line.has_tab and (length > 1 or more < width)
        is_else = is_item or line.kind is LineKind.MARKUP or more < line.raw.count("\t")
        if is_else or (length == 1 and not more) or tabs + more > width:
            return 0
        tabs += more
        if tabs == width:
            return length
    return 0


def row_cells(row: Sequence[StretchLine]) -> list[list[str]]:
    """What each cell of a row has of each line that it stands in."""
    cells: list[list[str]] = [[]]
    for line in row:
        first, *others = line.raw.split("\t")
        cells[-1].append(first.strip())
        cells += ([other.strip()] for other in others)
    return cells


def _tabs(line: StretchLine) -> int:
    """How many tabs a line has that may be between cells."""
    is_bulleted = line.style is not None and line.style.numeral is Numeral.NONE
    is_else = line.kind is LineKind.MARKUP or is_bulleted or line.raw.startswith("    ")
    return 0 if is_else else line.raw.count("\t")


def _settle(lines: Sequence[StretchLine]) -> None:
    """Keep as items those that can be nothing else, or that stand in sequence with another."""
    last: dict[Marker, int] = {}
    for n, line in enumerate(lines):
        if line.marker is None:
            continue
        before = lines[n - 1].marker if n else None
        after = _readings(lines[n + 1].raw, lines[n + 1].indent) if n + 1 < len(lines) else ()
        readings = _readings(line.raw, line.indent)
        chosen = next(
            (r for r in readings if before and r.stands_after(before)),
            next(
                (r for r in readings if any(a.stands_after(r) for a in after)),
                next((r for r in readings if _is_certain(r, line, last, is_first=not n)), None),
            ),
        )
        if n == 0 and not chosen and readings[0].is_common:  # a list begins there in Markdown
            chosen = readings[0]
        if chosen:
            line.marker = chosen
            last[chosen.kind] = chosen.number
        else:
            line.kind, line.start, line.marker = LineKind.TEXT, line.indent, None


def _is_certain(
    reading: TypedMarker, line: StretchLine, last: dict[Marker, int], *, is_first: bool
) -> bool:
    if line.has_tab:
        return True
    marker = reading.marker
    if marker.numeral is Numeral.NONE:
        return reading.is_common or not (reading.between_words or marker.before == "o")
    # Only a paragraph's first line begins a list with any number, as in Markdown.
    return reading.is_common and (is_first or reading.number == last.get(reading.kind, 0) + 1)
