"""A request of the preview → its answer, in a process of its own.

Layout is pure Python, and would block the server. `arkdoc.preview.worker_process` asks.
"""

from __future__ import annotations

from dataclasses import replace

from arkdoc.assemble.unlinked import without_attachment_links as unlinked
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.final_name import final_name
from arkdoc.pipeline.render import render, why_no_pdf
from arkdoc.preview.worker_process import Answer, Request
from arkdoc.write.pdf import writer
from arkdoc.write.pdf.page_images import pictures

_EMPTY_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
_CACHE = Cache()


def prepare() -> None:
    """Load WeasyPrint, which takes half a second, before it is needed."""
    writer.rasterise(_EMPTY_SVG, 1, 1)


def without_attachment_links(analysis: Analysis) -> Analysis:
    """The same note for a file that is downloaded: the attachments are not beside it."""
    document = unlinked(analysis.assembly.document)
    return replace(analysis, assembly=replace(analysis.assembly, document=document))


def answer(request: Request, cache: Cache = _CACHE) -> Answer:
    """The file or the pictures that `request` asks for, or why there are none."""
    try:
        analysis = analyse(request.sources, cache)
        if request.known is None:
            analysis = without_attachment_links(analysis)
        result = render(analysis, frozenset({request.target}), cache=cache)
    except ArkdocError as error:
        return Answer(error=error)
    data = result.outputs.get(request.target)
    if data is None:
        why = why_no_pdf(can_lay_out=writer.can_lay_out())
        told = {"reason": why.rule.message, "cure": why.rule.hint}
        return Answer(
            error=ArkdocError("{reason} {cure}", diagnostics=(), **told, **dict(why.args))
        )
    if request.known is None:
        name = final_name(result.analysis.note).of_draft
        return Answer(f"{name}.{request.target}", data)
    read = set(result.analysis.diagnostics)
    found = tuple(diagnostic for diagnostic in result.diagnostics if diagnostic not in read)
    return Answer(pictures=tuple(pictures(data, request.known.__contains__)), found=found)
