"""The languages that Word marks runs with (17.3.2.20) → that of the file, and of parts that differ.

A mark that the words contradict says nothing: programs leave English where nobody chose it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from arkdoc.language.written import LANGUAGES
from arkdoc.model.nodes import Text
from arkdoc.model.regex import regex
from arkdoc.read.word.reading import MarkedText, Reading
from arkdoc.read.word.runs import Leaf

_WORD = regex(r"[^\W\d_]+")
_NORWEGIAN = frozenset(
    ("og", "er", "det", "som", "på", "til", "av", "ikke", "ikkje", "har", "vi", "de", "den", "en",
     "ei", "et", "eit", "å", "fra", "frå", "være", "blir", "vart", "ble", "alle", "ansatte")
)  # fmt: skip
_ENGLISH = frozenset(
    ("the", "and", "of", "to", "is", "are", "was", "were", "this", "that", "with", "from", "have",
     "has", "not", "by", "it", "as", "be", "we", "our", "their")
)  # fmt: skip
"""Words that every text of some length in the language has, and no text in the other."""


def count_language(reading: Reading, number: int, leaves: Iterable[Leaf]) -> None:
    """Count the letters of a paragraph by the language that its runs are marked with."""
    counts: Counter[str] = Counter()
    norwegian = english = 0
    for leaf in leaves:
        if isinstance(leaf.inline, Text):
            words = _WORD.findall(leaf.inline.text.casefold())
            counts[leaf.language] += sum(map(len, words))
            norwegian += sum(word in _NORWEGIAN for word in words)
            english += sum(word in _ENGLISH for word in words)
    if letters := counts.total():
        code = _code(counts.most_common(1)[0][0])
        marked = reading.languages.setdefault(code, MarkedText())
        marked.letters += letters
        marked.norwegian += norwegian
        marked.english += english
        reading.language_of[number] = "" if _is_denied(code, norwegian, english) else code


def file_language(reading: Reading) -> str:
    """The language of most of the text; empty where that is none that arkdoc knows."""
    counts: Counter[str] = Counter()
    for code, text in reading.languages.items():
        counts["" if _is_denied(code, text.norwegian, text.english) else code] += text.letters
    return min(counts, key=lambda code: (-counts[code], code)) if counts else ""


def denied_languages(reading: Reading) -> frozenset[str]:
    """The languages that text is marked with which it is not in."""
    return frozenset(
        code
        for code, text in reading.languages.items()
        if _is_denied(code, text.norwegian, text.english)
    )


def _code(tag: str) -> str:
    """The code of `språk` for a language tag (BCP 47), or empty."""
    primary = tag.partition("-")[0].lower()
    return LANGUAGES.get({"no": "nb", "sme": "se"}.get(primary, primary), "")


def _is_denied(code: str, norwegian: int, english: int) -> bool:
    """Whether the words contradict the mark."""
    return english < norwegian if code in ("en", "se") else english > norwegian + 3
