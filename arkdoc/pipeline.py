"""THE pipeline: load → read → assemble → check → write → publish.

`load` and `publish` touch the disk; all between is pure, and knows no clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from arkdoc.assemble.merge import assemble
from arkdoc.cache import Cache
from arkdoc.check.discretion import discreet
from arkdoc.check.run import check
from arkdoc.diagnostic import Diagnostic, Severity, found, in_order
from arkdoc.document import Asset, Document
from arkdoc.load import NOTE, TEMPLATE, Sources, is_markdown, load
from arkdoc.note import Assembly, Contribution, Files, Note, Silence
from arkdoc.read.contribution import read_contribution, unopened_contribution
from arkdoc.read.note import read_note
from arkdoc.rules.delivery import (
    DRAFT_CONTRIBUTION,
    EMPTY_CONTRIBUTION,
    MISSING_CONTRIBUTION,
    NO_DATE,
    NOT_FILLED_IN,
)
from arkdoc.rules.output import TOO_LONG_FOR_PDF
from arkdoc.rules.word import SAID_BEFORE, UNUSABLE_TEMPLATE
from arkdoc.source import start_of
from arkdoc.subjects import subjects

if TYPE_CHECKING:
    from arkdoc.theme import Theme
    from arkdoc.write.docx.template.read import Template
    from arkdoc.write.pdf import Pdf

__all__ = ["BuildResult", "Examined", "Sources", "build", "examine", "load"]

TARGETS = ("docx", "pdf", "html")
SHARPNESS = 3  # pixels for each CSS pixel in the PNG that stands in for an SVG in Word
MOST_PIXELS = 8_000_000  # in such a PNG, however large the SVG says it is
_IN_THE_WAY = frozenset(
    rule.code
    for rule in (
        MISSING_CONTRIBUTION,
        DRAFT_CONTRIBUTION,
        EMPTY_CONTRIBUTION,
        NO_DATE,
        NOT_FILLED_IN,
    )
)

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """A note read and assembled. `diagnostics` are those that no `tillat` silences.

    `obstacles` are what `--final` refuses on (clause 7), and `everything` is all that was
    found, both silenced or not.
    """

    sources: Sources
    note: Note
    assembly: Assembly
    diagnostics: tuple[Diagnostic, ...]
    obstacles: tuple[Diagnostic, ...]
    everything: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the PDF pass learnt: its fonts by version. None of it depends on the machine's day."""

    fonts: Mapping[str, str]
    page_count: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The finished outputs by target, as bytes; `name` is their name without an ending."""

    examined: Examined
    name: str
    outputs: Mapping[str, bytes]
    layout: Layout | None
    diagnostics: tuple[Diagnostic, ...]
    obstacles: tuple[Diagnostic, ...] = ()


def examine(sources: Sources, cache: Cache | None = None) -> Examined:
    """Read, assemble and check. Raises ArkdocError where `notat.md` can't be used."""
    cache = cache or Cache()
    note = cache.call(read_note, NOTE, sources.note)
    cache.next_round()
    contributions = [
        *(
            cache.call(read_contribution, path, data)
            for path, data in sources.contributions.items()
        ),
        *(
            cache.call(unopened_contribution, path, reason)
            for path, reason in sources.unreadable.items()
            if is_markdown(path)
        ),
    ]
    assembly = assemble(note, contributions, _files(sources, cache), cache)
    checked = _checked(note, contributions, assembly, cache)
    diagnostics = in_order(map(discreet, (*assembly.diagnostics, *checked)))
    return Examined(
        sources,
        note,
        assembly,
        tuple(_not_silenced(diagnostics, assembly.silences)),
        tuple(d for d in diagnostics if d.is_error or d.rule.code in _IN_THE_WAY),
        diagnostics,
    )


def build(
    sources: Sources,
    targets: frozenset[str],
    *,
    final: bool = False,
    progress: Progress | None = None,
    cache: Cache | None = None,
) -> BuildResult:
    """Build `targets` (of TARGETS). With `final`, nothing while anything stands in the way."""
    if progress:
        progress("read")
    examined = examine(sources, cache)
    if final and examined.obstacles:
        name = output_name(examined.note.case_number)
        return BuildResult(examined, name, {}, None, examined.diagnostics, examined.obstacles)
    result = produce(examined, targets, progress=progress, cache=cache)
    if final and (obstacles := tuple(d for d in result.diagnostics if d.is_error)):
        return replace(result, outputs={}, layout=None, obstacles=obstacles)
    return result


def produce(
    examined: Examined,
    targets: frozenset[str],
    *,
    progress: Progress | None = None,
    cache: Cache | None = None,
) -> BuildResult:
    """Write `targets` (of TARGETS) of what has been examined."""
    say = progress or (lambda stage: None)
    name = output_name(examined.note.case_number)
    sources = examined.sources
    document = examined.assembly.document
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
        outputs["docx"], faults = _word(examined, pdf, say, cache)
        told += faults
    if "html" in targets:
        from arkdoc.write.html.writer import write_html

        say("html")
        outputs["html"] = write_html(document, sources.theme, medium="screen").encode()
    layout = Layout(pdf.fonts, pdf.page_count) if pdf else None
    heard = _not_silenced(told, examined.assembly.silences)
    diagnostics = in_order((*examined.diagnostics, *heard))
    return BuildResult(examined, name, outputs, layout, diagnostics)


