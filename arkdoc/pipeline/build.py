"""THE pipeline: load → read → assemble → check → write → publish.

`load` and `publish` touch the disk; all between is pure, and knows no clock.
"""

from __future__ import annotations

from dataclasses import replace

from arkdoc.model.cache import Cache
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.load import Sources, load
from arkdoc.pipeline.render import TARGETS, BuildResult, Progress, output_name, render

__all__ = ["TARGETS", "Analysis", "BuildResult", "Sources", "analyse", "build", "load", "render"]


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
    analysis = analyse(sources, cache)
    if final and analysis.obstacles:
        name = output_name(analysis.note.case_number)
        return BuildResult(analysis, name, {}, None, analysis.diagnostics, analysis.obstacles)
    result = render(analysis, targets, progress=progress, cache=cache)
    if final and (obstacles := tuple(d for d in result.diagnostics if d.is_error)):
        return replace(result, outputs={}, layout=None, obstacles=obstacles)
    return result
