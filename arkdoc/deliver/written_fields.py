"""Values → the lines of fields that say them (contract, clause 3)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from arkdoc.model.regex import regex
from arkdoc.model.values import written_value
from arkdoc.read.front_matter import schema

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What a field says: one text, a list, or fields of its own."""

STEP = 2
"""Columns that what belongs to a field stands further in."""

_LONGEST = 90  # characters of fields in braces
_NUMBER = regex(r"\d(?:[\d./-]*\d)?", re.ASCII)
_IN_BRACKETS = regex(r"[^\W_](?:[\w ./-]*[\w.])?")


def value_of(node: schema.Node) -> Value:
    """What a node says, to compare it and to write it anew; of a repeated field, the first."""
    match node:
        case schema.Scalar(text=text):
            return schema.one_line(text)
        case schema.Sequence(items=items):
            return [value_of(item) for item in items]
        case schema.Mapping(entries=entries):
            said: dict[str, Value] = {}
            for key, value in entries:
                said.setdefault(key.text, value_of(value))
            return said


def scalar(text: str) -> str:
    """`text` as the value of a field on a line of its own."""
    return text if _NUMBER.fullmatch(text) else written_value(text)


def field_lines(name: str, value: Value, column: int, *, in_brackets: bool = False) -> list[str]:
    """The lines of one field whose name begins at `column`, 0-based; none has a line end."""
    indent = " " * column
    key = _key(name)
    if isinstance(value, str):
        return [f"{indent}{key}: {scalar(value)}" if value else f"{indent}{key}:"]
    if in_brackets or not value:
        return [f"{indent}{key}: {in_one_line(value)}"]
    return [f"{indent}{key}:", *_below(value, column + STEP)]


def item_lines(value: Value, column: int, *, in_brackets: bool = False) -> list[str]:
    """The lines of one item whose hyphen stands at `column`."""
    indent = " " * column
    if isinstance(value, dict) and value and not in_brackets:
        lines = _below(value, column + STEP)
        return [f"{indent}- {lines[0].lstrip(' ')}", *lines[1:]]
    return [f"{indent}- {scalar(value) if isinstance(value, str) else in_one_line(value)}"]


def in_one_line(value: Value) -> str:
    """`value` with brackets and braces around what is in it."""
    match value:
        case str():
            is_bare = _IN_BRACKETS.fullmatch(value)
            return value if is_bare else json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(map(in_one_line, value))}]"
        case dict():
            pairs = (f"{_key(name)}: {in_one_line(inner)}" for name, inner in value.items())
            return f"{{{', '.join(pairs)}}}"


def fits_in_one_line(value: Value) -> bool:
    """Whether fields are few and short enough to stand in braces."""
    return len(in_one_line(value)) <= _LONGEST


def _below(value: Sequence[Value] | Mapping[str, Value], column: int) -> list[str]:
    if isinstance(value, Mapping):
        return [line for name, inner in value.items() for line in field_lines(name, inner, column)]
    return [line for item in value for line in item_lines(item, column)]


def _key(name: str) -> str:
    return name if _IN_BRACKETS.fullmatch(name) else json.dumps(name, ensure_ascii=False)
