"""A word list that people keep, `data/*.txt` → a Lexicon that finds its words in a text.

The lists' own notation is described, in Norwegian, in `data/LES-MEG.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from arkdoc.check.passage import Passage, Word

DATA = Path(__file__).parent / "data"
_BAR = re.compile(r"\|(?![^(]*\))")  # not one within parentheses
_OPTIONAL = re.compile(r"\(([^)]*)\)")


class Hit(NamedTuple):
    """A phrase that was found: from which to which word, and where in the passage's text."""

    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Lexicon:
    """Words and phrases, by their first word. A phrase is a row of words with nothing between.

    `endings` and `beginnings` are what a compound may end or begin with. In a phrase, `<x>`
    stands for any word of the list x.
    """

    phrases: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    beginnings: set[str] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)
    _lengths: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    def add(self, line: str) -> None:
        """Take in one line of a list."""
        for form in forms(line):
            words = tuple(form.casefold().split())
            if not words:
                continue
            if len(words) > 1 or "*" not in form:
                self.phrases.setdefault(words[0], []).append(words)
            elif form.startswith("*"):
                self.endings.add(words[0][1:])
            else:
                self.beginnings.add(words[0][:-1])
        self._lengths = (
            tuple({len(text) for text in self.beginnings}),
            tuple({len(text) for text in self.endings}),
        )

    def __contains__(self, word: str) -> bool:
        return (word,) in self.phrases.get(word, ()) or self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        starts, ends = self._lengths
        return any(word[:length] in self.beginnings for length in starts) or any(
            len(word) > length and word[-length:] in self.endings for length in ends
        )

    def find(self, passage: Passage, words: Sequence[Word] | None = None) -> Iterator[Hit]:
        """Each place where one of the words or phrases stands, the longest at each place."""
        words = passage.words if words is None else words
        for index, word in enumerate(words):
            length = self._longest(passage, words, index)
            if length:
                last = words[index + length - 1]
                yield Hit(index, index + length - 1, word.start, last.end)

    def _longest(self, passage: Passage, words: Sequence[Word], index: int) -> int:
        candidates = self.phrases.get(words[index].text, ())
        fitting = [len(p) for p in candidates if self._fits(passage, words, index, p)]
        for phrase in self.phrases.get("", ()):  # those that begin with a list
            if self._fits(passage, words, index, phrase):
                fitting.append(len(phrase))
        if fitting:
            return max(fitting)
        return int(self._is_compound(words[index].text))

    def _fits(
        self, passage: Passage, words: Sequence[Word], index: int, phrase: tuple[str, ...]
    ) -> bool:
        if index + len(phrase) > len(words):
            return False
        for offset, wanted in enumerate(phrase):
            word = words[index + offset]
            if wanted.startswith("<"):
                if word.text not in lexicon(*wanted[1:-1].split(":")):
                    return False
            elif wanted != word.text:
                return False
            if offset:
                between = passage.prose[words[index + offset - 1].end : word.start]
                if between.strip(" \u00a0") not in ("", "-"):
                    return False
        return True


def forms(line: str) -> Iterator[str]:
    """Every form that a line of a list stands for: `gravid -e` is gravid and gravide."""
    base, *endings = re.split(r"\s+-(?=\w)", line.strip())
    stem = _BAR.split(base)[0]
    for text in (_BAR.sub("", base), *(stem + ending.strip() for ending in endings)):
        parts = _OPTIONAL.split(text)
        choices = [_choices(part) if i % 2 else (part,) for i, part in enumerate(parts)]
        for chosen in product(*choices):
            yield " ".join("".join(chosen).split())


def _choices(inside: str) -> tuple[str, ...]:
    """What parentheses stand for: `(e)` is e or nothing, `(av|i)` is av or i."""
    return tuple(inside.split("|")) if "|" in inside else ("", inside)


@cache
def lines(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of a list by its parts (`[part]`), what is above the first under ""."""
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
    return lexicon_of(lines(name)[part])


def lexicon_of(entries: Iterable[str]) -> Lexicon:
    """A Lexicon of these lines."""
    made = Lexicon()
    for entry in entries:
        made.add(entry)
    # A phrase that begins with a list can begin with any word.
    made.phrases[""] = [
        phrase
        for first in [key for key in made.phrases if key.startswith("<")]
        for phrase in made.phrases.pop(first)
    ]
    return made
