"""What today's sources print, and what was changed in Word → the blocks that are to be printed.

A block that only one side changed is to be as that side has it, and so is its place. Where both
did, it is to have got and lost what today's has and what Word's has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from arkdoc.back.comparison import Comparison, same_notes, with_labels
from arkdoc.back.drafts import Draft
from arkdoc.back.matching import LASTING, match_blocks, our_names
from arkdoc.back.model import EditKind
from arkdoc.back.printed import Atom, PrintedBlock, PrintedCell, printed_blocks, text_of
from arkdoc.back.table_patches import row_items
from arkdoc.back.typeset import without_typography
from arkdoc.compare.align import align
from arkdoc.compare.merge import merge_words
from arkdoc.read.word.returned import ReturnedNote

_NEW_NOTE = "today "


@dataclass(frozen=True, slots=True, eq=False)
class WantedBlock:
    """A block that is to be printed.

    `number` is that of Word's block, -1 for one of today's alone; `near` is that, or the number of
    the last one before it. `base` and `today` are there where both sides changed it, or where
    `is_partly`: only some of what Word changed in it is written; `block` is Word's then.
    `is_put_in`: it was not in the base.
    """

    block: PrintedBlock
    number: int
    near: int
    base: PrintedBlock | None = None
    today: PrintedBlock | None = None
    is_put_in: bool = False
    is_partly: bool = False


class Now:
    """Today's sources as they are printed, beside the base that was edited in Word.

    `made` are the bookmarks of what arkdoc makes of what stands elsewhere.
    """

    def __init__(self, comparison: Comparison, note: ReturnedNote, made: Collection[str]) -> None:
        given = printed_blocks(note)
        old, now = [*map(_lasting, comparison.old)], [*map(_lasting, given)]
        labels = same_notes(old, now, _NEW_NOTE)
        self.comparison = comparison
        self.blocks = tuple(with_labels(block, labels) for block in now)
        self.is_made = tuple(is_made(block, made) for block in given)
        self.matching = match_blocks(old, self.blocks, {n for block in old for n in block.names})

    def wanted(self, drafts: Sequence[Draft]) -> tuple[WantedBlock, ...]:
        """The blocks that are to be printed with the changes in `drafts` that are written."""
        return tuple(_Merging(self, drafts).run())


def _lasting(block: PrintedBlock) -> PrintedBlock:
    """A block with the bookmarks alone that name the same in every build."""
    return replace(block, names=tuple(n for n in block.names if n.startswith(LASTING)))


class _Merging:
    def __init__(self, now: Now, drafts: Sequence[Draft]) -> None:
        self._now, self._c = now, now.comparison
        new_of = self._c.matching.new_of
        refused = [draft for draft in drafts if draft.is_refused]
        written = [draft for draft in drafts if not draft.is_refused]
        self._meant = {n for draft in written for n in draft.all_new}
        left = {n for draft in refused for n in draft.all_new}
        self._left, self._partly = left - self._meant, left & self._meant
        self._left |= _with_notes(self._c.new, self._left) - self._c.matching.old_of.keys()
        kept = {n for draft in refused for n in draft.all_old if n >= 0}
        self._kept = (kept | _with_notes(self._c.old, kept)) - new_of.keys()
        self._there = {n for draft in written if draft.today.is_there for n in draft.all_new}
        self._gone = {draft.new for draft in written if draft.vanishes}
        is_order_left = any(draft.kind is EditKind.UNIT_ORDER for draft in refused)
        self._in_place = self._left & self._c.matching.moved
        self._in_place |= self._c.with_units if is_order_left else frozenset()

    def run(self) -> Iterator[WantedBlock]:
        placed = dict(self._placed())
        after = self._others(placed)
        yield from after.get(-1, ())
        for number, block in enumerate(self._c.new):
            mine = self._c.matching.old_of.get(number, -1)
            if number in self._gone:
                continue
            if mine < 0:
                if number not in self._there and number not in self._left:
                    yield WantedBlock(block, number, number, is_put_in=True)
            elif mine not in self._now.matching.new_of:
                if number in self._meant and number not in self._there:  # it is to come back
                    yield WantedBlock(block, number, number)
            elif self._now.matching.new_of[mine] in placed:
                yield self._merged(mine, number)
            yield from after.get(number, ())

    def _placed(self) -> Iterator[tuple[int, int]]:
        """Today's blocks that are to stand where Word's do, each with the number of Word's."""
        for mine, number in self._c.matching.new_of.items():
            today = self._now.matching.new_of.get(mine, -1)
            has_moved = today in self._now.matching.moved and number not in self._c.matching.moved
            if today >= 0 and not has_moved and number not in self._in_place:
                yield today, number

    def _others(self, placed: Mapping[int, int]) -> Mapping[int, Sequence[WantedBlock]]:
        """Today's blocks that stand elsewhere, by the number of Word's block that they follow."""
        found: dict[int, list[WantedBlock]] = {}
        last = -1
        for today, block in enumerate(self._now.blocks):
            if today in placed:
                last = placed[today]
                continue
            mine = self._now.matching.old_of.get(today, -1)
            number = self._c.matching.new_of.get(mine, -1) if mine >= 0 else -1
            if number >= 0:
                found.setdefault(last, []).append(self._merged(mine, number))
            elif (mine < 0 or mine in self._kept) and not self._now.is_made[today]:
                alone = WantedBlock(block, -1, last, is_put_in=mine < 0)
                found.setdefault(last, []).append(alone)
        return found

    def _merged(self, mine: int, number: int) -> WantedBlock:
        old, new = self._c.old[mine], self._c.new[number]
        today = self._now.blocks[self._now.matching.new_of[mine]]
        if number in self._left or is_same(old, new):
            return WantedBlock(today, number, number)
        if number in self._partly:
            return WantedBlock(new, number, number, old, today, is_partly=True)
        if is_same(old, today) or is_same(new, today):
            return WantedBlock(new, number, number)
        return WantedBlock(new, number, number, old, today)


