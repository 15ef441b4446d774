"""A paragraph's inlines → diagnostics for what its author meant as markup inside a line.

The text is left as it is; `lookalikes` has what was meant as a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.nodes import Code, HardBreak, Inline, Inlines, SoftBreak, Text
from arkdoc.model.tree import plain_text
from arkdoc.rules.links import SPACE_IN_ADDRESS

_ADDRESS = re.compile(r"\]\(([^()<>\n\"]{1,300})\)")


def inline_lookalikes(inlines: Inlines) -> Iterator[Diagnostic]:
    """What in a paragraph looks like inline markup and is not: ARK318."""
    for line in inline_lines(inlines):
        yield from _spaces(line)


def inline_lines(inlines: Inlines) -> list[list[Inline]]:
    """The lines of a paragraph."""
    return [list(line) for is_break, line in groupby(inlines, _is_break) if not is_break]


def _is_break(inline: Inline) -> bool:
    return isinstance(inline, SoftBreak | HardBreak)


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
