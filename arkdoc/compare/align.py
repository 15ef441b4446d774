"""Two sequences of blocks → which block became which: the same, changed, moved, added, removed.

Equal blocks come first, told apart by their keys where several are (the heaviest rising run of
them stays, the rest has moved), then equal keys, then blocks whose words are alike, then what is
left between the same neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from arkdoc.compare.pairing import Pairing
from arkdoc.compare.sequence import Pair, common_pairs, heaviest_rising

_WORDS_OF_A_MOVE = 3
_LIKE_BY_KEY = 0.2


@dataclass(frozen=True, slots=True)
class Compared:
    """A block as it is compared.

    `kind` is what it is; only kinds that begin alike, up to «/», become one another: «text/h2» and
    «text/p», never «table». `text` is what a reader sees, `form` what must be equal besides for two
    blocks to be the same (emphasis, say). `key` is the name that its author's program kept it
    under, or empty; one that stands twice on a side counts for nothing.
    """

    kind: str
    text: str
    key: str = ""
    form: Hashable = None

    @property
    def family(self) -> str:
        """What kinds it may become one of."""
        return self.kind.partition("/")[0]

    @property
    def signature(self) -> Hashable:
        """What is equal for blocks that are the same."""
        return (self.kind, self.text, self.form)


class MatchKind(Enum):
    """What became of a block."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Match:
    """What became of the block `old`, or where the block `new` is from; -1 for none.

    `partner` is an index on the other side. Of one ADDED, the old block that it is made of: one
    that is REMOVED (moved and edited), or one that is matched with another new block (a split; this
    is its shorter part). Of one REMOVED likewise: the new block it went into. Else -1.
    """

    kind: MatchKind
    old: int
    new: int
    partner: int = -1


def align(old: Sequence[Compared], new: Sequence[Compared]) -> tuple[Match, ...]:
    """Every block of both sides once, in the order of `new`, what is removed where it stood.

    A MOVED block stands at its new place. Deterministic; in time near the number of blocks for
    documents as people write them.
    """
    pairing = Pairing(
        [item.text for item in old],
        [item.text for item in new],
        [item.family for item in old],
        [item.family for item in new],
    )
    moved = _pair_equal(old, new, pairing)
    _pair_keys(old, new, pairing)
    pairing.pair_alike()
    return tuple(_in_order(old, new, pairing, moved, pairing.partners()))


def _pair_equal(
    old: Sequence[Compared], new: Sequence[Compared], pairing: Pairing
) -> dict[int, int]:
    """Pair the blocks that are the same and stay; the others that are the same have moved."""
    signatures = [item.signature for item in old], [item.signature for item in new]
    counts = Counter(signatures[0]), Counter(signatures[1])
    places = {signature: place for place, signature in enumerate(signatures[1])}
    keyed = dict(_same_keys(old, new))
    once: list[Pair] = []
    for place, signature in enumerate(signatures[0]):
        if counts[0][signature] == counts[1][signature] == 1:
            once.append((place, places[signature]))
        elif place in keyed and signatures[1][keyed[place]] == signature:
            once.append((place, keyed[place]))  # others say the same: its key tells it from them
    weights = [1 + len(item.text) for item in old]
    staying = heaviest_rising(once, [weights[place] for place, _ in once])
    for gap in pairing.gaps_between(staying):
        inner = common_pairs(
            signatures[0][gap.start : gap.end],
            signatures[1][gap.new_start : gap.new_end],
            weights[gap.start : gap.end].__getitem__,
        )
        for place, new_place in inner:
            pairing.add(gap.start + place, gap.new_start + new_place)
    for place, new_place in staying:
        pairing.add(place, new_place)
    moved: dict[int, int] = {}
    for pair in once:
        if pairing.is_free(*pair) and len(old[pair[0]].text.split()) >= _WORDS_OF_A_MOVE:
            _add_moved(pair, signatures, pairing, moved)
    return moved


def _add_moved(
    pair: Pair,
    signatures: tuple[list[Hashable], list[Hashable]],
    pairing: Pairing,
    moved: dict[int, int],
) -> None:
    """Let a block have moved, and its neighbours with it where they are the same on both sides."""
    for step in (1, -1):
        place, new_place = pair if step == 1 else (pair[0] - 1, pair[1] - 1)
        while (
            0 <= place < len(signatures[0])
            and 0 <= new_place < len(signatures[1])
            and pairing.is_free(place, new_place)
            and signatures[0][place] == signatures[1][new_place]
        ):
            moved[place] = new_place
            pairing.take(place, new_place)
            place, new_place = place + step, new_place + step


def _same_keys(old: Sequence[Compared], new: Sequence[Compared]) -> Iterator[Pair]:
    """The blocks that have the same key, which no other of their side has."""
    counts = Counter(item.key for item in old), Counter(item.key for item in new)
    places = {item.key: place for place, item in enumerate(new)}
    for place, item in enumerate(old):
        if item.key and counts[0][item.key] == counts[1][item.key] == 1:
            yield place, places[item.key]


def _pair_keys(old: Sequence[Compared], new: Sequence[Compared], pairing: Pairing) -> None:
    """Pair the blocks that are left and have the same key, where that is no contradiction."""
    fitting = []
    for place, new_place in _same_keys(old, new):
        if not pairing.is_free(place, new_place) or not pairing.is_in_order(place, new_place):
            continue
        if old[place].family == new[new_place].family:
            fitting.append((place, new_place))
    likeness = [pairing.likeness(*pair) for pair in fitting]
    # What shares no word with the block of its key takes no part in telling what has moved.
    sure = [pair for pair, like in zip(fitting, likeness, strict=True) if like >= _LIKE_BY_KEY]
    weights = [pairing.old[place].weight + 1 for place, _ in sure]
    for pair in heaviest_rising(sure, weights):
        pairing.add(*pair)
    are_sure = set(sure)
    pairing.unsure = [pair for pair in fitting if pair not in are_sure]


def _in_order(
    old: Sequence[Compared],
    new: Sequence[Compared],
    pairing: Pairing,
    moved: dict[int, int],
    partners: tuple[dict[int, int], dict[int, int]],
) -> Iterator[Match]:
    """The matches in the order of `new`; what is removed comes where it stood, before what came."""
    from_place = {new_place: place for place, new_place in moved.items()}
    place = new_place = 0
    for match in (*pairing.matched(), (len(old), len(new))):
        for index in range(place, match[0]):
            if index not in moved:
                yield Match(MatchKind.REMOVED, index, -1, partners[0].get(index, -1))
        for index in range(new_place, match[1]):
            if index in from_place:
                yield Match(MatchKind.MOVED, from_place[index], index)
            else:
                yield Match(MatchKind.ADDED, -1, index, partners[1].get(index, -1))
        if match[0] < len(old):
            is_same = old[match[0]].signature == new[match[1]].signature
            yield Match(MatchKind.SAME if is_same else MatchKind.CHANGED, *match)
        place, new_place = match[0] + 1, match[1] + 1
