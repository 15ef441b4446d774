"""A note and a seed → what a unit delivered, edited in Word, and delivered anew with a word changed."""

from __future__ import annotations

from dataclasses import dataclass

from arkdoc.back.delivered import plan_delivery
from arkdoc.back.model import EditPlan
from arkdoc.back.plan import make_plan
from arkdoc.pipeline.load import Sources
from tests.support.word_edits.both_sides import both_sides
from tests.support.word_edits.judge import Case, written_into


@dataclass(frozen=True)
class DeliveredAnew:
    """The plan of the second delivery, the file, and its line with what both sides changed.

    `merged` is empty where they changed the same word. `today` is what Word back has written.
    """

    plan: EditPlan
    path: str
    merged: str
    today: Sources


def delivered_anew(case: Case, seed: int, *, same: bool) -> DeliveredAnew:
    """Deliver, apply what was edited in Word, and deliver the first file with a word changed."""
    sides = both_sides(case, seed, same=same)
    taken = make_plan(sides.edited, case.docx, case.sources, case.sources).written()
    today = written_into(case.sources, taken)
    deliveries = case.analysis.assembly.deliveries
    unit = next(each.unit.id for each in deliveries if each.unit and sides.path in each.paths)
    plan = plan_delivery(unit, sides.path, case.sources, sides.today, today)
    return DeliveredAnew(plan, sides.path, sides.merged, today)
