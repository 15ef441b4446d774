"""A template's headers and footers → copies that can stand in another package.

They are copied unchanged, logos and all, except what would run a program, fetch something, or
refer to a part that is not copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.model.diagnostic import N_
from arkdoc.model.regex import regex
from arkdoc.ooxml.media import IMAGE_TYPES, Media
from arkdoc.ooxml.oxml import NAMESPACES, Element, qname
from arkdoc.ooxml.reader import Package, Relation, value
from arkdoc.ooxml.unreadable import UnreadableError

OWN_LINE = "_ark_line"
"""The start of the names of the bookmarks around our own lines in headers and footers."""

# Fields that only show what is in the document itself (17.16.5).
_FIELDS = frozenset(
    ("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TITLE", "SUBJECT", "AUTHOR", "DATE", "TIME",
     "SAVEDATE", "CREATEDATE", "STYLEREF", "REF", "IF", "HYPERLINK", "FILENAME", "DOCPROPERTY",
     "KEYWORDS", "COMMENTS", "=")
)  # fmt: skip
_PROGRAMS = ("w:object", "w:control", "w:altChunk", "w:subDoc", "w:movie")
# What belongs to another part of the template, or would clash with ours.
_DROPPED = (
    "w:numPr", "w:dataBinding", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr",
    "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef",
    "w:permStart", "w:permEnd", "w:placeholder",
)  # fmt: skip
_SHOWN = ("w:drawing", "w:pict", "w:fldChar", "w:fldSimple", "w:pBdr", "w:sym")
_RELATIONSHIPS = f"{{{NAMESPACES['r']}}}"
_OFFICE_ID = qname("o:relid")
_WEB = regex("(?:https?|mailto):", re.IGNORECASE)


class HeaderFooter(NamedTuple):
    """A header or footer: its root, and what its relationship ids stand for.

    `numbered` is whether it shows the number of the page.
    """

    root: Element
    pictures: Mapping[str, Media]
    links: Mapping[str, str]
    numbered: bool


class LeftOutError(Exception):
    """A header or footer can't be copied; the reason is a gettext message id."""


def read_header_footer(package: Package, name: str) -> HeaderFooter | None:
    """The header or footer in the part `name`; None for an empty one. Raises LeftOutError."""
    root = deepcopy(package.tree(name, keep_alternatives=True))
    _remove_own_lines(root)
    if _has_any(root, *_PROGRAMS):
        raise LeftOutError(N_("a header or footer with something that Word would run"))
    fields = [_field_name(code) for code in _instructions(root)]
    if not set(fields) <= _FIELDS:
        raise LeftOutError(N_("a header or footer with a field that fetches or runs something"))
    for element in list(root.iter(*map(qname, _DROPPED))):
        _remove(element)
    pictures: dict[str, Media] = {}
    links: dict[str, str] = {}
    for identifier in sorted(_relationship_ids(root)):
        relation = package.relations(name).get(identifier)
        if relation is None or relation.kind not in (RT.IMAGE, RT.HYPERLINK):
            raise LeftOutError(N_("a header or footer that needs other parts of the template"))
        if relation.kind == RT.HYPERLINK:
            links[identifier] = _address(relation)
        else:
            pictures[identifier] = _picture(package, relation)
    if not _has_content(root):
        return None
    return HeaderFooter(root, pictures, links, bool({"PAGE", "NUMPAGES"} & set(fields)))


def refresh(root: Element, values: Mapping[str, str]) -> None:
    """Set the results of the fields named in `values`, as Word would in printing (17.16.18)."""
    for simple in root.iter(qname("w:fldSimple")):
        code = _field_name(value(simple, attribute="w:instr"))
        if code in values:
            _show(values[code], list(simple.iter(qname("w:t"))))
    code = ""
    results: list[Element] | None = None
    for element in root.iter(qname("w:fldChar"), qname("w:instrText"), qname("w:t")):
        kind = value(element, attribute="w:fldCharType")
        if kind == "begin":
            code, results = "", None
        elif kind == "separate":
            results = []
        elif kind == "end" and results is not None and _field_name(code) in values:
            _show(values[_field_name(code)], results)
            results = None
        elif element.tag == qname("w:instrText"):
            code += element.text or ""
        elif element.tag == qname("w:t") and results is not None:
            results.append(element)


