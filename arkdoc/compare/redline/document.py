"""Two documents → a Redline: one document with both versions, and what each alone has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from arkdoc.compare.redline.blocks import DELETED, INSERTED, BlockJoiner
from arkdoc.compare.redline.sides import Sides, side_of
from arkdoc.model.document import Document, Head, HeadLine, HeadLineKind, Part, head_lines
from arkdoc.model.nodes import Block, Footnote
from arkdoc.model.revisions import Redline


def redline(old: Document, new: Document) -> Redline:
    """What became of `old` in `new`; contents, properties and attachments are those of `new`."""
    parted: set[str] = set()
    while True:
        sides = Sides(old, new, frozenset(parted))
        joiner = BlockJoiner(sides)
        parts = tuple(_parts(joiner, old.parts, new.parts))
        head = tuple(_head(joiner, old.head, new.head))
        footnotes = _footnotes(joiner)
        if not (unlike := sides.called_unlike()):
            document = replace(new, parts=parts, footnotes=footnotes, assets=sides.assets)
            return Redline(document, head, joiner.revisions)
        parted |= unlike  # which are then called by one version alone, each time


def _parts(joiner: BlockJoiner, old: Sequence[Part], new: Sequence[Part]) -> Iterator[Part]:
    """The parts of both; what is joined lies in the new one's part, what is gone in its own."""
    before = [(block, part) for part in old for block in part.blocks]
    after = [(block, part) for part in new for block in part.blocks]
    blocks = tuple(block for block, _ in before), tuple(block for block, _ in after)
    placed: list[tuple[Part, Block]] = []
    languages = [part.language for _, part in before], [part.language for _, part in after]
    for joined in joiner.joined(*blocks, languages):
        part = after[joined.new][1] if joined.new >= 0 else before[joined.old][1]
        placed.append((replace(part, blocks=()), joined.block))
    for part, group in groupby(placed, key=lambda each: each[0]):
        yield replace(part, blocks=tuple(block for _, block in group))


def _head(joiner: BlockJoiner, old: Head, new: Head) -> Iterator[HeadLine]:
    """The lines of both heads; lines of the same kind and label are the same line."""
    before, after = head_lines(old), head_lines(new)
    places = {_name(line): place for place, line in enumerate(before)}
    stays = {_name(line) for line in after}
    gone = [place for place, line in enumerate(before) if _name(line) not in stays]
    for line in after:
        place = places.get(_name(line))
        if place is None:
            yield joiner.revisions.marked(line, INSERTED)
            continue
        while gone and gone[0] < place:
            yield joiner.revisions.marked(before[gone.pop(0)], DELETED)
        yield replace(line, inlines=joiner.inlines(before[place].inlines, line.inlines))
    for place in gone:
        yield joiner.revisions.marked(before[place], DELETED)


def _name(line: HeadLine) -> tuple[HeadLineKind, str]:
    return line.kind, line.label


def _footnotes(joiner: BlockJoiner) -> dict[str, Footnote]:
    """The footnotes that are called, of both versions; those that both call hold both texts."""
    sides = joiner.sides
    made: dict[str, Footnote] = {}
    while waiting := [label for label in sides.notes if label not in made]:
        for label in waiting:
            own, has_old, has_new = side_of(label)
            note = (sides.new if has_new else sides.old).footnotes[own]
            if has_old and has_new:
                before = sides.old.footnotes[own].blocks
                blocks = joiner.blocks(before, note.blocks)
            else:
                blocks = (sides.only_new if has_new else sides.only_old)(note.blocks)
            made[label] = replace(note, label=label, blocks=blocks)
            if has_old != has_new:
                made[label] = joiner.revisions.marked(made[label], INSERTED if has_new else DELETED)
    return made
