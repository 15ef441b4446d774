"""Diagnostics → GitHub's workflow commands, which show them beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable

from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import Diagnostic, Severity

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_github(diagnostics: Iterable[Diagnostic], tr: Translator) -> str:
    """One line for each."""
    return "".join(_command(diagnostic, tr) for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic, tr: Translator) -> str:
    rule, span = diagnostic.rule, diagnostic.span
    properties = {"title": f"{rule.code} {rule.name}"}
    if span.path:
        # GitHub counts a column up to and with the last; ours is the one after it.
        last = max(span.end_column - 1, span.column) if span.line == span.end_line else 0
        properties = {
            "file": printable(span.path),
            "line": str(span.line),
            "endLine": str(span.end_line),
            "col": str(span.column),
            "endColumn": str(last or max(span.end_column - 1, 1)),
        } | properties
    written = ",".join(f"{name}={_escaped_property(text)}" for name, text in properties.items())
    message = f"{tr.message(diagnostic)} {tr.hint(diagnostic)}".strip()
    return f"::{_COMMAND[rule.severity]} {written}::{_escaped(message)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
