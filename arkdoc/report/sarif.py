"""Diagnostics → SARIF 2.1.0, for programs that show findings beside the text.

Clauses are those of the OASIS standard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Diagnostic, Rule, Severity
from arkdoc.model.regex import regex
from arkdoc.pipeline.places import Places, counted, paragraph
from arkdoc.report.explain import general, write_page
from arkdoc.report.json_report import dump
from arkdoc.report.terminal import TerminalStyle

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "ROOT"
"""What `--root` is called in the log: whoever reads it knows where that is."""

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LINK = regex(r"\[(?=[^\[\]]*\]\()")


def write_sarif(
    diagnostics: Sequence[Diagnostic], tr: Translator, version: str, places: Places | None = None
) -> str:
    """One run; its rules are those that found something, in the order of their codes."""
    places = places or Places()
    rules = sorted({d.rule.code: d.rule for d in diagnostics}.items())
    index = {code: number for number, (code, _) in enumerate(rules)}
    driver = {
        "name": "arkdoc",
        "version": version,
        "language": tr.language,
        "rules": [_rule(rule, tr) for _, rule in rules],
    }
    fingerprints = _fingerprints(diagnostics)
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {ROOT: {"description": {"text": "--root"}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [
            _result(diagnostic, index[diagnostic.rule.code], fingerprint, tr)
            | _locations(diagnostic, tr, places)
            for diagnostic, fingerprint in zip(diagnostics, fingerprints, strict=True)
        ],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, tr: Translator) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": _text(general(rule.message, tr))},
        "fullDescription": {"text": _text(tr(rule.why))},
        "help": {"text": _text(write_page(rule, tr, TerminalStyle()))},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _text(text: str) -> str:
    """`text` as a message says it: no placeholders (3.11.5) and no links (3.11.6) in it."""
    return _LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))


def _fingerprints(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """What tells a finding from others when lines have moved: what it says, of which file."""
    seen = Counter[str]()
    result = []
    for diagnostic in diagnostics:
        content = repr((diagnostic.rule.code, diagnostic.span.path, diagnostic.args))
        seen[content] += 1
        numbered = f"{content}{seen[content]}".encode("utf-8", "surrogateescape")
        result.append(sha256(numbered).hexdigest())
    return result


def _result(
    diagnostic: Diagnostic, index: int, fingerprint: str, tr: Translator
) -> dict[str, object]:
    text = f"{tr.message(diagnostic)} {tr.hint(diagnostic)}".strip()
    return {
        "ruleId": diagnostic.rule.code,
        "ruleIndex": index,
        "level": _LEVEL[diagnostic.rule.severity],
        "message": {"text": _text(text)},
        "partialFingerprints": {"finding/v1": fingerprint},
    }


def _locations(diagnostic: Diagnostic, tr: Translator, places: Places) -> dict[str, object]:
    """Where it is, if anywhere. Of a Word file, a paragraph is a line (3.30.3), and said so."""
    span = diagnostic.span
    if not span.path:
        return {}
    region: dict[str, object] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    if lines := counted(span.path):
        region["properties"] = lines
    uri = quote(span.path.encode("utf-8", "surrogateescape"))
    artifact = {"uri": uri, "uriBaseId": ROOT}
    location: dict[str, object] = {
        "physicalLocation": {"artifactLocation": artifact, "region": region}
    }
    if number := paragraph(span, tr):
        location["logicalLocations"] = [{"name": number}]
        location["message"] = {"text": _text(places.in_word(diagnostic, tr))}
    return {"locations": [location]}
