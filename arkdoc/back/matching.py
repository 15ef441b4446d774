"""The printed blocks of two readings of a note → which block of one is which of the other."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from arkdoc.back.printed import PrintedBlock
from arkdoc.compare.align import Compared, MatchKind, align

_OURS = "_ark_"
LASTING = ("_ark_head_", "_ark_unit_")
"""What the bookmarks begin with that name the same in every build; others have a line's number."""


@dataclass(frozen=True, slots=True)
class Matching:
    """`new_of` has the number of the new block for that of the old one; `old_of` the other way.

    `moved` are the numbers of new blocks whose old ones stand elsewhere in the order. `split` has
    for a new block the old one that it is a part of, `merged` for an old one the new one that it
    has become a part of.
    """

    new_of: Mapping[int, int]
    old_of: Mapping[int, int]
    moved: frozenset[int]
    split: Mapping[int, int]
    merged: Mapping[int, int]


def match_blocks(
    old: Sequence[PrintedBlock], new: Sequence[PrintedBlock], known: Container[str] = ()
) -> Matching:
    """Pair the blocks of two readings; each is paired with one at most.

    `known` are the bookmarks of blocks; others, such as those of rules, say nothing here.
    """
    pairs: dict[int, int] = {}
    moved: set[int] = set()
    split: dict[int, int] = {}
    merged: dict[int, int] = {}
    matches = align([_item(b, known) for b in old], [_item(b, known) for b in new])
    removed = {match.old: match for match in matches if match.kind is MatchKind.REMOVED}
    for match in matches:
        if match.kind in (MatchKind.SAME, MatchKind.CHANGED, MatchKind.MOVED):
            pairs[match.old] = match.new
            if match.kind is MatchKind.MOVED:
                moved.add(match.new)
        elif match.kind is MatchKind.ADDED and match.partner >= 0:
            gone = removed.get(match.partner)
            if gone is not None and gone.partner == match.new:
                pairs[match.partner] = match.new
                moved.add(match.new)
            else:
                split[match.new] = match.partner
        elif match.kind is MatchKind.REMOVED and match.partner >= 0:
            merged[match.old] = match.partner
    moved = {number for number in moved if not new[number].story}  # notes stand as they are called
    merged = {mine: number for mine, number in merged.items() if mine not in pairs}
    old_of = {number: mine for mine, number in pairs.items()}
    return Matching(dict(sorted(pairs.items())), old_of, frozenset(moved), split, merged)


def our_names(block: PrintedBlock) -> tuple[str, ...]:
    """The bookmarks of `block` that lead back to a source."""
    return tuple(name for name in block.names if name.startswith(_OURS))


def _item(block: PrintedBlock, known: Container[str]) -> Compared:
    family = "table" if block.shape.kind == "table" else "note" if block.story else "text"
    if block.shape.kind in ("figure", "rule"):
        family = block.shape.kind
    names = [name for name in our_names(block) if name in known]
    key = names[0] if names else ""
    shape = block.shape
    text = "".join(a.sign for a in block.atoms) if block.shape.kind == "figure" else block.text
    return Compared(f"{family}/{shape.kind}{shape.level}", text, key, (shape, block.atoms))
