"""Nodes of the tree → lines that say what they are, where they stand and what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from arkdoc.model.marker import Marker
from arkdoc.model.nodes import Cell, Paragraph
from arkdoc.model.source import Span


def place(span: Span | None) -> str:
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}" if span else "everywhere"


def draw(node: Any, depth: int = 0) -> Iterator[str]:
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", type(node).__name__).lower()
    said, inside = [], []
    for field in fields(node):
        value = getattr(node, field.name)
        if not field.compare or value == field.default:
            continue
        if isinstance(value, Enum):
            said.append(f"{field.name}={value.value}")
        elif isinstance(value, Marker):
            said.append(f"{field.name}={value.text(1) or '•'}")
        elif is_dataclass(value):
            inside.append(value)
        elif isinstance(value, tuple) and all(is_dataclass(v) for v in value):
            inside += value
        elif isinstance(value, tuple) and value and isinstance(value[0], tuple):
            inside += [cell for row in value for cell in row]
        elif isinstance(value, tuple):
            shown = ",".join(str(v.value or "-") if isinstance(v, Enum) else str(v) for v in value)
            said.append(f"{field.name}={shown}")
        elif field.name == "text":
            said.append(repr(value))
        else:
            said.append(f"{field.name}={value!r}")
    yield " ".join(["  " * depth + name, place(node.span), *said])
    match node:
        case Cell(blocks=(Paragraph(span=span) as only,)) if span == node.span:
            inside = list(only.inlines)  # a simple cell
        case _:
            pass
    for child in inside:
        yield from draw(child, depth + 1)
