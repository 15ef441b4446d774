"""The text of one file → passages: plain text to search in, and where each character stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import NamedTuple, assert_never
from unicodedata import is_normalized, normalize

from arkdoc.model.nodes import (
    Block,
    Code,
    CodeBlock,
    Container,
    Contents,
    Directive,
    Emphasis,
    Figure,
    FootnoteReference,
    Footnotes,
    HardBreak,
    Heading,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.note import Body, Measure
from arkdoc.model.regex import regex
from arkdoc.model.source import NOWHERE, Span
from arkdoc.model.tree import children, code_lines, inline_runs, spoken_runs, stated_language

MASK = "\ufffc"  # stands for each character that is not prose
_REACH = 400  # characters of a sentence to either side of a place
_REMEMBERED = 5_000  # characters of a text whose words are, so that a server keeps few
_WORD = regex("[\\w\u00ad\u0300-\u036f]+")
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}
_OPENING = regex("[" + "".join(_QUOTES) + "]")
_DIGIT = regex(r"\d")
_TOKEN = regex(r"[^\s|]+")
_ADDRESS_SIGN = regex(r"@|://|www\.")
_SENTENCE_END = regex(r"(?:\w\w\w|[\d)»”%])[.!?]+[)»”\"]*\s+(?=[A-ZÆØÅÁČĐŊŠŽÄÖÉ«“\"(])|\n")


class Word(NamedTuple):
    """A word in lower case and NFC, and where it stands in its passage's text."""

    text: str
    start: int
    end: int


_start_of = attrgetter("start")


class _Piece(NamedTuple):
    """The text of one inline in a passage. `exact`: character *i* stands at column + *i*."""

    text: str
    span: Span
    exact: bool
    kind: str = ""  # "code" or "address"; empty for prose
    hidden: bool = False  # as in Passage


@dataclass(frozen=True, eq=False)  # no slots: cached properties need the instance's dictionary
class Passage:
    """The text of a paragraph, heading, cell or field, on one line except for hard breaks.

    Three views have the same length, so that an offset holds for all of them: `text` is
    everything; `unlinked` has addresses masked; `prose` has code masked too. `group` is the same
    for the cells of a row and for the fields of a measure, which are read together. `quoted`
    passages stand in a quotation; `hidden` ones are not shown on the page, such as where a link
    leads. `is_heading` ones are headings, or look like one: bold from end to end. `is_code` ones
    are code blocks, which are prose for the rules about people alone. `language` is what its
    paragraph says that it is in; empty where that is the language of the text.
    """

    text: str
    unlinked: str
    prose: str
    group: int
    quoted: bool
    hidden: bool
    starts: tuple[int, ...]
    pieces: tuple[_Piece, ...]
    is_heading: bool = False
    is_code: bool = False
    language: str = ""

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
        is_short = len(self.prose) <= _REMEMBERED
        return _remembered_words(self.prose) if is_short else _words(self.prose)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words, each once, for a quick test that a list has none of them."""
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
        """Where something stands between quotation marks, the outermost pairs, in order."""
        found: list[tuple[int, int]] = []
        at, unclosed = 0, ""
        for match in _OPENING.finditer(self.prose):
            opening = match.start()
            if opening < at or match[0] in unclosed:
                continue
            closing = self.prose.find(_QUOTES[match[0]], opening + 1)
            if closing == -1:
                unclosed += match[0]
            else:
                found.append((opening, closing))
                at = closing + 1
        return tuple(found)

    def is_in_quotation(self, offset: int) -> bool:
        """Whether the character at `offset` stands between quotation marks."""
        index = bisect_right(self.quotations, (offset, len(self.prose))) - 1
        return index >= 0 and offset < self.quotations[index][1]

    def sentence(self, offset: int) -> tuple[int, int]:
        """The start and end of the sentence around `offset`, cut off at `_REACH` on each side."""
        index = bisect_right(self.sentences, offset)
        end = self.sentences[index] if index < len(self.sentences) else len(self.prose)
        return max(self.sentences[index - 1], offset - _REACH), min(end, offset + _REACH)

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of `prose` that begin at `start` or later, and before `end`."""
        first = bisect_left(self.words, start, key=_start_of)
        return self.words[first : bisect_left(self.words, end, key=_start_of)]


def _words(prose: str) -> tuple[Word, ...]:
    small = prose.lower()
    if len(small) != len(prose):  # İ in lower case is two characters
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in prose)
    found = ((match[0], match.span()) for match in _WORD.finditer(small))
    if "\u00ad" in small or not is_normalized("NFC", small):
        found = ((normalize("NFC", word.replace("\u00ad", "")), place) for word, place in found)
    return tuple(Word(word, *place) for word, place in found)


# They are asked for three times: for the text's language, and twice to check it.
_remembered_words = lru_cache(500)(_words)


# --- making them -----------------------------------------------------------------------


def passages(body: Body, measures: Iterable[Measure] = ()) -> Iterator[Passage]:
    """The text of the blocks, of the footnotes, then of the measures, each in reading order."""
    footnotes = (note.blocks for note in body.footnotes)
    groups = chain(
        _groups(chain(body.blocks, *footnotes), quoted=False),
        (_together([m.name, *(field.value for field in m.fields)]) for m in measures),
    )
    for number, group in enumerate(groups, 1):
        for run, language in group.runs:
            pieces = [piece for piece in _pieces(run) if piece.text]
            if shown := [piece for piece in pieces if not piece.hidden]:
                yield _passage(shown, number, group, language)
            for piece in pieces:
                if piece.hidden:
                    yield _passage([piece], number, group, language)


