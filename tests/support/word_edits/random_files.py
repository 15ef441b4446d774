"""A note and a seed → its Word file after 1 to 12 edits of chance, of the kinds that should come back."""

from __future__ import annotations

from random import Random

from tests.support.word_edits.all import KINDS
from tests.support.word_edits.editor import NothingToEditError, Word
from tests.support.word_edits.kind import Expected, Kind
from tests.support.word_edits.noise import saved_by_word
from tests.support.word_edits.picks import Picks

MOST = 12
_TRIES = 40
_FAMILIES = {
    "text": 8, "format": 3, "link": 2, "paragraph": 5, "heading": 2, "list": 4, "table": 4,
    "note": 2, "picture": 1, "measure": 4, "head": 1, "tracked": 5, "signs": 1,
}  # fmt: skip
"""The families that are tried, and how often each is to the others."""
_NOT_OF_CHANCE = {"unit_text_deleted", "order_of_units_changed", "found_and_replaced"}
"""What rewrites so much that nothing else in the file would be tried."""


def kinds_of_chance() -> dict[str, list[Kind]]:
    """The kinds that should come back exactly, by family."""
    return {
        family: [
            kind
            for kind in KINDS.values()
            if kind.family == family
            and kind.expected is Expected.EXACT
            and kind.name not in _NOT_OF_CHANCE
        ]
        for family in _FAMILIES
    }


def edited_by_chance(docx: bytes, seed: int, most: int = MOST) -> tuple[bytes, list[str]]:
    """The file after some edits, and the names of their kinds in order."""
    random = Random(f"word back {seed}")
    kinds = kinds_of_chance()
    word, done = Word(docx), []
    picks = Picks(word, random)
    wanted = random.randint(1, most)
    for _ in range(_TRIES):
        if len(done) == wanted:
            break
        (family,) = random.choices(list(_FAMILIES), list(_FAMILIES.values()))
        kind = random.choice(kinds[family])
        try:
            kind.make(picks)
        except NothingToEditError:
            continue
        finally:
            word.author = ""
        done.append(kind.name)
    return saved_by_word(word, random), done
