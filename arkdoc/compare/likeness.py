"""Two texts → how much of their words they share, order left aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from arkdoc.compare.words import tokens

_MOST_WEIGHT = 8


def weight_of(word: str) -> int:
    """How much a word says: its length, within reason."""
    return min(len(word), _MOST_WEIGHT)


@dataclass(slots=True)
class WordBag:
    """The words of one text, with how often they stand there, and what they weigh together."""

    counts: Counter[str] = field(default_factory=Counter)
    weight: int = 0

    @classmethod
    def of(cls, text: str) -> WordBag:
        """The words of `text`; its signs, where it has no words."""
        found = tokens(text.casefold())
        counts = Counter(token.text for token in found if token.is_word)
        if not counts:
            counts = Counter(token.text for token in found)
        return cls(counts, sum(weight_of(word) * number for word, number in counts.items()))

    def shared(self, other: WordBag) -> int:
        """The weight of the words that both have."""
        small, large = sorted((self.counts, other.counts), key=len)
        return sum(weight_of(word) * min(number, large[word]) for word, number in small.items())

    def likeness(self, other: WordBag) -> float:
        """From 0, nothing shared, to 1, the same words."""
        total = self.weight + other.weight
        return 2 * self.shared(other) / total if total else 1.0

    def share_in(self, other: WordBag) -> float:
        """How much of these words `other` has, from 0 to 1."""
        return self.shared(other) / self.weight if self.weight else 0.0

    def copy(self) -> WordBag:
        """The same words, to be changed."""
        return WordBag(self.counts.copy(), self.weight)

    def take(self, other: WordBag) -> None:
        """Take out the words that `other` has, in time near the number of those."""
        for word, number in other.counts.items():
            taken = min(number, self.counts.get(word, 0))
            if taken:
                self.counts[word] -= taken
                self.weight -= taken * weight_of(word)
            if not self.counts.get(word, 1):
                del self.counts[word]

    def without(self, other: WordBag) -> WordBag:
        """The words that `other` has not."""
        left = self.counts - other.counts
        return WordBag(left, sum(weight_of(word) * number for word, number in left.items()))
