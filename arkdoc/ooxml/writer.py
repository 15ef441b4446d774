"""Parts, pictures and properties → the bytes of an Office package, the same for the same parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.coreprops import CoreProperties
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.coreprops import CT_CoreProperties

from arkdoc.ooxml import origin
from arkdoc.ooxml.media import IMAGE_TYPES, Media
from arkdoc.ooxml.oxml import Element, clean, el, root, xml

if TYPE_CHECKING:
    from docx.package import Package

_CONTENT_TYPES = "[Content_Types].xml"
_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_REGULAR_FILE = 0o100644 << 16
# What CT_CoreProperties takes in one property.
_PROPERTY_LENGTH = 255


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

    WORD = ("/word/document.xml", CT.WML_DOCUMENT_MAIN)
    WORKBOOK = ("/xl/workbook.xml", CT.SML_SHEET_MAIN)


class SheetPart(Enum):
    """What a part of a workbook is: its content type, and that of its relationship."""

    SHEET = (CT.SML_WORKSHEET, _WORKSHEET)
    STYLES = (CT.SML_STYLES, RT.STYLES)
    STRINGS = (CT.SML_SHARED_STRINGS, RT.SHARED_STRINGS)


class PackageWriter:
    """A package that is being made: its parts, and the relationships between them."""

    def __init__(self, kind: PackageKind = PackageKind.WORD) -> None:
        self._opc = OpcPackage()
        self._media: dict[tuple[str, str], Part] = {}
        self._case_number = ""
        self._custom: Mapping[str, str] = {}
        main, content_type = kind.value
        self._folder = main.rpartition("/")[0]
        self.document = self._part(main, content_type)
        self._opc.relate_to(self.document.part, RT.OFFICE_DOCUMENT)

    def add_sheet_part(self, name: str, kind: SheetPart) -> tuple[str, XmlPart]:
        """A new part of a workbook, `name` beside it: the id of its relationship, and the part."""
        relations = self.add_part(name, *kind.value)
        return self.document.add(kind.value[1], relations.part), relations.part

    def add_part(self, name: str, content_type: str, relationship: str) -> PartRelations:
        """A new part, `name` beside the main one, which is related to it."""
        relations = self._part(f"{self._folder}/{name}", content_type)
        self.document.add(relationship, relations.part)
        return relations

    def image(self, key: tuple[str, str], data: bytes, media_type: str) -> Part:
        """The part that holds an image; the same part for the same `key`."""
        if key not in self._media:
            name = f"/word/media/image{len(self._media) + 1}.{IMAGE_TYPES[media_type]}"
            self._media[key] = Part(PackURI(name), media_type, data, self._package)
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
        rels = relations.part.rels
        for identifier, media in pictures.items():
            image = self.image(("", media.name), media.data, media.media_type)
            rels.add_relationship(RT.IMAGE, image, identifier)
        for identifier, address in links.items():
            rels.add_relationship(RT.HYPERLINK, address, identifier, True)
        relations.part.fill(element, keep_namespaces=True)

    def properties(self, about: Properties) -> None:
        """Add what the document is (part 2, clause 8) and what made it; nothing personal."""
        application, security = el("ep:Application"), el("ep:DocSecurity")
        application.text, security.text = "arkdoc", "0"
        program = root("ep:Properties", "ep", application, security)
        for name, kind, relationship, element in (
            ("core", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, _core(about)),
            ("app", CT.OFC_EXTENDED_PROPERTIES, RT.EXTENDED_PROPERTIES, program),
        ):
            uri = PackURI(f"/docProps/{name}.xml")
            part = Part(uri, kind, xml(element), self._package)
            self._opc.relate_to(part, relationship)
        self._case_number, self._custom = about.case_number, about.custom
        # Filled in `save`, as it may hold the digest of all the others.
        mark = Part(PackURI(f"/{origin.PART}"), CT.OFC_CUSTOM_PROPERTIES, b"", self._package)
        self._opc.relate_to(mark, RT.CUSTOM_PROPERTIES)

    def save(self) -> bytes:
        """The package as a zip: the same bytes for the same parts."""
        written = io.BytesIO()
        self._opc.save(written)
        with zipfile.ZipFile(written) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        if self._custom:
            parts[origin.PART] = origin.custom_properties(self._custom)
        elif origin.PART in parts:
            hashed = ((name, sha256(data).hexdigest()) for name, data in parts.items())
            parts[origin.PART] = origin.mark(self._case_number, origin.digest_of(hashed))
        return _zipped(parts)

    @property
    def _package(self) -> Package:
        return cast("Package", self._opc)

    def _part(self, name: str, content_type: str) -> PartRelations:
        return PartRelations(XmlPart(PackURI(name), content_type, None, self._package))


class XmlPart(Part):
    """A part whose content is known only when all of the document has been written."""

    def fill(self, element: Element, *, keep_namespaces: bool = False) -> None:
        """Make `element` the part's root; `keep_namespaces` as for `xml`."""
        self._blob = xml(element, keep_namespaces=keep_namespaces)


class PartRelations:
    """A part and its relationships, found again without looking through them all."""

    def __init__(self, part: XmlPart) -> None:
        self.part = part
        self._ids: dict[tuple[str, str | Part], str] = {}

    def add(self, relationship: str, target: str | Part) -> str:
        """The id of the relationship to a part or, where `target` is text, to an address."""
        key = (relationship, target)
        if key not in self._ids:
            self._ids[key] = f"rId{len(self._ids) + 1}"
            outside = isinstance(target, str)
            self.part.rels.add_relationship(relationship, target, self._ids[key], outside)
        return self._ids[key]

    def link(self, address: str) -> str:
        """The id of the relationship to an outside address."""
        return self.add(RT.HYPERLINK, address)


def _core(about: Properties) -> Element:
    element = CT_CoreProperties.new()
    properties = CoreProperties(element)
    properties.title = clean(about.title)[:_PROPERTY_LENGTH]
    if about.subject:
        properties.subject = clean(about.subject)[:_PROPERTY_LENGTH]
    if about.author:
        properties.author = clean(about.author)[:_PROPERTY_LENGTH]
        properties.last_modified_by = properties.author
    properties.language = about.language
    for name, value in (
        ("identifier", about.case_number),
        ("category", about.category),
        ("keywords", about.keywords),
    ):
        if value:
            setattr(properties, name, clean(value)[:_PROPERTY_LENGTH])
    if about.date:
        midnight = datetime.combine(date.fromisoformat(about.date), time(), UTC)
        properties.created = properties.modified = midnight.replace(tzinfo=None)
    return element


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts in the order of their names, the content types first, without dates."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as target:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _REGULAR_FILE
            target.writestr(entry, parts[name], compresslevel=_LEVEL)
    return written.getvalue()
