"""The borders of a Word file's paragraphs → the rules that people see between their texts.

Word has no rules. `---` and Enter gives the paragraph above a lower border, LibreOffice an empty
paragraph in a style of its own, and arkdoc a style for what has a rule above or below it. A style's
own border, and one all around a paragraph, is how that looks and parts nothing.
"""

from __future__ import annotations

from typing import TypeAlias

from arkdoc.model.nodes import ThematicBreak
from arkdoc.ooxml.oxml import Element, local_name, qname
from arkdoc.ooxml.reader import child, value
from arkdoc.read.word.captions import CaptionParagraph
from arkdoc.read.word.lists import ItemParagraph, ListParagraph, Piece
from arkdoc.read.word.numbering import Numbered
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.styles import WordStyles, indent_of
from arkdoc.read.word.tags import DELETED, PPR, TBL, P

_ABOVE, _BELOW = " rule above", " rule below"
_RULES = ("ark rule", "horizontal line")
_NO_LINE = ("", "nil", "none")
_SHAPE, _IS_RULE = qname("v:rect"), qname("o:hr")
_PICTURE = qname("v:imagedata")

AnyPiece: TypeAlias = Piece | CaptionParagraph
"""What a paragraph becomes, until lists and captions are put together."""


class RuleReader:
    """Puts the rules of a story among the pieces that its paragraphs become."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._styles = reading.file.styles
        self._waiting: list[int] = []  # rules that the next piece may show to stand in an item
        self._item: tuple[str, int] | None = None  # the list and level of the last piece

    def place(
        self,
        pieces: list[AnyPiece],
        before: int,
        paragraph: Element,
        numbered: Numbered | None,
    ) -> None:
        """Add the rules of `paragraph`, which has become the pieces from `before` on.

        A paragraph that has become nothing is one rule, however many borders it has.
        """
        above, below = _lines(paragraph, self._styles)
        number = self._reading.number(paragraph)
        rule = ThematicBreak(self._reading.whole(number))
        if len(pieces) == before:
            if above or below:
                self._waiting.append(len(pieces))
                pieces.append(rule)
            return
        first, last = pieces[before], pieces[-1]
        if above:
            self._waiting.append(before)
            pieces.insert(before, rule)
        level = self._level(first, numbered)
        for at in self._waiting:
            waiting = pieces[at]
            if level is not None and isinstance(waiting, ThematicBreak):
                pieces[at] = ItemParagraph(level, waiting)
        self._waiting = []
        self._item = self._place_of(last, numbered)
        if below:
            self._waiting.append(len(pieces))
            pieces.append(rule)

    def _level(self, piece: object, numbered: Numbered | None) -> int | None:
        """The level of the item that a rule right above `piece` stands in, or None for none."""
        if isinstance(piece, ItemParagraph):
            return piece.level
        if isinstance(piece, ListParagraph) and numbered and self._item:
            list_id, level = self._item
            return level if list_id == numbered.list_id else None
        return None

    def _place_of(self, piece: object, numbered: Numbered | None) -> tuple[str, int] | None:
        if isinstance(piece, ItemParagraph):
            return (self._item[0] if self._item else "", piece.level)
        return (numbered.list_id, numbered.level) if numbered else None


def _lines(paragraph: Element, styles: WordStyles) -> tuple[bool, bool]:
    """Whether a rule is drawn above and below a paragraph.

    Word draws paragraphs in a row that have the same borders and indents as one (17.3.1.24).
    """
    drawn = any(map(_is_rule, paragraph.iter(_SHAPE)))
    borders = _borders(paragraph, styles)
    if not borders or "left" in borders or "right" in borders:
        return False, drawn
    before = next(paragraph.itersiblings(P, TBL, preceding=True), None)
    after = next(paragraph.itersiblings(P, TBL), None)
    joins_before = _is_like(before, paragraph, borders, styles)
    joins_after = _is_like(after, paragraph, borders, styles)
    below = "between" if joins_after else "bottom"
    return "top" in borders and not joins_before, drawn or below in borders


def _borders(paragraph: Element, styles: WordStyles) -> dict[str, str]:
    """The borders that may be rules, by side, each with how it looks."""
    properties = paragraph.find(PPR)
    style = value(properties, "w:pStyle") or styles.default
    borders: dict[str, str] = {}
    for each in styles.chain(style):
        if _ABOVE in each.name:
            borders["top"] = each.name
        if _BELOW in each.name or each.name in _RULES:
            borders["bottom"] = each.name
    direct = child(properties, "w:pBdr")
    for border in () if direct is None else direct:
        look = " ".join(f"{name}={border.get(name)}" for name in sorted(map(str, border.attrib)))
        borders[local_name(border)] = "" if value(border) in _NO_LINE else look
    return {side: look for side, look in borders.items() if look}


def _is_like(
    other: Element | None, paragraph: Element, borders: dict[str, str], styles: WordStyles
) -> bool:
    """Whether Word draws what stands beside a paragraph as one with it."""
    if other is None or other.tag != P or _borders(other, styles) != borders:
        return False
    return _indent(other, styles) == _indent(paragraph, styles)


def _indent(paragraph: Element, styles: WordStyles) -> int | None:
    properties = paragraph.find(PPR)
    own = indent_of(properties)
    return own if own is not None else styles.indent(value(properties, "w:pStyle"))


def _is_rule(shape: Element) -> bool:
    """Whether a shape is one of Word's horizontal lines, and no picture of one."""
    if shape.get(_IS_RULE) not in ("t", "true", "1") or shape.find(_PICTURE) is not None:
        return False
    return next(shape.iterancestors(*DELETED), None) is None
