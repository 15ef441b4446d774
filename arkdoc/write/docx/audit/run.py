"""A finished Word file and the document it was made of → its barriers, at their own lines.

The rules are those of Word's own Accessibility Checker. Everything is read back from the bytes,
nothing is taken from the writer.
"""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from arkdoc.language.printed import WORDS
from arkdoc.model.bookmarks import BookmarkedNode, Bookmarks
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import Document
from arkdoc.model.nodes import (
    Caption,
    Image,
    Inlines,
    Link,
    ListItem,
    Reference,
    Table,
    ThematicBreak,
)
from arkdoc.model.source import Span, start_of
from arkdoc.model.tree import cell_runs, inline_runs, spoken_runs, walk_inlines
from arkdoc.write.docx.audit import contrast, structure, wording
from arkdoc.write.docx.audit.finding import Finding
from arkdoc.write.docx.audit.read_back import BookmarkedPlace, read_back


def audit(data: bytes, document: Document, *, note: str, template: str) -> tuple[Diagnostic, ...]:
    """All that Word's checker would find in `data`; linear in its length.

    `note` is the path to report faults of the whole file at, `template` that of the institution's
    template, at which faults in headers and footers are reported.
    """
    bookmarks = Bookmarks(document).origins
    origins = {name: target for name, target in bookmarks.items() if target.row is None}
    # A rule's bookmark stands in the paragraph of another block.
    blocks = (name for name, each in origins.items() if not isinstance(each.node, ThematicBreak))
    read = read_back(data, blocks)

    def language(place: BookmarkedPlace) -> str:
        target = origins.get(place.name)
        if target is None:
            return ""
        return WORDS[_stated(target.node, place) or target.language].language

    found = chain(
        wording.title(read),
        wording.languages(read, language, WORDS[document.language].language),
        structure.headings(read),
        structure.tables(read),
        wording.alternatives(read, template),
        wording.links(read),
        structure.lists(read),
        structure.blanks(read),
        contrast.contrast(read),
    )

    inlines: dict[BookmarkedPlace, _Spans] = {}  # a paragraph may have thousands of findings

    def place(finding: Finding) -> Span:
        origin = origins.get(finding.origin.name)
        if finding.in_template or origin is None:
            return start_of(template if finding.in_template else note)
        if finding.origin not in inlines:
            inlines[finding.origin] = _spans(_inlines(origin.node, finding.origin))
        return _narrowest(origin.node, finding, inlines[finding.origin])

    return tuple(Diagnostic(finding.rule, place(finding), finding.args) for finding in found)


class _Spans(NamedTuple):
    """Where the links and the pictures of a paragraph stand."""

    links: list[Span]
    pictures: list[Span]


def _spans(inlines: Inlines) -> _Spans:
    every = list(walk_inlines(inlines))
    return _Spans(
        [inline.span for inline in every if isinstance(inline, Link | Reference)],
        [inline.span for inline in every if isinstance(inline, Image)],
    )


def _narrowest(node: BookmarkedNode, finding: Finding, inlines: _Spans) -> Span:
    """The place of the link, picture or row itself, where it is known."""
    for number, spans in (finding.link, inlines.links), (finding.picture, inlines.pictures):
        if number is not None:
            return spans[number] if number < len(spans) and spans[number].path else node.span
    row = finding.origin.row
    if isinstance(node, Table) and row is not None and row <= len(node.rows):
        cells = (node.header, *node.rows)[row]
        return next((cell.span for cell in cells if cell.span.path), node.span)
    return node.span


def _stated(node: BookmarkedNode, place: BookmarkedPlace) -> str:
    """The language that a cell's paragraph at `place` states; empty for all else."""
    row, column = place.row, place.column
    if not isinstance(node, Table) or row is None or column is None:
        return ""
    if row > len(node.rows) or column >= len(node.header):
        return ""  # of a table that has no place of its own
    runs = spoken_runs((node.header, *node.rows)[row][column].blocks)
    return next((stated for part, (_, stated) in enumerate(runs) if part == place.part), "")


def _inlines(node: BookmarkedNode, origin: BookmarkedPlace) -> Inlines:
    """The inlines of the paragraph at `origin`, of `node`."""
    row, column = origin.row, origin.column
    match node:
        case Table():
            if row is None or column is None:
                return ()
            if row > len(node.rows) or column >= len(node.header):
                return ()
            runs = list(cell_runs((node.header, *node.rows)[row][column]))
            part = origin.part
            return runs[part] if part < len(runs) else ()
        case Caption():
            return node.inlines
        case ListItem():
            return ()  # its marker stands alone
        case _:
            return next(inline_runs(node), ())
