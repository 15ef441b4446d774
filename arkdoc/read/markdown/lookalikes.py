"""A paragraph's lines → diagnostics for what its author meant as a table, a list or a heading.

The text is left as it is, because Markdown means the same everywhere; but nobody should first
find out from the finished note (clause 11). What other programs read so is in `foreign_signs`, what
stands inside a line in `inline_lookalikes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, pairwise

from arkdoc.language.written import BULLETS
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import closest
from arkdoc.model.nodes import HardBreak, Inline, Inlines, SoftBreak, Text
from arkdoc.model.regex import regex
from arkdoc.read.markdown.containers import CONTAINERS, is_container
from arkdoc.read.markdown.foreign_signs import foreign_signs
from arkdoc.rules.markup import SPLIT_WORD
from arkdoc.rules.structure import (
    PASTED_TABLE,
    UNKNOWN_BOX,
    UNMADE_HEADING,
    UNMADE_LIST,
    UNMADE_TABLE,
)

_BOX = regex(r":{3,}[ \t]*([^\s:].*)")
# Word's bullets; those below the first level are letters of a symbol font, and have a tab.
_BULLET = regex(rf"[{BULLETS}]|·(?=\s)|[o§\uf0a7\uf0b7](?=\t)|-(?=[^\W\d_]|\u00a0)")
# A single one begins a line of dialogue, or a note below a table.
_LINE_SIGN = regex(r"[–—‐‒―](?=[ \t\u00a0]|[^\W\d_])|−(?=[ \t\u00a0]*[^\W\d_])|[*+](?=[^\W\d_])")
_BOX_TO_TICK = regex(r"\[[ xX]\](?=[ \t]+\S)")
_TAB = regex(r"\S\t+\S")
_WORD_BEGIN = regex(r"[^\W\d_]{1,40}-$")
_WORD_END = regex(r"(?!(?:og|eller|samt|til|and|or|to)\b)[^\W\d_]{2,41}")
_HASHTAG = regex(r"#[^\W\d_A-ZÆØÅ]\w*\s.*[.!?,]$")
_NUMBER_SIGNS = regex(r"(#{1,6})(?=[^\W_])")


def block_lookalikes(inlines: Inlines, *, is_indented: bool = False) -> Iterator[Diagnostic]:
    """What in a paragraph looks like a block and is not: ARK211, ARK215–217, 223, 243, 245.

    That rows make no table where they are indented has been told (ARK238).
    """
    lines = inline_lines(inlines)
    starts = [line[0] for line in lines if isinstance(line[0], Text)]
    first_of_rule: dict[str, Diagnostic] = {}
    for finding in chain(_of_lines(starts, len(lines), is_indented), *map(_of_line, starts)):
        first_of_rule.setdefault(finding.rule.code, finding)
    yield from first_of_rule.values()
    yield from _split_words(lines)
    yield from foreign_signs(lines)


def _split_words(lines: list[list[Inline]]) -> Iterator[Diagnostic]:
    """A word with a hyphen where its line ends, as in text that was copied from a PDF."""
    for (*_, last), (first, *_) in pairwise(lines):
        if not (isinstance(last, Text) and isinstance(first, Text)):
            continue
        begin, rest = _WORD_BEGIN.search(last.text), _WORD_END.match(first.text)
        if begin and rest:
            place = last.span.part(begin.start(), len(begin[0]))
            yield diagnostic(SPLIT_WORD, place, begin=begin[0], end=rest[0])
            return


def inline_lines(inlines: Inlines) -> list[list[Inline]]:
    """The lines of a paragraph."""
    return [list(line) for is_break, line in groupby(inlines, _is_break) if not is_break]


def _is_break(inline: Inline) -> bool:
    return isinstance(inline, SoftBreak | HardBreak)


def _of_lines(starts: list[Text], lines: int, is_indented: bool) -> Iterator[Diagnostic]:
    """What several of the lines have in common; `starts` are the texts that they begin with."""
    rows = [text for text in starts if text.text.startswith("|")]
    if len(rows) > 1 and not is_indented:
        yield diagnostic(UNMADE_TABLE, rows[0].span)
    with_tab = (text for text in starts if "\t" in text.text)
    tabbed = [t for t in with_tab if _TAB.search(t.text) and not _BULLET.match(t.text)]
    if len(tabbed) > 1 and len(tabbed) == lines:
        yield diagnostic(PASTED_TABLE, tabbed[0].span)
    signed = [text for text in starts if _LINE_SIGN.match(text.text)]
    if len(signed) > 1:
        yield diagnostic(UNMADE_LIST, signed[0].span.part(0, 1), mark=signed[0].text[0])
    boxes = [text for text in starts[1:] if _BOX_TO_TICK.match(text.text)]
    if boxes:  # the first line may be a task
        yield diagnostic(UNMADE_LIST, boxes[0].span.part(0, 3), mark=boxes[0].text[:3])


def _of_line(start: Text) -> Iterator[Diagnostic]:
    if box := _BOX.match(start.text):
        name = box[1].strip()
        suggestion = closest(name, CONTAINERS) or closest(name.split()[0], CONTAINERS)
        if not is_container(name):  # else it is too deep, which has been reported
            yield diagnostic(UNKNOWN_BOX, start.span, name=name, suggestion=suggestion)
    elif bullet := _BULLET.match(start.text):
        yield diagnostic(UNMADE_LIST, start.span.part(0, 1), mark=bullet[0])
    elif (signs := _NUMBER_SIGNS.match(start.text)) and not _HASHTAG.match(start.text):
        text = start.text[signs.end() :].strip()
        yield diagnostic(UNMADE_HEADING, start.span, mark=signs[1], text=text[:60])
