"""What an item of a list says → the item: a task where it begins with a box."""

from __future__ import annotations

import re
from dataclasses import replace

from arkdoc.model.nodes import Blocks, ListItem, Paragraph, Text
from arkdoc.model.source import Span
from arkdoc.model.tree import drop_start

_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S|$)")


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
