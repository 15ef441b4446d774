"""What is put into a Word file, in one string, as edits of texts have it.

A Word file is edited as a text: a line a paragraph, as its places are counted. What letters can't
say is said by control characters, which no XML holds, and so no file and nobody's typing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from arkdoc.model.regex import regex
from arkdoc.ooxml.tracked_edits import LINE_END

__all__ = ["LINE_END", "NOTE", "LookedWords", "cells", "looking", "paragraph", "row", "spoken"]

NOTE = "\x0e"
"""The mark of a note."""

_LOOK, _WORDS, _LOOK_ENDS = "\x01", "\x02", "\x03"
_PROPERTIES, _PROPERTIES_END = "\x04", "\x05"
_ROW, _CELL = "\x06", "\x07"
_UNSPOKEN = regex(
    f"{_LOOK}[a-z]*{_WORDS}|{_LOOK_ENDS}|{_PROPERTIES}[^{_PROPERTIES_END}]*{_PROPERTIES_END}|{_ROW}"
)
_STRETCH = regex(f"{_LOOK}([a-z]*){_WORDS}([^{_LOOK_ENDS}]*){_LOOK_ENDS}|([^{_LOOK}]+)")
_PARAGRAPH = regex(f"{_PROPERTIES}([^{_PROPERTIES_END}]*){_PROPERTIES_END}(.*)", re.DOTALL)


class LookedWords(NamedTuple):
    """Words with one look, of the letters b, i, s and l (in a link); None for that around them."""

    words: str
    look: str | None


def looking(words: str, look: str | None) -> str:
    """`words` with a look."""
    return words if look is None else f"{_LOOK}{look}{_WORDS}{words}{_LOOK_ENDS}"


def stretches(said: str) -> Iterator[LookedWords]:
    """The words of an edit, by their looks."""
    for match in _STRETCH.finditer(said):
        yield LookedWords(match[3], None) if match[3] else LookedWords(match[2], match[1])


def paragraph(properties: str, said: str) -> str:
    """A new paragraph; `properties` is the XML of its own and, after them, of its runs'."""
    return f"{_PROPERTIES}{properties}{_PROPERTIES_END}{said}"


def parted(said: str) -> tuple[str, str]:
    """The properties and the words of a new paragraph; no properties where it is none."""
    match = _PARAGRAPH.fullmatch(said)
    return (match[1], match[2]) if match else ("", said)


def row(texts: list[str]) -> str:
    """A new row of a table, with what its cells say."""
    return _ROW + _CELL.join(texts)


def cells(said: str) -> list[str] | None:
    """What the cells of a new row say; None where it is none."""
    return said[1:].split(_CELL) if said.startswith(_ROW) else None


def spoken(said: str) -> str:
    """What is read where `said` was put in, a line a paragraph."""
    return _UNSPOKEN.sub("", said).replace(_CELL, "\n")
