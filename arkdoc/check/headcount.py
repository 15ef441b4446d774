"""A passage → where it counts people, and there are few of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from arkdoc.check.lexicon import lexicon, lines
from arkdoc.check.passage import Passage, Word

_BETWEEN = 4  # words between the number and the people
_PER_CENT = re.compile(r"\b(\d{1,3})(?:[,.]\d{1,2})?[ \u00a0]?(?:%|prosent|pst\.?)")
_EVERYBODY = 100
_ARTICLES = frozenset(("en", "ein", "ei"))


def groups(passage: Passage, limit: int, staff: int | None) -> Iterator[tuple[int, int]]:
    """Where the passage counts fewer than `limit` people, in a unit that employs `staff`."""
    if passage.has_digits or not _counting().isdisjoint(passage.vocabulary):
        yield from _counted(passage, limit)
    if staff is not None:
        for start, end, share in _shares(passage):
            people = _people_within(passage, end)
            if people and 0 < staff * share < limit * _EVERYBODY:
                yield start, people


def _counted(passage: Passage, limit: int) -> Iterator[tuple[int, int]]:
    """Where a number of people under the limit stands."""
    done = 0
    words = passage.words
    for index, word in enumerate(words):
        if word.start < done:
            continue
        if not 0 < _number(passage, index) < limit or _is_no_group(passage, index):
            continue
        start, end = word.start, _people_after(passage, index) or _ourselves(passage, index)
        if not end:
            start, end = _people_before(passage, index)
        if end:
            yield start, end
            done = end


def _number(passage: Passage, index: int) -> int:
    """The number that a word is; 0 when it is none, or belongs to something else."""
    word, prose = passage.words[index], passage.prose
    before, after = prose[word.start - 1 : word.start], prose[word.end : word.end + 2]
    if number := _numbers().get(word.text, 0):
        return 0 if before in ("-", "–") else number
    if word.text in _ARTICLES:
        return int(_is_counted(passage, index))
    if not word.text.isdecimal() or len(word.text) > 3:
        return 0
    if before in (".", ",", ":", "/", "§", "-") or after[:1] in ("/", ":", "%"):
        return 0
    if after[:1] in (".", ",") and (after[1:] == " " or after[1:].isdigit() or not after[1:]):
        return 0
    if after[:1] in ("-", "–") and after[1:].isdigit():
        return 0
    follows = passage.words[index + 1].text if index + 1 < len(passage.words) else ""
    precedes = passage.words[index - 1].text if index else ""
    parted = follows.isdecimal() and after[:1] in (" ", "\u00a0")  # 1 250
    if parted or (precedes.isdecimal() and before in (" ", "\u00a0")):
        return 0
    return int(word.text)


def _is_counted(passage: Passage, index: int) -> bool:
    """Whether «en» is a number: «bare en ansatt», «en av oss»."""
    words = passage.words
    before = words[index - 1].text if index else ""
    after = words[index + 1].text if index + 1 < len(words) else ""
    return before in ("bare", "kun", "berre") or after in ("av", "enkelt")


def _is_no_group(passage: Passage, index: int) -> bool:
    """«Plass til fire personer»: nobody is counted."""
    start = max(0, index - 4)
    before = passage.words[start:index]
    known = lexicon("personer", "ikke en gruppe")
    return any(hit.last == len(before) - 1 for hit in known.find(passage, before))


def _people_after(passage: Passage, index: int) -> int:
    """Where the people end who are counted by the number at `index`; 0 when there are none."""
    words, people = passage.words, lexicon("personer", "mennesker")
    of_number = False
    for offset in range(index + 1, min(index + 2 + _BETWEEN, len(words))):
        word = words[offset]
        if not _is_joined(passage, words[offset - 1], word):
            return 0
        if word.text in people:
            return word.end
        if (of_number or word.text == "som") and (end := _doing(passage, offset)):
            return end
        if _number(passage, offset):
            of_number = words[offset - 1].text in ("av", "de", "dei")
        elif word.text not in lexicon("personer", "ord imellom"):
            return 0
    return 0


def _ourselves(passage: Passage, index: int) -> int:
    """Where «fem» ends in «vi er fem i seksjonen»; 0 when no people are meant."""
    words = passage.words
    before = [word.text for word in words[max(0, index - 3) : index]]
    while before and before[-1] in ("bare", "kun", "berre", "totalt"):
        before.pop()
    if before[-2:] != ["vi", "er"] and before[-1:] != ["oss"]:
        return 0
    following = words[index + 1 : index + 3]
    is_last = not following or not _is_joined(passage, words[index], following[0])
    known = lexicon("personer", "etter «vi er fem»")
    goes_on = any(hit.first == 0 for hit in known.find(passage, following))
    return words[index].end if is_last or goes_on else 0


def _people_before(passage: Passage, index: int) -> tuple[int, int]:
    """Start and end of «antall ansatte: 4», the number being at `index`; noughts elsewhere."""
    words = passage.words
    if index < 2 or words[index - 2].text not in lexicon("personer", "antall"):
        return 0, 0
    one, two = words[index - 1], words[index]
    between = passage.prose[one.end : two.start].strip(" \u00a0")
    if one.text not in lexicon("personer", "mennesker") or between not in ("", ":", "=", "–"):
        return 0, 0
    return words[index - 2].start, two.end


def _doing(passage: Passage, index: int) -> int:
    """Where what people do ends, such as «svarte» or «er uenige», if it stands here; else 0."""
    words = passage.words[index : index + 3]
    for hit in lexicon("personer", "det de gjør").find(passage, words):
        return hit.end if hit.first == 0 else 0
    return 0


def _is_joined(passage: Passage, one: Word, two: Word) -> bool:
    return not passage.prose[one.end : two.start].strip(" \u00a0")


def _shares(passage: Passage) -> Iterator[tuple[int, int, int]]:
    """Each share in the passage: start, end, and how many per cent."""
    for match in _PER_CENT.finditer(passage.prose):
        yield match.start(), match.end(), int(match[1])
    for word in passage.words:
        if share := _fractions().get(word.text, 0):
            yield word.start, word.end, share


def _people_within(passage: Passage, start: int) -> int:
    """The end of the people right after a share: «av de ansatte», or what they do."""
    _, sentence_end = passage.sentence(start - 1)
    following = passage.words_in(start, sentence_end)[: _BETWEEN + 1]
    for word in following:
        if word.text in lexicon("personer", "mennesker"):
            return word.end
        if word.text in lexicon("personer", "det de gjør") or word.text == "at":
            return word.end
        if word.text not in lexicon("personer", "ord imellom"):
            return 0
    return 0


@cache
def _numbers() -> dict[str, int]:
    """Number words → numbers."""
    rows = (line.split() for line in lines("tall")[""])
    return {word: int(number) for number, *words in rows for word in words}


@cache
def _counting() -> frozenset[str]:
    """Every word that can be a number of people."""
    return _ARTICLES | _numbers().keys()


@cache
def _fractions() -> dict[str, int]:
    """Words for a part of all → per cent."""
    rows = (line.split("=") for line in lines("personer")["andeler"])
    return {word.strip(): int(share) for word, share in rows}
