"""Kinds of edit: each with its name, what is expected of it, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from tests.support.word_edits.editor import Word
from tests.support.word_edits.noise import saved_by_word
from tests.support.word_edits.picks import Picks


class Expected(StrEnum):
    """What becomes of an edit: it comes back as it was made, is asked about, or is listed."""

    EXACT = "exact"
    ASKED = "asked"
    LISTED = "listed"


Make = Callable[[Picks], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of edit; `family` says what it is about."""

    name: str
    family: str
    expected: Expected
    make: Make

    def apply(self, docx: bytes, seed: object = "") -> bytes:
        """`docx` with this edit, as Word saves it."""
        random = Random(f"{self.name} {seed}")
        word = Word(docx)
        self.make(Picks(word, random))
        word.author = ""
        return saved_by_word(word, random)


KINDS: dict[str, Kind] = {}


def kind(family: str, expected: Expected = Expected.EXACT) -> Callable[[Make], Make]:
    """Register a function as a kind of edit, under its own name."""

    def register(make: Make) -> Make:
        name = make.__name__
        assert name not in KINDS, name
        KINDS[name] = Kind(name, family, expected, make)
        return make

    return register


EXACT, ASKED, LISTED = Expected.EXACT, Expected.ASKED, Expected.LISTED
