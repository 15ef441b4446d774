"""The numbering part of a Word file → the marker and number of each paragraph in a list (17.9)."""

from __future__ import annotations

import re
from typing import NamedTuple

from arkdoc.language.written import BULLETS
from arkdoc.model.marker import BULLET, Marker, Numeral
from arkdoc.model.regex import regex
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, value
from arkdoc.read.word.styles import WordStyles, font_of, indent_of, whole_number
from arkdoc.read.word.symbols import symbol
from arkdoc.read.word.tags import w

DEEPEST_LEVEL = 8
_HIGHEST_START = 32_767
_FORMATS = {
    "decimal": Numeral.DECIMAL,
    "decimalZero": Numeral.DECIMAL,
    "ordinal": Numeral.DECIMAL,
    "lowerLetter": Numeral.LOWER_LETTER,
    "upperLetter": Numeral.UPPER_LETTER,
    "lowerRoman": Numeral.LOWER_ROMAN,
    "upperRoman": Numeral.UPPER_ROMAN,
}
_NO_NUMBER = ("bullet", "none")
_PLACEHOLDER = regex(r"%([1-9])")
USUAL_BULLETS = frozenset(f"{BULLETS}·o§*-–—−‒―■□◾")
"""Bullets that the house style has its own sign for."""
_TYPED_RING = "o"  # Word's own is one of Courier New; without a font it is somebody's letter


class _ListLevel(NamedTuple):
    """A level of a list. `restart`: the level, from 1, whose items let it start again; 0: none.

    `indent`, in twips, is where the text of its items begins.
    """

    format: str
    text: str
    start: int
    restart: int | None
    is_decimal: bool
    font: str
    style: str
    indent: int | None


_DEFAULT = _ListLevel("decimal", "%1.", 1, None, False, "", "", None)


class Numbered(NamedTuple):
    """A paragraph's place in a list: its level from 0, marker, and number among its siblings.

    `indent` is where its text begins, in twips; None: the numbering doesn't say.
    """

    list_id: str
    level: int
    marker: Marker
    number: int
    indent: int | None


class _Definition:
    """A `w:num`: its levels, where they come from, and the levels that it starts anew."""

    def __init__(
        self, abstract: str, levels: dict[int, _ListLevel], starts: dict[int, int]
    ) -> None:
        self.abstract, self.levels, self.starts = abstract, levels, starts


