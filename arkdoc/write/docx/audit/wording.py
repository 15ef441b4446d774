"""The title, the languages, the alternatives of pictures and the texts of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from arkdoc.language.printed import SAYS_NOTHING
from arkdoc.model.names import clip
from arkdoc.rules.word import DOCX_ALT_TEXT, DOCX_LANGUAGE, DOCX_LINK_TEXT, DOCX_TITLE
from arkdoc.write.docx.audit.finding import Finding, finding
from arkdoc.write.docx.audit.read_back import BookmarkedPlace, ReadDocument, Zone

_FILE_NAME = re.compile(
    r"\s*[^/\\:?!\n]{1,80}\.(?:png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf|pdf)\s*", re.IGNORECASE
)
_BY_A_MACHINE = re.compile(
    r"\s*(?:(?:img|dsc|dscn|pxl|image|picture|bilde|bilete|skjermbilde|screenshot|figur|figure)"
    r"[\s_.-]*[\d\s_.-]*)\s*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def title(document: ReadDocument) -> Iterator[Finding]:
    """What a screen reader says first, and a window shows (WCAG 2.1, 2.4.2)."""
    if not document.title.strip():
        yield finding(DOCX_TITLE, BookmarkedPlace(""))


def languages(
    document: ReadDocument, expected: Mapping[str, str], language: str
) -> Iterator[Finding]:
    """Text that Word takes to be in another language than it is in (WCAG 2.1, 3.1.1–3.1.2).

    `expected` is the language of each origin, `language` that of the whole, as BCP 47.
    """
    default = document.stylesheet.style_of(document.stylesheet.normal).language
    if default != language:
        text, said = clip(document.title, 40), default or "?"
        yield finding(DOCX_LANGUAGE, BookmarkedPlace(""), text=text, said=said, expected=language)
    for paragraph in document.paragraphs:
        if not paragraph.own and not paragraph.cell:
            continue
        wanted = expected.get(paragraph.origin.name, "")
        for run in paragraph.runs:
            said = run.language or document.stylesheet.style_of(paragraph.style, run.style).language
            if wanted and said != wanted and _LETTER.search(run.text):
                text, said = clip(run.text, 40), said or "?"
                yield finding(
                    DOCX_LANGUAGE, paragraph.origin, text=text, said=said, expected=wanted
                )
                break


def alternatives(document: ReadDocument) -> Iterator[Finding]:
    """Pictures without an alternative, or with one that a machine made (WCAG 2.1, 1.1.1)."""
    for paragraph in document.paragraphs:
        for number, drawing in enumerate(paragraph.drawings):
            said = drawing.alternative.strip()
            empty = not said and not drawing.decorative
            if empty or _FILE_NAME.fullmatch(said) or _BY_A_MACHINE.fullmatch(said):
                found = finding(DOCX_ALT_TEXT, paragraph.origin, text=clip(said, 60))
                margin = paragraph.zone is Zone.HEADER_FOOTER
                yield replace(found, picture=number, margin=margin)


def links(document: ReadDocument) -> Iterator[Finding]:
    """Links whose words would suit any link (WCAG 2.1, 2.4.4)."""
    for paragraph in document.paragraphs:
        for number, text in enumerate(paragraph.links):
            said = " ".join(text.split())
            if said.casefold().rstrip(".:! ") in SAYS_NOTHING or not said:
                found = finding(DOCX_LINK_TEXT, paragraph.origin, text=clip(said))
                yield replace(found, link=number, margin=paragraph.zone is Zone.HEADER_FOOTER)
