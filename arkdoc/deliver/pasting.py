"""What is on a clipboard, as HTML and as plain text → Markdown for the editor in the browser.

The HTML says which lines are headings, items and rows (contract, clause 5). Plain text stays as it
is, since the reader of Markdown knows text that was pasted.
"""

from __future__ import annotations

from typing import NamedTuple

from arkdoc.model.note import Body
from arkdoc.read.clipboard.reader import read_clipboard
from arkdoc.write.markdown.writer import write_body


class PastedText(NamedTuple):
    """Markdown without a line end after it, and how many pictures are not in it."""

    text: str
    pictures: int = 0


def markdown_of_clipboard(html: str, plain: str) -> PastedText:
    """The Markdown that says what was copied.

    `plain` is taken where `html` says nothing, is larger than is read, or is all code, as editors
    for Markdown copy what is written in them.
    """
    read = read_clipboard(html) if html.strip() else None
    if read is None or (read.is_fixed and plain.strip()):
        return PastedText(plain)
    text = write_body(Body(read.blocks, read.footnotes)).rstrip("\n")
    return PastedText(text or plain, read.pictures)
