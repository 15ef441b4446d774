"""Unnumbered parts in reading order → the finished parts of the note, and its footnotes.

One light pass through the note finds what the parts can't know by themselves: what their links
lead to, and the numbers of their notes, tables, figures and headings, which come first: a link may
lead to a heading further down. A part for which all that is as before is, through the cache, the
same object as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import NamedTuple, TypeAlias

from arkdoc.assemble.anchors import UniqueNames
from arkdoc.assemble.numbered_items import (
    FIGURE,
    HEADING,
    NOTE,
    REFERENCE,
    TABLE,
    AssignedNumber,
    NumberedItem,
    with_numbers,
)
from arkdoc.assemble.place_text import PlacedBlocks, PlacedFootnotes
from arkdoc.assemble.references import References
from arkdoc.assemble.resolve import (
    NoteChoices,
    Resolved,
    ResolvedFootnote,
    resolve,
    resolve_footnotes,
)
from arkdoc.language.printed import WORDS
from arkdoc.model.cache import Cache
from arkdoc.model.document import Part
from arkdoc.model.nodes import Blocks, Footnote, Footnotes, Heading, Text
from arkdoc.model.source import NOWHERE, Span


class Title(NamedTuple):
    """A heading that arkdoc puts over a part; `language` is empty where it is the part's."""

    level: int
    text: str
    id: str
    language: str = ""
    span: Span = NOWHERE


class UnnumberedPart(NamedTuple):
    """What a `Part` is made from: the text of one source, under the title that it is given."""

    unit: str
    language: str
    source: str
    text: PlacedBlocks
    title: Title | None = None


PartRun: TypeAlias = Sequence[UnnumberedPart]
"""Parts that are read as one: the footnotes they call for are set at its end."""


class _ResolvedPart(NamedTuple):
    """A part whose text only lacks its numbers."""

    part: UnnumberedPart
    resolved: Resolved


class _HeadingCounter:
    """Counts headings as Word counts the items of a list of many levels."""

    def __init__(self) -> None:
        self._numbers: list[int] = []

    def next(self, level: int) -> str:
        """The number of the next heading, «4.2»: none above it is left out."""
        numbers = [*self._numbers[:level], *[0] * (level - len(self._numbers))]
        numbers[-1] += 1
        self._numbers = numbers
        return ".".join(map(str, numbers))


