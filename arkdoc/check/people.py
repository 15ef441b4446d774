"""A passage → what in it is said of a person: of one who is meant, not of people in general."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from arkdoc.check.headcount import groups
from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage, Word
from arkdoc.check.subject import Subject

_CLAUSE_END = re.compile(r"[,;:–(]")
_GENDERS = (frozenset(("han", "hun")), frozenset(("han", "ho")))


def said_of_someone(subject: Subject, passage: Passage, topic: str) -> Iterator[tuple[int, int]]:
    """Where the list `topic` has a word that is said of a person.

    Words of its part «alltid» are, unless what stands around them is about anybody; those of
    «med en person» only when the sentence, or the row, also has somebody.
    """
    if passage.hidden:
        return
    always = {(hit.start, hit.end) for hit in lexicon(topic, "alltid").find(passage)}
    also = {(hit.start, hit.end) for hit in lexicon(topic, "med en person").find(passage)}
    if not (always or also):
        return
    small = sorted(groups(passage, subject.smallest_group, subject.staff))
    done = 0
    for start, end in sorted(always | also):
        if start >= done and _is_told(
            subject, passage, start, topic, small, always=(start, end) in always
        ):
            yield start, end
            done = end


def _is_told(
    subject: Subject,
    passage: Passage,
    offset: int,
    topic: str,
    small: Sequence[tuple[int, int]],
    *,
    always: bool,
) -> bool:
    clause = passage.words_in(*_clause(passage, offset))

    def clause_has(name: str, part: str) -> bool:
        return any(lexicon(name, part).find(passage, clause))

    if not always and clause_has("personer", "forteller om andre"):
        return False
    start, end = passage.sentence(offset)
    sentence = passage.words_in(start, end)
    if _is_a_certain_one(sentence) or subject.is_named_beside(passage):
        return True
    if _has(subject.names(passage), start, end):
        return True
    if clause_has(topic, "handler om hvem som helst"):
        return False
    is_someone = any(lexicon("personer", "én person").find(passage, sentence)) or _has(
        small, start, end
    )
    is_general = clause_has(topic, "handler om alle")
    if always:
        return is_someone or not is_general
    return is_someone and not is_general


def _is_a_certain_one(sentence: Sequence[Word]) -> bool:
    """Whether «hun» or the like stands there, and not «han eller hun»."""
    pronouns = {word.text for word in sentence if word.text in lexicon("personer", "en bestemt")}
    return bool(pronouns) and not any(both <= pronouns for both in _GENDERS)


def _has(places: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the places, which are in order, begins from `start` up to `end`."""
    index = bisect_left(places, (start, 0))
    return index < len(places) and places[index][0] < end


def _clause(passage: Passage, offset: int) -> tuple[int, int]:
    """The part of the sentence between two commas that `offset` is in."""
    start, end = passage.sentence(offset)
    for match in _CLAUSE_END.finditer(passage.prose, start, end):
        if match.start() >= offset:
            return start, match.start()
        start = match.end()
    return start, end
