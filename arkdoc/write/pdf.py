"""The note's HTML page → PDF, through WeasyPrint, which is imported when it is first needed."""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from arkdoc.document import Document
from arkdoc.theme import Theme
from arkdoc.words import WORDS

if TYPE_CHECKING:
    from weasyprint import HTML

_DATA_URI = re.compile(r"data:[^\s\"')]{40,}")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF. `pages`: an id in the page → the number of the sheet it is on, from 1.

    `fonts`: the full name of each font embedded → its version, in the order of the names.
    `messages`: what WeasyPrint complained of, each once, in the order it came.
    """

    data: bytes
    pages: Mapping[str, int]
    page_count: int
    fonts: Mapping[str, str]
    messages: tuple[str, ...]


def write_pdf(html: str, document: Document, theme: Theme) -> Pdf:
    """Typeset `html`, which `write_html(…, medium="print")` made of `document`.

    The file is tagged and says its title, language, subject and office. Its dates are the
    note's, or none; its identifier is a digest of its bytes: no clock comes into it.
    """
    messages: list[str] = []
    with _listening(messages):
        rendering = _page(html).render()
        _describe(rendering.metadata, document)
        data: bytes = rendering.write_pdf(pdf_tags=True, pdf_identifier=True)
    pages: dict[str, int] = {}
    for number, page in enumerate(rendering.pages, 1):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return Pdf(
        data=data,
        pages=pages,
        page_count=len(rendering.pages),
        fonts=dict(sorted(_versions(rendering.fonts.values()))),
        messages=tuple(dict.fromkeys(messages)),
    )


def rasterise(svg: bytes, width_px: int, height_px: int) -> bytes:
    """A drawing as a PNG of `width_px` × `height_px`, for what can't show SVG.

    Ask for more pixels than it is shown at. What the drawing refers to outside itself is left
    out. The same bytes for the same drawing and fonts.
    """
    import pypdfium2

    address = f"data:image/svg+xml;base64,{b64encode(svg).decode('ascii')}"
    page = (
        f"<style>@page {{ size: {width_px}px {height_px}px; margin: 0 }} body {{ margin: 0 }}"
        f"img {{ display: block; width: {width_px}px; height: {height_px}px }}</style>"
        f'<img src="{address}">'
    )
    with _listening([]):
        pdf: bytes = _page(page).render().write_pdf()
    document = pypdfium2.PdfDocument(pdf)
    try:
        # 72 points to the inch and 96 pixels: 4/3 gives back the pixels that were asked for.
        image = document[0].render(scale=4 / 3).to_pil().resize((width_px, height_px))
    finally:
        document.close()
    png = BytesIO()
    image.save(png, format="PNG")
    return png.getvalue()


def _page(html: str) -> HTML:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    class OwnImages(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """Fetches what the page itself holds, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.lower().startswith("data:"):
                raise ValueError("only images inside the page are shown")
            return super().fetch(url, headers)

    return HTML(string=html, base_url=None, url_fetcher=OwnImages(allowed_protocols=("data",)))


def _describe(metadata: Any, document: Document) -> None:
    """PDF/UA-1, 7.1 and 7.2: title and language; an office for author, never a person."""
    head = document.head
    metadata.title = head.title
    metadata.lang = WORDS[document.language].language
    metadata.authors = [head.author] if head.author else []
    metadata.generator = "arkdoc"
    metadata.created = metadata.modified = head.date or None


def _versions(fonts: Iterable[Any]) -> Iterator[tuple[str, str]]:
    from fontTools.ttLib import TTFont

    seen = set()
    for font in fonts:
        if font.hash in seen or font.bitmap:
            continue
        seen.add(font.hash)
        names = TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True)["name"]
        version = re.search(r"[0-9][0-9.]*", names.getDebugName(5) or "")
        yield names.getDebugName(4) or font.family, version[0] if version else ""


@contextmanager
def _listening(messages: list[str]) -> Iterator[None]:
    """Put what WeasyPrint warns of into `messages`, and nowhere else."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(_DATA_URI.sub("data:…", record.getMessage()))

    logger = logging.getLogger("weasyprint")
    collector = Collector(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate
