"""A root folder that people write in → Snapshot: the note's page as it stands, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from arkdoc.language.printed import WORDS
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import Asset
from arkdoc.model.note import Delivery, Note
from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import Sources, load, reload
from arkdoc.write.html.page_blocks import PageBlocks, RenderedBlock

IMAGES = "/bilde/"
"""Where a page has its images from: this, and a name in its snapshot's `images`."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The note at one moment.

    `language` is a BCP 47 tag; `head` what stands in the page's `header`, `blocks` what stands
    in its `main`, no two with the same key. `style` follows from the house style and `head`
    alone, never from the blocks. `images` are those that the blocks show, by name: a name stands
    for what is in the file, so its bytes never change. `diagnostics` are those that no `tillat`
    silences; `sources` has the texts they speak of.
    """

    title: str
    language: str
    style: str
    head: str
    blocks: tuple[RenderedBlock, ...]
    images: Mapping[str, Asset]
    note: Note
    deliveries: tuple[Delivery, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Sources


class Live:
    """The note under `root`, kept up to date at a cost that follows the change.

    One thread at a time may ask for a snapshot.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._cache = Cache()
        self._sources: Sources | None = None

    def snapshot(self, changed: Iterable[str] | None = None) -> Snapshot:
        """The note as it is now.

        `changed` are the paths, relative to the root, that may have changed, come or gone since
        the last time; None looks at everything anew. Raises ArkdocError where there is no
        `notat.md` or house style that can be used; the next snapshot then starts from the disk.
        """
        before, self._sources = self._sources, None
        if before and changed is not None:
            sources = reload(self._root, before, changed)
        else:
            sources = load(self._root)
        analysis = analyse(sources, self._cache)
        document = analysis.assembly.document
        self._sources = sources
        page = PageBlocks(document, sources.theme, self._address, self._cache)
        return Snapshot(
            title=document.head.title,
            language=WORDS[document.language].language,
            style=page.style(),
            head=page.head(),
            blocks=_told_apart(tuple(chain.from_iterable(page.pieces()))),
            images={self._name(asset): asset for asset in document.assets.values()},
            note=analysis.note,
            deliveries=analysis.assembly.deliveries,
            diagnostics=analysis.diagnostics,
            sources=analysis.sources,
        )

    def _address(self, asset: Asset) -> str:
        return IMAGES + self._name(asset)

    def _name(self, asset: Asset) -> str:
        return self._cache.cached_by_id(_name, asset)


def _name(asset: Asset) -> str:
    return f"{sha256(asset.data).hexdigest()[:32]}.{asset.ending}"


def _told_apart(blocks: tuple[RenderedBlock, ...]) -> tuple[RenderedBlock, ...]:
    """`blocks` with keys of their own: the second of equal ones ends in `-1`."""
    if len({block.key for block in blocks}) == len(blocks):
        return blocks
    repeats: dict[str, int] = {}
    told_apart = []
    for block in blocks:
        number = repeats[block.key] = repeats.get(block.key, -1) + 1
        told_apart.append(replace(block, key=f"{block.key}-{number}") if number else block)
    return tuple(told_apart)
