"""The styles part of a Word file → what a paragraph or run in each style is.

Built-in styles have English names in every language's Word (17.7.4.9); their ids are translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from arkdoc.model.names import fold
from arkdoc.model.regex import regex
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, switched, value
from arkdoc.read.word.tags import w

_HEADING = regex(r"heading (\d)")
# What ids of heading styles look like where the file doesn't say what the style is.
_HEADING_ID = regex(
    r"(?:heading|overskrift|rubrik|[uü]?berschrift|titre|titolo|kop|otsikko)[ _]?([1-9])",
    re.IGNORECASE,
)
_DEEPEST = 50
_TITLE, CAPTION = "title", "caption"
_MOST_DIGITS = 18
_BODY_LEVEL = 9  # 17.3.1.20: no level in the outline


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Direct formatting of a run, or that of a style; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    language: str = ""
    font: str = ""

    def over(self, style: RunFormat, paragraph: RunFormat) -> RunFormat:
        """A run's own format over that of its style, over that of its paragraph's style.

        What is on in both styles is off (17.7.3). A paragraph's font is not taken over.
        """

        def toggled(own: bool | None, of_style: bool | None, base: bool | None) -> bool:
            return bool(of_style) != bool(base) if own is None else own

        return RunFormat(
            toggled(self.bold, style.bold, paragraph.bold),
            toggled(self.italic, style.italic, paragraph.italic),
            toggled(self.strike, style.strike, paragraph.strike),
            toggled(self.hidden, style.hidden, paragraph.hidden),
            self.language or style.language or paragraph.language,
            self.font or style.font,
        )


NO_FORMAT = RunFormat()


class WordStyle(NamedTuple):
    """One style by itself. `outline` is 0 to 9; `numbering` has the id of a list, and a level.

    `indent` is where its lines begin, in twips.
    `parts` of a table that it shows otherwise than the rest (17.7.6.6): `firstRow`, `firstCol` …
    """

    name: str
    based_on: str
    outline: int | None
    numbering: tuple[str, int | None]
    run: RunFormat
    linked: str
    indent: int | None
    parts: frozenset[str] = frozenset()


_UNKNOWN = WordStyle("", "", None, ("", None), NO_FORMAT, "", None)


class WordStyles:
    """The styles of one file, by id. A style that is based on itself ends there, or far down.

    A file may have hundreds, of which its text uses ten: each is read when it is asked for.
    """

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._styles: dict[str, WordStyle] = {}
        self._chains: dict[str, tuple[WordStyle, ...]] = {}
        self._named: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._formats: dict[str, RunFormat] = {}
        self.default = ""
        self.language = ""
        if root is None:
            return
        for element in root.iter(w("style")):
            id_ = element.get(w("styleId")) or ""
            self._elements.setdefault(id_, element)
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true"):
                self.default = self.default or id_
        self.language = value(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")

    def chain(self, id_: str) -> tuple[WordStyle, ...]:
        """The style and those it is based on, itself first."""
        if id_ not in self._chains:
            self._chains[id_] = tuple(self._climb(id_))
        return self._chains[id_]

    def _climb(self, id_: str) -> Iterator[WordStyle]:
        met: set[str] = set()
        while id_ in self._elements and id_ not in met and len(met) < _DEEPEST:
            met.add(id_)
            style = self._style(id_)
            yield style
            id_ = style.based_on

    def _style(self, id_: str) -> WordStyle:
        if id_ not in self._styles:
            element = self._elements.get(id_)
            self._styles[id_] = _UNKNOWN if element is None else _style(element)
        return self._styles[id_]

    def has_name(self, id_: str, *names: str) -> bool:
        """Whether the style or one that it is based on has one of `names`, in small letters."""
        key = id_, names
        if key not in self._named:
            self._named[key] = any(style.name in names for style in self.chain(id_))
        return self._named[key]

    def level(self, id_: str) -> int | None:
        """The level of a heading in this style, 1 to 9; None for a style of other text."""
        chain = self.chain(id_)
        for style in chain:
            if style.outline is not None:
                return style.outline + 1 if style.outline < _BODY_LEVEL else None
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
        if not chain and (match := _HEADING_ID.fullmatch(id_)):
            return int(match[1])
        return None

    def level_of(self, properties: Element | None, id_: str) -> int | None:
        """The level of a heading, by the paragraph itself (17.3.1.20) or its style."""
        outline = whole_number(value(properties, "w:outlineLvl"))
        if outline is None:
            return self.level(id_)
        return outline + 1 if 0 <= outline < _BODY_LEVEL else None

    def is_title(self, id_: str) -> bool:
        """Whether it is Word's style for titles."""
        is_unsaid = not self.chain(id_) and id_.casefold() in ("title", "tittel")
        return is_unsaid or self.has_name(id_, _TITLE)

    def runs_of(self, properties: Element | None, id_: str) -> RunFormat:
        """What runs of a paragraph are like in themselves.

        The look of a heading, a title or a caption is no formatting of its words.
        """
        base = self.run(id_)
        has_own_look = self.level_of(properties, id_) or self.is_title(id_)
        if has_own_look or self.has_name(id_, CAPTION):
            return RunFormat(hidden=base.hidden, language=base.language)
        return base

    def linked_level(self, id_: str) -> int | None:
        """The level of headings whose paragraph style is linked to this character style."""
        style = self._style(id_)
        return self.level(style.linked) if style.linked else None

    def numbering(self, id_: str) -> tuple[str, int | None]:
        """The numbering that the style brings: an id, and a level where it says one."""
        level: int | None = None
        for style in self.chain(id_):
            number, own = style.numbering
            level = own if level is None else level
            if number:
                return number, level
        return "", None

    def indent(self, id_: str) -> int | None:
        """Where the lines of paragraphs in the style begin, in twips."""
        return next((s.indent for s in self.chain(id_) if s.indent is not None), None)

    def run(self, id_: str) -> RunFormat:
        """The formatting of runs in the style, from all that it is based on."""
        if id_ not in self._formats:
            self._formats[id_] = self._run(id_)
        return self._formats[id_]

    def _run(self, id_: str) -> RunFormat:
        formats = [style.run for style in self.chain(id_)]
        return RunFormat(
            next((f.bold for f in formats if f.bold is not None), None),
            next((f.italic for f in formats if f.italic is not None), None),
            next((f.strike for f in formats if f.strike is not None), None),
            next((f.hidden for f in formats if f.hidden is not None), None),
            next((f.language for f in formats if f.language), ""),
            next((f.font for f in formats if f.font), ""),
        )


