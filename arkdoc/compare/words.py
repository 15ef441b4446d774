"""Two texts → the stretches that differ, whole words at a time.

A word is a run of letters and digits; every other sign but white space is a token by itself. White
space is compared where the tokens on both sides of it stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from arkdoc.compare.sequence import Pair, common_pairs
from arkdoc.model.regex import regex

_TOKEN = regex(r"[^\W_]+|[^\w\s]|_")
_ENDS_SENTENCE = (".", "!", "?", ":", ";")

_SHORT = 3  # letters of a word that joins the changes on both sides of it
_SHARE = 3  # how many times larger the changes are that words between them join
_SLIDE = 500  # characters that an insertion is moved at most
_MOST_WEIGHT = 8
_PASSES = 8

# What two words must share to be told apart inside, and what must be left of each.
_SHARED_LETTERS = 4
_OWN_LETTERS = 3


@dataclass(frozen=True, slots=True)
class WordEdit:
    """A stretch of the old text and what stands in its place, in characters, half-open."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def is_insertion(self) -> bool:
        """Whether nothing is removed."""
        return self.old_start == self.old_end

    @property
    def is_deletion(self) -> bool:
        """Whether nothing is put in."""
        return self.new_start == self.new_end


class Token(NamedTuple):
    """A word or a sign, and where it stands in its text."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is letters and digits."""
        return self.text[0].isalnum()


def tokens(text: str) -> list[Token]:
    """The words and signs of `text`, in order; white space is what is between them."""
    return [Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]


def token_pairs(old: list[Token], new: list[Token]) -> list[Pair]:
    """The tokens that stay, by their index, rising on both sides."""
    weights = [min(len(token.text), _MOST_WEIGHT) * 2 + token.is_word for token in old]
    return common_pairs(
        [token.text for token in old], [token.text for token in new], weights.__getitem__
    )


def diff_words(old: str, new: str, *, readable: bool = True) -> tuple[WordEdit, ...]:
    """What differs between `old` and `new`: edits that rise and never touch.

    A `readable` one is told as people would: a lone short word between two changes joins them, a
    sentence that is put in begins where a sentence begins. Without that, as few words as can be
    found differ.
    """
    if old == new:
        return ()
    old_tokens, new_tokens = tokens(old), tokens(new)
    pairs = token_pairs(old_tokens, new_tokens)
    if readable:
        pairs = _joined(pairs, old_tokens, new_tokens)
    edits = _edits(old, new, pairs, old_tokens, new_tokens)
    return tuple(_slid(edits, old, new) if readable else edits)


def apply_edits(old: str, new: str, edits: tuple[WordEdit, ...]) -> str:
    """`old` after `edits`, whose words are taken from `new`."""
    pieces, place = [], 0
    for edit in edits:
        pieces += [old[place : edit.old_start], new[edit.new_start : edit.new_end]]
        place = edit.old_end
    return "".join((*pieces, old[place:]))


def _edits(
    old: str, new: str, pairs: list[Pair], old_tokens: list[Token], new_tokens: list[Token]
) -> list[WordEdit]:
    """What is between the tokens that stay, where it differs."""
    edits = []
    place = new_place = 0
    for index, new_index in (*pairs, (len(old_tokens), len(new_tokens))):
        is_end = index == len(old_tokens)
        token = Token("", len(old), len(old)) if is_end else old_tokens[index]
        new_token = Token("", len(new), len(new)) if is_end else new_tokens[new_index]
        if old[place : token.start] != new[new_place : new_token.start]:
            edit = WordEdit(place, token.start, new_place, new_token.start)
            edits.append(_without_space(edit, old, new))
        place, new_place = token.end, new_token.end
    return edits


def _without_space(edit: WordEdit, old: str, new: str) -> WordEdit:
    """`edit` without the white space that its ends have in common."""
    start, end, new_start, new_end = edit.old_start, edit.old_end, edit.new_start, edit.new_end
    while start < end and new_start < new_end and old[start] == new[new_start]:
        if not old[start].isspace():
            break
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        if not old[end - 1].isspace():
            break
        end, new_end = end - 1, new_end - 1
    return WordEdit(start, end, new_start, new_end)


# --- as people tell it -------------------------------------------------------------------


def _joined(pairs: list[Pair], old: list[Token], new: list[Token]) -> list[Pair]:
    """`pairs` without what is too little to part the changes on both sides of it."""
    for _ in range(_PASSES):
        runs = _runs(pairs)
        ends = [(-1, -1), *((run[-1]) for run in runs), (len(old), len(new))]
        starts = [*((run[0]) for run in runs), (len(old), len(new))]
        changes = [_words(old, new, last, first) for last, first in zip(ends, starts, strict=False)]
        kept: list[list[Pair]] = []
        was_joined = False
        for index, run in enumerate(runs):
            # One at a time: what is joined makes the change before the next run larger.
            if not was_joined and _joins(run, old, changes[index], changes[index + 1]):
                was_joined = True
            else:
                was_joined = False
                kept.append(run)
        if len(kept) == len(runs):
            break
        pairs = [pair for run in kept for pair in run]
    return pairs


