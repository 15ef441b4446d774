"""The lines of fields, and the nodes read from them → the parts that each field and item takes up.

Only lines with one field each are taken apart: not what stands in brackets. A part has its own
lines, with their line ends, and those above it that are comments or empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from arkdoc.deliver.written_fields import (
    Value,
    field_lines,
    fits_in_one_line,
    item_lines,
    value_of,
)
from arkdoc.model.names import fold
from arkdoc.model.regex import regex
from arkdoc.model.source import NOWHERE
from arkdoc.read.front_matter import schema

Lines: TypeAlias = tuple[str, ...]

_QUOTES = "\"'“”„«»‘’"
_COMMENT = regex(r"\s+#.*")


@dataclass(frozen=True, slots=True)
class FieldPart:
    """One field, or one item of a list (`key` is then empty), and its lines.

    `at` is the number of its own first line in the file, 0-based; -1 for a new one.
    """

    key: str
    node: schema.Node
    above: Lines
    lines: Lines
    at: int = -1


@dataclass(frozen=True, slots=True)
class FieldParts:
    """The parts of fields that begin at `column`, 0-based, or of a list whose hyphens stand there.

    `head` is what stands before the first field on its line: the hyphen of an item. `end` are the
    comments and empty lines below the last one.
    """

    parts: tuple[FieldPart, ...]
    column: int
    head: str = ""
    end: Lines = ()

    def lines(self) -> Lines:
        """All of them, the first with its hyphen."""
        found: list[str] = []
        for number, part in enumerate(self.parts):
            found += part.above
            if number == 0 and self.head:
                found += (self.head + part.lines[0][self.column :], *part.lines[1:])
            else:
                found += part.lines
        return (*found, *self.end)


def is_in_brackets(node: schema.Node, lines: Sequence[str]) -> bool:
    """Whether a list or fields stand in brackets or braces; `lines` are those of the file."""
    start = lines[node.span.line - 1][node.span.column - 1 :]
    return not isinstance(node, schema.Scalar) and start[:1] in ("[", "{")


def parts_of_fields(
    fields: schema.Mapping, lines: Sequence[str], start: int, stop: int
) -> FieldParts | None:
    """The parts of `fields`, which have the lines from `start` up to `stop`, 0-based, of the file.

    None where they don't have a line each. The first may stand behind the hyphen of an item.
    """
    if not fields.entries or is_in_brackets(fields, lines):
        return None
    column = fields.entries[0][0].span.column - 1
    places: list[int] = []
    for key, _ in fields.entries:
        at = key.span.line - 1
        before = lines[at][: key.span.column - 1]
        column = min(column, len(before.rstrip(_QUOTES)))
        if before.strip(_QUOTES + " ") and places:
            return None
        places.append(at)
    head = lines[places[0]][:column]
    blank = " " * column
    first = (blank if head.strip() else head) + lines[places[0]][column:]
    nodes = [(key.text, value) for key, value in fields.entries]
    found = _parts(nodes, places, lines, start, stop)
    if found is None:
        return None
    parts, end = found
    parts[0] = replace(parts[0], lines=(first, *parts[0].lines[1:]))
    return FieldParts(tuple(parts), column, head if head.strip() else "", end)


def parts_of_list(
    items: schema.Sequence, lines: Sequence[str], start: int, stop: int
) -> FieldParts | None:
    """The parts of a list that has the lines from `start` up to `stop`; None as above."""
    if not items.items or is_in_brackets(items, lines):
        return None
    places: list[int] = []
    column = -1
    for item in items.items:
        at = item.span.line - 1
        before = lines[at][: item.span.column - 1].rstrip(_QUOTES + " \t\u00a0")
        dash = before.strip(" \t\u00a0")
        if len(dash) != 1 or dash.isalnum():
            return None
        column = len(before) - 1 if column < 0 else column
        places.append(at)
    found = _parts([("", item) for item in items.items], places, lines, start, stop)
    return FieldParts(tuple(found[0]), column, end=found[1]) if found else None


def _parts(
    nodes: Sequence[tuple[str, schema.Node]],
    places: Sequence[int],
    lines: Sequence[str],
    start: int,
    stop: int,
) -> tuple[list[FieldPart], Lines] | None:
    """The parts that begin on the lines `places`, and what stands below the last one."""
    above = tuple(lines[start : places[0]])
    parts: list[FieldPart] = []
    for (key, node), at, following in zip(nodes, places, [*places[1:], stop], strict=True):
        if following <= at:
            return None
        end = following
        while end > max(at + 1, node.span.end_line) and _is_idle(lines[end - 1]):
            end -= 1
        parts.append(FieldPart(key, node, above, tuple(lines[at:end]), at))
        above = tuple(lines[end:following])
    return parts, above


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


# --- changes -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready:
    """The lines of a field that somebody else has written, without the comments above it."""

    lines: Lines


Change: TypeAlias = "Value | Ready | None"
"""What a field is to say; None where it is to go."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Writes parts anew in one file: its lines, and what ends those that are added."""

    lines: Sequence[str]
    line_end: str

    def ended(self, lines: Sequence[str]) -> Lines:
        """New lines with their ends."""
        return tuple(line + self.line_end for line in lines)

    def with_fields(
        self,
        parts: FieldParts,
        changes: Mapping[str, Change],
        names: Sequence[tuple[str, ...]],
        key: Callable[[str], str] = fold,
    ) -> FieldParts:
        """`parts` with other values of the fields that `changes` names; None takes a field out.

        `names` are those of all fields that are known, in their order, each with the other names it
        goes by; two names are one where `key` makes them the same. A new field goes below the
        nearest one that comes before it in that order. Comments above a field that goes stay.
        """
        order = {key(name): number for number, each in enumerate(names) for name in each}
        wanted = {order[key(name)]: value for name, value in changes.items()}
        done = set[int]()
        kept: list[FieldPart] = []
        above: Lines = ()
        for part in parts.parts:
            number = order.get(key(part.key), -1)
            value = wanted.get(number)
            if number not in wanted:
                kept.append(replace(part, above=above + part.above))
            elif value is None or number in done:
                above += part.above
                continue
            else:
                done.add(number)
                kept.append(self._changed(part, value, parts.column, above))
            above = ()
        for number in sorted(wanted):
            value = wanted[number]
            if value is not None and number not in done:
                lines = self._new(names[number][0], value, parts.column)
                before = (n for n, p in enumerate(kept) if order.get(key(p.key), -1) < number)
                at = max((n + 1 for n in before if order.get(key(kept[n].key), -1) >= 0), default=0)
                comments = kept[0].above if at == 0 and kept else ()
                if comments:
                    kept[0] = replace(kept[0], above=())
                kept.insert(at, FieldPart(names[number][0], _NEW, comments, lines))
        return replace(parts, parts=tuple(kept), end=above + parts.end)

    def _new(self, name: str, value: Value | Ready, column: int) -> Lines:
        if isinstance(value, Ready):
            return value.lines
        is_short = isinstance(value, dict) and fits_in_one_line(value)
        return self.ended(field_lines(name, value, column, in_brackets=is_short))

    def _changed(
        self, part: FieldPart, value: Value | Ready, column: int, above: Lines
    ) -> FieldPart:
        """The field with another value; a comment on its line, and its other items, stay."""
        lines: Lines = ()
        if isinstance(value, Ready):
            return replace(part, above=above + part.above, lines=value.lines)
        if isinstance(value, list) and isinstance(part.node, schema.Sequence):
            lines = self._items(part, part.node, value)
        elif isinstance(value, dict) and isinstance(part.node, schema.Mapping):
            lines = self._inner_fields(part, part.node, value)
        if not lines:
            is_short = len(part.lines) == 1 and is_in_brackets(part.node, self.lines)
            new = field_lines(part.key, value, column, in_brackets=is_short)
            if len(new) == len(part.lines) == 1:
                new[0] += comment_after(part)
            lines = self.ended(new)
        return replace(part, above=above + part.above, lines=lines)

    def _items(self, part: FieldPart, node: schema.Sequence, values: Sequence[Value]) -> Lines:
        """A list with other items, those that it had on the lines that they had; or nothing."""
        items = parts_of_list(node, self.lines, *below(part, node))
        if items is None or not values:
            return ()
        waiting: dict[str, list[FieldPart]] = {}
        for item in reversed(items.parts):
            for said in {text_of(item.node), _key_of(value_of(item.node))}:
                waiting.setdefault(said, []).append(item)
        wanted = {id(item) for value in values for item in waiting.get(_key_of(value), ())}
        others = (item for item in items.parts if id(item) not in wanted)
        lines = list(part.lines[: items.parts[0].at - len(items.parts[0].above) - part.at])
        used = set[int]()
        for value in values:
            same = next((i for i in _emptied(waiting, value) if id(i) not in used), None)
            item_before = same or next(others, None)
            if item_before:
                used.add(id(item_before))
                lines += item_before.above
            new = item_lines(value, items.column, in_brackets=True)
            lines += same.lines if same else self.ended(new)
        left = (item for item in items.parts if id(item) not in used)
        lines += (line for item in left for line in item.above if line.strip())
        return (*lines, *items.end)

    def _inner_fields(
        self, part: FieldPart, node: schema.Mapping, value: dict[str, Value]
    ) -> Lines:
        """Fields of their own with other values, the rest on the lines that it had; or nothing."""
        inner = parts_of_fields(node, self.lines, *below(part, node))
        if inner is None or not value:
            return ()
        before = value_of(node)
        assert isinstance(before, dict)
        changes: dict[str, Change] = dict.fromkeys(before.keys() - value.keys())
        changes |= {name: new for name, new in value.items() if before.get(name) != new}
        names = [(name,) for name in dict.fromkeys((*value, *before))]
        head = part.lines[: inner.parts[0].at - len(inner.parts[0].above) - part.at]
        return head + self.with_fields(inner, changes, names, key=schema.one_line).lines()


