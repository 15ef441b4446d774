"""The blocks of a Word file → the same with its notes called by numbers from 1, and the notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from arkdoc.model.nodes import Blocks, Footnote, FootnoteReference, Inline
from arkdoc.model.source import start_of, whole_span
from arkdoc.model.tree import all_inlines, map_all_inlines
from arkdoc.read.word.body import read_blocks
from arkdoc.read.word.reading import Reading


class CalledNotes(NamedTuple):
    """Blocks and the notes that they call, in the order of their calls.

    `called_in` has the number of the paragraph that first calls a note, by the file's own label.
    """

    blocks: Blocks
    notes: tuple[Footnote, ...]
    called_in: Mapping[str, int]


def read_notes(reading: Reading, blocks: Blocks) -> CalledNotes:
    """Read the notes that `blocks`, and those notes themselves, call."""
    labels: dict[str, str] = {}
    called_in: dict[str, int] = {}
    waiting = _calls(blocks)
    while waiting:
        call = waiting.pop(0)
        label = call.label
        if label in labels:
            continue
        labels[label] = str(len(labels) + 1)
        called_in[label] = call.span.line
        inside = read_blocks(reading, reading.file.notes[label])
        reading.notes[label] = Footnote(labels[label], inside)
        waiting += _calls(inside)
    notes = []
    for label, note in reading.notes.items():
        span = whole_span(note.blocks) if note.blocks else start_of(reading.path)
        notes.append(Footnote(labels[label], _relabelled(note.blocks, labels), span=span))
    return CalledNotes(_relabelled(blocks, labels), tuple(notes), called_in)


def _calls(blocks: Blocks) -> list[FootnoteReference]:
    return [i for i in all_inlines(blocks) if isinstance(i, FootnoteReference)]


def _relabelled(blocks: Blocks, labels: dict[str, str]) -> Blocks:
    def relabelled(inline: Inline) -> Inline:
        if isinstance(inline, FootnoteReference):
            return replace(inline, label=labels[inline.label])
        return inline

    return map_all_inlines(blocks, relabelled) if labels else blocks
