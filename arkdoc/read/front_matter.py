"""The fields at the top of a file: SourceFile in, a tree of texts and the body's start out.

The one place that knows YAML. Three steps: find which lines are fields (`_locate`), make them
lines that YAML reads as their author meant (`_Lines`), and build the tree from YAML's events
(`_Builder`), every scalar text, every position that of the file (contract, clause 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import yaml

from arkdoc.diagnostic import N_, Diagnostic, found
from arkdoc.read.fields import Mapping, Node, Scalar, Sequence, fold, nearest
from arkdoc.rules.front_matter import (
    BROKEN_FIELDS,
    COLON_IN_VALUE,
    LOST_DASHES,
    ODD_INDENTATION,
    REFUSED_FEATURE,
    TEXT_CUT,
    TOO_DEEP_FIELDS,
    UNCLOSED_FIELDS,
)
from arkdoc.source import SourceFile, Span, start_of

MAX_DEPTH = 20
"""How many lists and fields may stand inside each other: nine levels of units."""

MAX_LENGTH = 200_000
"""How many characters the fields may have, as YAML is slow: half a second's worth."""


class Vocabulary(NamedTuple):
    """The folded names of fields, by which lines are known for fields without any `---`.

    `telling` are names that tell alone; of others it takes two. `nested` are names that
    stand only inside other fields.
    """

    names: frozenset[str]
    telling: frozenset[str]
    nested: frozenset[str] = frozenset()


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
    lines = source.text.split("\n")
    block = _locate(source.path, lines, vocabulary)
    if block is None:
        return FrontMatter(Mapping((), start_of(source.path)), 1)
    diagnostics = [block.finding] if block.finding else []
    empty = Mapping((), Span(source.path, *(block.first + 1, 1) * 2))
    try:
        if sum(map(len, lines[block.first : block.last])) > MAX_LENGTH:
            raise _FaultError(found(BROKEN_FIELDS, empty.span, reason=_TOO_LONG[0],
                                    cure=_TOO_LONG[1]))  # fmt: skip
        tree = _read(source.path, lines[block.first : block.last], block.first, vocabulary,
                     diagnostics)  # fmt: skip
    except _FaultError as error:
        diagnostics.append(error.diagnostic)
        return FrontMatter(empty, block.body + 1, tuple(diagnostics), error.diagnostic)
    return FrontMatter(tree or empty, block.body + 1, tuple(diagnostics))


class _FaultError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.rule.name)
        self.diagnostic = diagnostic


# --- which lines are fields -----------------------------------------------------------------

_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"  # those that look like a space
_INVISIBLE = "\u200b\u2060\ufeff"
_BLANKS = " \t\u00a0\u202f\u200b\u2060\ufeff"
_INDENT = re.compile(f"[ \t{_SPACES}{_INVISIBLE}]*")
_TOP = re.compile(rf"[{_INVISIBLE}]*[\"']?(?P<key>\w[\w.-]{{0,39}})[\"']?[ \t\u00a0]*:(?P<rest>.*)")
_ANY_FIELD = re.compile(
    rf"[-{{\s{_INVISIBLE}]*[\"']?(?P<key>\w[\w.-]{{0,39}})[\"']?[ \t\u00a0]*:(?P<rest>.*)"
)
_ODD_DASHES = re.compile(r"[-–—―−─]*[–—―─][-–—―−─]*|-{2,}|_{3,}|\*{3,}")
_DASHES_LIMIT = 200  # characters in a line of dashes
_RUN_LIMIT = 2000  # lines of fields without a `---` after them
_STRANGERS = 20  # unknown names among them


class _Block(NamedTuple):
    """Lines, 0-based: the fields from `first` up to `last`, the text from `body`."""

    first: int
    last: int
    body: int
    finding: Diagnostic | None = None


def _locate(path: str, lines: list[str], vocabulary: Vocabulary) -> _Block | None:
    top = next((i for i, line in enumerate(lines) if line.strip(_BLANKS)), None)
    if top is None:
        return None
    if lines[top].rstrip(_BLANKS).lstrip(_INVISIBLE) == "---":
        return _dashed(path, lines, top, vocabulary)
    odd = _is_dashes(lines[top].strip(_BLANKS))
    return _undashed(path, lines, top, top + 1 if odd else top, vocabulary)


def _is_end(line: str) -> bool:
    """Whether fields end here: `---`, or what Word and others make of it, but not indented."""
    return line.rstrip(_BLANKS) == "..." or _is_dashes(line.rstrip(_BLANKS))


