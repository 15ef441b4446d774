"""Diagnostics → what stands beside the paragraph they concern, and in the list of them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, Diagnostic, Severity
from arkdoc.preview.difference import KeyedElement
from arkdoc.write.html.markup import element, escaped

_TYPED = re.compile(r"`([^`]+)`")
_SEVERITIES = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.INFO: N_("Remark"),
}


def said(text: str) -> str:
    """A message as HTML: what stands in backticks is what to type."""
    return _TYPED.sub(r"<code>\1</code>", escaped(text))


def message_id(diagnostic: Diagnostic) -> str:
    """The id of a diagnostic's remark. Slugs have no full stop, so it is no heading's."""
    found = repr((diagnostic.rule.code, diagnostic.span, diagnostic.args))
    return "m." + sha256(found.encode("utf-8", "replace")).hexdigest()[:16]


def inline_messages(block: str, found: Sequence[Diagnostic], tr: Translator) -> KeyedElement:
    """What is said of the block that follows, whose key is `block`."""
    beside = [_inline_message(diagnostic, tr) for diagnostic in found]
    only_infos = all(diagnostic.rule.severity is Severity.INFO for diagnostic in found)
    html = element(
        "div",
        "".join(piece.html for piece in beside),
        class_="pv-remarks pv-infos-only" if only_infos else "pv-remarks",
        role="note",
        aria_label=tr("About the paragraph that follows"),
    )
    return KeyedElement("+".join((block, *(piece.key for piece in beside))), html)


def _inline_message(diagnostic: Diagnostic, tr: Translator) -> KeyedElement:
    """One diagnostic: what is wrong, what to do, where, and the rule's code."""
    hint = tr.hint(diagnostic)
    html = element(
        "div",
        element("p", _message(diagnostic, tr))
        + (element("p", said(hint), class_="pv-hint") if hint else "")
        + _where(diagnostic),
        class_="pv-remark",
        id=message_id(diagnostic),
        data_severity=diagnostic.rule.severity.value,
    )
    return KeyedElement(message_id(diagnostic), html)


def message_item(diagnostic: Diagnostic, tr: Translator, *, jumps: bool) -> KeyedElement:
    """The diagnostic in the list; with `jumps`, it leads to its remark."""
    message = _message(diagnostic, tr)
    html = element(
        "li",
        (
            element("a", message, href=f"#{message_id(diagnostic)}")
            if jumps
            else element("p", message)
        )
        + _where(diagnostic),
        class_="pv-message",
        data_severity=diagnostic.rule.severity.value,
    )
    return KeyedElement(f"{message_id(diagnostic)}{'' if jumps else '-'}", html)


def tally(errors: int, warnings: int, tr: Translator) -> KeyedElement:
    """How many errors and warnings there are."""
    counts = []
    if errors:
        counts.append((tr.count("{n} error", "{n} errors", errors), "pv-errors"))
    if warnings:
        counts.append((tr.count("{n} warning", "{n} warnings", warnings), "pv-warnings"))
    inside = ", ".join(element("span", escaped(text), class_=name) for text, name in counts)
    html = element("p", inside or escaped(tr("Nothing to put right.")))
    return KeyedElement(html, html)


def place_button(diagnostic: Diagnostic) -> str:
    """Where it is, to copy."""
    span = diagnostic.span
    if not span.path:
        return ""
    place = f"{span.path}:{span.line}:{span.column}"
    shown = f"{span.path.rpartition('/')[2]}:{span.line}"
    return element("button", escaped(shown), type="button", class_="pv-place", data_place=place)


def _message(diagnostic: Diagnostic, tr: Translator) -> str:
    severity = element("b", escaped(tr(_SEVERITIES[diagnostic.rule.severity])))
    return f"{severity} {said(tr.message(diagnostic))}"


def _where(diagnostic: Diagnostic) -> str:
    code = element("span", escaped(diagnostic.rule.code), class_="pv-code")
    return element("p", f"{place_button(diagnostic)} {code}", class_="pv-where")
