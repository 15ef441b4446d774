"""The finished Document and the page → diagnostics of its pictures, by what is in their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from arkdoc.model.assets import Asset
from arkdoc.model.cache import ById, Cache
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.document import Document
from arkdoc.model.names import clip
from arkdoc.model.nodes import Block, Blocks, Container, ContainerKind, Image, Inlines, Table
from arkdoc.model.tree import children, inline_runs, walk_inlines
from arkdoc.rules.pictures import (
    COARSE_PICTURE,
    CONVERTED_PICTURE,
    DRAWING_WITHOUT_SIZE,
    HEAVY_PICTURE,
)
from arkdoc.style.theme import PageGeometry

_HEAVY = 3_000_000  # bytes; a photo that fills a page has a tenth of that
_COARSE = 100  # pixels per inch, below which print looks blurred
_FINE = 150  # pixels per inch that the message asks for
_SMALL = 40  # millimetres: an icon may be coarse
_TALLEST = 0.8  # of the height of the page's text, the most that a picture is given
_INCH = 25.4  # millimetres

Shown = tuple[Image, float]
"""A picture, and the width in millimetres that it has room for."""


def judge_pictures(document: Document, page: PageGeometry, cache: Cache) -> Iterator[Diagnostic]:
    """ARK322, ARK340 and ARK341 once a file, ARK323 wherever a picture stands too large."""
    if not document.assets:
        return
    seen: set[str] = set()
    texts = chain(
        (part.blocks for part in document.parts),
        (note.blocks for note in document.footnotes.values()),
    )
    shown = (cache.cached_by_id(_shown, blocks, ById(page)) for blocks in texts)
    for image, room in chain.from_iterable(shown):
        asset = document.assets.get(image.source)
        if asset is None:
            continue
        if asset.path not in seen:
            seen.add(asset.path)
            yield from _of_file(image, asset)
        yield from _coarse(image, asset, _width(asset, room, page))


def _shown(blocks: Blocks, page: PageGeometry) -> tuple[Shown, ...]:
    return tuple(_pictures(blocks, page.measure, page))


def _of_file(image: Image, asset: Asset) -> Iterator[Diagnostic]:
    target = clip(_name(asset))
    if len(asset.data) > _HEAVY:
        size = f"{len(asset.data) / 1_000_000:.0f} MB"
        yield diagnostic(HEAVY_PICTURE, image.span, target=target, size=size)
    if asset.origin:
        yield diagnostic(CONVERTED_PICTURE, image.span, target=target, what=asset.origin)
    if asset.is_size_guessed:
        width = round(asset.width * _INCH / asset.dpi)
        yield diagnostic(DRAWING_WITHOUT_SIZE, image.span, target=target, width=width)


def _coarse(image: Image, asset: Asset, width: float) -> Iterator[Diagnostic]:
    if asset.media_type == "image/svg+xml" or width < _SMALL:
        return
    if asset.width * _INCH / width < _COARSE:
        yield diagnostic(
            COARSE_PICTURE,
            image.span,
            target=clip(_name(asset)),
            pixels=asset.width,
            width=round(width / 10),
            needed=-(-round(width / _INCH * _FINE) // 100) * 100,
        )


def _pictures(blocks: Iterable[Block], room: float, page: PageGeometry) -> Iterator[Shown]:
    for block in blocks:
        within = room
        if isinstance(block, Container) and block.kind is ContainerKind.LANDSCAPE:
            within = page.height - page.left - page.right
        if isinstance(block, Table) and block.widths:
            for row in (block.header, *block.rows):
                for cell, share in zip(row, block.widths, strict=True):
                    yield from _pictures(cell.blocks, within * share, page)
            continue
        for run in inline_runs(block):
            yield from _in(run, within)
        for inside in children(block):
            yield from _pictures(inside, within, page)


def _in(inlines: Inlines, room: float) -> Iterator[Shown]:
    yield from ((i, room) for i in walk_inlines(inlines) if isinstance(i, Image))


def _width(asset: Asset, room: float, page: PageGeometry) -> float:
    """How wide a picture is shown, in millimetres: its own width, unless there is no room."""
    natural = asset.width * _INCH / (asset.dpi or 96)
    tallest = (page.height - page.top - page.bottom) * _TALLEST
    return min(natural, room, tallest * asset.width / max(asset.height, 1))


def _name(asset: Asset) -> str:
    return asset.path.rpartition("/")[2]
