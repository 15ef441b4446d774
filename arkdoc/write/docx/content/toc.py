"""The table of contents: a field whose cached result is the real entries, with page numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from arkdoc.language.printed import WORDS
from arkdoc.model.document import ContentsEntry
from arkdoc.ooxml.oxml import (
    Element,
    bookmark_name,
    field,
    field_end,
    field_start,
    hyperlink,
    run,
    text,
    w,
)
from arkdoc.style.role import CONTENTS, Role
from arkdoc.write.docx.content.body import BlockSequence
from arkdoc.write.docx.content.context import InlineContext
from arkdoc.write.docx.content.inlines import write_inlines
from arkdoc.write.docx.styles.variants import Variant


def write(body: BlockSequence, context: InlineContext) -> None:
    """Write the heading and the entries into `body` (17.16.5.68)."""
    entries = context.shared.document.contents
    heading = run(*text(WORDS[context.language].contents), language=context.tag)
    body.paragraph(Variant(Role.CONTENTS_HEADING), [heading])
    deepest = max(entry.level for entry in entries)
    opening = field_start(f'TOC \\o "1-{deepest}" \\h \\z \\u')
    for place, entry in enumerate(entries, start=1):
        role = CONTENTS[min(entry.level, len(CONTENTS)) - 1]
        # The field ends in its last entry, where Word would leave a blank paragraph.
        closing = [field_end()] if place == len(entries) else []
        content = [*opening, _link(entry, role, context), *closing]
        body.paragraph(Variant(role), content)
        opening = []


def control(paragraphs: Iterable[Element]) -> Element:
    """The content control (17.5.2.29) that has Word offer «Oppdater tabell» above it."""
    gallery = w("docPartGallery", val="Table of Contents")
    properties = w("sdtPr", w("docPartObj", gallery, w("docPartUnique")))
    return w("sdt", properties, w("sdtContent", *paragraphs))


def _link(entry: ContentsEntry, role: Role, context: InlineContext) -> Element:
    language = entry.language or context.shared.document.language
    bold = context.shared.theme[role].bold
    spoken = replace(context, language=language, bold=bold)
    number = [run(*text(f"{entry.number} "))] if entry.number else []
    content = [*number, *write_inlines(entry.inlines, spoken)]
    target = bookmark_name(entry.target)
    page = context.shared.pages.get(entry.target)
    if page is not None:
        content.append(run(w("tab")))
        content += field(f"PAGEREF {target} \\h", [run(*text(str(page)))])
    return hyperlink(content, anchor=target)
