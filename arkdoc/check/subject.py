"""What a check is, and what it is given: the text of one file, and what the note says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from arkdoc.diagnostic import Diagnostic, Rule
from arkdoc.document import Block, Inlines
from arkdoc.note import Body, Measure
from arkdoc.tree import inline_runs, walk


@dataclass(frozen=True, slots=True)
class Subject:
    """One contribution, or the note's own text, as its author wrote it.

    `language` is a code of the contract's `språk`. `staff` is the unit's `ansatte`, None where
    it is not known. `smallest_group` is the note's `minstegruppe` (clause 3). `unit_name` is the
    unit's name, empty where the text belongs to none.
    """

    path: str
    body: Body
    language: str
    measures: tuple[Measure, ...] = ()
    staff: int | None = None
    smallest_group: int = 12
    unit_name: str = ""

    def blocks(self) -> Iterator[Block]:
        """Every block, outermost first, in reading order; footnotes come last."""
        notes = chain.from_iterable(note.blocks for note in self.body.footnotes)
        return walk(chain(self.body.blocks, notes))

    def runs(self) -> Iterator[Inlines]:
        """Every run of inlines: of blocks, then of measures, each in reading order."""
        for block in self.blocks():
            yield from inline_runs(block)
        for measure in self.measures:
            yield measure.name
            yield from (field.value for field in measure.fields)


class Check(Protocol):
    """A module that looks for one thing."""

    RULE: Rule

    def check(self, subject: Subject, /) -> Iterator[Diagnostic]:
        """Each finding in `subject`, in any order."""
        ...