def run_format(properties: Element | None) -> RunFormat:
    """The formatting that a `w:rPr` asks for."""
    if properties is None or not len(properties):
        return NO_FORMAT
    strike = switched(properties, "w:strike")
    return RunFormat(
        switched(properties, "w:b"),
        switched(properties, "w:i"),
        switched(properties, "w:dstrike") if strike is None else strike,
        switched(properties, "w:vanish"),
        value(properties, "w:lang"),
        font_of(properties),
    )


def font_of(properties: Element | None) -> str:
    """The font of Latin letters that a `w:rPr` names (17.3.2.26), or empty."""
    fonts = child(properties, "w:rFonts")
    return value(fonts, attribute="w:ascii") or value(fonts, attribute="w:hAnsi")


def indent_of(properties: Element | None) -> int | None:
    """Where a paragraph's lines but the first begin, in twips, as a `w:pPr` says (17.3.1.12)."""
    left = whole_number(value(properties, "w:ind", attribute="w:left"))
    return whole_number(value(properties, "w:ind", attribute="w:start")) if left is None else left


def whole_number(text: str) -> int | None:
    """A number as an attribute has it; None for none, and for what is no number."""
    try:
        return int(text) if len(text) <= _MOST_DIGITS else None
    except ValueError:
        return None


def _style(element: Element) -> WordStyle:
    properties = child(element, "w:pPr")
    outline = whole_number(value(properties, "w:outlineLvl"))
    numbering = child(properties, "w:numPr")
    return WordStyle(
        fold(value(element, "w:name")),
        value(element, "w:basedOn"),
        outline if outline is not None and 0 <= outline <= _BODY_LEVEL else None,
        (value(numbering, "w:numId"), whole_number(value(numbering, "w:ilvl"))),
        run_format(child(element, "w:rPr")),
        value(element, "w:link"),
        indent_of(properties),
        frozenset(
            part.get(w("type")) or "" for part in element.iterchildren(w("tblStylePr")) if len(part)
        ),
    )
