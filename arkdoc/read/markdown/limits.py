"""How much a file may ask for, and how much the parser has used of it → diagnostics.

The limits are counts, never seconds, so that every machine answers alike. What is past a limit
is kept as plain text, which costs next to nothing, and a diagnostic gives the place (ARK219,
ARK207). A file of far too many lines is not read at all (ARK121).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.regex import regex
from arkdoc.model.source import SourceFile, Span, start_of
from arkdoc.rules.limits import TOO_MANY_LINES, TOO_MUCH
from arkdoc.rules.structure import TOO_DEEP_NESTING

MAX_LINES = 20_000
"""How many lines a file may have: some 400 pages."""

MAX_DEPTHS = {"list": 10, "blockquote": 20, "container_box": 5, "footnote_def": 1}
"""How deep each block rule may be nested in itself; the first two are the contract's."""

MAX_IMAGE_DEPTH = 3
"""How deep images may be nested in the descriptions of images."""


_BREAK = regex("[\v\f\x85\u2028\u2029]")


class Limit(Enum):
    """What a file may have too much of, as a gettext message id."""

    BOXES = N_("lists, quotations and boxes")
    CELLS = N_("table cells")
    MARKS = N_("signs such as * and [")

    __hash__ = object.__hash__  # Enum's hashes the name, in Python, for each line that is read


MAX_UNCLOSED_FENCES = 20
"""How many fences that never close are looked for an end of: each costs a search to the end."""

MAXIMA = {Limit.BOXES: 5_000, Limit.CELLS: 30_000, Limit.MARKS: 50_000}
"""How much a file may have of each; a list counts once, a cell that its row lacks counts too."""


class Usage:
    """How much the parser has used of the limits in one text, and where it went past them."""

    def __init__(self) -> None:
        self.counts: Counter[Limit] = Counter()
        self.depths: Counter[str] = Counter()
        self.exceeded: dict[Limit, int] = {}
        self.too_deep: list[tuple[int, int]] = []

    def add(self, limit: Limit, count: int, offset: int) -> bool:
        """Count what begins at `offset`; False if that is, or something before was, too much."""
        self.counts[limit] += count
        if self.counts[limit] > MAXIMA[limit]:
            self.exceeded.setdefault(limit, offset)
        return limit not in self.exceeded

    def report(self, place: Callable[[int], Span]) -> Iterator[Diagnostic]:
        """ARK207 for each block that is too deep, then ARK219 for each limit that is exceeded."""
        for offset, depth in self.too_deep:
            yield diagnostic(TOO_DEEP_NESTING, place(offset), limit=depth)
        for limit, offset in self.exceeded.items():
            yield diagnostic(TOO_MUCH, place(offset), limit=MAXIMA[limit], what=limit.value)


def too_long(source: SourceFile) -> Diagnostic | None:
    """ARK121 for a file of more lines than can be read; each break that Word has ends one too."""
    lines = len(source.line_starts) + len(_BREAK.findall(source.text))
    if lines <= MAX_LINES:
        return None
    return diagnostic(TOO_MANY_LINES, start_of(source.path), lines=lines, limit=MAX_LINES)
