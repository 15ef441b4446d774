"""Note and placement → the parts of the note in reading order (contract, clauses 3 and 7)."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import chain
from pathlib import PurePosixPath

from arkdoc.assemble import faults, measures
from arkdoc.assemble.anchors import Names, slug
from arkdoc.assemble.directives import IN_NOTE
from arkdoc.assemble.headings import DEEPEST
from arkdoc.assemble.numbering import DraftPart, PartRun, Title
from arkdoc.assemble.order import Placement, says_something
from arkdoc.assemble.place_text import (
    PlacedBlocks,
    PlacedFootnotes,
    PlacedText,
    TextPosition,
    place_text,
    renamed,
)
from arkdoc.assemble.references import Target
from arkdoc.language.printed import WORDS
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.document import (
    Blocks,
    Container,
    ContainerKind,
    Contents,
    DirectiveName,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Text,
)
from arkdoc.model.names import clip
from arkdoc.model.note import Contribution, Expectation, Note, State, Unit
from arkdoc.model.source import NOWHERE, Span
from arkdoc.rules.structure import TOO_DEEP_HEADING

NOTE_PREFIX = "notat"
"""What the ids of the introduction's headings begin with."""

_ALLOWED = (DirectiveName.MEASURES,)
_WITH_UNITS = (DirectiveName.MEASURES, DirectiveName.UNITS)
_UNUSED: frozenset[str] = frozenset()
_PLACED = frozenset({DirectiveName.UNITS})
_PRINTED = (State.DONE, State.UNREADABLE, State.NO_REMARKS, State.NOT_DELIVERED)


