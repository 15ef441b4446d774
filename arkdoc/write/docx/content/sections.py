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
from arkdoc.write.docx.content.context import Book
from arkdoc.write.docx.styles.variants import Variant
from arkdoc.write.docx.template.margins import OWN_LINE, Margin, refresh, style_ids

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

    def __init__(self, book: Book) -> None:
        self._book = book
        self._made: dict[_Pages, list[Element]] = {}
        self._first = True

    def properties(self, wide: bool) -> Element:
        """The properties (17.6.17) of the next section, whose pages lie across if `wide`."""
        page, first = self._book.theme.page, self._first
        self._first = False
        width, height = (page.height, page.width) if wide else (page.width, page.height)
        across = wide and bool(self._book.document.head.draft)
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
            self._made[pages] = _furniture(self._book, pages)
        return [deepcopy(reference) for reference in self._made[pages]]


def _furniture(book: Book, pages: _Pages) -> list[Element]:
    """Header and footer parts, and how a section refers to them (17.10.2, 17.10.5)."""
    return [_reference(book, pages, kind) for kind in _KINDS]


def _reference(book: Book, pages: _Pages, kind: str) -> Element:
    content_type, relationship, _ = _KINDS[kind]
    relations = book.file.story(f"{kind}-{pages.value}.xml", content_type, relationship)
    first = pages is _Pages.FIRST
    margin = book.template.margin(kind, first=first) if book.template else None
    content = _header(book, pages) if kind == "header" else _footer(book)
    if margin is None:
        relations.part.fill(_own_part(book, pages, kind, content))
    else:
        carried = _renamed(book, margin)
        is_there = margin.numbered if kind == "footer" else not content
        if not is_there:
            carried.append(_line(book, pages, kind, content))
        book.file.carry(relations, carried, margin.pictures, margin.links)
    identifier = book.file.document.add(relationship, relations.part)
    use = "first" if first else "default"
    return el(f"w:{kind}Reference", {"w:type": use, "r:id": identifier})


def _own_part(book: Book, pages: _Pages, kind: str, content: list[Element]) -> Element:
    return root(f"w:{_KINDS[kind][2]}", "w r", _line(book, pages, kind, content))


def _line(book: Book, pages: _Pages, kind: str, content: list[Element]) -> Element:
    """Our own line, in a bookmark: a note may become a template, and then it is taken out."""
    across = pages is _Pages.ACROSS
    if kind == "footer":
        style = book.styles.paragraph(Variant(Role.PAGE_FOOTER))
    elif book.template:
        style = book.styles.running(across=across)
    else:
        style = book.styles.paragraph(Variant(Role.PAGE_HEADER, across=across))
    number = next(book.bookmarks)
    own = bookmark(number, f"{OWN_LINE}_{number}", content) if content else []
    return paragraph(w("pPr", w("pStyle", val=style)), own)


def _renamed(book: Book, margin: Margin) -> Element:
    """The template's header or footer, its styles and its drawings called as in this file."""
    copy = margin.copy()
    if book.template:
        for named in list(style_ids(copy)):
            known = book.template.ids.get(value(named))
            if known:
                put(named, "w:val", known)
            elif (parent := named.getparent()) is not None:
                parent.remove(named)
    head = book.document.head
    refresh(copy, {"TITLE": clean(head.title), "SUBJECT": clean(head.kicker)})
    for drawn in copy.iter(qname("wp:docPr")):
        put(drawn, "id", str(next(book.drawings)))
    return copy


def _header(book: Book, pages: _Pages) -> list[Element]:
    head = book.document.head
    found = [] if pages is _Pages.FIRST else [run(*text(head.running))]
    if head.draft:
        draft = book.styles.characters((Role.DRAFT,))
        found += [run(*text("\t")), run(*text(head.draft), style=draft)]
    return found


def _footer(book: Book) -> list[Element]:
    """«Side 1 av 7», the numbers as fields (17.16.5.33, 17.16.5.44)."""
    found: list[Element] = []
    for literal, name, _, _ in Formatter().parse(book.words.page):
        if literal:
            found.append(run(*text(literal)))
        if name:
            found += field(_FIELDS[name], [run(*text("1"))])
    return found
