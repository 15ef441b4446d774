"""Text with styles → what a terminal shows, through rich; elsewhere the plain text.

rich is imported only where something is written for a terminal. It gets no text as markup, so
`[red]` in a file's name is text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Piece: TypeAlias = str | tuple[str, str]
"""A text, or a text and its style in rich's words, such as `bold red`."""

_NARROWEST, _WIDEST = 40, 110


class TerminalStyle(NamedTuple):
    """How to write: colours or not; the terminal's width, or 0 when it is no terminal."""

    colour: bool = False
    width: int = 0

    @property
    def terminal(self) -> bool:
        """Whether the stream is a terminal."""
        return self.width > 0

    @property
    def rich(self) -> Console:
        """rich's console of this width; what it prints is captured and written nowhere."""
        return _rich(self.width, self.colour)

    def paint(self, text: str, style: str) -> str:
        """`text` in a style, if there are colours."""
        if not (self.colour and text and style):
            return text
        from rich.color import ColorSystem
        from rich.style import Style

        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    def paragraph(self, *pieces: Piece, indent: int = 0) -> str:
        """The pieces as a line, wrapped on a terminal: all lines but the first have the indent.

        A word is never cut, since it may be a path or an address that somebody copies.
        """
        styled = [(piece, "") if isinstance(piece, str) else piece for piece in pieces]
        plain = "".join(text for text, _ in styled)
        if not self.terminal:
            return plain + "\n"
        lines: list[str] = []
        for start, end in _lines(plain, max(min(self.width, _WIDEST), _NARROWEST), indent):
            lines.append(" " * (indent if lines else 0) + self._painted(styled, start, end))
        return "\n".join(lines) + "\n"

    def _painted(self, styled: Sequence[tuple[str, str]], start: int, end: int) -> str:
        """The characters from `start` to `end` of all texts together, each in its style."""
        at = 0
        painted = ""
        for text, style in styled:
            painted += self.paint(text[max(start - at, 0) : max(end - at, 0)], style)
            at += len(text)
        return painted

    def render(self, renderable: RenderableType) -> str:
        """What rich makes of a table for this terminal."""
        with self.rich.capture() as capture:
            self.rich.print(renderable, end="", soft_wrap=True)
        return capture.get()


@cache
def _rich(width: int, colour: bool) -> Console:
    from rich.console import Console

    return Console(
        file=StringIO(),
        force_terminal=True,
        width=width,
        color_system="standard" if colour else None,
        no_color=False,
    )


def _lines(text: str, width: int, indent: int) -> Iterator[tuple[int, int]]:
    """The start and end of each line, broken between words; all but the first lose the indent."""
    start = end = 0
    left = width
    for word in re.finditer(r"\S+", text):
        left -= cells(text[end : word.end()])
        if end and left < 0:
            yield start, end
            start, left = word.start(), width - indent - cells(word[0])
        end = word.end()
    yield start, end


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def pad(text: str, width: int) -> str:
    """`text` filled up with spaces to `width` columns."""
    return text + " " * (width - cells(text))
