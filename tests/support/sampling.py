"""Which cases of a test with many of them are run with all other tests.

`@pytest.mark.sampled(4)` on a parametrized test means: every fourth case, drawn by SEED, and one
at least; `sampled(0)`: none, as others show nearly the same in less time. `make verify` runs all of them, and so does `make test T=tests/…`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

import pytest

SEED = 11


def not_drawn(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """The cases to leave out: the same in every process, whatever the order of `items`."""
    cases: defaultdict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
    for item in items:
        if marker := item.get_closest_marker("sampled"):
            cases[item.nodeid.partition("[")[0], marker.args[0]].append(item)
    left_out: set[pytest.Item] = set()
    for (_, share), among in cases.items():
        among.sort(key=lambda item: crc32(f"{SEED} {item.nodeid}".encode()))
        left_out.update(among[-(-len(among) // share) if share else 0 :])
    return left_out