def _with_notes(blocks: Sequence[PrintedBlock], numbers: Collection[int]) -> set[int]:
    """The blocks of the notes that none but the blocks of those numbers call."""
    called: tuple[set[str], set[str]] = (set(), set())
    for n, block in enumerate(blocks):
        called[n in numbers].update(a.sign for a in block.all_atoms() if a.thing == "note")
    stories = called[True] - called[False]
    return {n for n, block in enumerate(blocks) if block.story in stories}


def is_made(block: PrintedBlock, others: Collection[str]) -> bool:
    """Whether arkdoc made a block: it has no source, or is a copy of what stands elsewhere."""
    names = our_names(block)
    return not names or all(name in others for name in names)


def is_same(one: PrintedBlock, other: PrintedBlock) -> bool:
    """Whether two blocks are printed alike."""
    alts = [block.picture.alt if block.picture else "" for block in (one, other)]
    is_alike = one.shape == other.shape and one.atoms == other.atoms
    return is_alike and one.cell_atoms == other.cell_atoms and alts[0] == alts[1]


def without_empty_columns(block: PrintedBlock) -> PrintedBlock:
    """A table without the columns that have nothing but a header."""
    filled = {n for row in block.rows[1:] for n, cell in enumerate(row) if cell.atoms}
    rows = (tuple(cell for n, cell in enumerate(row) if n in filled) for row in block.rows)
    return replace(block, rows=tuple(rows))


def has_both(
    printed: PrintedBlock, base: PrintedBlock, today: PrintedBlock, word: PrintedBlock
) -> bool:
    """Whether a block is printed with what both sides changed in it."""
    sides = [without_typography(block) for block in (printed, base, today, word)]
    got, was, now, edited = map(_signs, sides)
    if got + was != now + edited or not _is_kind_of_both(*sides):
        return False
    if printed.rows:
        return _has_rows(_has_words_of_both, *sides)
    return _has_words_of_both(*(block.text for block in sides))


