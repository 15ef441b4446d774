"""Inline tokens → the same, with what control characters have left in them as tokens of their own.

That is line breaks. A text is also parted where a character was taken out of it, so that each part
stands where its characters do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, pairwise

from markdown_it.token import Token

from arkdoc.read.control_characters import LINE_BREAK, settled_field
from arkdoc.read.markdown.positions import AT, ContentMap

_BREAKS = frozenset("\v\f\x85\u2028\u2029")  # an entity can spell them


def with_breaks(tokens: Iterable[Token], places: ContentMap, cuts: Sequence[int]) -> list[Token]:
    """The tokens of one content; `cuts` are the offsets of characters before which one was."""
    found: list[Token] = []
    for token in tokens:
        for part in _parts(token, places, cuts):
            before = found[-1] if found else part
            if _is_break(part) and before.type == "softbreak":
                found.pop()
            if part.type != "softbreak" or not _is_break(before):
                found.append(part)
    without_end = list(dropwhile(_is_break, reversed(found)))
    return list(dropwhile(_is_break, reversed(without_end)))


def _is_break(token: Token) -> bool:
    return token.markup == LINE_BREAK


def _parts(token: Token, places: ContentMap, cuts: Sequence[int]) -> Iterator[Token]:
    if token.type == "text":
        if cuts or LINE_BREAK in token.content:
            yield from _parts_of_text(token, places, cuts)
            return
    elif token.type == "text_special" and token.content in _BREAKS:
        token.type, token.markup = "hardbreak", LINE_BREAK
    elif "title" in token.attrs:
        token.attrs["title"] = settled_field(str(token.attrs["title"])).text
    elif token.content:
        token.content = token.content.replace(LINE_BREAK, " ")
    yield token


def _parts_of_text(token: Token, places: ContentMap, cuts: Sequence[int]) -> Iterator[Token]:
    text, at = token.content, token.meta[AT][0]
    first = places.offset(at)
    inside = cuts[bisect_right(cuts, first) : bisect_left(cuts, first + len(text))]
    breaks = [match.start() for match in re.finditer(LINE_BREAK, text)]
    edges = {0, len(text), *(cut - first for cut in inside), *breaks, *(b + 1 for b in breaks)}
    for start, end in pairwise(sorted(edges)):
        part = Token("text", "", 0, content=text[start:end], meta={AT: (at + start, at + end)})
        if part.content == LINE_BREAK:
            part.type, part.tag, part.markup = "hardbreak", "br", LINE_BREAK
        yield part
