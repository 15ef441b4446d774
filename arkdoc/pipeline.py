"""THE pipeline: load → read → assemble → check → write → publish.

`load` and `publish` touch the disk; all between is pure, and knows no clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arkdoc.assemble.merge import assemble
from arkdoc.cache import Cache
from arkdoc.check.run import check
from arkdoc.check.subject import Subject
from arkdoc.diagnostic import Diagnostic, Severity, found, in_order
from arkdoc.document import Asset, Document
from arkdoc.load import NOTE, Sources, is_markdown, load
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
from arkdoc.rules.output import LAYOUT_PROBLEM, MISSING_FONT
from arkdoc.source import start_of

if TYPE_CHECKING:
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

    `obstacles` are what `--final` refuses on (clause 7), silenced or not.
    """

    sources: Sources
    note: Note
    assembly: Assembly
    diagnostics: tuple[Diagnostic, ...]
    obstacles: tuple[Diagnostic, ...]


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
    diagnostics = in_order((*assembly.diagnostics, *_checked(note, contributions, assembly, cache)))
    return Examined(
        sources,
        note,
        assembly,
        tuple(_not_silenced(diagnostics, assembly.silences)),
        tuple(d for d in diagnostics if d.is_error or d.rule.code in _IN_THE_WAY),
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
    return produce(examined, targets, progress=progress, cache=cache)


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
    found_later: list[Diagnostic] = []
    pdf = None
    # A table of contents in Word needs page numbers, which only the layout knows. It runs
    # whatever was asked for, so that the DOCX is the same bytes whatever was asked for.
    if "pdf" in targets or (document.contents and "docx" in targets):
        say("pdf")
        pdf = _layout(document, sources, cache)
        if "pdf" in targets:
            outputs["pdf"] = pdf.data
            found_later += _layout_findings(pdf, sources)
    if "docx" in targets:
        say("docx")
        outputs["docx"] = _docx(document, sources, pdf)
    if "html" in targets:
        from arkdoc.write.html.writer import write_html

        say("html")
        outputs["html"] = write_html(document, sources.theme, medium="screen").encode()
    layout = Layout(pdf.fonts, pdf.page_count) if pdf and "pdf" in targets else None
    diagnostics = in_order((*examined.diagnostics, *found_later))
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
    own = Subject(note.path, note.body, note.language, smallest_group=note.smallest_group)
    yield from cache.get(("check", note.path, note.sha256), lambda: check(own))
    for contribution in contributions:
        unit = units.get(contribution.path)
        subject = Subject(
            contribution.path,
            contribution.body,
            contribution.language or note.language,
            contribution.measures,
            unit.staff if unit else None,
            note.smallest_group,
        )
        given = (subject.path, subject.language, subject.staff, subject.smallest_group)
        key = ("check", contribution.sha256, *given)
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


def _layout(document: Document, sources: Sources, cache: Cache | None) -> Pdf:
    from arkdoc.write.html.writer import write_html
    from arkdoc.write.pdf import write_pdf

    html = write_html(document, sources.theme, medium="print")

    def make() -> Pdf:
        return write_pdf(html, document, sources.theme)

    return cache.get(("pdf", html, document.head), make) if cache else make()


def _layout_findings(pdf: Pdf, sources: Sources) -> list[Diagnostic]:
    place = start_of(NOTE)
    findings = [found(LAYOUT_PROBLEM, place, message=message) for message in pdf.messages]
    body = sources.theme.fonts["body"]
    if body.print not in pdf.fonts:
        findings.append(found(MISSING_FONT, place, font=body.print, package=body.package))
    return findings


def _docx(document: Document, sources: Sources, pdf: Pdf | None) -> bytes:
    from arkdoc.write.docx.writer import write_docx

    vectors = [a for a in document.assets.values() if a.media_type == "image/svg+xml"]
    pictures: dict[str, bytes] = {}
    if vectors:
        from arkdoc.write.pdf import rasterise

        pictures = {a.path: rasterise(a.data, *_pixels(a)) for a in vectors}
    pages = pdf.pages if pdf and document.contents else {}
    return write_docx(document, sources.theme, pages=pages, pictures=pictures)


def _pixels(vector: Asset) -> tuple[int, int]:
    area = max(vector.width * vector.height, 1)
    scale = min(SHARPNESS, (MOST_PIXELS / area) ** 0.5)
    return max(round(vector.width * scale), 1), max(round(vector.height * scale), 1)