_NEW = schema.Scalar("", NOWHERE)


def below(part: FieldPart, node: schema.Node) -> tuple[int, int]:
    """The lines of what belongs to a field, from below its own up to its end, 0-based."""
    first = part.at + 1 if node.span.line - 1 > part.at else part.at
    return first, part.at + len(part.lines)


def comment_after(part: FieldPart) -> str:
    """The comment on the one line of a part, with the space before it."""
    line = part.lines[0].rstrip("\r\n")
    end = part.node.span.end_column - 1
    match = _COMMENT.search(line, min(end, len(line)))
    return match[0].rstrip() if match and part.node.span.end_line == part.at + 1 else ""


def _key_of(value: Value) -> str:
    """The same for two items that say the same."""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _emptied(waiting: Mapping[str, list[FieldPart]], value: Value) -> Iterator[FieldPart]:
    """The items that say `value` and have not been asked for."""
    left = waiting.get(_key_of(value), [])
    while left:
        yield left.pop()


def text_of(node: schema.Node) -> str:
    """What an item of a list of texts says: `- Hensikt: Hva ville vi?` is a text too."""
    match node:
        case schema.Mapping(entries=((key, schema.Scalar(text=text)),)) if key.plain:
            return schema.one_line(f"{key.text}: {text}".rstrip())
        case _:
            return schema.words_of(node)
