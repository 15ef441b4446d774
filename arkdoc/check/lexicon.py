"""A word list in `data/*.txt` → a Lexicon that finds its words in a passage.

The notation of the lists is described, in Norwegian, in `data/LES-MEG.txt`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise, product
from pathlib import Path
from typing import NamedTuple

from arkdoc.check.passage import Passage, Word
from arkdoc.model.regex import regex

DATA = Path(__file__).parent / "data"
_BAR = regex(r"\|(?![^(]*\))")  # not one within parentheses
_GAP = "..."
_MAX_GAP = 4  # words
_LIST = regex(r"<([^>]+)>")
_OPTIONAL = regex(r"\(([^)]*)\)")


class Hit(NamedTuple):
    """A phrase that was found: its first and last word, and its place in the passage's text."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases.

    `phrases` has, by its first word, each sequence of words that spaces or hyphens separate;
    `...` in one is up to four of the words in the list `smaaord`. `beginnings` and `endings`
    are those of compound words.
    """

    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return (word,) in self.phrases.get(word, ()) or self._is_compound(word)

    def has_any(self, words: Iterable[Word]) -> bool:
        """Whether one of `words` is in it."""
        return any(word.text in self for word in words)

    def _is_compound(self, word: str) -> bool:
        return word.startswith(self.beginnings) or word.endswith(self.endings)

    def _may_occur(self, vocabulary: frozenset[str]) -> bool:
        if not self.phrases.keys().isdisjoint(vocabulary):
            return True
        compounds = self.beginnings or self.endings
        return bool(compounds) and any(map(self._is_compound, vocabulary))

    def find(self, passage: Passage, words: Sequence[Word] | None = None) -> Iterator[Hit]:
        """Each place of one of the words or phrases, the longest where several begin.

        `words` is the part of the passage to search, by default all of it.
        """
        if not self._may_occur(passage.vocabulary):
            return
        words = passage.words if words is None else words
        for index, word in enumerate(words):
            length = 0
            if phrases := self.phrases.get(word.text):
                length = max(_length_here(passage, words, index, phrase) for phrase in phrases)
            if length := length or self._is_compound(word.text):
                last = index + length - 1
                yield Hit(index, last, word.start, words[last].end)


def _length_here(
    passage: Passage, words: Sequence[Word], index: int, phrase: tuple[str, ...]
) -> int:
    """The number of words from `index` on that match the phrase; 0 if they don't."""
    last = index
    for wanted in phrase[1:]:
        last += 1
        if wanted == _GAP:
            small = lexicon("smaaord")
            stop = min(last + _MAX_GAP, len(words))
            while last < stop and words[last].text in small:
                last += 1
            last -= 1
        elif last == len(words) or words[last].text != wanted:
            return 0
    for one, two in pairwise(words[index : last + 1]):
        if passage.prose[one.end : two.start].strip(" \u00a0") not in ("", "-"):
            return 0
    after = passage.prose[words[last].end : words[last].end + 2]
    return 0 if after[:1] == "-" and after[1:].isalpha() else last - index + 1


def forms(line: str) -> Iterator[str]:
    """Every form that a line of a list means: `gravid -e` is gravid and gravide."""
    if line.isalpha():  # one word, as most lines are
        yield line
        return
    base, *endings = re.split(r"\s+-(?=\w)", line.strip())
    stem = _BAR.split(base)[0]
    for text in (_BAR.sub("", base), *(stem + ending.strip() for ending in endings)):
        parts = _OPTIONAL.split(text)
        choices = [_choices(part) if i % 2 else (part,) for i, part in enumerate(parts)]
        for chosen in product(*choices):
            yield " ".join("".join(chosen).split())


def _choices(inside: str) -> tuple[str, ...]:
    """The alternatives in parentheses: `(e)` is e or nothing, `(av|i)` is av or i."""
    return tuple(inside.split("|")) if "|" in inside else ("", inside)


@cache
def lines(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of a list by its parts (`[part]`); those above the first part under ""."""
    parts: dict[str, list[str]] = {"": []}
    part = ""
    for raw in (DATA / f"{name}.txt").read_text("utf-8").splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("["):
            part = line.strip("[]")
            parts.setdefault(part, [])
        elif line:
            parts[part].append(line)
    return {name: tuple(found) for name, found in parts.items()}


@cache
def lexicon(name: str, part: str = "") -> Lexicon:
    """The list called `name`, or one part of it."""
    phrases: dict[str, set[tuple[str, ...]]] = {}
    beginnings, endings = set(), set()
    for form in sorted(_expanded(lines(name)[part])):
        if form.endswith("*"):
            beginnings.add(form[:-1])
        elif form.startswith("*"):
            endings.add(form[1:])
        else:
            words = tuple(form.split())
            phrases.setdefault(words[0], set()).add(words)
    return Lexicon(
        {first: tuple(sorted(found)) for first, found in phrases.items()},
        tuple(sorted(beginnings)),
        tuple(sorted(endings)),
    )


def _expanded(entries: Iterable[str]) -> Iterator[str]:
    """Every form of the entries in lower case, with each word of a list for `<list:part>`."""
    for form in chain.from_iterable(map(forms, entries)):
        if "<" in form and (match := _LIST.search(form)):
            name, _, part = match[1].partition(":")
            for word in _expanded(lines(name)[part]):
                yield (form[: match.start()] + word + form[match.end() :]).lower()
        else:
            yield form.lower()
