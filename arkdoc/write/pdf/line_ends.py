"""Stretches of text as laid out, and their source → the space or hyphen that each ends with.

Layout drops the space where a line ends and adds the hyphen that divides a word. Text that is
read aloud or copied needs the space and not the hyphen (ISO 32000-1, 14.8.2.2.3 and 14.8.2.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

# How far to look for a stretch that is not where it is expected, as after one that CSS made.
_NEAR = 2000


class Ending(NamedTuple):
    """How a line ends: the layout dropped a `space` there, or added a `hyphen`."""

    space: bool
    hyphen: bool


def endings(source: str, stretches: Iterable[tuple[str, str]]) -> Iterator[Ending]:
    """How each of `stretches` of `source` ends: text, and the hyphen that may divide it."""
    words = source.split()
    letters = "".join(words)
    gaps = set(accumulate(map(len, words[:-1]), initial=0))
    at = 0
    for text, hyphen in stretches:
        own = "".join(text.split())
        bare = own.removesuffix(hyphen)
        start = letters.find(own, at, at + len(own) + _NEAR)
        divided = False
        if not letters.startswith(own, at) and bare != own and letters.startswith(bare, at):
            own, start, divided = bare, at, True
        if start < 0:
            yield Ending(False, False)
            continue
        at = start + len(own)
        yield Ending(not divided and at in gaps and text == text.rstrip(), divided)
