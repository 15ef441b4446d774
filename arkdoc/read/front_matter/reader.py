"""The fields at the top of a file: SourceFile in, a tree of texts and the body's start out.

The one place that knows YAML. Three steps: find which lines are fields (`field_lines`), make
them lines that YAML reads as their author meant (`leniency`), and build the tree from YAML's
events (`_Builder`), every scalar text, every position that of the file (contract, clause 4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import fold
from arkdoc.model.source import SourceFile, Span, start_of
from arkdoc.read.front_matter.boundaries import Vocabulary, fields_below, locate
from arkdoc.read.front_matter.errors import (
    ELSE,
    FEATURES,
    HYPHEN,
    NO_NAME,
    TOO_LONG,
    FaultError,
    Said,
    broken,
    in_plain_words,
    no_such_character,
)
from arkdoc.read.front_matter.positions import YamlPositions, place_of
from arkdoc.read.front_matter.schema import Break, Mapping, Node, Scalar, Sequence
from arkdoc.read.front_matter.tolerant_lines import (
    COLON_STAND_IN,
    UNPRINTABLE,
    Line,
    candidates,
    indented_fields,
    odd_indentation,
    restore,
    stand_in,
)
from arkdoc.read.front_matter.typo_repair import repair
from arkdoc.rules.front_matter import COLON_IN_VALUE, REFUSED_FEATURE, TEXT_CUT, TOO_DEEP_FIELDS

MAX_DEPTH = 20
"""How many lists and fields may stand inside each other: nine levels of units."""

MAX_LENGTH = 200_000
"""How many characters the fields may have, as YAML is slow: half a second's worth."""

