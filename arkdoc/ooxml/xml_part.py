"""The bytes of a part of a Word package → the root of its XML, as the transitional standard has it.

The bytes are untrusted. What could name a file, an address or an entity is refused before the
parser sees it (part 2, 9.2: no document type). The tree is bounded in depth and in size. Names of
the strict variant come out as the transitional ones, and of alternatives one is in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.unreadable import DAMAGED, TOO_DEEP, TOO_MUCH, UnreadableError

MOST_DEEP = 1000
"""How many elements may stand inside each other."""

MOST_SIGNS = 1_000_000
"""How many `<` and `=` a part may have: what a tree takes in memory grows with these."""

_MOST_NESTED = 50  # alternatives in alternatives
_PIECE = 64 * 1024
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SPACE = re.compile(rb"\s*")
_DECLARED = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"'>]*)")

_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
# The last names that differ otherwise than by the year.
_RENAMED = {
    "customProperties": "custom-properties",
    "extendedProperties": "extended-properties",
}

_ALTERNATIVES = qname("mc:AlternateContent")
_CHOICE, _FALLBACK = qname("mc:Choice"), qname("mc:Fallback")


def parse(data: bytes, *, keep_alternatives: bool = False) -> Element:
    """The root of a part. Raises UnreadableError.

    Comments and processing instructions are gone. `keep_alternatives`: mc:AlternateContent stays,
    for XML that is copied rather than read.
    """
    data = _utf8(data)
    if data.count(b"<") + data.count(b"=") > MOST_SIGNS:
        raise UnreadableError(TOO_MUCH)
    _refuse_document_type(data)
    root = _parsed(data)
    if _STRICT.encode() in data:
        root = _with_transitional_names(root)
    if not keep_alternatives:
        _resolve_alternatives(root)
    return root


# --- before the parser ---------------------------------------------------------------------


def _utf8(data: bytes) -> bytes:
    """The part in UTF-8; a part is in that or in UTF-16 (part 2, 9.2), and in nothing else."""
    if data.startswith(_UTF8_MARK):
        data = data[len(_UTF8_MARK) :]
    if data.startswith(_UTF16_MARKS) or b"\0" in data[:2]:
        return _from_utf16(data)
    if (said := _DECLARED.match(data)) and said[1].strip().lower() not in (b"utf-8", b"us-ascii"):
        raise UnreadableError(DAMAGED)
    return data


def _from_utf16(data: bytes) -> bytes:
    if not data.startswith(_UTF16_MARKS):
        data = (_UTF16_MARKS[1] if data[:1] == b"\0" else _UTF16_MARKS[0]) + data
    try:
        return data.decode("utf-16").encode()
    except UnicodeError as error:
        raise UnreadableError(DAMAGED) from error


def _refuse_document_type(data: bytes) -> None:
    """Refuse a document type, which may stand before the root only (XML 1.0, 2.8)."""
    at = 0
    while True:
        at = _SPACE.match(data, at).end()  # type: ignore[union-attr]  # it matches anywhere
        if data.startswith(b"<?", at):
            at = data.find(b"?>", at) + 2
        elif data.startswith(b"<!--", at):
            at = data.find(b"-->", at + 4) + 3
        elif data.startswith(b"<!", at):
            raise UnreadableError(DAMAGED)
        else:
            return
        if at < 4:  # what was begun has no end
            raise UnreadableError(DAMAGED)


# --- the parser ----------------------------------------------------------------------------


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = str(error)
    # libxml2 stops at 256 elements deep, and says so, unless it may go on without any bound.
    if "depth" in said:
        return _parsed_deep(data)
    raise UnreadableError(TOO_MUCH if "XML_PARSE_HUGE" in said else DAMAGED)


def _parsed_deep(data: bytes) -> Element:
    """The root of a part that is deep, its depth counted while it is parsed."""
    parser = etree.XMLPullParser(
        ("start", "end"), encoding="utf-8", resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    depth = 0
    try:
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
            for event, _ in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > MOST_DEEP:
                    raise UnreadableError(TOO_DEEP)
        root: Element = parser.close()
    except etree.XMLSyntaxError as error:
        too_deep = "depth" in str(error)
        raise UnreadableError(TOO_DEEP if too_deep else DAMAGED) from error
    return root


# --- the strict variant --------------------------------------------------------------------


def transitional(name: str) -> str:
    """A namespace or a kind of relationship of the strict variant (ISO/IEC 29500-1) as in
    the transitional one (29500-4); any other name is its own.
    """
    if not name.startswith(_STRICT):
        return name
    family, _, rest = name.removeprefix(_STRICT).partition("/")
    before, slash, last = rest.rpartition("/")
    return f"{_TRANSITIONAL}{family}/2006/{before}{slash}{_RENAMED.get(last, last)}"


def _with_transitional_names(root: Element) -> Element:
    """A copy of a tree with the names of the transitional variant."""
    declared = {prefix: transitional(uri) for prefix, uri in root.nsmap.items()}
    at: Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            tag = _renamed(str(element.tag))
            attributes = {_renamed(str(name)): value for name, value in element.attrib.items()}
            if (uri := attributes.get("uri", "")).startswith(_STRICT):  # a:graphicData, 20.1.2.2.17
                attributes["uri"] = transitional(uri)
            if at is None:
                at = etree.Element(tag, attributes, declared)  # type: ignore[arg-type]  # None is a key
            else:
                at = etree.SubElement(at, tag, attributes)
            at.text = element.text
        elif at is not None and (parent := at.getparent()) is not None:
            at.tail = element.tail
            at = parent
    assert at is not None
    return at


def _renamed(name: str) -> str:
    uri, brace, local = name.rpartition("}")
    return f"{{{transitional(uri[1:])}}}{local}" if brace else name


# --- alternatives --------------------------------------------------------------------------


def _resolve_alternatives(root: Element) -> None:
    """Put one of each group of alternatives in its place (part 3, 7.6): the first with content.

    A mc:Choice is for programs that know the namespaces it names. All of them say the same, so that
    which one we take matters to its look only.
    """
    for group in reversed(list(_groups(root))):
        if group is root:
            continue
        for element in _chosen(group):
            group.addprevious(element)
        parent = group.getparent()
        if parent is not None:
            parent.remove(group)


def _groups(root: Element) -> Iterator[Element]:
    depth = 0
    for event, group in etree.iterwalk(root, events=("start", "end"), tag=_ALTERNATIVES):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if depth > _MOST_NESTED:
            raise UnreadableError(TOO_DEEP)
        yield group


def _chosen(group: Element) -> list[Element]:
    fallback: list[Element] = []
    for alternative in group:
        if alternative.tag == _CHOICE and len(alternative):
            return list(alternative)
        if alternative.tag == _FALLBACK:
            fallback = list(alternative)
    return fallback
