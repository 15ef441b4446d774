"""`make bench`: how long arkdoc and its peers take on the project's own note, and on larger ones.

It prints tables, and in its full form writes them to `docs/benchmarks.md`; then the live page's
time after a save, and the precision and recall of the privacy rules. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.runs.bench_page import Sized, page, plot
from tests.runs.measure import in_turn, medians
from tests.runs.peers import commands, multiply, versions
from tests.support.project import REPOSITORY

if TYPE_CHECKING:
    from arkdoc.preview.snapshot import LiveNote

ROUNDS = 5
SIZES = (12, 100, 1000)
SAVES = 40
EDITS = 10
"""Saves of one unit while «Sider» is shown, on the smallest note."""

PAGE = REPOSITORY / "docs" / "benchmarks.md"
PLOT = REPOSITORY / "docs" / "images" / "benchmarks.svg"


def main() -> None:
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        sizes = []
        for size in asked.sizes:
            sizes.append(measured(size, asked.rounds, here / str(size)))
            print(f"\n{summary(sizes[-1])}", flush=True)
        if asked.write:
            PLOT.write_text(plot(sizes), encoding="utf-8")
            address = PLOT.relative_to(PAGE.parent).as_posix()
            PAGE.write_text(page(sizes, machine(), versions(), address), encoding="utf-8")
            live(here)
            startup()
            privacy()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="runs of the smallest note")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="contributions")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md, and more")
    asked = parser.parse_args()
    asked.sizes = sorted(map(int, asked.sizes.split(",")))
    return asked


# --- whole processes -------------------------------------------------------------------------


def measured(size: int, rounds: int, work: Path) -> Sized:
    """What the commands take on a note of about `size` contributions: the project's own if few."""
    root = work / "notat"
    own = len([*(REPOSITORY / "contributions").rglob("*.md")]) - 1
    if size < 2 * own:
        shutil.copytree(REPOSITORY / "contributions", root / "contributions")
    else:
        multiply(REPOSITORY, root, round(size / own))
    shutil.copytree(REPOSITORY / "styles", root / "styles")
    files = [file for file in contributions(root) if file.name != "notat.md"]
    few = len(files) < 200
    rounds = min(rounds, ROUNDS if size < 2 * own else 3 if few else 1)
    time.sleep(2.1)  # a build does not trust files that are younger
    runs = in_turn(commands(root, work), rounds, REPOSITORY, warm=few)
    first, edited = sider(root, EDITS if size < 2 * own else 3) if few else (0.0, [])
    return Sized(len(files), pages_of(root / "build"), runs, first, edited)


def contributions(root: Path) -> list[Path]:
    folder = root / "contributions"
    return sorted([*folder.rglob("*.md"), *folder.rglob("*.docx")])


def pages_of(folder: Path) -> int:
    from pypdf import PdfReader

    return sum(len(PdfReader(file).pages) for file in folder.glob("*.pdf"))


def sider(root: Path, edits: int) -> tuple[float, list[float]]:
    """Seconds until «Sider» has its first pages, and from a save of one unit to its new ones."""
    from tests.support.preview import Events, Preview

    preview = Preview(root, apart=True)
    try:
        started = time.perf_counter()
        events = Events(preview, f"fra=&visning=sider&adgang={preview.token}")
        events.until('data-state=\\"current\\"')
        first = time.perf_counter() - started
        file = contributions(root)[-1]
        text, taken = file.read_text("utf-8"), []
        for number in range(edits):
            started = time.perf_counter()
            file.write_text(f"{text}\nLagring nummer {number}.\n", encoding="utf-8")
            events.until('data-state=\\"current\\"')
            taken.append(time.perf_counter() - started)
        return first, taken
    finally:
        preview.stop(signal.SIGTERM)


def summary(sized: Sized) -> str:
    """The medians, for the terminal."""
    lines = [f"{sized.contributions:,} contributions, {sized.pages:,} pages"]
    for name, runs in sized.runs.items():
        spent = medians(runs)
        lines.append(
            f"  {name:40} {spent.wall:7.2f} s  CPU {spent.cpu:7.2f} s  {spent.memory:6.0f} MiB  "
            f"(median of {len(runs)})"
        )
    if sized.edited:
        taken = statistics.median(sized.edited)
        lines.append(f"  «Sider»: first {sized.first:.2f} s, one unit changed {taken:.2f} s")
    return "\n".join(lines)


def machine() -> str:
    """The machine in general terms."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()}, {cores} cores, Python {platform.python_version()}"


# --- in one process --------------------------------------------------------------------------


def live(here: Path) -> None:
    """Print how long the live page takes after a save, and its ratio to a fresh start."""
    from arkdoc.preview.snapshot import LiveNote

    roots = sorted((root for root in here.glob("*/notat")), key=lambda root: int(root.parent.name))
    print(f"\nThe live page after one file was saved (p50 and p95 of {SAVES}, in one process)")
    for root in roots:
        page = LiveNote(root)
        started = time.perf_counter()
        page.snapshot()
        fresh = time.perf_counter() - started
        gc.collect()
        gc.freeze()  # as the preview does: what lives on is not searched through again
        files = [file for file in contributions(root) if file.suffix == ".md"]
        measured = sorted(one_save(page, root, files, number) for number in range(SAVES))
        gc.unfreeze()
        middle, late = measured[SAVES // 2], measured[SAVES * 95 // 100]
        print(
            f"  {len(files):6,} contributions {middle * 1000:10.1f} ms {late * 1000:6.1f} ms   "
            f"{middle / fresh:6.3f} × a fresh start"
        )


def one_save(page: LiveNote, root: Path, files: list[Path], number: int) -> float:
    """The time from a file's being there to the page's being ready; each time another file."""
    file = files[number * 7 % len(files)]
    file.write_text(f"{file.read_text('utf-8')}\nAvsnitt {number}.\n", encoding="utf-8")
    started = time.perf_counter()
    page.snapshot([file.relative_to(root).as_posix()])
    return time.perf_counter() - started


def startup() -> None:
    """Print how long `arkdoc --version` takes, and its ratio to an empty Python."""
    names = {"empty": [[sys.executable, "-c", ""]]}
    names["version"] = [[sys.executable, "-m", "arkdoc", "--version"]]
    found = in_turn(names, ROUNDS, REPOSITORY, warm=True)
    ours, empty = medians(found["version"]).wall, medians(found["empty"]).wall
    print(f"\narkdoc --version: {ours:.3f} s, {ours / empty:.1f} × an empty Python")


def privacy() -> None:
    """Print the precision and recall of the privacy rules."""
    from arkdoc.check.registry import BY_CODE
    from tests.support.sentences import scores, sentences

    for name in ("tuned", "held_out"):
        print(
            f"\nPrivacy: tests/fixtures/privacy/{name}.txt, {len(list(sentences(name)))} sentences"
        )
        for code, score in scores(name).items():
            what = f"{code} {BY_CODE[code].name}" if code else "all"
            print(
                f"  {what:28} precision {score.precision:4.2f}   recall {score.recall:4.2f}   "
                f"({score.right} right, {score.wrong} wrong, {score.missed} missed)"
            )


if __name__ == "__main__":
    main()
