"""A Word package ↔ the mark in it: which case it is of, and the digest of all its other parts.

The mark is two custom document properties (part 1, 22.3), which Word and LibreOffice keep when they
save. By it a file is known as ours, and as nobody's but ours, without any record of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import BinaryIO, NamedTuple

from lxml import etree

from arkdoc.model.regex import regex
from arkdoc.ooxml.oxml import Element, clean, el, root, xml
from arkdoc.ooxml.reader import KIND, Package, child
from arkdoc.ooxml.unreadable import UnreadableError

PART = "docProps/custom.xml"
"""The name of the part that holds the mark."""

MOST_PARTS = 50_000
MOST_BYTES = 1024 * 1024 * 1024
"""The most that a package may hold to be looked into: what we may have written ourselves."""

_MOST_OF_MARK = 1024 * 1024
DIGEST = "arkdoc-innhold"
"""The property that a file has which is ours, or was before somebody saved it again."""

RELATION = f"{KIND}custom-properties"
"""The kind of relationship that leads to such a part, whatever that is called."""

_CASE = "arkdoc-sak"
_A_DIGEST = regex("[0-9a-f]{64}")

_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what every custom property has for fmtid


class Origin(NamedTuple):
    """What the mark of a package says: the number of its case, and whether it is as we made it."""

    case_number: str
    is_untouched: bool


def mark(case_number: str, digest: str) -> bytes:
    """The part that holds the mark."""
    return custom_properties({_CASE: case_number, DIGEST: digest})


def custom_properties(values: Mapping[str, str]) -> bytes:
    """The part that holds properties of these names (22.3.2.1)."""
    properties = [
        property_element(number, *each) for number, each in enumerate(values.items(), start=2)
    ]
    return xml(root("cp:Properties", "cp vt", *properties))


def digest_of(parts: Iterable[tuple[str, str]]) -> str:
    """The digest of a package whose parts are given by name and SHA-256, its mark left out."""
    digest = sha256()
    for name, part in sorted(parts):
        if name != PART:
            digest.update(f"{name}\0{part}\n".encode())
    return digest.hexdigest()


def read_origin(file: BinaryIO) -> Origin | None:
    """What an untrusted package says of itself; None where it is none, or has no mark of ours."""
    try:
        package = Package(file, most_parts=MOST_PARTS, most_bytes=MOST_BYTES)
        properties = _properties(package)
        if not properties.get(DIGEST):
            return None
        parts = ((name, package.sha256(name)) for name in package.names if name != PART)
        is_untouched = digest_of(parts) == properties[DIGEST]
    except UnreadableError:
        return None
    return Origin(properties.get(_CASE, ""), is_untouched)


def marked_digest(file: bytes | BinaryIO) -> str:
    """The digest that an untrusted package is marked with: what it was when we made it.

    Empty where there is no mark. Raises UnreadableError where it is no package.
    """
    package = Package(file, most_parts=MOST_PARTS, most_bytes=MOST_BYTES)
    found = _properties(package).get(DIGEST, "")
    return found if _A_DIGEST.fullmatch(found) else ""


def _properties(package: Package) -> dict[str, str]:
    """The custom properties of a package; none where they are too many to look at."""
    part = PART if PART in package.names else package.related("", RELATION)
    if not part or package.size(part) > _MOST_OF_MARK:
        return {}
    return dict(map(_named, package.tree(part)))


def property_element(number: int, name: str, value: str) -> Element:
    """One property: `number` is its own, from 2."""
    text = el("vt:lpwstr")
    text.text = clean(value)
    return el("cp:property", text, fmtid=_CUSTOM, pid=number, name=name)


def _named(element: etree._Element) -> tuple[str, str]:
    value = child(element, "vt:lpwstr")
    return element.get("name") or "", "" if value is None else value.text or ""
