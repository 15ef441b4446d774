"""Subject → the abbreviations that it does not write out itself (ARK404).

Those that the note explains elsewhere are left out by `pipeline/check_texts.py`, and what is left
is told once a note, all of it together: one line in notat.md settles it.
"""

import re
from collections.abc import Iterator
from functools import cache

from arkdoc.check.lexicon import lines
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject
from arkdoc.check.written_out import CAPITALS, COMPARED, Meanings, meanings_in
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.regex import regex

RULE = Rule(
    code="ARK404",
    name="unexplained-abbreviation",
    severity=Severity.WARNING,
    message=N_("Nowhere written out in the note: {word}."),
    hint=N_(
        "Write what it means the first time, with the abbreviation in parentheses after it. Or the "
        "secretariat says it for the whole note in notat.md: `forkortelser: {{entry}}`."
    ),
    why=N_(
        "Committee members, and those who open the archive in thirty years, don't know the "
        "abbreviations of every unit. One counts as written out when the text, the texts of the "
        "units above it or the introduction says what it stands for: “the working environment "
        "survey (ARK)”, “ARK (the working environment survey)” or “ARK is …”; when the word "
        "itself stands there, as “bedriftshelsetjenesten” for BHT; or when they are the initials "
        "of the unit's name. What `forkortelser` and the other fields of the note name, and what "
        "everybody knows, need not be written out. All are told of once a note, where the first "
        "comes."
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
    is_told_once=True,
)

_ROMAN = regex(r"M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_NAME_BEFORE = regex(r"\w[^\S\n]+[A-ZÆØÅ][a-zæøå]+ $")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """The first place of each abbreviation that is not explained."""
    own: Meanings | None = None
    known, compared = _well_known(), 0
    for passage in subject.prose_passages:
        for match in CAPITALS.finditer(passage.prose):
            word = match[0]
            if word in known or _ROMAN.fullmatch(word) or _is_no_abbreviation(passage, match):
                continue
            own = own or meanings_in(subject.passages)
            known |= {word}
            compared += 1
            if not own.explain(word, by_words=compared <= COMPARED):
                place = passage.span(*match.span())
                yield diagnostic(RULE, place, word=word, entry=f"{word}: …")


def _is_no_abbreviation(passage: Passage, match: re.Match[str]) -> bool:
    """Whether what is around the word is in capitals too, or makes it a part of a name.

    That is a heading such as `TILTAK`, a whole sentence in capitals, and «Losam BU».
    """
    if _NAME_BEFORE.search(passage.prose, max(0, match.start() - 40), match.start()):
        return True
    start, end = passage.sentence(match.start())
    is_more = passage.is_heading or end - start > len(match[0]) + 1
    return is_more and passage.prose[start:end].isupper()


@cache
def _well_known() -> frozenset[str]:
    return frozenset(lines("forkortelser")[""])
