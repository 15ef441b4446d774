"""Findings as values: Rule (the kind), Diagnostic (one finding), ArkdocError (arkdoc stops)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from arkdoc.model.source import Span


class Severity(Enum):
    """How serious a finding is; only errors affect the exit status (contract, clause 10)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for «mark for translation»
    """Mark `text` for translation; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding. The texts are gettext message ids, in English.

    The placeholders of `message` and `hint` are filled by `language.messages`. `bad` and `good`
    are each a contribution (or, with lines `=== path`, a set of files), in Norwegian: the first
    triggers the rule, the second does not, and a test runs both. `private`: the text at the span
    is never repeated anywhere, not even as part of its line. `is_told_once`: of several findings
    only the first in the note is reported, which has the arguments of all. `hint_in_word` is the
    hint for a Word file, where that is another.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    why: str
    bad: str
    good: str
    private: bool = False
    is_told_once: bool = False
    hint_in_word: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at one place. `args` fill the rule's message and hint."""

    rule: Rule
    span: Span
    args: tuple[tuple[str, str], ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether it makes the exit status 1."""
        return self.rule.severity is Severity.ERROR


def diagnostic(rule: Rule, span: Span, **args: object) -> Diagnostic:
    """A diagnostic of `rule` at `span`, its arguments as text."""
    return Diagnostic(rule, span, tuple((name, str(value)) for name, value in args.items()))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file, place and code, each once: the same order on every machine."""
    found = sorted(diagnostics, key=_place)
    return tuple(d for before, d in zip([None, *found], found, strict=False) if d != before)


def _place(finding: Diagnostic) -> tuple[Span, str, tuple[tuple[str, str], ...]]:
    return finding.span, finding.rule.code, finding.args


class ArkdocError(Exception):
    """arkdoc can't go on: exit status 2 (contract, clause 10).

    `message` is a gettext message id, filled with the keyword arguments. `diagnostics` give the
    cause, when that is in a file.
    """

    def __init__(
        self, message: str, *, diagnostics: tuple[Diagnostic, ...] = (), **args: object
    ) -> None:
        super().__init__(message)
        self.message = message
        self.arguments = {name: str(value) for name, value in args.items()}
        self.diagnostics = diagnostics
