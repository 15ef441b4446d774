"""Two runs of blocks → one that holds both, what is of one version alone marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from arkdoc.compare.align import Match, MatchKind, align
from arkdoc.compare.redline.columns import Columns, columns_of
from arkdoc.compare.redline.line import (
    CharacterLine,
    SetSign,
    Signs,
    Written,
    inlines_of,
    line_of,
)
from arkdoc.compare.redline.sides import Sides, mapped
from arkdoc.compare.redline.texts import Texts, is_movable
from arkdoc.compare.words import diff_words
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Cell,
    Container,
    ContainerKind,
    Figure,
    Heading,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Table,
)
from arkdoc.model.revisions import MarkedNodes, Revision, RevisionKind

DELETED = Revision(RevisionKind.DELETED)
INSERTED = Revision(RevisionKind.INSERTED)


@dataclass(frozen=True, slots=True)
class Joined:
    """A block of the joined run, and where it is from on each side; -1 where it isn't."""

    block: Block
    old: int
    new: int

    @property
    def is_paired(self) -> bool:
        """Whether both versions have it."""
        return self.old >= 0 and self.new >= 0


class BlockJoiner:
    """Joins the blocks of two documents; `revisions` and `sides` collect what is found."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.revisions = MarkedNodes()
        self._signs = Signs()
        self._keys = sides.key_of(True), sides.key_of(False)
        self._texts = Texts(self._signs, self._keys[0]), Texts(self._signs, self._keys[1])
        self._moves = count(1)

    # --- blocks ----------------------------------------------------------------------------------

    def blocks(self, old: Blocks, new: Blocks) -> Blocks:
        """The two runs as one."""
        return tuple(joined.block for joined in self.joined(old, new))

    def _closed(self, old: Blocks, new: Blocks) -> Blocks | None:
        """As `blocks`, where a run can't end with what is of one version alone; else None."""
        if not old and not new:
            return ()
        joined = list(self.joined(old, new))
        return _blocks_of(joined) if joined and joined[-1].is_paired else None

    def _begun(self, old: Blocks, new: Blocks) -> Blocks | None:
        """As `blocks`, where what comes first must be the same thing in both; else None."""
        if not old and not new:
            return ()
        joined = list(self.joined(old, new))
        return _blocks_of(joined) if joined and joined[0].is_paired else None

    def joined(
        self,
        old: Blocks,
        new: Blocks,
        languages: tuple[Sequence[str], Sequence[str]] = ((), ()),
    ) -> Iterator[Joined]:
        """Each block of both, in one order; `languages` are those of their parts, if any has one.

        A block in another language is another block.
        """
        compared = (
            self._texts[0].blocks(old, languages[0]),
            self._texts[1].blocks(new, languages[1]),
        )
        matches = align(*compared)
        for match in matches:
            if match.kind in (MatchKind.SAME, MatchKind.CHANGED, MatchKind.MOVED):
                self.sides.same_place(old[match.old], new[match.new])
        moves = {
            match.old: next(self._moves)
            for match in matches
            if match.kind is MatchKind.MOVED and is_movable(old[match.old])
        }
        for match, is_departure in _with_departures(matches):
            yield from self._of_match(match, is_departure, old, new, moves)

    def _of_match(
        self,
        match: Match,
        is_departure: bool,
        old: Blocks,
        new: Blocks,
        moves: dict[int, int],
    ) -> Iterator[Joined]:
        move = moves.get(match.old, 0)
        match match.kind:
            case MatchKind.SAME:
                (kept,) = self.sides.both((new[match.new],))
                yield Joined(kept, match.old, match.new)
            case MatchKind.CHANGED:
                changed = self._changed(old[match.old], new[match.new])
                if changed is not None:
                    yield Joined(changed, match.old, match.new)
                    return
                yield self._of_old(old, match.old, DELETED)
                yield self._of_new(new, match.new, INSERTED)
            case MatchKind.MOVED if is_departure:
                kind = RevisionKind.MOVED_FROM if move else RevisionKind.DELETED
                yield self._of_old(old, match.old, Revision(kind, move))
            case MatchKind.MOVED:
                kind = RevisionKind.MOVED_TO if move else RevisionKind.INSERTED
                yield self._of_new(new, match.new, Revision(kind, move))
            case MatchKind.REMOVED:
                yield self._of_old(old, match.old, DELETED)
            case MatchKind.ADDED:
                yield self._of_new(new, match.new, INSERTED)

    def _of_old(self, old: Blocks, place: int, revision: Revision) -> Joined:
        (block,) = self.sides.only_old((old[place],))
        return Joined(self.revisions.marked(block, revision), place, -1)

    def _of_new(self, new: Blocks, place: int, revision: Revision) -> Joined:
        (block,) = self.sides.only_new((new[place],))
        return Joined(self.revisions.marked(block, revision), -1, place)

    def _changed(self, old: Block, new: Block) -> Block | None:
        """One block with what both say; None where that can't be shown in one."""
        match old, new:
            case Heading() as one, Heading() as other:
                return replace(other, inlines=self.inlines(one.inlines, other.inlines))
            case Paragraph() as one, Paragraph() as other:
                return replace(other, inlines=self.inlines(one.inlines, other.inlines))
            case ListBlock() as one, ListBlock() as other:
                items = self._items(one.items, other.items)
                return None if items is None else replace(other, items=items)
            case Quote() as one, Quote() as other:
                return replace(other, blocks=self.blocks(one.blocks, other.blocks))
            case Container() as one, Container() as other:
                is_card = other.kind is ContainerKind.MEASURE
                join = self._begun if is_card else self.blocks
                blocks = join(one.blocks, other.blocks)
                return None if blocks is None else replace(other, blocks=blocks)
            case Table() as one, Table() as other:
                return self._table(one, other)
            case Figure() as one, Figure() as other:
                if not self.sides.is_same_picture(one.image, other.image):
                    return None
                return replace(other, caption=self._caption(one.caption, other.caption))
            case _:
                return None

    # --- lists -----------------------------------------------------------------------------------

    def _items(
        self, old: Sequence[ListItem], new: Sequence[ListItem]
    ) -> tuple[ListItem, ...] | None:
        """The items of two lists; None where they have none in common."""
        matches = align(self._texts[0].items(old), self._texts[1].items(new))
        made: list[ListItem] = []
        has_kept = False
        for match, is_departure in _with_departures(matches):
            kept = self._kept_item(match, old, new)
            if kept is not None:
                has_kept = True
                made.append(kept)
                continue
            if match.old >= 0 and (match.kind is not MatchKind.MOVED or is_departure):
                item = old[match.old]
                item = replace(item, blocks=self.sides.only_old(item.blocks))
                made.append(self.revisions.marked(item, DELETED))
            if match.new >= 0 and not is_departure:
                item = new[match.new]
                item = replace(item, blocks=self.sides.only_new(item.blocks))
                made.append(self.revisions.marked(item, INSERTED))
        return tuple(made) if has_kept else None

    def _kept_item(
        self, match: Match, old: Sequence[ListItem], new: Sequence[ListItem]
    ) -> ListItem | None:
        """The item that both have; its marker stands beside what both begin with."""
        if match.kind is MatchKind.SAME:
            item = new[match.new]
            return replace(item, blocks=self.sides.both(item.blocks))
        if match.kind is not MatchKind.CHANGED:
            return None
        before, after = old[match.old], new[match.new]
        if (before.checked, before.label) != (after.checked, after.label):
            return None
        blocks = self._begun(before.blocks, after.blocks)
        return None if blocks is None else replace(after, blocks=blocks)

    # --- tables and captions ---------------------------------------------------------------------

    def _table(self, old: Table, new: Table) -> Table | None:
        """The rows and columns of both; None where that can't be shown in one table."""
        columns = columns_of(old, new)
        alignments = columns.alignments(old, new)
        if alignments is None or not columns.has_both:
            return None
        header = self._row(old.header, new.header, columns)
        if header is None:
            return None
        return replace(
            new,
            alignments=alignments,
            header=header,
            rows=tuple(self._rows(old.rows, new.rows, columns)),
            caption=self._caption(old.caption, new.caption),
            widths=new.widths if columns.are_the_same else columns.widths(old, new),
        )

    def _rows(self, old: Sequence[Row], new: Sequence[Row], columns: Columns) -> Iterator[Row]:
        matches = align(
            self._texts[0].rows([columns.shared(row, is_old=True) for row in old]),
            self._texts[1].rows([columns.shared(row, is_old=False) for row in new]),
        )
        for match, is_departure in _with_departures(matches):
            if match.kind in (MatchKind.SAME, MatchKind.CHANGED):
                kept = self._row(old[match.old], new[match.new], columns)
                if kept is not None:
                    yield kept
                    continue
            if match.old >= 0 and (match.kind is not MatchKind.MOVED or is_departure):
                row = tuple(self._lone_cells(old[match.old], (), columns))
                yield self.revisions.marked_row(row, DELETED)
            if match.new >= 0 and not is_departure:
                row = tuple(self._lone_cells((), new[match.new], columns))
                yield self.revisions.marked_row(row, INSERTED)

    def _lone_cells(self, old: Row, new: Row, columns: Columns) -> Iterator[Cell]:
        """The cells of a row of one table; empty in the columns that only the other one has."""
        for one, other in columns.pairs:
            if one >= 0 and old:
                cell = self._alone(old[one], is_old=True)
            elif other >= 0 and new:
                cell = self._alone(new[other], is_old=False)
            else:
                cell = Cell(())
            yield self._in_column(cell, one, other)

    def _in_column(self, cell: Cell, old: int, new: int) -> Cell:
        """A cell, marked where only one of the tables has its column."""
        if old >= 0 and new >= 0:
            return cell
        return self.revisions.marked(cell, DELETED if old >= 0 else INSERTED)

    def _alone(self, cell: Cell, *, is_old: bool) -> Cell:
        alone = self.sides.only_old if is_old else self.sides.only_new
        return replace(cell, blocks=alone(cell.blocks))

    def _row(self, old: Row, new: Row, columns: Columns) -> Row | None:
        """A row that both have, cell by cell; None where a cell can't show both."""
        cells: list[Cell] = []
        for one, other in columns.pairs:
            if one < 0 or other < 0:
                cell = self._alone((old if one >= 0 else new)[max(one, other)], is_old=one >= 0)
                cells.append(self._in_column(cell, one, other))
                continue
            blocks = self._cell_blocks(old[one].blocks, new[other].blocks)
            if blocks is None:
                return None
            cells.append(replace(new[other], blocks=blocks))
        return tuple(cells)

    def _cell_blocks(self, old: Blocks, new: Blocks) -> Blocks | None:
        match old, new:
            case (Paragraph() as one,), (Paragraph() as other,):
                return (replace(other, inlines=self.inlines(one.inlines, other.inlines)),)
            case (), (Paragraph() as other,):
                return (replace(other, inlines=self.inlines((), other.inlines)),)
            case (Paragraph() as one,), ():
                return (replace(one, inlines=self.inlines(one.inlines, ())),)
            case _:
                return self._closed(old, new)

    def _caption(self, old: Caption | None, new: Caption | None) -> Caption | None:
        if old and new:
            return replace(new, inlines=self.inlines(old.inlines, new.inlines))
        if new:
            inlines = mapped(new.inlines, self.sides.only_new_inline)
            return self.revisions.marked(replace(new, inlines=inlines), INSERTED)
        if old:
            inlines = mapped(old.inlines, self.sides.only_old_inline)
            return self.revisions.marked(replace(old, inlines=inlines), DELETED)
        return None

    # --- inlines ---------------------------------------------------------------------------------

    def inlines(self, old: Inlines, new: Inlines) -> Inlines:
        """The words of both, those that are of one version alone marked."""
        led = mapped(old, self.sides.with_new_target)
        before = line_of(led, self._signs, self._keys[0])
        after = line_of(new, self._signs, self._keys[1])
        return inlines_of(list(self._written(before, after)), self.revisions)

    def _written(self, old: CharacterLine, new: CharacterLine) -> Iterator[Written]:
        place = new_place = 0
        end = (len(old.spots), len(old.spots), len(new.spots), len(new.spots))
        edits = [
            (edit.old_start, edit.old_end, edit.new_start, edit.new_end)
            for edit in diff_words(old.text, new.text)
        ]
        for start, stop, new_start, new_stop in (*edits, end):
            yield from self._kept(old.spots[place:start], new.spots[new_place:new_start])
            yield from self._removed(old.spots[start:stop])
            yield from self._put_in(new.spots[new_start:new_stop])
            place, new_place = stop, new_stop

    def _kept(self, old: Sequence[SetSign], new: Sequence[SetSign]) -> Iterator[Written]:
        """Characters that both have; where they are set otherwise, both are shown."""
        start = 0
        while start < len(new):
            is_same = old[start].around == new[start].around
            end = start
            while end < len(new) and (old[end].around == new[end].around) == is_same:
                end += 1
            if is_same:
                for spot in new[start:end]:
                    atom = self.sides.kept_inline(spot.atom) if spot.atom else None
                    yield replace(spot, atom=atom), None
            else:
                yield from self._removed(old[start:end])
                yield from self._put_in(new[start:end])
            start = end

    def _removed(self, spots: Sequence[SetSign]) -> Iterator[Written]:
        for spot in spots:
            atom = self.sides.only_old_inline(spot.atom) if spot.atom else None
            yield replace(spot, atom=atom), DELETED

    def _put_in(self, spots: Sequence[SetSign]) -> Iterator[Written]:
        for spot in spots:
            atom = self.sides.only_new_inline(spot.atom) if spot.atom else None
            yield replace(spot, atom=atom), INSERTED


def _blocks_of(joined: Sequence[Joined]) -> Blocks:
    return tuple(each.block for each in joined)


def _with_departures(matches: Sequence[Match]) -> Iterator[tuple[Match, bool]]:
    """The matches, and each block that has moved also where it stood (True)."""
    moved = sorted(
        (match for match in matches if match.kind is MatchKind.MOVED), key=lambda match: match.old
    )
    for match in matches:
        if match.old >= 0 and match.kind is not MatchKind.MOVED:
            while moved and moved[0].old < match.old:
                yield moved.pop(0), True
        yield match, False
    for match in moved:
        yield match, True
