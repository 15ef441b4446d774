"""The text of fields → a tree of nodes, read as plain strict YAML.

The tree is built from PyYAML's events, so that every scalar stays text (contract, clause 4).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.read.front_matter.errors import (
    HYPHEN,
    NO_NAME,
    OTHER_CAUSE,
    FaultError,
    broken,
    in_plain_words,
    refused,
)
from arkdoc.read.front_matter.positions import FieldText
from arkdoc.read.front_matter.schema import Mapping, Node, Scalar, Sequence
from arkdoc.rules.front_matter import COLON_IN_VALUE, TEXT_CUT, TOO_DEEP_FIELDS

MAX_DEPTH = 20
"""How deep lists and fields may be nested: nine levels of units."""

MAX_LENGTH = 200_000
"""How many characters the fields may have; PyYAML takes half a second for as many."""

UNPRINTABLE = regex("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""A character that YAML refuses, or takes for a line end or a tab."""

_COLON = regex(":")
_CLOSE_COMMENT = regex(r" (?: *(?=#\S))?(?P<comment>#.*\S)")
_HASHTAG = regex(r" +(?P<comment>#(?=\w).*\S)")
_QUOTED = regex(
    "|".join(f"{a}[^{a}{b}]+{b}" for a, b in ("“”", "””", "„“", "„”", "«»", "»«", "‘’", "’’"))
)

Read: TypeAlias = tuple[Mapping | None, list[Diagnostic]]
"""The fields, None where there are only comments, and the diagnostics."""


def parse(text: FieldText) -> Read:
    """Read `text`. Raises FaultError for what is no YAML, or none that fields may use."""
    builder = _Builder(text)
    try:
        return builder.tree(), builder.diagnostics
    except (yaml.MarkedYAMLError, ValueError, OverflowError) as error:
        raise in_plain_words(error, text) from error


class _LiteralLoader(yaml.SafeLoader):
    """Takes the characters at the offsets in `literal` for letters, and so for text.

    PyYAML asks `peek` what a character is, but takes a text from its buffer.
    """

    def __init__(self, text: FieldText) -> None:
        super().__init__(text.text)
        self._literal = text.literal

    def peek(self, index: int = 0) -> Any:
        return "å" if self.index + index in self._literal else super().peek(index)


class _Builder:
    """One pass over the events of YAML. Raises FaultError, and what PyYAML raises."""

    def __init__(self, text: FieldText) -> None:
        self._text = text
        loader = _LiteralLoader(text) if text.literal else yaml.SafeLoader(text.text)
        # Any, because the marks of events are typed as if they could be None.
        self._next: Callable[[], Any] = loader.get_event
        self.diagnostics: list[Diagnostic] = []

    def tree(self) -> Mapping | None:
        """The fields, or None if there are only comments."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        node = self._node(self._next(), 0, "")
        self._next()
        extra = self._next()
        if not isinstance(extra, yaml.StreamEndEvent):
            raise broken(self._text.character(extra.start_mark.index), OTHER_CAUSE)
        if not isinstance(node, Mapping):
            raise broken(node.span, HYPHEN if isinstance(node, Sequence) else OTHER_CAUSE)
        return node

    def _node(self, event: Any, depth: int, field: str) -> Node:
        """The node that begins with `event`, in the field called `field`."""
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag or depth > MAX_DEPTH:
            raise self._refusal(event)
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event, field)
            case yaml.SequenceStartEvent():
                return self._sequence(event, depth, field)
            case _:
                return self._mapping(event, depth)

    def _refusal(self, event: Any) -> FaultError:
        point = self._text.character(event.start_mark.index)
        if isinstance(event, yaml.AliasEvent):
            return refused("alias", point)
        if event.anchor:
            return refused("anchor", point)
        if event.tag:
            return refused("tag", point)
        return FaultError(diagnostic(TOO_DEEP_FIELDS, point))

    def _scalar(self, event: Any, field: str) -> Scalar:
        span, breaks = self._text.scalar(event), self._text.breaks(event)
        if event.style:
            # Escapes can spell what no file could hold, such as half of a character.
            text = UNPRINTABLE.sub(lambda m: "\n" if m[0] == "\n" else " ", event.value)
            return Scalar(text, span, plain=False, breaks=breaks)
        self._report_colon(event, field)
        self._report_comment(event, field)
        if _QUOTED.fullmatch(event.value):
            inner = span._replace(column=span.column + 1, end_column=span.end_column - 1)
            moved = tuple(b._replace(at=b.at - 1) for b in breaks)
            return Scalar(event.value[1:-1].strip(), inner, breaks=moved)
        return Scalar(event.value, span, breaks=breaks)

    def _report_colon(self, event: Any, field: str) -> None:
        """Report the first colon that was taken for text (ARK109)."""
        start, end = event.start_mark.index, event.end_mark.index
        for colon in _COLON.finditer(self._text.text, start, end):
            if colon.start() in self._text.literal:
                span = self._text.span(*colon.span())
                self.diagnostics.append(diagnostic(COLON_IN_VALUE, span, field=field))
                return

    def _report_comment(self, event: Any, field: str) -> None:
        """Report `tittel: Sak #4` (ARK117), but no comment that is set off with more room."""
        # Without a value, only a hashtag is not meant as a comment.
        pattern = _CLOSE_COMMENT if event.value else _HASHTAG
        if match := pattern.match(self._text.text, event.end_mark.index):
            span = self._text.span(match.start("comment"), match.end("comment"))
            self.diagnostics.append(diagnostic(TEXT_CUT, span, field=field))

    def _sequence(self, event: Any, depth: int, field: str) -> Sequence:
        items: list[Node] = []
        while not isinstance(part := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(part, depth + 1, field))
        return Sequence(tuple(items), self._whole(event, part, items))

    def _mapping(self, event: Any, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        while not isinstance(part := self._next(), yaml.MappingEndEvent):
            key = self._node(part, depth + 1, clip(getattr(part, "value", "")))
            if not isinstance(key, Scalar) or not key.text:
                raise broken(key.span, NO_NAME)
            if key.text == "<<" and key.plain:
                raise refused("merge", key.span)
            entries.append((key, self._node(self._next(), depth + 1, key.text)))
        return Mapping(tuple(entries), self._whole(event, part, [value for _, value in entries]))

    def _whole(self, start: Any, end: Any, nodes: list[Node]) -> Span:
        """From start to end; without a bracket at the end, up to that of the last node."""
        span = self._text.span(start.start_mark.index, end.end_mark.index)
        return span if start.flow_style or not nodes else span.to(nodes[-1].span)
