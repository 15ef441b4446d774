"""The tree of fields at the top of a file → typed values, by the tables of fields.

Every scalar is text until a method here is asked for something else (contract, clause 4).
What does not fit the table becomes a diagnostic, and the value is still handed out as far as
possible, so that no author's word is lost.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass
from datetime import date as Date
from typing import NamedTuple, TypeAlias, TypeVar

from arkdoc.fields.field import WHOLE_NUMBER, Choice, Schema
from arkdoc.model.dates import is_no_day, parse_date
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, diagnostic
from arkdoc.model.names import clip, closest, fold, seen
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.rules.front_matter import (
    COLON_IN_VALUE,
    MISSING_FIELD,
    NO_SUCH_DAY,
    NOT_A_DATE,
    REPEATED_FIELD,
    UNKNOWN_FIELD,
    UNKNOWN_VALUE,
    WRONG_KIND,
)

T = TypeVar("T")

A_WHOLE_NUMBER = N_("a whole number")
"""What is expected where a number is, as WRONG_KIND says it."""

_WHOLE_NUMBER = regex(WHOLE_NUMBER, re.ASCII)
_SHOWN = 60  # characters of an author's text that a message repeats
_SUGGESTIONS = 100  # diagnostics after which no more suggestions are made: each is slow


# --- the tree --------------------------------------------------------------------------


class Break(NamedTuple):
    """Where a value continues after skipped characters such as a line's indentation."""

    at: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `span` covers the text itself, without quotation marks around it.

    `plain`: it has no quotation marks. Its character *i* stands at column `span.column + i`, up
    to the first of `breaks`: from character `at` on, the text continues at another `line` and
    `column`.
    """

    text: str
    span: Span
    plain: bool = True
    breaks: tuple[Break, ...] = ()

    def place(self, start: int, end: int) -> Span:
        """Where the characters from `start` up to `end` stand."""
        first, last = self._at(start), self._at(max(end - 1, start))
        return Span(self.span.path, *first, last[0], last[1] + (end > start))

    def in_lines(self) -> str:
        """The text as Markdown, with the line ends that YAML has folded into spaces."""
        characters = list(self.text)
        for after in self.breaks:
            if after.at and characters[after.at - 1] == " ":
                characters[after.at - 1] = "\n"
        return "".join(characters)

    def _at(self, index: int) -> tuple[int, int]:
        number = bisect_right(self.breaks, index, key=lambda b: b.at)
        piece = self.breaks[number - 1] if number else Break(0, self.span.line, self.span.column)
        return piece.line, piece.column + index - piece.at


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields with their values, in the author's order, repeated fields included."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node: TypeAlias = Scalar | Sequence | Mapping


def one_line(text: str) -> str:
    """`text` in NFC, on one line, without outer space."""
    return " ".join(unicodedata.normalize("NFC", text).strip().splitlines())


def words_of(node: Node) -> str:
    """All text of a node as one text: a value of the wrong kind must not vanish."""
    match node:
        case Scalar(text=text):
            return one_line(text)
        case Sequence(items=items):
            return ", ".join(filter(None, map(words_of, items)))
        case Mapping(entries=entries):
            return ", ".join(f"{key.text}: {words_of(value)}".strip() for key, value in entries)


def _is_empty(node: Node) -> bool:
    match node:
        case Scalar(text=text):
            return not text.strip()
        case Sequence(items=items):
            return all(map(_is_empty, items))
        case Mapping(entries=entries):
            return not entries


def shown(text: str) -> str:
    """`text` short enough to stand in a message."""
    return clip(text, _SHOWN)


# --- its values ------------------------------------------------------------------------


class Fields:
    """One mapping, read by a table of fields; findings are added to `diagnostics`.

    A field with nothing after its colon, or an empty list, counts as absent.
    """

    def __init__(self, mapping: Mapping, schema: Schema, diagnostics: list[Diagnostic]) -> None:
        self._schema = {field.name: field for field in schema}
        self.diagnostics = diagnostics
        self._values: dict[str, tuple[Scalar, Node]] = {}
        self.start = mapping.entries[0][0].span if mapping.entries else mapping.span
        by_name = {fold(name): f.name for f in schema for name in (f.name, *f.aliases)}
        for key, value in mapping.entries:
            self._add(by_name, key, value)

    def _add(self, by_name: Map[str, str], key: Scalar, value: Node) -> None:
        name = by_name.get(fold(key.text))
        if name is None:
            near = self._nearest(key.text, by_name)
            self._report(
                UNKNOWN_FIELD, key.span, field=shown(key.text), suggestion=by_name.get(near, near),
                known=", ".join(self._schema),
            )  # fmt: skip
        elif name in self._values:
            first = self._values[name][0].span.line
            self._report(REPEATED_FIELD, key.span, field=shown(key.text), first=first)
        else:
            self._values[name] = (key, value)

    def _nearest(self, text: str, names: Iterable[str]) -> str:
        return closest(text, names) if len(self.diagnostics) < _SUGGESTIONS else ""

    def _report(self, rule: Rule, span: Span, **args: object) -> None:
        self.diagnostics.append(diagnostic(rule, span, **args))

    # --- presence and place -------------------------------------------------------------

    def get(self, name: str) -> Node | None:
        """The value of `name` as it is, or None where there is none."""
        _, value = self._values.get(name, (None, None))
        return None if value is None or _is_empty(value) else value

    def span(self, name: str) -> Span:
        """The place of the value of `name`, else of its name, else where the fields start."""
        if value := self.get(name):
            return value.span
        return self._values[name][0].span if name in self._values else self.start

    def require(self, name: str) -> bool:
        """Whether `name` has a value; if not, that is reported (ARK104)."""
        if self.get(name) is None:
            self.report_missing(name, self.span(name))
            return False
        return True

    def report_missing(self, name: str, span: Span) -> None:
        """Report `name` as missing, at `span`."""
        self._report(MISSING_FIELD, span, field=name, example=self._schema[name].example)

    def report_kind(self, name: str, node: Node, expected: str) -> None:
        """Report that `node`, in `name`, is not what is `expected` (a message id; ARK103)."""
        kinds = {Scalar: N_("text"), Sequence: N_("a list"), Mapping: N_("several fields")}
        self._report(
            WRONG_KIND, node.span, field=name, expected=expected, found=kinds[type(node)],
            example=self._schema[name].example,
        )  # fmt: skip

    # --- values ------------------------------------------------------------------------

    def scalar(self, name: str) -> Scalar | None:
        """One text, with its span."""
        value = self.get(name)
        if value is None or isinstance(value, Scalar):
            return value
        self.report_kind(name, value, N_("one text"))
        return Scalar(words_of(value), value.span, plain=False)

    def text(self, name: str) -> str:
        """One text on one line, NFC; empty where there is none."""
        value = self.scalar(name)
        return one_line(value.text) if value else ""

    def items(self, name: str) -> tuple[Node, ...]:
        """The items of a list; anything but a list is a list of one."""
        value = self.get(name)
        if value is None:
            return ()
        items = value.items if isinstance(value, Sequence) else (value,)
        return tuple(item for item in items if not _is_empty(item))

    def texts(self, name: str) -> tuple[Scalar, ...]:
        """Texts, from a list or a single one."""
        return tuple(self._item_text(name, item) for item in self.items(name))

    def _item_text(self, name: str, item: Node) -> Scalar:
        match item:
            case Scalar():
                return item
            case Mapping(entries=((key, Scalar() as value),)) if key.plain:
                # `- Hensikt: Hva ville vi?` is a text with a colon to all but YAML.
                text = f"{key.text}: {value.text}".rstrip()
                end = key.span.end_column
                place = key.span._replace(column=end, end_column=end + 1)
                self._report(COLON_IN_VALUE, place, field=name)
                return Scalar(text, key.span.to(value.span))
            case _:
                self.report_kind(name, item, N_("a list of texts"))
                return Scalar(words_of(item), item.span, plain=False)

    def meanings(self, name: str) -> tuple[tuple[str, str], ...]:
        """Words, each with its meaning, from a mapping or a list of such; findings for others."""
        found: dict[str, tuple[int, str]] = {}
        for item in self.items(name):
            if not isinstance(item, Mapping):
                self.report_kind(name, item, N_("words, each with its meaning"))
                continue
            for key, value in item.entries:
                if not isinstance(value, Scalar) or _is_empty(value):
                    self.report_kind(name, value, N_("the meaning of the word, in one text"))
                elif known := found.get(one_line(key.text)):
                    self._report(REPEATED_FIELD, key.span, field=shown(key.text), first=known[0])
                else:
                    found[one_line(key.text)] = key.span.line, one_line(value.text)
        return tuple((word, meaning) for word, (_, meaning) in found.items())

    def choice(self, name: str, choice: Choice[T], default: T) -> T:
        """The meaning of the value; `default` where it is missing or unknown."""
        value = self.scalar(name)
        chosen = self.choose(name, value, choice) if value else None
        return default if chosen is None else chosen

    def choose(self, name: str, value: Scalar, choice: Choice[T]) -> T | None:
        """The meaning of `value`, found in `name`; None, with ARK105, for an unknown word."""
        by_folded = {fold(word): meaning for word, meaning in choice.words.items()}
        chosen = by_folded.get(fold(value.text))
        if chosen is None:
            known: dict[T, str] = {}
            for word, meaning in choice.words.items():
                known.setdefault(meaning, word)
            near = self._nearest(value.text, choice.words)
            self._report(
                UNKNOWN_VALUE, value.span, value=shown(value.text), field=name, suggestion=near,
                known=", ".join(known.values()),
            )  # fmt: skip
        return chosen

    def date(self, name: str) -> Date | None:
        """A date; a value that is none is reported (ARK106, ARK130)."""
        value = self.scalar(name)
        if value is None:
            return None
        date = parse_date(value.text)
        if date is None:
            rule = NO_SUCH_DAY if is_no_day(value.text) else NOT_A_DATE
            self._report(rule, value.span, value=shown(value.text))
        return date

    def integer(self, name: str) -> int | None:
        """A whole number, not negative."""
        value = self.scalar(name)
        if value is None:
            return None
        text = seen(value.text).strip()
        if not _WHOLE_NUMBER.fullmatch(text):
            self.report_kind(name, value, A_WHOLE_NUMBER)
            return None
        return int("".join(text.split()))

    def group(self, mapping: Mapping, schema: Schema) -> Fields:
        """The fields of a mapping among the values here; findings go to the same list."""
        return Fields(mapping, schema, self.diagnostics)

    def fields(self, name: str, schema: Schema) -> Fields | None:
        """The fields below `name`."""
        value = self.get(name)
        if isinstance(value, Mapping):
            return self.group(value, schema)
        if value is not None:
            self.report_kind(name, value, N_("fields of its own"))
        return None
