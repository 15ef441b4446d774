"""A Word package → its words as anybody sees them, and the names of its bookmarks; no more."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.reader import KIND, Package, check_size
from arkdoc.ooxml.unreadable import PART_MISSING, UnreadableError

_NAME = qname("w:name")
_P, _T = qname("w:p"), qname("w:t")


def text_and_bookmarks(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of an untrusted package, a line a paragraph, notes last; and its bookmarks' names.

    What was deleted with tracking on is no text. Raises UnreadableError.
    """
    package = Package(data)
    main = package.related("", f"{KIND}officeDocument")
    if not main:
        raise UnreadableError(PART_MISSING)
    names = (main, *(package.related(main, KIND + kind) for kind in ("footnotes", "endnotes")))
    trees = [package.tree(name) for name in names if name]
    for tree in trees:
        check_size(tree)
    bookmarks = (
        start.get(_NAME) for tree in trees for start in tree.iter(qname("w:bookmarkStart"))
    )
    lines = (line for tree in trees for line in _lines(tree))
    return "\n".join(lines), tuple(name for name in bookmarks if name)


def _lines(tree: Element) -> Iterator[str]:
    """The text of each paragraph, without those of the text boxes in it, which have their own."""
    found: dict[Element, list[str]] = {paragraph: [] for paragraph in tree.iter(_P)}
    for text in tree.iter(_T):
        around = next(text.iterancestors(_P), None)
        if around is not None:
            found[around].append(text.text or "")
    return map("".join, found.values())
