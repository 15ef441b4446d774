"""One text as read → its blocks as they stand in the note, under their headings' levels.

Nothing here depends on any other file, so that a text is settled once until it changes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from arkdoc.assemble.anchors import Names, slug
from arkdoc.assemble.directives import Directives, fill
from arkdoc.assemble.headings import normalise
from arkdoc.assemble.references import LinkQuery, link_queries
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import Block, Blocks, Directive, Footnote, Heading, Paragraph, Strong
from arkdoc.model.note import Body
from arkdoc.model.tree import map_blocks


class TextPosition(NamedTuple):
    """Where a text stands: below level `base`, its ids beginning with `prefix`.

    `name` and `home` are the name of what it stands under and that heading's id.
    """

    base: int
    prefix: str
    name: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class PlacedBlocks:
    """A run of blocks of one text, and what other files must answer before it is finished."""

    blocks: Blocks
    link_queries: tuple[LinkQuery, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedFootnotes:
    """The footnotes of one text by label, and what other files must answer for them."""

    by_label: Mapping[str, Footnote]
    link_queries: tuple[LinkQuery, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text in its place, with names for its headings that may be taken already.

    `before` and `after` lie around `[[bidrag]]`; without one all comes before. `used` are all
    directives it had. `wanted` are the names that its headings asked for, `ids` those they have.
    """

    before: PlacedBlocks
    after: PlacedBlocks | None
    notes: PlacedFootnotes
    anchors: Mapping[str, str]
    wanted: tuple[str, ...]
    ids: tuple[str, ...]
    used: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def place_text(
    body: Body,
    path: str,
    place: TextPosition,
    *,
    allowed: Collection[str],
    used: Collection[str] = (),
    contents: Mapping[str, Blocks],
    following: str = "",
) -> PlacedText:
    """Put `body`, of the file at `path`, in its place.

    `contents` are what directives stand for, of those `allowed` and not `used` before. What
    `following` stands for comes last, unless it has a place in the text.
    """
    directives = Directives(allowed, set(used))
    blocks = directives.judge(body.blocks)
    if following and following not in directives.used:
        blocks = (*blocks, *contents[following])
    outlined = normalise(
        fill(blocks, contents), place.base, Names(), place.prefix, name=place.name, home=place.home
    )
    inside_notes = Directives(())
    notes = {
        note.label: replace(note, blocks=inside_notes.judge(_unheaded(note.blocks)))
        for note in body.footnotes
    }
    noted: Blocks = tuple(block for note in notes.values() for block in note.blocks)
    before, after = _split(outlined.blocks)
    home = {slug(place.name): place.home} if place.home else {}
    return PlacedText(
        PlacedBlocks(before, link_queries(before, path)),
        None if after is None else PlacedBlocks(after, link_queries(after, path)),
        PlacedFootnotes(notes, link_queries(noted, path)),
        {**home, **outlined.anchors},
        outlined.wanted,
        outlined.ids,
        frozenset(directives.used),
        (*directives.diagnostics, *outlined.diagnostics, *inside_notes.diagnostics),
    )


def renamed(placed: PlacedText, ids: tuple[str, ...]) -> PlacedText:
    """`placed` with other `ids` for its headings, in their order."""
    new = dict(zip(placed.ids, ids, strict=True))

    def passage(old: PlacedBlocks) -> PlacedBlocks:
        return replace(old, blocks=_named(old.blocks, new))

    return replace(
        placed,
        before=passage(placed.before),
        after=placed.after and passage(placed.after),
        anchors={anchor: new.get(id_, id_) for anchor, id_ in placed.anchors.items()},
        ids=ids,
    )


def _named(blocks: Blocks, new: Mapping[str, str]) -> Blocks:
    return tuple(
        replace(block, id=new.get(block.id, block.id))
        if isinstance(block, Heading)
        else map_blocks(block, lambda inside: _named(inside, new))
        for block in blocks
    )


def _split(blocks: Blocks) -> tuple[Blocks, Blocks | None]:
    """What stands before and after the place of the units, the one directive that is left."""
    for position, block in enumerate(blocks):
        if isinstance(block, Directive):
            return blocks[:position], blocks[position + 1 :]
    return blocks, None


def _unheaded(blocks: Blocks) -> Blocks:
    """The blocks of a footnote, where nothing is a heading."""
    return tuple(_as_bold(block) for block in blocks)


def _as_bold(block: Block) -> Block:
    if isinstance(block, Heading):
        return Paragraph((Strong(block.inlines, block.span),), block.span)
    return block
