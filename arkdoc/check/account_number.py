"""Subject → the bank account numbers in its text (ARK422)."""

import re
from collections.abc import Iterator

from arkdoc.check.digits import is_account_number, is_grouped_as_account, numbers
from arkdoc.check.identity_number import is_person
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_place
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity
from arkdoc.model.regex import regex

RULE = Rule(
    code="ARK422",
    name="account-number",
    severity=Severity.WARNING,
    message=N_("This looks like an account number."),
    hint=N_("Delete it, and send it to the one who pays. If all may know it, let it stand."),
    why=N_(
        "An account number leads to a person, and a note is read by many and kept for long. The "
        "check digit (modulus 11) tells account numbers from others; arkdoc never repeats one."
    ),
    private=True,
    bad="""\
---
enhet: Seksjon Gjøvik
---
Utlegget betales tilbake til konto 1234.56.78903.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Utlegget betales tilbake når kvitteringen er levert.
""",
)

_IBAN = regex(r"\bNO\d\d ?(?:\d{4} ?){2}\d{3}\b")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each possible Norwegian account number, also as an IBAN; not those in addresses."""
    return each_place(RULE, subject.seen_passages, places)


def places(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where such numbers stand in the passage's text."""
    if not passage.has_digits:
        return
    text = passage.unlinked
    for match in _IBAN.finditer(text):
        if is_account_number(re.sub(r"\D", "", match[0])[2:]):
            yield match.span()
    for number in numbers(text, 11):
        is_usual = number.groups in ((11,), (4, 7)) or is_grouped_as_account(number)
        if is_usual and is_account_number(number.digits) and not is_person(number):
            yield number.start, number.end
