"""Passages, fields and names → the abbreviations that they write out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from arkdoc.check.passage import Passage, passages
from arkdoc.model.note import Body, Measure
from arkdoc.model.regex import regex

CAPITALS = regex(r"(?<![\w.@/&-])[A-ZÆØÅ]{2,6}(?=(?:s|-?[a-zæøå]{1,3})?(?![\w@/&]))")
"""An abbreviation: «ARK», also in «ARKs», «ARK-en»."""

_IS = regex(r"(?:-\d{1,4})?\s+(?:er|står for|betyr|tyder|is|means|stands for)\s+")
_A_KIND = regex(r"(?:en|ei|et|ein|eit|an?|the|kort for|short for|forkort\w+|na[mv]net)\b")
_WORDS_AFTER = regex(r"(?:-\d{1,4})?\s*\(\s*(?!se |sjå |see |jf)[^\W\d_][^()]{5,80}\)")
_COLON = regex(r"\s*[:=–]\s+(?=[^\W\d_]{3})")
_NAME_WORD = regex(r"[^\W\d_]+")
_SMALL = frozenset(("og", "for", "av", "i", "på", "til", "med", "and", "of", "the"))
_PART = 4
"""Letters in the shortest part of a compound word: the arts of «bedrifts-helse-tjenesten»."""
_LONGEST = 60
COMPARED = 50
"""Abbreviations that the words of texts are compared with: each takes time for every word."""


@dataclass(frozen=True, eq=False)  # no slots: a cached property needs the instance's dictionary
class Meanings:
    """What a text, or a list of names, explains.

    `short` are the abbreviations that it writes out; `words` the compound words in it, in small
    letters, each of which explains its own initials if there are at least `fewest` of them.
    """

    short: frozenset[str]
    words: frozenset[str] = frozenset()
    fewest: int = 3

    def explain(self, short: str, *, by_words: bool) -> bool:
        """Whether the abbreviation `short` is explained, be it `by_words` that it abbreviates."""
        if short in self.short or not by_words or len(short) < self.fewest:
            return short in self.short
        letters = short.lower()
        return any(_are_initials(letters, word) for word in self._by_initial.get(letters[0], ()))

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(word[0], []).append(word)
        return found


def meanings_in(texts: Iterable[Passage]) -> Meanings:
    """What the seen ones of some passages explain."""
    shown = [passage for passage in texts if not passage.hidden]
    words = frozenset().union(*(passage.vocabulary for passage in shown))
    return Meanings(frozenset(_explained(shown)), frozenset(filter(_is_compound, words)))


def meanings_of(body: Body, measures: Iterable[Measure] = ()) -> Meanings:
    """What a text explains."""
    return meanings_in(passages(body, measures))


def meanings_of_names(fields: Iterable[str], units: Iterable[str]) -> Meanings:
    """What the fields of a note and the names of its units explain.

    An abbreviation in them is a name, which the note's head and its headings show; the name of a
    unit also explains its own initials: UB, and MH for «Seksjon for medisin og helsevitenskap».
    """
    units = tuple(units)
    texts = (*fields, *units)
    named = {match[0] for text in texts for match in CAPITALS.finditer(text)}
    initials = {short for name in units for short in _initials(name)}
    words = {word.lower() for text in texts for word in _NAME_WORD.findall(text)}
    return Meanings(frozenset(named | initials), frozenset(filter(_is_compound, words)), fewest=2)


def _initials(name: str) -> Iterator[str]:
    """The initials of the last two, three … words, with the small ones and without."""
    words = _NAME_WORD.findall(name)[:20]
    for chosen in (words, [word for word in words if word.lower() not in _SMALL]):
        letters = "".join(word[0] for word in chosen).upper()
        yield from (letters[start:] for start in range(len(letters) - 1))


def _is_compound(word: str) -> bool:
    return 2 * _PART <= len(word) <= _LONGEST


def _are_initials(letters: str, word: str) -> bool:
    """Whether `word` may be a compound of parts that begin with `letters`, the first its own."""
    at = 0
    for letter in letters[1:]:
        at = word.find(letter, at + _PART)
        if at == -1:
            return False
    return len(word) - at >= _PART


def _explained(texts: Iterable[Passage]) -> Iterator[str]:
    for passage in texts:
        for match in CAPITALS.finditer(passage.prose):
            if _is_explained(passage.prose, match.start(), match.end()):
                yield match[0]


def _is_explained(text: str, start: int, end: int) -> bool:
    """«undersøkelsen (ARK)», «ARK (undersøkelsen)», «ARK er en …», «ARK: undersøkelsen»."""
    before = text[max(0, start - 3) : start].rstrip(" «\"'")
    if before.endswith("(") and text[end : end + 3].lstrip("»\"' ")[:1] in (")", ","):
        return any(character.isalpha() for character in text[max(0, start - 20) : start])
    if _WORDS_AFTER.match(text, end):
        return True
    before = text[max(0, start - 3) : start].rstrip()
    if before and before[-1] not in ".!?:":
        return False
    meaning = _IS.match(text, end) or _COLON.match(text, end)
    return meaning is not None and (
        _A_KIND.match(text, meaning.end()) is not None
        or _is_short_for(text[start:end], text[meaning.end() : meaning.end() + 100])
    )


def _is_short_for(short: str, words: str) -> bool:
    """Whether the words have its letters in their order, and begin with the first."""
    letters = iter(words.lower())
    has_all = all(letter in letters for letter in short.lower())
    return has_all and words.lower().startswith(short[0].lower())
