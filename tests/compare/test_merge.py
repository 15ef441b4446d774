"""Two changes of a text are merged by words; what both changed is a conflict, and not written."""

from __future__ import annotations

from random import Random

import pytest

from arkdoc.compare.merge import merge_words
from arkdoc.compare.words import tokens
from tests.support.edits import changed, distinct, sentence

BASE = "Vi har innført faste rutiner for evaluering, og studentene får svar etter tre uker."


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(150))
def test_one_side_alone_is_that_side_and_equal_sides_are_both(seed: int) -> None:
    random = Random(seed)
    base = sentence(random, random.randrange(40))
    side = changed(random, base, random.randrange(6))
    for merged in (
        merge_words(base, side, base),
        merge_words(base, base, side),
        merge_words(base, side, side),
    ):
        assert (merged.text, merged.conflicts) == (side, ())


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(200))
def test_disjoint_words_never_conflict(seed: int) -> None:
    random = Random(seed)
    words = distinct(random, 40)
    fresh = distinct(random, 40, 1000)
    places = random.sample(range(40), 12)
    mine, theirs, both = list(words), list(words), list(words)
    for number, place in enumerate(places):
        side = mine if number % 2 else theirs
        # Replaced, removed, or one put in before: neighbours may be the other side's.
        made = random.choice((fresh[place], "", f"{fresh[place]} {words[place]}"))
        side[place] = both[place] = made
    merged = merge_words(*(" ".join(filter(None, side)) for side in (words, mine, theirs)))
    assert merged.conflicts == ()
    assert merged.text == " ".join(filter(None, both))


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(200))
def test_the_same_words_always_conflict_and_mine_stay(seed: int) -> None:
    random = Random(seed)
    words = distinct(random, 30)
    place = random.randrange(30)
    mine, theirs = list(words), list(words)
    kind = random.randrange(4)
    mine[place], theirs[place] = (
        ("min", "din"), ("", "din"), ("min", ""), ("min " + words[place], "din " + words[place]),
    )[kind]  # fmt: skip
    other = (place + 5) % 30
    theirs[other] = "deres"
    base, one, two = (" ".join(filter(None, side)) for side in (words, mine, theirs))
    merged = merge_words(base, one, two)
    assert len(merged.conflicts) == 1
    conflict = merged.conflicts[0]
    assert conflict.base == ("" if kind == 3 else words[place])
    assert (conflict.mine, conflict.theirs) == (
        ("min", "din"),
        ("", "din"),
        ("min", ""),
        ("min", "din"),
    )[kind]
    assert base[conflict.start : conflict.end] == conflict.base
    assert merged.text[conflict.merged_start : conflict.merged_end] == conflict.mine
    assert merged.text.split() == [
        "deres" if word == words[other] else word for word in one.split()
    ]


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(300))
def test_a_merge_is_the_same_from_both_sides(seed: int) -> None:
    random = Random(seed)
    base = sentence(random, random.randrange(1, 40))
    mine, theirs = (changed(random, base, random.randrange(1, 6)) for _ in range(2))
    one, other = merge_words(base, mine, theirs), merge_words(base, theirs, mine)
    assert [(c.start, c.end, c.base, c.mine, c.theirs) for c in one.conflicts] == [
        (c.start, c.end, c.base, c.theirs, c.mine) for c in other.conflicts
    ]
    if not one.conflicts:
        assert one.text == other.text
    written = {token.text for text in (base, mine, theirs) for token in tokens(text)}
    assert {token.text for token in tokens(one.text)} <= written, "words glued together"
    for conflict in one.conflicts:
        assert base[conflict.start : conflict.end] == conflict.base
        assert one.text[conflict.merged_start : conflict.merged_end] == conflict.mine


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(200))
def test_nothing_that_one_side_put_in_is_lost(seed: int) -> None:
    random = Random(seed)
    words = distinct(random, 30)
    mine, theirs = list(words), list(words)
    fresh = iter(distinct(random, 30, 500))
    for side in (mine, theirs):
        for _ in range(4):
            place = random.randrange(len(side))
            if random.random() < 0.5:
                side.insert(place, next(fresh))
            else:
                side[place] = next(fresh)
    merged = merge_words(" ".join(words), " ".join(mine), " ".join(theirs))
    there = set(merged.text.split())
    for conflict in merged.conflicts:
        there |= set(conflict.theirs.split())
    assert {word for word in (*mine, *theirs) if word not in words} <= there


def test_words_that_both_removed_leave_no_space_behind() -> None:
    assert merge_words("a b c", "a c", "a b").text == "a"
    assert merge_words("a b c d", "b c d", "a c d").text == "c d"
    assert merge_words("a b", "x a b", "b").text == "x b"


def test_something_put_in_within_what_the_other_removed_is_a_conflict() -> None:
    mine = BASE.replace(" faste rutiner for evaluering", " dem")
    theirs = BASE.replace("rutiner for", "rutiner og skjema for")
    merged = merge_words(BASE, mine, theirs)
    assert merged.text == mine
    assert [c.theirs for c in merged.conflicts] == ["faste rutiner og skjema for evaluering"]


def test_white_space_is_merged_as_words_are() -> None:
    nbsp = BASE.replace("tre uker", "tre\u00a0uker")
    gone = BASE.replace("faste ", "")
    assert merge_words(BASE, nbsp, gone).text == nbsp.replace("faste ", "")
    both = merge_words("a b", "a\u00a0b", "a\nb")
    assert both.text == "a\u00a0b"
    assert [(c.base, c.mine, c.theirs) for c in both.conflicts] == [(" ", "\u00a0", "\n")]
