"""What has been paired so far of two sequences of texts, and the pairing of what is alike."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from arkdoc.compare.likeness import WordBag, weight_of
from arkdoc.compare.sequence import Pair, heaviest_rising

LIKE = 0.6
LIKE_BETWEEN_NEIGHBOURS = 0.35

_PART = 0.85  # of a text's words that are in another, for it to be a part of that
_WORDS_OF_A_PART = 6
_LIKE_A_PART = 0.2  # at least, so that a few common words in a long text are no part of it
_ALL_PAIRS = 900  # pairs of a gap that are all looked at; past that, those that share rare words
_RARE = 6  # texts of a side that a word may be in, to be rare
_CANDIDATES = 4


class Gap(NamedTuple):
    """What is between two pairs: half-open on both sides."""

    start: int
    end: int
    new_start: int
    new_end: int


class _Bags:
    """The words of each of some texts, taken apart when they are asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._bags: dict[int, WordBag] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, place: int) -> WordBag:
        if place not in self._bags:
            self._bags[place] = WordBag.of(self._texts[place])
        return self._bags[place]


class Pairing:
    """The texts of both sides, and which of them have found their other one.

    Only texts of the same family, by `families` and `new_families`, are alike.
    """

    def __init__(
        self,
        old: Sequence[str],
        new: Sequence[str],
        families: Sequence[str],
        new_families: Sequence[str],
    ) -> None:
        self.old = _Bags(old)
        self.new = _Bags(new)
        self._families = families, new_families
        self.unsure: list[Pair] = []
        self._pairs: dict[int, int] = {}
        self._order: list[Pair] = []
        self._taken: tuple[set[int], set[int]] = (set(), set())

    def add(self, place: int, new_place: int) -> None:
        """Pair two texts that stand between the same pairs."""
        self._pairs[place] = new_place
        insort(self._order, (place, new_place))
        self.take(place, new_place)

    def take(self, place: int, new_place: int) -> None:
        """Leave two texts out of all pairing that is to come."""
        self._taken[0].add(place)
        self._taken[1].add(new_place)

    def is_free(self, place: int, new_place: int) -> bool:
        """Whether neither has been paired."""
        return place not in self._taken[0] and new_place not in self._taken[1]

    def is_in_order(self, place: int, new_place: int) -> bool:
        """Whether the two stand between the same pairs."""
        index = bisect_left(self._order, (place, -1))
        is_after = index == 0 or self._order[index - 1][1] < new_place
        return is_after and (index == len(self._order) or new_place < self._order[index][1])

    def matched(self) -> tuple[Pair, ...]:
        """The pairs, rising on both sides."""
        return tuple(self._order)

    def likeness(self, place: int, new_place: int) -> float:
        """How alike two texts are, from 0 to 1."""
        return self.old[place].likeness(self.new[new_place])

    def gaps_between(self, pairs: Iterable[Pair]) -> Iterator[Gap]:
        """What is between `pairs`, where both sides have something."""
        start = new_start = 0
        for place, new_place in (*pairs, (len(self.old), len(self.new))):
            if start < place and new_start < new_place:
                yield Gap(start, place, new_start, new_place)
            start, new_start = place + 1, new_place + 1

    # --- alike -----------------------------------------------------------------------------

    def pair_alike(self) -> None:
        """Pair what is alike, gap by gap: what is much alike, then what has the same neighbours."""
        for least in (LIKE, LIKE_BETWEEN_NEIGHBOURS):
            for gap in list(self.gaps_between(self.matched())):
                self._pair_in(gap, least)
        for place, new_place in self.unsure:
            pair = (place, new_place)
            if self._same_family(*pair) and self.is_free(*pair) and self.is_in_order(*pair):
                self.add(*pair)

    def _same_family(self, place: int, new_place: int) -> bool:
        return self._families[0][place] == self._families[1][new_place]

    def _pair_in(self, gap: Gap, least: float) -> None:
        free = [place for place in range(gap.start, gap.end) if place not in self._taken[0]]
        new_free = [p for p in range(gap.new_start, gap.new_end) if p not in self._taken[1]]
        found: list[Pair] = []
        weights: list[float] = []
        for pair in self._candidates(free, new_free):
            if not self._same_family(*pair):
                continue
            like = self.likeness(*pair)
            enough = least if least >= LIKE or _is_as_far(gap, *pair) else LIKE
            if like >= enough or (like >= _LIKE_A_PART and self._is_part(*pair)):
                found.append(pair)
                # What is more alike by far is never given up for two that are so less.
                shared = self.old[pair[0]].weight + self.new[pair[1]].weight + 1
                weights.append(like * like * shared)
        for pair in _heaviest(found, weights):
            self.add(*pair)

    def _is_part(self, place: int, new_place: int) -> bool:
        """Whether one of the two is a part of the other: what was split, or joined to another."""
        parts = sorted((self.old[place], self.new[new_place]), key=lambda bag: bag.weight)
        is_long = sum(parts[0].counts.values()) >= _WORDS_OF_A_PART
        return is_long and parts[0].share_in(parts[1]) >= _PART

    def _candidates(self, free: Sequence[int], new_free: Sequence[int]) -> Iterator[Pair]:
        """Pairs that may be alike, rising by the old one."""
        if len(free) * len(new_free) <= _ALL_PAIRS:
            for place in free:
                yield from ((place, new_place) for new_place in new_free)
            return
        beside: dict[int, set[int]] = defaultdict(set)
        from_start = zip(free, new_free, strict=False)
        from_end = zip(reversed(free), reversed(new_free), strict=False)
        for place, new_place in chain(from_start, from_end):
            beside[place].add(new_place)
        having: dict[str, list[int]] = defaultdict(list)
        for new_place in new_free:
            for word in self.new[new_place].counts:
                having[word].append(new_place)
        for place in free:
            shared: Counter[int] = Counter()
            for word in self.old[place].counts:
                places = having.get(word, ())
                if len(places) <= _RARE:
                    for new_place in places:
                        shared[new_place] += weight_of(word)
            best = set(sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES])
            best |= beside.get(place, set())
            yield from ((place, new_place) for new_place in sorted(best))

    # --- out of order ----------------------------------------------------------------------

    def partners(self) -> tuple[dict[int, int], dict[int, int]]:
        """Of what is left on each side, the text of the other that it became, or was made of."""
        of_old, of_new = self._parts()
        free = [p for p in range(len(self.old)) if p not in self._taken[0] and p not in of_old]
        new_free = [p for p in range(len(self.new)) if p not in self._taken[1] and p not in of_new]
        alike = sorted(
            (-like, place, new_place)
            for place, new_place in self._candidates(free, new_free)
            if self._same_family(place, new_place)
            and (like := self.likeness(place, new_place)) >= LIKE
        )
        for _, place, new_place in alike:
            if place not in of_old and new_place not in of_new:
                of_old[place], of_new[new_place] = new_place, place
        return of_old, of_new

    def _parts(self) -> tuple[dict[int, int], dict[int, int]]:
        """The shorter parts of what was split or joined, beside the longer one."""
        of_old: dict[int, int] = {}
        of_new: dict[int, int] = {}
        for place, new_place in self._order:
            has_beside = any(
                0 <= at + step < len(bags) and at + step not in taken
                for at, bags, taken in (
                    (place, self.old, self._taken[0]),
                    (new_place, self.new, self._taken[1]),
                )
                for step in (1, -1)
            )
            if not has_beside:
                continue
            old, new = self.old[place], self.new[new_place]
            removed, put_in = old.without(new), new.without(old)
            for step in (1, -1):
                self._find_parts(0, place, step, put_in.copy(), of_old, new_place)
                self._find_parts(1, new_place, step, removed.copy(), of_new, place)
        return of_old, of_new

    def _find_parts(
        self, side: int, place: int, step: int, left: WordBag, found: dict[int, int], partner: int
    ) -> None:
        """The texts of a side, right beside `place`, that are made of the words `left`."""
        bags = (self.old, self.new)[side]
        families, taken = self._families[side], self._taken[side]
        at = place + step
        while left.weight and 0 <= at < len(bags) and at not in taken and at not in found:
            if bags[at].share_in(left) < _PART or families[at] != families[place]:
                return
            found[at] = partner
            left.take(bags[at])
            at += step


def _is_as_far(gap: Gap, place: int, new_place: int) -> bool:
    """Whether two texts have the same neighbours: are as far from an end of the gap."""
    is_from_start = place - gap.start == new_place - gap.new_start
    return is_from_start or gap.end - place == gap.new_end - new_place


def _heaviest(pairs: Sequence[Pair], weights: Sequence[float]) -> list[Pair]:
    """The choice of `pairs` that weighs most, rising on both sides, each text in one of them."""
    # Of pairs with the same first, the last comes first: so no two of them are both chosen.
    order = sorted(range(len(pairs)), key=lambda at: (pairs[at][0], -pairs[at][1]))
    return heaviest_rising([pairs[at] for at in order], [weights[at] for at in order])
