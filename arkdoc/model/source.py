"""The bytes of a file → SourceFile; offsets in its text → lines and columns.

Lines and columns are 1-based and counted in code points from the top of the file, a
byte-order mark not counted and a tab counted as one; a line ends at LF, CRLF or CR only
(contract, clause 11).
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple, Protocol


class Span(NamedTuple):
    """A stretch of a source file, from its first character up to, not with, its end.

    `path` is relative to the root, with forward slashes. Half-open, as SARIF 2.1.0 §3.30
    has it: `end_column` is the column just after the last character.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def contains(self, other: Span) -> bool:
        """Whether `other` starts within this span of the same file."""
        return (
            self.path == other.path
            and (self.line, self.column) <= (other.line, other.column)
            and (other.line, other.column) < (self.end_line, self.end_column)
        )

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of `other`."""
        return Span(self.path, self.line, self.column, other.end_line, other.end_column)

    def part(self, start: int, length: int) -> Span:
        """The `length` characters that begin `start` characters in.

        It is the whole span where they can't be located: on several lines, or with escapes.
        """
        column = self.column + start
        if self.line != self.end_line or column + length > self.end_column:
            return self
        return Span(self.path, self.line, column, self.line, column + length)


class Placed(Protocol):
    """What came from a stretch of a source file: a node of a tree, for one."""

    @property
    def span(self) -> Span:
        """Where it stands."""


def whole_span(parts: Sequence[Placed]) -> Span:
    """The span from the start of the first of `parts` to the end of the last; there is one."""
    return parts[0].span.to(parts[-1].span)


NOWHERE = Span("", 0, 0, 0, 0)
"""The span of what arkdoc itself wrote, such as a placeholder."""


def start_of(path: str) -> Span:
    """The first character of the file at `path`."""
    return Span(path, 1, 1, 1, 1)


PARAGRAPHS = "paragraphs"
"""What the lines of a Word file are, as JSON and SARIF say it."""

_WORD = (".docx", ".docm")

ATTACHED = "vedlegg"
"""The folder of attachments, in `contributions/` and, of their copies, beside the outputs."""

ATTACHMENTS = f"contributions/{ATTACHED}/"
"""The folder of attachments: nothing in it is a contribution or a picture of one."""


def is_word(path: str) -> bool:
    """Whether the file at `path` is a Word file by its name; its lines are then paragraphs."""
    return path.lower().endswith(_WORD)


def is_attachment(path: str) -> bool:
    """Whether the file at `path`, from the root, lies where attachments do."""
    return path[: len(ATTACHMENTS)].lower() == ATTACHMENTS


def is_contribution(path: str) -> bool:
    """Whether the file at `path` is one that people write the note in, by its name."""
    return path.lower().endswith((".md", *_WORD)) and not is_attachment(path)


APART = "\ufffc"
"""What stands in a paragraph's text for what is none: a search in Word does not find it."""


@dataclass(frozen=True, slots=True)
class WordText:
    """The paragraphs of a Word file, in place of a text's lines.

    A span of such a file has a paragraph's number for a line: every `w:p` counts, from 1, in
    document order, those of cells and text boxes too; then those of footnotes and endnotes. Its
    column is a character's number in the paragraph's text, where APART stands for what is no text,
    such as a symbol or an equation, and U+2011 for a no-break hyphen. `headings` has, for each
    paragraph, the number of the heading it stands under, 0 where there is none; a note's is that of
    where it is called.
    """

    path: str
    paragraphs: tuple[str, ...]
    headings: tuple[int, ...]

    def paragraph(self, number: int) -> str:
        """The text of paragraph `number`, 1-based; empty where there is none."""
        return self.paragraphs[number - 1] if 1 <= number <= len(self.paragraphs) else ""

    def heading(self, number: int) -> str:
        """The text of the heading that paragraph `number` stands under, or empty."""
        known = 1 <= number <= len(self.headings)
        return self.paragraph(self.headings[number - 1]) if known else ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One text file as read: decoded, line endings made LF, byte-order mark taken off.

    None of these steps moves a line or a column, so a position in `text` is a position in
    the file. `guess` is the encoding that had to be guessed to decode it, if any.
    """

    path: str
    text: str
    sha256: str
    guess: Guess | None = None
    line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        starts = [0]
        position = self.text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        object.__setattr__(self, "line_starts", tuple(starts))

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of the character at `offset`."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span of the characters from `start` up to `end`, both offsets into `text`."""
        return Span(self.path, *self.position(start), *self.position(end))

    def line(self, number: int) -> str:
        """Line `number`, 1-based, without its line end."""
        begin = self.line_starts[number - 1]
        end = self.line_starts[number] - 1 if number < len(self.line_starts) else len(self.text)
        return self.text[begin:end]


class Guess(NamedTuple):
    """A guessed encoding, and the offset of the first character that it was needed for."""

    encoding: str
    offset: int


class UndecodableError(ValueError):
    """The bytes are text in no encoding that people in Norway save files in."""


def decode(path: str, data: bytes) -> SourceFile:
    """Decode UTF-8, with or without a byte-order mark, UTF-16 or CP1252.

    Only the bytes that are not UTF-8 are decoded as CP1252, so one pasted word does not affect
    the rest. Raises UndecodableError for bytes that are not text, such as a renamed Word file.
    """
    text, guess = _decode(data)
    return SourceFile(path, _universal_newlines(text), sha256(data).hexdigest(), guess)


def _decode(data: bytes) -> tuple[str, Guess | None]:
    if utf16 := _utf16(data):
        try:
            return data.decode(utf16), Guess("UTF-16", 0)
        except UnicodeDecodeError as error:
            raise UndecodableError from error
    data = data.removeprefix(b"\xef\xbb\xbf")
    guess = None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _universal_newlines(data[: error.start].decode("utf-8"))
        guess = Guess("Windows-1252", len(before))
        text = data.decode("utf-8", CP1252)
    unknown = text.count("\0") + (text.count("\ufffd") if guess else 0)
    if unknown > max(2, len(text) // 100) or unknown * 2 > len(text):
        raise UndecodableError
    return text, guess


def _utf16(data: bytes) -> str:
    """The codec for UTF-16, by byte-order mark or by zero bytes; empty for other data."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:2000]
    if len(data) % 2 or len(start) < 4:
        return ""
    for encoding, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        most = start[zeros::2].count(0) * 10 > len(start) * 4
        if most and not start[letters::2].count(0):
            return encoding
    return ""


CP1252 = "arkdoc-cp1252"
"""How `bytes.decode` handles what is not UTF-8: as CP1252."""


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """A codec's error handler: bytes that are not UTF-8 are decoded as CP1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(CP1252, _as_cp1252)


def _universal_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
