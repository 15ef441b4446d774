"""Parts and their relationships → the files of an Office package (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lxml import etree

from arkdoc.ooxml.kinds import ContentType
from arkdoc.ooxml.media import IMAGE_TYPES

CONTENT_TYPES = "[Content_Types].xml"

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
# Pictures whose type their ending says; Office knows SVG by its part alone.
_BY_ENDING = {(ending, kind) for kind, ending in IMAGE_TYPES.items() if ending != "svg"}


class PackagePart:
    """A part: its `name` in the package, which begins with `/`, what it is, and its `data`.

    The package itself is one, called `/`, whose relationships lead to all others.
    """

    def __init__(self, name: str, content_type: str = "", data: bytes = b"") -> None:
        self.name = name
        self.content_type = content_type
        self.data = data
        self._related: dict[str, tuple[str, Target]] = {}

    def relate(self, relationship: str, target: Target, identifier: str = "") -> None:
        """Relate it to a part or, where `target` is text, to an address outside the package."""
        self._related[identifier or f"rId{len(self._related) + 1}"] = relationship, target

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of the package that this is: their names, and what is in them."""
        parts = {part.name: part for part in self._reached({self.name})}
        yield CONTENT_TYPES, _content_types(parts.values())
        for part in (self, *parts.values()):
            folder, name = posixpath.split(part.name)
            if part is not self:
                yield part.name[1:], part.data
            if part._related or part is self:
                yield posixpath.join(folder, "_rels", f"{name}.rels")[1:], part._relationships()

    def _reached(self, names: set[str]) -> Iterator[PackagePart]:
        """The parts that it leads to, but for those with `names`, each once."""
        for _, target in self._related.values():
            if isinstance(target, PackagePart) and target.name not in names:
                names.add(target.name)
                yield target
                yield from target._reached(names)

    def _relationships(self) -> bytes:
        folder = posixpath.dirname(self.name)
        element = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        for identifier, (relationship, target) in self._related.items():
            stated = {"Id": identifier, "Type": relationship}
            if isinstance(target, str):
                stated |= {"Target": target, "TargetMode": "External"}
            else:
                stated["Target"] = posixpath.relpath(target.name, folder)
            etree.SubElement(element, f"{{{_RELATIONSHIPS}}}Relationship", stated)
        return etree.tostring(element, encoding="UTF-8", standalone=True)


Target: TypeAlias = PackagePart | str


def _content_types(parts: Iterable[PackagePart]) -> bytes:
    """What each part is, by its ending where that is enough (part 2, 7.2.3)."""
    endings = {"rels": ContentType.OPC_RELATIONSHIPS, "xml": ContentType.XML}
    names: dict[str, str] = {}
    for part in parts:
        ending = posixpath.splitext(part.name)[1][1:].lower()
        if (ending, part.content_type) in _BY_ENDING:
            endings[ending] = part.content_type
        else:
            names[part.name] = part.content_type
    element = etree.fromstring(f'<Types xmlns="{_TYPES}"/>')
    for ending in sorted(endings):
        stated = {"Extension": ending, "ContentType": endings[ending]}
        etree.SubElement(element, f"{{{_TYPES}}}Default", stated)
    for name in sorted(names):
        stated = {"PartName": name, "ContentType": names[name]}
        etree.SubElement(element, f"{{{_TYPES}}}Override", stated)
    return etree.tostring(element, encoding="UTF-8", standalone=True)
