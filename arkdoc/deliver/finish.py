"""A root → the note's outputs on the disk; and «Lag endelig»: what stands in the way of it.

The terminal and the secretariat's page make notes by the same function.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from pathlib import Path

from arkdoc.deliver.finality import made_final
from arkdoc.deliver.finish_words import (
    ASK,
    AT_THE_TOP,
    IN_INTRODUCTION,
    IN_SETTINGS,
    OTHER,
    SAID,
    WHOSE,
    Said,
)
from arkdoc.language.messages import Translator
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import Diagnostic, in_order
from arkdoc.model.note import Delivery
from arkdoc.pipeline.build import Analysis, analyse, build, load
from arkdoc.pipeline.closed import refuse_closed
from arkdoc.pipeline.load import NOTE, Sources
from arkdoc.pipeline.processes import ThisProcess, most_seconds
from arkdoc.pipeline.publish import publish
from arkdoc.pipeline.render import Progress
from arkdoc.pipeline.unchanged import remember
from arkdoc.pipeline.word_edits import waiting_deliveries, word_edits
from arkdoc.units.status import DeliveryStatus

# --- making it -------------------------------------------------------------------------------


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
        """What went wrong: see `grouped`."""
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
        word = () if without_word_edits else word_edits(analysis, out, root)
        return (*word, *waiting_deliveries(analysis, root))

    process = process or ThisProcess()
    sources = load(root)
    process.seconds = most_seconds(sources)
    if "docx" in targets and _has_drawings(sources):
        process.start()
    result = build(
        sources, targets, final=final, in_the_way=edits, progress=progress, process=process
    )
    opened = process.later("arkdoc.pipeline.dependencies:files_of_process")
    published = publish(result, out, root, without_word_edits=without_word_edits)
    if obstacles := result.obstacles or published.obstacles:
        return MadeNote(result.analysis, (), result.diagnostics, obstacles)
    if final and published.paths:
        made_final(root, now)
    if not (final or published.diagnostics):
        remember(root, targets, out, result, published.paths, now, opened())
    diagnostics = (*result.diagnostics, *published.diagnostics)
    return MadeNote(result.analysis, published.paths, diagnostics)


def _has_drawings(sources: Sources) -> bool:
    """Whether there may be drawings that a page has to be laid out for, to get a PNG of them."""
    sender = sources.theme.sender
    logo = sender.logo if sender else None
    if logo and logo.media_type == "image/svg+xml" and not logo.has_shapes_alone:
        return True
    return any(path.lower().endswith(".svg") for path in sources.images)


# --- what stands in the way ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something in the way of a final note, and how often it is."""

    said: Said
    args: tuple[tuple[str, str], ...] = ()
    count: int = 1

    def words(self, tr: Translator) -> str:
        """What is wrong, in a sentence."""
        words = tr(self.said.message, **dict(self.args))
        return words if self.count == 1 else f"{words} ({self.count})"

    def cure(self, tr: Translator) -> str:
        """What to do about it."""
        return tr(self.said.cure)


@dataclass(frozen=True, slots=True)
class HindrancesOf:
    """What is in the way in one unit's text, or in a text of no unit, or in the note as a whole.

    `delivery` is None for the note itself: its settings, its introduction, its outputs.
    """

    delivery: Delivery | None
    hindrances: tuple[Hindrance, ...]


def in_the_way(root: Path, out: Path, cache: Cache | None = None) -> tuple[HindrancesOf, ...]:
    """What stands in the way of a final note now; what only its outputs show is not known yet.

    Raises ArkdocError where the note can't be read.
    """
    analysis = analyse(load(root), cache)
    edits = (*word_edits(analysis, out, root), *waiting_deliveries(analysis, root))
    return grouped(analysis, in_order((*analysis.obstacles, *edits)))


def grouped(analysis: Analysis, obstacles: Iterable[Diagnostic]) -> tuple[HindrancesOf, ...]:
    """`obstacles` in a case officer's words: the note's first, then by unit in its order."""
    deliveries = analysis.assembly.deliveries
    owner_of = DeliveryStatus(deliveries, (), None, Date.min).owner()
    by_owner: dict[int, Counter[Hindrance]] = {}
    for obstacle in obstacles:
        number = owner_of(obstacle)
        counted = by_owner.setdefault(-1 if number is None else number, Counter())
        counted[_hindrance(obstacle)] += 1
    return tuple(
        HindrancesOf(
            deliveries[number] if number >= 0 else None,
            tuple(Hindrance(each.said, each.args, times) for each, times in counted.items()),
        )
        for number, counted in sorted(by_owner.items())
    )


def _hindrance(obstacle: Diagnostic) -> Hindrance:
    said = SAID.get(obstacle.rule, OTHER)
    if obstacle.span.path == NOTE and said in (AT_THE_TOP, WHOSE):
        said = IN_SETTINGS
    elif obstacle.span.path == NOTE and said.cure == ASK:
        said = said._replace(cure=IN_INTRODUCTION)
    args = tuple((name, value) for name, value in obstacle.args if f"{{{name}}}" in said.message)
    return Hindrance(said, args)
