"""What YAML says is wrong in, a Diagnostic in words that its users know out."""

from __future__ import annotations

from typing import NamedTuple

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.source import Span
from arkdoc.read.front_matter.positions import YamlMark, YamlPositions
from arkdoc.rules.front_matter import BROKEN_FIELDS, REFUSED_FEATURE

Words = tuple[str, str]
"""What is wrong, and what to do about it."""

FEATURES = {
    "alias": N_("A word that starts with *"),
    "anchor": N_("A word that starts with &"),
    "tag": N_("A word that starts with !"),
    "merge": N_("The sign <<"),
}
TOO_LONG = (
    N_("they are longer than fields can be"),
    N_("Write a line with just `---` between the fields and the text."),
)
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
_NO_COLON = (
    N_("there is no colon on the line"),
    N_("Write each field on a line of its own, as `name: text`."),
)
NO_NAME = (
    N_("a simple name is missing before the colon"),
    N_("Write each field on a line of its own, as `name: text`."),
)
_AFTER_QUOTE = (
    N_("there is text where none fits"),
    N_("Put quotation marks around the whole text, or indent the line like the one above."),
)
_SIGN = (
    N_("there is a sign here that a text can't start with"),
    N_("Put quotation marks around the text."),
)
ELSE = (
    N_("they are not written the way fields are"),
    N_("Write each field on a line of its own, as `name: text`."),
)

_PLAIN_WORDS = (  # words in YAML's context, in its problem, whether its context says where
    ("quoted scalar", "unexpected end of stream", True, _QUOTE),
    ("quoted scalar", "unexpected document separator", True, _QUOTE),
    ("double-quoted scalar", "", False, _BACKSLASH),
    ("parsing a flow", "", True, _BRACKET),
    ("", "found '-'", False, HYPHEN),
    ("", "sequence entries are not allowed", False, HYPHEN),
    ("", "could not find expected ':'", True, _NO_COLON),
    ("", "found ':'", False, NO_NAME),
    ("", "found '<scalar>'", False, _AFTER_QUOTE),
    ("", "<block mapping start>", False, _INDENTATION),
    ("", "<block sequence start>", False, _INDENTATION),
    ("", "mapping values are not allowed", False, _INDENTATION),
    ("", "found '?'", False, _INDENTATION),
    ("", "expected <block end>", False, _SIGN),
    ("", "cannot start any token", False, _SIGN),
    ("", "expected the node content", False, _SIGN),
)


class FaultError(Exception):
    """What makes the fields unreadable, on its way up to their reader."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.rule.name)
        self.diagnostic = diagnostic


class Said(NamedTuple):
    """Half of what a yaml.MarkedYAMLError says, and where."""

    text: str
    mark: YamlMark | None


def broken(span: Span, words: Words) -> Diagnostic:
    """ARK107 in these words."""
    return diagnostic(BROKEN_FIELDS, span, reason=words[0], cure=words[1])


def no_such_character(places: YamlPositions) -> Diagnostic:
    """A backslash and a number that is no character's: the first `\\U` there is."""
    texts = [line.text for line in places.lines]
    line = next((n for n, text in enumerate(texts) if "\\U" in text), 0)
    at = max(0, texts[line].find("\\U"))
    return broken(places.span((line, at), (line, at + 2)), _BACKSLASH)


def in_plain_words(context: Said, problem: Said, places: YamlPositions) -> Diagnostic:
    """What YAML says, where it helps most and in words that its users know."""
    for sign in ("alias", "anchor", "tag"):
        if (
            f"while scanning an {sign}" in context.text
            or f" a {sign}" in context.text + problem.text
        ):
            point = places.point(context.mark or problem.mark)
            return diagnostic(REFUSED_FEATURE, point, feature=FEATURES[sign])
    for in_context, in_problem, at_context, words in _PLAIN_WORDS:
        if in_context in context.text and in_problem in problem.text:
            span = places.point((at_context and context.mark) or problem.mark)
            if words is _INDENTATION:
                span = places.line_of(problem.mark)
            return broken(span, words)
    return broken(places.point(problem.mark), ELSE)
