"""What is looked for in a text once it is read: one module a rule, in the order of the codes."""

from arkdoc.check import link_text
from arkdoc.check.subject import Check

CHECKS: tuple[Check, ...] = (link_text,)
