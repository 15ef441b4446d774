"""The text of one file and facts from the note → a Subject, which the checks search."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Protocol, TypeVar, runtime_checkable

from arkdoc.check.languages import NORWEGIAN, language_of_all, sure_language_of
from arkdoc.check.passage import Passage, passages
from arkdoc.check.person_names import person_names
from arkdoc.model.diagnostic import Diagnostic, Rule, diagnostic
from arkdoc.model.nodes import Block, Inline, Paragraph, Text
from arkdoc.model.note import Body, Measure
from arkdoc.model.tree import inline_runs, walk, walk_inlines

BlockKind = TypeVar("BlockKind", bound=Block)
InlineKind = TypeVar("InlineKind", bound=Inline)


@dataclass(frozen=True)  # no slots: cached properties need the instance's dictionary
class Subject:
    """One contribution, or the note's own text, as its author wrote it.

    `language` is a code of the contract's `språk`. `staff` is the unit's `ansatte`, None where
    it is not known. `smallest_group` is the note's `minstegruppe` (clause 3). `fields` are
    the texts that the file's fields put into the note. `unit_name` and `unit_id` are empty where
    the text belongs to no unit.
    """

    path: str
    body: Body
    language: str
    measures: tuple[Measure, ...] = ()
    staff: int | None = None
    smallest_group: int = 12
    fields: tuple[Text, ...] = ()
    unit_name: str = ""
    unit_id: str = ""

    def blocks(self, kind: type[BlockKind]) -> Iterator[BlockKind]:
        """Every block of a kind, outermost first, in reading order; footnotes come last."""
        return (block for block in self._blocks if isinstance(block, kind))

    def inlines(self, kind: type[InlineKind]) -> Iterator[InlineKind]:
        """Every inline of a kind: those of blocks, then of measures, each in reading order."""
        return (inline for inline in self._inlines if isinstance(inline, kind))

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        footnotes = (note.blocks for note in self.body.footnotes)
        return tuple(walk(chain(self.body.blocks, *footnotes)))

    @cached_property
    def _inlines(self) -> tuple[Inline, ...]:
        of_blocks = chain.from_iterable(map(inline_runs, self._blocks))
        of_measures = ((m.name, *(field.value for field in m.fields)) for m in self.measures)
        runs = chain(of_blocks, chain.from_iterable(of_measures))
        return tuple(walk_inlines(chain.from_iterable(runs)))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The text to search in: see `passage`. Measures come after blocks."""
        return tuple(passages(self.body, self.measures))

    @cached_property
    def seen_passages(self) -> tuple[Passage, ...]:
        """The passages that are not hidden."""
        return tuple(passage for passage in self.passages if not passage.hidden)

    @cached_property
    def prose_passages(self) -> tuple[Passage, ...]:
        """The seen passages that are no code: those that rules of language search."""
        return tuple(passage for passage in self.seen_passages if not passage.is_code)

    @cached_property
    def unquoted_passages(self) -> tuple[Passage, ...]:
        """The passages of prose that stand in no quotation."""
        return tuple(passage for passage in self.prose_passages if not passage.quoted)

    @cached_property
    def own_passages(self) -> tuple[Passage, ...]:
        """The unquoted passages that are in the language of the text, for all they say."""
        return tuple(p for p in self.unquoted_passages if p.language in ("", self.language))

    @cached_property
    def field_passages(self) -> tuple[Passage, ...]:
        """The passages of `fields`: only rules whose findings may stand nowhere search them."""
        paragraphs = tuple(Paragraph((text,)) for text in self.fields if text.text)
        return tuple(passages(Body(paragraphs)))

    @cached_property
    def actual_language(self) -> str:
        """The language that the text is in, whatever `language` says."""
        return language_of_all(self.own_passages, self.language)

    @cached_property
    def names(self) -> dict[Passage, tuple[tuple[int, int], ...]]:
        """Where people are named in each passage, in order: start and end."""
        return {p: () if p.hidden else tuple(person_names(p)) for p in self.passages}

    def is_named_beside(self, passage: Passage) -> bool:
        """Whether another cell of the row, or another field of the measure, names someone."""
        return self._naming_passages[passage.group] > bool(self.names[passage])

    @cached_property
    def _naming_passages(self) -> Counter[int]:
        """How many passages of each group name someone."""
        return Counter(passage.group for passage, places in self.names.items() if places)


def each_place(
    rule: Rule,
    passages: Iterable[Passage],
    places: Callable[[Passage], Iterable[tuple[int, int]]],
    **args: object,
) -> Iterator[Diagnostic]:
    """A finding of `rule` at each of the `places` in `passages`: start and end."""
    for passage in passages:
        for start, end in places(passage):
            yield diagnostic(rule, passage.span(start, end), **args)


def each_correction(
    rule: Rule,
    subject: Subject,
    corrections: Callable[[Passage], Iterable[tuple[re.Match[str], str]]],
) -> Iterator[Diagnostic]:
    """A finding of `rule` for each of the `corrections`: what is written, and what is better.

    They concern Norwegian conventions for numbers, so only passages with digits in Norwegian are
    searched.
    """
    for passage in subject.prose_passages:
        if passage.has_digits and _language(passage, subject) in NORWEGIAN:
            for match, better in corrections(passage):
                place = passage.span(*match.span())
                yield diagnostic(rule, place, text=match[0], better=better)


def _language(passage: Passage, subject: Subject) -> str:
    return passage.language or sure_language_of((passage,)) or subject.actual_language


@runtime_checkable
class Check(Protocol):
    """A module that looks for one thing."""

    RULE: Rule

    def check(self, subject: Subject, /) -> Iterator[Diagnostic]:
        """Each finding in `subject`, in any order."""
        ...
