"""The fault of a contribution that can't be read → a sentence in the note (contract, clause 7)."""

from collections.abc import Callable

from arkdoc.language.printed import WORDS, FaultTexts
from arkdoc.model.diagnostic import Diagnostic, Rule
from arkdoc.model.source import is_word
from arkdoc.rules import front_matter as rules

_REASONS: dict[Rule, Callable[[FaultTexts], str]] = {
    rules.BROKEN_FIELDS: lambda texts: texts.broken_fields,
    rules.UNCLOSED_FIELDS: lambda texts: texts.unclosed_fields,
    rules.REFUSED_FEATURE: lambda texts: texts.refused_feature,
    rules.TOO_LARGE: lambda texts: texts.too_large,
    rules.TOO_DEEP_FIELDS: lambda texts: texts.too_deep_fields,
    rules.UNDECODABLE: lambda texts: texts.undecodable,
    rules.UNOPENED_FILE: lambda texts: texts.unopened_file,
}


def unreadable(path: str, fault: Diagnostic, language: str) -> str:
    """The sentence that stands in place of the contribution at `path`."""
    words = WORDS[language]
    pick = _REASONS.get(fault.rule)
    reason = pick(words.fault) if pick else words.fault.other
    # A Word file is left out as a whole, and has no lines that anybody sees.
    on_line = "" if is_word(path) else words.on_line.format(line=max(fault.span.line, 1))
    return words.unreadable.format(path=path, on_line=on_line, fault=reason)
