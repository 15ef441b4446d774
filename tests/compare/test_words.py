"""What differs between two texts is told by words, and applied gives the new text."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from time import process_time

import pytest

from arkdoc.compare.words import apply_edits, diff_words, narrowed, tokens
from tests.support.cases import cases
from tests.support.edits import changed, distinct, sentence, told
from tests.support.project import REPOSITORY

CASES = REPOSITORY / "tests" / "fixtures" / "compare"


@pytest.mark.parametrize(("file", "title", "text", "expected"), list(cases(CASES)))
def test_a_case_is_told_as_people_would(file: Path, title: str, text: str, expected: str) -> None:
    old, _, new = text.removesuffix("\n").rpartition("→ ")
    old = old.removesuffix("\n")
    edits = tuple(narrowed(edit, old, new) for edit in diff_words(old, new))
    assert told(old, new, edits) == expected.strip("\n"), title


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(300))
@pytest.mark.parametrize("readable", [True, False])
def test_what_differs_makes_the_new_text_of_the_old(seed: int, readable: bool) -> None:
    random = Random(seed)
    old = sentence(random, random.randrange(0, 60))
    other = sentence(random, random.randrange(0, 40))
    new = random.choice((changed(random, old, random.randrange(1, 8)), other))
    edits = diff_words(old, new, readable=readable)
    assert apply_edits(old, new, edits) == new
    assert edits == diff_words(old, new, readable=readable)
    place = new_place = -1
    for edit in edits:
        assert place < edit.old_start <= edit.old_end
        assert new_place < edit.new_start <= edit.new_end
        assert old[edit.old_start : edit.old_end] != new[edit.new_start : edit.new_end]
        place, new_place = edit.old_end, edit.new_end
    for text, spans in (
        (old, [(edit.old_start, edit.old_end) for edit in edits]),
        (new, [(edit.new_start, edit.new_end) for edit in edits]),
    ):
        inside = {p for token in tokens(text) for p in range(token.start + 1, token.end)}
        assert not inside & {place for span in spans for place in span}, "within a word"
    for edit in edits:
        inner = narrowed(edit, old, new)
        removed, put_in = old[inner.old_start : inner.old_end], new[inner.new_start : inner.new_end]
        before, after = old[: inner.old_start], old[inner.old_end :]
        whole = old[: edit.old_start] + new[edit.new_start : edit.new_end] + old[edit.old_end :]
        assert before + put_in + after == whole
        assert removed != put_in


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(50))
def test_the_fewest_words_of_distinct_ones_differ(seed: int) -> None:
    """Words that occur once: what stays is the rest, whatever was changed."""
    random = Random(seed)
    old = distinct(random, 80)
    fresh = distinct(random, 80, 1000)
    places = set(random.sample(range(80), 12))
    new = [fresh[place] if place in places else word for place, word in enumerate(old)]
    before, after = " ".join(old), " ".join(new)
    edits = diff_words(before, after, readable=False)
    removed = " ".join(before[edit.old_start : edit.old_end] for edit in edits).split()
    assert removed == [old[place] for place in sorted(places)]


def test_one_word_of_many_equal_ones_is_all_that_differs() -> None:
    """No word stands once on a side, and nothing can be an anchor."""
    old = "a b c " * 60
    new = old[:90] + "b " + old[90:]
    edits = diff_words(old, new)
    assert [edit.new_end - edit.new_start for edit in edits] == [2]
    assert all(edit.is_insertion for edit in edits)


@pytest.mark.parametrize("vocabulary", [2, 60, 4000])
def test_a_long_paragraph_that_is_all_new_takes_less_than_a_second(vocabulary: int) -> None:
    random = Random(vocabulary)
    old, new = (
        " ".join(f"ord{random.randrange(vocabulary)}" for _ in range(5000)) for _ in range(2)
    )
    start = process_time()
    edits = diff_words(old, new)
    assert process_time() - start < 1
    assert apply_edits(old, new, edits) == new


@pytest.mark.parametrize("name", ["pairs", "paragraphs"])
def test_no_more_is_marked_than_people_mark(name: str) -> None:
    """At most 1.2 times the words, over ten pairs that a person has marked."""
    ours = theirs = 0
    by_people = [case.values for case in cases(CASES.with_name("compare_by_hand"))]
    for _, _, text, by_hand in (case for case in by_people if case[0].stem == name):
        old, _, new = text.removesuffix("\n").rpartition("→ ")
        old = old.removesuffix("\n")
        here, there = _marked(told(old, new, diff_words(old, new))), _marked(by_hand)
        assert here <= 1.5 * there + 1, told(old, new, diff_words(old, new))
        ours, theirs = ours + here, theirs + there
    assert theirs > 50
    assert ours <= 1.2 * theirs


def _marked(text: str) -> int:
    """How many words are marked in a text with `[-gone-]` and `{+new+}`."""
    marked = re.findall(r"\[-(.*?)-\]|\{\+(.*?)\+\}", text, re.DOTALL)
    return sum(len(re.findall(r"\w+", gone + new)) for gone, new in marked)
