"""A unit's blocks and diagnostics → its pieces, and what is said of it and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Diagnostic, Severity
from arkdoc.preview.difference import KeyedElement
from arkdoc.preview.inline_messages import inline_messages, message_item
from arkdoc.write.html.page_blocks import RenderedBlock

GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.INFO)
"""The order that messages come in."""

_ID = re.compile(r' id="([^"]+)"')


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What is said of a unit: remarks by the key of their block, and messages by gravity.

    `anchor` is the id of the first thing in it that has one.
    """

    beside: Mapping[str, KeyedElement]
    messages: Sequence[Sequence[KeyedElement]]
    anchor: str

    @property
    def counts(self) -> tuple[int, int]:
        """How many errors and warnings."""
        errors, warnings, _ = map(len, self.messages)
        return errors, warnings


def unit_page(
    blocks: Sequence[RenderedBlock], found: Sequence[Diagnostic], tr: Translator
) -> UnitPage:
    """What `found` says of the unit that `blocks` are."""
    places = _Places(blocks)
    beside: dict[str, list[Diagnostic]] = {}
    messages: list[list[KeyedElement]] = [[] for _ in GRAVITY]
    for diagnostic in found:
        place = places.of(diagnostic)
        if place is not None:
            beside.setdefault(place.key, []).append(diagnostic)
        item = message_item(diagnostic, tr, jumps=place is not None)
        messages[GRAVITY.index(diagnostic.rule.severity)].append(item)
    anchors = (_ID.search(block.html) for block in blocks)
    return UnitPage(
        {key: inline_messages(key, diagnostics, tr) for key, diagnostics in beside.items()},
        messages,
        next((match[1] for match in anchors if match), ""),
    )


def run_pieces(
    blocks: Sequence[RenderedBlock], beside: Mapping[str, KeyedElement]
) -> tuple[KeyedElement, ...]:
    """The blocks, each after what is said of it."""
    pieces = []
    for block in blocks:
        if block.key in beside:
            pieces.append(beside[block.key])
        pieces.append(KeyedElement(block.key, block.html))
    return tuple(pieces)


class _Places:
    """Where a unit's diagnostics are shown."""

    def __init__(self, blocks: Sequence[RenderedBlock]) -> None:
        self._first = blocks[0] if blocks and blocks[0].unit else None
        self._files: dict[str, tuple[list[int], list[RenderedBlock]]] = {}
        for block in sorted(blocks, key=lambda block: block.span.line):
            lines, there = self._files.setdefault(block.span.path, ([], []))
            lines.append(block.span.line)
            there.append(block)

    def of(self, diagnostic: Diagnostic) -> RenderedBlock | None:
        """The last block of its file that begins at or before its line, else the unit's first."""
        lines, blocks = self._files.get(diagnostic.span.path, ([], []))
        before = bisect_right(lines, diagnostic.span.line)
        return blocks[before - 1] if before else self._first
