"""How many of each kind there are, a bar for each row → a bar chart as SVG (decision 017).

Each kind has a pattern of its own, so that the chart can be read without colour, and its number
stands in the bar where it has room. Patterns are lines, cut to the bar: Word and LibreOffice don't
draw those of SVG alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from html import escape
from itertools import accumulate, takewhile
from math import ceil
from typing import assert_never

from arkdoc.style.chart_look import ChartLook
from arkdoc.style.text_width import text_width

_TALLEST = 480.0  # pixels, about half of a page's text; a taller chart is set closer
_PART = 300.0  # what is too tall all the same is parted, so that pages can be filled
_CLOSER = 0.82
_LABEL_SHARE = 0.42  # of the width, the most that names get
_LINES = 3  # of a name
_LONGEST = 1000  # characters of a name: more than its lines hold
_BAR = 1.2  # ems
_BETWEEN = 0.64
_CLOSE_BETWEEN = 0.36
_GAP = 8.0
_LEADING = 1.15
_UNIT = 60.0  # the widest that one measure is drawn
_HATCH = 5.0
_SAFETY = 1.06  # fonts differ, and names have capitals
_SWATCH = 13.0


class Fill(Enum):
    """How a kind's part of a bar is filled."""

    SOLID = auto()
    HATCHED = auto()
    EMPTY = auto()
    CROSSED = auto()
    STRIPED = auto()


@dataclass(frozen=True, slots=True)
class BarKind:
    """What a part of each bar stands for."""

    label: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart: its name, and how many there are of each kind."""

    name: str
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many there are of all kinds."""
        return sum(self.numbers)


def parted(bars: Sequence[Bar], look: ChartLook) -> tuple[list[tuple[Bar, ...]], ChartLayout]:
    """`bars` in runs of about the same height that each make a chart, and how they are laid out.

    There is one run where they fit together, closer to each other if need be.
    """
    layout = ChartLayout(bars, look)
    heights = list(map(layout.row, bars))
    if sum(heights) > _TALLEST:
        layout = ChartLayout(bars, replace(look, scale=_CLOSER))
        heights = list(map(layout.row, bars))
    count = 1 if sum(heights) <= _TALLEST else ceil(sum(heights) / _PART)
    share = sum(heights) / count
    runs: list[tuple[Bar, ...]] = []
    run: list[Bar] = []
    above = 0.0
    for bar, height in zip(bars, heights, strict=True):
        if run and above + height / 2 > share * (len(runs) + 1):
            runs.append(tuple(run))
            run = []
        run.append(bar)
        above += height
    return [*runs, tuple(run)], layout


def draw(
    bars: Sequence[Bar], kinds: Sequence[BarKind], layout: ChartLayout
) -> tuple[bytes, int, int]:
    """The chart of `bars` as SVG, its width and its height; to the scale of all in `layout`."""
    look = layout.look
    legend, top = _legend(kinds, look)
    pieces = [*legend]
    begin = top
    for bar in bars:
        height = layout.row(bar)
        pieces += _row(bar, kinds, layout, top, height)
        top += height
    x, colour = _n(layout.start), look.rule
    pieces.append(f'<path d="M{x} {_n(begin - 2)}V{_n(top)}" stroke="{colour}" stroke-width="1"/>')
    width, height = round(look.width), round(top + 2)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{escape(look.fonts)}" '
        f'font-size="{_n(look.size)}" fill="{look.text}">'
    )
    return "\n".join((head, *pieces, "</svg>\n")).encode(), width, height


class ChartLayout:
    """Where `bars` begin in all their charts, how long they are, and how names are broken."""

    def __init__(self, bars: Sequence[Bar], look: ChartLook) -> None:
        self.look = look
        room = look.width * _LABEL_SHARE
        widest = max((width_of(bar.name, look) for bar in bars), default=0)
        self.room = min(room, widest)
        self.start = self.room + _GAP
        most = max((bar.total for bar in bars), default=0)
        after = width_of(str(most), look) + 2 * _GAP
        self.unit = min(_UNIT, (look.width - self.start - after) / max(most, 1))

    def lines(self, bar: Bar) -> list[str]:
        """The name in lines that fit."""
        return broken(bar.name, self.room, self.look)

    def row(self, bar: Bar) -> float:
        """How much height the bar takes, with the space below it."""
        size = self.look.size
        return size * max(_BAR, len(self.lines(bar)) * _LEADING) + self.between

    @property
    def bar(self) -> float:
        """How tall a bar is."""
        return self.look.size * _BAR

    @property
    def between(self) -> float:
        """The space between bars."""
        return self.look.size * (_BETWEEN if self.look.scale == 1 else _CLOSE_BETWEEN)


def width_of(text: str, look: ChartLook) -> float:
    """About how wide `text` is, in pixels, a little on the safe side."""
    return text_width(text, look.typeface) * look.size * _SAFETY


def broken(name: str, room: float, look: ChartLook) -> list[str]:
    """`name` in lines no wider than `room`; what three lines don't hold ends in «…»."""
    lines: list[str] = []
    for word in name[:_LONGEST].split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, look) <= room:
            lines[-1] = joined
            continue
        while len(lines) <= _LINES and len(word) > 1 and width_of(word, look) > room + 0.01:
            fits = _beginning(word, room, look)
            lines.append(f"{word[:fits]}-")
            word = word[fits:]
        lines.append(word)
        if len(lines) > _LINES:
            break
    if len(lines) > _LINES:
        last = lines[_LINES - 1]
        while len(last) > 1 and not _fits(last, room, look):
            last = last[:-1]
        lines = [*lines[: _LINES - 1], f"{last.rstrip('- ')}…"]
    return lines


