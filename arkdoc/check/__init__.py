"""What is looked for in a text once it is read: one module a rule, in the order of the codes."""

from arkdoc.check import (
    empty_header_cell,
    empty_section,
    link_text,
    long_paragraph,
    naked_address,
    short_row,
    table_without_header,
    useless_alt,
    wall_of_bullets,
)
from arkdoc.check.subject import Check

CHECKS: tuple[Check, ...] = (
    empty_section,
    long_paragraph,
    wall_of_bullets,
    link_text,
    useless_alt,
    naked_address,
    table_without_header,
    empty_header_cell,
    short_row,
)
