"""One text as read → its blocks as they stand in the note, under their headings' levels.

Nothing here depends on any other file, so that a text is placed once until it changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from arkdoc.assemble import directives, measures
from arkdoc.assemble.anchors import slug
from arkdoc.assemble.directives import Directives, fill
from arkdoc.assemble.front import front_first
from arkdoc.assemble.generated import attachments, involvement
from arkdoc.assemble.headings import normalise
from arkdoc.assemble.marked_language import with_heading_languages
from arkdoc.assemble.references import LinkQuery, link_queries
from arkdoc.assemble.row_headers import inferred_row_headers, with_row_headers
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import ListedAttachment
from arkdoc.model.nodes import (
    Blocks,
    Contents,
    Directive,
    DirectiveName,
    Footnote,
    Heading,
    Paragraph,
    Strong,
)
from arkdoc.model.note import Body, Contribution, Note
from arkdoc.model.tree import map_blocks

if TYPE_CHECKING:
    from arkdoc.assemble.measure_changes import MeasureChanges
    from arkdoc.assemble.overview import MeasuresOverview

NOTE_PREFIX = "notat"
"""What the ids of the introduction's headings begin with."""


class TextPosition(NamedTuple):
    """Where a text stands: below level `base`, its ids beginning with `prefix`.

    `name` and `home` are the name of what it stands under and that heading's id. `[[bidrag]]` is
    allowed in it if `has_units` and not `units_placed`.
    """

    base: int
    prefix: str
    name: str = ""
    home: str = ""
    has_units: bool = False
    units_placed: bool = False


@dataclass(frozen=True, slots=True)
class PlacedBlocks:
    """A run of blocks of one text, and its links to other files."""

    blocks: Blocks
    link_queries: tuple[LinkQuery, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedFootnotes:
    """The footnotes of one text, in `language`, by label; `link_queries` as in the text."""

    language: str
    by_label: Mapping[str, Footnote]
    link_queries: tuple[LinkQuery, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text in its place; other texts may have taken the ids of its headings.

    It is in one part, or in two around `[[bidrag]]`. `used` are the directives it had. `wanted`
    are the ids that its headings should have, `ids` those they have.
    """

    parts: tuple[PlacedBlocks, ...]
    notes: PlacedFootnotes
    anchors: Mapping[str, str]
    wanted: tuple[str, ...]
    ids: tuple[str, ...]
    used: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def place_introduction(
    note: Note,
    overview: MeasuresOverview | None,
    changes: MeasureChanges | None = None,
    attached: tuple[ListedAttachment, ...] = (),
) -> PlacedText:
    """The note's own text, with the `overview` of all measures if it has a place for it.

    `changes` is what has become of measures since the note before, where it asks for that.
    """
    contents: dict[str, Blocks] = {
        DirectiveName.CONTENTS: (Contents(),),
        DirectiveName.OVERVIEW: overview.blocks if overview else (),
        DirectiveName.ATTACHMENTS: attachments(attached, note.language, ""),
    }
    judge = Directives(directives.IN_NOTE)
    judged = judge.judge(front_first(note.body.blocks))
    if place := directives.place_of(DirectiveName.CHANGES, judged):
        from arkdoc.assemble.changes_shown import changes_blocks, nothing_to_compare

        contents[DirectiveName.CHANGES] = changes_blocks(changes, note.language, place)
        judge.diagnostics += nothing_to_compare(note, place)
    blocks = fill(judged, contents)
    return _placed(note.body, blocks, judge, note.path, note.language, TextPosition(0, NOTE_PREFIX))


def place_attachments(
    attached: tuple[ListedAttachment, ...], path: str, language: str, id_: str
) -> PlacedBlocks:
    """The list of attachments where the note at `path` gives it no place; its heading has `id_`."""
    blocks = attachments(attached, language, id_)
    return PlacedBlocks(blocks, link_queries(blocks, path))


def place_contribution(
    contribution: Contribution, language: str, position: TextPosition
) -> PlacedText:
    """The text of a contribution, its measures last unless it has a place for them."""
    allowed = (DirectiveName.MEASURES, *([DirectiveName.UNITS] if position.has_units else ()))
    judge = Directives(allowed, {DirectiveName.UNITS} if position.units_placed else set())
    shown = measures.measure_blocks(contribution, language)
    if shown:
        shown = (*measures.heading_for(contribution.body.blocks, language), *shown)
    blocks = fill(judge.judge(contribution.body.blocks), {DirectiveName.MEASURES: shown})
    if DirectiveName.MEASURES not in judge.used:
        blocks = (*blocks, *shown)
    placed = _placed(contribution.body, blocks, judge, contribution.path, language, position)
    lead = involvement(contribution.involvement, language, contribution.involvement_span)
    first, *rest = placed.parts
    first = replace(first, blocks=(*lead, *first.blocks))
    return replace(placed, parts=(first, *rest)) if lead else placed


def _placed(
    body: Body, blocks: Blocks, judge: Directives, path: str, language: str, position: TextPosition
) -> PlacedText:
    """`blocks`, made from those of `body`, with the headings and ids of their `position`."""
    blocks = tuple(map(with_row_headers, blocks))
    outlined = normalise(
        with_heading_languages(blocks),
        position.base,
        position.prefix,
        name=position.name,
        home=position.home,
    )
    inside_notes = Directives(())
    notes = {
        note.label: replace(note, blocks=inside_notes.judge(_unheaded(note.blocks)))
        for note in body.footnotes
    }
    noted: Blocks = tuple(block for note in notes.values() for block in note.blocks)
    home = {slug(position.name): position.home} if position.home else {}
    return PlacedText(
        tuple(PlacedBlocks(part, link_queries(part, path)) for part in _split(outlined.blocks)),
        PlacedFootnotes(language, notes, link_queries(noted, path)),
        {**home, **outlined.anchors},
        outlined.wanted,
        outlined.ids,
        frozenset(judge.used),
        (
            *judge.diagnostics,
            *outlined.diagnostics,
            *inside_notes.diagnostics,
            *inferred_row_headers(body.blocks),
        ),
    )


def with_ids(placed: PlacedText, ids: tuple[str, ...]) -> PlacedText:
    """`placed` with other `ids` for its headings, in their order."""
    new = dict(zip(placed.ids, ids, strict=True))
    return replace(
        placed,
        parts=tuple(replace(part, blocks=_renamed(part.blocks, new)) for part in placed.parts),
        anchors={anchor: new.get(id_, id_) for anchor, id_ in placed.anchors.items()},
        ids=ids,
    )


def _renamed(blocks: Blocks, new: Mapping[str, str]) -> Blocks:
    return tuple(
        replace(block, id=new.get(block.id, block.id))
        if isinstance(block, Heading)
        else map_blocks(block, lambda inside: _renamed(inside, new))
        for block in blocks
    )


def _split(blocks: Blocks) -> tuple[Blocks, ...]:
    """What stands before and after the place of the units, the one directive that is left."""
    for position, block in enumerate(blocks):
        if isinstance(block, Directive):
            return blocks[:position], blocks[position + 1 :]
    return (blocks,)


def _unheaded(blocks: Blocks) -> Blocks:
    """The blocks of a footnote, where a heading is a bold paragraph."""
    return tuple(
        Paragraph((Strong(block.inlines, block.span),), block.span, block.language)
        if isinstance(block, Heading)
        else block
        for block in blocks
    )
