"""The check modules → all rules of arkdoc, and what the checks find in a Subject.

A check is a module in this folder that has a `RULE` and a `check`. No list names it.
"""

from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

import arkdoc.check
from arkdoc.check.subject import Check, Subject
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.rules import ALL as BUILT_IN

_MODULES = (import_module(f"arkdoc.check.{m.name}") for m in iter_modules(arkdoc.check.__path__))

CHECKS: tuple[Check, ...] = tuple(
    sorted((m for m in _MODULES if isinstance(m, Check)), key=lambda module: module.RULE.code)
)
"""In the order of their codes."""

ALL = tuple(sorted((*BUILT_IN, *(c.RULE for c in CHECKS)), key=lambda rule: rule.code))
"""In the order of their codes. A code is never reused (contract, clause 11)."""

BY_CODE = {rule.code: rule for rule in ALL}


def check(subject: Subject) -> tuple[Diagnostic, ...]:
    """All that is found, check by check: a pure function."""
    return tuple(chain.from_iterable(module.check(subject) for module in CHECKS))
