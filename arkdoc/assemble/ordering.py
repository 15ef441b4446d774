"""Note and placement → the parts of the note in reading order (contract, clauses 3 and 7).

Each unit has its heading, its text and then its sub-units. What was delivered for no known unit
comes last, and attachments before that where the note gives them no other place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from arkdoc.assemble import faults, generated, head
from arkdoc.assemble.anchors import UniqueNames, slug
from arkdoc.assemble.generated import placeholder, sentence
from arkdoc.assemble.headings import DEEPEST
from arkdoc.assemble.numbering import PartRun, Title, UnnumberedPart
from arkdoc.assemble.place_text import (
    NOTE_PREFIX,
    PlacedBlocks,
    PlacedText,
    TextPosition,
    place_attachments,
    place_contribution,
    place_introduction,
    with_ids,
)
from arkdoc.assemble.placement import Placement
from arkdoc.assemble.references import Target
from arkdoc.language.printed import WORDS
from arkdoc.model.assets import Asset
from arkdoc.model.cache import ById, Cache
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.document import ListedAttachment
from arkdoc.model.names import clip, fold
from arkdoc.model.nodes import Blocks, Container, ContainerKind, Directive, DirectiveName, Heading
from arkdoc.model.note import Contribution, Expectation, Measure, Note, State, Unit
from arkdoc.model.tree import walk
from arkdoc.rules.structure import TOO_DEEP_HEADING
from arkdoc.style.chart_look import ChartLook

if TYPE_CHECKING:
    from arkdoc.assemble.measure_changes import MeasureChanges
    from arkdoc.assemble.overview import MeasuresOverview

_PRINTED = (State.DONE, State.UNREADABLE, State.NO_REMARKS, State.NOT_DELIVERED)


class Ordering:
    """Puts the parts of one note in order: `merge` fills the attributes.

    `runs` are the parts; `texts` those in them that could be read, by the path of their file;
    `ids` all ids in the note; `charts` the drawings that are made for it, by path; `diagnostics`
    what was found on the way.
    """

    def __init__(
        self,
        note: Note,
        placement: Placement,
        cache: Cache,
        look: ChartLook,
        attached: tuple[ListedAttachment, ...] = (),
    ) -> None:
        self.runs: list[PartRun] = []
        self.texts: dict[str, PlacedText] = {}
        self.ids = UniqueNames(unit.id for unit in note.all_units)
        self.diagnostics: list[Diagnostic] = []
        self.charts: Mapping[str, Asset] = {}
        self._look = look
        self._note = note
        self._attached = attached
        self._words = WORDS[note.language]
        self._placement = placement
        self._cache = cache
        self._homes: dict[str, str] = {}  # by path, the id of the heading that it stands under

    def merge(self) -> None:
        """Go through the note from beginning to end."""
        note = self._note
        measures = self._overview()
        if measures:
            self.charts = measures.charts
        given = (ById(measures), ById(self._changes()), self._attached)
        introduction = self._cache.cached_by_id(place_introduction, note, *given)
        introduction = self._placed(note.path, introduction)
        before, *after = (self._own_part("", text) for text in introduction.parts)
        self._add([before])
        for unit in note.units:
            self._unit(unit, 1)
        self._add(after)
        if self._attached and DirectiveName.ATTACHMENTS not in introduction.used:
            id_ = self.ids.new(f"{NOTE_PREFIX}-{slug(self._words.attachments)}")
            listed = self._cache.cached(
                place_attachments, self._attached, note.path, note.language, id_
            )
            self._add([self._own_part("", listed)])
        self._unplaced()
        self._add([self._own_part("", self._generated(generated.approval, head.approval(note)))])

    def _overview(self) -> MeasuresOverview | None:
        """The overview of all measures, if it is asked for; made anew where one has changed."""
        note, placement = self._note, self._placement
        if not _has_overview(note.body.blocks):
            return None
        from arkdoc.assemble.overview import UnitMeasures, overview

        look = self._look.turned() if _lies_down(note.body.blocks) else self._look
        texts = [(unit.name, placement.texts.get(unit.id, ())) for unit in note.all_units]
        texts += [(_name_of(c), (c,)) for c in placement.unplaced if c.measures]
        given = tuple(
            UnitMeasures(name, measures)
            for name, contributions in texts
            if (measures := tuple(self._measures(contributions)))
        )
        without = tuple(
            name
            for name, contributions in texts
            if contributions and not any(c.measures or c.fault for c in contributions)
        )
        others = note.language, note.date, look, note.path
        return self._cache.cached(overview, given, without, *others)

    def _changes(self) -> MeasureChanges | None:
        """What has become of measures since the note before, which few notes name."""
        if self._note.before is None:
            return None
        from arkdoc.assemble.measure_changes import changes_since

        return changes_since(self._note, self._placement, self._cache)

    def _measures(self, contributions: Iterable[Contribution]) -> Iterator[tuple[Measure, str]]:
        for contribution in contributions:
            language = contribution.language or self._note.language
            yield from ((measure, language) for measure in contribution.measures)

    def targets(self) -> dict[str, Target]:
        """Where links to each file lead, by its path: nowhere in what is not shown."""
        placement = self._placement
        targets = {}
        for path in placement.facts:
            anchors = self.texts[path].anchors if path in self.texts else {}
            targets[path] = Target(self._homes.get(path, ""), anchors)
        targets[self._note.path] = self._target_of_note()
        return targets

    def _target_of_note(self) -> Target:
        """Links to the note's own file: its first heading, its headings, its units."""
        text = self.texts[self._note.path]
        anchors = dict(text.anchors)
        printed = {part.unit for run in self.runs for part in run}
        for unit in self._note.all_units:
            if unit.id in printed:
                anchors.setdefault(unit.id, unit.id)
                anchors.setdefault(slug(unit.name), unit.id)
        blocks = chain.from_iterable(part.blocks for part in text.parts)
        home = next((block.id for block in blocks if isinstance(block, Heading)), "")
        return Target(home, anchors)

    # --- making parts ------------------------------------------------------------------

    def _add(self, run: Iterable[UnnumberedPart]) -> None:
        if parts := [part for part in run if part.title or part.text.blocks]:
            self.runs.append(parts)

    def _own_part(self, unit: str, text: PlacedBlocks) -> UnnumberedPart:
        """A part that no contribution has written."""
        return UnnumberedPart(unit, self._note.language, self._note.path, text)

    def _generated(self, make: Callable[..., Blocks], *given: Hashable) -> PlacedBlocks:
        """What `make` makes of `given`: the same objects while that is the same."""
        return PlacedBlocks(self._cache.cached(make, *given))

    def _placed(self, path: str, text: PlacedText) -> PlacedText:
        """`text`, kept as that of the file at `path`, with ids that nothing else has."""
        ids = self.ids.all_new(text.wanted, text.ids)
        if ids is not text.ids:
            text = self._cache.cached_by_id(with_ids, text, ids)
        self.texts[path] = text
        return text

    # --- units -------------------------------------------------------------------------

    def _unit(self, unit: Unit, depth: int) -> None:
        """The unit's heading and own text, then its sub-units, unless it places them itself."""
        has_text = self._has_text(unit)
        if not has_text and not any(self._placement.lacks(each) for each, _ in unit.walk()):
            return
        if depth > DEEPEST:
            self.diagnostics.append(
                diagnostic(TOO_DEEP_HEADING, unit.name_span, text=clip(unit.name))
            )
        before, after = self._texts_of(unit, depth) if has_text else ([], [])
        first, *rest = before or [self._own_part(unit.id, self._instead_of_text(unit, has_text))]
        language = "" if first.language == self._note.language else self._note.language
        title = Title(min(depth, DEEPEST), unit.name, unit.id, language, unit.name_span)
        self._add([first._replace(title=title), *rest])
        if has_text:  # else one placeholder stands for all of them
            for sub in unit.units:
                self._unit(sub, depth + 1)
        self._add(after)

    def _has_text(self, unit: Unit) -> bool:
        """Whether the unit, or one below it, has anything to print but that it is missing."""
        placement = self._placement
        is_printed = placement.states[unit.id] in _PRINTED or placement.texts[unit.id]
        return bool(is_printed) or any(map(self._has_text, unit.units))

    def _instead_of_text(self, unit: Unit, has_text: bool) -> PlacedBlocks:
        """What stands under the heading of a unit that has no text of its own.

        `has_text`: it, or a unit below it, has something to print.
        """
        state, words = self._placement.states[unit.id], self._words
        if state is State.NO_REMARKS:
            said = self._generated(sentence, words.no_remarks.format(unit=unit.name), unit.span)
            return self._with_involvement(said, unit)
        if state is State.NOT_DELIVERED:
            return self._generated(sentence, words.not_delivered.format(unit=unit.name), unit.span)
        if state is State.UNREADABLE:
            absent = words.unusable
        elif has_text and unit.expects is Expectation.OPTIONAL:
            return PlacedBlocks(())
        else:
            is_empty = state is not State.NOT_BEGUN and self._placement.named.get(unit.id)
            absent = words.empty if is_empty else words.missing
        return self._generated(placeholder, absent.format(unit=unit.name), unit.span)

    def _with_involvement(self, said: PlacedBlocks, unit: Unit) -> PlacedBlocks:
        """`said` below who has had a part in what a unit without remarks has sent."""
        leads = [
            self._generated(
                generated.involvement, each.involvement, self._note.language, each.involvement_span
            )
            for each in self._placement.named.get(unit.id, ())
            if each.involvement
        ]
        runs = (ById(placed.blocks) for placed in (*leads, said))
        return self._generated(_joined, *runs) if leads else said

    def _texts_of(
        self, unit: Unit, depth: int
    ) -> tuple[list[UnnumberedPart], list[UnnumberedPart]]:
        """The unit's contributions, before and after the place of its sub-units."""
        position = TextPosition(depth, unit.id, unit.name, unit.id, has_units=bool(unit.units))
        before: list[UnnumberedPart] = []
        after: list[UnnumberedPart] = []
        for contribution in self._placement.texts.get(unit.id, ()):
            if after:
                position = position._replace(units_placed=True)
            first, *rest = self._text(contribution, unit.id, position)
            (after if after else before).append(first)
            after += rest
        named = (c.path for c in self._placement.named.get(unit.id, ()))
        for path in chain(named, self._placement.spare[unit.id]):
            # One without text has no place of its own; its unit's is the nearest.
            self._homes[path] = unit.id
        return before, after

    def _text(
        self, contribution: Contribution, unit: str, position: TextPosition
    ) -> list[UnnumberedPart]:
        """A contribution as one part, or as two around the place of the sub-units."""
        path, language = contribution.path, contribution.language or self._note.language
        self._homes[path] = position.home
        if fault := contribution.fault:
            reason = faults.unreadable(path, fault, self._note.language)
            text = self._generated(placeholder, reason, fault.span)
            return [UnnumberedPart(unit, self._note.language, path, text)]
        placed = self._cache.cached_by_id(place_contribution, contribution, language, position)
        placed = self._placed(path, placed)
        return [UnnumberedPart(unit, language, path, text) for text in placed.parts]

    # --- what belongs to no unit -------------------------------------------------------

    def _unplaced(self) -> None:
        facts = self._placement.facts
        shown = [c for c in self._placement.unplaced if facts[c.path].is_shown]
        if not shown:
            return
        heading = self._words.unplaced
        top = self.ids.new(slug(heading))
        self._add([self._own_part("", PlacedBlocks(()))._replace(title=Title(1, heading, top))])
        for contribution in shown:
            name = _name_of(contribution)
            id_ = self.ids.new(f"{top}-{slug(name)}".rstrip("-"))
            [part] = self._text(contribution, "", TextPosition(2, id_, name, id_))
            self._add([part._replace(title=Title(2, name, id_))])


def _joined(*runs: Blocks) -> Blocks:
    return tuple(chain.from_iterable(runs))


def _has_overview(blocks: Blocks) -> bool:
    """Whether a place for the overview of measures is among `blocks`."""
    return any(
        isinstance(block, Directive) and fold(block.name) == DirectiveName.OVERVIEW
        for block in walk(blocks)
    )


def _lies_down(blocks: Blocks) -> bool:
    """Whether the overview stands on a landscape page."""
    return any(
        isinstance(block, Container)
        and block.kind is ContainerKind.LANDSCAPE
        and _has_overview(block.blocks)
        for block in walk(blocks)
    )


def _name_of(contribution: Contribution) -> str:
    """What a contribution that belongs to no unit is called: as its author wrote, or the file."""
    return contribution.unit or PurePosixPath(contribution.path).name