def _is_dashes(text: str) -> bool:
    return len(text) <= _DASHES_LIMIT and _ODD_DASHES.fullmatch(text) is not None


def _dashed(path: str, lines: list[str], top: int, vocabulary: Vocabulary) -> _Block | None:
    """Fields below a proper `---`, unless what follows is text below a line across the page."""
    first = top + 1
    last = next((i for i in range(first, len(lines)) if _is_end(lines[i])), len(lines))
    run = _run(lines, first, vocabulary)
    closed = last < len(lines)
    if closed and not _goes_on_as_text(lines, run.last, last, run, vocabulary):
        if not _are_fields(lines[first:last], vocabulary):
            return None
        bare = lines[last].rstrip(_BLANKS)
        odd = bare not in ("---", "...")
        finding = found(LOST_DASHES, Span(path, last + 1, 1, last + 1, len(bare) + 1))
        return _Block(first, last, last + 1, finding if odd else None)
    if run.last == first:
        return None
    dashes = Span(path, top + 1, 1, top + 1, len(lines[top].rstrip(_BLANKS)) + 1)
    return _Block(first, run.last, run.last, found(UNCLOSED_FIELDS, dashes, line=run.last))


def _goes_on_as_text(
    lines: list[str], start: int, last: int, run: _Run, vocabulary: Vocabulary
) -> bool:
    """Whether fields are over at `start`, and the `---` at `last` is a line across the page."""
    rest = lines[start:last]
    if not run.keys or not rest or rest[0].strip(_BLANKS):
        return False
    return not all(map(_is_structural, rest)) and not any(
        _known(_TOP, line, vocabulary) for line in rest
    )


def _are_fields(region: list[str], vocabulary: Vocabulary) -> bool:
    filled = [line for line in region if line.strip(_BLANKS)]
    if not filled or any(_known(_ANY_FIELD, line, vocabulary) for line in filled):
        return True
    first = next((line for line in filled if not line.startswith("#")), "")
    starts = first.startswith("{") or _is_field(_TOP.match(first))
    return starts and all(map(_is_structural, filled))


def _is_field(match: re.Match[str] | None) -> bool:
    return match is not None and (not match["rest"] or match["rest"][0] in " \t\u00a0")


def _known(pattern: re.Pattern[str], line: str, vocabulary: Vocabulary) -> bool:
    match = pattern.match(line)
    return match is not None and fold(match["key"]) in vocabulary.names


def _is_structural(line: str) -> bool:
    """Whether a line could stand among fields."""
    return not line.strip(_BLANKS) or line[0] in " \t\u00a0#}]{" or bool(
        re.match(r"-(?:\s|$)", line)
    ) or _is_field(_TOP.match(line))  # fmt: skip


class _Run(NamedTuple):
    last: int
    keys: list[str]


def _run(lines: list[str], first: int, vocabulary: Vocabulary) -> _Run:
    """The fields that lines from `first` on start with, as far as one can be sure of them.

    An empty line ends them, except inside a list of fields. A line with an unknown name
    counts only when a known one comes after it.
    """
    last, keys, strangers = first, list[str](), 0
    inside = blank = held = False
    for number, line in enumerate(lines[first : first + _RUN_LIMIT], first + 1):
        match = _TOP.match(line)
        if not line.strip(_BLANKS):
            blank = True
            if not inside:
                break
        elif match and (name := _meant(fold(match["key"]), match, vocabulary)):
            last, blank, held = number, False, False
            keys.append(name)
            inside = match["rest"].strip()[:1] in ("", "[", "{", "|", ">")
        elif _is_end(line) or (blank and line[0] not in " \t\u00a0-"):
            break
        elif _is_field(match) and strangers < _STRANGERS:
            held, inside, strangers = True, True, strangers + 1
        elif line[0] in " \t\u00a0" or (inside and line[0] in "-]}"):
            last, blank = (last if held else number), False
        elif not line.startswith("#"):
            break
    return _Run(last, keys)


def _meant(key: str, match: re.Match[str], vocabulary: Vocabulary) -> str:
    """The known name that a line starts with, or nearly starts with; else empty."""
    if key in vocabulary.names:
        return key
    return nearest(key, vocabulary.telling) if _is_field(match) else ""