_CLOSE_REMARK = re.compile(r" #(?=.*\S)| +#(?=\S)")
_HASHTAG = re.compile(r" +#(?=\w)")
_PAIRS = ("“”", "””", "„“", "„”", "«»", "»«", "‘’", "’’")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields, which are empty where there are none or where `fault` made them unreadable.

    The body starts on `first_line`, 1-based, one past the last line of the file if need be.
    """

    fields: Mapping
    first_line: int
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: Diagnostic | None = None


def read_front_matter(source: SourceFile, vocabulary: Vocabulary) -> FrontMatter:
    """Read the fields at the top of `source`. Nothing raises: a fault is a value."""
    lines, guesses = repair(source.path, source.text.split("\n"), vocabulary)
    block = locate(source.path, lines, vocabulary)
    if block is None:
        below = fields_below(source.path, lines, vocabulary)
        return FrontMatter(Mapping((), start_of(source.path)), 1, tuple(below))
    diagnostics = [guess for guess in guesses if block.first < guess.span.line <= block.last]
    diagnostics += [block.finding] if block.finding else []
    empty = Mapping((), Span(source.path, *(block.first + 1, 1) * 2))
    raw = lines[block.first : block.last]
    try:
        if sum(map(len, raw)) > MAX_LENGTH:
            raise FaultError(broken(empty.span, TOO_LONG))
        tree = _read(source.path, raw, block.first, vocabulary, diagnostics)
    except FaultError as error:
        diagnostics.append(error.diagnostic)
        return FrontMatter(empty, block.body + 1, tuple(diagnostics), error.diagnostic)
    return FrontMatter(tree or empty, block.body + 1, tuple(diagnostics))


def _read(
    path: str, raw: list[str], first: int, vocabulary: Vocabulary, diagnostics: list[Diagnostic]
) -> Mapping | None:
    """The tree of the lines `raw`, which start on line `first`, 0-based, of the file."""
    diagnostics += odd_indentation(path, raw, first)
    fault: FaultError | None = None
    guess: tuple[Mapping | None, list[Diagnostic]] | None = None
    for lines in candidates(raw, vocabulary):
        moved = list(indented_fields(path, lines, first))
        try:
            tree, remarks = _parse(path, lines, first, vocabulary)
        except FaultError as error:
            fault = fault or error
        else:
            guess = guess or (tree, remarks + moved)
            if not moved:
                guess = (tree, remarks)
                break
    if guess is None:
        assert fault is not None
        raise fault
    diagnostics += guess[1]
    return guess[0]


def _parse(
    path: str, lines: list[Line], first: int, vocabulary: Vocabulary
) -> tuple[Mapping | None, list[Diagnostic]]:
    """Build the tree; where a colon is in the way, take it for text and try again."""
    tries = max(1, min(20, MAX_LENGTH // (1 + sum(len(line.text) for line in lines))))
    names = vocabulary.names | vocabulary.nested
    places = YamlPositions(path, lines, first)
    while True:
        tries -= 1
        builder = _Builder(places)
        try:
            return builder.tree(), builder.diagnostics
        except yaml.MarkedYAMLError as error:
            number, at = place_of(error.problem_mark)
            colon = str(error.problem).endswith(("values are not allowed here", "but got ':'"))
            text = lines[number].text if tries and colon else ""
            if text[at : at + 1] != ":" or fold(text[:at]) in names:
                context = Said(str(error.context), error.context_mark)
                problem = Said(str(error.problem), error.problem_mark)
                raise FaultError(in_plain_words(context, problem, places)) from error
            lines[number] = lines[number]._replace(text=stand_in(text, at))
        except (ValueError, OverflowError) as error:
            # PyYAML looks up whatever number follows \U, even where there is no such character.
            raise FaultError(no_such_character(places)) from error


class _Builder:
    """One pass over YAML's events. Raises yaml.MarkedYAMLError and FaultError."""

    def __init__(self, places: YamlPositions) -> None:
        self._places = places
        self._lines = places.lines
        self._field = ""
        text = "\n".join(line.text for line in places.lines)
        self._events = yaml.parse(text, Loader=yaml.SafeLoader)
        self.diagnostics: list[Diagnostic] = []

    def tree(self) -> Mapping | None:
        """The fields, or None if there is nothing but remarks."""
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        node = self._node(next(self._events), 0)
        next(self._events)
        extra = next(self._events)
        if not isinstance(extra, yaml.StreamEndEvent):
            raise FaultError(broken(self._places.point(extra.start_mark), ELSE))
        if isinstance(node, Mapping):
            return node
        raise FaultError(broken(node.span, HYPHEN if isinstance(node, Sequence) else ELSE))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._refuse(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _refuse(self, event: yaml.Event, depth: int) -> None:
        feature = ""
        if isinstance(event, yaml.AliasEvent):
            feature = FEATURES["alias"]
        elif getattr(event, "anchor", None):
            feature = FEATURES["anchor"]
        elif getattr(event, "tag", None):
            feature = FEATURES["tag"]
        if feature:
            point = self._places.point(event.start_mark)
            raise FaultError(diagnostic(REFUSED_FEATURE, point, feature=feature))
        if depth > MAX_DEPTH:
            raise FaultError(diagnostic(TOO_DEEP_FIELDS, self._places.point(event.start_mark)))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = self._places.text(event.start_mark, event.end_mark, event.style)
        breaks = self._breaks(event)
        if event.style:
            # Escapes can spell what no file could hold, such as half of a character.
            text = UNPRINTABLE.sub(lambda m: "\n" if m[0] == "\n" else " ", restore(event.value))
            return Scalar(text, span, plain=False, breaks=breaks)
        text = restore(event.value)
        if COLON_STAND_IN in event.value:
            self._report_colon(event)
        self._report_remark(event)
        if len(text) > 2 and text[0] + text[-1] in _PAIRS and not set(text[1:-1]) & set(
            text[0] + text[-1]
        ):  # fmt: skip
            inner = span._replace(column=span.column + 1, end_column=span.end_column - 1)
            moved = tuple(b._replace(at=b.at - 1) for b in breaks)
            return Scalar(text[1:-1].strip(), inner, breaks=moved)
        return Scalar(text, span, breaks=breaks)

    def _breaks(self, event: yaml.ScalarEvent) -> tuple[Break, ...]:
        """Where the value goes on, past what YAML leaves out of it: none in most."""
        start, end = place_of(event.start_mark), place_of(event.end_mark)
        if start[0] == end[0] and end[1] - start[1] == len(event.value) + 2 * bool(event.style):
            return ()
        return self._places.breaks(start, end, event.style or "", event.value)

    def _report_colon(self, event: yaml.ScalarEvent) -> None:
        (top, left), (bottom, _) = place_of(event.start_mark), place_of(event.end_mark)
        for number in range(top, bottom + 1):
            at = self._lines[number].text.find(COLON_STAND_IN, left if number == top else 0)
            if at >= 0:
                span = self._places.span((number, at), (number, at + 1))
                self.diagnostics.append(diagnostic(COLON_IN_VALUE, span, field=self._field))
                return

    def _report_remark(self, event: yaml.ScalarEvent) -> None:
        """Warn of `tittel: Sak #4`, but not of a remark set off with more room."""
        line, column = place_of(event.end_mark)
        if line >= len(self._lines):
            return
        text = self._lines[line].text
        # Without a value, only a hashtag is not meant as a remark.
        if match := (_CLOSE_REMARK if event.value else _HASHTAG).match(text, column):
            span = self._places.span((line, match.end() - 1), (line, len(text.rstrip())))
            self.diagnostics.append(diagnostic(TEXT_CUT, span, field=self._field))

    def _sequence(self, event: yaml.SequenceStartEvent, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(part := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(part, depth + 1))
        return Sequence(tuple(items), self._whole(event, part, items[-1] if items else None))

    def _mapping(self, event: yaml.Event, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        last: Node | None = None
        outer = self._field
        while not isinstance(part := next(self._events), yaml.MappingEndEvent):
            key = self._node(part, depth + 1)
            if not isinstance(key, Scalar) or not key.text:
                raise FaultError(broken(key.span, NO_NAME))
            if key.text == "<<" and key.plain:
                raise FaultError(diagnostic(REFUSED_FEATURE, key.span, feature=FEATURES["merge"]))
            self._field = key.text
            last = self._node(next(self._events), depth + 1)
            entries.append((key, last))
        self._field = outer
        return Mapping(tuple(entries), self._whole(event, part, last))

    def _whole(self, start: yaml.Event, end: yaml.Event, last: Node | None) -> Span:
        """From start to end; where nothing marks the end, it is that of the last node."""
        begin = self._places.at(*place_of(start.start_mark))
        if last is None or getattr(start, "flow_style", False):
            return Span(self._places.path, *begin, *self._places.at(*place_of(end.end_mark)))
        return Span(self._places.path, *begin, last.span.end_line, last.span.end_column)
