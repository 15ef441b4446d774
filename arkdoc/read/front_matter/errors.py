"""An error of PyYAML → a diagnostic in words that authors know."""

from __future__ import annotations

import re

import yaml

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.source import Span
from arkdoc.read.front_matter.positions import FieldText
from arkdoc.rules.front_matter import BROKEN_FIELDS, REFUSED_FEATURE, UNCLOSED_FIELDS

Words = tuple[str, str]
"""What is wrong, and what to do about it."""

_FEATURES = {
    "alias": N_("A word that starts with *"),
    "anchor": N_("A word that starts with &"),
    "tag": N_("A word that starts with !"),
    "merge": N_("The sign <<"),
}
_SIMPLE_LINES = N_("Write each field on a line of its own, as `name: text`.")
TOO_LONG = (N_("they are longer than fields can be"), UNCLOSED_FIELDS.hint)
_QUOTE = (
    N_("a quotation mark is opened here but never closed"),
    N_("Put the same quotation mark at the end of the text, or take this one away."),
)
_BACKSLASH = (
    N_("a backslash stands inside quotation marks"),
    N_("Write two backslashes (\\\\) for one, or use ' instead of \" around the text."),
)
_BRACKET = (
    N_("a bracket is opened here but not closed properly"),
    N_("Give each [ its ] and each { its }, with commas between what stands inside."),
)
HYPHEN = (
    N_("the line starts with a hyphen, but no list belongs here"),
    N_("Put the lines that start with a hyphen below a line with just `name:`."),
)
_INDENTATION = (
    N_("the line is not indented like the lines around it"),
    N_("Let fields that belong together start in the same column."),
)
_NO_COLON = (N_("there is no colon on the line"), _SIMPLE_LINES)
NO_NAME = (N_("a simple name is missing before the colon"), _SIMPLE_LINES)
_AFTER_QUOTE = (
    N_("there is text where none fits"),
    N_("Put quotation marks around the whole text, or indent the line like the one above."),
)
_SIGN = (
    N_("there is a sign here that a text can't start with"),
    N_("Put quotation marks around the text."),
)
OTHER_CAUSE = (N_("they are not written the way fields are"), _SIMPLE_LINES)

_PLAIN_WORDS = (  # in YAML's context, in its problem, whether its context says where
    ("quoted scalar", "unexpected (end of stream|document separator)", True, _QUOTE),
    ("double-quoted scalar", "", False, _BACKSLASH),
    ("parsing a flow", "", True, _BRACKET),
    ("", "found '-'|sequence entries are not allowed", False, HYPHEN),
    ("", "could not find expected ':'", True, _NO_COLON),
    ("", "found ':'", False, NO_NAME),
    ("", "found '<scalar>'", False, _AFTER_QUOTE),
    ("", "<block \\w+ start>|mapping values are not allowed|found '\\?'", False, _INDENTATION),
    ("", "<block end>|cannot start any token|expected the node content", False, _SIGN),
    ("", "", False, OTHER_CAUSE),
)


class FaultError(Exception):
    """The fields can't be read; `diagnostic` says why.

    `colon` is the offset of the colon that is out of place, if that is the fault.
    """

    def __init__(self, diagnostic: Diagnostic, colon: int | None = None) -> None:
        super().__init__(diagnostic.rule.name)
        self.diagnostic = diagnostic
        self.colon = colon


def broken(span: Span, words: Words, colon: int | None = None) -> FaultError:
    """The fault ARK107, in these words."""
    return FaultError(diagnostic(BROKEN_FIELDS, span, reason=words[0], cure=words[1]), colon)


def refused(feature: str, span: Span) -> FaultError:
    """The fault ARK111, for an alias, an anchor, a tag or a merge."""
    return FaultError(diagnostic(REFUSED_FEATURE, span, feature=_FEATURES[feature]))


def in_plain_words(error: Exception, text: FieldText) -> FaultError:
    """The fault that `error` is, at the place where it is mended, in words that authors know."""
    if not isinstance(error, yaml.MarkedYAMLError):
        # PyYAML looks up whatever number follows \U, even where there is no such character.
        at = max(0, text.text.find("\\U"))
        return broken(text.span(at, at + 2), _BACKSLASH)
    context, problem = str(error.context), str(error.problem)
    marks = [mark.index for mark in (error.context_mark, error.problem_mark) if mark]
    for sign in ("alias", "anchor", "tag"):
        if f"while scanning an {sign}" in context or f" a {sign}" in context + problem:
            return refused(sign, text.character(marks[0]))
    at_context, words = next(
        (at_context, words)
        for in_context, in_problem, at_context, words in _PLAIN_WORDS
        if re.search(in_context, context) and re.search(in_problem, problem)
    )
    at = marks[0 if at_context else -1]
    span = text.line(at) if words is _INDENTATION else text.character(at)
    colon = problem.endswith(("values are not allowed here", "but got ':'"))
    colon = colon and text.text.startswith(":", marks[-1])
    return broken(span, words, marks[-1] if colon else None)
