"""THE pipeline: load → read → assemble → check → write → publish.

`load` and `publish` touch the disk; all between is pure, and knows no clock.
"""

from __future__ import annotations

from dataclasses import replace

from arkdoc.model.cache import Cache
from arkdoc.pipeline.analyse import Examined, examine
from arkdoc.pipeline.load import Sources, load
from arkdoc.pipeline.render import TARGETS, BuildResult, Progress, output_name, produce

__all__ = ["TARGETS", "BuildResult", "Examined", "Sources", "build", "examine", "load", "produce"]


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
