"""A read document → faults in its title, languages, alternatives of pictures and link texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from arkdoc.language.written import VAGUE_LINK_TEXTS
from arkdoc.model.names import clip
from arkdoc.model.regex import regex
from arkdoc.rules.letterhead import LOGO_WITHOUT_ALT
from arkdoc.rules.word import DOCX_ALT_TEXT, DOCX_LANGUAGE, DOCX_LINK_TEXT, DOCX_TITLE
from arkdoc.write.docx.audit.finding import Finding, finding
from arkdoc.write.docx.audit.read_back import BookmarkedPlace, ReadDocument, Zone

_FILE_NAME = regex(
    r"\s*[^/\\:?!\n]{1,80}\.(?:png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf|pdf)\s*", re.IGNORECASE
)
_BY_A_MACHINE = regex(
    r"\s*(?:(?:img|dsc|dscn|pxl|image|picture|bilde|bilete|skjermbilde|screenshot|figur|figure)"
    r"[\s_.-]*[\d\s_.-]*)\s*",
    re.IGNORECASE,
)
_LETTER = regex(r"[^\W\d_]")


def title(document: ReadDocument) -> Iterator[Finding]:
    """A missing title, which a screen reader says first and a window shows (WCAG 2.1, 2.4.2)."""
    if not document.title.strip():
        yield finding(DOCX_TITLE, BookmarkedPlace(""))


def languages(
    document: ReadDocument, expected: Callable[[BookmarkedPlace], str], language: str
) -> Iterator[Finding]:
    """Text that Word takes to be in another language than it is in (WCAG 2.1, 3.1.1–3.1.2).

    `expected` gives the language of an origin, or nothing; `language` is that of the whole, as
    BCP 47.
    """
    default = document.stylesheet.style_of(document.stylesheet.normal).language
    if default != language:
        text = clip(document.title, 40)
        yield _language(BookmarkedPlace(""), text, default, language)
    for paragraph in document.paragraphs:
        wanted = expected(paragraph.origin) if paragraph.own or paragraph.cell else ""
        if not wanted:
            continue
        for run in paragraph.runs:
            resolved = document.stylesheet.style_of(paragraph.style, run.style)
            actual = run.language or resolved.language
            if actual != wanted and _LETTER.search(run.text):
                yield _language(paragraph.origin, clip(run.text, 40), actual, wanted)
                break


def _language(origin: BookmarkedPlace, text: str, actual: str, expected: str) -> Finding:
    return finding(DOCX_LANGUAGE, origin, text=text, said=actual or "?", expected=expected)


def alternatives(document: ReadDocument, template: str) -> Iterator[Finding]:
    """Pictures without an alternative, or with one that a machine made (WCAG 2.1, 1.1.1).

    Those of headers and footers, which are of the file at `template`, are told once: the same logo
    stands in several.
    """
    is_told = False
    for paragraph in document.paragraphs:
        in_template = paragraph.zone is Zone.HEADER_FOOTER
        for number, drawing in enumerate(paragraph.drawings):
            text = drawing.alternative.strip()
            if not says_nothing(text) or (drawing.decorative and not text):
                continue
            if not in_template:
                found = finding(DOCX_ALT_TEXT, paragraph.origin, text=clip(text, 60))
                yield replace(found, picture=number)
            elif not is_told:
                is_told = True
                found = finding(LOGO_WITHOUT_ALT, paragraph.origin, path=template)
                yield replace(found, in_template=True)


def says_nothing(alternative: str) -> bool:
    """Whether a picture's alternative is missing, or is a name that a machine gave it."""
    text = alternative.strip()
    return not text or bool(_FILE_NAME.fullmatch(text) or _BY_A_MACHINE.fullmatch(text))


def links(document: ReadDocument) -> Iterator[Finding]:
    """Links whose words would suit any link (WCAG 2.1, 2.4.4)."""
    for paragraph in document.paragraphs:
        in_template = paragraph.zone is Zone.HEADER_FOOTER
        for number, text in enumerate(" ".join(link.split()) for link in paragraph.links):
            if text.casefold().rstrip(".:! ") in VAGUE_LINK_TEXTS or not text:
                found = finding(DOCX_LINK_TEXT, paragraph.origin, text=clip(text))
                yield replace(found, link=number, in_template=in_template)
