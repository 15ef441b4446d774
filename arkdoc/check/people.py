"""A passage → the people it speaks of: their names, and whether one person is meant or anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arkdoc.check.lexicon import Lexicon, lexicon
from arkdoc.check.passage import Passage, Word
from arkdoc.check.small_group import groups
from arkdoc.check.subject import Subject

_CLAUSE_END = re.compile(r"[,;:–(]")
_MOST = 3  # surnames and middle names that are taken in
_GENDERS = (frozenset(("han", "hun")), frozenset(("han", "ho")))


def names(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where people's names stand: a given name, a surname that is nothing else, or both."""
    words, prose = passage.words, passage.prose
    index = 0
    while index < len(words):
        word = words[index]
        length = _name_length(prose, words, index) if prose[word.start].isupper() else 0
        if length:
            yield word.start, words[index + length - 1].end
        index += max(length, 1)


def _name_length(prose: str, words: Sequence[Word], index: int) -> int:
    """How many words a name has that begins with this one; 0 when it is none."""
    first = words[index].text
    sure = _is_in(first, lexicon("fornavn"))
    given = sure or _is_in(first, lexicon("fornavn", "også vanlige ord"))
    if not given and not _is_in(first, lexicon("etternavn", "alene")):
        return 0
    last = index
    while given and last - index < _MOST and _goes_on(prose, words, last):
        last += 1
    if not sure and given and last == index:
        return 0
    after = words[last + 1].text if last + 1 < len(words) else ""
    gap = prose[words[last].end : words[last + 1].start] if after else ""
    if after in lexicon("etternavn", "ikke et navn") and gap in (" ", "-"):
        return 0
    return 0 if gap == "-" else last - index + 1  # «Hansen-utvalget»


def _goes_on(prose: str, words: Sequence[Word], index: int) -> bool:
    if index + 1 == len(words):
        return False
    following = words[index + 1]
    gap = prose[words[index].end : following.start]
    if len(words[index].text) == 1 and gap == ". ":  # «Kari B. Moen»
        gap = " "
    return gap in (" ", "\u00a0", "-") and prose[following.start].isupper()


def _is_in(word: str, known: Lexicon) -> bool:
    """Whether the word, or what it is the genitive of, is in the list."""
    return word in known or (word.endswith("s") and len(word) > 4 and word[:-1] in known)


def said_of_someone(subject: Subject, passage: Passage, topic: str) -> Iterator[tuple[int, int]]:
    """Where the list `topic` has a word that is said of a person, not of people in general."""
    if passage.hidden:
        return
    always = {(hit.start, hit.end) for hit in lexicon(topic, "alltid").find(passage)}
    also = {(hit.start, hit.end) for hit in lexicon(topic, "med en person").find(passage)}
    for start, end in sorted(always | also):
        if _is_told(subject, passage, start, topic, always=(start, end) in always):
            yield start, end


def _is_told(subject: Subject, passage: Passage, offset: int, topic: str, *, always: bool) -> bool:
    clause = passage.words_in(*_clause(passage, offset))
    if not always and any(lexicon("personer", "forteller om andre").find(passage, clause)):
        return False
    sentence = passage.words_in(*passage.sentence(offset))
    if _is_a_certain_one(passage, sentence) or any(
        any(names(cell)) for cell in subject.beside(passage)
    ):
        return True
    if any(lexicon(topic, "handler om alle").find(passage, clause)):
        return False
    return always or _is_someone(subject, passage, sentence)


def _is_a_certain_one(passage: Passage, sentence: Sequence[Word]) -> bool:
    pronouns = {word.text for word in sentence if word.text in lexicon("personer", "en bestemt")}
    if pronouns and not any(both <= pronouns for both in _GENDERS):
        return True
    start, end = sentence[0].start, sentence[-1].end
    return any(start <= at < end for at, _ in names(passage))


def _is_someone(subject: Subject, passage: Passage, sentence: Sequence[Word]) -> bool:
    if any(lexicon("personer", "én person").find(passage, sentence)):
        return True
    start, end = sentence[0].start, sentence[-1].end
    small = groups(passage, subject.smallest_group, subject.staff)
    return any(start <= at < end for at, _ in small)


def _clause(passage: Passage, offset: int) -> tuple[int, int]:
    """The part of the sentence between two commas that `offset` is in."""
    start, end = passage.sentence(offset)
    for match in _CLAUSE_END.finditer(passage.prose, start, end):
        if match.start() >= offset:
            return start, match.start()
        start = match.end()
    return start, end
