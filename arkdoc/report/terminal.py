"""Text with styles → what a terminal shows, through rich; elsewhere the plain text.

rich is imported only where something is written for a terminal. It gets no text as markup, so
`[red]` in a file's name is text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Piece: TypeAlias = str | tuple[str, str]
"""A text, or a text and its style in rich's words, such as `bold red`."""

_NARROWEST, _WIDEST = 40, 110


@dataclass(frozen=True, slots=True)
class TerminalStyle:
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
        if not self.terminal:
            return text
        from rich.text import Text

        return self.render(Text(text, style))

    def paragraph(self, *pieces: Piece, indent: int = 0) -> str:
        """The pieces as a line, wrapped on a terminal: all lines but the first have the indent."""
        if not self.terminal:
            return "".join(piece if isinstance(piece, str) else piece[0] for piece in pieces) + "\n"
        from rich.text import Text

        width = max(min(self.width, _WIDEST), _NARROWEST)
        lines = Text.assemble(*pieces).wrap(self.rich, width - indent)
        for line in lines:
            line.rstrip()
        return self.render(Text("\n" + " " * indent).join(lines)) + "\n"

    def render(self, renderable: RenderableType) -> str:
        """What rich makes of a text or a table for this terminal."""
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


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def pad(text: str, width: int) -> str:
    """`text` filled up with spaces to `width` columns."""
    return text + " " * (width - cells(text))
