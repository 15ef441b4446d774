"""Sources → its files as pictures, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.cache import Cache
from arkdoc.pipeline.load import Sources, is_markdown
from arkdoc.read.image.reader import read_image
from arkdoc.read.image.reasons import SAVE_AS_PNG, UNKNOWN


class FilesAsPictures(Mapping[str, Asset | Unusable]):
    """Every file but the Markdown, as a picture or why it is none; unread until it is shown."""

    def __init__(self, sources: Sources, cache: Cache) -> None:
        self._sources = sources
        self._cache = cache
        self._paths = {path: None for path in sorted(sources.paths) if not is_markdown(path)}

    def __getitem__(self, path: str) -> Asset | Unusable:
        if path not in self._paths:
            raise KeyError(path)
        if reason := self._sources.unreadable.get(path):
            return Unusable(reason, SAVE_AS_PNG)
        if path not in self._sources.images:
            return UNKNOWN
        return self._cache.cached(read_image, path, self._sources.images[path])

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
