"""The blocks before a place in a file → what is set before the lines of a block there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from arkdoc.back.comparison import Comparison
from arkdoc.back.origins import SourceBlock, run_of
from arkdoc.back.printed import PrintedBlock
from arkdoc.model.marker import Marker, Numeral
from arkdoc.model.nodes import Heading, Table
from arkdoc.model.regex import regex
from arkdoc.model.source import is_word

_MARKER = regex(r"(?P<indent>[ \t>]*)(?P<marker>\S+)(?P<space>[ \t]+)$")
_UNDERLINED = {"=": 1, "-": 2}


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item that others may follow: its marker, and what stands before it and below it."""

    indent: str
    marker: str
    inside: str
    kind: Marker | None


@dataclass(slots=True)
class WritingContext:
    """What stands open where the next block is written: the items, by their level."""

    items: dict[int, OpenItem] = field(default_factory=dict)

    def after_source(self, block: PrintedBlock, origin: SourceBlock, line: str) -> None:
        """Go past a block that stays as it was written; `line` is its first one."""
        shape = block.shape
        if shape.kind == "item":
            inlines = run_of(origin.node)
            begin = inlines[0].span if inlines else origin.node.span
            column = max(begin.column - 1, 0)
            self._keep(shape.level - 1)
            match = _MARKER.match(line[:column])
            if match:
                indent, marker = match["indent"], match["marker"]
                self.items[shape.level] = OpenItem(indent, marker, " " * column, shape.marker)
        else:
            self._keep(shape.level if shape.kind == "inside" else 0)

    def prefix(self, block: PrintedBlock) -> tuple[str, str]:
        """What stands before the first line of a new block, and before the others."""
        shape = block.shape
        quote = "> " if shape.is_quoted else ""
        if shape.kind == "item":
            item = self._new_item(block)
            self._keep(shape.level - 1)
            self.items[shape.level] = item
            return f"{quote}{item.indent}{item.marker} ", quote + item.inside
        self._keep(shape.level if shape.kind == "inside" else 0)
        if shape.kind == "inside" and shape.level in self.items:
            inside = self.items[shape.level].inside
            return quote + inside, quote + inside
        return quote, quote

    def _keep(self, level: int) -> None:
        self.items = {each: item for each, item in self.items.items() if each <= level}

    def _new_item(self, block: PrintedBlock) -> OpenItem:
        shape = block.shape
        level = min(shape.level, max(self.items, default=0) + 1)
        beside = self.items.get(level)
        if beside is not None and beside.kind == shape.marker:
            marker = _next_marker(beside.marker, shape.marker, block.count)
            indent = beside.indent
        else:
            around = self.items.get(level - 1)
            indent = around.inside if around else ""
            marker = (shape.marker.text(block.count) if shape.marker else "") or "-"
            if beside is not None and beside.marker == marker == "-":
                marker = "*"
        return OpenItem(indent, marker, " " * (len(indent) + len(marker) + 1), shape.marker)


def _next_marker(beside: str, marker: Marker | None, count: int) -> str:
    if marker is None or marker.numeral is Numeral.NONE:
        return beside
    return marker.text(count) or beside


class HeadingLevels:
    """How many signs a heading of a printed level has in each file."""

    def __init__(self, comparison: Comparison) -> None:
        self._known: dict[str, dict[int, int]] = {}
        for block, origin in zip(comparison.old, comparison.origin, strict=True):
            if origin is None or origin.is_field or not isinstance(origin.node, Heading):
                continue
            if is_word(origin.path):
                continue
            written = written_level(comparison.origins.texts.lines(origin.path), origin)
            if written:
                self._known.setdefault(origin.path, {}).setdefault(block.shape.level, written)
        self._unit_level: dict[str, int] = {}
        for block, origin in zip(comparison.old, comparison.origin, strict=True):
            if origin is not None and origin.is_field and isinstance(origin.node, Heading):
                self._unit_level[origin.unit] = block.shape.level

    def written(self, path: str, unit: str, printed: int) -> int:
        """The level to write for a heading that is printed at `printed`."""
        known = self._known.get(path, {})
        if printed in known:
            return known[printed]
        if known:
            nearest = min(known, key=lambda each: (abs(each - printed), each))
            return min(max(known[nearest] + printed - nearest, 1), 6)
        return min(max(printed - self._unit_level.get(unit, 1), 1), 6)


def written_level(lines: Sequence[str], origin: SourceBlock) -> int:
    """How a heading is written: its number of signs, or 0 where it has none."""
    if not 0 < origin.last <= len(lines):
        return 0
    line = lines[origin.first - 1].lstrip(" >")
    signs = len(line) - len(line.lstrip("#"))
    if signs:
        return signs
    below = lines[origin.last - 1].strip(" >")
    return _UNDERLINED.get(below[:1], 0) if origin.last > origin.first else 0


def rows_of(origin: SourceBlock) -> Mapping[int, int]:
    """The line of each row of a table, the header's at 0."""
    if not isinstance(origin.node, Table):
        return {}
    found = {}
    for n, row in enumerate((origin.node.header, *origin.node.rows)):
        line = next((cell.span.line for cell in row if cell.span.line), 0)
        if line:
            found[n] = line
    return found


def stops(comparison: Comparison) -> list[SourceBlock | None]:
    """At or after each new block, the next that stays: a unit's heading, or text of a body."""
    found: list[SourceBlock | None] = [None]
    for number in range(len(comparison.new) - 1, -1, -1):
        mine = comparison.matching.old_of.get(number, -1)
        where = comparison.origin[mine] if mine >= 0 else None
        is_stop = where is not None and (
            isinstance(where.node, Heading) if where.is_field else not comparison.new[number].story
        )
        is_stop = is_stop and number not in comparison.matching.moved
        found.append(where if is_stop else found[-1])
    return found[::-1]
