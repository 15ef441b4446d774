"""What two sequences have in common, against the textbook's table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise
from random import Random

import pytest

from arkdoc.compare.sequence import Pair, common_pairs, heaviest_rising, rising


def length_of_longest_common(old: Sequence[str], new: Sequence[str]) -> int:
    row = [0] * (len(new) + 1)
    for member in old:
        above, row = row, [0]
        for column, other in enumerate(new):
            row.append(above[column] + 1 if member == other else max(above[column + 1], row[-1]))
    return row[-1]


def assert_rising(pairs: Sequence[Pair]) -> None:
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(200))
def test_the_pairs_are_equal_and_rise(seed: int) -> None:
    random = Random(seed)
    letters = "abcdefghijklmnop"[: random.randrange(1, 16)]
    old, new = ([random.choice(letters) for _ in range(random.randrange(40))] for _ in range(2))
    pairs = common_pairs(old, new)
    assert all(old[place] == new[other] for place, other in pairs)
    assert_rising(pairs)
    counts = Counter(old), Counter(new)
    if all(counts[0][member] != 1 or counts[1][member] != 1 for member in counts[0]):
        assert len(pairs) == length_of_longest_common(old, new), "without anchors"


def test_members_that_stay_are_found_whatever_is_put_between() -> None:
    old = [f"{number}" for number in range(1000)]
    new = [member for number, member in enumerate(old) if number % 7]
    new[300:300] = ["x"] * 50
    assert len(common_pairs(old, new)) == len(new) - 50


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(100))
def test_the_chosen_ones_are_the_longest_and_the_heaviest(seed: int) -> None:
    random = Random(seed)
    size = random.randrange(8)
    pairs = list(zip(range(size), random.sample(range(20), size), strict=True))
    weights = [random.randrange(1, 9) for _ in pairs]
    choices = [
        chosen
        for count in range(size + 1)
        for chosen in combinations(range(size), count)
        if all(pairs[one][1] < pairs[other][1] for one, other in pairwise(chosen))
    ]
    longest, heaviest = rising(pairs), heaviest_rising(pairs, weights)
    assert_rising(longest)
    assert_rising(heaviest)
    assert len(longest) == max(map(len, choices))
    most = max(sum(weights[place] for place in chosen) for chosen in choices)
    assert sum(weights[pairs.index(pair)] for pair in heaviest) == most
