"""Body → Markdown in the dialect of the contract's clause 5."""

from __future__ import annotations

from arkdoc.model.note import Body
from arkdoc.write.markdown.blocks import body_lines
from arkdoc.write.markdown.plain import plain


def write_body(body: Body) -> str:
    """The text and its footnotes as Markdown, without what `plain` takes away.

    What suppresses rules in the text is not written.
    """
    said, _ = plain(body)
    return "".join(f"{line}\n" for line in body_lines(said.blocks, said.footnotes))
