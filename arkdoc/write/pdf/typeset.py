"""The page for print → PDF, through WeasyPrint, which is imported when it is first needed.

The file conforms to PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), and declares both. Nothing
of the note's tree is imported here: the process that lays pages out begins with WeasyPrint at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from arkdoc.model.garbage import little_collecting

if TYPE_CHECKING:
    import pydyf

    from arkdoc.write.pdf.engine import LaidOutPage

OLDEST_PANGO = (1, 44)
"""The oldest Pango that will do: WeasyPrint's documentation, “Installation”."""

_SMALL_PAGE = '<html lang="nb"><style>p { hyphens: auto }</style><p>Undersøkelse</p>'

_TRIES = 3  # layouts, until all notes go to their units' ends

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
class PageFacts:
    """What a file needs besides its page. `families`: those of the house style's fonts.

    `language` is a BCP 47 tag, `date` ISO 8601 or empty, `xmp` goes into the metadata's `rdf:RDF`.
    `notes`: the labels of the footnotes. `drawings`: what SVGs say, in which text may stand.
    """

    title: str
    language: str
    author: str
    keywords: tuple[str, ...]
    date: str
    xmp: bytes
    notes: frozenset[str]
    families: tuple[str, ...]
    drawings: str


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


def can_lay_out() -> bool:
    """Whether pages can be laid out on this machine: WeasyPrint needs Pango from the system."""
    from arkdoc.write.pdf.native_libraries import are_loaded  # ctypes: only where used

    if not are_loaded():
        return False
    from arkdoc.write.pdf.engine import pango_version

    return pango_version() >= OLDEST_PANGO


def prepare() -> None:
    """Load WeasyPrint, and what it loads when it makes its first file."""
    if can_lay_out():
        facts = PageFacts("", "nb", "", (), "", b"", frozenset(), (), "")
        typeset(_SMALL_PAGE, facts)


def lay_out(html: str, facts: PageFacts) -> Pdf | None:
    """What `typeset` makes; None where nothing can be laid out."""
    return typeset(html, facts) if can_lay_out() else None


def typeset(html: str, facts: PageFacts) -> Pdf:
    """Typeset `html`, which `write_html(…, medium="print")` made.

    The file is tagged and has a title, a language, a subject and an office. Its dates are the
    note's, or none, and its identifier is a digest of its bytes: it depends on no clock.
    """
    from arkdoc.write.pdf import engine
    from arkdoc.write.pdf.fonts import versions

    messages: list[str] = []
    with engine.captured_warnings(messages.append), little_collecting():
        missing = missing_characters(html, facts)
        rendering = laid_out_whole(html, facts.notes, missing)
        _describe(rendering.metadata, facts)
        data = rendering.write(_finish)
    return Pdf(
        pages=rendering.pages,
        fonts=dict(sorted(versions(rendering.fonts))),
        missing=missing,
        notes_at_end=facts.notes - rendering.feet.keys(),
        messages=tuple(messages),
        data=data,
    )


def missing_characters(html: str, facts: PageFacts) -> frozenset[str]:
    """The characters of a page and of its drawings that no font of the house style has."""
    from arkdoc.write.pdf import fonts
    from arkdoc.write.pdf.engine import font_files

    return fonts.missing_characters(html + facts.drawings, facts.families, font_files())


def laid_out_whole(html: str, notes: Set[str], missing: frozenset[str]) -> LaidOutPage:
    """The page `html`, which has footnotes `notes`, and characters `missing` in every font."""
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

    return with_notes_in_place(laid_out, notes)


def with_notes_in_place(
    lay_out: Callable[[frozenset[str]], LaidOutPage], notes: Set[str]
) -> LaidOutPage:
    """What `lay_out` makes, of which the notes that it takes stay at the ends of their units."""
    at_end: frozenset[str] = frozenset()
    tries = 0
    while (rendering := lay_out(at_end)).misplaced:
        tries += 1
        at_end |= rendering.misplaced if tries < _TRIES else notes
    return rendering


def _describe(metadata: Any, facts: PageFacts) -> None:
    """PDF/UA-1, 7.1 and 7.2: title and language; an office for author, never a person."""
    metadata.title = facts.title
    metadata.lang = facts.language
    metadata.authors = [facts.author] if facts.author else []
    metadata.keywords = list(facts.keywords)
    metadata.generator = "arkdoc"
    metadata.created = metadata.modified = facts.date or None
    standard = metadata.generate_rdf_metadata

    def with_pdf_ua(*variant: Any) -> bytes:
        rdf: bytes = standard(*variant)
        return rdf.replace(b"</rdf:RDF>", facts.xmp + _UNIVERSAL + b"</rdf:RDF>")

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
