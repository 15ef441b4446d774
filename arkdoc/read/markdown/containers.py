"""A line `::: merknad` → a container's tokens, up to the `:::` that ends it.

Containers stand in others with as many colons or fewer: what ends one is the next end that none
opened after it takes.
"""

from __future__ import annotations

from collections import Counter
from unicodedata import normalize

from markdown_it.rules_block import StateBlock

from arkdoc.model.nodes import ContainerKind
from arkdoc.model.regex import regex

NAME = "container_box"
CONTAINERS = tuple(kind.value for kind in ContainerKind if not kind.is_made)
TITLED = (ContainerKind.PROPOSAL, ContainerKind.SUMMARY)
"""The kinds that may have a title of their own, on the same line."""

_COLONS = regex(r"(:{3,})([^\n]*)")


def is_container(opening: str) -> bool:
    """Whether `opening`, as it stands after the colons, opens a container."""
    name, words = container_words(opening)
    if name not in CONTAINERS:
        return False
    kind = ContainerKind(name)
    is_title = kind in TITLED and words[:1] != ":" and any(map(str.isalnum, words))
    return not words or kind is ContainerKind.LANGUAGE or is_title


def container_words(opening: str) -> tuple[str, str]:
    """The name of a container, and what follows it on its line: `språk` and `en`, a box and
    its title."""
    name, _, words = normalize("NFC", opening.strip()).partition(" ")
    return name.lower(), words.strip()


def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's rule for a container that opens on line `start`."""
    colons, opening = _colons(state, start)
    if not colons or not is_container(opening):
        return False
    if silent:
        return True
    last, is_closed = _end(state, start, end, colons)
    parent, line_max = state.parentType, state.lineMax
    state.parentType = "container"
    state.lineMax = last  # nothing in it goes on past its end
    token = state.push(f"{NAME}_open", "div", 1)
    token.markup, token.info, token.block, token.map = ":" * colons, opening, True, [start, last]
    state.md.block.tokenize(state, start + 1, last)
    state.push(f"{NAME}_close", "div", -1).block = True
    state.parentType, state.lineMax = parent, line_max
    state.line = last + is_closed
    return True


def _colons(state: StateBlock, line: int) -> tuple[int, str]:
    """How many colons a line begins with, none if they are too few, and what follows them."""
    start = state.bMarks[line] + state.tShift[line]
    match = _COLONS.match(state.src, start, max(state.eMarks[line], start))
    if match is None or state.is_code_block(line):
        return 0, ""
    return len(match[1]), match[2]


def _end(state: StateBlock, start: int, end: int, colons: int) -> tuple[int, bool]:
    """The line that ends the container of `start`, and whether it says so.

    An end has at least as many colons as what it ends. It ends what has exactly as many, if
    anything has: who counts them has a reason.
    """
    open_ = _OpenFences()
    open_.add(colons)
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line, False
        count, rest = _colons(state, line)
        if count and not rest.strip():
            open_.end(count)
            if not open_.colons:
                return line, True
        elif count and is_container(rest):
            open_.add(count)
    return end, False


class _OpenFences:
    """The colons of the containers that are open, the innermost last.

    What is looked at is taken away, so that no number of containers makes an end slow to find.
    """

    def __init__(self) -> None:
        self.colons: list[int] = []
        self._fewest: list[int] = []  # colons of each and of those around it
        self._numbers: Counter[int] = Counter()

    def add(self, colons: int) -> None:
        self.colons.append(colons)
        self._fewest.append(min(colons, self._fewest[-1]) if self._fewest else colons)
        self._numbers[colons] += 1

    def end(self, colons: int) -> None:
        """End the innermost that an end with as many colons ends, and all in it."""
        is_exact = self._numbers[colons] > 0
        if not is_exact and self._fewest[-1] > colons:
            return
        while True:
            last = self.colons.pop()
            self._fewest.pop()
            self._numbers[last] -= 1
            if last == colons or (last < colons and not is_exact):
                return
