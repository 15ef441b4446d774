"""Paragraph → what its author meant for a table, a list or a heading, in another program's way.

Nothing is changed: Markdown means what it means everywhere. But nobody should find out from
the finished note (clause 11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from arkdoc.language.written import BULLETS
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.document import Code, HardBreak, Inline, Inlines, SoftBreak, Text
from arkdoc.model.names import closest
from arkdoc.model.tree import plain_text
from arkdoc.read.markdown.dialect import CONTAINERS
from arkdoc.rules.links import SPACE_IN_ADDRESS
from arkdoc.rules.structure import (
    PASTED_TABLE,
    UNKNOWN_BOX,
    UNMADE_HEADING,
    UNMADE_LIST,
    UNMADE_TABLE,
)

_BOX = re.compile(r":{3,}[ \t]*([^\s:].*)")
# Word's bullets: with a tab, those below the first level are letters of a font of signs.
_BULLET = re.compile(rf"[{BULLETS}]|·(?=\s)|[o§\uf0a7\uf0b7](?=\t)|-(?=[^\W\d_])")
_DASH = re.compile(r"[–—](?=[ \t])")  # one alone begins what somebody says
_TAB = re.compile(r"\S\t+\S")
_NUMBER_SIGNS = re.compile(r"(#{1,6})(?=[^\W_])")
_ADDRESS = re.compile(r"\]\(([^()<>\n\"]{1,300})\)")


def lookalikes(inlines: Inlines) -> Iterator[Diagnostic]:
    """What in a paragraph looks like markup and is not: ARK211, ARK215–217, ARK223, ARK318."""
    lines = [list(line) for is_break, line in groupby(inlines, _is_break) if not is_break]
    starts = [line[0] for line in lines if isinstance(line[0], Text)]
    rows = [text for text in starts if text.text.startswith("|")]
    if len(rows) > 1:
        yield diagnostic(UNMADE_TABLE, rows[0].span)
    tabbed = [t for t in starts if _TAB.search(t.text) and not _BULLET.match(t.text)]
    if len(tabbed) > 1 and len(tabbed) == len(lines):
        yield diagnostic(PASTED_TABLE, tabbed[0].span)
    dashes = [text for text in starts if _DASH.match(text.text)]
    said = set()
    if len(dashes) > 1:
        said.add(UNMADE_LIST)
        yield diagnostic(UNMADE_LIST, dashes[0].span.part(0, 1), mark=dashes[0].text[0])
    for text in starts:
        for finding in _of_line(text):
            if finding.rule not in said:  # once for all the lines of a list
                said.add(finding.rule)
                yield finding
    for line in lines:
        yield from _spaces(line)


def _is_break(inline: Inline) -> bool:
    return isinstance(inline, SoftBreak | HardBreak)


def _of_line(start: Text) -> Iterator[Diagnostic]:
    if box := _BOX.match(start.text):
        name = box[1].strip()
        if name.lower() not in CONTAINERS:  # else it stands too deep, which is said already
            yield diagnostic(
                UNKNOWN_BOX, start.span, name=name, suggestion=closest(name, CONTAINERS)
            )
    elif bullet := _BULLET.match(start.text):
        yield diagnostic(UNMADE_LIST, start.span.part(0, 1), mark=bullet[0])
    elif signs := _NUMBER_SIGNS.match(start.text):
        text = start.text[signs.end() :].strip()
        yield diagnostic(UNMADE_HEADING, start.span, mark=signs[1], text=text[:60])


def _spaces(line: list[Inline]) -> Iterator[Diagnostic]:
    plain = [inline for inline in line if isinstance(inline, Text)]
    if any(isinstance(inline, Code) for inline in line) or "](" not in plain_text(plain):
        return
    for text in plain:
        for match in _ADDRESS.finditer(text.text):
            address = match[1].strip()
            if " " in address:
                span = text.span.part(match.start(1), len(match[1]))
                yield diagnostic(SPACE_IN_ADDRESS, span, address=address)
