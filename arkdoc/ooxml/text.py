"""A Word package → its words as anybody sees them, and the names of its bookmarks; no more."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.reader import Package
from arkdoc.ooxml.unreadable import PART_MISSING, UnreadableError

_NAME = qname("w:name")


def text_and_bookmarks(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of an untrusted package, a line a paragraph, notes last; and its bookmarks' names.

    What was deleted with tracking on is no text. Raises UnreadableError.
    """
    package = Package(data)
    main = package.related("", RT.OFFICE_DOCUMENT)
    if not main:
        raise UnreadableError(PART_MISSING)
    names = (main, *(package.related(main, kind) for kind in (RT.FOOTNOTES, RT.ENDNOTES)))
    trees = [package.tree(name) for name in names if name]
    bookmarks = (
        start.get(_NAME) for tree in trees for start in tree.iter(qname("w:bookmarkStart"))
    )
    lines = (line for tree in trees for line in _lines(tree))
    return "\n".join(lines), tuple(name for name in bookmarks if name)


def _lines(tree: Element) -> Iterator[str]:
    for paragraph in tree.iter(qname("w:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qname("w:t")))