def output_name(case_number: str) -> str:
    """`sak-11-19` for 11/19: the name of the outputs (clause 9)."""
    slug = re.sub(r"[^\w]+", "-", case_number.lower()).strip("-")
    return f"sak-{slug.removeprefix('sak-')}"


def _files(sources: Sources, cache: Cache) -> Files:
    assets: dict[str, Asset] = {}
    unusable: dict[str, str] = {
        path: reason for path, reason in sources.unreadable.items() if not is_markdown(path)
    }
    if sources.images:
        from arkdoc.read.image import read_image

        for path, data in sources.images.items():
            image = cache.call(read_image, path, data)
            if isinstance(image, Asset):
                assets[path] = image
            else:
                unusable[path] = image
    return Files(assets, unusable, sources.paths, sources.outside)


def _checked(
    note: Note, contributions: Iterable[Contribution], assembly: Assembly, cache: Cache
) -> Iterator[Diagnostic]:
    """What the checks find in each text; what a finding depends on is in its key."""
    units = {path: given.unit for given in assembly.deliveries for path in given.paths}
    for subject, sha256 in subjects(note, contributions, units, cache):
        given = (subject.path, subject.language, subject.staff, subject.smallest_group)
        key = ("check", sha256, *given, subject.explained)
        yield from cache.get(key, lambda s=subject: check(s))  # type: ignore[misc]


def _not_silenced(
    diagnostics: Iterable[Diagnostic], silences: tuple[Silence, ...]
) -> list[Diagnostic]:
    everywhere = {code for silence in silences if silence.span is None for code in silence.codes}
    within: dict[tuple[str, str], list[Silence]] = {}
    for silence in silences:
        if silence.span is not None:
            for code in silence.codes:
                within.setdefault((silence.span.path, code), []).append(silence)

    def is_heard(diagnostic: Diagnostic) -> bool:
        if diagnostic.rule.severity is Severity.ERROR:
            return True
        code, span = diagnostic.rule.code, diagnostic.span
        if code in everywhere:
            return False
        near = within.get((span.path, code), ())
        return not any(silence.span and silence.span.contains(span) for silence in near)

    return [diagnostic for diagnostic in diagnostics if is_heard(diagnostic)]


def _word(
    examined: Examined, pdf: Pdf | None, say: Progress, cache: Cache | None
) -> tuple[bytes, list[Diagnostic]]:
    """The Word file, and what is wrong with it or its template; `pdf` is that of the house style.

    A table of contents in Word needs page numbers, which only the layout knows. It runs whatever
    was asked for, so that the DOCX is the same bytes whatever was asked for.
    """
    sources, document = examined.sources, examined.assembly.document
    theme, template, faults = _word_style(sources)
    pages: Mapping[str, int] = {}
    if document.contents:
        if pdf is None or theme is not sources.theme:
            say("pdf")
            pdf = _layout(document, theme, cache)
        pages = pdf.pages if pdf else {}
    say("docx")
    docx = _docx(document, theme, template, pages)
    return docx, [*faults, *_barriers(docx, examined)]


def _word_style(sources: Sources) -> tuple[Theme, Template | None, list[Diagnostic]]:
    """The theme that the Word file follows, the template that it comes from, and its faults."""
    theme, given = sources.theme, sources.template
    if given is None:
        return theme, None, []
    if isinstance(given, str):
        place = start_of(TEMPLATE)
        return theme, None, [found(UNUSABLE_TEMPLATE, place, path=TEMPLATE, reason=given)]
    from arkdoc.write.docx.template.following import differences, following
    from arkdoc.write.docx.template.read import read_template

    template, faults = read_template(TEMPLATE, given)
    if template is None:
        return theme, None, list(faults)
    followed = following(theme, template)
    return followed, template, [*faults, *differences(theme, followed, template, TEMPLATE)]


def _layout(document: Document, theme: Theme, cache: Cache | None) -> Pdf | None:
    from arkdoc.write.html.writer import write_html
    from arkdoc.write.pdf import is_too_long, write_pdf

    html = write_html(document, theme, medium="print")
    if is_too_long(html):
        return None

    def make() -> Pdf:
        return write_pdf(html, document, theme)

    return cache.get(("pdf", html, document.head), make) if cache else make()


def _layout_findings(pdf: Pdf | None, document: Document, sources: Sources) -> Iterator[Diagnostic]:
    from arkdoc.write.pdf_findings import findings

    place = start_of(NOTE)
    if pdf is None:
        return iter((found(TOO_LONG_FOR_PDF, place),))
    return findings(pdf, document, sources.theme, place)


def _barriers(docx: bytes, examined: Examined) -> Iterator[Diagnostic]:
    """What the finished Word file has that shuts somebody out, unless it is said already."""
    from arkdoc.write.docx.audit.run import audit

    assembly = examined.assembly
    said: dict[str, set[tuple[str, int]]] = {}
    for told in examined.everything:
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
        from arkdoc.write.pdf import rasterise

        pictures = {a.path: rasterise(a.data, *_pixels(a)) for a in vectors}
    return write_docx(document, theme, pages=pages, pictures=pictures, template=template)


def _pixels(vector: Asset) -> tuple[int, int]:
    area = max(vector.width * vector.height, 1)
    scale = min(SHARPNESS, (MOST_PIXELS / area) ** 0.5)
    return max(round(vector.width * scale), 1), max(round(vector.height * scale), 1)
