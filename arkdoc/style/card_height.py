"""A measure's card and the house style → how high its lines are, about, and what stays together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from arkdoc.model.nodes import Block, Container, ListBlock, Paragraph
from arkdoc.model.tree import plain_text
from arkdoc.style.markers import list_step, marker_steps
from arkdoc.style.role import Role
from arkdoc.style.text_width import text_width
from arkdoc.style.theme import Theme

MOST_WHITE = 40.0
"""Millimetres of white that keeping a card together may leave at a page's foot."""

_PT_PER_MM = 72 / 25.4


def line_heights(card: Container, theme: Theme, measure: float) -> list[float]:
    """The heights of a card's paragraphs in millimetres, set `measure` millimetres wide."""
    return list(_heights(card.blocks, theme, measure))


def _heights(blocks: Iterable[Block], theme: Theme, measure: float) -> Iterable[float]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _height(plain_text(block.inlines), Role.MEASURE_NAME, theme, measure)
        elif isinstance(block, ListBlock):
            room = measure - marker_steps(block, theme) * list_step(theme)
            for item in block.items:
                text = " ".join(
                    plain_text(each.inlines) for each in item.blocks if isinstance(each, Paragraph)
                )
                yield _height(text, Role.LIST, theme, room)


def _height(text: str, role: Role, theme: Theme, measure: float) -> float:
    style = theme[role]
    wide = text_width(text, style.font.word) * style.size / _PT_PER_MM
    lines = max(1, ceil(wide / max(measure, 1)))
    return (lines * style.size * style.leading + style.after) / _PT_PER_MM


def is_kept_whole(card: Container, theme: Theme, *, landscape: bool) -> bool:
    """Whether a card takes no more than half a page."""
    page = theme.page
    measure = page.landscape_measure if landscape else page.measure
    height = (page.width if landscape else page.height) - page.top - page.bottom
    return sum(line_heights(card, theme, measure)) <= height / 2


def kept_runs(heights: Sequence[float]) -> list[int]:
    """How many paragraphs in a row are kept together, so that no run is higher than `MOST_WHITE`.

    All of them, where they are not; else runs of about the same height. One that is higher by
    itself is a run alone.
    """
    whole = sum(heights)
    part = whole / max(1, ceil(whole / MOST_WHITE))
    runs: list[int] = []
    used = 0.0
    for height in heights:
        if not runs or used + height > MOST_WHITE or used >= part:
            runs.append(0)
            used = 0.0
        runs[-1] += 1
        used += height
    return runs
