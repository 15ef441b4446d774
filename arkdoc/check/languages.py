"""Words → the language they are in, as far as words that only one language has can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from arkdoc.check.lexicon import forms, lines
from arkdoc.check.passage import Passage

NORWEGIAN = ("nb", "nn")
CLEAR = 4  # telling words in a paragraph
_CLEAR_TEXT = 5  # in a whole text
_SHARE = 0.12  # of all words in a text: Sámi has few words that look Norwegian
_MOST = 0.8  # of the telling words
_LISTS = {"nb": "bokmaal", "nn": "nynorsk", "en": "engelsk"}
_ONLY = {"nb": ("bokmaal", "bare bokmål"), "nn": ("nynorsk", "bare nynorsk")}


def language_of(passage: Passage) -> str:
    """The language that a passage is clearly in, or nothing."""
    return _leading(_telling(passage), CLEAR)


def language_of_all(passages: Iterable[Passage], declared: str) -> str:
    """The language of a text as a whole; the declared one where its words don't tell."""
    count: Counter[str] = Counter()
    words = 0
    for passage in passages:
        if not (passage.quoted or passage.hidden):
            count.update(_telling(passage))
            words += len(passage.words)
    actual = _leading(count, _CLEAR_TEXT)
    return actual if actual and count.total() >= _SHARE * words else declared


def _telling(passage: Passage) -> Counter[str]:
    """How many of the words tell of each language, those in quotation marks left out."""
    known = _telling_words()
    return Counter(
        known[word.text]
        for word in passage.words
        if word.text in known and not passage.is_in_quotation(word.start)
    )


def _leading(count: Counter[str], least: int) -> str:
    """The language that at least `least` telling words, and most of them, are of; or nothing."""
    (first, most), *_ = count.most_common(1) or [("", 0)]
    return first if most >= least and most >= _MOST * count.total() else ""


@cache
def only_in(code: str) -> frozenset[str]:
    """Words that are of one standard of Norwegian, and never of the other."""
    name, part = _ONLY[code]
    return frozenset(form.lower() for line in lines(name)[part] for form in forms(line))


@cache
def _telling_words() -> dict[str, str]:
    """Each word of the lists that is in one list alone, and the language of that list."""
    found: dict[str, str] = {}
    shared = set()
    for code, name in _LISTS.items():
        for line in (line for part in lines(name).values() for line in part):
            for form in map(str.lower, forms(line)):
                if found.setdefault(form, code) != code:
                    shared.add(form)
    return {word: code for word, code in found.items() if word not in shared}
