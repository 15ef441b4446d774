"""Pieces in reading order → the finished parts of the note, and its footnotes.

One light pass through the note finds what the pieces can't know of themselves: what their links
lead to, and the numbers of their notes, tables and figures. A piece for which that is as before
is, through the cache, the very part that it was before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import NamedTuple, TypeAlias

from arkdoc.assemble.anchors import Names
from arkdoc.assemble.numbered_items import (
    FIGURE,
    NOTE,
    TABLE,
    AssignedNumber,
    NumberedItem,
    with_numbers,
)
from arkdoc.assemble.place_text import PlacedBlocks, PlacedFootnotes
from arkdoc.assemble.references import References
from arkdoc.assemble.resolve import ResolvedFootnote, resolve, resolve_footnotes
from arkdoc.language.printed import WORDS
from arkdoc.model.cache import Cache
from arkdoc.model.document import Blocks, Footnote, Footnotes, Heading, Part, Text
from arkdoc.model.source import NOWHERE, Span


class Title(NamedTuple):
    """A heading that arkdoc itself puts over a passage; `language` is empty where it is that's."""

    level: int
    text: str
    id: str
    language: str = ""
    span: Span = NOWHERE


class DraftPart(NamedTuple):
    """What a part is made from: a passage, under the title that it is given."""

    unit: str
    language: str
    source: str
    passage: PlacedBlocks
    title: Title | None = None

    def under(self, title: Title) -> DraftPart:
        """The same under `title`."""
        return DraftPart(self.unit, self.language, self.source, self.passage, title)


PartRun: TypeAlias = Sequence[DraftPart]
"""Pieces that are read as one: the footnotes they call for are set at its end."""


class Numbering:
    """Makes parts of runs, in their order. `footnotes` fills with those called for, by id."""

    def __init__(
        self,
        references: References,
        ids: Names,
        notes: Mapping[str, PlacedFootnotes],
        languages: Mapping[str, str],
        cache: Cache,
        *,
        sets_type: bool,
    ) -> None:
        """`notes` and `languages` are those of each file, by its path."""
        self.footnotes: dict[str, Footnote] = {}
        self._references = references
        self._ids = ids
        self._languages = languages
        self._cache = cache
        self._sets_type = sets_type
        self._notes = {
            path: self._resolved_footnotes(of_file, languages[path])
            for path, of_file in notes.items()
            if of_file.by_label and path in languages
        }
        self._called: dict[tuple[str, str], tuple[int, str]] = {}
        self._new: list[str] = []  # ids of those first called in this run
        self._occurrences: dict[str, int] = {}
        self._counters = {TABLE: count(1), FIGURE: count(1)}

    def parts(self, runs: Iterable[PartRun]) -> tuple[Part, ...]:
        """The finished parts, in order."""
        return tuple(chain.from_iterable(map(self._run, runs)))

    def _resolved_footnotes(
        self, notes: PlacedFootnotes, language: str
    ) -> Mapping[str, ResolvedFootnote]:
        link_targets = self._references.resolve(notes.link_queries)
        return self._cache.cached_by_id(
            resolve_footnotes, notes.by_label, link_targets, language, self._sets_type
        )

    def _run(self, run: PartRun) -> list[Part]:
        self._new = []
        last = len(run) - 1
        return [self._part(draft, is_last=index == last) for index, draft in enumerate(run)]

    def _part(self, draft: DraftPart, *, is_last: bool) -> Part:
        unit, language, source, passage, title = draft
        link_targets = self._references.resolve(passage.link_queries)
        resolved = self._cache.cached_by_id(
            resolve, passage.blocks, link_targets, language, self._sets_type
        )
        numbers = self._numbers(resolved.numbered_items, source)
        notes = self._place_of_notes() if is_last else None
        given = (unit, language, source, title, self._sets_type, numbers, notes)
        return self._cache.cached_by_id(_part, resolved.blocks, *given)

    # --- numbers -----------------------------------------------------------------------

    def _numbers(
        self, numbered_items: Sequence[NumberedItem], source: str
    ) -> tuple[AssignedNumber | None, ...]:
        if not numbered_items:
            return ()
        return tuple(
            self._mark(each.label, source) if each.kind == NOTE else self._number(each.kind, source)
            for each in numbered_items
        )

    def _number(self, kind: str, source: str) -> AssignedNumber:
        words = WORDS[self._languages[source]]
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

    def _new_note(self, note: ResolvedFootnote, source: str) -> tuple[int, str]:
        number = len(self.footnotes) + 1
        id_ = self._ids.new(f"{NOTE}-{number}")
        self._called[source, note.note.label] = number, id_
        self._new.append(id_)
        self.footnotes[id_] = note.note  # its place: what it calls for itself comes after it
        numbers = self._numbers(note.numbered_items, source)
        self.footnotes[id_] = self._cache.cached_by_id(_note, note, id_, number, numbers)
        return number, id_

    def _place_of_notes(self) -> tuple[tuple[str, ...], Span] | None:
        """Which notes are set where the run ends, and where the first of them was written."""
        return (tuple(self._new), self.footnotes[self._new[0]].span) if self._new else None


def _part(
    blocks: Blocks,
    unit: str,
    language: str,
    source: str,
    title: Title | None,
    sets_type: bool,
    numbers: tuple[AssignedNumber | None, ...],
    notes: tuple[tuple[str, ...], Span] | None,
) -> Part:
    lead: Blocks = ()
    if title:
        said = (Text(title.text),)
        heading = Heading(title.level, said, title.id, title.language, title.span)
        lead = resolve((heading,), (), language, sets_type).blocks
    text = with_numbers(blocks, numbers) if numbers else blocks
    end = (Footnotes(*notes),) if notes else ()
    return Part(unit, language, source, (*lead, *text, *end))


def _note(
    resolved: ResolvedFootnote, id_: str, number: int, numbers: tuple[AssignedNumber | None, ...]
) -> Footnote:
    blocks = with_numbers(resolved.note.blocks, numbers)
    return replace(resolved.note, label=id_, number=number, blocks=blocks)
