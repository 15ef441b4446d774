"""Analysis → the outputs, as bytes, and what only the finished files show."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from arkdoc.model.assets import Asset
from arkdoc.model.cache import ById, Cache
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic, in_order
from arkdoc.model.document import Document
from arkdoc.model.source import NOWHERE, start_of
from arkdoc.pipeline.analyse import Analysis, AssembledNote
from arkdoc.pipeline.drawings import pixels, rasterised, takes_a_page
from arkdoc.pipeline.load import NOTE, Sources
from arkdoc.pipeline.load_style import TEMPLATE, HouseStyle
from arkdoc.pipeline.outputs import BY_NAME, OUTPUTS
from arkdoc.pipeline.processes import GivenUpError, ThisProcess
from arkdoc.rules.output import (
    LAYOUT_GIVEN_UP,
    NO_LAYOUT,
    TOO_LONG_FOR_PDF,
    WORD_WITHOUT_LAYOUT,
)
from arkdoc.rules.word import EARLIER_RULES, UNUSABLE_TEMPLATE
from arkdoc.style.theme import shown_assets

if TYPE_CHECKING:
    from arkdoc.style.theme import Theme
    from arkdoc.write.docx.template.read import Template
    from arkdoc.write.pdf.page_images import PageImage
    from arkdoc.write.pdf.parted_layout import PartedLayout
    from arkdoc.write.pdf.typeset import Pdf

_TYPESET = "arkdoc.write.pdf.typeset"

_NO_PAGE_NUMBERS = N_("has no page numbers in its table of contents")
_UPDATE = N_("Open it in Word, press Ctrl+A and then F9; or install what is missing")
_NO_PNG = N_("shows drawings (SVG) in Word 2016 and newer alone")
_NO_PDF = N_("there is no PDF")
_NO_PAGES = N_("the table of contents in the Word file has no page numbers")
_BLANK_PNG = N_("the drawings (SVG) show in Word 2016 and newer alone")
_AS_PNG = N_("Save the drawings as PNG; or install what is missing")

Progress = Callable[[str], None]
"""Called with what is going on now, a message id."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The finished outputs by the name of their format, as bytes; `name` is their files' stem.

    `fonts` are those of each output that is laid out here, by their versions. `obstacles` are what
    a final note was refused for; then there are no outputs.
    """

    analysis: Analysis
    name: str
    outputs: Mapping[str, bytes]
    fonts: Mapping[str, Mapping[str, str]]
    diagnostics: tuple[Diagnostic, ...]
    obstacles: tuple[Diagnostic, ...] = ()
    is_final: bool = False


class Rendering:
    """What the outputs of one build share: the laid-out pages, and what was found on the way.

    `barriers` are findings that count where no earlier one covers them. `given_up` says that
    laying out took longer than anybody would wait.
    """

    def __init__(
        self,
        note: AssembledNote | Analysis,
        targets: Collection[str] = (),
        progress: Progress | None = None,
        cache: Cache | None = None,
        process: ThisProcess | None = None,
    ) -> None:
        self.targets = targets
        self.sources = note.sources
        self.document = note.assembly.document
        self.findings: list[Diagnostic] = []
        self.barriers: list[Diagnostic] = []
        self.given_up: GivenUpError | None = None
        self.fonts: dict[str, Mapping[str, str]] = {}
        self.process = process or ThisProcess()
        self._progress = progress
        self._cache = cache
        self._pdf: Callable[[], Pdf | None] | None = None
        self._can_lay_out = self.process.later(f"{_TYPESET}:can_lay_out")

    def begin(self) -> None:
        """Have what takes long made meanwhile, if there is a process for it: pages come last."""
        if "docx" in self.targets:
            _ = self.drawings
        if "pdf" in self.targets:
            self.pdf_later()

    def say(self, output: str) -> None:
        """Tell that `output`, the name of a format, is being made."""
        if self._progress:
            self._progress(BY_NAME[output].progress)

    def pdf_later(self) -> Callable[[], Pdf | None]:
        """Has the pages laid out in the house style, unless they are already: see `layout`."""
        self._pdf = self._pdf or self.layout(self.sources.theme)
        return self._pdf

    @cached_property
    def can_lay_out(self) -> bool:
        """Whether pages can be laid out on this machine."""
        return bool(self._can_lay_out())

    @cached_property
    def drawings(self) -> Mapping[str, Callable[[], bytes]]:
        """For each SVG, by its path, what gives a PNG of it."""
        return rasterised(shown_assets(self.document.assets, self.sources.theme), self.process)

    def drawn(self, asset: Asset) -> bytes:
        """A PNG of one of `drawings`, blank where it takes too long."""
        from arkdoc.write.pdf.rasterise import blank

        try:
            return self.drawings[asset.path]()
        except GivenUpError as error:
            self.given_up = error
            self.say_given_up(_BLANK_PNG)
            return blank(*pixels(asset))

    def say_given_up(self, what: str) -> None:
        """Tell that laying out was given up, where it was, and `what` it is the cause of."""
        if error := self.given_up:
            args = {"minutes": str(error.minutes), "what": what}
            self.findings.append(diagnostic(LAYOUT_GIVEN_UP, start_of(NOTE), **args))

    def fitted(self, theme: Theme) -> Document:
        """The document, the columns of its tables fitted to the type and the page of `theme`."""
        from arkdoc.assemble.columns import table_setting
        from arkdoc.assemble.resolve import refitted

        return refitted(self.document, table_setting(theme), self._cache or Cache())

    def layout(self, theme: Theme) -> Callable[[], Pdf | None]:
        """Has the pages laid out in `theme`; returns what waits for them.

        It gives None where there are too many, or nothing to lay them out with.
        """
        from arkdoc.write.html.writer import write_html
        from arkdoc.write.pdf.writer import is_too_long, page_facts, with_paths

        document = self.fitted(theme)
        html = write_html(document, theme, medium="print")
        if is_too_long(html):
            return lambda: None

        def laid_out() -> Pdf | None:
            self.say("pdf")
            try:
                pdf: Pdf | None = later()
            except GivenUpError as error:
                self.given_up = error
                return None
            return pdf and with_paths(pdf, shown_assets(document.assets, theme))

        facts = page_facts(document, theme)
        later = self.process.later(f"{_TYPESET}:lay_out", html, facts)
        if self._cache is None:
            return laid_out
        # The page has an image's bytes, but not the path that WeasyPrint's complaints name.
        key = ("pdf", html, facts, *map(ById, shown_assets(document.assets, theme)))
        kept = self._cache
        return lambda: kept.get(key, laid_out)


def render(
    analysis: Analysis,
    targets: Collection[str],
    *,
    progress: Progress | None = None,
    cache: Cache | None = None,
    process: ThisProcess | None = None,
) -> BuildResult:
    """Make `targets`, names of OUTPUTS, of what has been analysed; `process` lays pages out."""
    rendering = Rendering(analysis, targets, progress, cache, process)
    rendering.begin()
    return rendered(analysis, rendering)


def rendered(analysis: Analysis, rendering: Rendering) -> BuildResult:
    """What `rendering` makes of what has been analysed."""
    from arkdoc.pipeline.suppressions import report

    made = {
        output.name: data
        for output in OUTPUTS
        if output.name in rendering.targets and (data := output.render(rendering)) is not None
    }
    found = (*rendering.findings, *_not_covered(rendering.barriers, analysis))
    reported = report(found, analysis.assembly).diagnostics
    diagnostics = in_order((*analysis.diagnostics, *reported))
    name = output_name(analysis.note.case_number)
    return BuildResult(analysis, name, made, rendering.fonts, diagnostics)


_LONGEST_NAME = 50  # characters, of four bytes each at most; file systems take 255 bytes


def output_name(case_number: str) -> str:
    """`sak-11-19` for 11/19: the name of the outputs (clause 9), short enough for any disk."""
    slug = re.sub(r"[^\w]+", "-", case_number.lower()).strip("-")
    return f"sak-{slug.removeprefix('sak-')[:_LONGEST_NAME].rstrip('-')}"


def render_pdf(rendering: Rendering) -> bytes | None:
    """The PDF; None, and `why_no_pdf`, where it can't be made."""
    from arkdoc.write.pdf.findings import findings

    pdf, place = rendering.pdf_later()(), start_of(NOTE)
    if pdf is None and rendering.given_up:
        rendering.say_given_up(_NO_PDF)
        return None
    if pdf is None:
        rendering.findings.append(why_no_pdf(can_lay_out=rendering.can_lay_out))
        return None
    rendering.findings += findings(pdf, rendering.document, rendering.sources.theme, place)
    rendering.fonts["pdf"] = pdf.fonts
    return pdf.data