def passage_of(text: str) -> Passage:
    """A text that is not in a file, such as the argument of a message."""
    return _passage([_Piece(text, NOWHERE, False)])


class _ReadTogether(NamedTuple):
    """The runs of inlines that are read together; the others are as in Passage."""

    runs: list[tuple[Inlines, str]]  # each with the language that it is said to be in
    quoted: bool
    is_heading: bool = False
    is_code: bool = False


def _together(runs: Iterable[Inlines]) -> _ReadTogether:
    """Runs in the language of the text, in no quotation."""
    return _ReadTogether([(run, "") for run in runs], False)


def _groups(
    blocks: Iterable[Block], *, quoted: bool, language: str = ""
) -> Iterator[_ReadTogether]:
    """Those of `blocks`, around which `language` is stated, if any."""
    for block in blocks:
        own = stated_language(block) or language
        match block:
            case Table():
                if block.caption:
                    yield _ReadTogether([(block.caption.inlines, own)], quoted)
                for row in (block.header, *block.rows):
                    found = [run for cell in row for run in spoken_runs(cell.blocks)]
                    runs = [(run, stated or own) for run, stated in found]
                    yield _ReadTogether(runs, quoted)
                continue
            case CodeBlock():
                yield _ReadTogether([(tuple(_code_lines(block)), own)], quoted, is_code=True)
            case Directive():  # an unknown one is shown as it is written
                yield _ReadTogether([((Text(block.text, block.span),), own)], quoted)
            case Container():
                if block.title:
                    yield _ReadTogether([(block.title, own)], quoted, is_heading=True)
            case Heading() | Paragraph(inlines=(Strong(),)):
                runs = [(block.inlines, own)]
                yield _ReadTogether(runs, quoted, is_heading=True)
            case (
                Paragraph()
                | ListBlock()
                | Quote()
                | ThematicBreak()
                | Figure()
                | Contents()
                | Footnotes()
            ):
                for run in inline_runs(block):
                    yield _ReadTogether([(run, own)], quoted)
            case _:
                assert_never(block)
        for inside in children(block):
            is_quoted = quoted or isinstance(block, Quote)
            yield from _groups(inside, quoted=is_quoted, language=own)


def _code_lines(block: CodeBlock) -> Iterator[Inline]:
    for number, (text, place) in enumerate(code_lines(block)):
        if number:
            yield HardBreak(block.span)
        yield Text(text, place)


_ALONE = _ReadTogether([], False)


def _passage(
    pieces: list[_Piece], number: int = 0, group: _ReadTogether = _ALONE, language: str = ""
) -> Passage:
    text = "".join(piece.text for piece in pieces)
    starts = tuple(accumulate((len(piece.text) for piece in pieces[:-1]), initial=0))

    def places(kind: str) -> list[tuple[int, int]]:
        pairs = zip(pieces, starts, strict=True)
        return [(start, start + len(piece.text)) for piece, start in pairs if piece.kind == kind]

    addresses = places("address")
    if _ADDRESS_SIGN.search(text):
        tokens = _TOKEN.finditer(text)
        addresses += [token.span() for token in tokens if _ADDRESS_SIGN.search(token[0])]
    unlinked = _masked(text, sorted(addresses))
    prose = _masked(unlinked, places("code"))
    hidden = pieces[0].hidden
    own = starts, tuple(pieces)
    heading, code = group.is_heading, group.is_code
    return Passage(
        text, unlinked, prose, number, group.quoted, hidden, *own, heading, code, language
    )


def _masked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """`text` with a mask for each character in `places`, which are in order."""
    kept, at = [], 0
    for start, end in places:
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
                yield _code(text, span)
            case SoftBreak(span):
                yield _Piece(" ", span, False, kind)
            case HardBreak(span):
                yield _Piece("\n", span, False, kind)
            case Image(source, alt, title, decorative, span):
                yield _Piece("\n\n" if decorative else f"\n{alt}\n", span, False)
                yield _Piece(source, span, False, "address", hidden=True)
                yield _Piece(title, span, False, hidden=True)
            case HeadingNumber(number, _, span):
                yield _Piece(number, span, False, kind)
            case FootnoteReference():
                pass
            case Link(destination, inside, title, span):
                is_bare = _is_bare(inline)
                yield _Piece("" if is_bare else destination, span, False, "address", hidden=True)
                yield _Piece(title, span, False, hidden=True)
                yield from _pieces(inside, "address" if is_bare else kind)
            case Emphasis() | Strong() | Strikethrough() | Reference():
                yield from _pieces(inline.inlines, kind)
            case _:
                assert_never(inline)


def _code(text: str, span: Span) -> _Piece:
    """Code in a line has as many backticks and spaces before it as after it."""
    around, odd = divmod(span.end_column - span.column - len(text), 2)
    if span.line == span.end_line and not odd and around >= 0:
        return _Piece(text, span.part(around, len(text)), True, "code")
    return _Piece(text, span, False, "code")


def _is_exact(text: str, span: Span) -> bool:
    return span.line == span.end_line and span.end_column - span.column == len(text)


def _is_bare(link: Link) -> bool:
    words = "".join(inline.text for inline in link.inlines if isinstance(inline, Text))
    return link.destination.endswith(words) and link.destination.removesuffix(words) in (
        "", "mailto:", "http://", "https://",
    )  # fmt: skip
