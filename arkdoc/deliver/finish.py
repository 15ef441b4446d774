"""«Lag endelig»: what stands in the way of the final note, unit by unit, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import NamedTuple

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
from arkdoc.pipeline.build import Analysis, analyse, load
from arkdoc.pipeline.load import NOTE
from arkdoc.pipeline.word_edits import waiting_deliveries, word_edits
from arkdoc.units.status import DeliveryStatus

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


class HindrancesOf(NamedTuple):
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
