"""Subject → whether its text is in the language that its `språk` says (ARK401)."""

from collections.abc import Iterator

from arkdoc.check.languages import language_of
from arkdoc.check.subject import Subject
from arkdoc.language.printed import WORDS
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic

RULE = Rule(
    code="ARK401",
    name="wrong-language",
    severity=Severity.WARNING,
    message=N_("The text is {found}, but counts as {expected}."),
    hint=N_("Write `språk: {code}` at the top of the file if the text is right as it is."),
    why=N_(
        "The language decides how a screen reader pronounces the text, which quotation marks it "
        "gets, and how many words there are in bokmål and in nynorsk. Without `språk`, a "
        "contribution has the language of the note."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Dei tilsette veit ikkje korleis arbeidet skal gjerast, og ønskjer meir informasjon frå leiinga.
""",
    good="""\
---
enhet: Seksjon Gjøvik
språk: nn
---
Dei tilsette veit ikkje korleis arbeidet skal gjerast, og ønskjer meir informasjon frå leiinga.
""",
)

NAMES = {code: words.title for code, words in WORDS.items()}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """The first paragraph in another language, when the text as a whole is in that language."""
    actual = subject.actual_language
    if actual == subject.language:
        return
    passages = subject.own_passages
    first = next((p for p in passages if language_of(p) == actual), passages[0])
    yield diagnostic(
        RULE,
        first.span(0, len(first.text)),
        found=NAMES[actual],
        expected=NAMES[subject.language],
        code=actual,
    )
