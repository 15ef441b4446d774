"""Suppressions (`tillat`) and what they cover → a list, so that what was approved is seen."""

from __future__ import annotations

from collections.abc import Sequence

from arkdoc.language.messages import Translator, printable
from arkdoc.pipeline.places import place
from arkdoc.pipeline.suppressions import Approval
from arkdoc.report.terminal import TerminalStyle


def write_approvals(approvals: Sequence[Approval], tr: Translator, style: TerminalStyle) -> str:
    """One line for each: where it is written, what it covers, how often, and why."""
    if not approvals:
        return ""
    lines = [style.paragraph(f"  {_said(approval, tr)}", indent=6) for approval in approvals]
    return style.paint(tr("Allowed:"), "bold") + "\n" + "".join(lines)


def _said(approval: Approval, tr: Translator) -> str:
    suppression = approval.suppression
    times = "" if approval.count is None else tr.count(", {n} time", ", {n} times", approval.count)
    unit = f", {suppression.unit}" if suppression.unit else ""
    reason = f" ({printable(suppression.reason)})" if suppression.reason else ""
    return f"{place(suppression.place)}: {suppression.code}{times}{unit}{reason}"
