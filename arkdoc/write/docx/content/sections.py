"""Page geometry, header and footer: Theme and Head → section properties and their parts."""

from __future__ import annotations

from copy import deepcopy
from enum import Enum
from string import Formatter

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.ooxml.oxml import (
    Element,
    bookmark,
    clean,
    el,
    field,
    paragraph,
    put,
    qname,
    root,
    run,
    text,
    w,
)
from arkdoc.ooxml.reader import value
from arkdoc.ooxml.units import mm
from arkdoc.style.role import Role
from arkdoc.write.docx.content.context import WriterContext
from arkdoc.write.docx.styles.variants import Variant
from arkdoc.write.docx.template.headers_footers import OWN_LINE, HeaderFooter, refresh, style_ids

_KINDS = {
    "header": (CT.WML_HEADER, RT.HEADER, "hdr"),
    "footer": (CT.WML_FOOTER, RT.FOOTER, "ftr"),
}


class _Pages(Enum):
    """Pages that have a header of their own."""

    FIRST = "first"
    UPRIGHT = "upright"
    ACROSS = "across"


_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


class Sections:
    """The sections of a document, all with the same header and footer.

    The first page's header leaves out the title, which stands right below it. Pages that lie
    across have a header of their own where «Utkast» stands at their own right margin.
    """

    def __init__(self, shared: WriterContext) -> None:
        self._shared = shared
        self._made: dict[_Pages, list[Element]] = {}
        self._first = True

    def properties(self, wide: bool) -> Element:
        """The properties (17.6.17) of the next section, whose pages lie across if `wide`."""
        page, first = self._shared.theme.page, self._first
        self._first = False
        width, height = (page.height, page.width) if wide else (page.width, page.height)
        across = wide and bool(self._shared.document.head.draft)
        references = self._references(_Pages.ACROSS if across else _Pages.UPRIGHT)
        if first:
            references += self._references(_Pages.FIRST)
        return w(
            "sectPr",
            *references,
            w("type", val="nextPage"),
            w("pgSz", w=mm(width), h=mm(height), orient="landscape" if wide else None),
            w(
                "pgMar",
                top=mm(page.top),
                right=mm(page.right),
                bottom=mm(page.bottom),
                left=mm(page.left),
                header=mm(page.header),
                footer=mm(page.footer),
                gutter=0,
            ),
            w("cols", space=mm(12.5)),
            w("titlePg") if first else None,
        )

    def _references(self, pages: _Pages) -> list[Element]:
        if pages not in self._made:
            self._made[pages] = _furniture(self._shared, pages)
        return [deepcopy(reference) for reference in self._made[pages]]


def _furniture(shared: WriterContext, pages: _Pages) -> list[Element]:
    """Header and footer parts, and how a section refers to them (17.10.2, 17.10.5)."""
    return [_reference(shared, pages, kind) for kind in _KINDS]


def _reference(shared: WriterContext, pages: _Pages, kind: str) -> Element:
    content_type, relationship, _ = _KINDS[kind]
    relations = shared.file.add_part(f"{kind}-{pages.value}.xml", content_type, relationship)
    first = pages is _Pages.FIRST
    margin = shared.template.margin(kind, first=first) if shared.template else None
    content = _header(shared, pages) if kind == "header" else _footer(shared)
    if margin is None:
        relations.part.fill(_own_part(shared, pages, kind, content))
    else:
        carried = _renamed(shared, margin)
        is_there = margin.numbered if kind == "footer" else not content
        if not is_there:
            carried.append(_line(shared, pages, kind, content))
        shared.file.carry(relations, carried, margin.pictures, margin.links)
    identifier = shared.file.document.add(relationship, relations.part)
    use = "first" if first else "default"
    return el(f"w:{kind}Reference", {"w:type": use, "r:id": identifier})


def _own_part(shared: WriterContext, pages: _Pages, kind: str, content: list[Element]) -> Element:
    return root(f"w:{_KINDS[kind][2]}", "w r", _line(shared, pages, kind, content))


def _line(shared: WriterContext, pages: _Pages, kind: str, content: list[Element]) -> Element:
    """Our own line, in a bookmark: a note may become a template, and then it is taken out."""
    across = pages is _Pages.ACROSS
    if kind == "footer":
        style = shared.styles.paragraph(Variant(Role.PAGE_FOOTER))
    elif shared.template:
        style = shared.styles.running(across=across)
    else:
        style = shared.styles.paragraph(Variant(Role.PAGE_HEADER, across=across))
    number = next(shared.bookmarks)
    own = bookmark(number, f"{OWN_LINE}_{number}", content) if content else []
    return paragraph(w("pPr", w("pStyle", val=style)), own)


def _renamed(shared: WriterContext, margin: HeaderFooter) -> Element:
    """The template's header or footer, its styles and its drawings called as in this file."""
    copy = margin.copy()
    if shared.template:
        for named in list(style_ids(copy)):
            known = shared.template.ids.get(value(named))
            if known:
                put(named, "w:val", known)
            elif (parent := named.getparent()) is not None:
                parent.remove(named)
    head = shared.document.head
    refresh(copy, {"TITLE": clean(head.title), "SUBJECT": clean(head.kicker)})
    for drawn in copy.iter(qname("wp:docPr")):
        put(drawn, "id", str(next(shared.drawings)))
    return copy


def _header(shared: WriterContext, pages: _Pages) -> list[Element]:
    head = shared.document.head
    found = [] if pages is _Pages.FIRST else [run(*text(head.running))]
    if head.draft:
        draft = shared.styles.characters((Role.DRAFT,))
        found += [run(*text("\t")), run(*text(head.draft), style=draft)]
    return found


def _footer(shared: WriterContext) -> list[Element]:
    """«Side 1 av 7», the numbers as fields (17.16.5.33, 17.16.5.44)."""
    found: list[Element] = []
    for literal, name, _, _ in Formatter().parse(shared.words.page):
        if literal:
            found.append(run(*text(literal)))
        if name:
            found += field(_FIELDS[name], [run(*text("1"))])
    return found
