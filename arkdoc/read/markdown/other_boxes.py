"""The token of a quotation that begins with `[!NOTE]` → what is left to read as a remark.

So GitHub, Obsidian and others write their boxes (contract, clause 5).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from markdown_it.token import Token

from arkdoc.model.nodes import Blocks, HardBreak, Inlines, Paragraph, SoftBreak
from arkdoc.model.regex import regex
from arkdoc.model.source import whole_span
from arkdoc.read.markdown.positions import AT, STARTS

_MARK = regex(r"(\[![^\W\d_][\w-]{0,30}\])[+-]?(?:[ \t]*\\?\n[ \t]*|[ \t]+|$)")


class BoxMark(NamedTuple):
    """`[!NOTE]`, where it stands in the text, and whether a title follows on its line."""

    text: str
    start: int
    end: int
    has_title: bool


def take_box_mark(quotation: Token) -> BoxMark | None:
    """Take the mark away from a quotation that begins with one, and the line end after it."""
    match quotation.children:
        case [Token(type="paragraph_open", children=[inline]), *_]:
            found = _MARK.match(inline.content)
        case _:
            found = None
    if found is None:
        return None
    start = inline.meta[STARTS][0]
    inline.children = [t for t in inline.children or () if _has_more(t, found.end())]
    return BoxMark(found[1], start, start + len(found[1]), "\n" not in found[0])


def _has_more(token: Token, at: int) -> bool:
    """Whether the token goes on after position `at`, up to which a text is cut."""
    start, end = token.meta[AT]
    if token.type == "text" and start < at < end:
        token.content, token.meta[AT] = token.content[at - start :], (at, end)
    return bool(end > at) or start >= at


def title_apart(blocks: Blocks) -> Blocks:
    """The blocks, the first line of the first paragraph as a paragraph of its own."""
    match blocks:
        case (Paragraph(inlines=inlines) as first, *others):
            breaks = (n for n, i in enumerate(inlines) if isinstance(i, SoftBreak | HardBreak))
            if end := next(breaks, 0):
                title, rest = inlines[:end], inlines[end + 1 :]
                parts = (title, rest) if rest else (title,)
                return (*(_paragraph(first, part) for part in parts), *others)
        case _:
            pass
    return blocks


def _paragraph(whole: Paragraph, inlines: Inlines) -> Paragraph:
    return replace(whole, inlines=inlines, span=whole_span(inlines))
