"""A paragraph of a Word file and a stretch of it → a few words that a search in Word finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import category

from arkdoc.model.regex import regex
from arkdoc.model.source import APART
from arkdoc.pipeline.redaction import personal_places

MOST_WORDS = 8
LONGEST = 80
"""Characters of a quote. Word searches for 255 at most."""

REACH = 400
"""Characters to either side of a place in which words to quote are looked for."""

_BEFORE = 2  # words of the paragraph before those that are meant
_CUT = "…"
_WORD = regex(r"\S+")
_NO_BREAK_HYPHEN = "\u2011"  # Word keeps it apart from text, as it does what APART stands for

Stretch = tuple[int, int]
"""Where a stretch of a text begins and ends, as offsets."""


def quote(text: str, start: int, end: int, hidden: Iterable[Stretch] = ()) -> str:
    """At most MOST_WORDS words of `text` that hold what stands from `start` up to `end`.

    They are one stretch of it, without tabs, line breaks, personal numbers and addresses and what
    is `hidden`, and `…` says where there is more. Nothing farther off than REACH is looked at.
    Empty where no words are near.
    """
    first = max(0, min(start, len(text)) - REACH)
    last = min(len(text), start + REACH)
    personal = ((first + a, first + b) for a, b in personal_places(text[first:last]))
    pieces = list(_pieces(text, (first, last), (*hidden, *personal)))
    if not pieces:
        return ""
    start, end = min(start, last), min(max(start, end), last)
    piece = min(pieces, key=lambda piece: max(piece[0] - end + 1, start - piece[1] + 1, 0))
    begin, stop = _words(text, piece, start, end)
    before = f"{_CUT} " if _WORD.search(text, 0, begin) else ""
    after = f" {_CUT}" if _WORD.search(text, stop) else ""
    return f"{before}{text[begin:stop]}{after}"


def _pieces(text: str, within: Stretch, hidden: Iterable[Stretch]) -> Iterator[Stretch]:
    """The stretches of `text` that can be searched for and hold a word, in order."""
    first, last = within
    is_open = [_is_searchable(sign) for sign in text[first:last]]
    for start, end in hidden:
        for at in range(max(start, first), min(end, last)):
            is_open[at - first] = False
    begin = first
    for at, opened in enumerate((*is_open, False), first):
        if opened:
            continue
        if _WORD.search(text, begin, at):
            yield begin, at
        begin = at + 1


def _is_searchable(sign: str) -> bool:
    return (sign.isprintable() and sign not in (APART, _NO_BREAK_HYPHEN)) or category(sign) == "Zs"


def _words(text: str, piece: Stretch, start: int, end: int) -> Stretch:
    """Where the words of `piece` begin and end that are shown for `start` up to `end`."""
    words = [match.span() for match in _WORD.finditer(text, *piece)]
    is_before = [word_end <= start for _, word_end in words]
    first = min(is_before.count(True), len(words) - 1)
    meant = max(1, sum(word_start < end for word_start, _ in words[first:]))
    last = first + min(meant, MOST_WORDS)
    shown_from = max(0, first - min(_BEFORE, MOST_WORDS - (last - first)))
    shown_to = min(len(words), shown_from + MOST_WORDS)
    shown_from = max(0, shown_to - MOST_WORDS)
    while words[shown_to - 1][1] - words[shown_from][0] > LONGEST and shown_to - shown_from > 1:
        if shown_to > max(last, first + 1) or shown_from == first:
            shown_to -= 1
        else:
            shown_from += 1
    begin = words[shown_from][0]
    return begin, min(words[shown_to - 1][1], begin + LONGEST)
