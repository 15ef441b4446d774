"""A rule → the page that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from arkdoc.check.registry import ALL
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError, Rule, Severity
from arkdoc.model.regex import regex
from arkdoc.report.terminal import TerminalStyle

_SEVERITY = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("notice"),
}

_BARE_PICTURE = regex(r"^=== .+\n(?=\Z|=== )", re.MULTILINE)
_CODE = regex(r"ark\d*", re.IGNORECASE)
_PICTURE = "(bildefilen)"
"""What stands for a picture in an example. Examples are in Norwegian."""


def find(asked: str) -> Rule:
    """The rule with this code or name. Raises ArkdocError when there is none."""
    for rule in ALL:
        if asked.lower() in (rule.code.lower(), rule.name):
            return rule
    known = [text for rule in ALL for text in (rule.code, rule.name)]
    longer = [rule.code for rule in ALL if asked.upper().startswith(rule.code)]
    close = longer
    if not longer and not _CODE.fullmatch(asked):  # any other code is as near as the next
        close = get_close_matches(asked.upper(), known) or get_close_matches(asked, known)
    raise ArkdocError(
        N_("There is no rule “{given}”.{suggestion} {more}"),
        given=asked,
        suggestion=close[0] if close else "",
        more="(arkdoc explain)",
    )


def write_page(rule: Rule, tr: Translator, style: TerminalStyle) -> str:
    """What the rule says, why, what to do, and how it looks wrong and right."""
    kind = ", ".join((tr(_SEVERITY[rule.severity]), *_other_name(rule, tr)))
    parts = [
        style.paragraph((f"{rule.code} {tr.title(rule)}", "bold"), f" ({kind})"),
        style.paragraph(general(rule.message, tr)),
        style.paragraph(tr(rule.why)),
    ]
    hint = general(rule.hint, tr)
    if hint.strip("… "):
        heading = style.paragraph((tr("What to do:"), "bold"))
        parts.append(heading + style.paragraph(f"  {hint}", indent=2))
    for heading, example in ((tr("Wrong:"), rule.bad), (tr("Right:"), rule.good)):
        parts.append(style.paragraph((heading, "bold")) + _indented(example))
    return "\n".join(parts)


def write_list(rules: Iterable[Rule], tr: Translator, style: TerminalStyle) -> str:
    """All rules, one a line."""
    lines = [
        style.paragraph(
            (rule.code, "bold"), f"  {tr(_SEVERITY[rule.severity]):8}  {tr.title(rule)}", indent=18
        )
        for rule in rules
    ]
    more = tr("`arkdoc explain ARK312` tells more about one of them.")
    return "".join(lines) + "\n" + style.paragraph(more)


def _other_name(rule: Rule, tr: Translator) -> tuple[str, ...]:
    """The name that stands in messages, where the title is another."""
    return () if tr.title(rule) == rule.name else (rule.name,)


def general(message: str, tr: Translator) -> str:
    """A message as it reads of no file in particular: … where a file's own words would be."""
    return re.sub(r"\{(\w+)\}", lambda m: "" if m[1] == "suggestion" else "…", tr(message))


def _indented(example: str) -> str:
    example = _BARE_PICTURE.sub(rf"\g<0>{_PICTURE}\n", example)
    return "".join(f"  {line}".rstrip() + "\n" for line in example.splitlines())
