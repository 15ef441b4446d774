"""A text's lines → whether the break before a line may be there only because text was wrapped.

Text that is wrapped at a width has no break before a word that there was room for: a line, a space
and the first word of the next are together wider than every line of the paragraph. So a break that
does not fit this was meant.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from arkdoc.model.regex import regex

_WRAPPING = "wrapping"  # in the parser's environment
_NARROWEST = 40  # characters in the lines of anybody who wraps them
_APART = regex(r"[ \t>]*(?:$|#|\||:::|```|~~~)")
_PREFIX = regex(r"(?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*")
_WORD = regex(r"\S+")


class Wrapping:
    """The lines of one text, in stretches that stand together. Lines are numbered from 0."""

    def __init__(self, text: str) -> None:
        self._lines = [line.rstrip() for line in text.split("\n")]
        self._stretches: list[int] = []
        self._widths: list[int] = []  # by stretch: of its longest line
        was_apart = True
        for line in self._lines:
            is_apart = _APART.match(line) is not None
            if is_apart or was_apart:
                self._widths.append(_NARROWEST)
            was_apart = is_apart
            self._stretches.append(len(self._widths) - 1)
            if not is_apart and _has_words(line):  # one of a single long word says nothing
                self._widths[-1] = max(self._widths[-1], len(line))

    def line(self, number: int) -> str:
        """A line, without spaces at its end."""
        return self._lines[number]

    def stretch(self, line: int) -> int:
        """The number of the stretch that a line stands in."""
        return self._stretches[line]

    def stands_below(self, line: int) -> bool:
        """Whether there is text right above a line."""
        return line > 0 and self._stretches[line - 1] == self._stretches[line]

    def may_wrap(self, line: int, word: str) -> bool:
        """Whether the break before `word`, in `line`, may be there for want of room above."""
        room = self._widths[self._stretches[line]] - len(self._lines[line - 1]) - 1
        return len(word) > room


def wrapping_of(env: MutableMapping[str, Any], text: str) -> Wrapping:
    """The lines of the text that is being parsed; few texts have one that is asked about."""
    if _WRAPPING not in env:
        env[_WRAPPING] = Wrapping(text)
    wrapping: Wrapping = env[_WRAPPING]
    return wrapping


def _has_words(line: str) -> bool:
    prefix = _PREFIX.match(line)
    assert prefix
    word = _WORD.match(line, prefix.end())
    return word is not None and word.end() < len(line)
