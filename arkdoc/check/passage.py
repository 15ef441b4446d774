"""Runs of inlines → passages: plain text to search in, and where each of its characters stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, assert_never
from unicodedata import is_normalized, normalize

from arkdoc.model.document import (
    Block,
    Code,
    CodeBlock,
    Directive,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Link,
    Quote,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from arkdoc.model.note import Measure
from arkdoc.model.source import NOWHERE, Span
from arkdoc.model.tree import children, code_lines, inline_runs, walk_inlines

MASK = "\ufffc"  # for each character that is no prose
_LONGEST = 400  # characters of a sentence to either side: what is looked for in it stands near
_WORD = re.compile("[\\w\u00ad\u0300-\u036f]+")
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}
_OPENING = re.compile("[" + "".join(_QUOTES) + "]")
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[^\s|]+")
_SENTENCE_END = re.compile(r"(?:\w\w\w|[\d)»”%])[.!?]+[)»”\"]*\s+(?=[A-ZÆØÅÁČĐŊŠŽÄÖÉ«“\"(])|\n")


class Word(NamedTuple):
    """A word: in small letters and NFC, and where it stands in its passage's text."""

    text: str
    start: int
    end: int


class _Piece(NamedTuple):
    """What one inline adds to a passage. `exact`: character *i* stands at column + *i*."""

    text: str
    span: Span
    exact: bool = True
    kind: str = ""  # "code" or "address"; empty for prose


@dataclass(frozen=True)  # no slots: what is worked out once is kept in the instance
class Passage:
    """What a paragraph, heading, cell or field says, on one line but for hard breaks.

    Three views of the same length, so that an offset is good for all: `text` is all there is;
    `unlinked` has addresses masked; `prose` has code masked too. `group` is the same for the
    cells of a row and for the fields of a measure, which are read together. `quoted` is what
    stands in a quotation; `hidden` what only a machine or a screen reader meets, such as where
    a link leads.
    """

    text: str
    unlinked: str
    prose: str
    group: int
    quoted: bool
    hidden: bool
    starts: tuple[int, ...]
    pieces: tuple[_Piece, ...]

    def span(self, start: int, end: int) -> Span:
        """Where the characters from `start` up to `end` stand in the file."""
        first, last = self._place(start), self._place(end - 1)
        return first.to(last)

    def _place(self, offset: int) -> Span:
        index = bisect_right(self.starts, offset) - 1
        piece = self.pieces[index]
        return piece.span.part(offset - self.starts[index], 1) if piece.exact else piece.span

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of `prose`."""
        return tuple(_words(self.prose))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words, each once: to see quickly that nothing is there."""
        return frozenset(word.text for word in self.words)

    @cached_property
    def has_digits(self) -> bool:
        """Whether a digit stands in `text`."""
        return _DIGIT.search(self.text) is not None

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """Where each sentence of `prose` starts."""
        return (0, *(match.end() for match in _SENTENCE_END.finditer(self.prose)))

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Where quotation marks stand around something, in order."""
        return tuple(_quotations(self.prose))

    def is_in_quotation(self, offset: int) -> bool:
        """Whether the character at `offset` stands between quotation marks."""
        index = bisect_right(self.quotations, (offset, len(self.prose))) - 1
        return index >= 0 and offset < self.quotations[index][1]

    def sentence(self, offset: int) -> tuple[int, int]:
        """The start and end of the sentence that `offset` is in; of a long one, what is near."""
        index = bisect_right(self.sentences, offset)
        end = self.sentences[index] if index < len(self.sentences) else len(self.prose)
        return max(self.sentences[index - 1], offset - _LONGEST), min(end, offset + _LONGEST)

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of `prose` that begin from `start` up to `end`."""
        begins = self._begins
        return self.words[bisect_left(begins, start) : bisect_left(begins, end)]

    @cached_property
    def _begins(self) -> list[int]:
        return [word.start for word in self.words]


