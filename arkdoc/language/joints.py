"""A Norwegian compound → where its parts meet, the only places to divide it.

Precision comes first: a word that can't be taken apart into known elements, to its last letter, has
no joints, but for one after an ending that compounds are joined to with an s («utviklings|arbeid»).
"""

from __future__ import annotations

from functools import cache, lru_cache

from arkdoc.language.elements import ELEMENTS, INFLECTIONS
from arkdoc.model.regex import regex

LEAST = 4
"""The letters that either side of a division has."""

_SHORTEST, _LONGEST = 2 * LEAST, 60
_LINKS = ("", "s", "e")
_LETTERS = regex("[a-zæøåéèêóòôäöü]+")
# What ends in one of these is joined to what follows by an s, which nothing else has after it.
_ENDING = regex(
    r"(?<=[a-zæøå]{2})(?:ings|hets|heits|sjons|skaps|leiks|tets|ments|doms)(?=[a-zæøå]{4})"
)
# What may have lost an s of its own, as in «vikingskip» and «meningsterk».
_AFTER_S = frozenset("jklmnptv")


@lru_cache(maxsize=4096)
def joints(word: str) -> tuple[int, ...]:
    """The offsets in `word` at which it may be divided, in order."""
    lower = word.lower()
    if not _SHORTEST <= len(word) <= _LONGEST or not _LETTERS.fullmatch(lower):
        return ()
    if lower != word and word[1:] != lower[1:]:
        return ()  # an abbreviation, or a name with a capital inside
    found = _of_elements(lower) or _of_endings(lower)
    return tuple(at for at in found if LEAST <= at <= len(word) - LEAST)


def _of_elements(word: str) -> tuple[int, ...]:
    """The joints that all ways have in common to take `word` apart in the fewest elements."""
    if is_element(word):
        return ()
    # For each place in the word: the fewest elements that end there, and what those ways share.
    at: list[tuple[int, frozenset[int]] | None] = [None] * (len(word) + 1)
    at[0] = (0, frozenset())
    for start in range(len(word)):
        before = at[start]
        if before is None:
            continue
        number, shared = before
        here = (number + 1, shared | {start} if start else shared)
        if start and _ends(word[start:]):
            at[-1] = _fewest(at[-1], here)
        for end in range(start + 2, len(word) - 1):
            if word[start:end] in _known():
                for link in _LINKS:
                    after = end + len(link)
                    if word.startswith(link, end) and after < len(word):
                        at[after] = _fewest(at[after], here)
    return tuple(sorted(at[-1][1])) if at[-1] else ()


def _fewest(
    one: tuple[int, frozenset[int]] | None, other: tuple[int, frozenset[int]]
) -> tuple[int, frozenset[int]]:
    """The one of fewer elements; of two with as many, what they have in common."""
    if one is None or other[0] < one[0]:
        return other
    return one if one[0] < other[0] else (one[0], one[1] & other[1])


@cache
def _known() -> frozenset[str]:
    return frozenset(ELEMENTS.split())


def is_element(word: str) -> bool:
    """Whether `word`, in small letters, is an element that others are made of, inflected or not."""
    return word in _known() or _ends(word)


@lru_cache(maxsize=4096)
def _ends(word: str) -> bool:
    """Whether `word` can end a compound: an element, or one with an inflection."""
    if word in _known():
        return len(word) > 2
    for ending in INFLECTIONS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            # «seminar|er», «møte|ne», «støtt(e)|en»
            if len(stem) > 2 and (stem in _known() or f"{stem}e" in _known()):
                return True
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in _known():
                return True  # «rom|met»
    return False


def _of_endings(word: str) -> tuple[int, ...]:
    ends = (match.end() for match in _ENDING.finditer(word))
    return tuple(at for at in ends if word[at] not in _AFTER_S or _begins(word[at:]))


def _begins(word: str) -> bool:
    """Whether an element begins `word`."""
    return any(word[:end] in _known() for end in range(LEAST, len(word) + 1))
