"""Page geometry, header and footer: Theme and Head → section properties and their parts."""

from __future__ import annotations

from collections.abc import Iterable
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
from arkdoc.style.theme import PageGeometry
from arkdoc.write.docx.content.context import WriterContext
from arkdoc.write.docx.styles.variants import Adjustment, Variant
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
_ONE_LINE = 90  # characters that fit beside each other in a header


class Sections:
    """The sections of a document, all with the same header and footer.

    The first page's header leaves out the title, which stands right below it. Landscape pages
    have a header of their own where «Utkast» or «Unntatt …» stands at their own right margin.
    """

    def __init__(self, shared: WriterContext) -> None:
        self._shared = shared
        self._made: dict[_Pages, list[Element]] = {}
        self._first = True

    def properties(self, landscape: bool) -> Element:
        """The properties (17.6.17) of the next section."""
        first = self._first
        self._first = False
        across = landscape and bool(self._shared.document.head.stamps)
        references = self._references(_Pages.ACROSS if across else _Pages.UPRIGHT)
        if first:
            references += self._references(_Pages.FIRST)
        return section_properties(
            self._shared.theme.page, references, landscape=landscape, has_first_page=first
        )

    def _references(self, pages: _Pages) -> list[Element]:
        """How a section refers to its header and footer (17.10.2, 17.10.5)."""
        if pages not in self._made:
            self._made[pages] = [_reference(self._shared, pages, kind) for kind in _KINDS]
        return [deepcopy(reference) for reference in self._made[pages]]


def section_properties(
    page: PageGeometry,
    references: Iterable[Element] = (),
    *,
    landscape: bool = False,
    has_first_page: bool = False,
) -> Element:
    """The properties (17.6.17) of a section that begins a page.

    `references` are to its headers and footers; with `has_first_page`, some are for that alone.
    """
    width, height = (page.height, page.width) if landscape else (page.width, page.height)
    margins = ("top", "right", "bottom", "left", "header", "footer")
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        w("pgSz", w=mm(width), h=mm(height), orient="landscape" if landscape else None),
        w("pgMar", **{name: mm(getattr(page, name)) for name in margins}, gutter=0),
        w("cols", space=mm(12.5)),
        w("titlePg") if has_first_page else None,
    )


def _reference(shared: WriterContext, pages: _Pages, kind: str) -> Element:
    """A reference to a header or footer, whose part it makes."""
    content_type, relationship, tag = _KINDS[kind]
    relations = shared.file.add_part(f"{kind}-{pages.value}.xml", content_type, relationship)
    first = pages is _Pages.FIRST
    template = shared.template.header_footer(kind, first=first) if shared.template else None
    is_header = kind == "header"
    lines = _header(shared, pages, template is None) if is_header else [_footer(shared)]
    own = [_line(shared, pages, kind, content) for content in lines]
    if template is None:
        relations.part.fill(root(f"w:{tag}", "w r", *own))
    else:
        copy = _renamed(shared, template)
        is_there = template.numbered if not is_header else not any(lines)
        if not is_there:
            copy.extend(own)
        shared.file.fill_with_copy(relations, copy, template.pictures, template.links)
    identifier = shared.file.document.add(relationship, relations.part)
    use = "first" if first else "default"
    return el(f"w:{kind}Reference", **{"w:type": use, "r:id": identifier})


def _line(shared: WriterContext, pages: _Pages, kind: str, content: list[Element]) -> Element:
    """Our own line, in a bookmark: a note may become a template, and then it is taken out."""
    across = pages is _Pages.ACROSS
    variant = Variant(Role.PAGE_FOOTER if kind == "footer" else Role.PAGE_HEADER)
    if kind == "header" and shared.template:
        style = shared.styles.running(across=across)
    else:
        style = shared.styles.paragraph(
            variant.adjusted(Adjustment.ACROSS) if across and kind == "header" else variant
        )
    number = next(shared.bookmarks)
    own = bookmark(number, f"{OWN_LINE}_{number}", content) if content else []
    return paragraph(w("pPr", w("pStyle", val=style)), own)


def _renamed(shared: WriterContext, template: HeaderFooter) -> Element:
    """The template's header or footer, its styles and its drawings called as in this file."""
    copy = deepcopy(template.root)
    if shared.template:
        for named in list(style_ids(copy)):
            known = shared.template.ids.get(value(named))
            if known:
                put(named, "w:val", known)
            elif (parent := named.getparent()) is not None:
                parent.remove(named)
    head = shared.document.head
    refresh(copy, {"TITLE": clean(head.document_title), "SUBJECT": clean(head.kicker)})
    for drawn in copy.iter(qname("wp:docPr")):
        put(drawn, "id", str(next(shared.drawings)))
    return copy


def _header(shared: WriterContext, pages: _Pages, alone: bool) -> list[list[Element]]:
    """The lines of a header: whose and what the note is, at the right what readers must know.

    Where it is not `alone`, the template's header says whose it is.
    """
    head, sender = shared.document.head, shared.theme.sender
    is_first = pages is _Pages.FIRST
    name = sender.name if sender and alone and not is_first else ""
    running = "" if is_first else head.running
    fits = len(running) + len(head.stamps) <= _ONE_LINE or not head.exemption
    lefts = [name, running] if name else [running] if fits else ["", running]
    lines = [[run(*text(left))] if left else [] for left in lefts]
    if head.stamps:
        stamp = shared.styles.characters((Role.DRAFT,))
        lines[0] += [run(*text("\t")), run(*text(head.stamps), style=stamp)]
    return lines


def _footer(shared: WriterContext) -> list[Element]:
    """«Side 1 av 7», the numbers as fields (17.16.5.33, 17.16.5.44)."""
    content: list[Element] = []
    for literal, name, _, _ in Formatter().parse(shared.words.page):
        if literal:
            content.append(run(*text(literal)))
        if name:
            content += field(_FIELDS[name], [run(*text("1"))])
    return content
