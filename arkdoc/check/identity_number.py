"""Subject → the national identity numbers in text, code, addresses and fields (ARK421)."""

from collections.abc import Iterator

from arkdoc.check.digits import (
    Number,
    is_account_number,
    is_grouped_as_account,
    is_identity_number,
    numbers,
)
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_place
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity

RULE = Rule(
    code="ARK421",
    name="identity-number",
    severity=Severity.ERROR,
    message=N_("This looks like a national identity number. It must not be in the note."),
    hint=N_("Delete it here and in other copies of the file."),
    why=N_(
        "A national identity number (fødselsnummer or D-nummer) may be used only where nothing "
        "else can tell who is meant, and a note is read by many and kept for long. The check "
        "digits tell such numbers from others; arkdoc never repeats one."
    ),
    private=True,
    bad="""\
---
enhet: Seksjon Gjøvik
---
Refusjonen gjelder den ansatte med fødselsnummer 170539 50051.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Refusjonen gjelder den som hadde vakten. Arkivet har opplysningene.
""",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each number that has the form and the check digits of an identity number."""
    return each_place(RULE, (*subject.passages, *subject.field_passages), places)


def places(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where such numbers stand in the passage's text."""
    for number in numbers(passage.text, 11) if passage.has_digits else ():
        if is_person(number):
            yield number.start, number.end


def is_person(number: Number) -> bool:
    """Whether eleven digits are an identity number, and not written as an account number."""
    if not is_identity_number(number.digits):
        return False
    return not (is_grouped_as_account(number) and is_account_number(number.digits))
