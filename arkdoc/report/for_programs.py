"""Diagnostics → what a program reads of them: JSON, SARIF, GitHub's workflow commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Diagnostic, Severity
from arkdoc.pipeline.places import Places

if TYPE_CHECKING:
    from arkdoc.pipeline.analyse import Analysis


def write_for_program(
    written: str,
    diagnostics: Sequence[Diagnostic],
    tr: Translator,
    analysis: Analysis | None,
    with_infos: bool,
) -> tuple[str, str]:
    """What goes to standard output, and to standard error, in the format `written`.

    Notices are always in JSON and SARIF, in the others `with_infos`.
    """
    places = Places(analysis.text, analysis.everything) if analysis else Places()
    if written == "json":
        from arkdoc.report.json_report import write_json

        return write_json(diagnostics, tr), ""
    if written == "sarif":
        from arkdoc.pipeline.versions import version_of
        from arkdoc.report.sarif import write_sarif

        return write_sarif(diagnostics, tr, version_of("arkdoc"), places), ""
    if written == "github":
        from arkdoc.report.github import write_github

        hidden = () if with_infos else (Severity.INFO,)
        shown = [d for d in diagnostics if d.rule.severity not in hidden]
        return "", write_github(shown, tr, places)
    return "", ""
