"""Diagnostics → JSON, with the fields of the contract's clause 11 in their order."""

from __future__ import annotations

import json
from collections.abc import Iterable

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.pipeline.places import counted


def write_json(diagnostics: Iterable[Diagnostic], tr: Translator) -> str:
    """`{"diagnostics": [...]}`; a diagnostic without a place has null for path and position."""
    return dump({"diagnostics": [as_record(d, tr) for d in diagnostics]})


def as_record(diagnostic: Diagnostic, tr: Translator) -> dict[str, str | int | None]:
    """One diagnostic as JSON has it. `lines` says what lines are where they are none."""
    rule, span = diagnostic.rule, diagnostic.span
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "path": span.path or None,
        "line": span.line or None,
        "column": span.column or None,
        "endLine": span.end_line or None,
        "endColumn": span.end_column or None,
        **counted(span.path),
        "message": tr.message(diagnostic),
        "hint": tr.hint(diagnostic),
    }


def dump(value: object) -> str:
    """JSON as a person can read it too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
