"""Where compounds are divided: never but where their parts meet, and whole where that isn't known."""

from __future__ import annotations

import sys

import pytest

from arkdoc.language.joints import LEAST, _ends, joints
from tests.support.compounds import compounds

KNOWN = 0.8
"""The share of the joints with `LEAST` letters on either side that are found."""


def test_the_list_is_long() -> None:
    assert len(compounds()) >= 300


def test_none_is_divided_but_where_its_parts_meet() -> None:
    wrong = {word: joints(word) for word, at in compounds().items() if not {*joints(word)} <= at}
    assert wrong == {}


def test_most_joints_are_found() -> None:
    there = found = 0
    for word, places in compounds().items():
        wide = {at for at in places if LEAST <= at <= len(word) - LEAST}
        there += len(wide)
        found += len(wide & {*joints(word)})
    assert there >= 300
    assert found / there >= KNOWN


@pytest.mark.parametrize(
    "word",
    [
        "gjennomføring", "implementering", "tilrettelegging", "støyreduserende", "sustainability",
        "kommunikasjon", "representantskap", "anerkjennelse", "konsentrasjon", "meningsterk",
        "internasjonalisering", "utfordringer", "samarbeidet", "etterutdanning", "virkeligheten",
        "vikingskipet", "hovedsakelig", "tilfredsstillende", "kunnskapsløs", "universitetet",
        "ARBEIDSMILJØUTVALGET", "arbeids-miljø", "Kingston", "forskningen",
    ],
)  # fmt: skip
def test_what_is_no_compound_or_not_surely_one_stays_whole(word: str) -> None:
    assert joints(word) == ()


def test_long_words_take_no_time() -> None:
    assert joints("arbeidsmiljø" * 1000) == ()
    assert joints("ab" * 30) == ()


def test_a_word_of_many_ways_takes_about_as_many_steps_as_one_of_few() -> None:
    """«dags» is an element, and one with an s: there are 2¹⁴ ways to make fifteen of them."""
    assert _calls("dags" * 15) < 2 * _calls("dags" * 12)


def _calls(word: str) -> int:
    """How many functions are called to divide `word`, those of the interpreter too."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    joints("arbeidsmiljø")  # reads the elements
    joints.cache_clear()
    _ends.cache_clear()
    sys.setprofile(count)
    try:
        joints(word)
    finally:
        sys.setprofile(None)
    return counted
