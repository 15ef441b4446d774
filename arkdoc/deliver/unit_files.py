"""An analysis → the files that are one unit's, and a digest of them that two people compare by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from arkdoc.assemble.references import link_queries
from arkdoc.model.cache import Cache
from arkdoc.model.nodes import Image
from arkdoc.model.note import Body, Delivery
from arkdoc.model.regex import regex
from arkdoc.model.source import is_word
from arkdoc.pipeline.analyse import Analysis
from arkdoc.pipeline.load import FOLDER, NOTE, Sources
from arkdoc.read.contribution import read_contribution

_OUR_NAME = regex(r"\d+\.\w+")


@dataclass(frozen=True, slots=True)
class UnitFiles:
    """The files of one unit; paths from the root, as `Sources` has them.

    `texts` are its contributions, and others that seem to be its; `shown` are the pictures that
    they show, and `pictures` those of them that no other text shows, and those in a folder that a
    delivery made. `text` is the one contribution that counts, empty where there is none or more
    than one. `basis` is the digest of all that is its, to tell whether anything has changed since.
    """

    unit: str
    texts: tuple[str, ...]
    pictures: tuple[str, ...]
    shown: tuple[str, ...]
    text: str
    basis: str

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.texts, *self.pictures)


def unit_files(analysis: Analysis, unit: str, cache: Cache | None = None) -> UnitFiles:
    """The files of the unit with this id. A `cache` of the analysis spares reading them anew."""
    cache = cache or Cache()
    delivery = delivery_of(analysis, unit)
    texts = delivery.owned
    sources = analysis.sources
    shown = {path: _shown(path, body) for path, body in _bodies(analysis, cache) if path}
    of_others = frozenset[str]().union(*(s for path, s in shown.items() if path not in texts))
    own = frozenset[str]().union(*(shown.get(path, frozenset()) for path in texts))
    of_deliveries = {
        path
        for path in sources.images
        if path.startswith(f"{FOLDER}/{unit}/") and _OUR_NAME.fullmatch(path.split("/", 2)[2])
    }
    pictures = tuple(sorted((own | of_deliveries) & sources.images.keys() - of_others))
    text = delivery.paths[0] if len(delivery.paths) == 1 else ""
    in_texts = tuple(sorted(own & sources.images.keys()))
    return UnitFiles(unit, texts, pictures, in_texts, text, _basis(sources, (*texts, *pictures)))


def delivery_of(analysis: Analysis, unit: str) -> Delivery:
    """How the unit with this id, which the note has, stands."""
    return next(d for d in analysis.assembly.deliveries if d.unit and d.unit.id == unit)


def _bodies(analysis: Analysis, cache: Cache) -> Iterable[tuple[str, Body]]:
    """The texts that may show files: what a Word file shows lies in itself."""
    yield NOTE, analysis.note.body
    if analysis.sources.images:
        for path, data in analysis.sources.contributions.items():
            if not is_word(path):
                yield path, cache.cached(read_contribution, path, data).body


def _shown(path: str, body: Body) -> frozenset[str]:
    blocks = (*body.blocks, *(block for note in body.footnotes for block in note.blocks))
    return frozenset(
        query.place
        for query in link_queries(blocks, path)
        if isinstance(query.inline, Image) and query.place
    )


def _basis(sources: Sources, paths: Iterable[str]) -> str:
    known: Mapping[str, bytes] = {**sources.images, **sources.contributions}
    digest = sha256()
    for path in sorted(paths):
        data = known.get(path)
        of_data = f"{sources.changed.get(path, 0.0)}" if data is None else sha256(data).hexdigest()
        digest.update(f"{path}\0{of_data}\n".encode())
    return digest.hexdigest()