def has_some(
    printed: PrintedBlock, base: PrintedBlock, today: PrintedBlock, word: PrintedBlock
) -> bool:
    """Whether a block is printed as today's is, with nothing else than some of Word's changes."""
    sides = [without_typography(block) for block in (printed, base, today, word)]
    got, was, now, edited = map(_signs, sides)
    come, gone = edited - was, was - edited
    is_kind = _is_kind_of_both(*sides) or _kind(sides[0]) == _kind(sides[2])
    if not is_kind or got - now - come or now - got - gone:
        return False
    if not printed.rows:
        return _has_words_of_some(*(block.text for block in sides))
    return _has_rows(_has_words_of_some, *sides)


def _is_kind_of_both(
    printed: PrintedBlock, base: PrintedBlock, today: PrintedBlock, word: PrintedBlock
) -> bool:
    """Whether its shape, and what its picture shows, are as the side has it that changed them."""
    both = zip(*map(_kind, (printed, base, today, word)), strict=True)
    return all(got == (now if edited == was else edited) for got, was, now, edited in both)


def _kind(block: PrintedBlock) -> tuple[object, ...]:
    shape, alt = block.shape, block.picture.alt if block.picture else ""
    return shape.kind, shape.level, shape.marker, shape.is_quoted, shape.box, alt


def _has_rows(
    has_words: Callable[..., bool],
    printed: PrintedBlock,
    base: PrintedBlock,
    today: PrintedBlock,
    word: PrintedBlock,
) -> bool:
    """Whether each row is one that a side has, or what they made of the same row of the base."""
    now, edited = dict(_became(base, today)), dict(_became(base, word))
    there = {_texts(row) for side in (today, word) for row in side.rows}
    pairs = [
        (_texts(row), now[n], edited[n])
        for n, row in enumerate(base.rows)
        if n in now and n in edited
    ]
    return all(
        row in there or any(_is_made_of(has_words, row, *each) for each in pairs)
        for row in map(_texts, printed.rows)
    )


def _became(base: PrintedBlock, side: PrintedBlock) -> Iterator[tuple[int, tuple[str, ...]]]:
    """For each row of the base that a side has, what it says there."""
    rows = [replace(item, key="") for item in row_items(side)]  # of another build's bookmarks
    for match in align(row_items(base), rows):
        if match.old >= 0 and match.new >= 0:
            yield match.old, _texts(side.rows[match.new])


def _is_made_of(has_words: Callable[..., bool], row: Sequence[str], *sides: Sequence[str]) -> bool:
    """Whether a row is what the sides made of one of the base; these are base, today's, Word's."""
    is_as_wide = all(len(side) == len(row) for side in sides)
    return is_as_wide and all(map(has_words, row, *sides))


def _texts(row: Sequence[PrintedCell]) -> tuple[str, ...]:
    return tuple(text_of(cell.atoms) for cell in row)


def _has_words_of_both(printed: str, *sides: str) -> bool:
    """Whether a text is what both sides made of it; these are the base, today's and Word's."""
    got, *texts = map(_spaced, (printed, *sides))
    merged = merge_words(*texts)
    return bool(merged.conflicts) or merged.text == got


def _has_words_of_some(printed: str, *sides: str) -> bool:
    """Whether a text is today's with some of Word's changes; with all it is what both made."""
    got, base, today, word = map(_spaced, (printed, *sides))
    both = merge_words(base, today, word)
    rest = merge_words(today, got, both.text)
    return bool(both.conflicts) or (not rest.conflicts and rest.text == both.text)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _signs(block: PrintedBlock) -> Counter[Atom]:
    """Its characters and things; notes and places of the note have other names in each build."""
    found: Counter[Atom] = Counter()
    for atom in block.all_atoms():
        if atom.thing == "note":
            found[atom._replace(sign="")] += 1
        elif atom.thing or not atom.sign.isspace():
            link = "#" if atom.look.link.startswith("#") else atom.look.link
            found[atom._replace(look=atom.look._replace(link=link))] += 1
    return found
