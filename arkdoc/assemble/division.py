"""Words in narrow cells → the same, with soft hyphens at the joints of compounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from arkdoc.language.joints import joints
from arkdoc.model.nodes import Cell, Inline, Inlines, Text
from arkdoc.model.regex import regex
from arkdoc.model.tree import map_inlines, map_spoken_runs

SOFT_HYPHEN = "\u00ad"

_NORWEGIAN = ("nb", "nn")
_BREAK = regex(r"(?<=[/–-])(?=[^\W\d_])")
_WORD = regex(r"[^\W\d_]+")
_SPACE = regex(r"(\s+)")


def pieces(word: str, language: str = "") -> list[str]:
    """What `word` falls into where lines may end in it; with a `language`, at its joints too."""
    parts = [part for part in _BREAK.split(word) if part]
    if language not in _NORWEGIAN or _is_address(word):
        return parts
    return [piece for part in parts for piece in _at_joints(part)]


def _at_joints(part: str) -> list[str]:
    match = _WORD.search(part)
    places = [match.start() + at for at in joints(match[0])] if match else []
    edges = [0, *places, len(part)]
    return [part[start:end] + ("-" if end < len(part) else "") for start, end in pairwise(edges)]


def divided(cell: Cell, language: str, is_wide: Callable[[str], bool]) -> Cell:
    """`cell` with soft hyphens at the joints of the words that are too wide for its column."""

    def change(inlines: Inlines, own: str) -> Inlines:
        if (own or language) not in _NORWEGIAN:
            return inlines
        return tuple(_divided(inline, is_wide) for inline in inlines)

    return replace(cell, blocks=map_spoken_runs(cell.blocks, change))


def whole(cell: Cell) -> Cell:
    """`cell` without soft hyphens, as before it was fitted to another typeface."""

    def change(inlines: Inlines, _own: str) -> Inlines:
        return tuple(map(_whole, inlines))

    return replace(cell, blocks=map_spoken_runs(cell.blocks, change))


def _whole(inline: Inline) -> Inline:
    if isinstance(inline, Text):
        return replace(inline, text=inline.text.replace(SOFT_HYPHEN, ""))
    return map_inlines(inline, lambda inside: tuple(map(_whole, inside)))


def _divided(inline: Inline, is_wide: Callable[[str], bool]) -> Inline:
    if not isinstance(inline, Text):
        return map_inlines(inline, lambda inside: tuple(_divided(kid, is_wide) for kid in inside))
    if SOFT_HYPHEN in inline.text:
        return inline
    text = "".join(
        piece if _is_address(piece) else _WORD.sub(lambda m: _hyphenated(m[0], is_wide), piece)
        for piece in _SPACE.split(inline.text)
    )
    return inline if text == inline.text else replace(inline, text=text)


def _is_address(word: str) -> bool:
    """Whether `word` is one that people copy, so that no sign may be put into it."""
    return "://" in word or "@" in word or "www." in word.lower()


def _hyphenated(word: str, is_wide: Callable[[str], bool]) -> str:
    if not is_wide(word):
        return word
    edges = [0, *joints(word), len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))
