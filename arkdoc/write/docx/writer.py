"""Document and Theme → the bytes of a Word file (ECMA-376, part 1: WordprocessingML)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.model.bookmarks import (
    HEAD_CASE_TYPE,
    HEAD_EXEMPTION,
    HEAD_KICKER,
    HEAD_TITLE,
    head_row_name,
)
from arkdoc.model.document import Document, HeadLine, HeadLineKind, head_lines
from arkdoc.model.nodes import Paragraph, Text
from arkdoc.model.revisions import Redline
from arkdoc.ooxml.oxml import Element, root, run, text, w
from arkdoc.ooxml.units import pt
from arkdoc.ooxml.writer import PartRelations, Properties
from arkdoc.style.heading_numbers import number_room
from arkdoc.style.role import HEADINGS, Role
from arkdoc.style.theme import Theme
from arkdoc.write.docx.content.blocks import BlockWriter
from arkdoc.write.docx.content.body import BlockSequence
from arkdoc.write.docx.content.context import BlockContext, InlineContext, WriterContext
from arkdoc.write.docx.content.footnotes import footnotes_part
from arkdoc.write.docx.content.inlines import write_inlines
from arkdoc.write.docx.content.letterhead import write_letterhead
from arkdoc.write.docx.content.sections import Sections
from arkdoc.write.docx.settings import settings_part
from arkdoc.write.docx.styles.fonts import font_table, theme_part
from arkdoc.write.docx.styles.numbering import with_heading_numbers
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import Variant, style_id
from arkdoc.write.docx.template.merge_styles import merge_styles
from arkdoc.write.docx.template.read import Template


def write_docx(
    document: Document,
    theme: Theme,
    *,
    pages: Mapping[str, int],
    pictures: Mapping[str, bytes],
    template: Template | None = None,
    redline: Redline | None = None,
) -> bytes:
    """The note as a Word file; the same bytes for the same arguments.

    With a `template`, `theme` is what `apply_template` makes of the house style.

    `pages` gives the page that each heading's id is on, for the table of contents; an entry
    that isn't in it has no number until Word counts. `pictures` gives, by its path, a PNG for
    each SVG asset that the document shows, for programs that can't draw it. With a `redline`, whose
    document it is, what either version alone has is tracked; the file is then no note of its case.
    """
    shared = WriterContext(document, theme, pages, pictures, Styles(theme), template, redline)
    body = BlockSequence(shared.styles, Sections(shared).properties)
    _head(shared, body)
    writer = BlockWriter(shared, shared.file.document, body)
    for part in document.parts:
        writer.blocks(part.blocks, BlockContext(part.language))
    head, language = document.head, shared.words.language
    about = Properties(
        head.document_title,
        head.kicker,
        head.author,
        head.date,
        language,
        "" if redline else head.case_number,
        ", ".join(head.keywords),
        head.case_type,
    )
    return finished_file(shared, body.finish(), about)


def finished_file(shared: WriterContext, body: Iterable[Element], about: Properties) -> bytes:
    """The file whose body, which is written, holds `body`: its other parts, and all as bytes."""
    theme, template, language = shared.theme, shared.template, about.language
    shared.file.document.part.fill(root("w:document", "w r", w("body", *body)))
    parts = _add_parts(shared)
    footnotes = [_footnote(label, shared, parts[_FOOTNOTES]) for label in shared.footnotes.ids]
    parts[_FOOTNOTES].part.fill(footnotes_part(footnotes))
    styles = shared.styles.part(language)
    if template:
        styles = merge_styles(styles, template, language)
    if shared.document.numbered:
        headings = {
            style_id(role.word_style): pt(number_room(theme, level))
            for level, role in enumerate(HEADINGS, start=1)
        }
        with_heading_numbers(styles, headings, shared.numbering.headings(headings))
    parts["numbering.xml"].part.fill(shared.numbering.part())
    parts["styles.xml"].part.fill(styles)
    parts["fontTable.xml"].part.fill(font_table(theme, template.fonts if template else None))
    if template and template.theme is not None:
        parts["theme/theme1.xml"].part.fill(template.theme, keep_namespaces=True)
    else:
        parts["theme/theme1.xml"].part.fill(theme_part(theme))
    parts["settings.xml"].part.fill(settings_part(language))
    shared.file.properties(about)
    return shared.file.save()


_FOOTNOTES = "footnotes.xml"


def _add_parts(shared: WriterContext) -> dict[str, PartRelations]:
    """Add the parts that every document has; they are filled when their content is complete."""
    kinds = {
        "styles.xml": (CT.WML_STYLES, RT.STYLES),
        "settings.xml": (CT.WML_SETTINGS, RT.SETTINGS),
        "numbering.xml": (CT.WML_NUMBERING, RT.NUMBERING),
        "fontTable.xml": (CT.WML_FONT_TABLE, RT.FONT_TABLE),
        "theme/theme1.xml": (CT.OFC_THEME, RT.THEME),
        _FOOTNOTES: (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    }
    return {name: shared.file.add_part(name, *kind) for name, kind in kinds.items()}


def _footnote(label: str, shared: WriterContext, relations: PartRelations) -> list[Element]:
    """The blocks of one footnote, the first of them beginning with its mark."""
    footnote = shared.document.footnotes[label]
    body = BlockSequence(shared.styles)
    # The ends of its paragraphs go with its mark in the text.
    body.change = shared.change(footnote, has_ends=False)
    writer = BlockWriter(shared, relations, body, in_footnote=True)
    place = BlockContext(footnote.language or shared.document.language, role=Role.FOOTNOTE)
    mark = shared.footnotes.repeat(label)
    if footnote.blocks and isinstance(footnote.blocks[0], Paragraph):
        writer.opening = mark
    else:
        body.paragraph(Variant(Role.FOOTNOTE), mark)
    writer.blocks(footnote.blocks, place)
    return body.finish()


_HEAD_ROLES = {
    HeadLineKind.KICKER: (Role.KICKER, HEAD_KICKER),
    HeadLineKind.TITLE: (Role.TITLE, HEAD_TITLE),
    HeadLineKind.CASE_TYPE: (Role.CASE_TYPE, HEAD_CASE_TYPE),
    HeadLineKind.ROW: (Role.HEAD_VALUE, ""),
    HeadLineKind.EXEMPTION: (Role.EXEMPTION, HEAD_EXEMPTION),
    HeadLineKind.DRAFT: (Role.KICKER, ""),
}


def _head(shared: WriterContext, body: BlockSequence) -> None:
    """The letterhead and the block at the note's head, whose rows are paragraphs, not a table."""
    lines = shared.redline.head if shared.redline else head_lines(shared.document.head)
    for line in lines:
        if line.kind is HeadLineKind.DRAFT:
            _head_line(line, shared, body)
    write_letterhead(shared, body)
    rows_end = max((n for n, line in enumerate(lines) if line.kind is HeadLineKind.ROW), default=-1)
    for number, line in enumerate(lines):
        if line.kind is not HeadLineKind.DRAFT:
            _head_line(line, shared, body)
        if number == rows_end:
            body.close()


def _head_line(line: HeadLine, shared: WriterContext, body: BlockSequence) -> None:
    role, name = _HEAD_ROLES[line.kind]
    relations, language = shared.file.document, shared.document.language
    place = BlockContext(language)
    context = InlineContext(shared, relations, language, place.room(shared), 0)
    is_draft = line.kind is HeadLineKind.DRAFT
    is_row = line.kind is HeadLineKind.ROW
    inlines = (Text("\t"), *line.inlines) if is_row else line.inlines
    content = write_inlines(inlines, context, frozenset({Role.DRAFT} if is_draft else ()))
    if is_row:
        content.insert(0, run(*text(line.label), style=shared.styles.label()))
        name = head_row_name(line.number)
    content = shared.bookmarked("" if shared.redline else name, content)
    change = shared.change(line)
    with body.changed(change) if change else nullcontext():
        body.paragraph(Variant(role), content)
