"""The bytes of a part of a Word package → the root of its XML, as the transitional standard has it.

The bytes are untrusted. What could name a file, an address or an entity is refused before the
parser sees it (part 2, 9.2: no document type). The tree is bounded in depth and in size. Names of
the strict variant come out as the transitional ones, and of alternatives one is in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from arkdoc.model.regex import regex
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.unreadable import DAMAGED, TOO_DEEP, TOO_MUCH, UnreadableError

MOST_DEEP = 1000
"""How many elements may stand inside each other."""

MOST_BYTES = 24 * 1024 * 1024
"""How large a part may be that is parsed."""

MOST_SIGNS = 500_000
"""How many elements and `=` a part may have: what a tree takes in memory and time grows with these.

Word writes some 20 to 90 a paragraph, so that this is a hundred pages or more; it is what can be
read of the worst a file may hold within 300 MB.
"""

MOST_SIGNS_IF_DEEP = 100_000
"""How many it may have where elements stand deeper than any program puts them."""

MOST_NAMESPACES = 20_000
"""How many times a part may declare a namespace: each is looked through for each name."""

MOST_ALTERNATIVES = 10_000
_MOST_NESTED = 10  # alternatives in alternatives
_MOST_BEFORE_ROOT = 100  # comments and instructions
_PIECE = 64 * 1024
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_COMMENT_OR_INSTRUCTION = regex(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_ROOT = regex(rb"\s*<[^!?]")
_DECLARED = regex(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"'>]*)")

_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
# The last names that differ otherwise than by the year.
_RENAMED = {
    "customProperties": "custom-properties",
    "extendedProperties": "extended-properties",
}
# Where a strict name stands: a namespace declared, or what a:graphicData holds (20.1.2.2.17).
_STRICT_NAME = regex(
    rb"((?:xmlns(?::[^\s=]{1,100})?|\buri)\s{0,9}=\s{0,9}[\"'])(http://purl\.oclc\.org/ooxml/[^\"'<]*)"
)
_QUOTED = regex(rb"\"[^\"]*\"|'[^']*'")
_LONGEST_TAG = 8192

ALTERNATIVES = qname("mc:AlternateContent")
_CHOICE, _FALLBACK = qname("mc:Choice"), qname("mc:Fallback")
_INK = "{*}contentPart"


def parse(data: bytes, *, keep_alternatives: bool = False, trusted: bool = False) -> Element:
    """The root of a part. Raises UnreadableError.

    Comments and processing instructions are gone. `keep_alternatives`: mc:AlternateContent stays,
    for XML that is copied rather than read. `trusted`: of our own making, of any size.
    """
    data = _utf8(data)
    if not trusted and _asks_for_too_much(data):
        raise UnreadableError(TOO_MUCH)
    _refuse_document_type(data)
    if _STRICT.encode() in data:
        data = _STRICT_NAME.sub(_in_tag, data)
    root = _parsed(data)
    if not keep_alternatives and b"AlternateContent" in data:
        resolve_alternatives(root)
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


def _asks_for_too_much(data: bytes) -> bool:
    return (
        len(data) > MOST_BYTES
        or _signs(data) > MOST_SIGNS
        or data.count(b"xmlns") > MOST_NAMESPACES
        or data.count(b":AlternateContent>") > MOST_ALTERNATIVES * 2
    )


def _signs(data: bytes) -> int:
    return data.count(b"<") - data.count(b"</") + data.count(b"=")


def _refuse_document_type(data: bytes) -> None:
    """Refuse a document type, which may stand before the root only (XML 1.0, 2.8)."""
    at = 0
    for _ in range(_MOST_BEFORE_ROOT):
        if (found := _COMMENT_OR_INSTRUCTION.match(data, at)) is None:
            break
        at = found.end()
    if _ROOT.match(data, at) is None:
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
    if _signs(data) > MOST_SIGNS_IF_DEEP:
        raise UnreadableError(TOO_DEEP)
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


def _in_tag(found: re.Match[bytes]) -> bytes:
    """A strict name by its transitional one, unless it is a text that speaks of it."""
    before = found.string[max(found.start() - _LONGEST_TAG, 0) : found.start()]
    _, less_than, tag = before.rpartition(b"<")
    if not less_than or tag.startswith((b"!", b"?")) or b">" in _QUOTED.sub(b"", tag):
        return found[0]
    return found[1] + transitional(found[2].decode("utf-8", "replace")).encode()


# --- alternatives --------------------------------------------------------------------------


def resolve_alternatives(root: Element) -> None:
    """Put one of each group of alternatives in its place (part 3, 7.6): the first with content.

    A mc:Choice is for programs that know the namespaces it names. All of them say the same, so that
    which one we take matters to its look only.
    """
    for group in reversed(list(_groups(root))):
        chosen = _chosen(group)
        for alternative in list(group):
            if alternative is not chosen:
                group.remove(alternative)
            else:
                alternative.text = alternative.tail = None
        group.text = None
    etree.strip_tags(root, ALTERNATIVES, _CHOICE, _FALLBACK)


def _groups(root: Element) -> Iterator[Element]:
    depth = 0
    for event, group in etree.iterwalk(root, events=("start", "end"), tag=ALTERNATIVES):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if depth > _MOST_NESTED:
            raise UnreadableError(TOO_DEEP)
        yield group


def _chosen(group: Element) -> Element | None:
    fallback = group.find(_FALLBACK)
    found = (c for c in group if c.tag == _CHOICE and any(map(_says_something, c)))
    choice = next(found, None)
    if choice is not None and fallback is not None and len(fallback):
        # Of a drawing by hand the choice has the strokes, and the fallback a picture.
        return fallback if next(choice.iter(_INK), None) is not None else choice
    return fallback if choice is None else choice


def _says_something(element: Element) -> bool:
    return element.tag != ALTERNATIVES or any(map(len, element))
