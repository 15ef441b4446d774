"""Passages → their language, judged by the words that only one language has."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain

from arkdoc.check.lexicon import forms, lines
from arkdoc.check.passage import Passage

NORWEGIAN = ("nb", "nn")
_ENOUGH = 4  # distinctive words in a paragraph
_ENOUGH_IN_TEXT = 5  # in a whole text
_SHARE = 0.12  # of all words in a text: Sámi has few words that look Norwegian
_MAJORITY = 0.8  # of the distinctive words
_NO_DOUBT = 0.9  # of them, where nobody is asked before the outputs say so
_LISTS = {"nb": "bokmaal", "nn": "nynorsk", "en": "engelsk"}
_ONLY = {"nb": ("bokmaal", "bare bokmål"), "nn": ("nynorsk", "bare nynorsk")}


def language_of(passage: Passage) -> str:
    """The language that a passage is clearly in, or an empty text."""
    return _leading(_distinctive(passage), _ENOUGH)


def language_of_all(passages: Iterable[Passage], declared: str) -> str:
    """The language of a text as a whole; the declared one where that is not clear."""
    count: Counter[str] = Counter()
    words = 0
    for passage in passages:
        count.update(_distinctive(passage))
        words += len(passage.words)
    actual = _leading(count, _ENOUGH_IN_TEXT)
    return actual if actual and count.total() >= _SHARE * words else declared


def sure_language_of(passages: Iterable[Passage]) -> str:
    """The language that some paragraphs, read as one, are in without a doubt; or an empty text.

    Words between quotation marks are another's, unless a quotation is all that there is.
    """
    count: Counter[str] = Counter()
    words = 0
    for passage in passages:
        is_quotation = _is_quotation(passage)
        count.update(_distinctive(passage, quoted=is_quotation))
        words += len(passage.words)
    actual = _leading(count, _ENOUGH, _NO_DOUBT)
    return actual if count.total() >= _SHARE * words else ""


def _is_quotation(passage: Passage) -> bool:
    """Whether all words of a passage stand between quotation marks."""
    return all(passage.is_in_quotation(word.start) for word in passage.words)


def _distinctive(passage: Passage, *, quoted: bool = False) -> Counter[str]:
    """How many words only each of the languages has, with or without those in quotation marks."""
    known = _distinctive_words()
    return Counter(
        known[word.text]
        for word in passage.words
        if word.text in known and (quoted or not passage.is_in_quotation(word.start))
    )


def _leading(count: Counter[str], least: int, majority: float = _MAJORITY) -> str:
    """The language of at least `least` distinctive words and of most of them; or an empty text."""
    (first, most), *_ = count.most_common(1) or [("", 0)]
    return first if most >= least and most >= majority * count.total() else ""


@cache
def only_in(code: str) -> frozenset[str]:
    """The words that one standard of Norwegian has and the other has not."""
    name, part = _ONLY[code]
    return frozenset(form.lower() for line in lines(name)[part] for form in forms(line))


@cache
def _distinctive_words() -> dict[str, str]:
    """Each word that is in one list only, and the language of that list."""
    found: dict[str, str] = {}
    shared = set()
    for code, name in _LISTS.items():
        for line in chain.from_iterable(lines(name).values()):
            for form in map(str.lower, forms(line)):
                if found.setdefault(form, code) != code:
                    shared.add(form)
    return {word: code for word, code in found.items() if word not in shared}
