"""A unit's blocks and diagnostics → its part of the page: elements, messages and anchor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Diagnostic, Severity
from arkdoc.model.regex import regex
from arkdoc.model.source import NOWHERE
from arkdoc.pipeline.places import Places
from arkdoc.preview.difference import KeyedElement
from arkdoc.preview.inline_messages import inline_messages, message_item
from arkdoc.write.html.page_blocks import RenderedBlock

Blocks = tuple[RenderedBlock, ...]

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
"""In the order that messages are listed."""

_ID = regex(r' id="([^"]+)"')


@dataclass(frozen=True, slots=True)
class UnitPage:
    """The elements of each of the unit's runs of blocks, and its messages by SEVERITIES.

    `anchor` is the first id in the blocks, or empty.
    """

    runs: Sequence[Sequence[KeyedElement]]
    messages: Sequence[Sequence[KeyedElement]]
    anchor: str


def unit_page(
    runs: Sequence[Blocks],
    found: Sequence[Diagnostic],
    tr: Translator,
    places: Places | None,
    *,
    is_own: bool = False,
) -> UnitPage:
    """Render `runs`, each block after the messages of `found` that concern it.

    `places` and `is_own` as in `inline_messages`.

    A run is what stands together in the note; text of other units may stand between two.
    """
    blocks = tuple(chain.from_iterable(runs))
    index = _BlockIndex(blocks)
    by_block: dict[str, list[Diagnostic]] = {}
    messages: list[list[KeyedElement]] = [[] for _ in SEVERITIES]
    for diagnostic in found:
        block = index.find(diagnostic)
        if block is not None:
            by_block.setdefault(block.key, []).append(diagnostic)
        item = message_item(diagnostic, tr, places, is_linked=block is not None)
        messages[SEVERITIES.index(diagnostic.rule.severity)].append(item)
    inline = {
        key: inline_messages(key, each, tr, places, is_own=is_own) for key, each in by_block.items()
    }
    anchors = (_ID.search(block.html) for block in blocks)
    return UnitPage(
        [_elements(run, inline) for run in runs],
        messages,
        next((match[1] for match in anchors if match), ""),
    )


def _elements(blocks: Blocks, inline: Mapping[str, KeyedElement]) -> list[KeyedElement]:
    elements: list[KeyedElement] = []
    before = 0  # how many say what has changed in the block that follows: they stay right above it
    for block in blocks:
        if block.key in inline:
            elements.insert(len(elements) - before, inline[block.key])
        elements.append(KeyedElement(block.key, block.html))
        before = before + 1 if block.span == NOWHERE else 0
    return elements


class _BlockIndex:
    """A unit's blocks by file and line, or paragraph."""

    def __init__(self, blocks: Blocks) -> None:
        self._first = blocks[0] if blocks and blocks[0].unit else None
        self._files: dict[str, tuple[list[int], list[RenderedBlock]]] = {}
        for block in sorted(blocks, key=lambda block: block.span.line):
            lines, in_file = self._files.setdefault(block.span.path, ([], []))
            lines.append(block.span.line)
            in_file.append(block)

    def find(self, diagnostic: Diagnostic) -> RenderedBlock | None:
        """The last block of its file that begins at or before its line, else the unit's first.

        It is the next block instead where only that has some of what is concerned, as when the
        header of a table is not shown.
        """
        span = diagnostic.span
        lines, blocks = self._files.get(span.path, ([], []))
        at = bisect_right(lines, span.line)
        is_before = at > 0 and blocks[at - 1].span.end_line >= span.line
        if not is_before and at < len(lines) and lines[at] <= span.end_line:
            return blocks[at]
        return blocks[at - 1] if at else self._first
