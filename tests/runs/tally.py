"""Results of a long run, one at a time → faults, what was skipped and why, and a closing line."""

from __future__ import annotations

import argparse
from collections import Counter

SHOWN = 20
"""Faults printed in full; the closing line counts them all."""


class Tally:
    """Counts what a run tries. Each thing it tries is done, failed or skipped, never two of them."""

    def __init__(self) -> None:
        self._done = 0
        self._failed = 0
        self._skipped: Counter[str] = Counter()

    @property
    def failed(self) -> int:
        return self._failed

    def done(self, count: int = 1) -> None:
        """Count `count` things that held."""
        self._done += count

    def fail(self, what: str) -> None:
        """Count one thing that failed, and print `what` it was."""
        self._failed += 1
        if self._failed <= SHOWN:
            print(f"failed: {what}", flush=True)
        elif self._failed == SHOWN + 1:
            print("failed: more, which are only counted", flush=True)

    def skip(self, reason: str, count: int = 1) -> None:
        """Count `count` things that were not tried, for the same reason."""
        if count > 0:
            self._skipped[reason] += count

    def close(self) -> int:
        """Print why things were skipped and the closing line. Returns the exit status."""
        for reason, count in self._skipped.items():
            print(f"skipped {count}: {reason}")
        print(f"{self._done} done, {self._failed} failed, {self._skipped.total()} skipped")
        return 1 if self._failed else 0


def parser(description: str, number: int) -> argparse.ArgumentParser:
    """A parser of the options that every run has: how many (by default `number`), and the seed."""
    result = argparse.ArgumentParser(description=description)
    result.add_argument("--number", type=_count, default=number, help="how many to try")
    result.add_argument("--seed", type=int, default=1, help="the same seed tries the same things")
    return result


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
