"""One text as read → its blocks as they stand in the note, under their headings' levels."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from arkdoc.assemble.anchors import Names
from arkdoc.assemble.directives import Directives, fill
from arkdoc.assemble.headings import normalise
from arkdoc.diagnostic import Diagnostic
from arkdoc.document import Block, Blocks, Footnote, Heading, Paragraph, Strong
from arkdoc.note import Body


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: below level `base`, its ids beginning with `prefix`.

    `name` and `home` are the name of what it stands under and that heading's id.
    """

    base: int
    prefix: str
    name: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A text in its place. Of directives only `[[bidrag]]` is left; `used` are all it had."""

    blocks: Blocks
    footnotes: Mapping[str, Footnote]
    anchors: Mapping[str, str]
    used: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def settle(
    body: Body,
    place: Place,
    ids: Names,
    *,
    allowed: Collection[str],
    used: Collection[str] = (),
    contents: Mapping[str, Blocks],
    following: str = "",
) -> Settled:
    """Put `body` in its place.

    `contents` are what directives stand for, of those `allowed` and not `used` before. What
    `following` stands for comes last, unless it has a place in the text.
    """
    directives = Directives(allowed, set(used))
    blocks = directives.settle(body.blocks)
    if following and following not in directives.used:
        blocks = (*blocks, *contents[following])
    outlined = normalise(
        fill(blocks, contents), place.base, ids, place.prefix, name=place.name, home=place.home
    )
    inside_notes = Directives(())
    notes = {
        note.label: replace(note, blocks=inside_notes.settle(_unheaded(note.blocks)))
        for note in body.footnotes
    }
    diagnostics = (*directives.diagnostics, *outlined.diagnostics, *inside_notes.diagnostics)
    return Settled(
        outlined.blocks, notes, outlined.anchors, frozenset(directives.used), diagnostics
    )


def _unheaded(blocks: Blocks) -> Blocks:
    """The blocks of a footnote, where nothing is a heading."""
    return tuple(_as_bold(block) for block in blocks)


def _as_bold(block: Block) -> Block:
    if isinstance(block, Heading):
        return Paragraph((Strong(block.inlines, block.span),), block.span)
    return block