def _undashed(
    path: str, lines: list[str], top: int, first: int, vocabulary: Vocabulary
) -> _Block | None:
    """Fields without a proper `---` above them."""
    if first >= len(lines) or not lines[first].strip(_BLANKS):
        return None
    run = _run(lines, first, vocabulary)
    if not run.keys or _run(lines[: first + 1], first, vocabulary).last == first:
        return None
    span = Span(path, top + 1, 1, top + 1, len(lines[top]) + 1)
    finding = found(LOST_DASHES, span)
    last = run.last
    while last < len(lines) and not lines[last].strip(_BLANKS):
        last += 1
    if last < len(lines) and _is_end(lines[last]):
        return _Block(first, run.last, last + 1, finding)
    if len(run.keys) > 1 or vocabulary.telling.intersection(run.keys):
        return _Block(first, run.last, run.last, finding)
    return None


# --- lines as YAML can read them ------------------------------------------------------------

# Every stand-in is one character for one, so that no column moves: a sign that would mislead
# YAML becomes a character of private use, and itself again in the tree.
_STAND_IN = 0x10F000
_COLON_STAND_IN = chr(_STAND_IN + ord(":"))
_STANDS_IN = re.compile("[\U0010f000-\U0010f07f]")
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010efff]")
_VALUE = re.compile(
    r"[ ]*(?P<dashes>(?:-[ ]+)*)"
    r"(?:(?P<key>[^\s\"'\[\]{}#&*!|>%@`,-](?:[^:]|:(?=\S))*):(?:[ ]+|$))?(?P<value>.*)"
)
_COLON = re.compile(r":(?=\s|$)")
_REMARK = re.compile(r"(?:^|\s)#.*")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_ALIAS = re.compile(r"\*[\w-]+\s*(?:[,\]}].*|#.*)?")
_BLOCK_TEXT = re.compile(r"[|>](?:[+-]?\d?|\d?[+-]?)\s*(?:#.*)?")
_LINE_LIMIT = 5000  # characters of a line that is looked at: no one writes more by hand
_ODD_SPACES = {"tabs": N_("tabs"), "spaces": N_("no-break spaces (from Word or the web)")}


def _stand_in(text: str, at: int) -> str:
    return text[:at] + chr(_STAND_IN + ord(text[at])) + text[at + 1 :]


def _restore(text: str) -> str:
    return _STANDS_IN.sub(lambda match: chr(ord(match[0]) - _STAND_IN), text)


class _Line(NamedTuple):
    """A line for YAML. `indent` is its indentation and `was` how long that was in the file.

    After column `gap` (0-based) there is a space that is not in the file.
    """

    text: str
    indent: int
    was: int
    gap: int

    def column(self, column: int) -> int:
        """The 1-based column in the file of a 0-based one here."""
        if column > self.gap:
            column -= 1
        if column < self.indent:
            return min(column, self.was) + 1
        return column - self.indent + self.was + 1


def _line(raw: str, tab: int, missing_space: re.Pattern[str]) -> _Line:
    match = _INDENT.match(raw)
    old = match[0] if match else ""
    indent = "".join(" " * tab if c == "\t" else "" if c in _INVISIBLE else " " for c in old)
    # PyYAML counts no column for U+FEFF, which U+2060 has taken the place of.
    rest = _UNPRINTABLE.sub(" ", raw[len(old) :]).replace("\ufeff", "\u2060")
    rest = re.sub(rf"^((?:-[ {_SPACES}]+)*\w[\w.-]*:|-)[{_SPACES}]", r"\1 ", rest)
    gap = len(raw) + len(indent)
    if wanting := missing_space.match(rest):
        gap = len(indent) + wanting.end()
        rest = rest[: wanting.end()] + " " + rest[wanting.end() :]
    return _Line(indent + rest, len(indent), len(old), gap)


