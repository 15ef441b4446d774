"""What an item of a list says → the item: a task where it begins with a box.

Besides, which numbers and signs before items are not shown as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from markdown_it.token import Token

from arkdoc.model.nodes import Blocks, ListItem, Paragraph, Text
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.model.tree import drop_start

_TASK = regex(r"\[([ xX])\][ \t]+(?=\S|$)")


def list_item(blocks: Blocks, span: Span) -> ListItem:
    """The item that `blocks` are; `[x]` and what follows it is a task that is done."""
    match blocks:
        case (Paragraph(inlines=(Text() as first, *_)) as paragraph, *rest):
            task = _TASK.match(first.text)
            if task and (task.end() < len(first.text) or len(paragraph.inlines) > 1):
                inlines = drop_start(paragraph.inlines, task.end())
                blocks = (replace(paragraph, inlines=inlines), *rest)
                return ListItem(blocks, checked=task[1] != " ", span=span)
        case _:
            pass
    return ListItem(blocks, span=span)


def other_numbers(items: Sequence[Token], start: int) -> Iterator[tuple[Token, str, int]]:
    """The first item that is shown with another number than is written; not where all are alike."""
    written = [item.info for item in items]
    if len(set(written)) == 1:
        return
    for number, item in enumerate(items, start):
        if item.info and int(item.info) != number:
            yield item, item.info, number
            return


def lists_by_signs(blocks: Sequence[Token]) -> Iterator[Token]:
    """The lists with a list of the other sign right above them: `+` for good, `-` for bad."""
    for above, below in pairwise(blocks):
        if above.type == below.type == "bullet_list_open" and (
            {above.markup, below.markup} == {"+", "-"}
        ):
            yield below