class Numbering:
    """Makes parts of runs, in their order. `footnotes` fills with those called for, by id."""

    def __init__(
        self,
        references: References,
        ids: UniqueNames,
        notes: Mapping[str, PlacedFootnotes],
        cache: Cache,
        choices: NoteChoices,
    ) -> None:
        """`ids` are those taken already; `notes` are those of each file, by its path."""
        self.footnotes: dict[str, Footnote] = {}
        self._references = references
        self._ids = ids
        self._cache = cache
        self._choices = choices
        self._notes = {
            path: self._resolved_footnotes(of_file)
            for path, of_file in notes.items()
            if of_file.by_label
        }
        self._called: dict[tuple[str, str], tuple[int, str]] = {}
        self._new: list[str] = []  # ids of those first called in this run
        self._occurrences: dict[str, int] = {}
        self._counter = _HeadingCounter()
        self._heading_numbers: dict[str, str] = {}  # by id; whole before any part is numbered
        self._counters = {TABLE: count(1), FIGURE: count(1)}

    def parts(self, runs: Iterable[PartRun]) -> tuple[Part, ...]:
        """The finished parts, in order."""
        resolved = [[self._resolved(part) for part in run] for run in runs]
        if self._choices.numbers_headings:
            self._heading_numbers = _heading_numbers(chain.from_iterable(resolved))
        return tuple(chain.from_iterable(map(self._run, resolved)))

    def _resolved(self, part: UnnumberedPart) -> _ResolvedPart:
        link_targets = self._references.resolve(part.text.link_queries)
        return _ResolvedPart(
            part,
            self._cache.cached_by_id(
                resolve, part.text.blocks, link_targets, part.language, self._choices
            ),
        )

    def _resolved_footnotes(self, notes: PlacedFootnotes) -> Mapping[str, ResolvedFootnote]:
        link_targets = self._references.resolve(notes.link_queries)
        return self._cache.cached_by_id(
            resolve_footnotes, notes.by_label, link_targets, notes.language, self._choices
        )

    def _run(self, run: Sequence[_ResolvedPart]) -> list[Part]:
        self._new = []
        last = len(run) - 1
        return [self._part(part, is_last=index == last) for index, part in enumerate(run)]

    def _part(self, part: _ResolvedPart, *, is_last: bool) -> Part:
        (unit, language, source, _, title), resolved = part
        own = self._counter.next(title.level) if title and self._choices.numbers_headings else ""
        numbers = self._numbers(resolved.numbered_items, source, language)
        notes = self._place_of_notes() if is_last else None
        given = (unit, language, source, title, own, self._choices, numbers, notes)
        return self._cache.cached_by_id(_part, resolved.blocks, *given)

    # --- numbers -----------------------------------------------------------------------

    def _numbers(
        self, items: Sequence[NumberedItem], source: str, language: str
    ) -> tuple[AssignedNumber | None, ...]:
        if not items:
            return ()
        return tuple(self._number(item, source, language) for item in items)

    def _number(self, item: NumberedItem, source: str, language: str) -> AssignedNumber | None:
        if item.kind == NOTE:
            return self._mark(item.label, source)
        if item.kind == HEADING:
            return AssignedNumber(0, item.target, whole=self._counter.next(int(item.label)))
        if item.kind == REFERENCE:
            return self._reference(item.target, item.language or language)
        return self._caption(item.kind, item.language or language)

    def _reference(self, target: str, language: str) -> AssignedNumber | None:
        number = self._heading_numbers.get(target)
        if number is None:
            return None
        return AssignedNumber(0, target, WORDS[language].section, whole=number)

    def _caption(self, kind: str, language: str) -> AssignedNumber:
        words = WORDS[language]
        number = next(self._counters[kind])
        label = words.table if kind == TABLE else words.figure
        return AssignedNumber(number, self._ids.new(f"{kind}-{number}"), label)

    def _mark(self, label: str, source: str) -> AssignedNumber | None:
        note = self._notes.get(source, {}).get(label)
        if note is None:
            return None
        number, id_ = self._called.get((source, label)) or self._new_note(note, source)
        self._occurrences[id_] = occurrence = self._occurrences.get(id_, 0) + 1
        return AssignedNumber(number, id_, occurrence=occurrence)

    def _new_note(self, resolved: ResolvedFootnote, source: str) -> tuple[int, str]:
        note = resolved.note
        number = len(self.footnotes) + 1
        id_ = self._ids.new(f"{NOTE}-{number}")
        self._called[source, note.label] = number, id_
        self._new.append(id_)
        self.footnotes[id_] = note  # now, so that footnotes that it calls itself come after it
        numbers = self._numbers(resolved.numbered_items, source, note.language)
        self.footnotes[id_] = self._cache.cached_by_id(
            _note, note, id_, number, self._choices, numbers
        )
        return number, id_

    def _place_of_notes(self) -> tuple[tuple[str, ...], Span] | None:
        """The ids of the footnotes set at the end of the run, and the first one's span."""
        spans = (self.footnotes[id_].span for id_ in self._new)
        return (tuple(self._new), min(spans)) if self._new else None


def _heading_numbers(parts: Iterable[_ResolvedPart]) -> dict[str, str]:
    """The number of each heading of the note, by its id."""
    counter = _HeadingCounter()
    numbers: dict[str, str] = {}
    for (*_, title), resolved in parts:
        if title:
            numbers[title.id] = counter.next(title.level)
        for item in resolved.numbered_items:
            if item.kind == HEADING:
                numbers[item.target] = counter.next(int(item.label))
    return numbers


def _part(
    blocks: Blocks,
    unit: str,
    language: str,
    source: str,
    title: Title | None,
    title_number: str,
    choices: NoteChoices,
    numbers: tuple[AssignedNumber | None, ...],
    notes: tuple[tuple[str, ...], Span] | None,
) -> Part:
    lead: Blocks = ()
    if title:
        inlines = (Text(title.text),)
        heading = Heading(
            title.level, inlines, title.id, title.language, title.span, number=title_number
        )
        lead = resolve((heading,), (), title.language or language, choices).blocks
    text = blocks
    if numbers:
        text = with_numbers(blocks, numbers, choices.headings)
    end = (Footnotes(*notes),) if notes else ()
    return Part(unit, language, source, (*lead, *text, *end))


def _note(
    note: Footnote,
    id_: str,
    number: int,
    choices: NoteChoices,
    numbers: tuple[AssignedNumber | None, ...],
) -> Footnote:
    blocks = with_numbers(note.blocks, numbers, choices.headings_in_notes)
    return replace(note, label=id_, number=number, blocks=blocks)
