"""Fonts and a text → the characters that none of the fonts has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

from arkdoc.model.regex import regex

# Characters without a glyph: they shape their neighbours, or break lines.
_SHAPELESS = regex("[\\s\u00ad\u034f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff]")


def missing_characters(
    text: str, families: Iterable[str], files: Mapping[str, tuple[str, ...]]
) -> frozenset[str]:
    """The characters of `text` that no font of `families` on this machine has.

    `files`: a family's name → its font files.
    """
    missing = {character for character in set(text) if not _SHAPELESS.match(character)}
    for family in families:
        for file in files.get(family, ()):
            if not missing:
                return frozenset()
            had = _characters(file)
            missing = {character for character in missing if not _shown(character, had)}
    return frozenset(missing)


def _shown(character: str, had: frozenset[int]) -> bool:
    """Whether a font that has the characters `had` can draw it, if need be from its pieces."""
    pieces = unicodedata.normalize("NFD", character)
    return ord(character) in had or all(ord(piece) in had for piece in pieces)


@cache
def _characters(file: str) -> frozenset[int]:
    with TTFont(file, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def versions(fonts: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """The full name of each of WeasyPrint's `fonts`, and its version."""
    seen = set()
    for font in fonts:
        if font.hash in seen or font.bitmap:
            continue
        seen.add(font.hash)
        names = TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True)["name"]
        version = re.search(r"[0-9][0-9.]*", names.getDebugName(5) or "")
        yield names.getDebugName(4) or font.family, version[0] if version else ""
