"""What is told of a group tells of its members when the group is small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from arkdoc.check.lexicon import lexicon, lines
from arkdoc.check.passage import Passage, Word
from arkdoc.check.subject import Subject
from arkdoc.diagnostic import N_, Diagnostic, Rule, Severity, found

RULE = Rule(
    code="ARK431",
    name="small-group",
    severity=Severity.WARNING,
    message=N_("This tells of so few people that one may guess who they are."),
    hint=N_(
        "Write it without the number, or of a larger group: at least {limit} people. If the "
        "secretariat finds it right as it stands, `tillat: [ARK431]` in notat.md lets it stand."
    ),
    why=N_(
        "“Two of four” in a unit that everybody knows is as good as their names. The limit is the "
        "note's `minstegruppe`, 12 unless it says otherwise. Where the number of `ansatte` of a "
        "unit is known, per cents and fractions of them are counted too."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
To av fire ansatte mener at ledelsen er utydelig.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Noen av de ansatte ønsker seg en tydeligere ledelse.
""",
)

_BETWEEN = 4  # words between the number and the people
_PER_CENT = re.compile(r"\b(\d{1,3})(?:[,.]\d{1,2})?[ \u00a0]?(?:%|prosent|pst\.?)")
_EVERYBODY = 100
_ARTICLES = frozenset(("en", "ein", "ei"))


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each number of people that is under the limit, and each share of the staff that is."""
    for passage in subject.passages:
        if not passage.hidden:
            for start, end in groups(passage, subject.smallest_group, subject.staff):
                yield found(RULE, passage.span(start, end), limit=subject.smallest_group)


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
        number = _number(passage, index)
        if 0 < number < limit and not _is_no_group(passage, index):
            end = _people_after(passage, index)
            if end:
                yield word.start, end
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
    return before in ("bare", "kun", "berre") or after == "av"


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
        if of_number and word.text in lexicon("personer", "det de gjør"):
            return word.end
        if _number(passage, offset):
            of_number = words[offset - 1].text in ("av", "de", "dei")
        elif word.text not in lexicon("personer", "ord imellom"):
            return 0
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
        if word.text in lexicon("personer", "det de gjør"):
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