class _Guard:
    """Puts stand-ins into plain text, line by line: after `key: ` anything may be text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._names = vocabulary.names | vocabulary.nested
        self._depth = 0  # of brackets that go on over several lines
        self._owner = -1  # the column of what plain text belongs to, or -1

    def line(self, line: _Line) -> _Line:
        text = line.text
        match = _VALUE.fullmatch(text) if len(text) <= _LINE_LIMIT else None
        if match is None or not text.strip() or text.lstrip().startswith("#"):
            return line
        if self._depth:
            self._count(text)
            return line
        if self._owner >= 0 and line.indent > self._owner and (
            not match["key"] or fold(match["key"]) not in self._names
        ):  # fmt: skip
            return line._replace(text=_without_colons(text, 0))
        at = match.start("value")
        self._owner = -1
        if match["value"]:
            if match["key"] is not None or _QUOTED.match(match["value"]) is None:
                text = _as_text(text, at, after_key=match["key"] is not None)
            if text[at] not in "\"'[{|>&*!":
                text = _without_colons(text, at) if match["key"] is not None else text
                self._owner = line.indent + len(match["dashes"])
                self._owner -= match["key"] is None
            elif text[at] in "[{":
                self._count(text[at:])
        return line._replace(text=text)

    def _count(self, text: str) -> None:
        text = _REMARK.sub("", _QUOTED.sub("", text))
        opened = text.count("[") + text.count("{")
        self._depth = max(0, self._depth + opened - text.count("]") - text.count("}"))


def _without_colons(text: str, at: int) -> str:
    remark = _REMARK.search(text, at)
    end = remark.start() if remark else len(text)
    for match in _COLON.finditer(text, at, end):
        text = _stand_in(text, match.start())
    return text


def _as_text(text: str, at: int, after_key: bool) -> str:
    """`text` with a stand-in at `at` if what starts there can only be meant as plain text."""
    value = text[at:]
    match value[0]:
        case "@" | "`" | "%" | ",":
            plain = True
        case "-" | "?":
            plain = after_key and value[1:2] in ("", " ")
        case "*":
            plain = _ALIAS.fullmatch(value) is None
        case "&":
            plain = value[1:2] in ("", " ")
        case "!":
            plain = value[1:2] == "["
        case "|" | ">":
            plain = _BLOCK_TEXT.fullmatch(value) is None
        case '"' | "'":
            plain = _goes_on(value, _quotation_end(value))
        case "[" | "{":
            plain = _goes_on(value, _bracket_end(value))
        case _:
            plain = False
    return _stand_in(text, at) if plain else text


def _goes_on(value: str, end: int) -> bool:
    """Whether text follows what ends at `end`, which is 0 if it does not end on this line."""
    rest = value[end:].lstrip()
    return bool(end and rest) and not rest.startswith("#")


def _quotation_end(value: str) -> int:
    match = _QUOTED.match(value)
    return match.end() if match else 0


def _bracket_end(value: str) -> int:
    depth = 0
    for match in re.finditer(r"[\[{]|[\]}]", _QUOTED.sub(lambda m: "." * len(m[0]), value)):
        depth += 1 if match[0] in "[{" else -1
        if depth == 0:
            return match.end()
    return 0


# --- from YAML to the tree ------------------------------------------------------------------


def _read(
    path: str, raw: list[str], first: int, vocabulary: Vocabulary, diagnostics: list[Diagnostic]
) -> Mapping | None:
    """The tree of the lines `raw`, which start on line `first`, 0-based, of the file."""
    diagnostics += _odd_indentation(path, raw, first)
    tabbed = any("\t" in match[0] for line in raw if (match := _INDENT.match(line)))
    names = "|".join(sorted(map(re.escape, vocabulary.names | vocabulary.nested)))
    missing_space = re.compile(rf"(?:- +)*(?:{names}):(?=[^\s/])", re.IGNORECASE)
    fault: _FaultError | None = None
    for tab in (1, 4, 2, 8) if tabbed else (1,):
        guard = _Guard(vocabulary)
        lines = [guard.line(_line(line, tab, missing_space)) for line in raw]
        try:
            tree, remarks = _parse(path, lines, first, vocabulary)
        except _FaultError as error:
            fault = fault or error
        else:
            diagnostics += remarks
            return tree
    assert fault is not None
    raise fault


def _odd_indentation(path: str, raw: list[str], first: int) -> Iterator[Diagnostic]:
    seen = set[str]()
    for number, line in enumerate(raw, first + 1):
        match = _INDENT.match(line)
        indent = match[0] if match and match.end() < len(line) else ""
        kinds = {"tabs" if c == "\t" else "spaces" for c in indent if c not in " " + _INVISIBLE}
        for kind in sorted(kinds - seen):
            seen.add(kind)
            span = Span(path, number, 1, number, len(indent) + 1)
            yield found(ODD_INDENTATION, span, what=_ODD_SPACES[kind])


def _parse(
    path: str, lines: list[_Line], first: int, vocabulary: Vocabulary
) -> tuple[Mapping | None, list[Diagnostic]]:
    """Build the tree; where a colon is in the way, take it for text and try again."""
    tries = max(1, min(20, MAX_LENGTH // (1 + sum(len(line.text) for line in lines))))
    names = vocabulary.names | vocabulary.nested
    while True:
        tries -= 1
        builder = _Builder(path, lines, first)
        try:
            return builder.tree(), builder.diagnostics
        except yaml.MarkedYAMLError as error:
            number, at = _place(error.problem_mark)
            colon = str(error.problem).endswith(("values are not allowed here", "but got ':'"))
            text = lines[number].text if tries and colon else ""
            if text[at : at + 1] != ":" or fold(text[:at]) in names:
                raise _FaultError(builder.fault(error)) from error
            lines[number] = lines[number]._replace(text=_stand_in(text, at))
        except (ValueError, OverflowError) as error:
            # PyYAML looks up whatever number follows \\U, even where there is no such character.
            at = next((n for n, line in enumerate(lines) if "\\U" in line.text), 0)
            raise _FaultError(builder.no_such_character(at)) from error


_CLOSE_REMARK = re.compile(r" #(?=.*\S)| +#(?=\S)")
_PAIRS = ("“”", "””", "„“", "„”", "«»", "»«", "‘’", "’’")


class _Mark(Protocol):
    """What of a mark of PyYAML's is used: both 0-based."""

    line: int
    column: int


