"""A root folder that people write in → Snapshot: the note's page as it stands, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from arkdoc.cache import Cache
from arkdoc.diagnostic import Diagnostic
from arkdoc.document import Asset, Document
from arkdoc.load import Sources, load
from arkdoc.note import Delivery, Note
from arkdoc.pipeline import BuildResult, Examined, examine, produce
from arkdoc.source import Span
from arkdoc.words import WORDS
from arkdoc.write.html.pieces import Page, Piece

IMAGES = "/bilde/"
"""Where a page has its images from: this, and a name that `Live.image` knows."""

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """A block of the page.

    `key` is the same when `html` is the same; among equal blocks it counts, so that it is
    unique on the page. `html` is one element, a `div` around what stands in the HTML output,
    with `data-source`, `data-line` and `data-end`: the file, first and last line it was written
    at. `unit` is the id of its unit, empty for the note's own text.
    """

    key: str
    html: str
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The note at one moment.

    `language` is a BCP 47 tag; `head` what stands in the page's `header`, `blocks` what stands
    in its `main`. `style` follows from the house style and `head` alone, never from the blocks.
    `diagnostics` are those that no `tillat` silences; `sources` has the texts they speak of.
    """

    title: str
    language: str
    style: str
    head: str
    blocks: tuple[LiveBlock, ...]
    note: Note
    deliveries: tuple[Delivery, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Sources


class Live:
    """The note under `root`, kept up to date at a cost that follows the change.

    One thread at a time may ask for a snapshot; `build` and `image` may be asked from others.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._cache = Cache()
        self._examined: Examined | None = None
        self._images: Mapping[str, Asset] = {}
        self._building = Lock()
        self._built = Cache()

    def snapshot(self, changed: Iterable[str] | None = None) -> Snapshot:
        """The note as it is now.

        `changed` are the paths, relative to the root, that may have changed, come or gone since
        the last time; None looks at everything anew. Raises ArkdocError where there is no
        `notat.md` or house style that can be used; the next snapshot then starts from the disk.
        """
        examined = examine(load(self._root), self._cache)
        document, theme = examined.assembly.document, examined.sources.theme
        self._images = {_name(asset): asset for asset in document.assets.values()}
        self._examined = examined
        page = Page(document, theme, lambda asset: IMAGES + _name(asset))
        return Snapshot(
            title=document.head.title,
            language=WORDS[document.language].language,
            style=page.style(),
            head=page.head(),
            blocks=tuple(_blocks(document, page)),
            note=examined.note,
            deliveries=examined.assembly.deliveries,
            diagnostics=examined.diagnostics,
            sources=examined.sources,
        )

    def build(self, targets: frozenset[str]) -> BuildResult:
        """The outputs of the note as the last snapshot saw it, one build at a time.

        Before the first snapshot it is the note as it lies on the disk: raises ArkdocError then,
        where that can't be used.
        """
        examined = self._examined or examine(load(self._root))
        with self._building:
            self._built.next_round()
            return produce(examined, targets, cache=self._built)

    def image(self, name: str) -> Asset | None:
        """The image that is had from `IMAGES + name`; None when the note shows no such image.

        A name stands for what is in the file, so its bytes never change.
        """
        return self._images.get(name)


def _name(asset: Asset) -> str:
    return f"{sha256(asset.data).hexdigest()[:32]}.{_ENDINGS[asset.media_type]}"


def _blocks(document: Document, page: Page) -> Iterator[LiveBlock]:
    seen: Counter[str] = Counter()
    for part in document.parts:
        for piece in page.pieces(part):
            digest = _digest(piece)
            key = f"{digest}-{seen[digest]}" if digest in seen else digest
            seen[digest] += 1
            yield LiveBlock(key, piece.html, part.unit, piece.span)


def _digest(piece: Piece) -> str:
    return sha256(piece.html.encode("utf-8", "surrogatepass")).hexdigest()[:32]
