"""Examined → the outputs, as bytes, and what only the finished files show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arkdoc.model.cache import ById, Cache
from arkdoc.model.diagnostic import Diagnostic, diagnostic, in_order
from arkdoc.model.document import Asset, Document
from arkdoc.model.source import start_of
from arkdoc.pipeline.analyse import Analysis
from arkdoc.pipeline.load import NOTE, TEMPLATE, Sources
from arkdoc.pipeline.suppressions import apply_suppressions
from arkdoc.rules.output import TOO_LONG_FOR_PDF
from arkdoc.rules.word import SAID_BEFORE, UNUSABLE_TEMPLATE

if TYPE_CHECKING:
    from arkdoc.style.theme import Theme
    from arkdoc.write.docx.template.read import Template
    from arkdoc.write.pdf.writer import Pdf

TARGETS = ("docx", "pdf", "html")
SHARPNESS = 3  # pixels for each CSS pixel in the PNG that stands in for an SVG in Word
MOST_PIXELS = 8_000_000  # in such a PNG, however large the SVG says it is

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the PDF pass learnt: its fonts by version. None of it depends on the machine's day."""

    fonts: Mapping[str, str]
    page_count: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The finished outputs by target, as bytes; `name` is their name without an ending."""

    analysis: Analysis
    name: str
    outputs: Mapping[str, bytes]
    layout: Layout | None
    diagnostics: tuple[Diagnostic, ...]
    obstacles: tuple[Diagnostic, ...] = ()


def render(
    analysis: Analysis,
    targets: frozenset[str],
    *,
    progress: Progress | None = None,
    cache: Cache | None = None,
) -> BuildResult:
    """Write `targets` (of TARGETS) of what has been examined."""
    say = progress or (lambda stage: None)
    name = output_name(analysis.note.case_number)
    sources = analysis.sources
    document = analysis.assembly.document
    outputs: dict[str, bytes] = {}
    told: list[Diagnostic] = []
    pdf = None
    if "pdf" in targets:
        say("pdf")
        pdf = _layout(document, sources.theme, cache)
        told += _layout_findings(pdf, document, sources)
        if pdf:
            outputs["pdf"] = pdf.data
    if "docx" in targets:
        outputs["docx"], faults = _word(analysis, pdf, say, cache)
        told += faults
    if "html" in targets:
        from arkdoc.write.html.writer import write_html

        say("html")
        outputs["html"] = write_html(document, sources.theme, medium="screen").encode()
    layout = Layout(pdf.fonts, pdf.page_count) if pdf else None
    reported = apply_suppressions(told, analysis.assembly).diagnostics
    diagnostics = in_order((*analysis.diagnostics, *reported))
    return BuildResult(analysis, name, outputs, layout, diagnostics)


_LONGEST_NAME = 50  # characters, of four bytes each at most; file systems take 255 bytes


def output_name(case_number: str) -> str:
    """`sak-11-19` for 11/19: the name of the outputs (clause 9), short enough for any disk."""
    slug = re.sub(r"[^\w]+", "-", case_number.lower()).strip("-")
    return f"sak-{slug.removeprefix('sak-')[:_LONGEST_NAME].rstrip('-')}"


def _word(
    analysis: Analysis, pdf: Pdf | None, say: Progress, cache: Cache | None
) -> tuple[bytes, list[Diagnostic]]:
    """The Word file, and what is wrong with it or its template; `pdf` is that of the house style.

    A table of contents in Word needs page numbers, which only the layout knows. It runs whatever
    was asked for, so that the DOCX is the same bytes whatever was asked for.
    """
    sources, document = analysis.sources, analysis.assembly.document
    theme, template, faults = _word_style(sources)
    pages: Mapping[str, int] = {}
    if document.contents:
        if pdf is None or theme is not sources.theme:
            say("pdf")
            pdf = _layout(document, theme, cache)
        pages = pdf.pages if pdf else {}
    say("docx")
    docx = _docx(document, theme, template, pages)
    return docx, [*faults, *_barriers(docx, analysis)]


def _word_style(sources: Sources) -> tuple[Theme, Template | None, list[Diagnostic]]:
    """The theme that the Word file follows, the template that it comes from, and its faults."""
    theme, given = sources.theme, sources.template
    if given is None:
        return theme, None, []
    if isinstance(given, str):
        place = start_of(TEMPLATE)
        return theme, None, [diagnostic(UNUSABLE_TEMPLATE, place, path=TEMPLATE, reason=given)]
    from arkdoc.write.docx.template.following import differences, following
    from arkdoc.write.docx.template.read import read_template

    template, faults = read_template(TEMPLATE, given)
    if template is None:
        return theme, None, list(faults)
    followed = following(theme, template)
    return followed, template, [*faults, *differences(theme, followed, template, TEMPLATE)]


def _layout(document: Document, theme: Theme, cache: Cache | None) -> Pdf | None:
    from arkdoc.write.html.writer import write_html
    from arkdoc.write.pdf.writer import is_too_long, write_pdf

    html = write_html(document, theme, medium="print")
    if is_too_long(html):
        return None

    def make() -> Pdf:
        return write_pdf(html, document, theme)

    if cache is None:
        return make()
    # The page has an image's bytes, but not the path that WeasyPrint's complaints are told by; and
    # of the fonts those that some role has, while any of them may have a character.
    assets = map(ById, document.assets.values())
    return cache.get(("pdf", html, document.head, *theme.fonts.items(), *assets), make)


def _layout_findings(pdf: Pdf | None, document: Document, sources: Sources) -> Iterator[Diagnostic]:
    from arkdoc.write.pdf.findings import findings

    place = start_of(NOTE)
    if pdf is None:
        return iter((diagnostic(TOO_LONG_FOR_PDF, place),))
    return findings(pdf, document, sources.theme, place)


def _barriers(docx: bytes, analysis: Analysis) -> Iterator[Diagnostic]:
    """What the finished Word file has that shuts somebody out, unless it is said already."""
    from arkdoc.write.docx.audit.run import audit

    assembly = analysis.assembly
    said: dict[str, set[tuple[str, int]]] = {}
    for told in analysis.everything:
        said.setdefault(told.rule.code, set()).add((told.span.path, told.span.line))

    def is_news(barrier: Diagnostic) -> bool:
        span = barrier.span
        lines = {(span.path, line) for line in range(span.line, span.end_line + 1)}
        before = SAID_BEFORE.get(barrier.rule.code, ())
        return not any(lines & said.get(code, set()) for code in before)

    return filter(is_news, audit(docx, assembly.document, note=NOTE, template=TEMPLATE))


def _docx(
    document: Document, theme: Theme, template: Template | None, pages: Mapping[str, int]
) -> bytes:
    from arkdoc.write.docx.writer import write_docx

    vectors = [a for a in document.assets.values() if a.media_type == "image/svg+xml"]
    pictures: dict[str, bytes] = {}
    if vectors:
        from arkdoc.write.pdf.writer import rasterise

        pictures = {a.path: rasterise(a.data, *_pixels(a)) for a in vectors}
    return write_docx(document, theme, pages=pages, pictures=pictures, template=template)


def _pixels(vector: Asset) -> tuple[int, int]:
    area = max(vector.width * vector.height, 1)
    scale = min(SHARPNESS, (MOST_PIXELS / area) ** 0.5)
    return max(round(vector.width * scale), 1), max(round(vector.height * scale), 1)
