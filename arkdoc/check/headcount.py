"""A passage → the places where it counts few people."""

from collections.abc import Iterator
from functools import cache

from arkdoc.check.lexicon import lexicon, lines
from arkdoc.check.passage import Passage, Word
from arkdoc.check.subject import Subject
from arkdoc.model.regex import regex

_BETWEEN = 4  # words between the number and the people
_PER_CENT = regex(r"\b(\d{1,3})(?:[,.]\d{1,2})?[ \u00a0]?(?:%|prosent|pst\.?)")
_EVERYBODY = 100  # per cent
_ARTICLES = frozenset(("en", "ein", "ei"))


def small_groups(subject: Subject, passage: Passage) -> Iterator[tuple[int, int]]:
    """Where the passage counts fewer people than the note's limit for groups."""
    limit = subject.smallest_group
    if passage.has_digits or not _counting_words().isdisjoint(passage.vocabulary):
        yield from _counted(passage, limit)
    if subject.staff is not None:
        for start, end, share in _shares(passage):
            people_end = _end_of_people_within(passage, end)
            if people_end and 0 < subject.staff * share < limit * _EVERYBODY:
                yield start, people_end


def _counted(passage: Passage, limit: int) -> Iterator[tuple[int, int]]:
    """Where the passage has a number of people under the limit."""
    done = 0
    words = passage.words
    for index, word in enumerate(words):
        if word.start < done:
            continue
        if not 0 < _number(passage, index) < limit or _is_no_group(passage, index):
            continue
        start = word.start
        end = _end_of_people_after(passage, index) or _end_of_ourselves(passage, index)
        if not end:
            start, end = _people_before(passage, index)
        if end:
            yield start, end
            done = end


def _number(passage: Passage, index: int) -> int:
    """The value of a word as a count; 0 if it is no number, or part of a date or the like."""
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
    """Whether «en» counts, as in «bare en ansatt» and «en av oss»."""
    words = passage.words
    before = words[index - 1].text if index else ""
    after = words[index + 1].text if index + 1 < len(words) else ""
    return before in ("bare", "kun", "berre") or after in ("av", "enkelt")


def _is_no_group(passage: Passage, index: int) -> bool:
    """Whether the number at `index` counts no actual people: «plass til fire personer»."""
    start = max(0, index - 4)
    before = passage.words[start:index]
    known = lexicon("personer", "ikke en gruppe")
    return any(hit.last == len(before) - 1 for hit in known.find(passage, before))


def _end_of_people_after(passage: Passage, index: int) -> int:
    """Where the words end for the people that the number at `index` counts; 0 if it counts none."""
    words, people = passage.words, lexicon("personer", "mennesker")
    of_number = False
    for offset in range(index + 1, min(index + 2 + _BETWEEN, len(words))):
        word = words[offset]
        if not _is_joined(passage, words[offset - 1], word):
            return 0
        if word.text in people:
            return word.end
        if (of_number or word.text == "som") and (end := _end_of_action(passage, offset)):
            return end
        if _number(passage, offset):
            of_number = words[offset - 1].text in ("av", "de", "dei")
        elif word.text not in lexicon("personer", "ord imellom"):
            return 0
    return 0


def _end_of_ourselves(passage: Passage, index: int) -> int:
    """Where «fem» ends in «vi er fem i seksjonen»; 0 if the number does not count people."""
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
    """Start and end of «antall ansatte: 4» around the number at `index`, or zeros."""
    words = passage.words
    if index < 2 or words[index - 2].text not in lexicon("personer", "antall"):
        return 0, 0
    one, two = words[index - 1], words[index]
    between = passage.prose[one.end : two.start].strip(" \u00a0")
    if one.text not in lexicon("personer", "mennesker") or between not in ("", ":", "=", "–"):
        return 0, 0
    return words[index - 2].start, two.end


def _end_of_action(passage: Passage, index: int) -> int:
    """Where an action of people ends that begins at `index`: «svarte», «er uenige»; else 0."""
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


def _end_of_people_within(passage: Passage, start: int) -> int:
    """Where «av de ansatte» or an action ends, right after a share that ends at `start`; or 0."""
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
def _counting_words() -> frozenset[str]:
    """The words that can be a number of people."""
    return _ARTICLES | _numbers().keys()


@cache
def _fractions() -> dict[str, int]:
    """Words for a part of all → per cent."""
    rows = (line.split("=") for line in lines("personer")["andeler"])
    return {word.strip(): int(share) for word, share in rows}
