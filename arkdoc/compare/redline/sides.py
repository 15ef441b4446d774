"""Two documents → what of the old one has another name in a document that holds both.

Pictures, footnotes and the places that links lead to are named; what both versions have keeps the
new one's name, and what is of one alone gets a name that the other can't have.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import replace
from hashlib import sha256

from arkdoc.compare.redline.line import KeyOf
from arkdoc.model.assets import Asset
from arkdoc.model.document import Document
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Figure,
    FootnoteReference,
    Heading,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Reference,
    Table,
)
from arkdoc.model.tree import map_all_inlines, map_blocks, map_inlines, walk

_OLD_PICTURE = "tidligere/"
_OLD, _NEW = "-", "+"  # before a footnote's label, of marks that one version alone has


class Sides:
    """The names of two documents, and the footnotes that are called by what has been joined.

    The footnotes `parted` are another one in each version.
    """

    def __init__(self, old: Document, new: Document, parted: Collection[str] = frozenset()) -> None:
        self.old, self.new = old, new
        self._parted = parted
        self._ids = set(_ids(new))
        self._targets: dict[str, str] = {}
        self._digests = _digests(old.assets), _digests(new.assets)
        self.notes: dict[str, None] = {}  # the labels that are called, in order
        self.assets: dict[str, Asset] = dict(new.assets)

    # --- what is the same on both sides ---------------------------------------------------------

    def key_of(self, is_old: bool) -> KeyOf:
        """What pictures and footnotes' marks of a side are compared by."""
        digests = self._digests[0] if is_old else self._digests[1]

        def key(inline: Image | FootnoteReference) -> Hashable:
            if isinstance(inline, FootnoteReference):
                return inline.label, is_old and inline.label in self._parted
            data = digests.get(inline.source, inline.source)
            return data, inline.alt, inline.title, inline.decorative

        return key

    def called_unlike(self) -> set[str]:
        """The footnotes that some marks call in both versions, and some in one.

        Word has one mark that calls a footnote, its first, and others that repeat it: which is the
        first is not the same in both.
        """
        sides = [side_of(label) for label in self.notes]
        in_both = {label for label, has_old, has_new in sides if has_old and has_new}
        return in_both & {label for label, has_old, has_new in sides if has_old != has_new}

    def same_place(self, old: Block, new: Block) -> None:
        """Let links to `old`, which became `new`, lead there."""
        targets = Heading | Table | Figure
        if isinstance(old, targets) and isinstance(new, targets) and old.id and new.id:
            self._targets[old.id] = new.id

    def is_same_picture(self, old: Image, new: Image) -> bool:
        """Whether two pictures are the same, with the same text in their place."""
        return self.key_of(True)(old) == self.key_of(False)(new)

    # --- what is of one version alone -----------------------------------------------------------

    def only_old(self, blocks: Blocks) -> Blocks:
        """Blocks of the old document, as they stand beside the new one's."""

        def block(given: Block) -> Block:
            if isinstance(given, Heading | Table | Figure) and given.id in self._ids:
                given = replace(given, id="")
            return map_blocks(given, run)

        def run(given: Blocks) -> Blocks:
            return tuple(map(block, given))

        return map_all_inlines(run(blocks), self.only_old_inline)

    def only_new(self, blocks: Blocks) -> Blocks:
        """Blocks of the new document that the old one has not."""
        return map_all_inlines(blocks, self.only_new_inline)

    def both(self, blocks: Blocks) -> Blocks:
        """Blocks that are the same in both, as the new document has them."""
        return map_all_inlines(blocks, self.kept_inline)

    def only_old_inline(self, inline: Inline) -> Inline:
        """An inline of the old document, without what is in it."""
        if isinstance(inline, Image):
            return replace(inline, source=self._old_picture(inline.source))
        if isinstance(inline, FootnoteReference):
            return self.called(inline, _OLD)
        return self.with_new_target(inline)

    def with_new_target(self, inline: Inline) -> Inline:
        """A link of the old document leads to what its target became."""
        if not isinstance(inline, Reference | HeadingNumber):
            return inline
        return replace(inline, target=self._targets.get(inline.target, inline.target))

    def only_new_inline(self, inline: Inline) -> Inline:
        """An inline of the new document, which the old one has not."""
        return self.called(inline, _NEW) if isinstance(inline, FootnoteReference) else inline

    def kept_inline(self, inline: Inline) -> Inline:
        """An inline that both have."""
        return self.called(inline, "") if isinstance(inline, FootnoteReference) else inline

    def called(self, mark: FootnoteReference, side: str) -> FootnoteReference:
        """A footnote's mark, which calls what the document has of the footnote on that side."""
        label = f"{side}{mark.label}"
        self.notes[label] = None
        return replace(mark, label=label)

    def _old_picture(self, source: str) -> str:
        asset = self.old.assets.get(source)
        if asset is None or self._digests[0].get(source) == self._digests[1].get(source):
            return source
        if source not in self.new.assets:
            self.assets[source] = asset
            return source
        name = f"{_OLD_PICTURE}{source}"
        self.assets[name] = replace(asset, path=name)
        return name


def side_of(label: str) -> tuple[str, bool, bool]:
    """The label of a footnote in its own document, and whether the old and the new one call it."""
    if label.startswith(_OLD):
        return label.removeprefix(_OLD), True, False
    if label.startswith(_NEW):
        return label.removeprefix(_NEW), False, True
    return label, True, True


def _ids(document: Document) -> list[str]:
    return [
        block.id
        for part in document.parts
        for block in walk(part.blocks)
        if isinstance(block, Heading | Table | Figure) and block.id
    ]


def _digests(assets: Mapping[str, Asset]) -> dict[str, str]:
    return {path: sha256(asset.data).hexdigest() for path, asset in assets.items()}


def mapped(inlines: Inlines, change: Callable[[Inline], Inline]) -> Inlines:
    """`inlines` with `change` made to each, to what is in it before that."""

    def run(given: Inlines) -> Inlines:
        return tuple(change(map_inlines(inline, run)) for inline in given)

    return run(inlines)
