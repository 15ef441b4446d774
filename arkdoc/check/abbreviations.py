"""Subject → the abbreviations in it that are nowhere written out (ARK404)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from arkdoc.check.lexicon import lines
from arkdoc.check.passage import Passage, passages
from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.note import Body, Measure

RULE = Rule(
    code="ARK404",
    name="unexplained-abbreviation",
    severity=Severity.WARNING,
    message=N_("“{word}” is nowhere written out."),
    hint=N_("Write it out the first time, with the abbreviation in parentheses: … ({word})."),
    why=N_(
        "Committee members, and those who open the archive in thirty years, don't know the "
        "abbreviations of every unit. One counts as written out when the text, the texts of the "
        "units above it or the introduction says what it stands for: “the working environment "
        "survey (ARK)”, “ARK (the working environment survey)” or “ARK is …”. What the note's "
        "own fields name, and what everybody knows, need not be written out."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
BHT har vært med på begge møtene.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Bedriftshelsetjenesten (BHT) har vært med på begge møtene.
""",
)

_CAPITALS = re.compile(r"(?<![\w.@/&-])[A-ZÆØÅ]{2,6}(?=(?:s|-?[a-zæøå]{1,3})?(?![\w@/&]))")
_ROMAN = re.compile(r"M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_IS = re.compile(r"(?:-\d{1,4})?\s+(?:er|står for|betyr|tyder|is|means|stands for)\s+")
_A_KIND = re.compile(r"(?:en|ei|et|ein|eit|an?|the|kort for|short for|forkort\w+|na[mv]net)\b")
_WORDS_AFTER = re.compile(r"(?:-\d{1,4})?\s*\(\s*(?!se |sjå |see |jf)[^\W\d_][^()]{5,80}\)")
_COLON = re.compile(r"\s*[:=–]\s+(?=[^\W\d_]{3})")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """The first place of each abbreviation that is not explained."""
    known = _well_known() | subject.explained | _explained(subject.passages)
    for passage in subject.seen_passages:
        for match in _CAPITALS.finditer(passage.prose):
            word = match[0]
            if word in known or _ROMAN.fullmatch(word) or _is_in_capitals(passage, match):
                continue
            known |= {word}
            yield diagnostic(RULE, passage.span(*match.span()), word=word)


def _is_in_capitals(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the whole sentence around the word is in capitals."""
    start, end = passage.sentence(match.start())
    return end - start > len(match[0]) + 1 and passage.prose[start:end].isupper()


def explained(body: Body, measures: Iterable[Measure] = ()) -> frozenset[str]:
    """The abbreviations that a text gives the meaning of."""
    return _explained(passages(body, measures))


def named(*texts: str) -> frozenset[str]:
    """The abbreviations in the fields of a note, which its head and its headings show."""
    return frozenset(match[0] for text in texts for match in _CAPITALS.finditer(text))


def _explained(passages: Iterable[Passage]) -> frozenset[str]:
    return frozenset(
        match[0]
        for passage in passages
        if not passage.hidden
        for match in _CAPITALS.finditer(passage.prose)
        if _is_explained(passage.prose, match.start(), match.end())
    )


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


@cache
def _well_known() -> frozenset[str]:
    return frozenset(lines("forkortelser")[""])