def page_pictures(
    rendering: Rendering, remembered: PartedLayout, is_known: Callable[[str], bool]
) -> tuple[PageImage, ...] | None:
    """Pictures of the PDF's pages; None where it can't be made."""
    from arkdoc.write.html.writer import write_parted
    from arkdoc.write.pdf.findings import findings
    from arkdoc.write.pdf.page_images import pictures
    from arkdoc.write.pdf.writer import is_too_long

    theme = rendering.sources.theme
    if rendering.can_lay_out:
        document = rendering.fitted(theme)
        page = write_parted(document, theme)
        if not is_too_long(page.text) and (
            made := remembered.pages(page, document, theme, is_known)
        ):
            typeset, shown = made
            rendering.findings += findings(typeset, rendering.document, theme, start_of(NOTE))
            return shown
    pdf = render_pdf(rendering)
    return None if pdf is None else tuple(pictures(pdf, is_known))


def why_no_pdf(*, can_lay_out: bool) -> Diagnostic:
    """ARK932 where this machine can make none, else ARK931: there are too many pages."""
    from arkdoc.write.pdf.typeset import OLDEST_PANGO

    if can_lay_out:
        return diagnostic(TOO_LONG_FOR_PDF, start_of(NOTE))
    oldest = ".".join(map(str, OLDEST_PANGO))
    return diagnostic(NO_LAYOUT, NOWHERE, version=oldest)


