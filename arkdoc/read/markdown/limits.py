"""How much a file may ask for: counts, never seconds, so that every machine answers alike.

What is past a bound is kept as the text it is, which costs next to nothing, and a diagnostic
says from where (ARK219). A file of far too many lines is not read at all (ARK121).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping
from enum import Enum
from typing import Any, TypeAlias

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.source import SourceFile, Span, start_of
from arkdoc.rules.bounds import TOO_MANY_LINES, TOO_MUCH

MOST_LINES = 20_000
"""How many lines a file may have: some 400 pages."""

MOST_MARKS = 50_000
"""How many characters of a file are looked at as marking of text."""

MOST_BOXES = 5_000
"""How many lists, quotations and boxes a file may have together; a list counts once."""

MOST_CELLS = 30_000
"""How many cells the tables of a file may have together, those that rows lack counted too."""

Env: TypeAlias = MutableMapping[str, Any]
"""What the parser carries through one text."""

_MARK = re.compile(r"[*_~`\[\]<&\\!]")


class Bound(Enum):
    """What there is too much of, as a gettext message id."""

    BOXES = N_("lists, quotations and boxes")
    CELLS = N_("table cells")
    MARKS = N_("signs such as * and [")


def too_long(source: SourceFile) -> Diagnostic | None:
    """ARK121 for a file of more lines than can be read."""
    lines = len(source.line_starts)
    if lines <= MOST_LINES:
        return None
    return diagnostic(TOO_MANY_LINES, start_of(source.path), lines=lines, limit=MOST_LINES)


def marks_in(text: str) -> int:
    """How many characters of `text` could be marking."""
    return sum(1 for _ in _MARK.finditer(text))


def stop_at(env: Env, bound: Bound, offset: int) -> None:
    """Note that `bound` was reached at `offset` of the text; the first time counts."""
    env.setdefault("bounds", {}).setdefault(bound, offset)


def is_past(env: Env, bound: Bound) -> bool:
    """Whether `bound` was reached before."""
    return bound in env.get("bounds", ())


def report(env: Env, place: Callable[[int], Span]) -> Iterator[Diagnostic]:
    """ARK219 for each bound that was reached."""
    limits = {Bound.BOXES: MOST_BOXES, Bound.CELLS: MOST_CELLS, Bound.MARKS: MOST_MARKS}
    for bound, offset in env.get("bounds", {}).items():
        yield diagnostic(TOO_MUCH, place(offset), limit=limits[bound], what=bound.value)
