"""What is looked for in a text once it is read: one module a rule, in the order of the codes."""

from arkdoc.check import (
    abbreviations,
    account_number,
    clock_times,
    dates,
    email_address,
    health,
    identity_number,
    link_text,
    mixed_language,
    named_person,
    numbers,
    other_language,
    small_group,
    spaces,
    telephone,
    union,
    wrong_language,
)
from arkdoc.check.subject import Check

CHECKS: tuple[Check, ...] = (
    link_text,
    wrong_language,
    other_language,
    mixed_language,
    abbreviations,
    dates,
    numbers,
    clock_times,
    spaces,
    identity_number,
    account_number,
    telephone,
    email_address,
    health,
    union,
    named_person,
    small_group,
)
