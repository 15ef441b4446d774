"""What colleagues do with «Spor endringer» on, by two authors, and comments."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.word_edits import kinds_blocks, kinds_case, kinds_text
from tests.support.word_edits.attached import comment
from tests.support.word_edits.blocks import words_of
from tests.support.word_edits.editor import said
from tests.support.word_edits.kind import KINDS, LISTED, kind
from tests.support.word_edits.kinds_text import put_in, replace_word
from tests.support.word_edits.picks import Picks

FIRST, SECOND = "Kari Nordli", "Per Ås"

_TRACKED = (
    kinds_text.word_in_the_middle, kinds_text.word_deleted, kinds_text.word_replaced,
    kinds_text.several_words_replaced, kinds_text.paragraph_rewritten,
    kinds_text.heading_word_replaced, kinds_text.item_word_replaced, kinds_text.cell_word_replaced,
    kinds_text.caption_word_replaced, kinds_text.bold_on, kinds_blocks.paragraph_inserted,
    kinds_blocks.two_paragraphs_inserted, kinds_blocks.paragraph_deleted,
    kinds_blocks.paragraph_split, kinds_blocks.paragraphs_joined, kinds_blocks.paragraph_moved,
    kinds_blocks.paragraph_moved_to_another_unit, kinds_blocks.item_inserted,
    kinds_blocks.item_deleted, kinds_blocks.row_inserted, kinds_blocks.row_deleted,
    kinds_blocks.heading_one_level_down, kinds_blocks.note_changed, kinds_blocks.list_made,
    kinds_case.field_word_replaced, kinds_case.deadline_changed, kinds_case.recipient_changed,
)  # fmt: skip
"""The kinds that are also made as tracked changes."""


def _tracked(make: Callable[[Picks], None]) -> Callable[[Picks], None]:
    def tracked(picks: Picks) -> None:
        picks.word.author = picks.random.choice((FIRST, SECOND))
        make(picks)

    tracked.__name__ = f"tracked_{make.__name__}"
    return tracked


for each in _TRACKED:
    kind("tracked", KINDS[each.__name__].expected)(_tracked(each))


@kind("tracked")
def two_authors_in_one_paragraph(picks: Picks) -> None:
    """One puts words in, the other deletes a part of them and replaces another word."""
    paragraph = picks.body(least=8)
    picks.word.author = FIRST
    put_in(picks, paragraph, "svært mye og godt")
    picks.word.author = SECOND
    start = picks.word.find(paragraph, "mye og")
    picks.word.delete(paragraph, start, start + 7)
    replace_word(picks, paragraph)


@kind("tracked")
def put_in_and_taken_back(picks: Picks) -> None:
    """Words that one author puts in and the other deletes: nothing in the end."""
    paragraph = picks.body()
    picks.word.author = FIRST
    put_in(picks, paragraph, "overflødige ord")
    picks.word.author = SECOND
    start = picks.word.find(paragraph, "overflødige ord")
    picks.word.delete(paragraph, start, start + 16)


@kind("tracked")
def tracked_and_untracked(picks: Picks) -> None:
    paragraph = picks.body(least=8)
    put_in(picks, paragraph)
    picks.word.author = FIRST
    start, end = words_of(paragraph)[-1]
    picks.word.delete(paragraph, start, end)


# --- comments ------------------------------------------------------------------------------


def remark(picks: Picks, *, ranged: bool, author: str = FIRST) -> None:
    paragraph = picks.body()
    start, end = picks.place(paragraph)
    words = said(paragraph)[start:end]
    comment(picks.word, paragraph, words, "Er dette riktig?", author, ranged=ranged)


@kind("comment", LISTED)
def comment_on_words(picks: Picks) -> None:
    remark(picks, ranged=True)


@kind("comment", LISTED)
def comment_without_a_range(picks: Picks) -> None:
    remark(picks, ranged=False)


@kind("comment", LISTED)
def two_comments(picks: Picks) -> None:
    remark(picks, ranged=True)
    remark(picks, ranged=True, author=SECOND)


@kind("comment", LISTED)
def comment_on_a_heading(picks: Picks) -> None:
    heading = picks.heading()
    comment(picks.word, heading, said(heading).split()[0], "Kan den være kortere?", SECOND)


@kind("comment", LISTED)
def comment_in_a_cell(picks: Picks) -> None:
    cell = picks.cell()
    comment(picks.word, cell, said(cell), "Stemmer tallet?", FIRST)


@kind("comment", LISTED)
def comment_on_a_tracked_change(picks: Picks) -> None:
    paragraph = picks.body()
    picks.word.author = FIRST
    put_in(picks, paragraph, "omtrent")
    comment(picks.word, paragraph, "omtrent", "Vet vi det sikkert?", SECOND)


@kind("comment", LISTED)
def comment_on_a_paragraph_that_moves(picks: Picks) -> None:
    first, _ = picks.pair()
    words = said(first).split()[0]
    comment(picks.word, first, words, "Bør stå lenger ned.", FIRST)
    second = first.getnext()
    second.addnext(first)
