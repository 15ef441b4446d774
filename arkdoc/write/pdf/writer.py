"""The note's HTML page → PDF, through WeasyPrint, which is imported when it is first needed.

The file conforms to PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), and declares both.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import BytesIO, StringIO
from typing import IO, TYPE_CHECKING, Any

from arkdoc.language.printed import WORDS
from arkdoc.model.assets import Asset
from arkdoc.model.document import Document
from arkdoc.model.garbage import little_collecting
from arkdoc.model.regex import regex
from arkdoc.style.theme import Theme, shown_assets
from arkdoc.write.pdf.metadata import case_in_xmp

if TYPE_CHECKING:
    import pydyf

    from arkdoc.write.pdf.engine import LaidOutPage

MOST_LINES = 100_000
"""How many lines a PDF may have, roughly: some 2000 pages, and minutes of layout."""

OLDEST_PANGO = (1, 44)
"""The oldest Pango that will do: WeasyPrint's documentation, “Installation”."""

_TRIES = 3  # layouts, until all notes go to their units' ends

_DATA_URI = regex(r"data:[^\s\"')]{40,}")

# PDF/UA's own mark, and the schema that PDF/A wants for metadata outside its predefined ones
# (ISO 14289-1, clause 5; ISO 19005-2, 6.6.2.3).
_UNIVERSAL = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that is met</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""


@dataclass(frozen=True, slots=True)
class Typeset:
    """What setting a note showed. `pages`: an id in the page → the number of its sheet, from 1.

    `fonts`: the full name of each font embedded → its version, in the order of the names.
    `missing`: the characters that no font has, for which a stand-in is drawn.
    `notes_at_end`: the footnotes that don't stand at the foot of their page, by label.
    `messages`: WeasyPrint's warnings, each once, in the order they came; an image goes by its
    path.
    """

    pages: Mapping[str, int]
    fonts: Mapping[str, str]
    missing: frozenset[str]
    notes_at_end: frozenset[str]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pdf(Typeset):
    """A finished PDF."""

    data: bytes


@cache
def can_lay_out() -> bool:
    """Whether pages can be laid out on this machine: WeasyPrint needs Pango from the system."""
    try:
        with redirect_stdout(StringIO()):  # WeasyPrint prints what is missing
            from arkdoc.write.pdf.engine import pango_version
    except (ImportError, OSError):
        return False
    return pango_version() >= OLDEST_PANGO


def svg_source(asset: Asset) -> str:
    """The source of an SVG, in which text may stand; empty for other images."""
    return asset.data.decode("utf-8", "replace") if asset.media_type == "image/svg+xml" else ""


def is_too_long(html: str) -> bool:
    """Whether laying out `html` would take longer than anybody would wait."""
    text = _DATA_URI.sub("", html)
    return text.count("</") + len(text) // 100 > MOST_LINES


def lay_out(html: str, document: Document, theme: Theme) -> Pdf | None:
    """What `write_pdf` makes; None where nothing can be laid out."""
    return write_pdf(html, document, theme) if can_lay_out() else None


def write_pdf(html: str, document: Document, theme: Theme) -> Pdf:
    """Typeset `html`, which `write_html(…, medium="print")` made of `document`.

    The file is tagged and has a title, a language, a subject and an office. Its dates are the
    note's, or none, and its identifier is a digest of its bytes: it depends on no clock.
    """
    from arkdoc.write.pdf import engine
    from arkdoc.write.pdf.fonts import versions

    messages: list[str] = []
    with engine.captured_warnings(messages.append), little_collecting():
        assets = tuple(shown_assets(document.assets, theme))
        missing = missing_characters(html, assets, theme)
        rendering = laid_out_whole(html, document, missing)
        _describe(rendering.metadata, document, theme.sender.name if theme.sender else "")
        data = rendering.write(_finish)
    return Pdf(
        pages=rendering.pages,
        fonts=dict(sorted(versions(rendering.fonts))),
        missing=missing,
        notes_at_end=notes_at_end(rendering, document),
        messages=tuple(dict.fromkeys(_by_path(text, assets) for text in messages)),
        data=data,
    )


def laid_out_whole(html: str, document: Document, missing: frozenset[str]) -> LaidOutPage:
    """The page `html`, of which no font has the characters `missing`."""
    from arkdoc.write.pdf import engine
    from arkdoc.write.pdf.notes_at_foot import move_to_feet
    from arkdoc.write.pdf.page_html import describe_links, links, prepare

    def laid_out(at_end: frozenset[str]) -> LaidOutPage:
        page = engine.parse(html)
        root = page.etree_element
        describe_links([links(root)])
        prepare(root, missing)
        feet = move_to_feet(root, at_end)
        return engine.LaidOutPage(engine.rendered(page), root, feet)

    return with_notes_in_place(laid_out, document)


