"""A paragraph's lines → diagnostics for what its author meant as a table, a list or a heading.

The text is left as it is, because Markdown means the same everywhere; but nobody should first
find out from the finished note (clause 11). What other programs read so is in `foreign_signs`, what
stands inside a line in `inline_lookalikes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, groupby

from arkdoc.language.written import BULLETS
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import closest
from arkdoc.model.nodes import HardBreak, Inline, Inlines, SoftBreak, Text
from arkdoc.read.markdown.dialect import CONTAINERS, is_container
from arkdoc.read.markdown.foreign_signs import foreign_signs
from arkdoc.rules.structure import (
    PASTED_TABLE,
    UNKNOWN_BOX,
    UNMADE_HEADING,
    UNMADE_LIST,
    UNMADE_TABLE,
)

_BOX = re.compile(r":{3,}[ \t]*([^\s:].*)")
# Word's bullets; those below the first level are letters of a symbol font, and have a tab.
_BULLET = re.compile(rf"[{BULLETS}]|·(?=\s)|[o§\uf0a7\uf0b7](?=\t)|-(?=[^\W\d_])")
_DASH = re.compile(r"[–—](?=[ \t])")  # a single one begins a line of dialogue
_TAB = re.compile(r"\S\t+\S")
_NUMBER_SIGNS = re.compile(r"(#{1,6})(?=[^\W_])")


def block_lookalikes(inlines: Inlines, *, is_indented: bool = False) -> Iterator[Diagnostic]:
    """What in a paragraph looks like a block and is not: ARK211, ARK215–217, ARK223, ARK243.

    That rows make no table where they are indented has been told (ARK238).
    """
    lines = inline_lines(inlines)
    starts = [line[0] for line in lines if isinstance(line[0], Text)]
    first_of_rule: dict[str, Diagnostic] = {}
    for finding in chain(_of_lines(starts, len(lines), is_indented), *map(_of_line, starts)):
        first_of_rule.setdefault(finding.rule.code, finding)
    yield from first_of_rule.values()
    yield from foreign_signs(lines)


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
    tabbed = [t for t in starts if _TAB.search(t.text) and not _BULLET.match(t.text)]
    if len(tabbed) > 1 and len(tabbed) == lines:
        yield diagnostic(PASTED_TABLE, tabbed[0].span)
    dashes = [text for text in starts if _DASH.match(text.text)]
    if len(dashes) > 1:
        yield diagnostic(UNMADE_LIST, dashes[0].span.part(0, 1), mark=dashes[0].text[0])


def _of_line(start: Text) -> Iterator[Diagnostic]:
    if box := _BOX.match(start.text):
        name, suggestion = box[1].strip(), closest(box[1].strip(), CONTAINERS)
        if not is_container(name):  # else it is too deep, which has been reported
            yield diagnostic(UNKNOWN_BOX, start.span, name=name, suggestion=suggestion)
    elif bullet := _BULLET.match(start.text):
        yield diagnostic(UNMADE_LIST, start.span.part(0, 1), mark=bullet[0])
    elif signs := _NUMBER_SIGNS.match(start.text):
        text = start.text[signs.end() :].strip()
        yield diagnostic(UNMADE_HEADING, start.span, mark=signs[1], text=text[:60])
