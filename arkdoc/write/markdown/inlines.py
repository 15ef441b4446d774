"""Inlines → one run of Markdown: signs of emphasis that take, and escapes where they are needed.

Signs are written by CommonMark 0.31, 6.2: `*` and `_` by turns where one emphasis stands in
another, and an empty comment where two signs would run together or stand where none takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import count, groupby
from typing import assert_never

from arkdoc.language.written import DECORATION
from arkdoc.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Link,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.write.markdown.addresses import bare, target
from arkdoc.write.markdown.escapes import (
    escaped,
    is_letter,
    is_punctuation,
    is_space,
    spelled_out,
)

APART = "<!-- -->"
"""An empty comment: it keeps two signs apart, and shows nothing."""

_TICKS = regex("`+")
_BRACKET = regex(r"[\[\]]")
_LINK_IN_TEXT = regex(r"\][(\[]")


class _PieceKind(Enum):
    TEXT = auto()
    WRITTEN = auto()
    OPEN = auto()
    CLOSE = auto()
    BREAK = auto()


@dataclass(slots=True)
class _WrittenPiece:
    """A stretch of a run: text that is yet to be escaped, or what is written as it stands."""

    kind: _PieceKind
    text: str
    in_link: bool = False
    after_note: bool = False
    is_deep: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of inlines is written.

    `on_one_line`, in headings and cells, line breaks are `<br>`. `in_cell`, bars are escaped;
    `among_lines`, there are others in the cell. Without `tabs` a tab is spelled out.
    """

    on_one_line: bool = False
    in_cell: bool = False
    among_lines: bool = False
    tabs: bool = True

    def write(self, inlines: Inlines) -> str:
        """The Markdown of `inlines`, which are plain (see `plain_inlines`).

        Nothing in it is guarded against what begins blocks: it may have several lines.
        """
        return self._joined(self._escaped_pieces(inlines))

    def lines(self, inlines: Inlines) -> list[str]:
        """The Markdown of `inlines` by lines, which breaks end."""
        lines: list[list[_WrittenPiece]] = [[]]
        for piece in self._escaped_pieces(inlines):
            if piece.kind is _PieceKind.BREAK:
                lines.append([])
            else:
                lines[-1].append(piece)
        return list(map(self._joined, lines))

    def _escaped_pieces(self, inlines: Inlines) -> list[_WrittenPiece]:
        pieces = list(_merged(self._pieces(inlines, 0, in_link=False)))
        emphasis = self.among_lines or any(piece.kind is _PieceKind.OPEN for piece in pieces)
        shown = "".join(p.text if p.kind is _PieceKind.TEXT else "\ufffc" for p in pieces)
        outside = "".join(p.text for p in pieces if p.kind is _PieceKind.TEXT and not p.in_link)
        has_link = _LINK_IN_TEXT.search(shown) is not None
        brackets = self.among_lines or has_link or not _is_balanced(outside)
        start, end = (">", "<") if self.among_lines else ("", "")
        for n, piece in enumerate(pieces):
            if piece.kind is _PieceKind.TEXT:
                before = pieces[n - 1].text[-1:] if n else start
                after = pieces[n + 1].text[:1] if n + 1 < len(pieces) else end
                piece.text = self._escaped(piece, before, after, emphasis, brackets)
        return pieces

    def _escaped(
        self, piece: _WrittenPiece, before: str, after: str, emphasis: bool, brackets: bool
    ) -> str:
        text = piece.text
        first, last = text[: before in ("", "\n")], text[-1:] if after in ("", "\n") else ""
        written = escaped(
            text, before, after, emphasis=emphasis, all_brackets=brackets, in_link=piece.in_link
        )
        if piece.after_note and written[:1] in ("(", ":"):
            written = f"\\{written}"
        if self.in_cell:
            written = written.replace("|", "\\|")
        if last.isspace() and last == written[-1:]:
            written = written[:-1] + spelled_out(last)
        if first.isspace() and first == written[:1]:
            written = spelled_out(first) + written[1:]
        return written if self.tabs else written.replace("\t", "&#9;")

    def _joined(self, pieces: list[_WrittenPiece]) -> str:
        written = ""
        for n, piece in enumerate(pieces):
            before = written[-1:]
            following = pieces[n + 1].text[:1] if n + 1 < len(pieces) else ""
            if piece.kind is _PieceKind.OPEN:
                if not _may_open(piece, before, following):
                    written += APART
                written += piece.text
            elif piece.kind is _PieceKind.CLOSE:
                written += piece.text
                if not _may_close(piece, before, following):
                    written += APART
            else:
                if before == "`" == piece.text[:1] and pieces[n - 1].kind is _PieceKind.WRITTEN:
                    written += APART
                written += piece.text
        return written

    # --- pieces --------------------------------------------------------------------------

    def _pieces(
        self, inlines: Iterable[Inline], depth: int, *, in_link: bool
    ) -> Iterator[_WrittenPiece]:
        """The pieces of `inlines`, which stand in emphasis of that depth."""
        run = tuple(inlines)
        for n, inline in enumerate(run):
            match inline:
                case Text():
                    is_after = n > 0 and isinstance(run[n - 1], FootnoteReference)
                    yield _WrittenPiece(_PieceKind.TEXT, inline.text, in_link, is_after)
                case SoftBreak():
                    yield _WrittenPiece(_PieceKind.BREAK, "\n")
                case HardBreak():
                    is_inside = 0 < n < len(run) - 1 and not any(
                        isinstance(other, SoftBreak) for other in (run[n - 1], run[n + 1])
                    )
                    is_line_end = is_inside and not self.on_one_line
                    yield _WrittenPiece(_PieceKind.BREAK, "\\\n" if is_line_end else "<br>")
                case Code():
                    yield _WrittenPiece(_PieceKind.WRITTEN, self._code(inline.text))
                case Emphasis() | Strong():
                    sign = "*_"[depth % 2] * (1 if isinstance(inline, Emphasis) else 2)
                    yield _WrittenPiece(_PieceKind.OPEN, sign, is_deep=depth > 1)
                    yield from self._pieces(inline.inlines, depth + 1, in_link=in_link)
                    yield _WrittenPiece(_PieceKind.CLOSE, sign, is_deep=depth > 1)
                case Strikethrough():
                    yield _WrittenPiece(_PieceKind.OPEN, "~~")
                    yield from self._pieces(inline.inlines, depth, in_link=in_link)
                    yield _WrittenPiece(_PieceKind.CLOSE, "~~")
                case Link():
                    before, after = _edge(run, n - 1)[-1:], _edge(run, n + 1)[:1]
                    yield from self._link(inline, depth, before, after)
                case Reference():
                    yield from self._pieces(inline.inlines, depth, in_link=in_link)
                case HeadingNumber():
                    yield _WrittenPiece(_PieceKind.TEXT, inline.number, in_link)
                case Image():
                    yield _WrittenPiece(_PieceKind.WRITTEN, self.image(inline))
                case FootnoteReference():
                    yield _WrittenPiece(_PieceKind.WRITTEN, f"[^{inline.label}]")
                case _:
                    assert_never(inline)

    def _link(self, link: Link, depth: int, before: str, after: str) -> Iterator[_WrittenPiece]:
        match link.inlines:
            case (Text(text=words),) if not link.title:
                if address := bare(link.destination, words, before, after):
                    yield _WrittenPiece(_PieceKind.WRITTEN, self._barred(address))
                    return
            case _:
                pass
        yield _WrittenPiece(_PieceKind.WRITTEN, "[")
        yield from self._pieces(link.inlines, depth, in_link=True)
        yield _WrittenPiece(
            _PieceKind.WRITTEN, f"]{self._barred(target(link.destination, link.title))}"
        )

    def image(self, image: Image) -> str:
        """A picture, its title in the parentheses."""
        alt = DECORATION if image.decorative else image.alt
        words = escaped(alt, "[", "]", emphasis=False, all_brackets=True, in_link=True)
        return self._barred(f"![{words}]{target(image.source, image.title)}")

    def _code(self, text: str) -> str:
        inside = set(_TICKS.findall(text))
        ticks = next(ticks for n in count(1) if (ticks := "`" * n) not in inside)
        is_padded = text[:1] == text[-1:] == " " and text.strip(" ") != ""
        pad = " " if is_padded or "`" in (text[:1], text[-1:]) else ""
        return self._barred(f"{ticks}{pad}{text}{pad}{ticks}")

    def _barred(self, written: str) -> str:
        return written.replace("|", "\\|") if self.in_cell else written