def missing_characters(html: str, assets: Iterable[Asset], theme: Theme) -> frozenset[str]:
    """The characters of a page and of its drawings that no font of the house style has."""
    from arkdoc.write.pdf import fonts
    from arkdoc.write.pdf.engine import font_files

    return fonts.missing_characters(html + "".join(map(svg_source, assets)), theme, font_files())


def with_notes_in_place(
    lay_out: Callable[[frozenset[str]], LaidOutPage], document: Document
) -> LaidOutPage:
    """What `lay_out` makes, of which the notes that it takes stay at the ends of their units."""
    at_end: frozenset[str] = frozenset()
    tries = 0
    while (rendering := lay_out(at_end)).misplaced:
        tries += 1
        at_end |= rendering.misplaced if tries < _TRIES else document.footnotes.keys()
    return rendering


def notes_at_end(rendering: LaidOutPage, document: Document) -> frozenset[str]:
    """The footnotes that don't stand at the foot of their page, by label."""
    return frozenset(document.footnotes.keys() - rendering.feet.keys())


def rasterise(svg: bytes, width_px: int, height_px: int) -> bytes:
    """A drawing as a PNG of `width_px` × `height_px`, for what can't show SVG.

    Ask for more pixels than it is shown at. What the drawing refers to outside itself is left
    out. The same bytes for the same drawing and fonts. Where nothing can be laid out, it is blank.
    """
    if not can_lay_out():
        from PIL import Image

        return _png(Image.new("RGB", (width_px, height_px), "white"))
    import pypdfium2

    from arkdoc.write.pdf import engine

    address = f"data:image/svg+xml;base64,{b64encode(svg).decode('ascii')}"
    page = (
        f"<style>@page {{ size: {width_px}px {height_px}px; margin: 0 }} body {{ margin: 0 }}"
        f"img {{ display: block; width: {width_px}px; height: {height_px}px }}</style>"
        f'<img src="{address}">'
    )
    with engine.captured_warnings(lambda _message: None):
        pdf = engine.untagged(page)
    document = pypdfium2.PdfDocument(pdf)
    try:
        # 72 points to the inch and 96 pixels: 4/3 gives back the pixels that were asked for.
        image = document[0].render(scale=4 / 3).to_pil().resize((width_px, height_px))
    finally:
        document.close()
    return _png(image)


def _png(image: Any) -> bytes:
    png = BytesIO()
    image.save(png, format="PNG")
    return png.getvalue()


def _describe(metadata: Any, document: Document, publisher: str) -> None:
    """PDF/UA-1, 7.1 and 7.2: title and language; an office for author, never a person."""
    head = document.head
    metadata.title = head.document_title
    metadata.lang = WORDS[document.language].language
    metadata.authors = [head.author] if head.author else []
    metadata.keywords = list(head.keywords)
    metadata.generator = "arkdoc"
    metadata.created = metadata.modified = head.date or None
    standard = metadata.generate_rdf_metadata

    def with_pdf_ua(*variant: Any) -> bytes:
        rdf: bytes = standard(*variant)
        added = case_in_xmp(document, publisher) + _UNIVERSAL
        return rdf.replace(b"</rdf:RDF>", added + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = with_pdf_ua


def _finish(pdf: pydyf.PDF) -> None:
    import pydyf

    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["PageLabels"] = pydyf.Dictionary(
        {"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])}
    )
    for item in pdf.objects:
        if not isinstance(item, pydyf.Stream):
            continue
        if item.extra.get("Type") == "/Metadata":
            item.compress = False  # an archive reads it without knowing PDF
        if "Interpolate" in item.extra:
            item.extra["Interpolate"] = "false"  # ISO 19005-2, 6.2.8.3
    write_line = pdf.write_line
    end = b"\nendstream\nendobj"

    def write(content: bytes, output: IO[bytes]) -> None:
        # CR and LF, as the CR of data that ends in one would be taken for the line end (6.1.7.1).
        if content.endswith(end):
            content = content[: -len(end)] + b"\r" + end
        write_line(content, output)

    pdf.write_line = write


def _by_path(message: str, assets: Iterable[Asset]) -> str:
    """`message` with paths for the images that stand in the page itself."""

    def path(match: re.Match[str]) -> str:
        data = match[0].partition(",")[2]
        of = (a.path for a in assets if b64encode(a.data).decode("ascii") == data)
        return next(of, "data:…")

    return _DATA_URI.sub(path, message)