def _show(text: str, results: list[Element]) -> None:
    for number, result in enumerate(results):
        result.text = text if number == 0 else ""


def style_ids(root: Element) -> Iterator[Element]:
    """The elements that name a style."""
    return root.iter(qname("w:pStyle"), qname("w:rStyle"), qname("w:tblStyle"))


def _address(relation: Relation) -> str:
    if not relation.external or not _WEB.match(relation.target):
        raise LeftOutError(N_("a header or footer that refers to a file elsewhere"))
    return relation.target


def _picture(package: Package, relation: Relation) -> Media:
    if relation.external:
        raise LeftOutError(N_("a header or footer that refers to a file elsewhere"))
    media_type = package.content_type(relation.target)
    if media_type not in IMAGE_TYPES:
        raise LeftOutError(N_("a header or footer with a picture of an unknown kind"))
    try:
        return Media(relation.target, media_type, package.read(relation.target))
    except UnreadableError as error:
        raise LeftOutError(N_("a header or footer whose picture is missing")) from error


def _remove_own_lines(root: Element) -> None:
    """Remove what arkdoc itself added, when the template began as one of its notes."""
    for start in list(root.iter(qname("w:bookmarkStart"))):
        paragraph = start.getparent()
        if paragraph is None or not value(start, attribute="w:name").startswith(OWN_LINE):
            continue
        number = value(start, attribute="w:id")
        for element in list(start.itersiblings()):
            if element.tag == qname("w:bookmarkEnd") and value(element, attribute="w:id") == number:
                break
            # Somebody may have put the logo in the middle of it.
            if not _has_any(element, "w:drawing", "w:pict"):
                paragraph.remove(element)
        if not _has_content(paragraph):
            _remove(paragraph)


def _instructions(root: Element) -> Iterator[str]:
    """The codes of all fields, complex ones put together from their runs (17.16.18)."""
    for simple in root.iter(qname("w:fldSimple")):
        yield value(simple, attribute="w:instr")
    open_codes: list[list[str] | None] = []
    for element in root.iter(qname("w:fldChar"), qname("w:instrText")):
        kind = value(element, attribute="w:fldCharType")
        if element.tag == qname("w:instrText"):
            if open_codes and (pieces := open_codes[-1]) is not None:
                pieces.append(element.text or "")
            else:
                yield element.text or ""
        elif kind == "begin":
            open_codes.append([])
        elif open_codes and kind in ("separate", "end"):
            if (pieces := open_codes[-1]) is not None:
                yield "".join(pieces)
            open_codes[-1] = None
            if kind == "end":
                open_codes.pop()


def _field_name(code: str) -> str:
    word = re.match(r"\s*(=|[^\s\\]+)", code)
    return word[1].upper() if word else ""


def _relationship_ids(root: Element) -> Iterator[str]:
    """The relationship ids that any attribute names."""
    for element in root.iter():
        for name, identifier in element.attrib.items():
            if name == _OFFICE_ID or str(name).startswith(_RELATIONSHIPS):
                yield str(identifier)


def _has_content(element: Element) -> bool:
    texts = (text.text or "" for text in element.iter(qname("w:t")))
    return bool("".join(texts).strip()) or _has_any(element, *_SHOWN)


def _has_any(element: Element, *tags: str) -> bool:
    return next(element.iter(*map(qname, tags)), None) is not None


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def header_footer_parts(
    package: Package, document: str, section: Element | None
) -> Iterator[tuple[tuple[str, str], str]]:
    """Kind and use («default», «first») of each header and footer of a section, and its part."""
    relations = package.relations(document)
    for reference in () if section is None else section:
        for kind in ("header", "footer"):
            if reference.tag == qname(f"w:{kind}Reference"):
                relation = relations.get(value(reference, attribute="r:id"))
                use = value(reference, attribute="w:type") or "default"
                if relation and not relation.external and use != "even":
                    yield (kind, use), relation.target


def first_section(body: Element | None) -> Element | None:
    """The properties of a document's first section (17.6.17), which the note's first page is in."""
    return None if body is None else next(body.iter(qname("w:sectPr")), None)