def _beginning(word: str, room: float, look: ChartLook) -> int:
    """How many letters of `word` there is room for with a hyphen, at least one."""
    left = room - width_of("-", look)
    widths = accumulate(width_of(letter, look) for letter in word[:-1])
    return max(1, sum(1 for _ in takewhile(lambda width: width <= left, widths)))


def _fits(text: str, room: float, look: ChartLook) -> bool:
    return len(text) == 1 or width_of(f"{text}-", look) <= room


def _legend(kinds: Sequence[BarKind], look: ChartLook) -> tuple[list[str], float]:
    """The kinds with their patterns, in lines, and where what follows begins."""
    pieces: list[str] = []
    x, y = 0.0, 1.0
    for kind in kinds:
        width = _SWATCH + 5 + width_of(kind.label, look)
        if x and x + width > look.width:
            x, y = 0.0, y + _SWATCH + 8
        pieces += _filled(kind.fill, x + 0.5, y, _SWATCH, _SWATCH, look)
        pieces.append(_text(kind.label, x + _SWATCH + 5, y + _SWATCH / 2, look))
        x += width + 18
    return pieces, y + _SWATCH + 12


def _row(
    bar: Bar, kinds: Sequence[BarKind], layout: ChartLayout, top: float, height: float
) -> Iterator[str]:
    look, middle = layout.look, top + (height - layout.between) / 2
    lines = layout.lines(bar)
    pitch = look.size * _LEADING
    first = middle - (len(lines) - 1) * pitch / 2
    for number, line in enumerate(lines):
        yield _text(line, layout.room, first + number * pitch, look, anchor="end")
    x, y = layout.start, middle - layout.bar / 2
    for kind, number in zip(kinds, bar.numbers, strict=True):
        if number:
            width = number * layout.unit
            yield from _filled(kind.fill, x, y, width, layout.bar, look)
            yield from _numbered(kind.fill, str(number), x + width / 2, middle, width, look)
            x += width
    yield _text(str(bar.total), x + 6, middle, look, weight="bold")


def _numbered(
    fill: Fill, text: str, x: float, y: float, room: float, look: ChartLook
) -> Iterator[str]:
    """The number in a part of a bar, if there is room for it, where its pattern can't hide it."""
    width = width_of(text, look) + 4
    if width + 4 > room:
        return
    if fill in (Fill.SOLID, Fill.EMPTY):
        colour = look.paper if fill is Fill.SOLID else ""
        yield _text(text, x, y, look, anchor="middle", colour=colour)
        return
    height = look.size * _BAR - 3
    yield (
        f'<rect x="{_n(x - width / 2)}" y="{_n(y - height / 2)}" width="{_n(width)}" '
        f'height="{_n(height)}" fill="{look.paper}"/>'
    )
    yield _text(text, x, y, look, anchor="middle")


def _filled(
    fill: Fill, x: float, y: float, width: float, height: float, look: ChartLook
) -> Iterator[str]:
    """A rectangle filled as `fill` says, with an edge."""
    colour = look.alert if fill is Fill.CROSSED else look.strong
    inside = colour if fill is Fill.SOLID else look.paper
    yield (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
        f'fill="{inside}" stroke="{colour}" stroke-width="1"/>'
    )
    if lines := "".join(_pattern(fill, x, y, width, height)):
        yield f'<path d="{lines}" fill="none" stroke="{colour}" stroke-width="1.1"/>'


def _pattern(fill: Fill, x: float, y: float, width: float, height: float) -> Iterator[str]:
    match fill:
        case Fill.SOLID | Fill.EMPTY:
            return
        case Fill.HATCHED:
            yield from _diagonals(x, y, width, height, is_rising=True)
        case Fill.CROSSED:
            yield from _diagonals(x, y, width, height, is_rising=True)
            yield from _diagonals(x, y, width, height, is_rising=False)
        case Fill.STRIPED:
            for number in (1, 2, 3):
                yield f"M{_n(x)} {_n(y + number * height / 4)}H{_n(x + width)}"
        case _:
            assert_never(fill)


def _diagonals(
    x: float, y: float, width: float, height: float, *, is_rising: bool
) -> Iterator[str]:
    """Lines at 45° across a rectangle, each cut where it meets an edge."""
    for step in range(int((width + height) // _HATCH) + 1):
        foot = x - height + (step + 0.5) * _HATCH
        left, right = max(foot, x), min(foot + height, x + width)
        if right - left > 0.5:
            low, high = left - foot, right - foot
            ends = (y + height - low, y + height - high) if is_rising else (y + low, y + high)
            yield f"M{_n(left)} {_n(ends[0])}L{_n(right)} {_n(ends[1])}"


def _text(
    text: str,
    x: float,
    middle: float,
    look: ChartLook,
    *,
    anchor: str = "",
    weight: str = "",
    colour: str = "",
) -> str:
    """A line of text, its figures' middle at the height `middle`."""
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in (("text-anchor", anchor), ("font-weight", weight), ("fill", colour))
        if value
    )
    shown = escape("".join(c for c in text if c.isprintable()))
    return f'<text x="{_n(x)}" y="{_n(middle + look.size * 0.32)}"{attributes}>{shown}</text>'


def _n(value: float) -> str:
    """A number as short as SVG allows."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
