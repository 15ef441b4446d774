"""What stays in a redline is shortened between words, what went or came from its end."""

from __future__ import annotations

import pytest

from arkdoc.compare.excerpts import beginning, excerpt

TEXT = "Alle grupper har fått en plan for våren"


@pytest.mark.parametrize(
    ("at_start", "at_end", "expected"),
    [
        (False, False, "Alle … for våren"),
        (True, False, "… for våren"),
        (False, True, "Alle …"),
        (True, True, "…"),
    ],
)
def test_what_stays_is_shown_beside_changes(at_start: bool, at_end: bool, expected: str) -> None:
    assert excerpt(TEXT, 10, at_start=at_start, at_end=at_end) == expected


@pytest.mark.parametrize(("at_start", "most"), [(False, 2), (True, 1)])
def test_a_short_text_stands_whole(at_start: bool, most: int) -> None:
    assert excerpt("a " * 5 * most, 10, at_start=at_start, at_end=False) == "a " * 5 * most
    assert excerpt("a " * 5 * most + "b", 10, at_start=at_start, at_end=False) != "a " * 5 * most


def test_what_is_put_in_is_shown_from_its_beginning() -> None:
    assert beginning(" plan ", 6) == " plan "
    assert beginning(" planer", 6) == " plane…"
