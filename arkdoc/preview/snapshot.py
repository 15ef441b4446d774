"""A root folder → Snapshot: the note as it is now, its page rendered block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from arkdoc.assemble.columns import table_setting
from arkdoc.assemble.resolve import refitted
from arkdoc.deliver.log import LogLine, read_log
from arkdoc.deliver.remarks import read_remarks
from arkdoc.language.printed import WORDS
from arkdoc.model.assets import Asset
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import Document
from arkdoc.model.note import Delivery, Note
from arkdoc.model.source import WordText
from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import Sources, load, reload, without
from arkdoc.pipeline.places import Places
from arkdoc.style.theme import shown_assets
from arkdoc.write.html.page_blocks import PageBlocks, RenderedBlock

IMAGE_ADDRESS = "/bilde/"
"""The address of an image: this, and its name in the snapshot's `images`."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The note at one moment.

    `language` is a BCP 47 tag. `head` is the inside of the page's `header`, `blocks` that of its
    `main`, no two with the same key. `style` depends on the house style and `head` alone, never
    on the blocks. `images` are those that the blocks show, by name: a name is a digest of the
    file, so its bytes never change. `printed` are the paths of the document's pictures.
    `document` is the note as the page shows it, with as many blocks as `blocks`, which `page`
    writes.
    `diagnostics` are those that no `tillat` suppresses; `places` says where they stand, in
    `sources`, or in `word_texts`: the paragraphs of the Word files, by path. `log` is what has
    been delivered in the browser, `remarks` what waits of edited Word files.
    """

    title: str
    language: str
    style: str
    head: str
    blocks: tuple[RenderedBlock, ...]
    images: Mapping[str, Asset]
    printed: tuple[str, ...]
    note: Note
    deliveries: tuple[Delivery, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Sources
    word_texts: Mapping[str, WordText]
    places: Places = field(compare=False)
    document: Document = field(compare=False)
    page: PageBlocks = field(compare=False)
    log: tuple[LogLine, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()


class LiveNote:
    """The note under `root`: reads and renders again only what a change affects.

    One thread at a time may ask for a snapshot. `base` is the path that all addresses are under.
    """

    def __init__(self, root: Path, base: str = "") -> None:
        self._root = root
        self._base = base
        self._cache = Cache()
        self._last: Snapshot | None = None

    def snapshot(
        self, changed: Iterable[str] | None = None, left_out: frozenset[str] = frozenset()
    ) -> Snapshot:
        """The note as it is now.

        `changed` are the paths, relative to the root, that may have changed, appeared or gone
        since the last time; None reads everything again, as if those `left_out` were not there:
        they are told as changed later. Raises ArkdocError where `notat.md` or
        the house style can't be used; the next snapshot then reads everything again.
        """
        last, self._last = self._last, None
        if last and changed is not None:
            sources = reload(self._root, last.sources, changed)
        else:
            sources = without(load(self._root), left_out)
        if last is None or sources != last.sources:
            last = self._made(sources)
        # Else it was another event of a save that was read already, or the same bytes later.
        log, remarks = read_log(self._root), read_remarks(self._root)
        self._last = replace(last, sources=sources, log=log, remarks=remarks)
        return self._last

    def _made(self, sources: Sources) -> Snapshot:
        analysis = analyse(sources, self._cache)
        document = analysis.assembly.document
        shown = shown_assets(document.assets, sources.theme)
        fitted = refitted(document, table_setting(sources.theme), self._cache)
        page = PageBlocks(fitted, sources.theme, self._address, self._cache)
        return Snapshot(
            title=document.head.title,
            language=WORDS[document.language].language,
            style=page.style(),
            head=page.head(),
            blocks=with_unique_keys(tuple(chain.from_iterable(page.pieces()))),
            images={self._name(asset): asset for asset in shown},
            printed=tuple(document.assets),
            note=analysis.note,
            deliveries=analysis.assembly.deliveries,
            diagnostics=analysis.diagnostics,
            sources=analysis.sources,
            word_texts=analysis.word_texts,
            places=Places(analysis.text, analysis.everything),
            document=fitted,
            page=page,
        )

    def _address(self, asset: Asset) -> str:
        return self._base + IMAGE_ADDRESS + self._name(asset)

    def _name(self, asset: Asset) -> str:
        return self._cache.cached_by_id(image_name, asset)


def image_name(asset: Asset) -> str:
    """The name of a picture in its address."""
    return f"{sha256(asset.data).hexdigest()[:32]}.{asset.ending}"


def with_unique_keys(blocks: tuple[RenderedBlock, ...]) -> tuple[RenderedBlock, ...]:
    """`blocks`, the keys of the second and later equal ones ending in `-1` and so on."""
    if len({block.key for block in blocks}) == len(blocks):
        return blocks
    repeats: Counter[str] = Counter()
    unique = []
    for block in blocks:
        number = repeats[block.key]
        repeats[block.key] += 1
        unique.append(replace(block, key=f"{block.key}-{number}") if number else block)
    return tuple(unique)
