"""Document and Theme → the bytes of a Word file (ECMA-376, part 1: WordprocessingML)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.model.bookmarks import (
    HEAD_CASE_TYPE,
    HEAD_EXEMPTION,
    HEAD_KICKER,
    HEAD_TITLE,
    head_row_name,
)
from arkdoc.model.document import Document
from arkdoc.model.nodes import Paragraph
from arkdoc.ooxml.oxml import Element, root, run, text, w
from arkdoc.ooxml.units import pt
from arkdoc.ooxml.writer import PartRelations, Properties
from arkdoc.style.heading_numbers import number_room
from arkdoc.style.role import HEADINGS, Role
from arkdoc.style.theme import Theme
from arkdoc.write.docx.content.blocks import BlockWriter
from arkdoc.write.docx.content.body import BlockSequence
from arkdoc.write.docx.content.context import BlockContext, WriterContext
from arkdoc.write.docx.content.footnotes import footnotes_part
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
) -> bytes:
    """The note as a Word file; the same bytes for the same arguments.

    With a `template`, `theme` is what `apply_template` makes of the house style.

    `pages` gives the page that each heading's id is on, for the table of contents; an entry
    that isn't in it has no number until Word counts. `pictures` gives, by its path, a PNG for
    each SVG asset that the document shows, for programs that can't draw it.
    """
    shared = WriterContext(document, theme, pages, pictures, Styles(theme), template)
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
        head.case_number,
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
    writer = BlockWriter(shared, relations, body, in_footnote=True)
    place = BlockContext(footnote.language or shared.document.language, role=Role.FOOTNOTE)
    mark = shared.footnotes.repeat(label)
    if footnote.blocks and isinstance(footnote.blocks[0], Paragraph):
        writer.opening = mark
    else:
        body.paragraph(Variant(Role.FOOTNOTE), mark)
    writer.blocks(footnote.blocks, place)
    return body.finish()


def _head(shared: WriterContext, body: BlockSequence) -> None:
    """The letterhead and the block at the note's head, whose rows are paragraphs, not a table."""
    head = shared.document.head
    case_type = f"({head.case_type})" if head.case_type else ""
    if head.draft:
        mark = run(*text(head.draft), style=shared.styles.characters((Role.DRAFT,)))
        body.paragraph(Variant(Role.KICKER), [mark])
    write_letterhead(shared, body)
    for role, words, name in (
        (Role.KICKER, head.kicker, HEAD_KICKER),
        (Role.TITLE, head.title, HEAD_TITLE),
        (Role.CASE_TYPE, case_type, HEAD_CASE_TYPE),
    ):
        if words:
            body.paragraph(Variant(role), shared.bookmarked(name, [run(*text(words))]))
    for number, (label, value) in enumerate(head.rows, start=1):
        row = [run(*text(label), style=shared.styles.label()), run(*text("\t" + value))]
        body.paragraph(Variant(Role.HEAD_VALUE), shared.bookmarked(head_row_name(number), row))
    if head.rows:
        body.close()
    if head.exemption:
        content = shared.bookmarked(HEAD_EXEMPTION, [run(*text(head.exemption))])
        body.paragraph(Variant(Role.EXEMPTION), content)