def _words(prose: str) -> Iterator[Word]:
    small = prose.lower()
    if len(small) != len(prose):  # İ, of which the dot is a character of its own in small letters
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in prose)
    plain = "\u00ad" not in small and is_normalized("NFC", small)
    for match in _WORD.finditer(small):
        word = match[0] if plain else normalize("NFC", match[0].replace("\u00ad", ""))
        yield Word(word, *match.span())


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Where quotation marks stand around something."""
    at, unclosed = 0, ""
    for match in _OPENING.finditer(text):
        opening = match.start()
        if opening < at or match[0] in unclosed:
            continue
        closing = text.find(_QUOTES[match[0]], opening + 1)
        if closing == -1:
            unclosed += match[0]
        else:
            yield opening, closing
            at = closing + 1


# --- making them -----------------------------------------------------------------------


def passages(blocks: Iterable[Block], measures: Iterable[Measure]) -> Iterator[Passage]:
    """Everything that is read in `blocks`, then in `measures`, each in reading order."""
    group = 0
    for runs, quoted in _groups(blocks):
        group += 1
        for run in runs:
            yield from _passages(run, group, quoted)
    for measure in measures:
        group += 1
        for run in (measure.name, *(field.value for field in measure.fields)):
            yield from _passages(run, group, False)


def passage_of(text: str) -> Passage:
    """A text that stands in no file, such as the argument of a message."""
    return _passage([_Piece(text, NOWHERE, False)], 0, False, hidden=False)


def _groups(blocks: Iterable[Block], quoted: bool = False) -> Iterator[tuple[list[Inlines], bool]]:
    for block in blocks:
        match block:
            case Table():
                if block.caption:
                    yield [block.caption.inlines], quoted
                for row in (block.header, *block.rows):
                    yield [cell.inlines for cell in row], quoted
            case CodeBlock():
                yield [tuple(_code_lines(block))], quoted
            case Directive():  # shown as it stands where there is none of that name
                yield [(Text(block.text, block.span),)], quoted
            case _:
                for run in inline_runs(block):
                    yield [run], quoted
        for inside in children(block):
            yield from _groups(inside, quoted or isinstance(block, Quote))


def _code_lines(block: CodeBlock) -> Iterator[Inline]:
    for number, (text, place) in enumerate(code_lines(block)):
        if number:
            yield HardBreak(block.span)
        yield Code(text, place)


def _passages(run: Inlines, group: int, quoted: bool) -> Iterator[Passage]:
    if pieces := [piece for piece in _pieces(run) if piece.text]:
        yield _passage(pieces, group, quoted, hidden=False)
    for inline in walk_inlines(run):
        match inline:
            case Link(destination, _, title):
                unseen = ("" if _is_bare(inline) else destination, title)
            case Image():
                unseen = (inline.source, inline.title)
            case _:
                continue
        for kind, text in zip(("address", "prose"), unseen, strict=True):
            if text:
                piece = _Piece(text, inline.span, False, kind.removeprefix("prose"))
                yield _passage([piece], group, quoted, hidden=True)


def _passage(pieces: list[_Piece], group: int, quoted: bool, *, hidden: bool) -> Passage:
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece.text)
    text = "".join(piece.text for piece in pieces)
    unlinked = _without_addresses(text, pieces, starts)
    prose = unlinked
    if any(piece.kind == "code" for piece in pieces):
        prose = "".join(
            MASK * len(piece.text)
            if piece.kind == "code"
            else unlinked[start : start + len(piece.text)]
            for piece, start in zip(pieces, starts, strict=True)
        )
    return Passage(text, unlinked, prose, group, quoted, hidden, tuple(starts), tuple(pieces))


def _without_addresses(text: str, pieces: list[_Piece], starts: list[int]) -> str:
    places = [
        (start, start + len(piece.text))
        for piece, start in zip(pieces, starts, strict=True)
        if piece.kind == "address"
    ]
    if "@" in text or "://" in text or "www." in text:
        places += [
            match.span()
            for match in _TOKEN.finditer(text)
            if "@" in match[0] or "://" in match[0] or "www." in match[0]
        ]
    kept, at = [], 0
    for start, end in sorted(places):
        if end > at:
            kept += [text[at:start], MASK * (end - max(start, at))]
            at = end
    return "".join((*kept, text[at:]))


def _pieces(inlines: Inlines, kind: str = "") -> Iterator[_Piece]:
    for inline in inlines:
        match inline:
            case Text(text, span):
                yield _Piece(text, span, _is_exact(text, span), kind)
            case Code(text, span):
                yield from _code(text, span)
            case SoftBreak(span):
                yield _Piece(" ", span, False, kind)
            case HardBreak(span):
                yield _Piece("\n", span, False, kind)
            case Image():
                alt = "" if inline.decorative else inline.alt
                yield _Piece(f"\n{alt}\n", inline.span, False)
            case FootnoteReference():
                pass
            case Link():
                yield from _pieces(inline.inlines, "address" if _is_bare(inline) else kind)
            case Emphasis() | Strong() | Strikethrough() | Reference():
                yield from _pieces(inline.inlines, kind)
            case _:
                assert_never(inline)


def _code(text: str, span: Span) -> Iterator[_Piece]:
    """Code in a line stands as far from its first backtick as from its last."""
    around, odd = divmod(span.end_column - span.column - len(text), 2)
    if span.line == span.end_line and not odd and around >= 0:
        yield _Piece(text, span.part(around, len(text)), True, "code")
    else:
        yield _Piece(text, span, False, "code")


def _is_exact(text: str, span: Span) -> bool:
    return span.line == span.end_line and span.end_column - span.column == len(text)


def _is_bare(link: Link) -> bool:
    words = "".join(inline.text for inline in link.inlines if isinstance(inline, Text))
    return link.destination.endswith(words) and link.destination.removesuffix(words) in (
        "", "mailto:", "http://", "https://",
    )  # fmt: skip
