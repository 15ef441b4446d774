"""A document → the same without links to its attachments, for a file that none lie beside."""

from __future__ import annotations

from dataclasses import replace

from arkdoc.model.document import Document
from arkdoc.model.nodes import Inline, Inlines, Link
from arkdoc.model.tree import map_all_runs, map_inlines


def without_attachment_links(document: Document) -> Document:
    """`document` as it is downloaded: what led to an attachment is text."""
    if not any(each.path for each in document.attachments):
        return document
    parts = (replace(part, blocks=map_all_runs(part.blocks, _unlinked)) for part in document.parts)
    footnotes = {
        label: replace(footnote, blocks=map_all_runs(footnote.blocks, _unlinked))
        for label, footnote in document.footnotes.items()
    }
    return replace(document, parts=tuple(parts), footnotes=footnotes)


def _unlinked(inlines: Inlines) -> Inlines:
    shown: list[Inline] = []
    for inline in inlines:
        inline = map_inlines(inline, _unlinked)
        if isinstance(inline, Link) and inline.is_to_attachment:
            shown += inline.inlines
        else:
            shown.append(inline)
    return tuple(shown)
