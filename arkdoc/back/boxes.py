"""The boxes (`:::`) around a block of a file → where something new goes that stands in others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from arkdoc.back.origins import Origins, SourceBlock
from arkdoc.back.printed import PrintedBlock
from arkdoc.model.nodes import Block, Blocks, Caption, Container, ContainerKind, Figure, Table
from arkdoc.model.tree import children

Chain = tuple[Container, ...]

_PRINTED = {
    ContainerKind.NOTE: "note",
    ContainerKind.SUMMARY: "note",
    ContainerKind.PROPOSAL: "proposal",
}


class Boxes:
    """The containers around each block of the base, outermost first."""

    def __init__(self, origins: Origins) -> None:
        self._texts = origins.texts
        self._around: Mapping[int, Chain] = {
            key: chain for part in origins.document.parts for key, chain in _chains(part.blocks, ())
        }

    def around(self, origin: SourceBlock) -> Chain:
        """Those that stand in the same file as the block; a label stands in its own."""
        chain = self._around.get(id(origin.node), ())
        if isinstance(origin.node, Container):
            chain = (*chain, origin.node)
        return tuple(
            each for each in chain if each.span.path == origin.path and not each.kind.is_made
        )

    def place(self, path: str, offset: int, chain: Chain, block: PrintedBlock) -> BoxPlace | None:
        """Where `block` goes that comes after (or before) what stands at `offset` in `chain`.

        None where no place there is in the boxes that it stands in.
        """
        for kept in range(len(chain), -1, -1):
            if not _fits(chain[:kept], block):
                continue
            if kept == len(chain):
                return BoxPlace(offset, offset, is_out=False)
            span = chain[kept].span
            end = end_of_box(self._texts.lines(path), span.end_line)
            if not end:
                return None
            before = self._texts.offset(path, span.line, 1)
            return BoxPlace(before, self._texts.line_end(path, end), is_out=True)
        return None


class BoxPlace(NamedTuple):
    """The offsets before and after what something new stands beside."""

    before: int
    after: int
    is_out: bool


def end_of_box(lines: Sequence[str], last: int) -> int:
    """The number of the line that ends a box whose last block ends in line `last`, or 0."""
    for number in range(last + 1, len(lines) + 1):
        if line := lines[number - 1].strip(" \t>"):
            return number if line.strip(":") == "" and len(line) > 2 else 0
    return 0


def _fits(chain: Chain, block: PrintedBlock) -> bool:
    """Whether a block in `chain` is printed in the box, the language and the page it stands in."""
    boxes = [_PRINTED[each.kind] for each in chain if each.kind in _PRINTED]
    if (boxes[-1] if boxes else "") != block.shape.box:
        return False
    languages = [each.language for each in chain if each.kind is ContainerKind.LANGUAGE]
    if languages and block.text.strip() and languages[-1] != block.language:
        return False
    is_wide = any(each.kind is ContainerKind.LANDSCAPE for each in chain)
    return block.is_wide or not is_wide


def _chains(blocks: Blocks, chain: Chain) -> Iterator[tuple[int, Chain]]:
    for block in blocks:
        yield from _chain(block, chain)


def _chain(block: Block, chain: Chain) -> Iterator[tuple[int, Chain]]:
    yield id(block), chain
    if isinstance(block, Table | Figure) and isinstance(block.caption, Caption):
        yield id(block.caption), chain
    inside = (*chain, block) if isinstance(block, Container) else chain
    for blocks in children(block):
        yield from _chains(blocks, inside)
