"""A word → the one of a few that it was most likely meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate most like `word`, whatever its case, or nothing."""
    return next(iter(get_close_matches(word[:60].lower(), candidates, 1)), "")
