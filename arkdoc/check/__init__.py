"""What is looked for in a text once it is read: one module a rule, in the order of the codes."""

from arkdoc.check import (
    account_number,
    email_address,
    health,
    identity_number,
    link_text,
    named_person,
    small_group,
    telephone,
    union,
)
from arkdoc.check.subject import Check

CHECKS: tuple[Check, ...] = (
    link_text,
    identity_number,
    account_number,
    telephone,
    email_address,
    health,
    union,
    named_person,
    small_group,
)
