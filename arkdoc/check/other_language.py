"""Subject → the paragraphs in another language than the text as a whole (ARK402)."""

from collections.abc import Iterator

from arkdoc.check.languages import language_of
from arkdoc.check.subject import Subject
from arkdoc.check.wrong_language import NAMES
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic

RULE = Rule(
    code="ARK402",
    name="paragraph-in-another-language",
    severity=Severity.WARNING,
    message=N_("This paragraph is {found}, in a text that is {expected}."),
    hint=N_(
        "Write it in the language of the text. If it should be {found}, write a line with "
        "`::: språk {code}` before it and one with `:::` after it."
    ),
    hint_in_word=N_(
        "Write it in the language of the text. If it should be {found}, mark it in Word and choose "
        "that language under Review > Language > Set Proofing Language."
    ),
    why=N_(
        "A screen reader pronounces a paragraph by the rules of one language, and whoever counts "
        "bokmål and nynorsk counts it as one. Where the words leave no doubt, the note says which; "
        "`::: språk` says it of all in it, and that it is meant so."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har ikke fått gjort noe med støyen ennå, men ledelsen følger opp det som ble avtalt.

Dei tilsette veit ikkje korleis arbeidet skal gjerast, og ønskjer meir informasjon frå leiinga.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har ikke fått gjort noe med støyen ennå, men ledelsen følger opp det som ble avtalt. I svarene
på undersøkelsen står det blant annet:

::: språk nn
Dei tilsette veit ikkje korleis arbeidet skal gjerast, og ønskjer meir informasjon frå leiinga.
:::
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each paragraph, not in a quotation, that is clearly in another language than the text."""
    whole = subject.actual_language
    for passage in subject.own_passages:
        actual = language_of(passage)
        if actual and actual != whole:
            yield diagnostic(
                RULE,
                passage.span(0, len(passage.text)),
                found=NAMES[actual],
                expected=NAMES[whole],
                code=actual,
            )
