"""Names as people write them: compared, guessed at and shortened for messages."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from unicodedata import normalize

_LIKENESS = 0.7
_LONGEST = 100
# What Word, Teams and Windows leave in what is copied from them, and nobody sees.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """What two spellings of the same name have in common.

    Case, Unicode form and spaces are gone, and what nobody sees.
    """
    return normalize("NFC", " ".join(normalize("NFC", seen(text)).casefold().split()))


def seen(text: str) -> str:
    """`text` without what nobody sees: soft hyphens, marks of direction, spaces of no width."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def closest(word: str, candidates: Iterable[str], likeness: float = _LIKENESS) -> str:
    """The candidate that `word` was most likely meant to be, or nothing.

    `likeness` is how alike they must be, from 0 to 1, as difflib has it.
    """
    if not word or len(word) > _LONGEST:  # difflib is quadratic in the length
        return ""
    by_fold = {fold(name): name for name in candidates if len(name) <= _LONGEST}
    match = get_close_matches(fold(word), by_fold, n=1, cutoff=likeness)
    if not match and len(word) > 3:  # «Gjøvik» for «Seksjon Gjøvik», if there is but one
        holding = [name for name in by_fold if fold(word) in name]
        match = holding if len(holding) == 1 else []
    return by_fold[match[0]] if match else ""


def clip(text: str, limit: int = 80) -> str:
    """`text` on one line and short enough for a message."""
    line = " ".join(text[: limit * 2].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
