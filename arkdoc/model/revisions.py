"""What a version of a note changed in it: which nodes of the tree are put in, removed or moved.

A document with both versions in it is an ordinary tree; what of it is of one version alone is told
beside it, by the identity of its nodes. So no reading of the tree, and no writer but those that
show changes, has to know of them.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from arkdoc.model.document import Document, HeadLine
from arkdoc.model.nodes import Block, Caption, Cell, Footnote, Inline, ListItem, Row

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class RevisionKind(Enum):
    """What was done; the values are Word's names of it (17.13.5)."""

    INSERTED = "ins"
    DELETED = "del"
    MOVED_FROM = "moveFrom"
    MOVED_TO = "moveTo"

    @property
    def is_old(self) -> bool:
        """Whether only the old version has what is marked so."""
        return self in (RevisionKind.DELETED, RevisionKind.MOVED_FROM)


@dataclass(frozen=True, slots=True)
class Revision:
    """A change; the two ends of a `move` have the same number, and all others 0."""

    kind: RevisionKind
    move: int = 0


RevisedNode: TypeAlias = Block | Inline | ListItem | Caption | Footnote | HeadLine | Cell
"""What is put in, removed or moved as a whole, with all that is in it."""

_Node = TypeVar("_Node", bound="DataclassInstance")


class MarkedNodes:
    """The changed nodes of one document."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Hashable, Revision]] = {}  # keeps them alive, by identity

    def __bool__(self) -> bool:
        return bool(self._found)

    def marked(self, node: _Node, revision: Revision) -> _Node:
        """A copy of `node` that is changed as a whole; the same node may also stand elsewhere."""
        copy = replace(node)
        self._found[id(copy)] = (copy, revision)  # type: ignore[assignment]
        return copy

    def marked_row(self, row: Row, revision: Revision) -> Row:
        """A copy of a table's row that is changed as a whole."""
        copy = tuple(iter(row))  # of an iterator, it is another tuple
        self._found[id(copy)] = (copy, revision)
        return copy

    def of(self, node: RevisedNode | Row) -> Revision | None:
        """What was done to `node` itself; None where nothing was, or something to what is in it."""
        found = self._found.get(id(node))
        return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Redline:
    """A document that holds two versions of a note, and which of it is of one of them alone.

    `head` are the lines of its head, of both versions.
    """

    document: Document
    head: tuple[HeadLine, ...]
    revisions: MarkedNodes
