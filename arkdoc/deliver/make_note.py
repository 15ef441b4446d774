"""A root → the note's outputs on the disk.

The terminal and the secretariat's page make notes by the same function. What it needs after the
pages have been sent to be laid out is imported then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from arkdoc.model.diagnostic import Diagnostic
from arkdoc.pipeline.build import Analysis, build, load
from arkdoc.pipeline.closed import refuse_closed
from arkdoc.pipeline.drawings import takes_a_page
from arkdoc.pipeline.load import Sources
from arkdoc.pipeline.processes import GivenUpError, ThisProcess, WorkerError, most_seconds
from arkdoc.pipeline.render import Progress
from arkdoc.style.theme import shown_assets


@dataclass(frozen=True, slots=True)
class MadeNote:
    """The files that are there now, and what was found.

    `obstacles` are why nothing was made of a final note; `faults` also why some of it was not.
    """

    analysis: Analysis = field(repr=False)
    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    obstacles: tuple[Diagnostic, ...] = ()

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What went wrong, to be shown by `grouped`."""
        return self.obstacles or tuple(each for each in self.diagnostics if each.is_error)


def make_note(
    root: Path,
    targets: Collection[str],
    out: Path,
    now: datetime,
    *,
    final: bool = False,
    without_word_edits: bool = False,
    progress: Progress | None = None,
    process: ThisProcess | None = None,
) -> MadeNote:
    """Make `targets`, names of outputs, in the folder `out`; the final note also in `endelig/`.

    Pages are laid out by `process`.

    A final note is not made while anything is in the way, somebody's edits of its Word file among
    them unless it is to be made `without_word_edits`. From then on the note takes no more texts.
    Raises ArkdocError where the note can't be read, or nothing be written.
    """

    refuse_closed(root)

    def edits(analysis: Analysis) -> Sequence[Diagnostic]:
        from arkdoc.pipeline.word_edits import waiting_deliveries, word_edits

        word = () if without_word_edits else word_edits(analysis, out, root)
        return (*word, *waiting_deliveries(analysis, root))

    process = process or ThisProcess()
    sources = load(root)
    process.seconds = most_seconds(sources)
    if "docx" in targets and _has_drawings(sources):
        process.start()
    result = build(
        sources,
        targets,
        final=final,
        in_the_way=edits,
        progress=progress,
        process=process,
        meanwhile=_load_the_rest,
    )
    from arkdoc.pipeline.publish import publish
    from arkdoc.pipeline.unchanged import remember

    opened = process.later("arkdoc.pipeline.dependencies:files_of_process")
    published = publish(result, out, root, without_word_edits=without_word_edits)
    if obstacles := result.obstacles or published.obstacles:
        return MadeNote(result.analysis, (), result.diagnostics, obstacles)
    if final and published.paths:
        from arkdoc.deliver.finality import made_final

        made_final(root, now)
    if not (final or published.diagnostics):
        remember(root, targets, out, result, published.paths, now, _known(opened))
    diagnostics = (*result.diagnostics, *published.diagnostics)
    return MadeNote(result.analysis, published.paths, diagnostics)


def _load_the_rest() -> None:
    """Import what is needed once there are outputs, and look up what their record says."""
    import arkdoc.pipeline.publish
    import arkdoc.pipeline.unchanged  # noqa: F401
    from arkdoc.pipeline.versions import versions

    versions()


def _known(opened: Callable[[], Collection[str] | None]) -> Collection[str] | None:
    """What the process that lays out pages has opened; None where it has been ended."""
    try:
        return opened()
    except (GivenUpError, WorkerError):
        return None


def _has_drawings(sources: Sources) -> bool:
    """Whether there may be drawings that a page has to be laid out for, to get a PNG of them."""
    if any(map(takes_a_page, shown_assets({}, sources.theme))):
        return True
    return any(path.lower().endswith(".svg") for path in sources.images)
