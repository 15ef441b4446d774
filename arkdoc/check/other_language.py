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
        "Write it in the language of the text. If it is a quotation, begin its lines with `> `."
    ),
    hint_in_word=N_(
        "Write it in the language of the text. If it is a quotation, give it the style Quote in "
        "Word."
    ),
    why=N_(
        "A screen reader reads all of a contribution in one language, and whoever counts bokmål "
        "and nynorsk counts all of it as one. A quotation may be in the language it was said in."
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

> Dei tilsette veit ikkje korleis arbeidet skal gjerast, og ønskjer meir informasjon frå leiinga.
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
            )
