"""Which block became which: every kind of change is found, and nothing else is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random
from time import process_time

import pytest

from arkdoc.compare.align import Compared, Match, MatchKind, align
from arkdoc.compare.likeness import WordBag
from tests.support.edits import distinct

SAME, CHANGED, MOVED = MatchKind.SAME, MatchKind.CHANGED, MatchKind.MOVED
ADDED, REMOVED = MatchKind.ADDED, MatchKind.REMOVED

ONE = "Avdelingen har innført faste rutiner for oppfølging av emneevaluering."
TWO = "Studentene får tilbakemelding senest tre uker etter at svarene er samlet inn."
THREE = "Kurs i universell utforming er holdt for alle som legger ut læringsressurser."
FOUR = "Biblioteket tilbyr veiledning i kildebruk på alle de tre campusene våre."


def texts(*contents: str) -> list[Compared]:
    return [Compared("text/p", content) for content in contents]


def told(old: Sequence[Compared], new: Sequence[Compared]) -> list[tuple[MatchKind, int, int]]:
    return [(match.kind, match.old, match.new) for match in align(old, new)]


def test_a_document_is_the_same_as_itself() -> None:
    items = texts(ONE, TWO, ONE, "", "", THREE)
    assert told(items, items) == [(SAME, place, place) for place in range(6)]


def test_what_is_put_in_and_taken_out() -> None:
    assert told(texts(ONE, TWO), texts(ONE, THREE, TWO)) == [
        (SAME, 0, 0),
        (ADDED, -1, 1),
        (SAME, 1, 2),
    ]
    assert told(texts(ONE, THREE, TWO), texts(ONE, TWO)) == [
        (SAME, 0, 0),
        (REMOVED, 1, -1),
        (SAME, 2, 1),
    ]


def test_a_changed_word_is_a_change_and_so_are_form_and_kind() -> None:
    assert told(texts(ONE, TWO), texts(ONE.replace("faste", "gode"), TWO))[0] == (CHANGED, 0, 0)
    emphasised = [Compared("text/p", ONE, form="emphasised"), *texts(TWO)]
    assert told(texts(ONE, TWO), emphasised) == [(CHANGED, 0, 0), (SAME, 1, 1)]
    heading = [Compared("text/h2", ONE), *texts(TWO)]
    assert told(texts(ONE, TWO), heading) == [(CHANGED, 0, 0), (SAME, 1, 1)]


def test_of_several_that_say_the_same_the_key_tells_which_was_there() -> None:
    kept = [Compared("text/p", text, key=text) for text in (ONE, "Frist", TWO)]
    copied = [Compared("text/p", text) for text in (FOUR, "Frist")]
    changed = Compared("text/p", ONE.replace("faste", "gode"), key=ONE)
    assert told(kept, [changed, kept[1], *copied, kept[2]]) == [
        (CHANGED, 0, 0),
        (SAME, 1, 1),
        (ADDED, -1, 2),
        (ADDED, -1, 3),
        (SAME, 2, 4),
    ]


def test_what_is_another_thing_is_no_change() -> None:
    kinds = [kind for kind, _, _ in told(texts(ONE), [Compared("table", ONE)])]
    assert sorted(kinds, key=str) == [ADDED, REMOVED]


def test_the_least_text_has_moved() -> None:
    short = "Dette er kort."
    assert told(texts(short, ONE, TWO), texts(ONE, TWO, short)) == [
        (SAME, 1, 0), (SAME, 2, 1), (MOVED, 0, 2),
    ]  # fmt: skip
    assert told(texts(ONE + TWO, short), texts(short, ONE + TWO)) == [(MOVED, 1, 0), (SAME, 0, 1)]


def test_a_section_moves_with_what_is_repeated_in_it() -> None:
    nothing = "Ingen merknader."
    old = texts(ONE, nothing, TWO, nothing, THREE, nothing, FOUR)
    new = texts(TWO, nothing, THREE, nothing, FOUR, ONE, nothing)
    assert (MOVED, 0, 5) in told(old, new)
    assert Counter(match.kind for match in align(old, new))[MOVED] in (1, 2)


def test_a_text_of_a_word_or_two_does_not_move() -> None:
    kinds = [kind for kind, _, _ in told(texts("Nei", ONE, TWO), texts(ONE, TWO, "Nei"))]
    assert kinds == [REMOVED, SAME, SAME, ADDED]


def test_what_moved_and_was_edited_knows_its_partner() -> None:
    edited = ONE.replace("faste", "gode")
    matches = align(texts(ONE, TWO, THREE), texts(TWO, THREE, edited))
    assert matches == (
        Match(REMOVED, 0, -1, 2), Match(SAME, 1, 0), Match(SAME, 2, 1), Match(ADDED, -1, 2, 0),
    )  # fmt: skip


def test_a_split_and_a_join_are_anchored_on_the_longer_part() -> None:
    short = "Det gjelder alle."
    whole, parts = texts(TWO, f"{ONE} {short}", THREE), texts(TWO, ONE, short, THREE)
    assert align(whole, parts) == (
        Match(SAME, 0, 0), Match(CHANGED, 1, 1), Match(ADDED, -1, 2, 1), Match(SAME, 2, 3),
    )  # fmt: skip
    assert align(parts, whole) == (
        Match(SAME, 0, 0), Match(CHANGED, 1, 1), Match(REMOVED, 2, -1, 1), Match(SAME, 3, 2),
    )  # fmt: skip
    first = texts(TWO, short, ONE, THREE)
    assert (CHANGED, 1, 2) in told(texts(TWO, f"{short} {ONE}", THREE), first)


def test_little_likeness_is_enough_between_the_same_neighbours() -> None:
    one = "Avdelingen melder at ny rutine for emneevaluering er innført i 2019."
    other = "Fra høsten gjelder en ny rutine for svar på emneevaluering ved instituttene."
    assert 0.35 < WordBag.of(one).likeness(WordBag.of(other)) < 0.6
    assert (CHANGED, 1, 1) in told(texts(TWO, one, THREE), texts(TWO, other, THREE))
    far = told(texts(TWO, one, THREE), texts(TWO, FOUR, FOUR + ONE, other, ONE + FOUR, FOUR, THREE))
    assert (CHANGED, 1, 3) not in far


def test_keys_tell_what_words_do_not() -> None:
    old = [Compared("text/p", "Ja", "a"), Compared("text/p", "Nei", "b"), *texts(ONE)]
    new = [Compared("text/p", "Alt er i orden", "a"), Compared("text/p", "Tja", "c"), *texts(ONE)]
    assert (CHANGED, 0, 0) in told(old, new)


def test_a_key_that_is_there_twice_or_forged_pairs_nothing_wrong() -> None:
    old = [
        Compared("text/p", ONE, "a"),
        Compared("text/p", TWO, "b"),
        Compared("text/p", THREE, "c"),
    ]
    doubled = [
        Compared("text/p", ONE, "a"),
        Compared("text/p", FOUR, "a"),
        Compared("text/p", THREE, "c"),
    ]
    assert (SAME, 0, 0) in told(old, doubled)
    swapped = [
        Compared("text/p", ONE.replace("faste", "gode"), "b"),
        Compared("text/p", TWO.replace("tre", "fire"), "a"),
        Compared("text/p", THREE, "c"),
    ]
    assert told(old, swapped) == [(CHANGED, 0, 0), (CHANGED, 1, 1), (SAME, 2, 2)]


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(200))
def test_every_block_is_told_once_in_order(seed: int) -> None:
    random = Random(seed)
    few = [ONE, TWO, THREE, FOUR, "Nei", "", ONE + " " + TWO, TWO + " " + THREE]
    old, new = (
        [
            Compared(
                random.choice(("text/p", "text/h1", "table")),
                random.choice(few),
                random.choice(("", "a", "b", "c", "d")),
            )
            for _ in range(random.randrange(14))
        ]
        for _ in range(2)
    )
    matches = align(old, new)
    assert matches == align(old, new)
    assert sorted(m.old for m in matches if m.old >= 0) == list(range(len(old)))
    assert [m.new for m in matches if m.new >= 0] == list(range(len(new)))
    staying = [m.old for m in matches if m.old >= 0 and m.kind is not MOVED]
    assert staying == sorted(staying)
    for match in matches:
        assert (match.new < 0) == (match.kind is REMOVED)
        assert (match.old < 0) == (match.kind is ADDED)
        if match.kind in (SAME, MOVED):
            assert old[match.old].signature == new[match.new].signature
        if match.kind is CHANGED:
            assert old[match.old].signature != new[match.new].signature
            assert old[match.old].family == new[match.new].family
        if match.partner >= 0:
            one, other = (new, match.old) if match.kind is REMOVED else (old, match.new)
            assert (
                one[match.partner].family == (old if match.kind is REMOVED else new)[other].family
            )


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(30))
def test_as_many_blocks_have_moved_as_were_moved(seed: int) -> None:
    random = Random(seed)
    old = texts(*(" ".join(distinct(random, 12, 100 * number)) for number in range(40)))
    new = list(old)
    block = new.pop(random.randrange(40))
    new.insert(random.randrange(40), block)
    kinds = Counter(match.kind for match in align(old, new))
    assert kinds[MOVED] <= 1
    assert kinds[SAME] + kinds[MOVED] == 40


@pytest.mark.slow
def test_ten_thousand_blocks_take_less_than_two_seconds() -> None:
    random = Random(1)
    old = texts(
        *(" ".join(f"ord{random.randrange(3000)}" for _ in range(30)) for _ in range(10_000))
    )
    new = list(old)
    for place in random.sample(range(10_000), 500):
        new[place] = Compared("text/p", f"nytt {new[place].text}")
    for _ in range(50):
        new.insert(random.randrange(9000), new.pop(random.randrange(9000)))
    start = process_time()
    kinds = Counter(match.kind for match in align(old, new))
    assert process_time() - start < 2
    assert kinds[CHANGED] > 490
    assert kinds[MOVED] > 40