def _without_layout(
    rendering: Rendering, document: Document, shown: Iterable[Asset]
) -> Iterator[Diagnostic]:
    """What a Word file lacks that was made where nothing can be laid out."""
    drawings = [*filter(takes_a_page, shown)]
    if rendering.given_up or not (document.contents or drawings) or rendering.can_lay_out:
        return
    if document.contents:
        yield diagnostic(WORD_WITHOUT_LAYOUT, NOWHERE, what=_NO_PAGE_NUMBERS, cure=_UPDATE)
    if drawings:
        yield diagnostic(WORD_WITHOUT_LAYOUT, NOWHERE, what=_NO_PNG, cure=_AS_PNG)


def render_html(rendering: Rendering) -> bytes:
    """The self-contained page."""
    from arkdoc.write.html.writer import write_html

    rendering.say("html")
    theme = rendering.sources.theme
    return write_html(rendering.fitted(theme), theme, medium="screen").encode()


def render_docx(rendering: Rendering) -> bytes:
    """The Word file, checked for what shuts somebody out.

    A table of contents in Word needs page numbers, which only the layout knows. It runs whatever
    was asked for, so that the DOCX is the same bytes whatever was asked for.
    """
    from arkdoc.write.docx.audit.run import audit
    from arkdoc.write.docx.writer import write_docx

    theme, template, faults = word_style(rendering.sources)
    document = rendering.fitted(theme)
    shown = tuple(shown_assets(document.assets, theme))
    pages: Mapping[str, int] = {}
    if document.contents:
        has_own_theme = theme is not rendering.sources.theme
        pdf = rendering.layout(theme) if has_own_theme else rendering.pdf_later()
        pages = laid_out.pages if (laid_out := pdf()) else {}
        rendering.say_given_up(_NO_PAGES)
    rendering.say("docx")
    drawn = [asset for asset in shown if asset.path in rendering.drawings]
    pictures = {asset.path: rendering.drawn(asset) for asset in drawn}
    docx = write_docx(document, theme, pages=pages, pictures=pictures, template=template)
    rendering.findings += (*faults, *_without_layout(rendering, document, shown))
    rendering.barriers += audit(docx, rendering.document, note=NOTE, template=TEMPLATE)
    return docx


def word_style(sources: Sources | HouseStyle) -> tuple[Theme, Template | None, list[Diagnostic]]:
    """The theme that the Word file follows, the template that it comes from, and its faults."""
    theme, given = sources.theme, sources.template
    if given is None:
        return theme, None, []
    if isinstance(given, str):
        place = start_of(TEMPLATE)
        return theme, None, [diagnostic(UNUSABLE_TEMPLATE, place, path=TEMPLATE, reason=given)]
    from arkdoc.write.docx.template.apply import apply_template
    from arkdoc.write.docx.template.differences import differences
    from arkdoc.write.docx.template.letterhead import has_logo
    from arkdoc.write.docx.template.read import read_template

    template, faults = read_template(TEMPLATE, given)
    if template is None:
        return theme, None, list(faults)
    followed = apply_template(theme, template)
    faults = (*faults, *differences(theme, followed, template, TEMPLATE))
    if has_logo(template.header_footer("header", first=True)):
        followed = replace(followed, sender=None)  # a letterhead of ours would be the second one
    return followed, template, list(faults)


def _not_covered(barriers: Iterable[Diagnostic], analysis: Analysis) -> Iterator[Diagnostic]:
    """The accessibility barriers in the finished Word file that no earlier finding covers."""
    lines_by_code: dict[str, set[tuple[str, int]]] = {}
    for finding in analysis.everything:
        place = finding.span.path, finding.span.line
        lines_by_code.setdefault(finding.rule.code, set()).add(place)

    def is_new(barrier: Diagnostic) -> bool:
        span = barrier.span
        lines = {(span.path, line) for line in range(span.line, span.end_line + 1)}
        earlier = EARLIER_RULES.get(barrier.rule.code, ())
        return not any(lines & lines_by_code.get(code, set()) for code in earlier)

    return filter(is_new, barriers)