class Ordering:
    """Puts the pieces in order. `notes`, `languages` and `targets` are by the path of a file."""

    def __init__(self, note: Note, placement: Placement, cache: Cache) -> None:
        self.runs: list[PartRun] = []
        self.notes: dict[str, PlacedFootnotes] = {}
        self.languages: dict[str, str] = {note.path: note.language}
        self.targets: dict[str, Target] = {}
        self.diagnostics: list[Diagnostic] = []
        self.ids = Names(unit.id for unit in note.all_units)
        self._note = note
        self._words = WORDS[note.language]
        self._placement = placement
        self._cache = cache
        self._is_empty: dict[str, bool] = {}
        self._is_wanted: dict[str, bool] = {}
        for unit in note.units:
            self._look_through(unit)

    def merge(self) -> None:
        """Fill `runs`, in the note's order."""
        introduction = self._introduction()
        self._add([self._own_piece("", introduction.before)])
        for unit in self._note.units:
            self._unit(unit, 1)
        if introduction.after:
            self._add([self._own_piece("", introduction.after)])
        if self._note.attachments and DirectiveName.ATTACHMENTS not in introduction.used:
            self._attachments()
        self._unplaced()
        self.targets[self._note.path] = self._note_target(introduction)
        for contribution in chain(self._placement.unplaced, *self._placement.named.values()):
            self.targets.setdefault(contribution.path, Target("", {}))  # not shown: no text

    def _look_through(self, unit: Unit) -> None:
        """Note which subtrees have nothing to print, and in which something is missing."""
        for sub in unit.units:
            self._look_through(sub)
        state = self._placement.states[unit.id]
        has_own = bool(self._placement.texts.get(unit.id)) or state in _PRINTED
        self._is_empty[unit.id] = not has_own and all(self._is_empty[u.id] for u in unit.units)
        self._is_wanted[unit.id] = state is State.MISSING or any(
            self._is_wanted[sub.id] for sub in unit.units
        )

    def _add(self, run: Iterable[DraftPart]) -> None:
        if pieces := [draft for draft in run if draft.title or draft.passage.blocks]:
            self.runs.append(pieces)

    def _own_piece(self, unit: str, passage: PlacedBlocks, title: Title | None = None) -> DraftPart:
        """A piece of the note's own."""
        return DraftPart(unit, self._note.language, self._note.path, passage, title)

    def _made(self, make: Callable[..., Blocks], *given: Hashable) -> PlacedBlocks:
        """Blocks of arkdoc's own making: the same ones while what they say is the same."""
        return PlacedBlocks(self._cache.cached(make, *given))

    def _named(self, placed: PlacedText) -> PlacedText:
        """`settled` with ids that nobody else has."""
        ids = self.ids.all_new(placed.wanted, placed.ids)
        return placed if ids is placed.ids else self._cache.cached_by_id(renamed, placed, ids)

    # --- the note's own text -----------------------------------------------------------

    def _introduction(self) -> PlacedText:
        note = self._note
        placed = self._named(self._cache.cached_by_id(_introduction, note, tuple(self._tallies())))
        self.notes[note.path] = placed.notes
        self.diagnostics += placed.diagnostics
        return placed

    def _tallies(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """How the measures stand, of each unit that has some."""
        for unit in self._note.all_units:
            texts = self._placement.texts.get(unit.id, ())
            if given := [measure for c in texts for measure in c.measures]:
                yield unit.name, measures.tally(given)
        for contribution in self._placement.unplaced:
            if contribution.measures:
                yield _name_of(contribution), measures.tally(contribution.measures)

    def _attachments(self) -> None:
        id_ = self.ids.new(f"{NOTE_PREFIX}-{slug(self._words.attachments)}")
        names, language = self._note.attachments, self._note.language
        self._add([self._own_piece("", self._made(_attachments, names, language, id_))])

    def _note_target(self, introduction: PlacedText) -> Target:
        """Links to the note's own file: its first heading, its headings, its units."""
        anchors = dict(introduction.anchors)
        printed = {draft.unit for run in self.runs for draft in run}
        for unit in self._note.all_units:
            if unit.id in printed:
                anchors.setdefault(unit.id, unit.id)
                anchors.setdefault(slug(unit.name), unit.id)
        after = introduction.after.blocks if introduction.after else ()
        blocks = (*introduction.before.blocks, *after)
        home = next((block.id for block in blocks if isinstance(block, Heading)), "")
        return Target(home, anchors)

    # --- units -------------------------------------------------------------------------

    def _unit(self, unit: Unit, depth: int) -> None:
        """The unit's heading and own text, then its sub-units, unless it places them itself."""
        if self._is_empty[unit.id] and not self._is_wanted[unit.id]:
            return
        if depth > DEEPEST:
            self.diagnostics.append(
                diagnostic(TOO_DEEP_HEADING, unit.name_span, text=clip(unit.name))
            )
        before: list[DraftPart] = []
        after: list[DraftPart] = []
        if not self._is_empty[unit.id]:
            before, after = self._texts(unit, depth)
        first, *rest = before or [self._own_piece(unit.id, self._instead(unit))]
        language = "" if first.language == self._note.language else self._note.language
        title = Title(min(depth, DEEPEST), unit.name, unit.id, language, unit.name_span)
        self._add([first.under(title), *rest])
        if not self._is_empty[unit.id]:
            for sub in unit.units:
                self._unit(sub, depth + 1)
        if after:
            self._add(after)

    def _instead(self, unit: Unit) -> PlacedBlocks:
        """What stands in place of a text, where the unit or one below it should have some."""
        if self._is_empty[unit.id] or unit.expects is Expectation.REQUIRED:
            has_come = bool(self._placement.named.get(unit.id))
            absent = self._words.empty if has_come else self._words.missing
            return self._made(_placeholder, absent.format(unit=unit.name), unit.span)
        match unit.expects:
            case Expectation.NO_REMARKS:
                said = self._words.no_remarks
            case Expectation.NOT_DELIVERED:
                said = self._words.not_delivered
            case Expectation.OPTIONAL:
                return PlacedBlocks(())
        return self._made(_sentence, said.format(unit=unit.name), unit.span)

    def _texts(self, unit: Unit, depth: int) -> tuple[list[DraftPart], list[DraftPart]]:
        """The unit's contributions, before and after the place of its sub-units."""
        allowed = _WITH_UNITS if unit.units else _ALLOWED
        where = TextPosition(depth, unit.id, unit.name, unit.id)
        before: list[DraftPart] = []
        after: list[DraftPart] = []
        is_placed = False
        for contribution in self._placement.texts.get(unit.id, ()):
            used = _PLACED if is_placed else _UNUSED
            first, rest = self._text(contribution, unit.id, where, allowed, used)
            (after if is_placed else before).append(first)
            if rest:
                after.append(rest)
                is_placed = True
        for contribution in self._placement.named.get(unit.id, ()):
            # One without text has no place of its own; its unit's is the nearest.
            self.targets.setdefault(contribution.path, Target(unit.id, {}))
        return before, after

    def _text(
        self,
        contribution: Contribution,
        unit: str,
        where: TextPosition,
        allowed: tuple[str, ...],
        used: frozenset[str],
    ) -> tuple[DraftPart, DraftPart | None]:
        """A contribution as one piece, or as two around the place of the units."""
        path, language = contribution.path, contribution.language or self._note.language
        if fault := contribution.fault:
            self.targets[path] = Target(where.home, {})
            language = self._note.language
            said = faults.unreadable(path, fault, language)
            return DraftPart(unit, language, path, self._made(_placeholder, said, fault.span)), None
        given = (language, where, allowed, used)
        placed = self._named(self._cache.cached_by_id(_settled, contribution, *given))
        self.notes[path] = placed.notes
        self.languages[path] = language
        self.diagnostics += placed.diagnostics
        self.targets[path] = Target(where.home, placed.anchors)
        before = DraftPart(unit, language, path, placed.before)
        after = DraftPart(unit, language, path, placed.after) if placed.after else None
        return before, after

    # --- what belongs to no unit -------------------------------------------------------

    def _unplaced(self) -> None:
        shown = [c for c in self._placement.unplaced if c.fault or says_something(c)]
        if not shown:
            return
        title = self._words.unplaced
        top = self.ids.new(slug(title))
        self._add([self._own_piece("", PlacedBlocks(()), Title(1, title, top))])
        for contribution in shown:
            name = _name_of(contribution)
            id_ = self.ids.new(f"{top}-{slug(name)}".rstrip("-"))
            where = TextPosition(2, id_, name, id_)
            draft, _ = self._text(contribution, "", where, _ALLOWED, _UNUSED)
            self._add([draft.under(Title(2, name, id_))])


# --- what is remembered ------------------------------------------------------------------


def _settled(
    contribution: Contribution,
    language: str,
    where: TextPosition,
    allowed: tuple[str, ...],
    used: frozenset[str],
) -> PlacedText:
    return place_text(
        contribution.body,
        contribution.path,
        where,
        allowed=allowed,
        used=used,
        contents={DirectiveName.MEASURES: measures.shown(contribution, language)},
        following=DirectiveName.MEASURES,
    )


def _introduction(note: Note, tallies: tuple[tuple[str, tuple[int, ...]], ...]) -> PlacedText:
    contents: dict[str, Blocks] = {
        DirectiveName.CONTENTS: (Contents(),),
        DirectiveName.OVERVIEW: measures.overview(tallies, note.language),
        DirectiveName.ATTACHMENTS: _attachments(note.attachments, note.language, ""),
    }
    where = TextPosition(0, NOTE_PREFIX)
    return place_text(note.body, note.path, where, allowed=IN_NOTE, contents=contents)


def _attachments(names: tuple[str, ...], language: str, id_: str) -> Blocks:
    if not names:
        return ()
    items = tuple(ListItem(_sentence(name)) for name in names)
    return (Heading(1, (Text(WORDS[language].attachments),), id_), ListBlock(True, items))


def _sentence(text: str, span: Span = NOWHERE) -> tuple[Paragraph]:
    return (Paragraph((Text(text),), span),)


def _placeholder(text: str, span: Span) -> tuple[Container]:
    """A placeholder; `span` is what it speaks of."""
    return (Container(ContainerKind.PLACEHOLDER, _sentence(text, span), span=span),)


def _name_of(contribution: Contribution) -> str:
    """What a contribution that belongs to no unit is called: as its author wrote, or the file."""
    return contribution.unit or PurePosixPath(contribution.path).name
