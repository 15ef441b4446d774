"""Subject → the words in it that only the other written standard of Norwegian has (ARK403)."""

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
    for passage in subject.own_passages:
        if foreign.isdisjoint(passage.vocabulary) or language_of(passage) not in ("", whole):
            continue
        for word in passage.words:
            if word.text in foreign and not _is_exempt(passage, word.start):
                yield diagnostic(
                    RULE,
                    passage.span(word.start, word.end),
                    word=word.text,
                    found=NAMES[other],
                    expected=NAMES[whole],
                )


def _is_exempt(passage: Passage, offset: int) -> bool:
    """Whether the word there is quoted, or may be a name."""
    may_be_name = passage.prose[offset].isupper() and passage.sentence(offset)[0] != offset
    return may_be_name or passage.is_in_quotation(offset)
