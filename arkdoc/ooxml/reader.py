"""The bytes of a Word package → its parts, their relationships and their XML.

The bytes are untrusted: sizes are counted while they are unpacked, and nothing outside of them is
ever opened. Names in a package only ever stand for its own entries.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from itertools import islice
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote

from arkdoc.ooxml.other_formats import fault_of
from arkdoc.ooxml.oxml import NAMESPACES, Element, qname
from arkdoc.ooxml.unreadable import (
    DAMAGED,
    PART_MISSING,
    PASSWORD,
    TOO_MANY_CELLS,
    TOO_MANY_PARAGRAPHS,
    TOO_MUCH,
    TOO_MUCH_TEXT,
    UnreadableError,
)
from arkdoc.ooxml.xml_part import parse, transitional

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

MOST_PARTS = 2000
MOST_BYTES = 64 * 1024 * 1024
"""The most that an untrusted package may hold, unpacked."""

MOST_PARAGRAPHS = 20_000
MOST_CELLS = 30_000
MOST_CHARACTERS = 2_000_000
"""The most that the main part of an untrusted package may hold."""

# What zipfile raises for damaged packages; NotImplementedError is a RuntimeError.
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(OverflowError, RuntimeError, ValueError),
)
_PIECE = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # part 2, B.4: no others
_ENCRYPTED = 0x1
_LOOKED_AT = 16 * 1024 * 1024
_TEXTS = tuple(map(qname, ("w:t", "w:delText", "m:t")))
_ENTRY = b"PK\x01\x02"  # how each entry of the zip's list begins
_TYPES_PART = "[Content_Types].xml"


KIND = f"{NAMESPACES['r']}/"
"""What the kinds of relationships of the standard begin with (part 1, 11.3)."""


class Relation(NamedTuple):
    """A relationship (part 2, 9.3): `target` is a part's name, or an address if `external`."""

    kind: str
    target: str
    external: bool


