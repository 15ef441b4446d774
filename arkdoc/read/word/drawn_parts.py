"""The parts of a Word file that drawings lead to: pictures, charts and SmartArt, each read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from arkdoc.model.assets import Unusable
from arkdoc.ooxml.oxml import Element, local_name
from arkdoc.ooxml.reader import KIND, Relation
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.read.image.raster import raster_kind
from arkdoc.read.image.reader import read_image
from arkdoc.read.image.svg import looks_like_svg
from arkdoc.read.word.parts import WordParts


class DrawnParts:
    """What the drawings of the file at `path` lead to.

    `pictures` are the bytes of those that are shown, by path, as if the Word file were a folder.
    `stand_ins` are those of what programs show that can't draw a picture, by its path.
    """

    def __init__(self, path: str, file: WordParts) -> None:
        self.pictures: dict[str, bytes] = {}
        self.stand_ins: dict[str, bytes] = {}
        self._path = path
        self._file = file
        self._relations: dict[str, Mapping[str, Relation]] = {"document": file.relations}
        self._refused: dict[str, bytes] = {}
        self._said: set[str] = set()

    def relations(self, element: Element) -> Mapping[str, Relation]:
        """The relationships of the part that `element` is in, by id."""
        story = local_name(element.getroottree().getroot())
        if story not in self._relations:
            package = self._file.package
            name = package.related(self._file.main, KIND + story)
            self._relations[story] = package.relations(name) if name else {}
        return self._relations[story]

    def has(self, part: str) -> bool:
        """Whether the file has `part`; a relationship may lead to one that is lost."""
        return part in self._file.package.names

    def keep_picture(self, part: str) -> bytes:
        """Keep the picture in `part`, if it is of a kind that read/image knows.

        Empty where it is; else how the part begins.
        """
        if self._is_kept(part):
            return b""
        if part not in self._refused:
            data = self._file.package.read(part)
            if raster_kind(data) or looks_like_svg(data):
                self.pictures[self._key(part)] = data
                return b""
            self._refused[part] = data[:64] or b"\0"
        return self._refused[part]

    def keep_svg(self, part: str) -> bool:
        """Keep the SVG in `part`, if it is one that every output can show."""
        if self._is_kept(part):
            return True
        if not part or part in self._refused:
            return False
        data = self._file.package.read(part)
        if isinstance(read_image(part, data), Unusable):
            self._refused[part] = data[:64] or b"\0"
            return False
        self.pictures[self._key(part)] = data
        return True

    def keep_stand_in(self, part: str, other: str) -> None:
        """Keep the picture in `other`, which stands in for the one in `part`."""
        if other and self.has(other):
            self.stand_ins[self._key(part)] = self._file.package.read(other)

    def source(self, part: str) -> str:
        """What a text says to show the picture in `part`."""
        return quote(f"{self._path.rpartition('/')[2]}/{part}")

    def words(self, part: str, words: Callable[[Element], str]) -> str:
        """The `words` of the root of a part; nothing the second time, should it be drawn twice."""
        if not part or part in self._said:
            return ""
        self._said.add(part)
        try:
            return words(self._file.package.tree(part))
        except UnreadableError:
            return ""  # it is lost to Word too

    def _key(self, part: str) -> str:
        return f"{self._path}/{part}"

    def _is_kept(self, part: str) -> bool:
        return self._key(part) in self.pictures
