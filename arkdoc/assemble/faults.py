"""The fault of a contribution that can't be read → a sentence in the note (contract, clause 7)."""

from collections.abc import Callable

from arkdoc.language.printed import WORDS, FaultTexts
from arkdoc.model.diagnostic import Diagnostic, Rule
from arkdoc.rules.front_matter import (
    BROKEN_FIELDS,
    REFUSED_FEATURE,
    TOO_DEEP_FIELDS,
    TOO_LARGE,
    UNCLOSED_FIELDS,
    UNDECODABLE,
    UNOPENED_FILE,
)

_REASONS: dict[Rule, Callable[[FaultTexts], str]] = {
    BROKEN_FIELDS: lambda texts: texts.broken_fields,
    UNCLOSED_FIELDS: lambda texts: texts.unclosed_fields,
    REFUSED_FEATURE: lambda texts: texts.refused_feature,
    TOO_LARGE: lambda texts: texts.too_large,
    TOO_DEEP_FIELDS: lambda texts: texts.too_deep_fields,
    UNDECODABLE: lambda texts: texts.undecodable,
    UNOPENED_FILE: lambda texts: texts.unopened_file,
}


def unreadable(path: str, fault: Diagnostic, language: str) -> str:
    """The sentence that stands in place of the contribution at `path`."""
    words = WORDS[language]
    pick = _REASONS.get(fault.rule)
    reason = pick(words.fault) if pick else words.fault.other
    return words.unreadable.format(path=path, line=max(fault.span.line, 1), fault=reason)
