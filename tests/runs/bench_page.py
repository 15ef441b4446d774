"""What `make bench` measured → `docs/benchmarks.md` and its plot, an SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from statistics import median
from typing import NamedTuple

from tests.runs.measure import Spent, medians, ratios
from tests.runs.peers import BOTH, CHECK, DOCX, NOTHING, PANDOC, WEASYPRINT

AIMS = (
    ("DOCX and PDF, against Pandoc's DOCX and Pandoc → WeasyPrint", BOTH, (PANDOC, WEASYPRINT), 0.9),
    ("DOCX, against Pandoc's", DOCX, (PANDOC,), 2.5),
    ("check only, against Pandoc's DOCX", CHECK, (PANDOC,), 1.5),
    ("nothing changed, against DOCX and PDF", NOTHING, (BOTH,), 0.2),
)  # fmt: skip
"""Name, what is measured, what it is measured against, and the most that it may be."""


class Sized(NamedTuple):
    """What was measured on a note of so many contributions, which has so many pages.

    `edited` has seconds from a save of one unit to its new pages in «Sider», after `first` ones.
    """

    contributions: int
    pages: int
    runs: Mapping[str, Sequence[Spent]]
    first: float = 0.0
    edited: Sequence[float] = ()


def page(sizes: Sequence[Sized], machine: str, versions: Iterable[str], plot: str) -> str:
    """The page; `plot` is the address of its picture."""
    parts = [
        "# Benchmarks",
        "`make bench` wrote this page. Whole processes were started in turn, so that a busy "
        "machine slows all alike; the figures are medians. CPU seconds are those of all processes "
        "of a command, and memory is what the largest of them had. The peers make a file of the "
        "joined text; they merge, number and check nothing.",
        f"Measured on {machine}, with {', '.join(versions)}.",
        *(f"## {_title(sized)}\n\n{_table(sized)}" for sized in sizes),
        f"![Seconds of a whole process by the number of contributions, both on logarithmic scales; "
        f"the tables above have the same figures]({plot})",
    ]
    if any(set(sized.runs) >= {BOTH, PANDOC} for sized in sizes):
        parts.append(f"## Against the peers\n\n{_ratio_table(sizes)}")
    parts.append(f"## By size\n\n{_size_table(sizes)}")
    return "\n\n".join(parts) + "\n"


def _title(sized: Sized) -> str:
    rounds = max(map(len, sized.runs.values()))
    runs = f"{rounds} runs" if rounds > 1 else "one run"
    return f"{sized.contributions:,} contributions, {sized.pages:,} pages ({runs})"


def _table(sized: Sized) -> str:
    rows = []
    for name, runs in sized.runs.items():
        spent = medians(runs)
        memory = f"{spent.memory:,.0f} MiB"
        rows.append([name, f"{spent.wall:.2f} s", f"{spent.cpu:.2f} s", memory])
    return table(["", "time", "CPU time", "peak memory"], rows)


def _ratio_table(sizes: Sequence[Sized]) -> str:
    """The ratios that issues set an aim for, by wall-clock time and by CPU time."""
    rows = []
    for name, ours, theirs, most in AIMS:
        cells = [name, f"{most:g}"]
        for sized in sizes:
            found = [sized.runs.get(each, ()) for each in (ours, *theirs)]
            if all(found):
                ratio = ratios(*found)
                cells.append(f"{ratio.wall:.2f} (CPU {ratio.cpu:.2f})")
            else:
                cells.append("–")
        rows.append(cells)
    return table(["", "aim", *(f"{sized.contributions:,}" for sized in sizes)], rows)


def _size_table(sizes: Sequence[Sized]) -> str:
    rows = []
    for sized in sizes:
        cells = [f"{sized.contributions:,}", f"{sized.pages:,}"]
        if built := sized.runs.get(BOTH):
            spent = medians(built)
            cells += [f"{spent.wall / sized.pages * 1000:.0f} ms"]
            cells += [f"{spent.memory:,.0f} MiB"]
        else:
            cells += ["–", "–"]
        if sized.edited:
            middle = median(sized.edited)
            cells += [f"{sized.first:.2f} s", f"{middle:.2f} s"]
        else:
            cells += ["–", "–"]
        rows.append(cells)
    head = ["contributions", "pages", "DOCX and PDF, a page", "peak memory"]
    return table([*head, "«Sider»: the first pages", "… one unit changed"], rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown: the first column is text, the others are figures."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, marks, *rows))


# --- the plot --------------------------------------------------------------------------------

WIDTH, HEIGHT = 820, 460
LEFT, RIGHT, TOP, BOTTOM = 60, 300, 20, 50
COLOURS = ("#0b3d91", "#1f77b4", "#00708a", "#6a4c93", "#a0410d", "#c1121f", "#2d6a4f", "#555555")


def plot(sizes: Sequence[Sized]) -> str:
    """Seconds by contributions, a line for each command: an SVG with logarithmic scales."""
    lines = {
        name: [(sized.contributions, medians(sized.runs[name]).wall) for sized in sizes if name in sized.runs]
        for name in dict.fromkeys(name for sized in sizes for name in sized.runs)
    }  # fmt: skip
    seconds = [second for line in lines.values() for _, second in line]
    across = LogScale([sized.contributions for sized in sizes], LEFT, WIDTH - RIGHT)
    up = LogScale(seconds, HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_axes(sizes, seconds, across, up),
    ]
    heights = _apart([up(line[-1][1]) for line in lines.values()])
    for (name, line), colour, height in zip(lines.items(), cycle(COLOURS), heights, strict=False):
        points = [(across(count), up(second)) for count, second in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        x, y = points[-1]
        ends = WIDTH - RIGHT + 18
        parts.append(
            f'<path d="M{x:.1f},{y:.1f} L{ends},{height:.1f}" stroke="{colour}" stroke-width="0.5"/>'
            f'<text x="{ends + 4}" y="{height + 4:.1f}" fill="{colour}">{name}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


class LogScale:
    """Figures → places between two ends, by their logarithms."""

    def __init__(self, figures: Sequence[float], start: float, end: float) -> None:
        self._low, high = math.log(min(figures)), math.log(max(figures))
        self._range = high - self._low or 1.0
        self._start, self._length = start, end - start

    def __call__(self, figure: float) -> float:
        return self._start + (math.log(figure) - self._low) / self._range * self._length


def _axes(
    sizes: Sequence[Sized], seconds: Sequence[float], across: LogScale, up: LogScale
) -> Iterator[str]:
    grid = 'stroke="#ddd"'
    foot = HEIGHT - BOTTOM
    for power in range(math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))):
        for second in (10**power, 3 * 10**power):
            if min(seconds) <= second <= max(seconds):
                y = up(second)
                yield f'<path d="M{LEFT},{y:.1f} H{WIDTH - RIGHT}" {grid}/>'
                yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{second:g} s</text>'
    for sized in sizes:
        x = across(sized.contributions)
        yield f'<path d="M{x:.1f},{TOP} V{foot}" {grid}/>'
        yield f'<text x="{x:.1f}" y="{foot + 20}" text-anchor="middle">{sized.contributions:,}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle:.0f}" y="{HEIGHT - 8}" text-anchor="middle">contributions</text>'


def _apart(heights: Sequence[float], least: float = 17.0) -> list[float]:
    """The same places, so far from one another that their names can be read."""
    found = list(heights)
    last = -math.inf
    for index in sorted(range(len(found)), key=found.__getitem__):
        last = found[index] = max(found[index], last + least)
    below = max(found, default=0.0) - (HEIGHT - 10)
    return [height - max(below, 0.0) for height in found]