class WordNumbering:
    """The lists of one file. `place` is asked once for each paragraph, in document order."""

    def __init__(self, root: Element | None, styles: WordStyles) -> None:
        self._styles = styles
        self._lists: dict[str, _Definition] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        abstracts: dict[str, dict[int, _ListLevel]] = {}
        styled: dict[str, str] = {}
        links: dict[str, str] = {}
        for element in root.iter(w("abstractNum")):
            id_ = element.get(w("abstractNumId")) or ""
            abstracts[id_] = dict(map(_level, element.findall(w("lvl"))))
            if link := value(element, "w:styleLink"):
                styled[link] = id_
            if link := value(element, "w:numStyleLink"):
                links[id_] = link
        for element in root.iter(w("num")):
            id_ = element.get(w("numId")) or ""
            abstract = value(element, "w:abstractNumId")
            abstract = styled.get(links.get(abstract, ""), abstract)
            levels, starts = dict(abstracts.get(abstract, {})), {}
            for override in element.findall(w("lvlOverride")):
                level = _level_number(override)
                if (own := override.find(w("lvl"))) is not None:
                    levels[level] = _level(own)[1]
                    starts[level] = levels[level].start
                if (start := override.find(w("startOverride"))) is not None:
                    starts[level] = _start(start)
            self._lists[id_] = _Definition(abstract, levels, starts)
            for number, level_ in levels.items():
                if level_.style:
                    self._by_style.setdefault(level_.style, (id_, number))

    def place(self, paragraph_properties: Element | None, style: str) -> Numbered | None:
        """The place in a list of the next paragraph, which has this style; None: it is in none."""
        list_id, level = self._asked(paragraph_properties, style)
        definition = self._lists.get(list_id)
        if definition is None:
            return None
        level = min(max(level, 0), DEEPEST_LEVEL)
        of_level = definition.levels.get(level, _DEFAULT)
        counts = self._counts.setdefault(definition.abstract, {})
        self._count(counts, list_id, definition, level)
        marker = _marker(of_level, level, counts, definition)
        return Numbered(list_id, level, marker, counts[level], of_level.indent)

    def _asked(self, properties: Element | None, style: str) -> tuple[str, int]:
        """The list and level that a paragraph asks for, by itself or by its style (17.9.18)."""
        of_style, level_of_style = self._styles.numbering(style)
        if of_style and level_of_style is None and style in self._by_style:
            level_of_style = self._by_style[style][1]
        found = child(properties, "w:numPr")
        number = child(found, "w:numId")
        list_id = of_style if number is None else value(number)
        asked = whole_number(value(found, "w:ilvl"))
        return list_id, (level_of_style or 0) if asked is None else asked

    def _count(
        self, counts: dict[int, int], list_id: str, definition: _Definition, level: int
    ) -> None:
        begins = level in definition.starts and (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        of_level = definition.levels.get(level, _DEFAULT)
        if begins:
            counts[level] = definition.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = of_level.start
        for deeper in range(level + 1, DEEPEST_LEVEL + 1):
            restart = definition.levels.get(deeper, _DEFAULT).restart
            if restart is None or (restart and level < restart):
                counts.pop(deeper, None)
        for above in range(level):
            counts.setdefault(above, definition.levels.get(above, _DEFAULT).start)


def _level(element: Element) -> tuple[int, _ListLevel]:
    start = child(element, "w:start")
    return _level_number(element), _ListLevel(
        value(element, "w:numFmt") or "decimal",
        value(element, "w:lvlText"),
        1 if start is None else _start(start),
        whole_number(value(element, "w:lvlRestart")),
        child(element, "w:isLgl") is not None,
        font_of(child(element, "w:rPr")),
        value(element, "w:pStyle"),
        indent_of(child(element, "w:pPr")),
    )


def _level_number(element: Element) -> int:
    return min(max(whole_number(value(element, attribute="w:ilvl")) or 0, 0), DEEPEST_LEVEL)


def _start(element: Element) -> int:
    return min(max(whole_number(value(element)) or 0, 0), _HIGHEST_START)


def _marker(
    level: _ListLevel, number: int, counts: dict[int, int], definition: _Definition
) -> Marker:
    if level.format in _NO_NUMBER:
        sign = _sign(level) if level.format == "bullet" else ""
        is_usual = sign in USUAL_BULLETS and (sign != _TYPED_RING or bool(level.font))
        return BULLET if is_usual or not sign else Marker(before=sign)
    numeral = _FORMATS.get("decimal" if level.is_decimal else level.format, Numeral.DECIMAL)
    own = f"%{number + 1}"
    before, found, after = level.text.strip().rpartition(own)
    if not found:
        return Marker(numeral, after=".")
    return Marker(numeral, _filled(before, counts, level, definition), _PLACEHOLDER.sub("", after))


def _filled(text: str, counts: dict[int, int], level: _ListLevel, definition: _Definition) -> str:
    """`text` with the numbers of the levels above that it asks for (17.9.11)."""

    def number(match: re.Match[str]) -> str:
        above = int(match[1]) - 1
        kind = definition.levels.get(above, _DEFAULT).format
        numeral = _FORMATS.get("decimal" if level.is_decimal else kind, Numeral.DECIMAL)
        return numeral.write(counts.get(above, 1))

    return _PLACEHOLDER.sub(number, text)[:40]


def _sign(level: _ListLevel) -> str:
    """The bullet, which stands most often in a symbol font."""
    text = level.text.strip()
    if len(text) != 1:
        return text[:3]
    if "\uf000" <= text <= "\uf0ff" or level.font:
        return symbol(level.font, f"{ord(text):04X}") or (text if text < "\ue000" else "")
    return text
