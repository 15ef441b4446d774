"""What a check is, and what it is given: the text of one file, and what the note says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Protocol

from arkdoc.check.languages import language_of_all
from arkdoc.check.passage import Passage, passages
from arkdoc.diagnostic import Diagnostic, Rule
from arkdoc.document import Block, Inlines
from arkdoc.note import Body, Measure
from arkdoc.tree import inline_runs, walk


@dataclass(frozen=True)  # no slots: the passages are kept in the instance
class Subject:
    """One contribution, or the note's own text, as its author wrote it.

    `language` is a code of the contract's `språk`. `staff` is the unit's `ansatte`, None where
    it is not known. `smallest_group` is the note's `minstegruppe` (clause 3). `explained` are
    the abbreviations that a reader has met before this text.
    """

    path: str
    body: Body
    language: str
    measures: tuple[Measure, ...] = ()
    staff: int | None = None
    smallest_group: int = 12
    explained: frozenset[str] = frozenset()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its text to search in: see `passage`. Measures come after blocks."""
        notes = chain.from_iterable(note.blocks for note in self.body.footnotes)
        return tuple(passages(chain(self.body.blocks, notes), self.measures))

    @cached_property
    def actual_language(self) -> str:
        """What the text is in, whatever `language` says it is."""
        return language_of_all(self.passages, self.language)

    def beside(self, passage: Passage) -> tuple[Passage, ...]:
        """The other cells of its row, or the other fields of its measure."""
        return tuple(
            other
            for other in self._groups.get(passage.group, ())
            if other is not passage and not other.hidden
        )

    @cached_property
    def _groups(self) -> dict[int, list[Passage]]:
        groups: dict[int, list[Passage]] = {}
        for passage in self.passages:
            groups.setdefault(passage.group, []).append(passage)
        return groups

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
