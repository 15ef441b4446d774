"""Commands → what whole processes took: seconds, CPU seconds of all their processes, memory.

It imports little: a process that is started here counts as large as this one, on Linux.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Timer
from typing import NamedTuple

Steps = Sequence[Sequence[str | Path]]
"""Commands that follow one another, such as Pandoc and then WeasyPrint."""

PATIENCE = 400.0
"""Seconds after which a command is ended; it then counts as not done."""


class Spent(NamedTuple):
    """Wall-clock seconds, CPU seconds and MiB, whether of one run or the medians of several."""

    wall: float
    cpu: float
    memory: float


def in_turn(
    commands: Mapping[str, Steps], rounds: int, folder: Path, *, warm: bool
) -> dict[str, list[Spent]]:
    """What each of `commands` takes in `folder`, so many times, in turn: a busy machine slows all.

    One that fails has no figures. `warm`: each is run once before, so that its files are in memory.
    """
    found: dict[str, list[Spent]] = {name: [] for name in commands}
    failed = set()
    for number in range(-1 if warm else 0, rounds):
        for name, steps in commands.items():
            spent = None if name in failed else run(steps, folder)
            if spent is None:
                failed.add(name)
                found[name] = []
            elif number >= 0:
                found[name].append(spent)
    return {name: spent for name, spent in found.items() if spent}


def run(steps: Steps, folder: Path) -> Spent | None:
    """What the steps take together; nothing where one of them fails."""
    wall, cpu, memory = 0.0, 0.0, 0.0
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for command in steps:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        timer = Timer(PATIENCE, process.kill)
        timer.start()
        _, status, used = os.wait4(process.pid, 0)  # with what it has waited for itself
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        wall += time.perf_counter() - started
        cpu += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))
        if process.returncode not in (0, 1):  # 1: arkdoc found faults in the text
            return None
    return Spent(wall, cpu, memory)


def medians(runs: Iterable[Spent]) -> Spent:
    """The median of each figure."""
    return Spent(*map(statistics.median, zip(*runs, strict=True)))


def ratios(ours: Sequence[Spent], *theirs: Sequence[Spent]) -> Spent:
    """The medians of ours over the sum of theirs, round by round; of memory the largest counts."""
    each = []
    for own, *others in zip(ours, *theirs, strict=True):
        wall, cpu = sum(other.wall for other in others), sum(other.cpu for other in others)
        memory = max(other.memory for other in others)
        each.append(Spent(own.wall / wall, own.cpu / cpu, own.memory / memory))
    return medians(each)
