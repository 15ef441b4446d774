"""The steps between two lists of elements."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from arkdoc.preview.difference import KeyedElement, difference
from tests.support.preview import apply
from tests.support.project import growth

pieces_of_numbers = st.lists(st.integers(0, 12), unique=True).map(
    lambda keys: [KeyedElement(str(key), f"<p>{key}</p>") for key in keys]
)


@given(pieces_of_numbers, pieces_of_numbers)
@settings(max_examples=300, deadline=None)
def test_steps_lead_from_one_list_to_the_other(
    before: list[KeyedElement], after: list[KeyedElement]
) -> None:
    steps = difference(before, after)
    assert apply([piece.html for piece in before], steps) == [piece.html for piece in after]
    assert (steps == []) == (before == after)


def test_one_new_block_is_one_block_sent() -> None:
    before = [KeyedElement(str(n), f"<p>{n}</p>") for n in range(1000)]
    after = [*before[:500], KeyedElement("ny", "<p>ny</p>"), *before[501:]]
    assert difference(before, after) == [500, -1, ["<p>ny</p>"]]


def test_only_what_moved_is_sent_again() -> None:
    before = [KeyedElement(str(n), str(n)) for n in range(100)]
    after = [*before[1:], before[0]]
    assert difference(before, after) == [-1, 99, ["0"]]


def test_differences_take_linear_time() -> None:
    def run(size: int) -> None:
        before = [KeyedElement(str(n), "") for n in range(size)]
        after = [KeyedElement(str(n if n % 3 else -n - 1), "") for n in range(size)]
        difference(before, after)

    assert growth(run, 4000) < 5
