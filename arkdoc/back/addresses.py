"""The links of a note → how each is written in any of its files."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from arkdoc.assemble.anchors import UniqueNames, heading_slug
from arkdoc.assemble.references import resolved_path
from arkdoc.back.origins import Origins, SourceAtoms, SourceBlock, cell_atoms
from arkdoc.back.printed import Atoms, PrintedBlock
from arkdoc.back.text_patches import located
from arkdoc.model.nodes import Heading, Table
from arkdoc.model.regex import regex
from arkdoc.model.source import is_word

HeadingPlace = tuple[str, str]
"""The file of a heading, and its anchor there."""
_OUTSIDE = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class LinkAddresses:
    """What an address in the Word file is written as: links that the files have, and headings."""

    def __init__(
        self, old: Sequence[PrintedBlock], origin: Sequence[SourceBlock | None], origins: Origins
    ) -> None:
        self._own = _written(old, origin, origins)
        self._all = {
            printed: (path, said)
            for path, links in reversed(self._own.items())
            for printed, said in links.items()
        } | dict(_to_headings(old, origin))
        self._in: dict[str, dict[str, str]] = {}

    def in_file(self, path: str) -> Mapping[str, str]:
        """What each address is written as in the file at `path`."""
        if path not in self._in:
            there = {printed: _from(path, *said) for printed, said in self._all.items()}
            self._in[path] = there | self._own.get(path, {})
        return self._in[path]


def written_heading(origin: SourceBlock | None) -> tuple[str, Heading] | None:
    """The file of a block and its node, if it is a heading that a text has."""
    if origin is None or origin.is_field or not isinstance(origin.node, Heading):
        return None
    return origin.path, origin.node


def heading_places(origin: Sequence[SourceBlock | None]) -> Iterator[tuple[str, HeadingPlace]]:
    """The id of each heading that a text has, with its file and its anchor there, unnumbered."""
    for path, heading in filter(None, map(written_heading, origin)):
        yield heading.id, (path, heading_slug(heading.inlines))


def numbered(places: Mapping[str, HeadingPlace]) -> dict[str, HeadingPlace]:
    """The places of headings, the anchors with the number that a repeated one has in its file."""
    names: defaultdict[str, UniqueNames] = defaultdict(UniqueNames)
    return {id_: (path, names[path].new(anchor)) for id_, (path, anchor) in places.items()}


def address_from(path: str, place: str, anchor: str) -> str:
    """How a link in the file at `path` to that anchor of the file at `place` is written."""
    file = "" if place == path else quote(posixpath.relpath(place, posixpath.dirname(path)))
    return f"{file}#{anchor}"


def _from(path: str, other: str, said: str) -> str:
    """A link of the file at `other` as it is written in the one at `path`."""
    if _OUTSIDE.match(said):
        return said
    file, sign, anchor = said.partition("#")
    place = resolved_path(file, other) if file else other
    if place is None:
        return said
    return address_from(path, place, anchor) if sign else address_from(path, place, "")[:-1]


def _to_headings(
    old: Sequence[PrintedBlock], origin: Sequence[SourceBlock | None]
) -> Iterator[tuple[str, tuple[str, str]]]:
    places = numbered(dict(heading_places(origin)))
    for block, where in zip(old, origin, strict=True):
        if was := written_heading(where):
            path, anchor = places[was[1].id]
            yield from ((f"#{name}", (path, f"#{anchor}")) for name in block.names)


def _written(
    old: Sequence[PrintedBlock], origin: Sequence[SourceBlock | None], origins: Origins
) -> dict[str, dict[str, str]]:
    """By file, what each address in the Word file that is of a link in it was written as."""
    found: dict[str, dict[str, str]] = {}
    for block, where in zip(old, origin, strict=True):
        if where is None or is_word(where.path):
            continue
        for printed, written in _runs(block, where, origins):
            for atom, place in zip(printed, located(printed, written), strict=True):
                if atom.look.link and place >= 0 and written[place].look.link:
                    links = found.setdefault(where.path, {})
                    links.setdefault(atom.look.link, written[place].look.link)
    return found


def _runs(
    block: PrintedBlock, where: SourceBlock, origins: Origins
) -> Iterator[tuple[Atoms, SourceAtoms]]:
    if not block.rows:
        if any(atom.look.link for atom in block.atoms):
            yield block.atoms, where.atoms
        return
    if isinstance(where.node, Table):
        rows = (where.node.header, *where.node.rows)
        for printed, written in zip(block.rows, rows, strict=False):
            for one, cell in zip(printed, written, strict=False):
                if any(atom.look.link for atom in one.atoms):
                    yield one.atoms, cell_atoms(cell, origins.texts)
