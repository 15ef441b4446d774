"""Diagnostics → GitHub's workflow commands, which show them beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable

from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import Diagnostic, Severity
from arkdoc.model.source import is_word
from arkdoc.pipeline.places import Places

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_github(
    diagnostics: Iterable[Diagnostic], tr: Translator, places: Places | None = None
) -> str:
    """One line for each. GitHub shows no lines of a Word file, so the message says where."""
    places = places or Places()
    return "".join(_command(diagnostic, tr, places) for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic, tr: Translator, places: Places) -> str:
    rule, span = diagnostic.rule, diagnostic.span
    properties = {"title": f"{rule.code} {rule.name}"}
    if is_word(span.path):
        properties = {"file": printable(span.path)} | properties
    elif span.path:
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
    if where := places.in_word(diagnostic, tr):
        message = f"{where}: {message}"
    return f"::{_COMMAND[rule.severity]} {written}::{_escaped(message)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
