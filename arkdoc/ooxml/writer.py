"""Parts, pictures and properties → the bytes of an Office package, the same for the same parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from hashlib import sha256

from lxml import etree

from arkdoc.ooxml import origin
from arkdoc.ooxml.kinds import ContentType, Relationship
from arkdoc.ooxml.media import IMAGE_TYPES, Media
from arkdoc.ooxml.oxml import Element, clean, el, root, xml
from arkdoc.ooxml.parts import CONTENT_TYPES, PackagePart

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_REGULAR_FILE = 0o100644 << 16
# Longer ones are refused by programs.
_PROPERTY_LENGTH = 255


_CORE = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


@dataclass(frozen=True, slots=True)
class Properties:
    """A document's properties; all but the title and the language may be empty.

    `date` is ISO 8601, `language` a BCP 47 tag, `case_number` what marks the file as ours. What
    others are to edit is not marked, and has `custom` properties instead, by their names.
    """

    title: str
    subject: str
    author: str
    date: str
    language: str
    case_number: str = ""
    keywords: str = ""
    category: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)


class PackageKind(Enum):
    """What a package is: the name of its main part, and the type of that."""

    WORD = ("/word/document.xml", ContentType.WML_DOCUMENT_MAIN)
    WORKBOOK = ("/xl/workbook.xml", ContentType.SML_SHEET_MAIN)


class SheetPart(Enum):
    """What a part of a workbook is: its content type, and that of its relationship."""

    SHEET = (ContentType.SML_WORKSHEET, Relationship.WORKSHEET)
    STYLES = (ContentType.SML_STYLES, Relationship.STYLES)
    STRINGS = (ContentType.SML_SHARED_STRINGS, Relationship.SHARED_STRINGS)


class PackageWriter:
    """A package that is being made: its parts, and the relationships between them."""

    def __init__(self, kind: PackageKind = PackageKind.WORD) -> None:
        self._package = PackagePart("/")
        self._media: dict[tuple[str, str], PackagePart] = {}
        self._case_number = ""
        self._custom: Mapping[str, str] = {}
        main, content_type = kind.value
        self._folder = main.rpartition("/")[0]
        self.document = self._part(main, content_type)
        self._package.relate(Relationship.OFFICE_DOCUMENT, self.document.part)

    def add_sheet_part(self, name: str, kind: SheetPart) -> tuple[str, XmlPart]:
        """A new part of a workbook, `name` beside it: the id of its relationship, and the part."""
        relations = self.add_part(name, *kind.value)
        return self.document.add(kind.value[1], relations.part), relations.part

    def add_part(self, name: str, content_type: str, relationship: str) -> PartRelations:
        """A new part, `name` beside the main one, which is related to it."""
        relations = self._part(f"{self._folder}/{name}", content_type)
        self.document.add(relationship, relations.part)
        return relations

    def image(self, key: tuple[str, str], data: bytes, media_type: str) -> PackagePart:
        """The part that holds an image; the same part for the same `key`."""
        if key not in self._media:
            name = f"/word/media/image{len(self._media) + 1}.{IMAGE_TYPES[media_type]}"
            self._media[key] = PackagePart(name, media_type, data)
        return self._media[key]

    def fill_with_copy(
        self,
        relations: PartRelations,
        element: Element,
        pictures: Mapping[str, Media],
        links: Mapping[str, str],
    ) -> None:
        """Fill a part with the root of another package's part, its relationship ids kept.

        `pictures` and `links` are what these ids stand for.
        """
        part = relations.part
        for identifier, media in pictures.items():
            image = self.image(("", media.name), media.data, media.media_type)
            part.relate(Relationship.IMAGE, image, identifier)
        for identifier, address in links.items():
            part.relate(Relationship.HYPERLINK, address, identifier)
        part.fill(element, keep_namespaces=True)

    def properties(self, about: Properties) -> None:
        """Add what the document is (part 2, clause 8) and what made it; nothing personal."""
        application, security = el("ep:Application"), el("ep:DocSecurity")
        application.text, security.text = "arkdoc", "0"
        program = root("ep:Properties", "ep", application, security)
        core, app = xml(_core(about)), xml(program)
        self._add(Relationship.CORE_PROPERTIES, "core", ContentType.OPC_CORE_PROPERTIES, core)
        self._add(Relationship.EXTENDED_PROPERTIES, "app", ContentType.OFC_EXTENDED_PROPERTIES, app)
        self._case_number, self._custom = about.case_number, about.custom
        # Filled in `save`, as it may hold the digest of all the others.
        mark = PackagePart(f"/{origin.PART}", ContentType.OFC_CUSTOM_PROPERTIES)
        self._package.relate(Relationship.CUSTOM_PROPERTIES, mark)

    def _add(self, relationship: str, name: str, content_type: str, data: bytes) -> None:
        part = PackagePart(f"/docProps/{name}.xml", content_type, data)
        self._package.relate(relationship, part)

    def save(self) -> bytes:
        """The package as a zip: the same bytes for the same parts."""
        parts = dict(self._package.files())
        if self._custom:
            parts[origin.PART] = origin.custom_properties(self._custom)
        elif origin.PART in parts:
            hashed = ((name, sha256(data).hexdigest()) for name, data in parts.items())
            parts[origin.PART] = origin.mark(self._case_number, origin.digest_of(hashed))
        return _zipped(parts)

    def _part(self, name: str, content_type: str) -> PartRelations:
        return PartRelations(XmlPart(name, content_type))


class XmlPart(PackagePart):
    """A part whose content is known only when all of the document has been written."""

    def fill(self, element: Element, *, keep_namespaces: bool = False) -> None:
        """Make `element` the part's root; `keep_namespaces` as for `xml`."""
        self.data = xml(element, keep_namespaces=keep_namespaces)


