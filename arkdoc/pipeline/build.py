"""The pipeline: load → read → assemble → check → write → publish.

`load` and `publish` touch the disk; everything between them is pure and knows no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, Diagnostic, in_order
from arkdoc.pipeline.analyse import Analysis, analyse, check, read_and_assemble
from arkdoc.pipeline.load import Sources, load
from arkdoc.pipeline.processes import ThisProcess
from arkdoc.pipeline.render import (
    BuildResult,
    Progress,
    Rendering,
    output_name,
    render,
    rendered,
)

__all__ = ["Analysis", "BuildResult", "Sources", "analyse", "build", "load", "render"]


def build(
    sources: Sources,
    targets: Collection[str],
    *,
    final: bool = False,
    in_the_way: Callable[[Analysis], Iterable[Diagnostic]] = lambda _: (),
    progress: Progress | None = None,
    cache: Cache | None = None,
    process: ThisProcess | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> BuildResult:
    """Build `targets`, names of OUTPUTS. With `final`, nothing while anything stands in the way.

    `in_the_way` says what else than the contributions does. `process` lays pages out as soon as the
    note is assembled; then `meanwhile` is called, and texts are checked.
    """
    if progress:
        progress(N_("Reading the contributions"))
    kept = cache or Cache()
    assembled = read_and_assemble(sources, kept)
    rendering = Rendering(assembled, targets, progress, cache, process)
    rendering.begin()
    meanwhile()
    analysis = check(assembled, kept)
    if final and (obstacles := in_order((*analysis.obstacles, *in_the_way(analysis)))):
        name = output_name(analysis.note.case_number)
        return BuildResult(analysis, name, {}, {}, analysis.diagnostics, obstacles)
    result = replace(rendered(analysis, rendering), is_final=final)
    if final and (obstacles := tuple(d for d in result.diagnostics if d.is_error)):
        return replace(result, outputs={}, fonts={}, obstacles=obstacles)
    return result
