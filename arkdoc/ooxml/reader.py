"""The bytes of a Word package → its parts, their relationships and their XML.

The bytes are untrusted: sizes are counted while they are unpacked, no entity is resolved,
nothing is fetched.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from lxml import etree

from arkdoc.model.diagnostic import N_
from arkdoc.ooxml.oxml import Element, qname

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# Files by the strict variant of the standard (ISO/IEC 29500) have other namespaces throughout.
_STRICT = "http://purl.oclc.org/ooxml/"

MOST_PARTS = 2000
MOST_BYTES = 64 * 1024 * 1024
"""The most that an untrusted package may hold, unpacked."""

# What zipfile raises for damaged packages; NotImplementedError is a RuntimeError.
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(OverflowError, RuntimeError, ValueError),
)
_PIECE = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # part 2, B.4: no others


class UnreadableError(Exception):
    """A package can't be used; the reason is a gettext message id, to follow a colon."""


@dataclass(frozen=True, slots=True)
class Relation:
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
        given = BytesIO(data) if isinstance(data, bytes) else data
        self._left = len(data) * 1000 if trusted and isinstance(data, bytes) else most_bytes
        try:
            self._zip = zipfile.ZipFile(given)
        except _FAULTS as error:
            raise UnreadableError(N_("it is no Word file")) from error
        entries = self._zip.infolist()
        if len(entries) > most_parts and not trusted:
            raise UnreadableError(N_("it holds too much"))
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}
        if len(self._entries) != len(entries):  # part 2, 7.3: which of the two would be meant?
            raise UnreadableError(N_("it is damaged"))
        self._trees: dict[str, Element] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, without a slash before them."""
        return tuple(self._entries)

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
            raise UnreadableError(N_("a part of it is missing"))
        entry = self._entries[name]
        if entry.compress_type not in _METHODS:
            raise UnreadableError(N_("it is damaged"))
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise UnreadableError(N_("it holds too much"))
                    yield piece
        except _FAULTS as error:
            raise UnreadableError(N_("it is damaged")) from error

    def tree(self, name: str) -> Element:
        """The root of a part; the same one every time."""
        if name not in self._trees:
            self._trees[name] = _parsed(self.read(name))
        return self._trees[name]

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The relationships of a part by id; `name` is empty for those of the package."""
        folder, _, file = name.rpartition("/")
        source = posixpath.join(folder, "_rels", f"{file}.rels")
        if source not in self._entries:
            return {}
        return dict(_relations(self.tree(source), folder))

    def related(self, name: str, kind: str) -> str:
        """The part that `name` has its relationship of `kind` to, or empty."""
        for relation in self.relations(name).values():
            if relation.kind == kind and not relation.external and relation.target in self._entries:
                return relation.target
        return ""

    def content_type(self, name: str) -> str:
        """The content type of a part (part 2, 10.1.2.4), or empty."""
        types = self.tree("[Content_Types].xml")
        ending = name.rpartition(".")[2].lower()
        found = ""
        for element in types:
            if element.tag == f"{{{_TYPES}}}Override":
                if (element.get("PartName") or "").lstrip("/") == name:
                    return element.get("ContentType") or ""
            elif (element.get("Extension") or "").lower() == ending:
                found = element.get("ContentType") or ""
        return found


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(N_("it is damaged")) from error
    if root.getroottree().docinfo.internalDTD is not None:  # part 2, 9.2: no DTD in a package
        raise UnreadableError(N_("it is damaged"))
    if _STRICT in str(root.tag):
        raise UnreadableError(N_("it is saved as “Strict Open XML”"))
    return root


def _relations(root: Element, folder: str) -> Iterator[tuple[str, Relation]]:
    for element in root:
        if element.tag == f"{{{_PACKAGE}}}Relationship":
            target = element.get("Target") or ""
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield element.get("Id") or "", Relation(element.get("Type") or "", target, external)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down `path`, each step as `prefix:name`."""
    for step in path:
        if element is None:
            return None
        element = element.find(qname(step))
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