def _is_balanced(text: str) -> bool:
    """Whether each bracket that opens closes, and none besides."""
    depth = 0
    for sign in _BRACKET.findall(text):
        depth += 1 if sign == "[" else -1
        if depth < 0:
            return False
    return not depth


def _edge(run: Inlines, n: int) -> str:
    """What stands beside an inline: its text, or a sign for anything else."""
    if not 0 <= n < len(run):
        return ""
    inline = run[n]
    if isinstance(inline, Text):
        return inline.text
    return "\n" if isinstance(inline, SoftBreak | HardBreak) else "*"


def _merged(pieces: Iterable[_WrittenPiece]) -> Iterator[_WrittenPiece]:
    """The pieces, texts that stand next to each other as one."""
    for key, group in groupby(pieces, lambda piece: (piece.kind is _PieceKind.TEXT, piece.in_link)):
        together = list(group)
        if key[0]:
            text = "".join(piece.text for piece in together)
            yield _WrittenPiece(_PieceKind.TEXT, text, key[1], together[0].after_note)
        else:
            yield from together


def _may_open(signs: _WrittenPiece, before: str, after: str) -> bool:
    """Whether emphasis begins at `signs` between two characters, and no other goes on or ends."""
    if before == signs.text[0]:
        return False
    if is_space(before) or is_punctuation(before):
        return True
    return is_letter(after) and not (signs.text[0] == "_" or signs.is_deep)


def _may_close(signs: _WrittenPiece, before: str, after: str) -> bool:
    if is_space(after) or is_punctuation(after):
        return True
    return is_letter(before) and not (signs.text[0] == "_" or signs.is_deep)
