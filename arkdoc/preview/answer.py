"""A request of the preview → its answer, in a process of its own.

Layout is pure Python, and would block the server. `arkdoc.preview.worker_process` asks.
"""

from __future__ import annotations

from dataclasses import replace

from arkdoc.assemble.unlinked import without_attachment_links as unlinked
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError, in_order
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.final_name import final_name
from arkdoc.pipeline.render import Rendering, page_pictures, render, why_no_pdf
from arkdoc.pipeline.suppressions import report
from arkdoc.preview.worker_process import Answer, Request
from arkdoc.write.pdf import typeset
from arkdoc.write.pdf.parted_layout import PartedLayout

_CACHE = Cache()
_REMEMBERED = PartedLayout()


def prepare() -> None:
    """Load WeasyPrint, which takes half a second, before it is needed."""
    typeset.prepare()


def without_attachment_links(analysis: Analysis) -> Analysis:
    """The same note for a file that is downloaded: the attachments are not beside it."""
    document = unlinked(analysis.assembly.document)
    return replace(analysis, assembly=replace(analysis.assembly, document=document))


def answer(
    request: Request, cache: Cache = _CACHE, remembered: PartedLayout = _REMEMBERED
) -> Answer:
    """The file or the pictures that `request` asks for, or why there are none."""
    try:
        analysis = analyse(request.sources, cache)
        if request.known is not None:
            return _pages(analysis, request.known, cache, remembered)
        analysis = without_attachment_links(analysis)
        result = render(analysis, frozenset({request.target}), cache=cache)
    except ArkdocError as error:
        return Answer(error=error)
    data = result.outputs.get(request.target)
    if data is None:
        return _no_pdf()
    name = final_name(result.analysis.note).of_draft
    return Answer(f"{name}.{request.target}", data)


def _pages(
    analysis: Analysis, known: frozenset[str], cache: Cache, remembered: PartedLayout
) -> Answer:
    rendering = Rendering(analysis, cache=cache)
    pictures = page_pictures(rendering, remembered, known.__contains__)
    if pictures is None:
        return _no_pdf()
    read = set(analysis.diagnostics)
    reported = in_order(report(rendering.findings, analysis.assembly).diagnostics)
    return Answer(pictures=pictures, found=tuple(each for each in reported if each not in read))


def _no_pdf() -> Answer:
    why = why_no_pdf(can_lay_out=typeset.can_lay_out())
    told = {"reason": why.rule.message, "cure": why.rule.hint}
    return Answer(error=ArkdocError("{reason} {cure}", diagnostics=(), **told, **dict(why.args)))