class PartRelations:
    """A part and its relationships, found again without looking through them all."""

    def __init__(self, part: XmlPart) -> None:
        self.part = part
        self._ids: dict[tuple[str, str | PackagePart], str] = {}

    def add(self, relationship: str, target: str | PackagePart) -> str:
        """The id of the relationship to a part or, where `target` is text, to an address."""
        key = (relationship, target)
        if key not in self._ids:
            self._ids[key] = f"rId{len(self._ids) + 1}"
            self.part.relate(relationship, target, self._ids[key])
        return self._ids[key]

    def link(self, address: str) -> str:
        """The id of the relationship to an outside address."""
        return self.add(Relationship.HYPERLINK, address)


def _core(about: Properties) -> Element:
    """Core properties (part 2, clause 8)."""
    element = etree.Element(f"{{{_CORE['cp']}}}coreProperties", nsmap=_CORE)
    for name, value in (
        ("dc:title", about.title),
        ("dc:subject", about.subject),
        ("dc:creator", about.author),
        ("cp:lastModifiedBy", about.author),
        ("dc:language", about.language),
        ("dc:identifier", about.case_number),
        ("cp:category", about.category),
        ("cp:keywords", about.keywords),
    ):
        if value or name == "dc:title":
            _property(element, name).text = clean(value)[:_PROPERTY_LENGTH]
    for name in ("dcterms:created", "dcterms:modified") if about.date else ():
        stated = _property(element, name)
        stated.set(f"{{{_CORE['xsi']}}}type", "dcterms:W3CDTF")
        stated.text = f"{date.fromisoformat(about.date)}T00:00:00Z"
    return element


def _property(element: Element, name: str) -> Element:
    prefix, _, local = name.partition(":")
    return etree.SubElement(element, f"{{{_CORE[prefix]}}}{local}")


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts in the order of their names, the content types first, without dates."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as target:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _REGULAR_FILE
            target.writestr(entry, parts[name], compresslevel=_LEVEL)
    return written.getvalue()
