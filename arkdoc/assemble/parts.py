"""Note and placement → the parts of the note in reading order (contract, clauses 3 and 7)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath

from arkdoc.assemble import directives, faults, measures
from arkdoc.assemble.anchors import Names, slug
from arkdoc.assemble.finish import Run
from arkdoc.assemble.headings import DEEPEST
from arkdoc.assemble.order import Placement, says_something
from arkdoc.assemble.references import Target
from arkdoc.assemble.texts import Place, Settled, settle
from arkdoc.diagnostic import Diagnostic, found
from arkdoc.document import (
    Block,
    Blocks,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Footnote,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Part,
    Text,
)
from arkdoc.names import clip
from arkdoc.note import Contribution, Expectation, Measure, Note, State, Unit
from arkdoc.rules.structure import TOO_DEEP_HEADING
from arkdoc.source import NOWHERE, Span
from arkdoc.words import WORDS

NOTE_PREFIX = "notat"
"""What the ids of the introduction's headings begin with."""

_PRINTED = (State.DONE, State.UNREADABLE, State.NO_REMARKS, State.NOT_DELIVERED)


class Merger:
    """Puts the parts in order. `notes` are the footnotes of each file, by path and label."""

    def __init__(self, note: Note, placement: Placement) -> None:
        self.runs: list[Run] = []
        self.notes: dict[str, Mapping[str, Footnote]] = {}
        self.targets: dict[str, Target] = {}
        self.diagnostics: list[Diagnostic] = []
        self.ids = Names(unit.id for unit in note.all_units())
        self._note = note
        self._words = WORDS[note.language]
        self._placement = placement
        self._is_empty: dict[str, bool] = {}
        self._is_wanted: dict[str, bool] = {}
        for unit in note.units:
            self._look_through(unit)

    def merge(self) -> None:
        """Fill `runs`, in the note's order."""
        introduction = self._introduction()
        before, after = _split(
            [Part("", self._note.language, self._note.path, introduction.blocks)]
        )
        self._add(before)
        for unit in self._note.units:
            self._unit(unit, 1)
        self._add(after)
        if directives.ATTACHMENTS not in introduction.used:
            self._add(self._attachments())
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

    def _add(self, run: Iterable[Part]) -> None:
        if parts := [part for part in run if part.blocks]:
            self.runs.append(parts)

    # --- the note's own text -----------------------------------------------------------

    def _introduction(self) -> Settled:
        note = self._note
        overview = measures.overview(self._measured(), note.language)
        contents: dict[str, Blocks] = {
            directives.CONTENTS: (Contents(),),
            directives.OVERVIEW: overview,
            directives.ATTACHMENTS: self._attachment_blocks(),
        }
        place = Place(0, NOTE_PREFIX)
        settled = settle(note.body, place, self.ids, allowed=directives.IN_NOTE, contents=contents)
        self.notes[note.path] = settled.footnotes
        self.diagnostics += settled.diagnostics
        return settled

    def _measured(self) -> Iterator[tuple[str, list[Measure]]]:
        for unit in self._note.all_units():
            texts = self._placement.texts.get(unit.id, ())
            yield unit.name, [measure for c in texts for measure in c.measures]
        for contribution in self._placement.unplaced:
            yield _name_of(contribution), list(contribution.measures)

    def _attachments(self) -> Run:
        blocks = tuple(
            replace(block, id=self.ids.new(f"{NOTE_PREFIX}-{slug(self._words.attachments)}"))
            if isinstance(block, Heading)
            else block
            for block in self._attachment_blocks()
        )
        return [Part("", self._note.language, self._note.path, blocks)]

    def _attachment_blocks(self) -> Blocks:
        if not self._note.attachments:
            return ()
        items = tuple(ListItem((_sentence(name),)) for name in self._note.attachments)
        heading = Heading(1, (Text(self._words.attachments),))
        return (heading, ListBlock(True, items))

    def _note_target(self, introduction: Settled) -> Target:
        """Links to the note's own file: its first heading, its headings, its units."""
        anchors = dict(introduction.anchors)
        printed = {part.unit for run in self.runs for part in run}
        for unit in self._note.all_units():
            if unit.id in printed:
                anchors.setdefault(unit.id, unit.id)
                anchors.setdefault(slug(unit.name), unit.id)
        blocks = introduction.blocks
        home = next((block.id for block in blocks if isinstance(block, Heading)), "")
        return Target(home, anchors)

    # --- units -------------------------------------------------------------------------

    def _unit(self, unit: Unit, depth: int) -> None:
        """The unit's heading and own text, then its sub-units, unless it places them itself."""
        if self._is_empty[unit.id] and not self._is_wanted[unit.id]:
            return
        heading = self._unit_heading(unit, depth)
        if self._is_empty[unit.id]:
            missing = self._words.missing.format(unit=unit.name)
            self._add([self._own_part(unit, heading, _placeholder(missing, unit.span))])
            return
        parts = self._texts(unit, depth) or [self._own_part(unit, *self._instead(unit))]
        first = parts[0]
        if first.language != self._note.language:
            heading = replace(heading, language=self._note.language)
        parts[0] = replace(first, blocks=(heading, *first.blocks))
        before, after = _split(parts)
        self._add(before)
        for sub in unit.units:
            self._unit(sub, depth + 1)
        self._add(after)

    def _unit_heading(self, unit: Unit, depth: int) -> Heading:
        if depth > DEEPEST:
            self.diagnostics.append(found(TOO_DEEP_HEADING, unit.name_span, text=clip(unit.name)))
        return Heading(min(depth, DEEPEST), (Text(unit.name),), unit.id, span=unit.name_span)

    def _own_part(self, unit: Unit, *blocks: Block) -> Part:
        return Part(unit.id, self._note.language, self._note.path, blocks)

    def _instead(self, unit: Unit) -> Blocks:
        """What stands in place of a text, in a unit whose sub-units have some."""
        match unit.expects:
            case Expectation.REQUIRED:
                return (_placeholder(self._words.missing.format(unit=unit.name), unit.span),)
            case Expectation.NO_REMARKS:
                return (_sentence(self._words.no_remarks.format(unit=unit.name), unit.span),)
            case Expectation.NOT_DELIVERED:
                return (_sentence(self._words.not_delivered.format(unit=unit.name), unit.span),)
            case Expectation.OPTIONAL:
                return ()

    def _texts(self, unit: Unit, depth: int) -> Run:
        allowed = [directives.MEASURES, *([directives.UNITS] if unit.units else [])]
        used: set[str] = set()
        parts = []
        where = Place(depth, unit.id, unit.name, unit.id)
        for contribution in self._placement.texts.get(unit.id, ()):
            part, had = self._text(contribution, unit.id, where, allowed, used)
            used |= had & {directives.UNITS}
            parts.append(part)
        for contribution in self._placement.named.get(unit.id, ()):
            # One without text has no place of its own; its unit's is the nearest.
            self.targets.setdefault(contribution.path, Target(unit.id, {}))
        return parts

    def _text(
        self,
        contribution: Contribution,
        unit: str,
        where: Place,
        allowed: Sequence[str],
        used: Iterable[str],
    ) -> tuple[Part, frozenset[str]]:
        """A contribution as a part, and the directives it has used."""
        path, language = contribution.path, contribution.language or self._note.language
        if contribution.fault:
            text = faults.unreadable(path, contribution.fault, self._note.language)
            part = Part(
                unit, self._note.language, path, (_placeholder(text, contribution.fault.span),)
            )
            self.targets[path] = Target(where.home, {})
            return part, frozenset()
        settled = settle(
            contribution.body,
            where,
            self.ids,
            allowed=allowed,
            used=frozenset(used),
            contents={directives.MEASURES: measures.shown(contribution, language)},
            following=directives.MEASURES,
        )
        self.notes[path] = settled.footnotes
        self.diagnostics += settled.diagnostics
        anchors = {slug(where.name): where.home, **settled.anchors}
        self.targets[path] = Target(where.home, anchors)
        return Part(unit, language, path, settled.blocks), settled.used

    # --- what belongs to no unit -------------------------------------------------------

    def _unplaced(self) -> None:
        shown = [c for c in self._placement.unplaced if c.fault or says_something(c)]
        if not shown:
            return
        title = self._words.unplaced
        top = Heading(1, (Text(title),), self.ids.new(slug(title)))
        self._add([Part("", self._note.language, self._note.path, (top,))])
        for contribution in shown:
            name = _name_of(contribution)
            id_ = self.ids.new(f"{top.id}-{slug(name)}".rstrip("-"))
            heading = Heading(2, (Text(name),), id_)
            where = Place(2, id_, name, id_)
            part, _ = self._text(contribution, "", where, (directives.MEASURES,), ())
            self._add([replace(part, blocks=(heading, *part.blocks))])


def _split(parts: Sequence[Part]) -> tuple[Run, Run]:
    """The parts before and after the place of the units: without one, all come before."""
    for index, part in enumerate(parts):
        for position, block in enumerate(part.blocks):
            if isinstance(block, Directive):
                before = replace(part, blocks=part.blocks[:position])
                after = replace(part, blocks=part.blocks[position + 1 :])
                return [*parts[:index], before], [after, *parts[index + 1 :]]
    return list(parts), []


def _sentence(text: str, span: Span = NOWHERE) -> Paragraph:
    return Paragraph((Text(text),), span)


def _placeholder(text: str, span: Span) -> Container:
    """A placeholder; `span` is what it speaks of."""
    return Container(ContainerKind.PLACEHOLDER, (_sentence(text, span),), span=span)


def _name_of(contribution: Contribution) -> str:
    """What a contribution that belongs to no unit is called: as its author wrote, or the file."""
    return contribution.unit or PurePosixPath(contribution.path).name
