"""Sources and what Word files hold → their pictures, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.cache import Cache
from arkdoc.model.note import Contribution
from arkdoc.model.source import is_attachment, is_contribution
from arkdoc.pipeline.load import Sources
from arkdoc.read.image.reader import read_image
from arkdoc.read.image.reasons import SAVE_AS_PNG, UNKNOWN


class FilesAsPictures(Mapping[str, Asset | Unusable]):
    """All files but contributions and attachments: pictures, or why not, read when asked for.

    The pictures inside Word files are among them, by the paths that `Contribution` gives them.
    """

    def __init__(
        self, sources: Sources, contributions: Iterable[Contribution], cache: Cache
    ) -> None:
        self._unreadable = sources.unreadable
        self._cache = cache
        inside = (contribution.pictures for contribution in contributions)
        self._data: dict[str, bytes] = dict(chain(*(each.items() for each in inside)))
        self._data.update(sources.images)  # a folder may be named as a Word file is
        files = (p for p in sources.paths if not (is_contribution(p) or is_attachment(p)))
        self._paths = dict.fromkeys(sorted({*files, *self._data}))

    def __getitem__(self, path: str) -> Asset | Unusable:
        if path not in self._paths:
            raise KeyError(path)
        if reason := self._unreadable.get(path):
            return Unusable(reason, SAVE_AS_PNG)
        if path not in self._data:
            return UNKNOWN
        return self._cache.cached(read_image, path, self._data[path])

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
