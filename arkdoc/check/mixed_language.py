"""A paragraph is in one of the two written standards of Norwegian, not in both."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.check.languages import NORWEGIAN, language_of, only_in
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject
from arkdoc.check.wrong_language import NAMES
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic

RULE = Rule(
    code="ARK403",
    name="mixed-bokmaal-and-nynorsk",
    severity=Severity.WARNING,
    message=N_("“{word}” is {found}, in a text that is {expected}."),
    hint=N_("Write it in {expected}. If it is somebody's words, put quotation marks around it."),
    why=N_(
        "A text by a public body is in bokmål or in nynorsk. Words of the other standard often "
        "come with text copied from elsewhere."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har ikke fått gjort noe med støyen, fordi det framleis mangler penger.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har ikke fått gjort noe med støyen, fordi det fortsatt mangler penger.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each word that only the other standard has; not in quotations, code or names."""
    whole = subject.actual_language
    if whole not in NORWEGIAN:
        return
    other = NORWEGIAN[whole == NORWEGIAN[0]]
    foreign = only_in(other) - only_in(whole)
    for passage in subject.passages:
        if passage.quoted or passage.hidden:
            continue
        strange = [word for word in passage.words if word.text in foreign]
        if not strange or language_of(passage) not in ("", whole):
            continue
        for word in strange:
            if passage.is_in_quotation(word.start) or _may_be_a_name(passage, word.start):
                continue
            yield diagnostic(
                RULE,
                passage.span(word.start, word.end),
                word=word.text,
                found=NAMES[other],
                expected=NAMES[whole],
            )


def _may_be_a_name(passage: Passage, offset: int) -> bool:
    return passage.prose[offset].isupper() and passage.sentence(offset)[0] != offset
