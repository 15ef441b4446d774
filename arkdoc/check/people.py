"""A passage → the words of a topic that concern a particular person, not people in general."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from arkdoc.check.headcount import small_groups
from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage, Word
from arkdoc.check.subject import Subject
from arkdoc.model.regex import regex

_CLAUSE_END = regex(r"[,;:–(]")
_GENDERS = (frozenset(("han", "hun")), frozenset(("han", "ho")))


def about_a_person(subject: Subject, topic: str, passage: Passage) -> Iterator[tuple[int, int]]:
    """Where a word of the list `topic` concerns a person.

    Words of its part «alltid» do, unless the words around them are about anybody; those of
    «med en person» only where the sentence, or the row, also mentions somebody.
    """
    if passage.hidden:
        return
    always = {(hit.start, hit.end) for hit in lexicon(topic, "alltid").find(passage)}
    also = {(hit.start, hit.end) for hit in lexicon(topic, "med en person").find(passage)}
    if not (always or also):
        return
    groups = sorted(small_groups(subject, passage))
    done = 0
    for start, end in sorted(always | also):
        is_always = (start, end) in always
        if start >= done and _is_of_someone(
            subject, topic, passage, start, groups, always=is_always
        ):
            yield start, end
            done = end


def _is_of_someone(
    subject: Subject,
    topic: str,
    passage: Passage,
    offset: int,
    groups: Sequence[tuple[int, int]],
    *,
    always: bool,
) -> bool:
    """Whether the word of `topic` at `offset` concerns a person; `groups` are the small ones."""
    clause = passage.words_in(*_clause(passage, offset))

    def clause_has(name: str, part: str) -> bool:
        return any(lexicon(name, part).find(passage, clause))

    if not always and clause_has("personer", "forteller om andre"):
        return False
    start, end = passage.sentence(offset)
    sentence = passage.words_in(start, end)
    if (
        _is_about_one_person(sentence)
        or subject.is_named_beside(passage)
        or _has(subject.names[passage], start, end)
    ):
        return True
    if clause_has(topic, "handler om hvem som helst"):
        return False
    has_person = any(lexicon("personer", "én person").find(passage, sentence))
    is_someone = has_person or _has(groups, start, end)
    is_general = clause_has(topic, "handler om alle")
    if always:
        return is_someone or not is_general
    return is_someone and not is_general


def _is_about_one_person(sentence: Sequence[Word]) -> bool:
    """Whether it has a pronoun such as «hun», and not «han eller hun»."""
    pronouns = {word.text for word in sentence if word.text in lexicon("personer", "en bestemt")}
    return bool(pronouns) and not any(both <= pronouns for both in _GENDERS)


def _has(places: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the places, which are in order, begins at `start` or later, before `end`."""
    index = bisect_left(places, (start, 0))
    return index < len(places) and places[index][0] < end


def _clause(passage: Passage, offset: int) -> tuple[int, int]:
    """The part of the sentence, between two commas or the like, around `offset`."""
    start, end = passage.sentence(offset)
    for match in _CLAUSE_END.finditer(passage.prose, start, end):
        if match.start() >= offset:
            return start, match.start()
        start = match.end()
    return start, end