def _runs(pairs: list[Pair]) -> list[list[Pair]]:
    """`pairs` in runs without a change inside."""
    runs: list[list[Pair]] = []
    for last, pair in pairwise(((-2, -2), *pairs)):
        if pair == (last[0] + 1, last[1] + 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _words(old: list[Token], new: list[Token], last: Pair, first: Pair) -> tuple[int, int]:
    """How many words are removed and put in between two tokens that stay."""
    return (
        sum(token.is_word for token in old[last[0] + 1 : first[0]]),
        sum(token.is_word for token in new[last[1] + 1 : first[1]]),
    )


def _joins(
    run: list[Pair], old: list[Token], before: tuple[int, int], after: tuple[int, int]
) -> bool:
    """Whether a run of tokens that stay is told as part of the changes around it."""
    if not any(before) or not any(after):
        return False
    inside = [old[index] for index, _ in run]
    words = [token.text for token in inside if token.is_word]
    if len(words) * _SHARE <= min(max(before), max(after)):
        return bool(words) or (all(before) and all(after) and not _ends_sentence(inside))
    is_lone = len(words) == 1 and len(words[0]) <= _SHORT and not _ends_sentence(inside)
    return is_lone and (all(before) or all(after))


def _ends_sentence(inside: list[Token]) -> bool:
    return any(token.text in _ENDS_SENTENCE for token in inside)


def _slid(edits: list[WordEdit], old: str, new: str) -> list[WordEdit]:
    """`edits`, what is only put in or removed moved to where a sentence or a word begins."""
    slid: list[WordEdit] = []
    for edit in edits:
        left = slid[-1].old_end if slid else 0
        if edit.is_insertion:
            shift = _best_shift(new, edit.new_start, edit.new_end, edit.old_start - left)
        elif edit.is_deletion:
            shift = _best_shift(old, edit.old_start, edit.old_end, edit.old_start - left)
        else:
            shift = 0
        slid.append(
            WordEdit(
                edit.old_start - shift,
                edit.old_end - shift,
                edit.new_start - shift,
                edit.new_end - shift,
            )
        )
    return slid


def _best_shift(text: str, start: int, end: int, room: int) -> int:
    """How far to the left the stretch is as good, and begins and ends at a better place."""
    best, most = 0, _cut_quality(text, start, end)
    for shift in range(1, min(room, _SLIDE) + 1):
        if text[start - shift] != text[end - shift]:
            break
        quality = _cut_quality(text, start - shift, end - shift)
        if quality > most:
            best, most = shift, quality
    return best


def _cut_quality(text: str, start: int, end: int) -> int:
    """How well people could cut out text[start:end]: 0 within a word, most at a sentence."""
    if not _is_between(text, start) or not _is_between(text, end):
        return 0
    if not text[start].isalnum() and not text[start].isspace():
        return 1
    is_after_sentence = text[max(0, start - 8) : start].rstrip()[-1:] in _ENDS_SENTENCE
    return 2 + 2 * (not start or is_after_sentence) + (not text[start].isspace())


def _is_between(text: str, place: int) -> bool:
    """Whether `place` is not within a word."""
    if place in (0, len(text)):
        return True
    return not (text[place - 1].isalnum() and text[place].isalnum())


def narrowed(edit: WordEdit, old: str, new: str) -> WordEdit:
    """`edit` within a compound: «kompetanse|heving» → «kompetanse|utvikling».

    Only where one word takes the place of one word, and they begin or end alike with so many
    letters that people see it; words with a hyphen are told apart there already. For showing alone.
    """
    one, other = old[edit.old_start : edit.old_end], new[edit.new_start : edit.new_end]
    if any(len(tokens(word)) != 1 or word != word.strip() for word in (one, other)):
        return edit
    shortest = min(len(one), len(other))
    same = (letter == with_it for letter, with_it in zip(one, other, strict=False))
    head = next((place for place, is_same in enumerate(same) if not is_same), shortest)
    same = (letter == with_it for letter, with_it in zip(one[::-1], other[::-1], strict=False))
    tail = next((place for place, is_same in enumerate(same) if not is_same), shortest)
    if head >= tail and _may_cut(one, other, head):
        return WordEdit(edit.old_start + head, edit.old_end, edit.new_start + head, edit.new_end)
    if tail and _may_cut(one, other, tail):
        return WordEdit(edit.old_start, edit.old_end - tail, edit.new_start, edit.new_end - tail)
    return edit


def _may_cut(one: str, other: str, shared: int) -> bool:
    own = sorted((len(one) - shared, len(other) - shared))
    return shared >= _SHARED_LETTERS and own[1] >= _OWN_LETTERS and own[0] != 1 and own[0] != 2