class Package:
    """A package whose parts are unpacked on demand. `trusted`: of our own making.

    Every method raises UnreadableError where the package is damaged or holds too much.
    """

    def __init__(
        self,
        data: bytes | BinaryIO,
        *,
        trusted: bool = False,
        most_parts: int = MOST_PARTS,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._trusted = trusted
        given = BytesIO(data) if isinstance(data, bytes) else data
        self._left = len(data) * 1000 if trusted and isinstance(data, bytes) else most_bytes
        # Counted before zipfile makes an object of each.
        if isinstance(data, bytes) and not trusted and data.count(_ENTRY) > most_parts:
            raise UnreadableError(TOO_MUCH)
        try:
            self._zip = zipfile.ZipFile(given)
        except _FAULTS as error:
            given.seek(0)
            raise UnreadableError(fault_of(given.read(_LOOKED_AT))) from error
        parts = [(part_name(entry.filename), entry) for entry in self._zip.infolist()]
        parts = [(name, entry) for name, entry in parts if name and not name.endswith("/")]
        if len(parts) > most_parts and not trusted:
            raise UnreadableError(TOO_MUCH)
        self._entries = dict(parts)
        if len(self._entries) != len(parts):  # part 2, 7.3: which of the two would be meant?
            raise UnreadableError(DAMAGED)
        self._by_lower = {name.lower(): name for name in reversed(self._entries)}
        self._trees: dict[tuple[str, bool], Element] = {}
        self._relations: dict[str, Mapping[str, Relation]] = {}
        self._types: tuple[dict[str, str], dict[str, str]] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, without a slash before them."""
        return tuple(self._entries)

    @property
    def entries(self) -> Sequence[zipfile.ZipInfo]:
        """What the zip lists, in its order, folders included."""
        return self._zip.infolist()

    def size(self, name: str) -> int:
        """How many bytes a part says it has; no more than that are ever read of it."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        return b"".join(self._unpacked(name))

    def sha256(self, name: str) -> str:
        """The hash of a part, which is never held in memory whole."""
        digest = sha256()
        for piece in self._unpacked(name):
            digest.update(piece)
        return digest.hexdigest()

    def _unpacked(self, name: str) -> Iterator[bytes]:
        if name not in self._entries:
            raise UnreadableError(PART_MISSING)
        entry = self._entries[name]
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableError(PASSWORD)
        if entry.compress_type not in _METHODS:
            raise UnreadableError(DAMAGED)
        if entry.file_size > self._left:  # what it says; what it holds is counted
            raise UnreadableError(TOO_MUCH)
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise UnreadableError(TOO_MUCH)
                    yield piece
        except _FAULTS as error:
            raise UnreadableError(DAMAGED) from error

    def tree(self, name: str, *, keep_alternatives: bool = False) -> Element:
        """The root of a part; the same one every time.

        The names in it are those of the transitional standard, also where the file has the strict
        ones. Of alternatives (part 3, 7.6) one is in their place, unless `keep_alternatives`.
        """
        key = (name, keep_alternatives)
        if key not in self._trees:
            self._trees[key] = parse(
                self.read(name), keep_alternatives=keep_alternatives, trusted=self._trusted
            )
        return self._trees[key]

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The relationships of a part by id; `name` is empty for those of the package."""
        if name not in self._relations:
            folder, _, file = name.rpartition("/")
            source = self._found(posixpath.join(folder, "_rels", f"{file}.rels"))
            there = source in self._entries
            found = dict(self._read_relations(self.tree(source), folder)) if there else {}
            self._relations[name] = found
        return self._relations[name]

    def _read_relations(self, root: Element, folder: str) -> Iterator[tuple[str, Relation]]:
        for element in root:
            if element.tag == f"{{{_PACKAGE}}}Relationship":
                target = element.get("Target") or ""
                external = element.get("TargetMode") == "External"
                if not external:
                    # A path that leads out of the package ends at its top.
                    target = posixpath.normpath(posixpath.join("/", folder, target))
                    target = self._found(target.lstrip("/"))
                kind = transitional(element.get("Type") or "")
                yield element.get("Id") or "", Relation(kind, target, external)

    def _found(self, name: str) -> str:
        """The part that `name` means: case makes no difference (part 2, 6.3.5), and a name may
        be percent-encoded on either side. The name itself where there is none.
        """
        for spelling in (name, unquote(name)):
            if spelling in self._entries:
                return spelling
            if (other := self._by_lower.get(spelling.lower())) is not None:
                return other
        return name

    def related(self, name: str, kind: str) -> str:
        """The part that `name` has its relationship of `kind` to, or empty."""
        for relation in self.relations(name).values():
            if relation.kind == kind and not relation.external and relation.target in self._entries:
                return relation.target
        return ""

    def content_type(self, name: str) -> str:
        """The content type of a part (part 2, 10.1.2.4), or empty."""
        if self._types is None:
            self._types = _content_types(self.tree(self._found(_TYPES_PART)))
        by_name, by_ending = self._types
        lower = name.lower()
        return by_name.get(lower) or by_ending.get(lower.rpartition(".")[2], "")


def part_name(name: str) -> str:
    """The name of a part, of an entry that some program wrote as a path on its own system."""
    return name.replace("\\", "/").lstrip("/")


def _content_types(root: Element) -> tuple[dict[str, str], dict[str, str]]:
    by_name: dict[str, str] = {}
    by_ending: dict[str, str] = {}
    for element in root:
        said = element.get("ContentType") or ""
        if element.tag == f"{{{_TYPES}}}Override":
            by_name.setdefault((element.get("PartName") or "").lstrip("/").lower(), said)
        elif element.tag == f"{{{_TYPES}}}Default":
            by_ending.setdefault((element.get("Extension") or "").lower(), said)
    return by_name, by_ending


def check_size(root: Element) -> None:
    """Raise UnreadableError where the main part holds more than a contribution may have."""
    if _more_than(MOST_PARAGRAPHS, root.iter(qname("w:p"))):
        raise UnreadableError(TOO_MANY_PARAGRAPHS)
    if _more_than(MOST_CELLS, root.iter(qname("w:tc"))):
        raise UnreadableError(TOO_MANY_CELLS)
    if sum(len(text.text or "") for text in root.iter(*_TEXTS)) > MOST_CHARACTERS:
        raise UnreadableError(TOO_MUCH_TEXT)


def _more_than(limit: int, elements: Iterator[Element]) -> bool:
    return next(islice(elements, limit, None), None) is not None


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down `path`, each step as `prefix:name`."""
    for step in path:
        if element is None:
            return None
        element = next(element.iterchildren(qname(step)), None)  # half the time of `find`
    return element


def value(element: Element | None, *path: str, attribute: str = "w:val") -> str:
    """An attribute of the element down `path`, or empty."""
    found = child(element, *path)
    return "" if found is None else found.get(qname(attribute)) or ""


def switched(element: Element | None, *path: str) -> bool | None:
    """The value of the on/off property (17.17.4) down `path`, or None where there is none."""
    found = child(element, *path)
    if found is None:
        return None
    return (found.get(qname("w:val")) or "1") not in ("0", "false", "off")
