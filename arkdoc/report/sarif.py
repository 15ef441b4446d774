"""Diagnostics → SARIF 2.1.0, for programs that show findings beside the text."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from arkdoc.diagnostic import Diagnostic, Rule, Severity
from arkdoc.report.explain import general
from arkdoc.report.json_report import dump
from arkdoc.report.messages import Translator

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write_sarif(diagnostics: Sequence[Diagnostic], tr: Translator, version: str) -> str:
    """One run; its rules are those that found something, in the order of their codes."""
    rules = sorted({d.rule.code: d.rule for d in diagnostics}.items())
    index = {code: number for number, (code, _) in enumerate(rules)}
    driver = {
        "name": "arkdoc",
        "version": version,
        "rules": [_rule(rule, tr) for _, rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, index[d.rule.code], tr) for d in diagnostics],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, tr: Translator) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": general(rule.message, tr)},
        "fullDescription": {"text": tr(rule.why)},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _result(diagnostic: Diagnostic, index: int, tr: Translator) -> dict[str, object]:
    span = diagnostic.span
    text = f"{tr.message(diagnostic)} {tr.hint(diagnostic)}".strip()
    result: dict[str, object] = {
        "ruleId": diagnostic.rule.code,
        "ruleIndex": index,
        "level": _LEVEL[diagnostic.rule.severity],
        "message": {"text": text},
    }
    if span.path:
        region = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
        artifact = {"uri": quote(span.path.encode("utf-8", "surrogateescape"))}
        result["locations"] = [
            {"physicalLocation": {"artifactLocation": artifact, "region": region}}
        ]
    return result
