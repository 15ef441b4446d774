"""What a check is, and what it is given: the text of one file, and what the note says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Protocol

from arkdoc.check.languages import NORWEGIAN, language_of_all
from arkdoc.check.passage import Passage, passages
from arkdoc.check.person_names import names
from arkdoc.model.diagnostic import Diagnostic, Rule, diagnostic
from arkdoc.model.document import Block, Inlines, Paragraph, Text
from arkdoc.model.note import Body, Measure
from arkdoc.model.tree import inline_runs, walk


@dataclass(frozen=True)  # no slots: the passages are kept in the instance
class Subject:
    """One contribution, or the note's own text, as its author wrote it.

    `language` is a code of the contract's `språk`. `staff` is the unit's `ansatte`, None where
    it is not known. `smallest_group` is the note's `minstegruppe` (clause 3). `explained` are
    the abbreviations that a reader has met before this text. `fields` are the texts that the
    file's fields put into the note. `unit_name` is empty where the text belongs to no unit.
    """

    path: str
    body: Body
    language: str
    measures: tuple[Measure, ...] = ()
    staff: int | None = None
    smallest_group: int = 12
    explained: frozenset[str] = frozenset()
    fields: tuple[Text, ...] = ()
    unit_name: str = ""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its text to search in: see `passage`. Measures come after blocks."""
        notes = chain.from_iterable(note.blocks for note in self.body.footnotes)
        return tuple(passages(chain(self.body.blocks, notes), self.measures))

    @cached_property
    def seen_passages(self) -> tuple[Passage, ...]:
        """Those of its passages that are not hidden."""
        return tuple(passage for passage in self.passages if not passage.hidden)

    @cached_property
    def norwegian_numerals(self) -> tuple[Passage, ...]:
        """Where Norwegian's way with numbers holds: seen passages with digits; else none."""
        if self.actual_language not in NORWEGIAN:
            return ()
        return tuple(passage for passage in self.seen_passages if passage.has_digits)

    @cached_property
    def actual_language(self) -> str:
        """What the text is in, whatever `language` says it is."""
        return language_of_all(self.passages, self.language)

    @cached_property
    def field_passages(self) -> tuple[Passage, ...]:
        """What `fields` say; only what may stand nowhere at all is looked for in them."""
        return tuple(passages([Paragraph((text,)) for text in self.fields if text.text], ()))

    def names(self, passage: Passage) -> tuple[tuple[int, int], ...]:
        """Where people are named in one of its passages, in order: start and end."""
        return self._names[id(passage)]

    def is_named_beside(self, passage: Passage) -> bool:
        """Whether another cell of the row, or another field of the measure, names someone."""
        return self._named[passage.group] > bool(self.names(passage))

    @cached_property
    def _names(self) -> dict[int, tuple[tuple[int, int], ...]]:
        return {
            id(passage): () if passage.hidden else tuple(names(passage))
            for passage in self.passages
        }

    @cached_property
    def _named(self) -> Counter[int]:
        """How many passages of each group name someone."""
        return Counter(passage.group for passage in self.passages if self.names(passage))

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


def each_place(
    rule: Rule,
    passages: Iterable[Passage],
    places: Callable[[Passage], Iterable[tuple[int, int]]],
) -> Iterator[Diagnostic]:
    """A finding of `rule` at each of the `places` in `passages`: start and end."""
    for passage in passages:
        for start, end in places(passage):
            yield diagnostic(rule, passage.span(start, end))


class Check(Protocol):
    """A module that looks for one thing."""

    RULE: Rule

    def check(self, subject: Subject, /) -> Iterator[Diagnostic]:
        """Each finding in `subject`, in any order."""
        ...
