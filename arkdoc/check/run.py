"""Subject → what every check finds in it."""

from __future__ import annotations

from itertools import chain

from arkdoc.check import CHECKS
from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import Diagnostic


def check(subject: Subject) -> tuple[Diagnostic, ...]:
    """All that is found, check by check: a pure function."""
    return tuple(chain.from_iterable(module.check(subject) for module in CHECKS))