def _place(mark: _Mark | None) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


class _Builder:
    """One pass over YAML's events. Raises yaml.MarkedYAMLError and _FaultError."""

    def __init__(self, path: str, lines: list[_Line], first: int) -> None:
        self._path = path
        self._lines = lines
        self._first = first
        self._field = ""
        self._events = yaml.parse("\n".join(line.text for line in lines), Loader=yaml.SafeLoader)
        self.diagnostics: list[Diagnostic] = []

    # --- places ------------------------------------------------------------------------

    def _at(self, line: int, column: int) -> tuple[int, int]:
        if line >= len(self._lines):
            line = len(self._lines) - 1
            column = len(self._lines[line].text)
        return self._first + line + 1, self._lines[line].column(column)

    def _span(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        return Span(self._path, *self._at(*start), *self._at(*end))

    def _point(self, mark: _Mark | None) -> Span:
        line, column = _place(mark)
        return self._span((line, column), (line, column + 1))

    def _text_span(self, event: yaml.ScalarEvent) -> Span:
        (top, left), (bottom, right) = _place(event.start_mark), _place(event.end_mark)
        if event.style not in ("|", ">"):
            inset = 1 if event.style else 0
            return self._span((top, left + inset), (bottom, right - inset))
        end = min(bottom + 1 if right else bottom, len(self._lines))
        filled = [n for n in range(top + 1, end) if self._lines[n].text.strip()]
        if not filled:
            return self._point(event.start_mark)
        first, last = self._lines[filled[0]].text, self._lines[filled[-1]].text
        left = len(first) - len(first.lstrip())
        return self._span((filled[0], left), (filled[-1], len(last)))

    # --- nodes -------------------------------------------------------------------------

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
            raise _FaultError(self._broken(self._point(extra.start_mark), _ELSE))
        if isinstance(node, Mapping):
            return node
        raise _FaultError(self._broken(node.span, _HYPHEN if isinstance(node, Sequence) else _ELSE))

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
            feature = _FEATURES["alias"]
        elif getattr(event, "anchor", None):
            feature = _FEATURES["anchor"]
        elif getattr(event, "tag", None):
            feature = _FEATURES["tag"]
        if feature:
            point = self._point(event.start_mark)
            raise _FaultError(found(REFUSED_FEATURE, point, feature=feature))
        if depth > MAX_DEPTH:
            raise _FaultError(found(TOO_DEEP_FIELDS, self._point(event.start_mark)))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = self._text_span(event)
        if event.style:
            # Escapes can spell what no file could hold, such as half of a character.
            text = _UNPRINTABLE.sub(lambda m: "\n" if m[0] == "\n" else " ", _restore(event.value))
            return Scalar(text, span, plain=False)
        text = _restore(event.value)
        if _COLON_STAND_IN in event.value:
            self._report_colon(event)
        self._report_remark(event)
        if len(text) > 2 and text[0] + text[-1] in _PAIRS and not set(text[1:-1]) & set(
            text[0] + text[-1]
        ):  # fmt: skip
            inner = span._replace(column=span.column + 1, end_column=span.end_column - 1)
            return Scalar(text[1:-1].strip(), inner)
        return Scalar(text, span)

    def _report_colon(self, event: yaml.ScalarEvent) -> None:
        (top, left), (bottom, _) = _place(event.start_mark), _place(event.end_mark)
        for number in range(top, bottom + 1):
            at = self._lines[number].text.find(_COLON_STAND_IN, left if number == top else 0)
            if at >= 0:
                span = self._span((number, at), (number, at + 1))
                self.diagnostics.append(found(COLON_IN_VALUE, span, field=self._field))
                return

    def _report_remark(self, event: yaml.ScalarEvent) -> None:
        """Warn of `tittel: Sak #4`, but not of a remark set off with more room."""
        line, column = _place(event.end_mark)
        if line >= len(self._lines) or not event.value:
            return
        text = self._lines[line].text
        if match := _CLOSE_REMARK.match(text, column):
            span = self._span((line, match.end() - 1), (line, len(text.rstrip())))
            self.diagnostics.append(found(TEXT_CUT, span, field=self._field))

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
                raise _FaultError(self._broken(key.span, _NO_NAME))
            if key.text == "<<" and key.plain:
                raise _FaultError(found(REFUSED_FEATURE, key.span, feature=_FEATURES["merge"]))
            self._field = key.text
            last = self._node(next(self._events), depth + 1)
            entries.append((key, last))
        self._field = outer
        return Mapping(tuple(entries), self._whole(event, part, last))

    def _whole(self, start: yaml.Event, end: yaml.Event, last: Node | None) -> Span:
        """From start to end; where nothing marks the end, it is that of the last node."""
        begin = self._at(*_place(start.start_mark))
        if last is None or getattr(start, "flow_style", False):
            return Span(self._path, *begin, *self._at(*_place(end.end_mark)))
        return Span(self._path, *begin, last.span.end_line, last.span.end_column)

    # --- faults ------------------------------------------------------------------------

    def _broken(self, span: Span, plain: tuple[str, str]) -> Diagnostic:
        return found(BROKEN_FIELDS, span, reason=plain[0], cure=plain[1])

    def _start_of_line(self, mark: _Mark | None) -> Span:
        line = min(_place(mark)[0], len(self._lines) - 1)
        text = self._lines[line].text
        indent = len(text) - len(text.lstrip())
        return self._span((line, indent), (line, len(text)))

    def no_such_character(self, line: int) -> Diagnostic:
        """A backslash and a number that is no character's, on `line`, 0-based."""
        at = max(0, self._lines[line].text.find("\\U"))
        return self._broken(self._span((line, at), (line, at + 2)), _BACKSLASH)

    def fault(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        """What YAML says, where it helps most and in words that its users know."""
        context, problem = str(error.context), str(error.problem)
        for sign in ("alias", "anchor", "tag"):
            if f"while scanning an {sign}" in context or f" a {sign}" in context + problem:
                point = self._point(error.context_mark or error.problem_mark)
                return found(REFUSED_FEATURE, point, feature=_FEATURES[sign])
        for in_context, in_problem, at_context, plain in _PLAIN_WORDS:
            if in_context in context and in_problem in problem:
                mark = error.context_mark if at_context else error.problem_mark
                span = self._point(mark or error.problem_mark)
                if plain is _INDENTATION:
                    span = self._start_of_line(error.problem_mark)
                return self._broken(span, plain)
        return self._broken(self._point(error.problem_mark), _ELSE)


# --- faults in plain words ------------------------------------------------------------------

_FEATURES = {
    "alias": N_("A word that starts with *"),
    "anchor": N_("A word that starts with &"),
    "tag": N_("A word that starts with !"),
    "merge": N_("The sign <<"),
}
_TOO_LONG = (
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
_HYPHEN = (
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
_NO_NAME = (
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
_ELSE = (
    N_("they are not written the way fields are"),
    N_("Write each field on a line of its own, as `name: text`."),
)

_PLAIN_WORDS = (  # words in YAML's context, in its problem, whether its context says where
    ("quoted scalar", "unexpected end of stream", True, _QUOTE),
    ("quoted scalar", "unexpected document separator", True, _QUOTE),
    ("double-quoted scalar", "", False, _BACKSLASH),
    ("parsing a flow", "", True, _BRACKET),
    ("", "found '-'", False, _HYPHEN),
    ("", "sequence entries are not allowed", False, _HYPHEN),
    ("", "could not find expected ':'", True, _NO_COLON),
    ("", "found ':'", False, _NO_NAME),
    ("", "found '<scalar>'", False, _AFTER_QUOTE),
    ("", "<block mapping start>", False, _INDENTATION),
    ("", "mapping values are not allowed", False, _INDENTATION),
    ("", "found '?'", False, _INDENTATION),
    ("", "expected <block end>", False, _SIGN),
    ("", "cannot start any token", False, _SIGN),
    ("", "expected the node content", False, _SIGN),
)
