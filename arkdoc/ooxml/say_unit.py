"""A Word file, whatever unit it says that it is of → the same file, saying that it is of another.

The property `enhet` counts before all that is written in the file but a content control of that
name (word.md, 1). So the property is set, and such controls lose the name; what people see in the
file stays as it was.
"""

from __future__ import annotations

import re

from lxml import etree

from arkdoc.model.regex import regex
from arkdoc.ooxml.form import UNIT
from arkdoc.ooxml.origin import PART, RELATION, custom_properties, property_element
from arkdoc.ooxml.oxml import Element, xml
from arkdoc.ooxml.reader import Package
from arkdoc.ooxml.repack import with_parts

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_TYPES_PART, _TOP = "[Content_Types].xml", "_rels/.rels"
_IDENTIFIER = "rIdArkdocEnhet"

_TAG = regex(
    rb"(<(?:\w+:)?tag\s+(?:\w+:)?val\s*=\s*([\"']))" + UNIT.encode() + rb"(\2)", re.IGNORECASE
)
_ANOTHER_NAME = rb"\g<1>" + UNIT.encode() + rb"-i-filen\g<3>"


def say_unit(data: bytes, unit: str) -> bytes:
    """The file, saying that it is of the unit with the id `unit`. Raises UnreadableError.

    It is to be one that can be read as a contribution. Whether it says so now is known by reading
    it again.
    """
    package = Package(data)
    name = package.related("", RELATION) or PART
    changed = {name: _properties(package, name, unit)}
    if name not in package.names:
        changed |= {
            _TOP: _with_relation(package.tree(_TOP)),
            _TYPES_PART: _with_type(package.tree(_TYPES_PART)),
        }
    for part in package.names:
        if part.startswith("word/") and part.endswith(".xml"):
            text = package.read(part)
            if (without := _TAG.sub(_ANOTHER_NAME, text)) != text:
                changed[part] = without
    return with_parts(data, changed)


def _properties(package: Package, name: str, unit: str) -> bytes:
    """The part with the custom properties (22.3), `enhet` among them."""
    if name not in package.names:
        return custom_properties({UNIT: unit})
    tree = package.tree(name)
    for element in list(tree):
        if (element.get("name") or "").casefold() == UNIT:
            tree.remove(element)
    numbers = [int(n) for e in tree if (n := e.get("pid") or "").isdecimal() and len(n) < 9]
    tree.append(property_element(max(numbers, default=1) + 1, UNIT, unit))
    return xml(tree)


def _with_relation(tree: Element) -> bytes:
    relation = {"Id": _IDENTIFIER, "Type": RELATION, "Target": PART}
    etree.SubElement(tree, f"{{{_RELATIONS}}}Relationship", relation)
    return xml(tree)


def _with_type(tree: Element) -> bytes:
    override = {"PartName": f"/{PART}", "ContentType": _CONTENT_TYPE}
    etree.SubElement(tree, f"{{{_TYPES}}}Override", override)
    return xml(tree)
