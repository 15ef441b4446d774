"""The note and its page for print → PDF: what `typeset` needs to know of the note."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import replace

from arkdoc.language.printed import WORDS
from arkdoc.model.assets import Asset
from arkdoc.model.document import Document
from arkdoc.model.regex import regex
from arkdoc.style.theme import Theme, shown_assets
from arkdoc.write.pdf.metadata import case_in_xmp
from arkdoc.write.pdf.typeset import PageFacts, Pdf, typeset

MOST_LINES = 100_000
"""How many lines a PDF may have, roughly: some 2000 pages, and minutes of layout."""

_DATA_URI = regex(r"data:[^\s\"')]{40,}")


def write_pdf(html: str, document: Document, theme: Theme) -> Pdf:
    """Typeset `html`, which `write_html(…, medium="print")` made of `document`."""
    pdf = typeset(html, page_facts(document, theme))
    return with_paths(pdf, shown_assets(document.assets, theme))


def page_facts(document: Document, theme: Theme) -> PageFacts:
    """What the file needs besides its page. PDF/UA-1, 7.1 and 7.2: a title, a language.

    Its author is an office, never a person.
    """
    head = document.head
    return PageFacts(
        title=head.document_title,
        language=WORDS[document.language].language,
        author=head.author,
        keywords=tuple(head.keywords),
        date=head.date,
        xmp=case_in_xmp(document, theme.sender.name if theme.sender else ""),
        notes=frozenset(document.footnotes),
        families=tuple(dict.fromkeys(_families(theme))),
        drawings="".join(map(svg_source, shown_assets(document.assets, theme))),
    )


def with_paths(pdf: Pdf, assets: Iterable[Asset]) -> Pdf:
    """The messages each once, with paths for the images that stand in the page itself."""
    if not pdf.messages:
        return pdf
    shown = tuple(assets)
    return replace(pdf, messages=tuple(dict.fromkeys(_by_path(m, shown) for m in pdf.messages)))


def svg_source(asset: Asset) -> str:
    """The source of an SVG, in which text may stand; empty for other images."""
    return asset.data.decode("utf-8", "replace") if asset.media_type == "image/svg+xml" else ""


def is_too_long(html: str) -> bool:
    """Whether laying out `html` would take longer than anybody would wait."""
    text = _DATA_URI.sub("", html)
    return text.count("</") + len(text) // 100 > MOST_LINES


def _families(theme: Theme) -> Iterator[str]:
    """Fonts of any other would make the PDF depend on the machine, and the layout take minutes."""
    for font in theme.fonts.values():
        yield from (font.print, *font.fallback)


def _by_path(message: str, assets: Iterable[Asset]) -> str:
    def path(match: re.Match[str]) -> str:
        data = match[0].partition(",")[2]
        of = (a.path for a in assets if b64encode(a.data).decode("ascii") == data)
        return next(of, "data:…")

    return _DATA_URI.sub(path, message)
