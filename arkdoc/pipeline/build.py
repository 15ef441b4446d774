"""The pipeline: load → read → assemble → check → write → publish.

`load` and `publish` touch the disk; everything between them is pure and knows no clock.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.load import Sources, load
from arkdoc.pipeline.render import BuildResult, Progress, output_name, render

__all__ = ["Analysis", "BuildResult", "Sources", "analyse", "build", "load", "render"]


def build(
    sources: Sources,
    targets: Collection[str],
    *,
    final: bool = False,
    progress: Progress | None = None,
    cache: Cache | None = None,
) -> BuildResult:
    """Build `targets`, names of OUTPUTS. With `final`, nothing while anything stands in the way."""
    if progress:
        progress(N_("Reading the contributions"))
    analysis = analyse(sources, cache)
    if final and analysis.obstacles:
        name = output_name(analysis.note.case_number)
        return BuildResult(analysis, name, {}, {}, analysis.diagnostics, analysis.obstacles)
    result = render(analysis, targets, progress=progress, cache=cache)
    if final and (obstacles := tuple(d for d in result.diagnostics if d.is_error)):
        return replace(result, outputs={}, fonts={}, obstacles=obstacles)
    return result
