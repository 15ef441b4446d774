"""Subject → what every check finds in it."""

from __future__ import annotations

from itertools import chain

from arkdoc.check import CHECKS
from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.pipeline.redaction import discreet


def check(subject: Subject) -> tuple[Diagnostic, ...]:
    """All that is found, check by check, nothing personal repeated: a pure function."""
    found = chain.from_iterable(module.check(subject) for module in CHECKS)
    return tuple(map(discreet, found))
