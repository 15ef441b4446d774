"""A read document → faults in its headings, tables, lists and blank paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from arkdoc.language.written import BULLETS
from arkdoc.model.names import clip
from arkdoc.model.regex import regex
from arkdoc.ooxml.reader import value
from arkdoc.rules.word import (
    BLANK_PARAGRAPHS,
    COMPLEX_TABLE,
    HEADING_ORDER,
    IMITATED_LIST,
    TABLE_WITHOUT_HEADER,
)
from arkdoc.write.docx.audit.finding import Finding, finding
from arkdoc.write.docx.audit.read_back import ReadDocument, ReadParagraph, Zone

_TITLE = "title"
_BULLET = regex(rf"\s*([{BULLETS}·*–—-])\s+\S")
_NUMBERED = regex(r"\s*\(?(\d{1,3}|[A-Za-zÆØÅæøå])[.)]\s+\S")


def headings(document: ReadDocument) -> Iterator[Finding]:
    """Each heading that lies more than one level below the one before (WCAG 2.1, 1.3.1)."""
    title = value(document.stylesheet.by_name.get(_TITLE), attribute="w:styleId")
    before = 0
    for paragraph in document.paragraphs:
        if paragraph.zone is not Zone.BODY or paragraph.style == title:
            continue
        outline = document.stylesheet.style_of(paragraph.style).outline
        if outline is None:
            continue
        level = outline + 1
        if level > before + 1:
            text = clip(paragraph.text)
            yield finding(HEADING_ORDER, paragraph.origin, text=text, level=level, before=before)
        before = level


def tables(document: ReadDocument) -> Iterator[Finding]:
    """Tables that don't say what their columns hold, or that can't be read row by row."""
    for table in document.tables:
        if not table.header or not table.header_text.strip():
            yield finding(TABLE_WITHOUT_HEADER, table.origin)
        if table.irregular:
            yield finding(COMPLEX_TABLE, table.irregular)


def lists(document: ReadDocument) -> Iterator[Finding]:
    """Lines that begin as the items of a list do, two or more of them, and are none."""
    reported: set[tuple[str, int | None]] = set()
    before: tuple[ReadParagraph, str] | None = None
    for paragraph in document.paragraphs:
        lines = _plain_lines(document, paragraph)
        for line in lines:
            mark = _mark(line)
            if before and mark and _follows(before[1], mark):
                place = _place(before[0])
                if place not in reported:
                    yield finding(IMITATED_LIST, before[0].origin, text=clip(line.strip(), 40))
                reported |= {place, _place(paragraph)}
            before = (paragraph, mark) if mark else None
        if not lines:
            before = None


def _place(paragraph: ReadParagraph) -> tuple[str, int | None]:
    return paragraph.origin.name, paragraph.origin.row


def _plain_lines(document: ReadDocument, paragraph: ReadParagraph) -> list[str]:
    """The lines of a paragraph of running text; none of a heading, a list, a cell or code."""
    if paragraph.listed or paragraph.cell or not paragraph.own:
        return []
    resolved = document.stylesheet.style_of(paragraph.style)
    # Only code is in a style whose spelling is not checked.
    if resolved.outline is not None or resolved.unproofed:
        return []
    return paragraph.text.split("\n")


def _mark(line: str) -> str:
    if bullet := _BULLET.match(line):
        return bullet[1]
    numbered = _NUMBERED.match(line)
    return numbered[1] if numbered else ""


def _follows(before: str, mark: str) -> bool:
    if before.isdecimal() and mark.isdecimal():
        return int(mark) == int(before) + 1
    if before.isalpha() and mark.isalpha():
        return ord(mark) == ord(before) + 1
    return before == mark and not mark.isalnum()


def blanks(document: ReadDocument) -> Iterator[Finding]:
    """Paragraphs with nothing in them, where space or a line was wanted, and Word needs none."""
    inside = (p for p in document.paragraphs if p.zone is not Zone.HEADER_FOOTER)
    for blank, run in groupby(inside, _is_blank):
        if blank:
            first, *more = run
            yield finding(BLANK_PARAGRAPHS, first.origin, number=len(more) + 1)


def _is_blank(paragraph: ReadParagraph) -> bool:
    has_content = paragraph.text.strip() or paragraph.drawings or paragraph.has_sign
    return not (has_content or paragraph.listed or paragraph.needed)
