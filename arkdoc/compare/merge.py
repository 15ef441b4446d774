"""A text and two changes of it → one text with both, by words, and what is changed twice.

Words that only one side changed are as that side has them. Where both changed the same words, or
put in something at the same place, and not to the same: the first side's words stay, and the place
is a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from arkdoc.compare.words import Token, token_pairs, tokens


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words that both sides changed: as they were, and as each side has them.

    `start` and `end` are where they stand in `base`, `merged_start` and `merged_end` where the
    first side's words stand in the merged text; half-open, in characters.
    """

    base: str
    mine: str
    theirs: str
    start: int
    end: int
    merged_start: int
    merged_end: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The text with what both sides changed, but for the `conflicts`, which are as `mine`."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    """The tokens start:end of the base became the tokens new_start:new_end of a side."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class _Side:
    """A text against the base: its tokens, what changed, and the token that each kept one is."""

    text: str
    tokens: list[Token]
    changes: list[_Change]
    kept: dict[int, int]

    @classmethod
    def of(cls, base: list[Token], text: str) -> _Side:
        """`text`, compared with the tokens of the base."""
        own = tokens(text)
        pairs = token_pairs(base, own)
        changes = []
        start = new_start = 0
        for place, new_place in (*pairs, (len(base), len(own))):
            if start < place or new_start < new_place:
                changes.append(_Change(start, place, new_start, new_place))
            start, new_start = place + 1, new_place + 1
        return cls(text, own, changes, dict(pairs))

    def space_before(self, place: int) -> str:
        """The white space before a token, or that at the end of the text."""
        return _space_before(self.text, self.tokens, place)


def merge_words(base: str, mine: str, theirs: str) -> Merged:
    """What `mine` and `theirs` made of `base`, in one text."""
    if mine == theirs or theirs == base:
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    words = tokens(base)
    return _Merger(base, words, _Side.of(words, mine), _Side.of(words, theirs)).run()


class _Merger:
    """Goes through the base once, putting the merged text together."""

    def __init__(self, base: str, words: list[Token], mine: _Side, theirs: _Side) -> None:
        self._base, self._words = base, words
        self._mine, self._theirs = mine, theirs
        self._pieces: list[str] = []
        self._length = 0
        self._conflicts: list[Conflict] = []

    def run(self) -> Merged:
        place = 0
        for region in _regions(self._mine.changes, self._theirs.changes):
            for kept in range(place, region.start):
                self._keep(kept)
            self._changed(region)
            place = region.end
        for kept in range(place, len(self._words)):
            self._keep(kept)
        self._put(self._merged_space(len(self._words)), "")
        return Merged("".join(self._pieces), tuple(self._conflicts))

    def _keep(self, place: int) -> None:
        self._put(self._merged_space(place), self._words[place].text)

    def _merged_space(self, place: int) -> str:
        """The white space before a token that both sides kept, or that at the end."""
        base = _space_before(self._base, self._words, place)
        mine = self._mine.space_before(self._mine.kept.get(place, len(self._mine.tokens)))
        theirs = self._theirs.space_before(self._theirs.kept.get(place, len(self._theirs.tokens)))
        if base != mine != theirs != base:
            start = self._words[place - 1].end if place else 0
            span = start, start + len(base)
            merged = self._length, self._length + len(mine)
            self._conflicts.append(Conflict(base, mine, theirs, *span, *merged))
        return theirs if mine == base else mine

    def _changed(self, region: _Region) -> None:
        """What one side changed, or both."""
        start, end = region.start, region.end
        if not region.theirs:
            self._put_tokens(self._mine, _range(region.mine, start, end))
        elif not region.mine:
            self._put_tokens(self._theirs, _range(region.theirs, start, end))
        else:
            own, others = _range(region.mine, start, end), _range(region.theirs, start, end)
            self._put_tokens(self._mine, own)
            if _words_of(self._mine, own) != _words_of(self._theirs, others):
                self._report(region, own, others)

    def _report(self, region: _Region, own: tuple[int, int], others: tuple[int, int]) -> None:
        start = end = self._words[region.start - 1].end if region.start else 0
        if region.start < region.end:
            start, end = self._words[region.start].start, self._words[region.end - 1].end
        mine, theirs = _text_of(self._mine, own), _text_of(self._theirs, others)
        merged = self._length - len(mine), self._length
        self._conflicts.append(Conflict(self._base[start:end], mine, theirs, start, end, *merged))

    def _put_tokens(self, side: _Side, own: tuple[int, int]) -> None:
        for place in range(*own):
            self._put(side.space_before(place), side.tokens[place].text)

    def _put(self, space: str, word: str) -> None:
        last = self._pieces[-1] if self._pieces else ""
        if not last and word and not self._begins_with_space():
            space = ""
        elif not space and last[-1:].isalnum() and word[:1].isalnum():
            space = " "  # words that one side's change put beside each other
        self._pieces += [piece for piece in (space, word) if piece]
        self._length += len(space) + len(word)

    def _begins_with_space(self) -> bool:
        texts = (self._base, self._mine.text, self._theirs.text)
        return any(text[:1].isspace() for text in texts)


def _space_before(text: str, words: Sequence[Token], place: int) -> str:
    start = words[place - 1].end if place else 0
    return text[start : words[place].start] if place < len(words) else text[start:]


def _words_of(side: _Side, place: tuple[int, int]) -> list[str]:
    return [token.text for token in side.tokens[slice(*place)]]


def _text_of(side: _Side, place: tuple[int, int]) -> str:
    """The text of some tokens of a side, with what is between them."""
    start, end = place
    return side.text[side.tokens[start].start : side.tokens[end - 1].end] if start < end else ""


def _range(changes: list[_Change], start: int, end: int) -> tuple[int, int]:
    """The tokens of a side that stand where the base has start:end, which holds `changes`."""
    first, last = changes[0], changes[-1]
    return first.new_start - (first.start - start), last.new_end + (end - last.end)


@dataclass(slots=True)
class _Region:
    """The tokens start:end of the base, and the changes of each side to them."""

    start: int
    end: int
    mine: list[_Change]
    theirs: list[_Change]

    def meets(self, change: _Change) -> bool:
        """Whether a change, no earlier than these, is of the same words or at the same place."""
        is_put_in_here = change.start == change.end == self.start == self.end
        return change.start < self.end or is_put_in_here


def _regions(mine: list[_Change], theirs: list[_Change]) -> list[_Region]:
    """The changes of both sides, those of the same words together, in order."""
    waiting = [(change, False) for change in mine] + [(change, True) for change in theirs]
    waiting.sort(key=lambda found: (found[0].start, found[0].end, found[1]))
    regions: list[_Region] = []
    for change, is_theirs in waiting:
        if not (regions and regions[-1].meets(change)):
            regions.append(_Region(change.start, change.end, [], []))
        region = regions[-1]
        (region.theirs if is_theirs else region.mine).append(change)
        region.end = max(region.end, change.end)
    return regions
