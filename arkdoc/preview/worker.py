"""Requests on standard input → Answers on standard output, until the input ends.

`python -m arkdoc.preview.worker`: a process of its own, because layout is pure Python and would
block the server. `arkdoc.preview.worker_process` is the other end.
"""

from __future__ import annotations

import os
import pickle
import sys
from dataclasses import replace
from typing import BinaryIO

from arkdoc.assemble.unlinked import without_attachment_links as unlinked
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.final_name import final_name
from arkdoc.pipeline.render import render, why_no_pdf
from arkdoc.preview.worker_process import HEADER, Answer, Request
from arkdoc.write.pdf.page_images import pictures
from arkdoc.write.pdf.writer import rasterise

_EMPTY_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def main() -> None:
    """Answer requests, one at a time."""
    if sys.platform != "win32" and hasattr(os, "nice"):
        os.nice(19)
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is printed must not mix with answers
    rasterise(_EMPTY_SVG, 1, 1)  # loads WeasyPrint, which takes half a second, before it is needed
    cache = Cache()
    while (request := _read(requests)) is not None:
        message = pickle.dumps(answer(request, cache))
        answers.write(HEADER.pack(len(message)) + message)
        answers.flush()


def _read(stream: BinaryIO) -> Request | None:
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    # Only the process that started this one writes here.
    request: Request = pickle.loads(stream.read(*HEADER.unpack(header)))
    return request


def without_attachment_links(analysis: Analysis) -> Analysis:
    """The same note for a file that is downloaded: the attachments are not beside it."""
    document = unlinked(analysis.assembly.document)
    return replace(analysis, assembly=replace(analysis.assembly, document=document))


def answer(request: Request, cache: Cache) -> Answer:
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
        why = why_no_pdf()
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


if __name__ == "__main__":
    main()
