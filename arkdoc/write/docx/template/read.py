"""The bytes of `styles/notat.docx` → Template: its styles, headers, footers, logos and page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.regex import regex
from arkdoc.model.source import start_of
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import Package, child, switched, value
from arkdoc.ooxml.stylesheet import Stylesheet, number
from arkdoc.ooxml.unreadable import NO_STYLES, NOT_WORD, TOO_MUCH, UnreadableError
from arkdoc.rules.word import LEFT_OUT_OF_TEMPLATE, UNUSABLE_TEMPLATE
from arkdoc.style.role import Kind, Role
from arkdoc.style.theme import PageGeometry
from arkdoc.write.docx.styles.definitions import DEFAULT_STYLES
from arkdoc.write.docx.styles.variants import style_id
from arkdoc.write.docx.template.headers_footers import (
    HeaderFooter,
    LeftOutError,
    first_section,
    header_footer_parts,
    read_header_footer,
)

MOST_BYTES = 20 * 1024 * 1024
_MM_PER_TWIP = 25.4 / 1440
_LEAST_MEASURE = 80  # millimetres of text across a page, below which it is no page for a note
_WORD_MAIN = regex(r"application/vnd\.[\w.-]*(?:wordprocessingml|ms-word)\.(?:document|template)")


@dataclass(frozen=True, slots=True)
class Template:
    """What is taken from an institution's template.

    `ids` has, for each of its style ids, the id that the style has in our files. `headers_footers`
    are by kind and use; `first` says that the first page has its own. `page` is None where the
    template's can't be used.
    """

    stylesheet: Stylesheet
    theme: Element | None
    fonts: Element | None
    ids: Mapping[str, str]
    headers_footers: Mapping[tuple[str, str], HeaderFooter]
    first: bool
    page: PageGeometry | None
    left_out: tuple[str, ...] = field(default=())

    def style(self, name: str, kind: str) -> Element | None:
        """The style called `name`, if it is of the right `kind`."""
        found = self.stylesheet.by_name.get(name.lower())
        return found if value(found, attribute="w:type") == kind else None

    def header_footer(self, kind: str, *, first: bool) -> HeaderFooter | None:
        """The header or footer for the first page, or for the others."""
        return self.headers_footers.get((kind, "first" if first and self.first else "default"))


def read_template(path: str, data: bytes) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    """The template, and what can't be used of it; None where none of it can."""
    place = start_of(path)
    try:
        if len(data) > MOST_BYTES:
            raise UnreadableError(TOO_MUCH)
        template = _template(Package(data))
    except UnreadableError as error:
        return None, (diagnostic(UNUSABLE_TEMPLATE, place, path=path, reason=error),)
    left_out = dict.fromkeys(template.left_out)
    return template, tuple(
        diagnostic(LEFT_OUT_OF_TEMPLATE, place, path=path, what=what) for what in left_out
    )


def _template(package: Package) -> Template:
    document = package.related("", RT.OFFICE_DOCUMENT)
    if not document or not _WORD_MAIN.match(package.content_type(document)):
        raise UnreadableError(NOT_WORD)
    if not (styles := package.related(document, RT.STYLES)):
        raise UnreadableError(NO_STYLES)
    theme = package.related(document, RT.THEME)
    root = package.tree(theme) if theme and not package.relations(theme) else None
    stylesheet = Stylesheet(package.tree(styles), root)
    fonts = package.related(document, RT.FONT_TABLE)
    section = first_section(child(package.tree(document), "w:body"))
    left_out = list(_never_taken(package, document))
    if _numbers_paragraphs(stylesheet):
        left_out.append(N_("the numbering of headings and paragraphs"))
    return Template(
        stylesheet=stylesheet,
        theme=root,
        fonts=package.tree(fonts) if fonts else None,
        ids=_ids(stylesheet),
        headers_footers=_headers_footers(package, document, section, left_out),
        first=bool(switched(section, "w:titlePg")),
        page=_page(section),
        left_out=tuple(left_out),
    )


def _never_taken(package: Package, document: str) -> Iterable[str]:
    """What a template has that its author might expect in the note, and that is never there."""
    if any("vbaproject" in name.lower() for name in package.names):
        yield N_("a macro")
    for name in package.names:
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("_rels/")
            relations = package.relations(folder + file.removesuffix(".rels")).values()
            if any(r.external and r.kind != RT.HYPERLINK for r in relations):
                yield N_("a reference to a file elsewhere")
    settings = package.related(document, RT.SETTINGS)
    if settings and switched(package.tree(settings), "w:evenAndOddHeaders"):
        yield N_("headers and footers for even pages")


def _numbers_paragraphs(stylesheet: Stylesheet) -> bool:
    """Whether styles that the note uses would number their paragraphs by themselves."""
    names = (role.word_style.lower() for role in Role if role.kind is Kind.PARAGRAPH)
    numbers = (value(stylesheet.by_name.get(n), "w:pPr", "w:numPr", "w:numId") for n in names)
    return not set(numbers) <= {"", "0"}  # 0 is no numbering (17.9.18)


def _headers_footers(
    package: Package, document: str, section: Element | None, left_out: list[str]
) -> dict[tuple[str, str], HeaderFooter]:
    found = {}
    for key, part in header_footer_parts(package, document, section):
        try:
            margin = read_header_footer(package, part)
        except LeftOutError as reason:
            left_out.append(str(reason))
        else:
            if margin:
                found[key] = margin
    return found


def _ids(stylesheet: Stylesheet) -> dict[str, str]:
    """The id of each style in our files, made of its name as Word makes it."""
    built_in = {
        name.lower(): name for name in (*DEFAULT_STYLES, *(role.word_style for role in Role))
    }
    found: dict[str, str] = {}
    taken: set[str] = set()
    for identifier, style in stylesheet.by_id.items():
        name = value(style, "w:name")
        base = style_id(built_in.get(stylesheet.name(style), re.sub(r"[^\w -]", "", name)) or "x")
        wanted, number = base, 1
        while wanted in taken:
            number += 1
            wanted = f"{base}{number}"
        taken.add(wanted)
        found[identifier] = wanted
    return found


def _page(section: Element | None) -> PageGeometry | None:
    """The size and margins of the pages, if a note could stand on them."""
    size, margin = child(section, "w:pgSz"), child(section, "w:pgMar")
    if size is None or margin is None:
        return None
    lengths = [
        *(_millimetres(size, name) for name in ("w", "h")),
        *(_millimetres(margin, n) for n in ("top", "bottom", "left", "right", "header", "footer")),
    ]
    page = PageGeometry(*lengths)
    upright = 150 <= page.width <= page.height <= 450
    fits = min(lengths[2:]) > 3 and page.top + page.bottom < page.height / 2
    return page if upright and fits and page.measure >= _LEAST_MEASURE else None


def _millimetres(element: Element, name: str) -> float:
    twips = number(value(element, attribute=f"w:{name}")) or 0.0
    return round(abs(twips) * _MM_PER_TWIP, 2)
